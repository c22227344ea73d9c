"""Political parties: whose party is which, and which organisations are parties at all."""

from __future__ import annotations

from kg.extract.coreference.discourse import Discourse
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import Candidate
from kg.extract.parsing.syntax import Word


def promote_parties(discourse: Discourse) -> None:
    """In a report of an election, what candidates are set beside with "of" or "'s" is their party."""
    words = discourse.article.words
    if not any(w.lemma in discourse.tables.electoral for w in words):
        return
    if not any(discourse.tables.leans(w.lemma) and w.child("nummod") is not None for w in words):
        return  # nothing is counted: no report of a result
    if len(discourse.all("party")) < 2:
        return
    ontology = discourse.tables.ontology
    for c in discourse.candidates:
        thing = discourse.referent(c.head) if c.form == "name" else None
        if thing is None or thing.kind not in ("group", "company"):
            continue
        if ontology.without_suffix(c.name) != c.name:
            continue
        word, holder = c.head, None
        if word.dep == "pobj" and word.head.lemma in ("of", "from"):
            holder = word.head.head
        elif word.dep == "poss":
            holder = word.head
        if holder is not None and any(t.kind == "person" for t in discourse.referents.get(holder.i, ())):
            thing.kind = "party"


def find_members(discourse: Discourse) -> None:
    """Give persons the party that is named beside them; the first counts."""
    for c in discourse.candidates:
        if c.form != "name" or c.kind != "party":
            continue
        party = discourse.partisans.get(c.head.i) or discourse.referent(c.head)
        holder = _holder(discourse, c)
        if party is None or holder is None:
            continue
        for thing in discourse.referents.get(holder.i, ()):
            if thing.kind == "person" and thing.party is None:
                thing.party = party


def _holder(discourse: Discourse, c: Candidate) -> Word | None:
    """Return the word for whom a party's name is set beside: "Cruz, a Democrat", "Cruz of the Greens"."""
    word = c.head
    if word.dep == "appos":
        return word.head
    if word.dep == "attr":
        return word.head.child(*SUBJECTS)
    if word.dep == "pobj" and word.head.lemma == "of":
        return word.head.head
    if word.dep in ("amod", "compound", "poss", "nmod"):
        titled = word.head.dep in ("compound", "nmod") and word.head.i not in discourse.referents
        return word.head.head if titled else word.head
    return None
