"""Answers to SPARQL from the embedded store.

Reads nothing but the store. The default graph of a query is the union of all named graphs, and the
project's prefixes need no declaring. Answers are written as they are found, in bounded memory.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import QueryError, UpdateError
from kg.graph.iris import DEFAULT_BASE, ONTOLOGY_NS, VOID, prefixes
from kg.graph.lookup import best_connected
from kg.graph.serialize import serialize
from kg.query.questions import Query, filled
from kg.query.store import open_store
from kg.query.syntax import cell_width, form, point, refused

__all__ = [
    "Format",
    "Formats",
    "base_of",
    "open_store",
    "prefixes_of",
    "printable",
    "readable",
    "run",
    "select",
    "write",
]

Format = OneOf["table", "csv", "json", "tsv", "xml", "ttl", "nt", "rdf", "jsonld"]
Makes = OneOf["rows", "triples"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Sink = Callable[[bytes], object]

#: What solutions and yes or no are written as, besides as a table.
ROWS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
#: What triples are written as.
TRIPLES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
#: So many rows, or triples, are looked at before the first is written: for columns that fit, for order.
ROWS_READ_AHEAD = 1000


@dataclass(frozen=True, slots=True)
class Formats:
    """What an answer may be written as, by what the query makes; None where nothing fits."""

    rows: str | None  #: of SELECT and ASK
    triples: str | None  #: of CONSTRUCT and DESCRIBE


def base_of(store: ox.Store) -> str:
    """The start of the IRIs of a graph's entities and articles, as its description gives it."""
    return _described(store, "uriSpace", DEFAULT_BASE)


def prefixes_of(store: ox.Store) -> dict[str, str]:
    """The prefixes that queries to this graph may use without declaring them."""
    return prefixes(base_of(store), _described(store, "vocabulary", ONTOLOGY_NS))


