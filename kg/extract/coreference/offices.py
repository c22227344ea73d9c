"""Offices of an article, who holds them, and for whom a title stands: "the mayor said"."""

from __future__ import annotations

from collections import Counter

from kg.extract.coreference.binding import clash, coarguments, commanding, is_definite
from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import Candidate
from kg.extract.mentions.offices import NO_OWNERS


def join_offices(discourse: Discourse, candidates: list[Candidate]) -> None:
    """Make the offices, one for each title and owner; persons get those that stand beside their names."""
    held: dict[tuple[str, int], Thing] = {}
    holders: dict[int, set[int]] = {}  #: ids of offices → ids of who holds them
    country = _country(discourse)
    for c in candidates:
        owner = discourse.referent(c.owner.head) if c.owner is not None else None
        if owner is None and c.row.get("kind") == "public":
            owner = _behind_name(discourse, c)
        if owner is None and c.row.get("of") == "Country" and c.head.child("prep", "poss") is None:
            owner = country
        key = (c.title or "", id(owner))
        if key not in held:
            held[key] = discourse.new("Office")
            held[key].title, held[key].owner = c.title, owner
        office = held[key]
        office.mentions.append((c, "title"))
        discourse.offices[c.head.i] = office
        holder = _holder(discourse, c)
        if holder is not None:
            holder.offices.add(c.title or "")
            if office not in holder.posts:
                holder.posts.append(office)
            holders.setdefault(id(office), set()).add(id(holder))
    for office in held.values():
        owned = [t for t in held.values() if t.title == office.title and t.owner is not None]
        if office.owner is None and len(owned) == 1:
            _move(discourse, office, owned[0], holders.get(id(owned[0]), set()))
    discourse.drop_empty_offices()


def _behind_name(discourse: Discourse, c: Candidate) -> Thing | None:
    """Give the place behind a titled name: "Senator Ana Cruz of Ohio"."""
    name = c.head.head if c.head.dep in ("compound", "nmod") else None
    for prep in name.all("prep") if name is not None else ():
        place = discourse.referent(prep.child("pobj")) if prep.lemma == "of" else None
        if place is not None and place.kind in ("Country", "State", "City"):
            return place
    return None


def _country(discourse: Discourse) -> Thing | None:
    """Give the country that the article is about: named, and its places thrice as often as others'."""
    count: Counter[str] = Counter()
    for c in discourse.candidates:
        if c.form == "name" and c.row:
            place = c.row["name"] if c.kind == "Country" else c.row.get("in") or c.row.get("country")
            count[place or ""] += 1
    named = {t.known: t for t in discourse.all("Country")}
    ranked = [(name, number) for name, number in count.most_common() if name in named]
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 3 * ranked[1][1]):
        return None
    return named[ranked[0][0]]


def _move(discourse: Discourse, office: Thing, owned: Thing, holders: set[int]) -> None:
    """Give "the mayor" to the only city here that has one, unless others than its mayors are called so."""
    for c, rule in list(office.mentions):
        holder = _holder(discourse, c)
        if holder is None or not holders or id(holder) in holders:
            discourse.offices[c.head.i] = owned
            owned.mentions.append((c, rule))
            office.mentions.remove((c, rule))
            if holder is not None and office in holder.posts:
                holder.posts[holder.posts.index(office)] = owned


def _holder(discourse: Discourse, c: Candidate) -> Thing | None:
    """Give who holds an office now by a name beside it."""
    return None if c.former else _beside(discourse, c)


def _beside(discourse: Discourse, c: Candidate) -> Thing | None:
    """Give the person whom an office stands before or beside: "Mayor Ana Cruz", "Ana Cruz, the mayor"."""
    head = c.head
    beside = [head.head] if head.dep in ("compound", "appos", "nmod") else []
    beside += head.all("appos")
    if head.right is not None:
        beside.insert(0, head.right)
    for word in beside:
        for thing in discourse.referents.get(word.i, ()):
            if thing.kind == "Person":
                return thing
    return None


def give_to_possessors(discourse: Discourse) -> None:
    """Give "its new chief executive" to the firm that "its" stands for, a campaign chair to the campaign."""
    for c in discourse.candidates:
        office = discourse.offices.get(c.head.i)
        if c.form != "office" or office is None:
            continue
        beside, possessor = c.words[0].left, c.head.child("poss")
        owners: tuple[Thing, ...] = ()
        if beside is not None and beside.lemma == "campaign":
            owners = discourse.referents.get(beside.i, ())  # "Cruz's campaign manager"
        elif office.owner is None and possessor is not None:
            owners = discourse.referents.get(possessor.i, ())
        if len(owners) == 1 and owners[0].kind not in ("Person", "Office", *NO_OWNERS.get(c.row["kind"], ())):
            same = (t for t in discourse.all("Office") if t.title == c.title and t.owner is owners[0])
            owned = next(same, None) or discourse.new("Office")
            owned.title, owned.owner = c.title, owners[0]
            office.mentions = [(m, rule) for m, rule in office.mentions if m is not c]
            owned.mentions.append((c, "title"))
            discourse.offices[c.head.i] = owned


def resolve_title(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Give the person for whom a title stands, where it stands for one."""
    head = c.head
    if _beside(discourse, c) is not None or not any(is_definite(word) for word in c.words):
        return ()
    if head.dep in ("attr", "oprd", "compound", "amod", "appos", "nmod"):
        return ()
    if head.dep == "pobj" and head.head.lemma == "as":
        return ()
    if c.former:
        return _former(discourse, c)
    holders = [t for t in discourse.all("Person") if (c.title or "") in t.offices]
    if len(holders) == 1:
        return (holders[0],)
    if holders:
        recent = [t for t in discourse.recent(c, 4) if t in holders]
        return (recent[0],) if recent else ()
    return _new_holder(discourse, c)


def _former(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Give whom "the former president" stands for: the subject of the last sentence, of no such title now."""
    sentence = c.head.sentence
    barred = coarguments(discourse, c) | commanding(discourse, c)
    for other in discourse.candidates:
        if other.form == "name" and other.head.sentence is sentence:
            barred.update(discourse.referents.get(other.head.i, ()))
    fit = [
        t
        for t in discourse.recent(c, 2)
        if (c.title or "") not in t.offices and t not in barred and not clash(c.gender, t.gender)
    ]
    last = [t for t in fit if discourse.subject_of_last(c, t)]
    return (last[0],) if len(last) == 1 else ()


def _new_holder(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Give who acts in the last sentence, and has no title yet, for one that only one person can have."""
    office = discourse.offices.get(c.head.i)
    if office is not None and office.owner is not None and office.owner.kind in ("Organization", "Company"):
        return ()
    if c.head.dep not in SUBJECTS or c.row.get("unique") != "yes" or c.row.get("kind") != "public":
        return ()
    if c.head.child("prep") is not None:
        return ()  # "the mayor of Leeds" brings in somebody new
    index = c.head.sentence.index - 1
    acting = [
        t
        for other, things in discourse.history
        if other.head.sentence.index == index
        and (other.head.dep in SUBJECTS or other.head.head.dep == "agent")
        for t in things
        if t.kind == "Person"
    ]
    barred = coarguments(discourse, c) | commanding(discourse, c)
    fit = [
        t
        for t in dict.fromkeys(acting)
        if not t.offices and not clash(c.gender, t.gender) and t not in barred
    ]
    return (fit[0],) if len(fit) == 1 else ()
