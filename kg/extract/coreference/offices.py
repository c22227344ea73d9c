"""Offices of an article, who holds them, and for whom a title stands: "the mayor said"."""

from __future__ import annotations

from collections import Counter

from kg.extract.coreference.binding import is_definite
from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import Candidate, Gazetteer
from kg.extract.mentions.tables import Row
from kg.extract.parsing.syntax import Word


def join_offices(discourse: Discourse, candidates: list[Candidate]) -> None:
    """Make the offices, one for each title and owner; persons get those that stand beside their names.

    Where the title does not say whose it is, it is the office of that title that its holder has elsewhere
    in the article, else that of the country in which all of the article plays, else the holder's alone.
    """
    made: dict[tuple[str, Thing | None, Thing | None], Thing] = {}

    def office(c: Candidate, owner: Thing | None, holder: Thing | None) -> Thing:
        key = (c.title or "", owner, holder if owner is None else None)
        if key not in made:
            made[key] = discourse.new("post")
            made[key].title, made[key].owner = c.title, owner
        return made[key]

    told: list[tuple[Candidate, Thing | None, Thing | None]] = []
    open_ones: list[tuple[Candidate, Thing | None, Thing | None]] = []
    for c in candidates:
        owner = discourse.referent(c.owner.head) if c.owner is not None else None
        if owner is None and "country" in discourse.tables.owners(c.row):
            owner = _behind_name(discourse, c)
        holder = _beside(discourse, c)
        (open_ones if owner is None else told).append((c, owner, holder))
    for c, owner, holder in told:
        _hold(discourse, c, office(c, owner, None), holder)
    country = _country(discourse, candidates)
    for c, _, holder in open_ones:
        same = [t for t in made.values() if t.title == c.title and t.owner is not None]
        if holder is not None:
            same = [t for t in same if t in (*holder.posts, *holder.former_posts)]
        if len(same) == 1 and not c.owner_unknown and (holder is not None or country is None):
            owner = same[0].owner
        else:
            owner = country if c.row.get("of") == "country" and not c.owner_unknown else None
        _hold(discourse, c, office(c, owner, holder), holder)
    for post in made.values():
        _one_holder(discourse, post)


def _one_holder(discourse: Discourse, office: Thing) -> None:
    """Leave an office that one holds at a time to whom the article gives it most often; of equals to none.

    The others had it before, or will: "Mr Holt's predecessor, President Ana Cruz".
    """
    if office.owner is None or not any(c.row.get("unique") == "yes" for c, _ in office.mentions):
        return
    holders = [t for t in discourse.all("person") if office in t.posts]
    if len(holders) < 2:
        return
    times = {t: sum(1 for c, _ in office.mentions if _beside(discourse, c) is t) for t in holders}
    most = max(times.values())
    first = [t for t in holders if times[t] == most]
    for t in holders if len(first) > 1 else [t for t in holders if t not in first]:
        t.posts.remove(office)
        t.doubtful_posts.append(office)


def _hold(discourse: Discourse, c: Candidate, office: Thing, holder: Thing | None) -> None:
    """Let a mention be of an office, and give that to whom it stands beside."""
    office.mentions.append((c, "title"))
    discourse.offices[c.head.i] = office
    beside = holder is not None or c.head.dep == "conj"  # "Ana Cruz, founder and director of …"
    if office.owner is None and c.told and beside:
        office.names[c.told] += 1
    if holder is None:
        return
    posts = holder.former_posts if c.former else holder.posts
    if office not in posts:
        posts.append(office)
    possessed = c.owner_unknown and c.head.child("poss") is not None
    abroad = possessed and c.row.get("of") == "country"  # "the country's prime minister"
    if not c.former and not abroad:
        holder.offices.add(c.title or "")


def _behind_name(discourse: Discourse, c: Candidate) -> Thing | None:
    """Return the place behind a titled name: "Senator Ana Cruz of Ohio"."""
    name = c.head.head if c.head.dep in ("compound", "nmod") else c.head.right
    if name is not None and c.head.dep not in ("compound", "nmod") and name.head is not c.head:
        name = next((a for a in c.head.all("appos") if c.head.right in a.subtree()), None)
    for prep in name.all("prep") if name is not None else ():
        place = discourse.referent(prep.child("pobj")) if prep.lemma == "of" else None
        if place is not None and place.kind in ("country", "state", "city"):
            return place
    return None


