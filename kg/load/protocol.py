"""A store behind the SPARQL 1.1 Graph Store Protocol: put, add, drop, fetch a graph; count what is there.

What passes (a lost connection, a server that is busy) is tried again; what stays is told in one line.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Sequence
from typing import Any

import httpx
import pyoxigraph as ox
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from kg.errors import LoadError
from kg.load.endpoint import Endpoint

#: How often what may pass is tried, by the status of the answer. A 500 stays, more often than not.
_TRIES = {429: 5, 500: 2, 502: 5, 503: 5, 504: 5}
_MAX_TRIES = 5  #: tries where there is no answer
_FIRST_PAUSE = 0.5  #: seconds before the second try; each further one waits twice as long
_MAX_PAUSE_SECONDS = 60.0  #: seconds that a server may ask for
_CONNECT_SECONDS = 10.0  #: seconds
_MAX_GRAPHS_A_QUERY = 100  #: graphs in one query: Virtuoso takes no long ones
_MAX_LITERAL_BYTES = 60_000  #: bytes; Virtuoso 7 takes no literal of 64 KiB, and says something else

_NO_STORE = (
    "no Graph Store there? (Oxigraph's is /store, Virtuoso's /sparql-graph-crud-auth, Fuseki's /NAME/data, "
    "GraphDB's /repositories/NAME/rdf-graphs/service)"
)
#: What an answer means to somebody who loads, before the server's own words.
_MEANINGS = {404: _NO_STORE, 405: _NO_STORE, 501: _NO_STORE}


class _PassingError(Exception):
    """What may go well the next time."""

    def __init__(self, told: str, *, tries: int = 1, seconds: float | None = None) -> None:
        super().__init__(told)
        self.tries = tries  #: how many it deserves
        self.seconds = seconds  #: that the server asks to wait


class GraphStore:
    """A store at an endpoint. All methods raise LoadError, which names the graph and the server's reason."""

    def __init__(self, endpoint: Endpoint, *, auth: httpx.Auth | None = None, timeout: float) -> None:
        self._endpoint = endpoint
        self._query = endpoint.query
        self._reached = False
        self._refusal = "the user or the password is wrong" if auth else "it wants --user and --password-file"
        self._client = httpx.Client(
            auth=auth,
            timeout=httpx.Timeout(timeout, connect=min(_CONNECT_SECONDS, timeout)),
            verify=endpoint.secret or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # empty, but quick to make
            trust_env=not endpoint.here,  # no proxy stands between a machine and itself
        )

    @property
    def url(self) -> str:
        """Where it is, for people."""
        return str(self._endpoint.url)

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def put(self, graph: str, content: bytes) -> None:
        """Make a graph hold these triples (Turtle) and no others."""
        self._write("PUT", graph, content)

    def add(self, graph: str, content: bytes) -> None:
        """Add triples (Turtle) to a graph."""
        self._write("POST", graph, content)

    def drop(self, graph: str) -> None:
        """Remove a graph; no fault if it isn't there."""
        self._send("DELETE", self._endpoint.of(graph), graph, maybe=True)

    def fetch(self, graph: str) -> frozenset[ox.Triple]:
        """A graph's triples; none where there is no such graph."""
        headers = {"Accept": "application/n-triples, text/turtle;q=0.9"}
        answer = self._send("GET", self._endpoint.of(graph), graph, maybe=True, headers=headers)
        if answer.status_code == 404:
            return frozenset()
        kind = answer.headers.get("Content-Type", "something nameless")
        format = ox.RdfFormat.from_media_type(kind)
        if format is None:
            raise LoadError(
                f"{graph}: {self._endpoint.url} answers with {_printable(kind)}, not with triples"
            )
        try:
            return frozenset(quad.triple for quad in ox.parse(answer.content, format=format, base_iri=graph))
        except SyntaxError as error:
            raise LoadError(
                f"{graph}: {self._endpoint.url} sends broken {format.name}: {error.msg}"
            ) from None

    def counts(self, graphs: Sequence[str]) -> dict[str, int]:
        """How many triples each graph has there: asked in SPARQL, or counted where that isn't possible."""
        counted: dict[str, int] = {}
        for start in range(0, len(graphs), _MAX_GRAPHS_A_QUERY):
            some = graphs[start : start + _MAX_GRAPHS_A_QUERY]
            counted |= self._ask(some) or {graph: len(self.fetch(graph)) for graph in some}
        return counted

    def _ask(self, graphs: Sequence[str]) -> dict[str, int] | None:
        """The counts by a query; None where the store's address for queries was guessed, and wrongly."""
        if self._query is None:
            return None
        names = " ".join(f"<{graph}>" for graph in graphs)
        where = f"VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }}"
        query = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?g"
        headers = {"Accept": "application/sparql-results+json"}
        try:
            answer = self._send("POST", self._query, "", data={"query": query}, headers=headers)
            rows = answer.json()["results"]["bindings"]
            found = {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}
        except (LoadError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if not self._endpoint.told and self._reached:
                self._query = None
                return None
            if isinstance(error, LoadError):
                raise
            raise LoadError(f"{self._query}: doesn't answer queries in SPARQL") from None
        return {graph: found.get(graph, 0) for graph in graphs}

    def _write(self, method: str, graph: str, content: bytes) -> None:
        try:
            self._send(
                method,
                self._endpoint.of(graph),
                graph,
                content=content,
                headers={"Content-Type": "text/turtle"},
            )
        except LoadError as error:
            longest = max(map(len, content.splitlines()))
            hint = f" (its longest line has {longest:,} bytes)" if longest > _MAX_LITERAL_BYTES else ""
            raise LoadError(f"{error}{hint}") from None

    def _send(
        self, method: str, url: httpx.URL, about: str, *, maybe: bool = False, **options: Any
    ) -> httpx.Response:
        """The answer, a good one, after as many tries as it takes; a 404 too if there is `maybe` nothing."""
        tries = Retrying(
            retry=retry_if_exception_type(_PassingError),
            stop=lambda state: state.attempt_number >= _fault(state).tries,
            wait=lambda state: _fault(state).seconds or _FIRST_PAUSE * 2 ** (state.attempt_number - 1),
            reraise=True,
        )
        where = url.copy_with(query=None)
        about = f"{about}: " if about else ""
        try:
            answer = tries(self._once, method, url, **options)
        except _PassingError as error:
            raise LoadError(f"{about}{where}: {error}") from None
        if answer.is_success or (maybe and answer.status_code == 404):
            return answer
        meaning = self._refusal if answer.status_code == 401 else _MEANINGS.get(answer.status_code)
        raise LoadError(f"{about}{where}: {_told(answer)}" + (f"; {meaning}" if meaning else ""))

    def _once(self, method: str, url: httpx.URL, **options: Any) -> httpx.Response:
        try:
            answer = self._client.request(method, url, **options)
        except httpx.RequestError as error:
            never = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) and not self._reached
            told = _printable(str(error)) or type(error).__name__
            raise _PassingError(f"can't be reached: {told}", tries=1 if never else _MAX_TRIES) from None
        self._reached = True
        if answer.status_code in _TRIES:
            raise _PassingError(_told(answer), tries=_TRIES[answer.status_code], seconds=_asked(answer))
        return answer


