"""Elections and campaigns of an article: which mentions are of one, and whose campaign it is."""

from __future__ import annotations

import re

from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import Candidate


def join_elections(discourse: Discourse, candidates: list[Candidate]) -> None:
    """Make the elections that have names; what has none is the only one of its kind named so far."""
    named: dict[str, Thing] = {}
    for c in candidates:
        if c.name:
            named[c.name] = _named(discourse, c, named)
    things = list(dict.fromkeys(named.values()))
    for c in candidates:
        if not c.name:
            before = [t for t in things if t.mentions and min(m.start for m, _ in t.mentions) < c.end]
            pool = [t for t in (before or things) if _one_kind(t.title, c.title)]
            if len(pool) == 1:
                discourse.join(c, pool[0], "the only election")


def _named(discourse: Discourse, c: Candidate, named: dict[str, Thing]) -> Thing:
    """Give the election of a name: of that very name, or the only one of that year and kind."""
    if c.year is None:
        c.year = next((w for w in c.name.split() if re.fullmatch(r"(1[89]|20)\d\d", w)), None)
    thing = named.get(c.name)
    if thing is None:
        same = [t for t in named.values() if c.year and t.year == c.year and _one_kind(t.title, c.title)]
        thing = same[0] if len(same) == 1 else discourse.new("Election", "n")
        if len(same) != 1:
            thing.year, thing.title = c.year, c.title
    thing.owner = thing.owner or (discourse.referent(c.owner.head) if c.owner is not None else None)
    thing.names[c.name] += 1
    discourse.join(c, thing, "name")
    return thing


def _one_kind(one: str | None, other: str | None) -> bool:
    """Whether two elections may be one by their kinds: "presidential election" and "election"."""
    a, b = set((one or "").split()), set((other or "").split())
    kinds = (a ^ b) - {"election", "race", "contest"}
    return not kinds or not ((a - {"election"}) and (b - {"election"}))


def resolve_campaign(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Give the campaign of the person named with it; of nobody, the only one so far."""
    owner = discourse.referent(c.owner.head) if c.owner is not None else None
    owner = owner or discourse.referent(c.head.child("poss"))
    campaigns = discourse.all("Campaign")
    if owner is None:
        definite = any(w.text.lower() == "the" for w in c.head.children)
        known = definite and len(campaigns) == 1 and c.head.dep in (*SUBJECTS, "compound", "poss")
        return (campaigns[0],) if known else ()
    if owner.kind != "Person":
        return ()
    thing = next((t for t in campaigns if t.owner is owner), None)
    if thing is None:
        thing = discourse.new("Campaign", "n")
        thing.owner = owner
    return (thing,)
