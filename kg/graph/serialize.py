"""Quads and triples to the bytes of a file: sorted, the same on every run, and readable where it can be.

pyoxigraph does the writing and the escaping. Its prefixes come in no fixed order, so ours go in front.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import serialize as write

from kg.graph.iris import RDF, RDFS, SKOS

Statement = Quad | Triple
Format = Literal["nq", "trig", "ttl"]

#: What a reader looks for first; all other predicates follow in their own order.
_FIRST = {
    iri: str(place)
    for place, iri in enumerate(
        (RDF + "type", RDFS + "label", SKOS + "altLabel", RDF + "subject", RDF + "predicate", RDF + "object")
    )
}


def serialize(
    statements: Iterable[Statement], format: Format, *, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Quads as N-Quads ("nq", one sorted line each) or TriG ("trig"); triples as Turtle ("ttl").

    TriG and Turtle have the prefixes in front and one paragraph for each subject, its types and names first.

    >>> from pyoxigraph import NamedNode
    >>> node = NamedNode("https://example.org/a")
    >>> serialize([Quad(node, node, node, node)], "nq")[:24]
    b'<https://example.org/a> '
    """
    items = set(statements)
    if format == "nq":
        lines = _write(items, RdfFormat.N_QUADS, {}).splitlines(keepends=True)
        return b"".join(sorted(lines))
    names = dict(sorted((prefixes or {}).items()))
    kind = RdfFormat.TRIG if format == "trig" else RdfFormat.TURTLE
    body = _paragraphs(_write(sorted(items, key=_key), kind, names))
    return _header(names, body) + body


def _write(items: Iterable[Statement], format: RdfFormat, prefixes: dict[str, str]) -> bytes:
    return write(cast("Iterable[Quad]", items), format=format, prefixes=prefixes) or b""


def _key(item: Statement) -> tuple[str, str, str, str]:
    """Graph, subject (a thing before what is named under it), predicate as a reader wants them, object."""
    graph = str(item.graph_name) if isinstance(item, Quad) else ""
    subject, predicate = item.subject, item.predicate.value
    name = subject.value if isinstance(subject, NamedNode) else str(subject)
    return (graph, name, _FIRST.get(predicate, predicate), str(item.object))


def _header(names: Mapping[str, str], body: bytes) -> bytes:
    """The prefixes that the body uses (a literal that looks like one does no harm)."""
    used = {name: iri for name, iri in names.items() if f"{name}:".encode() in body}
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in used.items()).encode() + b"\n"


def _paragraphs(body: bytes) -> bytes:
    """Without the writer's prefixes, an empty line after each subject; no literal ends a line."""
    lines = [line for line in body.split(b"\n") if not line.startswith(b"@prefix ")]
    text = b"\n".join(line + b"\n" if line.endswith(b" .") else line for line in lines)
    return text.strip(b"\n") + b"\n"
