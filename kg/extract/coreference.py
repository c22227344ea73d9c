"""Which mentions of an article are the same thing.

Rules of thumb in a fixed order: names by their words, then, from the first sentence to the last,
titles, descriptions and pronouns by gender, number, nearness, grammatical role and binding (a pronoun
is not the other party of its own verb). Where two antecedents are as good, none is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.clauses import OBJECT_CONTROL, SUBJECTS, surface_subject
from kg.extract.factuality import SAYING
from kg.extract.mentions import SUFFIXES, Candidate, Names
from kg.extract.syntax import ParsedArticle, Word
from kg.model import ArticleEntity, Mention

COMPANY_SUFFIX = re.compile(
    r"[, ]+(Inc|Corp|Corporation|Company|Co|Ltd|Limited|LLC|plc|PLC|AG|SA|SpA|S\.p\.A|GmbH|NV|Group|Holdings|Technology Corp)\.?(?=$| )"
)
OTHER = frozenset("combined merged new joint other rival resulting future another same".split())
REFLEXIVES = ("himself", "herself", "itself", "themselves")


@dataclass(eq=False, slots=True)
class Thing:
    """An entity while its article is being read."""

    kind: str
    names: Counter[str] = field(default_factory=Counter)
    gender: str = "u"
    title: str | None = None
    owner: Thing | None = None
    year: str | None = None
    known: str | None = None  #: its name in a names table
    offices: set[str] = field(default_factory=set)
    posts: list[Thing] = field(default_factory=list)  #: the offices that the article gives a person
    party: Thing | None = None
    mentions: list[tuple[Candidate, str]] = field(default_factory=list)

    def best_name(self) -> str:
        """Give the fullest name; of equals the more frequent, then the first in the alphabet."""
        if not self.names:
            return self.known or ""
        return min(self.names, key=lambda n: (-len(n.split()), -self.names[n], n))


def stands_for(word: Word, referents: dict[int, tuple[Thing, ...]]) -> tuple[Thing, ...]:
    """Give what a word stands for: itself, or the name set beside it ("the director, Steven Cheung")."""
    if word.i in referents:
        return referents[word.i]
    for child in word.children:
        if child.dep == "appos" and child.i in referents and (word.tag != "NNS" or child.child("conj") is not None):
            return referents[child.i]
        if child.dep == "acl" and child.lemma in ("call", "name", "dub", "know"):  # "a group called Acme"
            for named in child.children:
                if named.dep in ("oprd", "dobj", "attr") and named.i in referents:
                    return referents[named.i]
    if word.dep == "appos" and word.head.i in referents and word.head.dep != "appos":
        return referents[word.head.i]
    return ()


@dataclass(slots=True)
class Resolved:
    """What each word of an article stands for."""

    things: list[Thing]
    referents: dict[int, tuple[Thing, ...]]  #: index of a mention's head word → what it stands for
    offices: dict[int, Thing]  #: index of an office's head word → the office
    candidates: list[Candidate]
    standing: set[int] = field(default_factory=set)  #: heads of descriptions that were resolved: "the former president"

    def of(self, word: Word) -> tuple[Thing, ...]:
        """Give what a word stands for: itself, or the name set beside it ("the director, Steven Cheung")."""
        return stands_for(word, self.referents)

    def frozen(self) -> tuple[tuple[ArticleEntity, ...], tuple[Mention, ...]]:
        """Give the article's entities and mentions as plain data; entities in the order of `things`."""
        number = {id(thing): k for k, thing in enumerate(self.things)}
        entities = tuple(
            ArticleEntity(
                name=t.best_name(), kind=t.kind, names=tuple(sorted(t.names)), title=t.title,
                owner=number.get(id(t.owner)) if t.owner else None, year=t.year, known=t.known,
            )
            for t in self.things
        )  # fmt: skip
        mentions = sorted(
            (Mention(c.start, c.end, "", number[id(t)], rule) for t in self.things for c, rule in t.mentions),
            key=lambda m: (m.start, m.end, m.entity, m.rule),
        )
        return entities, tuple(mentions)


