"""Elections and campaigns of an article: which mentions are of one, and whose campaign it is."""

from __future__ import annotations

import re

from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import Candidate


def join_elections(discourse: Discourse, candidates: list[Candidate]) -> None:
    """Make the elections that have names; what has none is the only one named so far that it can be.

    A place, a year or a kind of its own that differs makes another election.
    """
    made: dict[str, Thing] = {}
    for c in candidates:
        if c.name:
            if c.year is None:
                c.year = next((w for w in c.name.split() if re.fullmatch(r"(1[89]|20)\d\d", w)), None)
            _join_named(discourse, c, made)
    things = list(dict.fromkeys(made.values()))
    for c in candidates:
        if not c.name:
            before = [t for t in things if t.mentions and min(m.start for m, _ in t.mentions) < c.end]
            pool = [t for t in (before or things) if _may_be(discourse, c, t)]
            if len(pool) == 1:
                discourse.join(c, pool[0], "the only election")


def _join_named(discourse: Discourse, c: Candidate, made: dict[str, Thing]) -> None:
    """Give the election of a name: of that very name, else the only one of the same year that it can be."""
    owner = discourse.referent(c.owner.head) if c.owner is not None else None
    thing = made.get(c.name)
    if thing is None:
        same = [t for t in dict.fromkeys(made.values()) if t.year == c.year and _may_be(discourse, c, t)]
        thing = same[0] if len(same) == 1 else None
    if thing is None:
        thing = discourse.new("election", "n")
        thing.year, thing.title = c.year, c.title
    elif len((c.title or "").split()) > len((thing.title or "").split()):
        thing.title = c.title
    thing.owner = thing.owner or owner
    thing.names[c.name] += 1
    made[c.name] = thing
    discourse.join(c, thing, "name")


def _may_be(discourse: Discourse, c: Candidate, thing: Thing) -> bool:
    """Whether a mention may stand for an election: nothing that it says is other than what is known."""
    owner = discourse.referent(c.owner.head) if c.owner is not None else None
    if owner is not None and thing.owner is not None and owner is not thing.owner:
        return False
    if c.year and thing.year and c.year != thing.year:
        return False
    a, b = _kinds(c.title or c.name), _kinds(thing.title or thing.best_name())
    return a <= b or (b <= a and owner is not None and owner is thing.owner) or (b <= a and not b)


def _kinds(title: str) -> set[str]:
    """Give the words of an election's title that tell its kind."""
    years = {w for w in title.split() if re.fullmatch(r"(1[89]|20)\d\d", w)}
    return {w.lower() for w in title.split()} - {"election", "elections", "race", "contest"} - years


def resolve_campaign(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Give the campaign of the person named with it; of nobody, the only one so far."""
    owner = discourse.referent(c.owner.head) if c.owner is not None else None
    owner = owner or discourse.referent(c.head.child("poss"))
    campaigns = discourse.all("campaign")
    if owner is None:
        definite = any(w.text.lower() == "the" for w in c.head.children)
        known = definite and len(campaigns) == 1 and c.head.dep in (*SUBJECTS, "compound", "poss")
        return (campaigns[0],) if known else ()
    if owner.kind != "person":
        return ()
    thing = next((t for t in campaigns if t.owner is owner), None)
    if thing is None:
        thing = discourse.new("campaign", "n")
        thing.owner = owner
    return (thing,)
