"""What the ontology misses: propositions between known things that no lexical entry matched.

The work list of whoever extends the ontology: each relation phrase with the classes of its two sides, how
often it was read, and a sentence that has it. Read from a build's `articles.jsonl`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Argument, ArticleRecord, Proposition

#: By kind of proposition: which role is the first side.
FIRST = {"verb": "subject", "noun": "'s", "role": "subject"}
SILENT = frozenset(("post", "adverb", "purpose", "value", "subject"))  #: roles that are no second side
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gap:
    """A relation that was read between two classes of things and is in no property."""

    relation: str  #: "negotiate with", "'s cousin": in the words of propositions
    subject: str  #: class of the first side
    object: str  #: class of the second
    count: int  #: how many sentences have it
    sentence: str  #: one of them, the first by article and place
    article: str


def gaps(records: Iterable[ArticleRecord]) -> list[Gap]:
    """Return all gaps, the most frequent first, then by relation and classes."""
    seen: dict[tuple[str, str, str], set[tuple[str, int]]] = defaultdict(set)
    texts: dict[tuple[str, int], str] = {}
    for record in sorted(records, key=lambda r: r.document.id):
        told = {
            (f.start, frozenset((f.subject, f.object))) for f in record.findings if isinstance(f.object, int)
        }
        for proposition in record.propositions:
            for relation, (one, other) in _relations(proposition):
                if one == other or (proposition.start, frozenset((one, other))) in told:
                    continue
                place = (record.document.id, proposition.start)
                seen[relation, record.entities[one].kind, record.entities[other].kind].add(place)
                texts[place] = record.document.text[proposition.start : proposition.end]
    found = [
        Gap(relation, subject, object_, len(places), texts[min(places)], min(places)[0])
        for (relation, subject, object_), places in seen.items()
    ]
    return sorted(found, key=lambda g: (-g.count, g.relation, g.subject, g.object))


def _relations(proposition: Proposition) -> Iterator[tuple[str, Pair]]:
    """Yield each relation phrase of a proposition with the two entities that it ties."""
    first = [a for a in proposition.arguments if a.role == FIRST[proposition.kind]]
    for argument in proposition.arguments:
        if argument.role in SILENT or argument in first:
            continue
        for one in first:
            phrase = _phrase(proposition, argument)
            for pair in ((x, y) for x in one.entities for y in argument.entities):
                yield phrase, pair


def _phrase(proposition: Proposition, argument: Argument) -> str:
    """Write the relation as a lexicographer would: "call", "sit on", "throw weight behind", "'s visit to"."""
    if proposition.kind == "noun":
        return f"'s {proposition.predicate} {argument.role}"
    words = [
        proposition.predicate,
        argument.of,
        argument.role if argument.role not in ("object", "dative") else "",
    ]
    if words[-1] == proposition.predicate:
        words.pop(0)
    if argument.role in ("predicative", "compound", "'s"):
        words[-1] = {"predicative": "as", "compound": "of", "'s": "of"}[argument.role]
    phrase = " ".join(word for word in words if word)
    return f"is {phrase}" if proposition.kind == "role" else phrase