class Coreference:
    """Resolves one article; `run` gives the result."""

    def __init__(self, article: ParsedArticle, candidates: list[Candidate], names: Names) -> None:
        self.article, self.candidates, self.tables = article, candidates, names
        self.things: list[Thing] = []
        self.referents: dict[int, tuple[Thing, ...]] = {}
        self.offices: dict[int, Thing] = {}
        self.history: list[tuple[Candidate, tuple[Thing, ...]]] = []
        self.standing: set[int] = set()
        self.partisans: dict[int, Thing] = {}  #: "a Democrat": index of the word → the party

    def run(self) -> Resolved:
        """Resolve all mentions."""
        named = [c for c in self.candidates if c.form == "name"]
        self._persons([c for c in named if c.kind == "Person"])
        self._others([c for c in named if c.kind != "Person"])
        self._elections([c for c in self.candidates if c.form == "election"])
        self._offices([c for c in self.candidates if c.form == "office"])
        self._promote_parties()
        self._parties()
        for c in self.candidates:
            if c.form in ("name", "election"):
                if c.head.i in self.referents and not (c.adjective and c.gender != "p"):
                    self.history.append((c, self.referents[c.head.i]))
            else:
                self._later(c)
        self._owned_by_pronoun()
        self.things = [t for t in self.things if t.kind != "Office" or t.mentions]
        return Resolved(self.things, self.referents, self.offices, self.candidates, self.standing)

    def _owned_by_pronoun(self) -> None:
        """Give "its new chief executive" to the firm that "its" stands for, a campaign chair to the campaign."""
        for c in self.candidates:
            office = self.offices.get(c.head.i)
            possessor = c.head.child("poss")
            if c.form != "office" or office is None:
                continue
            beside = c.words[0].left
            owners: tuple[Thing, ...] = ()
            if beside is not None and beside.lemma == "campaign":
                owners = self.referents.get(beside.i, ())  # "Cruz's campaign manager"
            elif office.owner is None and possessor is not None:
                owners = self.referents.get(possessor.i, ())
            if len(owners) == 1 and owners[0].kind not in ("Person", "Office"):
                same = [t for t in self.things if t.kind == "Office" and t.title == c.title and t.owner is owners[0]]
                owned = same[0] if same else self._new("Office")
                owned.title, owned.owner = c.title, owners[0]
                office.mentions = [(m, rule) for m, rule in office.mentions if m is not c]
                owned.mentions.append((c, "title"))
                self.offices[c.head.i] = owned

    # Names

    def _new(self, kind: str, gender: str = "u") -> Thing:
        thing = Thing(kind, gender=gender)
        self.things.append(thing)
        return thing

    def _join(self, c: Candidate, thing: Thing, rule: str) -> None:
        if c.form == "name" and not c.adjective:
            places = c.kind in ("Country", "State", "City", "Place") or not c.row
            thing.names[c.name if places else re.sub(r"^(the|The) ", "", self._text(c))] += 1
        if thing.gender == "u" and c.gender in ("m", "f"):
            thing.gender = c.gender
        thing.mentions.append((c, rule))
        for word in c.words if c.form == "name" else [c.head]:
            self.referents.setdefault(word.i, (thing,))
        self.referents[c.head.i] = (thing,)

    def _text(self, c: Candidate) -> str:
        return self.article.text[c.start : c.end].replace("’", "'")

    def _persons(self, candidates: list[Candidate]) -> None:
        full: dict[str, Thing] = {}
        for c in sorted((c for c in candidates if " " in c.name), key=lambda c: -len(c.name.split())):
            thing = full.get(c.name) or next(
                (t for name, t in full.items() if _same_person(c.name, name, self.tables)), None
            )
            if thing is None:
                thing = self._new("Person", c.gender)
            full[c.name] = thing
            self._join(c, thing, "name")
        surnames: dict[str, list[Thing]] = {}
        given: dict[str, list[Thing]] = {}
        for name, thing in full.items():
            tokens = [t for t in name.split() if t.lower() not in SUFFIXES]
            for k in range(1, len(tokens)):
                owners = surnames.setdefault(" ".join(tokens[k:]), [])
                if thing not in owners:
                    owners.append(thing)
            if thing not in given.setdefault(tokens[0], []):
                given[tokens[0]].append(thing)
        alone: dict[str, Thing] = {}
        for c in (c for c in candidates if " " not in c.name):
            owners = surnames.get(c.name) or given.get(c.name) or []
            thing = self._which(c, owners)
            if thing is None and not owners:
                thing = alone.get(c.name) or self._new("Person", c.gender)
                alone[c.name] = thing
            if thing is not None:
                self._join(c, thing, "surname" if owners else "name")

    def _which(self, c: Candidate, owners: list[Thing]) -> Thing | None:
        """Of several people of one surname, take the only one fit, or the one the article is about."""
        fit = [t for t in owners if not _clash(c.gender, t.gender)] if c.gender in ("m", "f") and len(owners) > 1 else owners
        if len(fit) <= 1:
            return fit[0] if fit else None
        known = [t for t in fit if any(m.start < c.start for m, _ in t.mentions)]
        if len(known) == 1:
            return known[0]
        first = sorted(known or fit, key=lambda t: min(m.start for m, _ in t.mentions))
        counts = [len(t.mentions) for t in first]
        return first[0] if counts[0] >= 2 * max(counts[1:]) else None

    def _others(self, candidates: list[Candidate]) -> None:
        by_name: dict[str, Thing] = {}
        for c in sorted(candidates, key=lambda c: (-len(c.name.split()), c.start)):
            thing = by_name.get(c.name)
            rule = "name"
            if thing is None and c.row:
                thing = by_name.get(c.row["name"])
            if thing is None and c.kind in ("Organization", "Company", "NewsOrganization", "EducationalInstitution", "PoliticalParty"):
                thing, rule = self._organization(c, by_name), "short name"
            if thing is None:
                thing, rule = self._new(c.kind or "Thing", "n"), "name"
            by_name[c.name] = thing
            if c.row:
                by_name.setdefault(c.row["name"], thing)
                thing.known = c.row["name"]
            self._join(c, thing, "adjective" if c.adjective else rule)
            if c.adjective and c.kind == "PoliticalParty" and c.head.tag != "NNPS" and c.head.dep in (*SUBJECTS, "dobj", "pobj", "appos", "attr", "conj", "dative"):
                self.partisans[c.head.i] = thing  # "the Republican" is a person of that party
                del self.referents[c.head.i]
            if thing.kind == "Organization" and c.kind and c.kind != "Place":
                thing.kind = c.kind

    def _organization(self, c: Candidate, by_name: dict[str, Thing]) -> Thing | None:
        bare = COMPANY_SUFFIX.sub("", c.name)
        fits: list[Thing] = []
        for name, thing in by_name.items():
            if thing.kind not in ("Organization", "Company", "NewsOrganization", "EducationalInstitution", "PoliticalParty"):
                continue
            other = COMPANY_SUFFIX.sub("", name)
            initials = "".join(w[0] for w in name.split() if w[0].isupper())
            if (
                bare == other
                or (c.name.isupper() and len(c.name) > 1 and c.name == initials)
                or (" " not in bare and other.startswith(bare + " ") and name != c.name)
            ) and thing not in fits:
                fits.append(thing)
        exact = [t for t in fits if any(COMPANY_SUFFIX.sub("", n) == bare for n in t.names)]
        if exact:
            return exact[0]
        return fits[0] if len(fits) == 1 else None

    # Elections, offices, parties

    def _elections(self, candidates: list[Candidate]) -> None:
        named: dict[str, Thing] = {}
        for c in candidates:
            if c.name:
                if c.year is None:
                    c.year = next((w for w in c.name.split() if re.fullmatch(r"(1[89]|20)\d\d", w)), None)
                same = [t for t in named.values() if t.year == c.year and c.year and _fits_title(t.title, c.title)]
                thing = named.get(c.name) or (same[0] if len(same) == 1 else None)
                if thing is None:
                    thing = self._new("Election", "n")
                    thing.year, thing.title = c.year, c.title
                if c.owner is not None and c.owner.head.i in self.referents:
                    thing.owner = thing.owner or self.referents[c.owner.head.i][0]
                named[c.name] = thing
                thing.names[c.name] += 1
                self._join(c, thing, "name")
        things = list(dict.fromkeys(named.values()))
        for c in candidates:
            if not c.name:
                before = [t for t in things if t.mentions and min(m.start for m, _ in t.mentions) < c.end]
                pool = [t for t in (before or things) if _fits_title(t.title, c.title)]
                if len(set(map(id, pool))) == 1:
                    self._join(c, pool[0], "the only election")

    def _offices(self, candidates: list[Candidate]) -> None:
        held: dict[tuple[str, int], Thing] = {}
        for c in candidates:
            owner = self.referents.get(c.owner.head.i, (None,))[0] if c.owner is not None else None
            key = (c.title or "", id(owner))
            thing = held.get(key)
            if thing is None:
                thing = self._new("Office")
                thing.title, thing.owner = c.title, owner
                held[key] = thing
            thing.mentions.append((c, "title"))
            self.offices[c.head.i] = thing
            holder = self._titled(c)
            if holder is not None:
                holder.offices.add(c.title or "")
                if thing not in holder.posts:
                    holder.posts.append(thing)
        holders: dict[int, set[int]] = {}
        for c in candidates:
            holder = self._titled(c)
            if holder is not None:
                holders.setdefault(id(self.offices[c.head.i]), set()).add(id(holder))
        for (title, _), thing in list(held.items()):  # "the mayor" is the mayor of the only city that has one here
            owned = [t for (other, _), t in held.items() if other == title and t.owner is not None]
            if thing.owner is not None or len(owned) != 1:
                continue
            for c, rule in list(thing.mentions):
                holder, known = self._titled(c), holders.get(id(owned[0]), set())
                if holder is None or not known or id(holder) in known:
                    self.offices[c.head.i] = owned[0]
                    owned[0].mentions.append((c, rule))
                    thing.mentions.remove((c, rule))
                    if holder is not None and thing in holder.posts:
                        holder.posts[holder.posts.index(thing)] = owned[0]
        self.things = [t for t in self.things if t.kind != "Office" or t.mentions]

    def _titled(self, c: Candidate) -> Thing | None:
        """Give the person whom an office stands before or beside: "Mayor Ana Cruz", "Ana Cruz, the mayor"."""
        head = c.head
        beside = [head.head] if head.dep in ("compound", "appos", "nmod") else []
        beside += [child for child in head.children if child.dep == "appos"]
        right = head.right
        if right is not None and right.i in self.referents:
            beside.insert(0, right)
        for word in beside:
            for thing in self.referents.get(word.i, ()):
                if thing.kind == "Person" and not c.former:
                    return thing
        return None

    def _promote_parties(self) -> None:
        """In a report of an election, what candidates are set beside with "of" or "'s" is their party."""
        known = {id(t) for t in self.things if t.kind == "PoliticalParty"}
        election = any(w.lemma in ("election", "candidate", "ballot", "constituency") for w in self.article.words)
        if not election or len(known) < 2:
            return
        for c in self.candidates:
            if c.form != "name" or c.head.i not in self.referents:
                continue
            thing, word = self.referents[c.head.i][0], c.head
            if thing.kind not in ("Organization", "Company") or COMPANY_SUFFIX.search(c.name):
                continue
            holder = word.head.head if word.dep == "pobj" and word.head.lemma in ("of", "from") else word.head if word.dep == "poss" else None
            if holder is not None and any(t.kind == "Person" for t in self.referents.get(holder.i, ())):
                thing.kind = "PoliticalParty"

    def _parties(self) -> None:
        for c in self.candidates:
            if c.form != "name" or c.kind != "PoliticalParty":
                continue
            party = self.partisans.get(c.head.i) or self.referents.get(c.head.i, (None,))[0]
            word = c.head
            holder: Word | None = None
            if party is None:
                continue
            if word.dep == "appos":
                holder = word.head
            elif word.dep == "attr":
                holder = word.head.child(*SUBJECTS)
            elif word.dep == "pobj" and word.head.lemma == "of":
                holder = word.head.head
            elif word.dep in ("amod", "compound", "poss", "nmod"):
                holder = word.head
                if holder.dep in ("compound", "nmod") and holder.i not in self.referents:
                    holder = holder.head
            for thing in self.referents.get(holder.i, ()) if holder is not None else ():
                if thing.kind == "Person" and thing.party is None:
                    thing.party = party

    # Titles, descriptions, pronouns, from left to right

    def _later(self, c: Candidate) -> None:
        found: tuple[Thing, ...] = ()
        if c.form == "campaign":
            found = self._campaign(c)
        elif c.form == "office":
            found = self._title(c)
        elif c.form == "nominal":
            found = self._description(c)
        elif c.form == "pronoun" and c.gender in ("m", "f", "n", "p"):
            found = self._pronoun(c)
        if found:
            self.referents[c.head.i] = found
            self.history.append((c, found))
            if len(found) == 1:
                found[0].mentions.append((c, c.form if c.form != "nominal" else "description"))
            if c.form in ("office", "nominal"):
                self.standing.add(c.head.i)

    def _campaign(self, c: Candidate) -> tuple[Thing, ...]:
        owner = self.referents.get(c.owner.head.i, (None,))[0] if c.owner is not None else None
        if owner is None:
            possessor = c.head.child("poss")
            owner = self.referents.get(possessor.i, (None,))[0] if possessor is not None else None
        campaigns = [t for t in self.things if t.kind == "Campaign"]
        if owner is None:
            definite = any(w.text.lower() == "the" for w in c.head.children)
            return (campaigns[0],) if definite and len(campaigns) == 1 and c.head.dep in (*SUBJECTS, "compound", "poss") else ()
        if owner.kind != "Person":
            return ()
        thing = next((t for t in campaigns if t.owner is owner), None)
        if thing is None:
            thing = self._new("Campaign", "n")
            thing.owner = owner
        for word in c.words[:-1]:
            if word.i in self.referents and self.referents[word.i] == (owner,) and c.owner is not None:
                continue
        return (thing,)

    def _title(self, c: Candidate) -> tuple[Thing, ...]:
        holder = self._titled(c)
        if holder is not None:
            return ()
        if c.head.dep in ("attr", "oprd", "compound", "amod", "appos", "nmod") or not _definite(c.head):
            return ()
        if c.head.dep == "pobj" and c.head.head.lemma in ("as", "for", "of") and c.head.head.lemma == "as":
            return ()
        title = c.title or ""
        persons = [t for t in self.things if t.kind == "Person"]
        office = self.offices.get(c.head.i)
        holders = [t for t in persons if title in t.offices]
        barred = self._coarguments(c) | self._commanding(c)
        if c.former:
            here = {t for o, ts in self.history for t in ts if o.form == "name" and o.head.sentence is c.head.sentence}
            barred |= here | {
                t for o in self.candidates if o.form == "name" and o.head.sentence is c.head.sentence
                for t in self.referents.get(o.head.i, ())
            }  # fmt: skip
            fit = [t for t in self._recent(c, 2) if title not in t.offices and t not in barred and not _clash(c.gender, t.gender)]
            last = [t for t in fit if self._subject_of_last(c, t)]
            return (last[0],) if len(last) == 1 else ()
        if len(holders) == 1:
            return (holders[0],)
        if holders:
            recent = [t for t in self._recent(c, 4) if t in holders]
            return (recent[0],) if recent else ()
        if office is not None and office.owner is not None and office.owner.kind in ("Organization", "Company"):
            return ()
        if c.head.dep not in SUBJECTS or c.row.get("unique") != "yes" or c.row.get("kind") != "public":
            return ()
        if c.head.child("prep") is not None:
            return ()  # "the mayor of Leeds" brings in somebody new
        index = c.head.sentence.index - 1
        acting = [
            t for o, ts in self.history if o.head.sentence.index == index and (o.head.dep in SUBJECTS or o.head.head.dep == "agent")
            for t in ts if t.kind == "Person"
        ]  # fmt: skip
        fit = [t for t in dict.fromkeys(acting) if not t.offices and not _clash(c.gender, t.gender) and t not in barred]
        return (fit[0],) if len(fit) == 1 else ()

    def _description(self, c: Candidate) -> tuple[Thing, ...]:
        head = c.head
        beside = [ch for ch in head.children if ch.dep == "appos" and ch.i in self.referents]
        if beside or (head.dep == "appos" and head.head.i in self.referents) or head.dep in ("attr", "oprd"):
            return ()
        if head.right is not None and head.right.i in self.referents and head.right.dep != "poss" and head.dep == "compound":
            return ()
        if c.plural:
            if head.lemma in ("two", "pair", "duo", "couple"):
                return self._pair(c)
            if any(w.text.lower() in ("both", "two") for w in head.children) or (
                head.lemma in ("leader", "company", "side", "party") and _definite(head)
            ):
                return self._pair(c, organizations=c.kind == "Organization" or head.lemma in ("company", "party", "side"))
            return ()
        if not _definite(head):
            return ()
        if any(ch.dep == "prep" and ch.lemma in ("of", "for", "from", "in") for ch in head.children) and c.kind == "Person":
            return ()
        if c.kind == "Organization":
            if head.child("poss") is not None or any(w.lemma in OTHER for w in head.children):
                return ()
            near = self._recent(c, 3, kinds=("Company", "Organization", "NewsOrganization"))
            barred = self._coarguments(c)
            fit = [t for t in near if t not in barred]
            return (fit[0],) if fit and (len(fit) == 1 or self._subject_of_last(c, fit[0])) else ()
        possessor = head.child("poss")
        recent = [t for t in self._recent(c, 3) if not _clash(c.gender, t.gender)]
        party = self._party_of(head)
        if party is not None:
            same = [t for t in self.things if t.kind == "Person" and t.party is party]
            if len(same) == 1:
                return (same[0],)
            recent = [t for t in recent if t.party in (None, party)]
        if possessor is not None:
            owners = self.referents.get(possessor.i, ())
            if head.lemma not in ("rival", "opponent", "challenger") or len(owners) != 1:
                return ()
            others = [t for t in self._recent(c, 3) if t is not owners[0] and (t.party is None or t.party is not owners[0].party)]
            if party is None:
                others = [t for t in others if t.party is not None or len(others) == 1]
            return (others[0],) if len(others) == 1 else ()
        if head.lemma in ("aide", "official", "source", "voter", "spokesman", "spokeswoman", "spokesperson"):
            return ()
        if party is None and any(o.form == "name" and o.kind == "Person" and o.head.sentence is head.sentence for o in self.candidates):
            return ()  # "named the suspect as Ana Cruz": no telling
        barred = self._coarguments(c) | self._commanding(c)
        fit = [t for t in recent if t not in barred]
        if party is not None:
            fit = [t for t in fit if t.party in (party, None)]
        return (fit[0],) if len(fit) == 1 else ()

    def _party_of(self, head: Word) -> Thing | None:
        if head.i in self.partisans:
            return self.partisans[head.i]
        for word in head.children:
            for thing in self.referents.get(word.i, ()):
                if thing.kind == "PoliticalParty":
                    return thing
        return None

    def _recent(self, c: Candidate, sentences: int, kinds: tuple[str, ...] = ("Person",)) -> list[Thing]:
        """Give the things of these classes named in this and the last sentences, latest first."""
        index = c.head.sentence.index
        found: list[Thing] = []
        for other, things in reversed(self.history):
            if other.head.sentence.index < index - sentences:
                break
            for thing in things:
                if thing.kind in kinds and thing not in found:
                    found.append(thing)
        return found

    def _subject_of_last(self, c: Candidate, thing: Thing) -> bool:
        return any(
            other.head.sentence.index == c.head.sentence.index - 1 and thing in things and other.head.dep in SUBJECTS
            for other, things in self.history
        )

    def _pair(self, c: Candidate, *, organizations: bool = False) -> tuple[Thing, ...]:
        """Give the two things that "both leaders" or "they" stand for: joined by and, or the only two near."""
        kinds = ("Company", "Organization", "Country") if organizations else ("Person",)
        for distance in (0, 1):
            index = c.head.sentence.index - distance
            near = [(o, t) for o, ts in self.history for t in ts if o.head.sentence.index == index and t.kind in kinds]
            if distance == 0:
                near = [(o, t) for o, t in near if o.head.i < c.head.i]
                tellers = {
                    t
                    for up in c.head.ancestors()
                    if up.lemma in SAYING
                    for t in self.referents.get(getattr(surface_subject(up), "i", -1), ())
                }
                near = [(o, t) for o, t in near if t not in tellers]
            for other, thing in near:
                joined = [w for w in other.head.conjuncts() if w.i in self.referents]
                members = list(dict.fromkeys(t for w in joined for t in self.referents[w.i] if t.kind in kinds))
                if len(members) == 2 and other.head.dep in (*SUBJECTS, "pobj"):
                    return tuple(members)
            members = list(dict.fromkeys(t for _, t in near))
            if len(members) == 2:
                return tuple(members)
            if len(members) > 2:
                return ()
        return ()

    def _coarguments(self, c: Candidate) -> set[Thing]:
        """What a mention can't be: the other parties of its own verb, and the noun that it possesses."""
        word = c.head
        barred: set[Thing] = set()
        if word.dep == "poss":
            for near in (word.head, *word.head.all("appos")):
                barred.update(self.referents.get(near.i, ()))
            right = word.head
            while right.dep in ("compound", "nmod"):
                right = right.head
                barred.update(self.referents.get(right.i, ()))
            return barred
        verb = word.head
        if word.dep == "conj":
            return barred
        if verb.dep == "prep" or verb.pos == "ADP":
            verb = verb.head
        if verb.pos not in ("VERB", "AUX"):
            return barred
        subject = surface_subject(verb)
        for other in (subject, *verb.all("dobj", "dative")):
            if other is not None and other is not word and word.dep not in SUBJECTS:
                barred.update(stands_for(other, self.referents))
        if word.dep in SUBJECTS and verb.lemma in SAYING:  # whom a quotation calls "she" does not speak it
            barred |= self._spoken_of(verb)
        return barred

    def _commanding(self, c: Candidate) -> set[Thing]:
        """Give the subjects of the clauses around a description: it stands for none of them."""
        found: set[Thing] = set()
        for up in c.head.ancestors():
            if up.pos in ("VERB", "AUX") and up.lemma not in SAYING:
                subject = surface_subject(up)
                if subject is not None and subject is not c.head:
                    found.update(self.referents.get(subject.i, ()))
        return found

    def _spoken_of(self, verb: Word) -> set[Thing]:
        """What the third-person pronouns inside quotation marks beside a verb of saying stand for."""
        inside, found = False, set()
        for w in verb.sentence.words:
            if w.text in ('"', "“", "”", "``", "''"):
                inside = not inside
            elif inside and w.text.lower() in ("he", "she", "him", "his", "her"):
                found.update(self.referents.get(w.i, ()))
        return found

    def _pronoun(self, c: Candidate) -> tuple[Thing, ...]:
        word = c.head
        if word.text.lower() in REFLEXIVES:
            subject = word.head.child(*SUBJECTS)
            return self.referents.get(subject.i, ()) if subject is not None else ()
        if c.gender == "p":
            return self._pair(c) if word.dep in SUBJECTS and not self._plural_between(c) else ()
        if word.dep == "poss" and word.head.dep == "pobj" and word.head.head.dep == "prep":
            verb = word.head.head.head
            patient = verb.child("dobj") if verb.lemma in OBJECT_CONTROL else None
            if patient is not None:  # "congratulated him on his victory"
                fit = [t for t in self.referents.get(patient.i, ()) if not _clash(c.gender, t.gender) and t.kind == "Person"]
                if len(fit) == 1 and c.gender in ("m", "f"):
                    return (fit[0],)
            elif c.gender in ("m", "f"):  # "Cruz met Bell during his visit": whose, nobody can tell
                parties = [surface_subject(verb), *verb.all("dobj"), *(p.child("pobj") for p in verb.all("prep") if p.lemma in ("with", "to"))]
                known = [t for w in parties if w is not None for t in stands_for(w, self.referents)]
                if len({id(t) for t in known if t.kind == "Person" and not _clash(c.gender, t.gender)}) > 1:
                    return ()
        if c.gender == "n" and (word.dep == "nsubj" and word.text.lower() == "it" and word.head.lemma in ("be", "seem", "mean", "take", "come")):
            return ()
        barred = self._coarguments(c)
        if self._in_marks(word):  # whom the speaker of a quotation calls "he" is not the speaker
            for up in word.ancestors():
                if up.lemma in SAYING and not self._in_marks(up):
                    teller = surface_subject(up)
                    barred |= set(self.referents.get(teller.i, ())) if teller is not None else set()
        best: list[tuple[float, Thing]] = []
        for other, things in reversed(self.history):
            distance = word.sentence.index - other.head.sentence.index
            if distance > 4 or word.sentence.paragraph - other.head.sentence.paragraph > 2:
                break
            if len(things) != 1 or things[0] in barred or other.start >= c.start:
                continue
            thing = things[0]
            if c.gender == "n":
                if thing.kind in ("Person", "Office", "Election", "Event") or other.adjective:
                    continue
                if thing.kind == "Work" and (distance > 1 or other.head.dep not in (*SUBJECTS, "dobj")):
                    continue
                if thing.kind in ("City", "State", "Country", "Place") and word.dep not in ("poss", *SUBJECTS):
                    continue
            elif thing.kind != "Person" or _clash(c.gender, thing.gender):
                continue
            score = -3.0 * distance + _weight(other.head)
            score += 3.5 if thing.gender == c.gender and c.gender != "n" else 0.0
            score += 1.0 if other.head.dep in SUBJECTS and word.dep in SUBJECTS else 0.0
            score -= 0.02 * min(word.i - other.head.i, 60)
            if any(t is thing for _, t in best):
                best = [(max(s, score) + 0.3 if t is thing else s, t) for s, t in best]
            else:
                best.append((score, thing))
        if not best:
            return self._ahead(c, barred)
        best.sort(key=lambda pair: -pair[0])
        sure = 0.25 if word.dep in SUBJECTS or c.gender == "n" else 0.75 if word.dep == "poss" else 1.7
        if len(best) > 1 and best[0][0] - best[1][0] < sure:
            return ()
        return (best[0][1],)

    def _in_marks(self, word: Word) -> bool:
        marks = sum(1 for w in word.sentence.words if w.i < word.i and w.text in ('"', "“", "”", "``", "''"))
        return marks % 2 == 1

    def _ahead(self, c: Candidate, barred: set[Thing]) -> tuple[Thing, ...]:
        """Take the subject of the main clause for a pronoun that stands before it: "After her win, Cray …"."""
        subject = c.head.sentence.root.child(*SUBJECTS)
        if subject is None or subject.i < c.head.i:
            return ()
        fit = [t for t in self.referents.get(subject.i, ()) if t not in barred]
        ok = [t for t in fit if (t.kind == "Person" and c.gender in ("m", "f") and not _clash(c.gender, t.gender)) or (t.kind != "Person" and c.gender == "n")]
        return tuple(ok) if len(ok) == 1 else ()

    def _plural_between(self, c: Candidate) -> bool:
        """Whether a plural common noun stands between the pronoun and the last two people."""
        sentence = c.head.sentence
        last = max((o.head.i for o, ts in self.history if ts and ts[0].kind == "Person" and o.head.i < c.head.i), default=-1)
        return any(
            w.tag == "NNS" and (w.i > last or w.dep in SUBJECTS) and w.i < c.head.i and w.dep in (*SUBJECTS, "dobj", "pobj") and w.sentence is sentence
            for w in sentence.words
        )


