"""The packaged queries, and the values that some of them take: a person's name, say.

A query that takes values has a line for each in the comment that it begins with, `# ?name: its name (all)`,
and where the value goes, `VALUES ?name { UNDEF }`. As it stands it asks about everything; `filled` puts the
values there. In brackets after a value's meaning is what stands for one that isn't given.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.iris import ONTOLOGY_NS, RDFS, SKOS
from kg.ontology.package import data_directory

#: Stands for a value that isn't given: the best connected thing of the graph, then the next.
BEST_CONNECTED = "the best connected"

_PARAMETER = re.compile(r"^# \?(\w+): (.*) \(([^()\n]*)\)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes."""

    name: str
    meaning: str
    otherwise: str  #: what stands for it if it isn't given

    @property
    def place(self) -> str:
        """What stands in the query for its value."""
        return f"VALUES ?{self.name} {{ UNDEF }}"


@dataclass(frozen=True, slots=True)
class Query:
    """A query, where it comes from, and the values that it is asked with, "" for one that isn't given.

    Without values, not even an empty tuple of them, it is taken as it stands.
    """

    text: str
    name: str = "query"
    values: tuple[str, ...] | None = None

    @property
    def title(self) -> str:
        """Its first line, where that is a comment."""
        first = self.text.lstrip().partition("\n")[0]
        return first.lstrip("# ").strip() if first.startswith("#") else ""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The values that it takes, in their order."""
        found = [Parameter(*match.groups()) for match in _PARAMETER.finditer(self.text)]
        return tuple(parameter for parameter in found if parameter.place in self.text)

    @property
    def usage(self) -> str:
        """Its name and the values that it takes: "about-a-person [NAME]"."""
        return " ".join((self.name, *(f"[{parameter.name.upper()}]" for parameter in self.parameters)))

    def asked_with(self, values: Sequence[str]) -> Query:
        """The same query with values. Raises QueryError where there are more than it takes."""
        if not values:
            return self
        if len(values) > len(self.parameters):
            number = len(self.parameters)
            takes = f"takes {number} {'value' if number == 1 else 'values'}" if number else "takes no values"
            raise QueryError(f"{self.name}: {takes}, not {len(values)} (`kg query --list` shows all)")
        return replace(self, values=tuple(values))


def catalogue(namespace: str = ONTOLOGY_NS) -> tuple[Query, ...]:
    """The packaged queries, by name: none for a graph of another ontology, whose terms they don't know."""
    if namespace != ONTOLOGY_NS:
        return ()
    paths = sorted(data_directory("queries").glob("*.rq"))
    return tuple(Query(path.read_text(encoding="utf-8"), path.stem, ()) for path in paths)


def resolve_query(text: str) -> Query:
    """The query that a user means: a file's path, the name of a packaged query, or SPARQL itself.

    Raises QueryError for a file that can't be read and for a name that no query has.
    """
    if text.endswith(".rq"):
        try:
            return Query(Path(text).read_text(encoding="utf-8-sig"), text, ())
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
            raise QueryError(f"{text}: can't be read: {reason}") from None
    known = {query.name: query for query in catalogue()}
    if text in known:
        return known[text]
    if not text or re.search(r"[\s{?]", text):
        return Query(text)
    close = difflib.get_close_matches(text, known, n=3, cutoff=0.4)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    raise QueryError(f"no query is called {text!r}{hint} (`kg query --list` shows all)")


def filled(query: Query, store: ox.Store, best: Callable[[], Iterable[str]]) -> Query:
    r"""The query with its values in it; `best` gives the best connected things of the graph.

    >>> text = '# ?name: its name (all)\\nSELECT ?x { VALUES ?name { UNDEF } ?x rdfs:label ?name }'
    >>> filled(Query(text, values=("Ana Cruz",)), ox.Store(), tuple).text.splitlines()[1]
    'SELECT ?x { VALUES ?name { "Ana Cruz"@en } ?x rdfs:label ?name }'
    """
    text, parameters = query.text, query.parameters
    if query.values is None or not parameters:
        return replace(query, values=None)
    values = dict(zip((parameter.name for parameter in parameters), query.values, strict=False))
    if any(not values.get(item.name) and item.otherwise == BEST_CONNECTED for item in parameters):
        others = (name for name in best() if name not in values.values())
        for item in parameters:
            if not values.get(item.name) and item.otherwise == BEST_CONNECTED:
                values[item.name] = next(others, "")
    for item in parameters:
        terms = " ".join(
            str(ox.Literal(label, language="en")) for label in labels_of(store, values.get(item.name, ""))
        )
        text = text.replace(item.place, f"VALUES ?{item.name} {{ {terms} }}" if terms else "")
    return replace(query, text=text, values=None)


def labels_of(store: ox.Store, name: str) -> tuple[str, ...]:
    """The labels of what has a name, whatever its case; the name itself where nothing has it, or it is "".

    A property's name may be that of its IRI: "holds_office".
    """
    exact = ox.Literal(name, language="en")
    label, also = ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "altLabel")
    if not name or next(store.quads_for_pattern(None, label, exact), None):
        return (name,) if name else ()
    wanted, found = folded(name), set()
    for predicate in (label, also):
        for quad in store.quads_for_pattern(None, predicate, None):
            if isinstance(quad.object, ox.Literal) and folded(quad.object.value) == wanted:
                names = store.quads_for_pattern(quad.subject, label, None)
                found |= {item.object.value for item in names if isinstance(item.object, ox.Literal)}
        if found:
            break
    return tuple(sorted(found)) or (name,)


def folded(name: str) -> str:
    """Without case and spare spaces."""
    return " ".join(name.casefold().replace("’", "'").replace("_", " ").split())
