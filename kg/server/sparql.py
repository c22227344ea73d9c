"""The SPARQL 1.1 Protocol: what a request asks for, and what answers it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.query.questions import Query
from kg.server.negotiation import DESCRIPTIONS, HTML, RESULTS, TRIPLES, Form, choose, refusal
from kg.server.running import Queries, Question

MAX_BODY_BYTES = 1 << 20  #: bytes of a request's body
BODY_TIMEOUT_SECONDS = 15.0  #: seconds in which the body has to come
_TYPES = "application/sparql-query, application/x-www-form-urlencoded"
_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_READ_ONLY = "The graph is only read here: `kg add` and `kg remove` change its articles.\n"
#: What tells of the service itself comes as RDF, unless a person wants the editor.
SERVICE = (*DESCRIPTIONS[:4], HTML)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a request."""

    queries: tuple[str, ...] = ()
    updates: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __add__(self, other: Asked) -> Asked:
        return Asked(
            self.queries + other.queries,
            self.updates or other.updates,
            self.default_graphs + other.default_graphs,
            self.named_graphs + other.named_graphs,
        )


async def asked(request: Request) -> Asked:
    """The parameters of the address and of the body. Raises HTTPException: 400, 403, 408, 413, 415."""
    found = _parameters(request.url.query, "address")
    if request.method == "POST":
        found += await _body(request)
    if found.updates:
        raise HTTPException(403, _READ_ONLY)
    if len(found.queries) > 1:
        raise HTTPException(400, "More than one query in a request.\n")
    return found


def answer(queries: Queries, request: Headers, asked: Asked) -> Response:
    """The response to a request that has a query, which is read by nobody but the process that answers it.

    Raises HTTPException (400).
    """
    for iri in (*asked.default_graphs, *asked.named_graphs):
        try:
            ox.NamedNode(iri)
        except ValueError:
            raise HTTPException(400, f"{iri!r} is no absolute IRI of a graph.\n") from None
    rows, triples = (choose(_accepted(request), offered) for offered in (RESULTS, TRIPLES))
    question = Question(Query(asked.queries[0]), rows, triples, asked.default_graphs, asked.named_graphs)
    return queries.answer(question)  # type: ignore[return-value]  # an ASGI application as any response


def chosen(request: Headers, offered: tuple[Form, ...]) -> Form:
    """What the Accept headers like best. Raises HTTPException (406)."""
    form = choose(_accepted(request), offered)
    if form is None:
        raise HTTPException(406, refusal(offered), {"vary": "Accept"})
    return form


def _accepted(request: Headers) -> str:
    return ", ".join(request.getlist("accept"))


def description(endpoint: str, form: Form, *, dataset: str, triples: int) -> Response:
    """The SPARQL 1.1 Service Description; `triples` are those that a query sees, each once."""
    formats = (
        "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV"
        " Turtle N-Triples RDF_XML JSON-LD"
    )
    listed = " , ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in formats.split())
    turtle = f"""
    @prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
    @prefix void: <http://rdfs.org/ns/void#> .
    <{endpoint}> a sd:Service ;
        sd:endpoint <{endpoint}> ;
        sd:supportedLanguage sd:SPARQL11Query ;
        sd:feature sd:UnionDefaultGraph ;
        sd:resultFormat {listed} ;
        sd:defaultDataset <{dataset}> .
    <{dataset}> a sd:Dataset ; sd:defaultGraph <{endpoint}#union> .
    <{endpoint}#union> a sd:Graph ; void:triples {triples} .
    """
    prefixes = {
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "void": "http://rdfs.org/ns/void#",
    }
    written = ox.serialize(
        ox.parse(turtle, format=ox.RdfFormat.TURTLE), format=RDF_FORMATS[form.name], prefixes=prefixes
    )
    return Response(written or b"", headers={"content-type": form.content_type, "vary": "Accept"})


#: How pyoxigraph calls the forms of RDF.
RDF_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}


async def _body(request: Request) -> Asked:
    """The parameters in the body of a POST."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = next(
        (p.partition("=")[2] for p in rest.split(";") if p.strip().lower().startswith("charset=")), ""
    )
    if kind == _UPDATE:
        raise HTTPException(403, _READ_ONLY)
    if kind not in (_FORM, _QUERY) or charset.strip().strip('"').lower() not in ("", "utf-8", "utf8"):
        told = f"A query comes as {_FORM} or {_QUERY}, in UTF-8.\n"
        raise HTTPException(415, told, {"accept-post": _TYPES, "accept": _TYPES})
    try:
        async with asyncio.timeout(BODY_TIMEOUT_SECONDS):
            body = await request.body()
    except TimeoutError:
        raise HTTPException(408, "The request didn't come to its end.\n", {"connection": "close"}) from None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise HTTPException(400, "The request is not UTF-8.\n") from None
    return _parameters(text, "body") if kind == _FORM else Asked(queries=(text,))


def _parameters(encoded: str, place: str) -> Asked:
    """What the protocol names among the parameters; others are nobody's business."""
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise HTTPException(400, f"The parameters of the {place} can't be read.\n") from None

    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    graphs = values("default-graph-uri"), values("named-graph-uri")
    changing = {"update", "using-graph-uri", "using-named-graph-uri"}
    return Asked(values("query"), any(key in changing for key, _ in pairs), *graphs)
