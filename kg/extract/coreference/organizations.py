"""Which names of firms, parties, places and other things are one: initials, short forms, table rows."""

from __future__ import annotations

import re

from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import Candidate

COMPANY_SUFFIX = re.compile(
    r"(?<![, ])[, ]+(Inc|Corp|Corporation|Company|Co|Ltd|Limited|LLC|plc|PLC|AG|SA|SpA|S\.p\.A|GmbH|NV|Group"
    r"|Holdings|Technology Corp)\.?(?=$| )"
)
#: Classes whose things are known by short names.
ORGANIZATIONS = (
    "group",
    "company",
    "news",
    "school",
    "party",
    "government",
    "team",
)
PARTICIPANTS = (*SUBJECTS, "dobj", "pobj", "appos", "attr", "conj", "dative")


def join_others(discourse: Discourse, candidates: list[Candidate]) -> None:
    """Make the things of all names that are no persons', longest names first."""
    by_name: dict[str, Thing] = {}
    spelled = _spelled_out(candidates)
    for c in sorted(candidates, key=lambda c: (-len(c.name.split()), c.start)):
        thing, rule = by_name.get(c.name), "name"
        if thing is not None and "team" in (c.kind, thing.kind) and c.kind != thing.kind:
            thing = by_name.get(f"{c.kind} {c.name}")  # a team and its town
        if thing is None and c.row:
            thing = by_name.get(c.row["name"])
        if thing is None and c.name in spelled:
            thing, rule = by_name.get(spelled[c.name]), "initials"
        if thing is None and c.kind in ORGANIZATIONS:
            thing = _organization(c, by_name)
            rule = "name" if thing is None else "short name"
        if thing is None:
            thing = discourse.new(c.kind or "Thing", "n")
        by_name.setdefault(c.name, thing)
        by_name[f"{c.kind} {c.name}"] = thing
        if c.row:
            by_name.setdefault(c.row["name"], thing)
            thing.known = c.row["name"]
        discourse.join(c, thing, "adjective" if c.adjective else rule)
        if _is_partisan(c):
            discourse.partisans[c.head.i] = thing
            del discourse.referents[c.head.i]
        if thing.kind == "group" and c.kind and c.kind != "place":
            thing.kind = c.kind


def _spelled_out(candidates: list[Candidate]) -> dict[str, str]:
    """Give the long form of each short name in capitals that stands in brackets right behind it."""
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
    """Whether the name of a party stands for a person of that party: "the Republican"."""
    party = c.adjective and c.kind == "party"
    return party and c.head.tag != "NNPS" and c.head.dep in PARTICIPANTS


def _organization(c: Candidate, by_name: dict[str, Thing]) -> Thing | None:
    """Give the organisation of which a name is another form; None where none or several fit."""
    bare = COMPANY_SUFFIX.sub("", c.name)
    fits = [
        thing
        for name, thing in by_name.items()
        if thing.kind in ORGANIZATIONS and _is_form(c.name, bare, name)
    ]
    fits = list(dict.fromkeys(fits))
    exact = [t for t in fits if any(COMPANY_SUFFIX.sub("", n) == bare for n in t.names)]
    if exact:
        return exact[0]
    return fits[0] if len(fits) == 1 else None


def _is_form(name: str, bare: str, longer: str) -> bool:
    """Whether a name is a longer one without its "Inc.", its initials, or its first words."""
    other = COMPANY_SUFFIX.sub("", longer)
    if bare == other or bare.replace("'s", "") == other.replace("'s", ""):
        return True
    initials = "".join(w[0] for w in longer.split() if w[0].isupper())
    if name.isupper() and len(name) > 1 and name == initials:
        return True
    return " " not in bare and other.startswith(bare + " ") and longer != name
