"""What is known by whose it is, elections and campaigns: which mentions are of one, and whose it is."""

from __future__ import annotations

from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import YEAR, Candidate
from kg.ontology.package import Dependent


def join_dated(discourse: Discourse, candidates: list[Candidate], dependent: Dependent) -> None:
    """Make the elections that have names; what has none is the only one named so far that it can be.

    An owner, a year or a sort that differs makes another.
    """
    made: dict[str, Thing] = {}
    for c in candidates:
        if c.name:
            if c.year is None:
                c.year = next((w for w in c.name.split() if YEAR.fullmatch(w)), None)
            _join_named(discourse, c, made, dependent)
    things = list(dict.fromkeys(made.values()))
    for c in candidates:
        if not c.name:
            before = [t for t in things if t.mentions and min(m.start for m, _ in t.mentions) < c.end]
            pool = [t for t in (before or things) if _may_be(discourse, c, t, dependent)]
            if len(pool) == 1:
                discourse.join(c, pool[0], f"the only {dependent.noun}")


def _join_named(discourse: Discourse, c: Candidate, made: dict[str, Thing], dependent: Dependent) -> None:
    """Give the election of a name: of that very name, else the only one of the same year that it can be."""
    owner = discourse.referent(c.owner.head) if c.owner is not None else None
    thing = made.get(c.name)
    if thing is None:
        same = [
            t
            for t in dict.fromkeys(made.values())
            if t.year == c.year and _may_be(discourse, c, t, dependent)
        ]
        thing = same[0] if len(same) == 1 else None
    if thing is None:
        thing = discourse.new(dependent.type, "n")
        thing.cls, thing.year, thing.title = dependent.cls, c.year, c.title
    elif len((c.title or "").split()) > len((thing.title or "").split()):
        thing.title = c.title
    thing.owner = thing.owner or owner
    thing.names[c.name] += 1
    made[c.name] = thing
    discourse.join(c, thing, "name")


def _may_be(discourse: Discourse, c: Candidate, thing: Thing, dependent: Dependent) -> bool:
    """Whether a mention may stand for an election: nothing that it says is other than what is known."""
    owner = discourse.referent(c.owner.head) if c.owner is not None else None
    if owner is not None and thing.owner is not None and owner is not thing.owner:
        return False
    if c.year and thing.year and c.year != thing.year:
        return False
    a, b = (
        {word for word in dependent.sort(title) if not YEAR.fullmatch(word)}
        for title in (c.title or c.name, thing.title or thing.best_name())
    )
    return a <= b or (b <= a and owner is not None and owner is thing.owner) or (b <= a and not b)


def resolve_owned(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Return the campaign, or whatever it is, of who is named with it; of nobody, the only one so far."""
    dependent = c.dependent
    if dependent is None:
        return ()
    owner = discourse.referent(c.owner.head) if c.owner is not None else None
    owner = owner or discourse.referent(c.head.child("poss"))
    known = [t for t in discourse.all(dependent.type) if t.cls in ("", dependent.cls)]
    if owner is None:
        definite = any(w.text.lower() == "the" for w in c.head.children)
        alone = definite and len(known) == 1 and c.head.dep in (*SUBJECTS, "compound", "poss")
        return (known[0],) if alone else ()
    if owner.kind not in dependent.owners:
        return ()
    thing = next((t for t in known if t.owner is owner), None)
    if thing is None:
        thing = discourse.new(dependent.type, "n")
        thing.cls, thing.owner = dependent.cls, owner
    return (thing,)
