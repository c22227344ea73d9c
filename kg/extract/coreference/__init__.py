"""Coreference: which mentions of an article are the same thing.

It takes the mentions, and gives propositions and quotations what each word stands for. In a fixed order:
names by their words (persons, organizations, elections, offices, parties), then, from the first sentence
to the last, campaigns, titles and descriptions by rules, pronouns by a table of learned weights. Where two
antecedents are about as good, none is taken.
"""

from __future__ import annotations

from kg.extract.coreference.dependents import join_dated, resolve_owned
from kg.extract.coreference.descriptions import resolve_description
from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.offices import give_to_possessors, join_offices, resolve_title
from kg.extract.coreference.organizations import join_others
from kg.extract.coreference.parties import find_members, promote_parties
from kg.extract.coreference.persons import join_persons
from kg.extract.coreference.pronouns import resolve_pronoun
from kg.extract.coreference.things import Resolved, Thing
from kg.extract.mentions import Candidate, Gazetteer
from kg.extract.parsing.syntax import ParsedArticle

__all__ = ["Resolved", "Thing", "resolve_mentions"]

#: What finds the things that a mention without a name stands for, by its form.
RESOLVERS = {
    "owned": resolve_owned,
    "office": resolve_title,
    "nominal": resolve_description,
    "pronoun": resolve_pronoun,
}


def resolve_mentions(article: ParsedArticle, candidates: list[Candidate], names: Gazetteer) -> Resolved:
    """Return what the mentions of an article stand for; the candidates are those of `find_mentions`."""
    discourse = Discourse(article, candidates, names)
    named = [c for c in candidates if c.form == "name"]
    join_persons(discourse, [c for c in named if c.kind == "person"])
    join_others(discourse, [c for c in named if c.kind != "person"])
    for dependent in dict.fromkeys(names.ontology.dependents.values()):
        join_dated(
            discourse, [c for c in candidates if c.form == "dated" and c.dependent is dependent], dependent
        )
    join_offices(discourse, [c for c in candidates if c.form == "office"])
    promote_parties(discourse)
    find_members(discourse)
    for c in candidates:
        if c.form in RESOLVERS:
            _resolve(discourse, c)
        elif c.head.i in discourse.referents and not (c.adjective and c.gender != "p"):
            discourse.history.append((c, discourse.referents[c.head.i]))
    give_to_possessors(discourse)
    return discourse.resolved()


def _resolve(discourse: Discourse, c: Candidate) -> None:
    """Find what a mention without a name stands for, and remember it."""
    found = RESOLVERS[c.form](discourse, c)
    if not found:
        return
    for word in c.words if c.form == "office" else (c.head,):
        discourse.referents[word.i] = found
    discourse.history.append((c, found))
    if len(found) == 1:
        found[0].mentions.append((c, "description" if c.form == "nominal" else c.form))
    if c.form in ("office", "nominal"):
        discourse.standing.add(c.head.i)
