"""Quads and triples to the bytes of a file: sorted, the same on every run, and readable where it can be.

pyoxigraph does the writing and the escaping. Its prefixes come in no fixed order, so ours go in front.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pyoxigraph import Quad, RdfFormat, Triple
from pyoxigraph import serialize as write

from kg.graph.iris import RDF, RDFS, SKOS

Format = Literal["nq", "trig", "ttl"]

#: What a reader looks for first; all other predicates follow in their own order.
_FIRST = {
    iri: str(place)
    for place, iri in enumerate(
        (RDF + "type", RDFS + "label", SKOS + "altLabel", RDF + "subject", RDF + "predicate", RDF + "object")
    )
}


def serialize(
    statements: Iterable[Quad] | Iterable[Triple], format: Format, *, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Quads as N-Quads ("nq", one sorted line each) or TriG ("trig"); triples as Turtle ("ttl").

    TriG and Turtle have the prefixes in front and one paragraph for each subject, its types and names first.

    >>> from pyoxigraph import NamedNode
    >>> node = NamedNode("https://example.org/a")
    >>> serialize([Quad(node, node, node, node)], "nq")[:24]
    b'<https://example.org/a> '
    """
    if format == "nq":
        lines = write(statements, format=RdfFormat.N_QUADS).splitlines(keepends=True)
        return b"".join(sorted(set(lines)))
    names = dict(sorted((prefixes or {}).items()))
    if format == "trig":
        body = write(sorted(set(statements), key=_quad_key), format=RdfFormat.TRIG, prefixes=names)
    else:
        body = write(sorted(set(statements), key=_triple_key), format=RdfFormat.TURTLE, prefixes=names)
    return _header(names) + _paragraphs(body)


def _quad_key(quad: Quad) -> tuple[str, str, str, str]:
    return (str(quad.graph_name), *_triple_key(quad.triple))


def _triple_key(triple: Triple) -> tuple[str, str, str]:
    predicate = triple.predicate.value
    return (str(triple.subject), _FIRST.get(predicate, predicate), str(triple.object))


def _header(names: Mapping[str, str]) -> bytes:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in names.items()).encode() + b"\n"


def _paragraphs(body: bytes) -> bytes:
    """Without the writer's prefixes, an empty line after each subject; no literal ends a line."""
    lines = [line for line in body.split(b"\n") if not line.startswith(b"@prefix ")]
    return b"\n".join(line + b"\n" if line.endswith(b" .") else line for line in lines).lstrip(b"\n")