def _definite(head: Word) -> bool:
    return any(
        (c.dep == "det" and c.text.lower() in ("the", "this", "that", "both")) or c.dep == "poss" for c in head.children
    ) or (head.left is not None and head.left.text.lower() == "the")


def _clash(one: str, other: str) -> bool:
    return {one, other} == {"m", "f"}


def _weight(word: Word) -> float:
    if word.dep in SUBJECTS:
        return 3.0
    if word.dep in ("dobj", "dative"):
        return 1.5
    if word.dep == "conj":
        return _weight(word.head) - 0.4 if word.head.dep != "conj" else 1.0
    if word.dep == "appos":
        return _weight(word.head)
    if word.dep == "pobj":
        return 2.0 if word.head.dep == "agent" else 1.0
    if word.dep == "poss":
        return 0.8
    return 0.0 if word.dep in ("compound", "nmod", "amod") else 0.5


def _fits_title(one: str | None, other: str | None) -> bool:
    """Whether two elections may be one by their kinds: "presidential election" and "election"."""
    a, b = set((one or "").split()), set((other or "").split())
    kinds = (a ^ b) - {"election", "race", "contest"}
    return not kinds or not ((a - {"election"}) and (b - {"election"}))


def _same_person(one: str, other: str, tables: Names) -> bool:
    """Whether two full names are one person's: middle names left out, nicknames, suffixes."""
    a = [t for t in one.split() if t.lower() not in SUFFIXES]
    b = [t for t in other.split() if t.lower() not in SUFFIXES]
    if a[-1].lower() != b[-1].lower() and a[-1] != b[-1]:
        return False
    if a[0] != b[0] and tables.nicknames.get(a[0].lower(), a[0]) != tables.nicknames.get(b[0].lower(), b[0]):
        return len(a) > len(b) > 1 and a[-len(b) :] == b
    return _subsequence(a[1:-1], b[1:-1]) or _subsequence(b[1:-1], a[1:-1])


def _subsequence(short: Iterable[str], long: list[str]) -> bool:
    rest = iter(w.strip(".") for w in long)
    return all(any(w.strip(".") == x or x.startswith(w.strip(".")) for x in rest) for w in short)
