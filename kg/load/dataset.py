"""The named graphs of a built `graph.nq`, one by one, as the bytes that a store takes.

The file is sorted by subject, so a graph's lines lie all over it. It is read once, to see what is in it and
where; the lines of a graph are then picked out again, so that a file of any size takes little memory.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError, reading_output
from kg.graph.describe import described
from kg.graph.iris import VOID, XSD, Iris
from kg.storage.manifest import checked

#: At most this much goes in one request; a single line may be longer.
BATCH_TRIPLES = 10_000
BATCH_BYTES = 1_048_576

#: XSD's integers; stores that know numbers by value give all of them back as xsd:integer.
_INTEGERS = {
    *("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
    *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
}
_NUMBERS = {XSD + name: XSD + "integer" for name in _INTEGERS} | {
    XSD + name: XSD + name for name in ("decimal", "double", "float")
}


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """What a store must hold of one graph."""

    iri: str
    triples: int
    least: int  #: fewer than `triples` where a store that knows numbers by value sees one in "0.90" and "0.9"
    digest: str  #: SHA-256 of its lines
    _lines: array[int] = field(repr=False)  #: where each begins in the file

    def agrees(self, count: int) -> bool:
        """Return whether a store that says it has so many triples has all."""
        return self.least <= count <= self.triples


@dataclass(frozen=True, slots=True)
class Dataset:
    """A built graph: its named graphs by IRI, the one that describes it all as the last."""

    path: Path
    iris: Iris
    graphs: Mapping[str, NamedGraph]

    @property
    def triples(self) -> int:
        """Of all graphs."""
        return sum(graph.triples for graph in self.graphs.values())

    def batches(self, graph: NamedGraph) -> Iterator[tuple[bytes, int]]:
        """The graph as N-Triples (which is Turtle too) in pieces that stores take, with their counts.

        Raises OutputError where the file is no longer the one that was read.
        """
        end = f" <{graph.iri}> .\n".encode()
        batch: list[bytes] = []
        size = 0
        digest = hashlib.sha256()
        with reading_output(self.path), self.path.open("rb") as file:
            for place in graph._lines:
                file.seek(place)
                whole = file.readline()
                digest.update(whole)
                line = whole.removesuffix(end) + b" .\n"
                if batch and (len(batch) == BATCH_TRIPLES or size + len(line) > BATCH_BYTES):
                    yield b"".join(batch), len(batch)
                    batch, size = [], 0
                batch.append(line)
                size += len(line)
        if digest.hexdigest() != graph.digest:
            raise OutputError(f"{self.path}: was changed while it was read")
        yield b"".join(batch), len(batch)

    def triples_of(self, graph: NamedGraph) -> Iterator[ox.Triple]:
        """The graph's triples."""
        for batch, _ in self.batches(graph):
            yield from ox.parse(batch, format=ox.RdfFormat.N_TRIPLES)


@dataclass(slots=True)
class _Found:
    """A graph while the file is read."""

    lines: array[int] = field(default_factory=lambda: array("Q"))
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    numbers: set[tuple[object, ...]] = field(default_factory=set)
    twins: int = 0


def read_dataset(directory: Path) -> Dataset:
    """The graphs of a folder that `kg build` wrote, in the order of their IRIs.

    Raises OutputError where there is no such file, and for a line that is not as `kg build` writes it:
    one statement, in a named graph, without blank nodes. (So it does no harm to send a line twice.)
    """
    path = checked(directory, "graph.nq")
    found: dict[str, _Found] = {}
    about: list[ox.Quad] = []
    with reading_output(path), path.open("rb") as file:
        place = 0
        quads = ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
        for number, line in enumerate(file, start=1):
            quad = next(quads, None)
            if quad is None or not _plain(quad, line):
                raise OutputError(f"{path}: line {number}: not as `kg build` writes it")
            graph = found.setdefault(quad.graph_name.value, _Found())
            graph.lines.append(place)
            graph.digest.update(line)
            _count_twins(graph, quad)
            if quad.predicate.value.startswith(VOID):
                about.append(quad)
            place += len(line)
    iris = Iris(described(about).base)
    order = sorted(found, key=lambda iri: (iri == iris.dataset, iri))
    return Dataset(path, iris, {iri: _graph(iri, found[iri]) for iri in order})


def _graph(iri: str, found: _Found) -> NamedGraph:
    count = len(found.lines)
    return NamedGraph(iri, count, count - found.twins, found.digest.hexdigest(), found.lines)


def _plain(quad: ox.Quad, line: bytes) -> bool:
    terms = (quad.subject, quad.object)
    if not isinstance(quad.graph_name, ox.NamedNode) or any(isinstance(term, ox.BlankNode) for term in terms):
        return False
    return line.endswith(f" <{quad.graph_name.value}> .\n".encode())


def _count_twins(graph: _Found, quad: ox.Quad) -> None:
    if isinstance(quad.object, ox.Literal) and quad.object.datatype.value in _NUMBERS:
        known = len(graph.numbers)
        graph.numbers.add((quad.subject, quad.predicate, by_value(quad.object)))
        graph.twins += len(graph.numbers) == known


def by_value(term: object) -> object:
    """A term such that numbers that stores take for one are equal: "0.90" is "0.9".

    >>> number = ox.Literal("07", datatype=ox.NamedNode(XSD + "nonNegativeInteger"))
    >>> by_value(number) == by_value(ox.Literal(7))
    True
    """
    if isinstance(term, ox.Literal) and (datatype := _NUMBERS.get(term.datatype.value)):
        try:
            number = Decimal(term.value)
        except InvalidOperation:
            return term
        return (datatype, number) if number.is_finite() else term
    return term