def select(
    store: ox.Store,
    query: Query | str,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Result:
    """The answer as pyoxigraph gives it: solutions (SELECT), a boolean (ASK) or triples (CONSTRUCT).

    The graphs, given by their IRIs, are what the SPARQL Protocol calls the dataset of a request; without
    any, the query's own FROM counts, and without that all graphs. Raises QueryError with the line at
    fault and a caret under the place, also for updates (UpdateError) and for SERVICE: the graph is for
    reading, and nothing here goes over a network.
    """
    return _select(store, *_prepared(store, query), default_graphs, named_graphs)


def _prepared(store: ox.Store, query: Query | str) -> tuple[Query, dict[str, str]]:
    """The query with its values in it, and the prefixes that it needn't declare."""
    names = prefixes_of(store)
    best = partial(best_connected, store)
    return filled(Query(query) if isinstance(query, str) else query, store, best), names


def _select(
    store: ox.Store,
    query: Query,
    names: dict[str, str],
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
) -> Result:
    if fault := refused(query.text):
        raise (UpdateError if fault.changes else QueryError)(fault.told(query.name, query.text))
    with _blamed_on(query, names):
        if default_graphs or named_graphs:
            return store.query(
                query.text,
                prefixes=names,
                default_graph=[ox.NamedNode(iri) for iri in default_graphs],
                named_graphs=[ox.NamedNode(iri) for iri in named_graphs],
            )
        own = form(query.text).own_dataset
        return store.query(query.text, prefixes=names, use_default_graph_as_union=not own)


def write(
    store: ox.Store,
    query: Query | str,
    to: Sink,
    *,
    format: str | Formats | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    makes: Callable[[Makes], object] = lambda made: None,
) -> None:
    """Write the answer piece by piece as it is found, never holding the whole of it.

    The format is one of `ROWS` for SELECT and ASK and of `TRIPLES` for CONSTRUCT and DESCRIBE, or one for
    each, and nothing is written where that is None; "table" is for people, and in place of None there is
    a table or Turtle. `makes` is told before anything is written whether there are rows or triples.
    Raises QueryError, also in the middle.
    """
    query, names = _prepared(store, query)
    result = _select(store, query, names, default_graphs, named_graphs)
    triples = isinstance(result, ox.QueryTriples)
    makes("triples" if triples else "rows")
    known = [*TRIPLES] if triples else ["table", *ROWS]
    if isinstance(format, Formats):
        format = format.triples if triples else format.rows
        if format is None:
            return
    format = format or known[0]
    if format not in known:
        what = "makes triples" if triples else "makes rows" if form(query.text).verb == "SELECT" else "asks"
        raise QueryError(f"{query.name}: {what}, which can't be written as {format}; {_or(known)} can")
    with _blamed_on(query, names):
        if isinstance(result, ox.QueryTriples):
            _write_triples(result, format, names, to)
        elif format != "table":
            result.serialize(_File(to), ROWS[format])
        elif isinstance(result, ox.QuerySolutions):
            _write_table(result, names, to)
        else:
            to(b"yes\n" if result else b"no\n")


def run(store: ox.Store, query: Query | str, *, format: str | None = None) -> str:
    """The whole answer as text, with the line ends of Unix, ending with a newline. Raises QueryError."""
    pieces: list[bytes] = []
    write(store, query, pieces.append, format=format)
    written = b"".join(unix_lines(pieces) if format == "csv" else pieces)
    return written.decode().rstrip("\n") + "\n"


def unix_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    r"""CSV with "\n" between its rows where the standard has "\r\n"; what stands in quotes stays.

    >>> b"".join(unix_lines([b'a,b\r', b'\n"1\r\n2",3\r\n']))
    b'a,b\n"1\r\n2",3\n'
    """
    quoted, held = False, b""
    for piece in pieces:
        parts = (held + piece).split(b'"')
        held = b"\r" if parts[-1].endswith(b"\r") else b""
        parts[-1] = parts[-1].removesuffix(b"\r")
        for place, part in enumerate(parts):
            if not quoted:
                parts[place] = part.replace(b"\r\n", b"\n")
            quoted ^= place < len(parts) - 1
        yield b'"'.join(parts)
    yield held


def readable(names: Mapping[str, str]) -> Callable[[Term | None], str]:
    """How terms are shown to people: a literal's text, an IRI with its prefix, nothing for nothing.

    >>> readable({"ex": "http://e.org/"})(ox.NamedNode("http://e.org/a"))
    'ex:a'
    """
    prefix = {iri: f"{name}:" for name, iri in names.items()}
    start = re.compile("|".join(map(re.escape, sorted(prefix, key=len, reverse=True))) or "(?!)")

    def read(term: Term | None) -> str:
        if isinstance(term, ox.NamedNode):
            iri = term.value
            found = start.match(iri)
            return prefix[found[0]] + iri[found.end() :] if found else iri
        return "" if term is None else printable(term.value if isinstance(term, ox.Literal) else str(term))

    return read


def printable(text: str) -> str:
    """On one line, and without the control characters that move a terminal's cursor."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


# ------------------------------------------------------------------------------------------- writing


@contextmanager
def _blamed_on(query: Query, names: dict[str, str]) -> Iterator[None]:
    """Turn what pyoxigraph raises into QueryErrors about the query."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (SyntaxError, RuntimeError) as error:
        message = _reason(query.text, names) if isinstance(error, SyntaxError) else str(error)
        raise QueryError(point(query.text, message, names).told(query.name, query.text)) from None
    except (OSError, ValueError) as error:
        raise QueryError(f"{query.name}: {error}") from None


def _reason(text: str, names: dict[str, str]) -> str:
    """Why a query can't be parsed; with spaces after it, for the parser looks ahead in vain at the end."""
    try:
        ox.Store().query(text + " " * 40, prefixes=names)
    except SyntaxError as error:
        return str(error.msg)
    return ""


class _File(io.BytesIO):
    """What pyoxigraph can write to."""

    def __init__(self, to: Sink) -> None:
        self._to = to

    def write(self, data: Any) -> int:
        self._to(bytes(data))
        return len(data)


def _write_triples(triples: ox.QueryTriples, format: str, names: dict[str, str], to: Sink) -> None:
    """A few triples as sorted Turtle, many in the order in which they are found."""
    if format != "ttl":
        triples.serialize(_File(to), TRIPLES[format])
        return
    first = list(islice(triples, ROWS_READ_AHEAD))
    if len(first) < ROWS_READ_AHEAD:
        to(serialize(first, "ttl", prefixes=names))
        return
    ox.serialize(chain(first, triples), _File(to), ox.RdfFormat.TURTLE, prefixes=names)


def _write_table(solutions: ox.QuerySolutions, names: Mapping[str, str], to: Sink) -> None:
    """Columns as wide as the widest of the first cells, numbers to the right, a line under the headings."""
    headings = [variable.value for variable in solutions.variables]
    terms = [list(solution) for solution in islice(solutions, ROWS_READ_AHEAD)]
    read = readable(names)
    rows = [[*map(read, row)] for row in terms]
    widths = [max(map(cell_width, column)) for column in zip(headings, *rows, strict=True)]
    right = [all(_is_number(row[index]) for row in terms) and bool(terms) for index in range(len(headings))]

    def line(cells: Iterable[str]) -> str:
        padded = (
            " " * (w - cell_width(c)) + c if r else c + " " * (w - cell_width(c))
            for c, w, r in zip(cells, widths, right, strict=True)
        )
        return "  ".join(padded).rstrip() + "\n"

    to("".join([line(headings), line("─" * width for width in widths), *map(line, rows)]).encode())
    for solution in solutions:
        to(line(map(read, solution)).encode())


def _is_number(term: Term | None) -> bool:
    numeric = ("#integer", "#decimal", "#double")
    return isinstance(term, ox.Literal) and term.datatype.value.endswith(numeric)


def _described(store: ox.Store, name: str, otherwise: str) -> str:
    found: Iterator[ox.Quad] = store.quads_for_pattern(None, ox.NamedNode(VOID + name), None, None)
    values = sorted(quad.object.value for quad in found if isinstance(quad.object, ox.Literal | ox.NamedNode))
    return values[0] if values else otherwise


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
