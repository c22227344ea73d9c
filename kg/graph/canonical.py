"""The dataset's canonical form, and the hash of it that the dataset records of itself.

The form is sorted canonical N-Quads, one line each. There are no blank nodes, so it is also what the W3C's
RDF Dataset Canonicalization (RDFC-1.0) gives, without its relabelling; and it is graph.nq. The hash is that
of a list of the named graphs and their hashes, so that one graph can be checked without the others.
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.iris import DEFAULT_BASE, ONTOLOGY_NS, Iris
from kg.graph.serialize import serialize

HASH = "graphHash"  #: local name of the property that records the hash


def graph_hash(quads: Iterable[Quad], *, namespace: str = ONTOLOGY_NS, base: str = DEFAULT_BASE) -> str:
    """Return the hash of all quads but the one by which the dataset records it.

    It is SHA-256, in hexadecimal, of the sorted lines "IRI of a graph, space, SHA-256 of that graph's sorted
    N-Quads", each with its line end.
    """
    dataset, recorded = NamedNode(Iris(base).dataset), NamedNode(ONTOLOGY_NS + HASH)
    own = (dataset, recorded, dataset)
    rest = (quad for quad in quads if (quad.subject, quad.predicate, quad.graph_name) != own)
    return _hash(serialize(rest, "nq").splitlines(keepends=True))


def with_graph_hash(
    quads: list[Quad], *, namespace: str = ONTOLOGY_NS, base: str = DEFAULT_BASE
) -> tuple[list[Quad], bytes]:
    """The quads and, in the dataset's graph, their hash; and all of it as sorted N-Quads, one line more."""
    dataset = NamedNode(Iris(base).dataset)
    lines = serialize(quads, "nq").splitlines(keepends=True)
    seal = Quad(dataset, NamedNode(ONTOLOGY_NS + HASH), Literal(_hash(lines)), dataset)
    insort(lines, serialize([seal], "nq"))
    return [*quads, seal], b"".join(lines)


def _hash(lines: Iterable[bytes]) -> str:
    """Hash sorted lines of canonical N-Quads, each of which ends in its graph and a full stop."""
    graphs: dict[bytes, hashlib._Hash] = {}
    for line in lines:
        name = line.rsplit(b" ", 2)[1]
        if name not in graphs:
            graphs[name] = hashlib.sha256()
        graphs[name].update(line)
    listed = sorted(
        name.strip(b"<>") + f" {digest.hexdigest()}\n".encode() for name, digest in graphs.items()
    )
    return hashlib.sha256(b"".join(listed)).hexdigest()
