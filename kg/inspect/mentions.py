"""Why mentions are one thing: every mention of an entity, and the rule that joined it.

Read from a build's `articles.jsonl`; what joins entities of different articles is decided afresh, as in
a build.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from kg.errors import QueryError
from kg.model import ArticleRecord, Entity
from kg.ontology.package import Ontology
from kg.resolve import resolve


def entities_called(name: str, records: Iterable[ArticleRecord], ontology: Ontology) -> Sequence[Entity]:
    """Return the entities of that label or other name, whatever its case; else those of that IRI slug.

    Raises `QueryError` with the nearest names where there is none, and where the articles were read with
    another ontology.
    """
    records = tuple(records)
    kinds = {entity.kind for record in records for entity in record.entities} - ontology.classes.keys()
    names = {f.property for record in records for f in record.findings} - ontology.properties.keys()
    if unknown := sorted(kinds | names):
        raise QueryError(
            f"{unknown[0]!r} of the articles is not in the ontology in {ontology.directory}; give --ontology"
        )
    entities = resolve(records, ontology).entities
    wanted = name.casefold()
    by_label = [e for e in entities if e.label.casefold() == wanted or e.id == wanted]
    found = by_label or [
        e for e in entities if any(f.casefold() == wanted for a in e.appearances for f in a.forms)
    ]
    if not found:
        near = difflib.get_close_matches(name, sorted({e.label for e in entities}), n=3, cutoff=0.5)
        raise QueryError(f"nothing is called {name!r}" + (f"; near it: {', '.join(near)}" if near else ""))
    return found


def lines(entities: Iterable[Entity]) -> Iterator[str]:
    """Write each entity down: what it is, then every mention by article and place, with its rule."""
    for entity in entities:
        yield f"{entity.label}, {entity.kind}  ({entity.id})"
        for appearance in entity.appearances:
            yield f"  {appearance.article}"
            for mention in appearance.mentions:
                yield f"    {mention.start:>6}–{mention.end:<6} {mention.text}  [{mention.rule}]"