def _country(discourse: Discourse, offices: list[Candidate]) -> Thing | None:
    """Return the country in which all of an article plays: several of its places and bodies, none else acts.

    A country acts where it is a subject, and where an office is called its.
    """
    count: dict[str, Counter[str]] = {}
    for c in discourse.candidates:
        if c.form == "name" and c.row:
            country = _country_of(c.row, discourse.tables)
            if country is not None:
                count.setdefault(country, Counter())[c.row["name"]] += 1
    ranked = sorted(count, key=lambda name: (-count[name].total(), name))
    if not ranked or len(count[ranked[0]]) < 2 or count[ranked[0]].total() < 3:
        return None
    if len(ranked) > 1 and count[ranked[0]].total() < 3 * count[ranked[1]].total():
        return None
    owners = {c.owner.row.get("name") for c in offices if c.owner is not None and c.owner.kind == "country"}
    acting = {
        c.row.get("name")
        for c in discourse.candidates
        if c.form == "name" and c.kind == "country" and not c.adjective and _acts(c.head)
    }
    if (owners | acting) - {ranked[0]}:
        return None
    return next((t for t in discourse.all("country") if t.known == ranked[0]), None)


def _country_of(row: Row, tables: Gazetteer) -> str | None:
    """Return the country of a row of the tables, through the state that a city is in."""
    for _ in range(3):
        if row.get("class") == "country":
            return row["name"]
        around = row.get("in") or row.get("country") or ""
        row = next((r for r in tables.exact.get(around, ()) if r["class"] in ("country", "state")), {})
    return None


def _acts(word: Word) -> bool:
    return word.dep in SUBJECTS or word.head.dep == "agent"


def _beside(discourse: Discourse, c: Candidate) -> Thing | None:
    """Return the person whom an office stands before or beside: "Mayor Ana Cruz", "Ana Cruz, the mayor"."""
    head = c.head
    beside = [head.head] if head.dep in ("compound", "appos", "nmod") else []
    beside += head.all("appos")
    if head.dep == "attr" and head.head.lemma == "be" and head.head.tag in ("VBZ", "VBP"):
        beside += head.head.all("nsubj")  # "Ana Cruz is the mayor"
    if head.right is not None:
        beside.insert(0, head.right)
    for word in beside:
        for thing in discourse.referents.get(word.i, ()):
            if thing.kind == "person":
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
        if beside is not None and discourse.tables.owned(beside.lemma):
            owners = discourse.referents.get(beside.i, ())  # "Cruz's campaign manager"
        elif office.owner is None and possessor is not None:
            owners = discourse.referents.get(possessor.i, ())
        barred = discourse.tables.office_owners - discourse.tables.owners(c.row)
        if len(owners) == 1 and owners[0].kind not in ("person", "post", *barred):
            same = (t for t in discourse.all("post") if t.title == c.title and t.owner is owners[0])
            owned = next(same, None) or discourse.new("post")
            owned.title, owned.owner = c.title, owners[0]
            office.mentions = [(m, rule) for m, rule in office.mentions if m is not c]
            owned.mentions.append((c, "title"))
            discourse.offices[c.head.i] = owned


def resolve_title(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Return the person for whom a title stands, where it stands for one."""
    head = c.head
    if _beside(discourse, c) is not None or not any(is_definite(word) for word in c.words):
        return ()
    if head.dep in ("attr", "oprd", "compound", "amod", "appos", "nmod"):
        return ()
    if head.dep == "pobj" and head.head.lemma == "as":
        return ()
    if not discourse.tables.is_post(c.row) and head.child("prep") is not None:
        return ()
    office = discourse.offices.get(head.i)
    if c.former:
        fit = [t for t in discourse.all("person") if any(p.title == c.title for p in t.former_posts)]
        return tuple(fit) if len(fit) == 1 and not c.owner_unknown and c.owner is None else ()
    if c.owner_unknown:
        return (Thing("person"),)
    people = discourse.all("person")
    if c.owner is not None:  # "the Texas governor": somebody new, but where we know who it is
        holders = [t for t in people if office in t.posts]
    else:
        last = _last_called(discourse, c)
        if last and last[0] in discourse.unnamed.values():
            return last  # "the mayor of Leeds … the mayor"
        holders = [t for t in people if c.title in t.offices]
    if len(holders) > 1:
        recent = discourse.recent(c, 4)
        holders = [t for t in holders if t in recent]
    return tuple(holders) if len(holders) == 1 else _unnamed(discourse, c, office)


def _unnamed(discourse: Discourse, c: Candidate, office: Thing | None) -> tuple[Thing, ...]:
    """Return somebody new, whom the article does not name: nothing of the graph, but a "he" may mean him."""
    if office is None or c.plural:
        return ()
    return (discourse.unnamed.setdefault(office, Thing("person")),)


def _last_called(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Return for whom a title stood last."""
    for other, things in reversed(discourse.history):
        if other.form == "office" and other.title == c.title:
            return things
    return ()
