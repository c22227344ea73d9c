"""Which names of firms, parties, places and other things are one: initials, short forms, table rows."""

from __future__ import annotations

from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import ORGANIZATIONS, Candidate, Gazetteer

PARTICIPANTS = (*SUBJECTS, "dobj", "pobj", "appos", "attr", "conj", "dative")


class Known:
    """The things made so far by their names, and by all that a shorter name of theirs may be."""

    def __init__(self, tables: Gazetteer) -> None:
        ontology, self._heads = tables.ontology, tables.heads
        self.cut = ontology.without_suffix  #: a company's name → the same without "Inc."
        self.home = ontology.without_prefix  #: the name of a country's body → the same without "U.S."
        self.by_name: dict[str, Thing] = {}
        self._near: dict[str, dict[tuple[str, Thing], None]] = {}
        self._places: dict[Thing, int] = {}

    def add(self, name: str, thing: Thing) -> None:
        """Let a thing be found by parts of a name: its first words, its last ones, its initials."""
        self._places.setdefault(thing, len(self._places))
        bare = self.cut(name)
        words = self.home(bare).split(" ")
        parts = {" ".join(words[k:]) for k in range(len(words))} | {
            " ".join(words[:k]) for k in range(1, len(words))
        }
        for part in parts | {bare, bare.replace("'s", ""), self.initials(name)}:
            self._near.setdefault(part, {})[name, thing] = None

    def generic(self, tail: str) -> bool:
        """Return whether the words that a longer name has behind a firm's only say what it is: "Group"."""
        return all(self._heads.get(w.lower()) in ("company", "group") for w in tail.split())

    def initials(self, name: str) -> str:
        """Return the capitals with which a name's words begin, the country left out, "" of one word."""
        words = self.home(name).split()
        return "".join(w[0] for w in words if w[0].isupper()) if len(words) > 1 else ""

    def near(self, *parts: str) -> list[tuple[str, Thing]]:
        """Return the names that have one of these parts, with their things, the first things first."""
        found = {
            (name, thing): None
            for part in parts
            for name, thing in self._near.get(part, {})
            if self.by_name.get(name) is thing or name in thing.names
        }
        return sorted(found, key=lambda pair: self._places[pair[1]])


def join_others(discourse: Discourse, candidates: list[Candidate]) -> None:
    """Make the things of all names that are no persons', longest names first."""
    known = Known(discourse.tables)
    by_name = known.by_name
    spelled = _spelled_out(candidates)
    begins = _begins(candidates)
    for c in sorted(candidates, key=lambda c: (-len(c.name.split()), c.start)):
        thing, rule = by_name.get(c.name), "name"
        if thing is not None and "team" in (c.kind, thing.kind) and c.kind != thing.kind:
            thing = by_name.get(f"{c.kind} {c.name}")  # a team and its town
        if thing is None and c.row:
            thing = by_name.get(c.row["name"])
        if thing is None and c.name in spelled:
            thing, rule = by_name.get(spelled[c.name]), "initials"
        if thing is None and (found := _by_initials(c, known)) is not None:
            thing, rule = found, "initials"
        if thing is None and c.kind == "event":
            national = (t for name, t in known.near(c.name) if known.home(name) == c.name)
            thing = next((t for t in national if t.kind == c.kind), None)  # "US Super Bowl"
        if thing is None and c.kind in ORGANIZATIONS:
            thing = _organization(c, known, begins)
            rule = "name" if thing is None else "short name"
        if thing is None:
            thing = discourse.new(c.kind or "Thing", "n")
        by_name.setdefault(c.name, thing)
        by_name[f"{c.kind} {c.name}"] = thing
        if c.row:
            by_name.setdefault(c.row["name"], thing)
            thing.known = c.row["name"]
        discourse.join(c, thing, "adjective" if c.adjective else rule)
        for name in {c.name, f"{c.kind} {c.name}", thing.known or c.name, *thing.names}:
            known.add(name, thing)
        if _is_partisan(c):
            discourse.partisans[c.head.i] = thing
            del discourse.referents[c.head.i]
        elif _is_somebody(c) or _is_product(c):
            del discourse.referents[c.head.i]
        if thing.kind == "group" and c.kind and c.kind != "place":
            thing.kind = c.kind


def _begins(candidates: list[Candidate]) -> dict[str, int]:
    """Return where each name first stands, behind the headline if it stands there."""
    found: dict[str, int] = {}
    for c in candidates:
        sentence = c.head.sentence
        headline = sentence.index == 0 and sentence.words[-1].text not in (".", "!", "?", '"', "”")
        if not headline:
            found[c.name] = min(c.start, found.get(c.name, c.start))
    return found