def _fault(state: RetryCallState) -> _PassingError:
    error = state.outcome.exception() if state.outcome else None
    return error if isinstance(error, _PassingError) else _PassingError("")


def _asked(answer: httpx.Response) -> float | None:
    """The seconds that a busy server asks to wait, where it gives a number."""
    given = answer.headers.get("Retry-After", "")
    return min(float(given), _MAX_PAUSE_SECONDS) if given.isdecimal() else None


def _told(answer: httpx.Response) -> str:
    """The status, and the server's first words on it: also out of a page of HTML."""
    text = re.sub(
        r"<head>(?:(?!<head>).)*?</head>|<h1>(?:(?!<h1>).)*?</h1>",
        "",
        _text(answer)[:20_000],
        flags=re.DOTALL | re.IGNORECASE,
    )
    if "html" in answer.headers.get("Content-Type", "") or text.lstrip().startswith("<!DOCTYPE"):
        text = re.sub(r"</?[a-zA-Z!][^<>]*>", "\n", text)
    said = [" ".join(_printable(line).split()) for line in text.splitlines()]
    words = next((line for line in said if " " in line and not re.fullmatch(r"Error \w+", line)), "")
    status = f"{answer.status_code} {_printable(answer.reason_phrase)}".strip()
    location = answer.headers.get("Location") if answer.is_redirect else None
    return f"{status}: {_printable(location or words)[:300]}".removesuffix(": ")


def _text(answer: httpx.Response) -> str:
    """The text of an answer, as UTF-8 where its encoding is one of Python's that decode no text."""
    try:
        return answer.text
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError):  # of odd codecs
        return answer.content.decode(errors="replace")


def _printable(text: str) -> str:
    """Without what moves a terminal's cursor."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
