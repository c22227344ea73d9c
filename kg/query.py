"""Questions to a built graph: SPARQL on the embedded store, the packaged queries among them.

Reads nothing but `graph.nq`. The default graph of a query is the union of all named graphs, and the
project's prefixes need no declaring.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import QueryError, reading_output
from kg.graph.iris import DEFAULT_BASE, ONTOLOGY_NS, VOID, prefixes
from kg.graph.serialize import serialize
from kg.ontology import data_directory

Format = OneOf["table", "csv", "json", "tsv"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
}
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
#: What the parser says that a person can use; the rest of its message lists letters it would have liked.
_FAULTS = {
    "Prefix not found": "a prefix that nothing declares",
    "variable that is unbound": "a variable that is neither grouped nor counted",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A query and where it comes from."""

    text: str
    name: str = "query"

    @property
    def title(self) -> str:
        """Its first line, where that is a comment."""
        first = self.text.lstrip().partition("\n")[0]
        return first.lstrip("# ").strip() if first.startswith("#") else ""


def open_store(directory: Path) -> ox.Store:
    """The graph that was built into a folder, in memory.

    Raises OutputError where there is none, or where its file is broken.
    """
    path = directory / "graph.nq"
    store = ox.Store()
    with reading_output(path):
        store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    return store


def base_of(store: ox.Store) -> str:
    """The start of the IRIs of a graph's entities and articles, as its description gives it."""
    return _described(store, "uriSpace", DEFAULT_BASE)


def prefixes_of(store: ox.Store) -> dict[str, str]:
    """The prefixes that queries to this graph may use without declaring them."""
    return prefixes(base_of(store), _described(store, "vocabulary", ONTOLOGY_NS))


def catalogue() -> tuple[Query, ...]:
    """The packaged queries, by name."""
    paths = sorted(data_directory("queries").glob("*.rq"))
    return tuple(Query(path.read_text(encoding="utf-8"), path.stem) for path in paths)


def resolve_query(text: str) -> Query:
    """The query that a user means: a file's path, the name of a packaged query, or SPARQL itself.

    Raises QueryError for a file that can't be read and for a name that no query has.
    """
    if text.endswith(".rq"):
        try:
            return Query(Path(text).read_text(encoding="utf-8"), text)
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
            raise QueryError(f"{text}: can't be read: {reason}") from None
    known = {query.name: query for query in catalogue()}
    if text in known:
        return known[text]
    if re.search(r"[\s{?]", text):
        return Query(text)
    close = difflib.get_close_matches(text, known, n=3, cutoff=0.4)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    raise QueryError(f"no query is called {text!r}{hint} (`kg query DIR --list` shows all)")


def select(store: ox.Store, query: Query | str) -> Result:
    """The answer as pyoxigraph gives it: solutions (SELECT), a boolean (ASK) or triples (CONSTRUCT).

    Raises QueryError with the line at fault and a caret under the place.
    """
    query = Query(query) if isinstance(query, str) else query
    try:
        return store.query(query.text, prefixes=prefixes_of(store), use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(_explain(query, str(error.msg))) from None
    except (OSError, ValueError) as error:
        raise QueryError(f"{query.name}: {error}") from None


def run(store: ox.Store, query: Query | str, *, format: Format = "table") -> str:
    """The answer as text, ending with a newline; triples come as Turtle whatever the format.

    Raises QueryError.
    """
    result = select(store, query)
    names = prefixes_of(store)
    try:
        if isinstance(result, ox.QueryTriples):
            return serialize(result, "ttl", prefixes=names).decode()
        if format == "table" and isinstance(result, ox.QuerySolutions):
            return _table(result, names)
        if format == "table":
            return "yes\n" if result else "no\n"
        written = result.serialize(format=_FORMATS[format]) or b""
    except (OSError, ValueError) as error:
        raise QueryError(f"{query.name if isinstance(query, Query) else 'query'}: {error}") from None
    return written.decode().replace("\r\n", "\n").rstrip("\n") + "\n"


def readable(term: Term | None, names: dict[str, str]) -> str:
    """A term for people: a literal's text, an IRI with its prefix, nothing for nothing; on one line."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        fits = [name for name, iri in names.items() if term.value.startswith(iri)]
        best = max(fits, key=lambda name: len(names[name]), default=None)
        return f"{best}:{term.value[len(names[best]) :]}" if best else term.value
    return printable(term.value if isinstance(term, ox.Literal) else str(term))


def printable(text: str) -> str:
    """On one line, and without the control characters that move a terminal's cursor."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _table(solutions: ox.QuerySolutions, names: dict[str, str]) -> str:
    """Columns as wide as their widest cell, numbers to the right, a line under the headings."""
    headings = [variable.value for variable in solutions.variables]
    terms = [list(solution) for solution in solutions]
    rows = [[readable(term, names) for term in row] for row in terms]
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    right = [all(_is_number(row[index]) for row in terms) and bool(terms) for index in range(len(headings))]

    def line(cells: list[str]) -> str:
        padded = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True))
        return "  ".join(padded).rstrip()

    body = [line(headings), "  ".join("─" * width for width in widths), *map(line, rows)]
    return "\n".join(body) + "\n"


def _is_number(term: Term | None) -> bool:
    numeric = ("#integer", "#decimal", "#double")
    return isinstance(term, ox.Literal) and term.datatype.value.endswith(numeric)


def _described(store: ox.Store, name: str, otherwise: str) -> str:
    found: Iterator[ox.Quad] = store.quads_for_pattern(None, ox.NamedNode(VOID + name), None, None)
    values = sorted(quad.object.value for quad in found if isinstance(quad.object, ox.Literal | ox.NamedNode))
    return values[0] if values else otherwise


def _explain(query: Query, message: str) -> str:
    """The parser's message with the line it means and a caret under the column."""
    place = _PLACE.match(message)
    if place is None:
        return f"{query.name}: {message}"
    row, column, expected = int(place[1]), int(place[2]), " ".join(place[3].split())
    if expected.isalpha():  # a keyword was tried: the parser gives the place after it
        column = max(1, column - len(expected))
    lines = query.text.split("\n")
    line = printable(lines[row - 1]) if row <= len(lines) else ""
    fault = next((said for key, said in _FAULTS.items() if key in expected), "not SPARQL from here on")
    prefix = re.search(r"([\w-]+:)[\w.-]*$", line[:column].rstrip())
    if prefix and fault == _FAULTS["Prefix not found"]:
        fault, column = f"{prefix[1]} is a prefix that nothing declares", prefix.start() + 1
    if not query.text.strip():
        return f"{query.name}: empty"
    return f"{query.name}: line {row}: {fault}\n  {line}\n  {' ' * (column - 1)}^"