def _spelled_out(candidates: list[Candidate]) -> dict[str, str]:
    """Return the long form of each short name in capitals that stands in brackets right behind it."""
    ends = {c.words[-1].i: c.name for c in candidates}
    found: dict[str, str] = {}
    for c in candidates:
        bracket = c.words[0].left
        if (
            bracket is not None
            and bracket.text == "("
            and c.name.isupper()
            and " " not in c.name
            and not c.row
        ):
            long = ends.get(bracket.i - 1)
            if long is not None and len(long) > len(c.name) + 2:
                found.setdefault(c.name, long)
    return found


def _is_partisan(c: Candidate) -> bool:
    """Return whether the name of a party stands for a person of that party: "the Republican"."""
    party = c.adjective and c.kind == "party"
    return party and c.head.tag != "NNPS" and c.head.dep in PARTICIPANTS


def _is_somebody(c: Candidate) -> bool:
    """Return whether a people's or a party's name stands for some of it: "the Dutchman", "ten Democrats"."""
    members = c.kind == "party" and c.head.tag == "NNPS"
    if not (c.adjective or members) or c.head.dep not in PARTICIPANTS:
        return False
    part = any(
        w.dep in ("nummod", "amod", "compound", "nmod") or (w.dep == "det" and w.text.lower() != "the")
        for w in c.head.children
        if w not in c.words
    )
    return part or (c.kind == "country" and c.head.tag in ("NN", "NNP") and c.head.child("det") is not None)


def _is_product(c: Candidate) -> bool:
    """Return whether a firm's name with an article stands for what it sells: "call an Uber"."""
    articles = (w.text.lower() for w in c.head.all("det"))
    return c.kind == "company" and c.head.dep in PARTICIPANTS and any(a in ("a", "an") for a in articles)


def _by_initials(c: Candidate, known: Known) -> Thing | None:
    """Return the only thing of whose name a name in capitals has the initials."""
    if not (c.name.isupper() and c.name.isalpha() and len(c.name) > 2) or c.row:
        return None
    near = known.near(c.name)
    fits = dict.fromkeys(t for name, t in near if name in known.by_name and known.initials(name) == c.name)
    return next(iter(fits)) if len(fits) == 1 else None


def _organization(c: Candidate, known: Known, begins: dict[str, int]) -> Thing | None:
    """Return the organisation of which a name is another form; None where none or several fit."""
    bare = known.cut(c.name)
    fits = [
        thing
        for name, thing in known.near(bare, bare.replace("'s", ""), c.name)
        if thing.kind in ORGANIZATIONS
        if _is_form(c.name, bare, name, known) or _is_short(c, thing, name, begins, known)
    ]
    fits = list(dict.fromkeys(fits))
    exact = [t for t in fits if any(known.cut(n) == bare for n in t.names)]
    if exact:
        return exact[0]
    if len(fits) > 1:  # "the House": of Representatives, not its committees
        fits = [t for t in fits if any(known.home(n).startswith(f"{bare} of ") for n in t.names)]
    return fits[0] if len(fits) == 1 else None


def _is_form(name: str, bare: str, longer: str, known: Known) -> bool:
    """Return whether a name is a longer one without its "Inc.", or its initials."""
    other = known.cut(longer)
    if bare == other or bare.replace("'s", "") == other.replace("'s", ""):
        return True
    if " " in bare and known.home(bare) == known.home(other):
        return True  # "U.S. Border Service" behind "Border Service"
    return name.isupper() and len(name) > 1 and name == known.initials(longer)


def _is_short(c: Candidate, thing: Thing, longer: str, begins: dict[str, int], known: Known) -> bool:
    """Return whether a name is the first word of a longer one that stood before it, or its last words.

    "Norvale" behind "Norvale Foods", "the Banking Committee" behind "Senate Banking Committee", "the
    Post". What the tables list is no part of another.
    """
    if c.name == longer or (c.row and c.row["name"] != thing.known):
        return False
    bare, other = known.cut(c.name), known.home(known.cut(longer))
    if c.name not in begins and longer in begins and (f" {bare} " in f" {other} "):
        return True  # in the headline alone
    whole = " " in bare and thing.kind == "company" and other.startswith(f"{bare} ")
    if whole and known.generic(other.removeprefix(bare)):
        return True  # "Norvale Capital", "Norvale Capital Management"
    first = begins.get(c.name, c.start)
    if begins.get(longer, first) > first:
        return False
    if bare == other or (" " not in bare and other.startswith(bare + " ")):
        return True
    if other != longer and other.startswith(bare + " "):
        return True  # "Norvale Motor" behind "Norvale Motor Works Inc"
    before = c.words[0].left
    definite = before is not None and before.text.lower() == "the"
    return other.endswith(" " + bare) and (" " in bare or definite or thing.kind in ("company", "team"))
