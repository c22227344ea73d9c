"""The dataset's canonical form, and the hash of it that the dataset records of itself.

The form is sorted canonical N-Quads, one line each. There are no blank nodes, so it is also what the W3C's
RDF Dataset Canonicalization (RDFC-1.0) gives, without its relabelling; and it is graph.nq without one line.
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.iris import DEFAULT_BASE, ONTOLOGY_NS, Iris
from kg.graph.serialize import serialize

HASH = "graphHash"  #: local name of the property that records the hash


def graph_hash(quads: Iterable[Quad], *, namespace: str = ONTOLOGY_NS) -> str:
    """SHA-256, in hexadecimal, of the canonical form of all quads but the one that records the hash."""
    recorded = NamedNode(namespace + HASH)
    return hashlib.sha256(serialize((quad for quad in quads if quad.predicate != recorded), "nq")).hexdigest()


def sealed(
    quads: list[Quad], *, namespace: str = ONTOLOGY_NS, base: str = DEFAULT_BASE
) -> tuple[list[Quad], bytes]:
    """The quads and, in the dataset's graph, their hash; and all of it as sorted N-Quads, one line more."""
    dataset = NamedNode(Iris(base).dataset)
    form = serialize(quads, "nq")
    digest = Literal(hashlib.sha256(form).hexdigest())
    seal = Quad(dataset, NamedNode(namespace + HASH), digest, dataset)
    lines = form.splitlines(keepends=True)
    insort(lines, serialize([seal], "nq"))
    return [*quads, seal], b"".join(lines)
