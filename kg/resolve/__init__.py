"""Stage 2: a set of records in, one knowledge graph out; the same for the same set, whatever its order.

entities (same thing? what to call it?) → claims (findings pooled, evidence gathered, misfits set apart)
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import ArticleRecord, Attributed, KnowledgeGraph, Policy
from kg.ontology.package import Ontology
from kg.resolve.claims import pool, quotations
from kg.resolve.entities import identify

__all__ = ["FLOOR", "resolve"]

#: The least confidence of what is asserted; benchmarks/confidence.md has what others would keep and lose.
FLOOR = 0.5


def resolve(
    records: Iterable[ArticleRecord], ontology: Ontology, *, attributed: Attributed = "asserted"
) -> KnowledgeGraph:
    """Make the graph of a set of records; no two of them may have one document id.

    With `attributed="claims"` the graph doesn't assert what an article has from speakers alone.
    """
    ordered = sorted(records, key=lambda r: r.document.id)
    identities = identify(ordered, ontology)
    claims, quarantined = pool(ordered, identities, ontology)
    quoted = quotations(ordered, identities, ontology)
    documents = tuple(r.document for r in ordered)
    return KnowledgeGraph(
        documents, identities.entities, claims, quoted, quarantined, Policy(FLOOR, attributed)
    )
