"""The pages: what a browser is shown of each thing, and the same as RDF for who asks for that."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from kg.graph.serialize import serialize
from kg.query.questions import catalogue, filled
from kg.server import views
from kg.server.article import passages
from kg.server.graph import Graph, Node, Term, web
from kg.server.index import Found
from kg.server.negotiation import DESCRIPTIONS, HTML, Form
from kg.server.ontology import terms
from kg.server.security import DRAWING_POLICY, EDITOR_POLICY, PAGE_POLICY
from kg.server.shapes import Link, ShownArticle, ShownClaim
from kg.server.source import FILES, Opened, Source
from kg.server.sparql import RDF_FORMATS, chosen

BEST_CONNECTED, RESULTS = 18, 50
FORMS = (HTML, *DESCRIPTIONS)
_HERE = Path(__file__).parent
#: The packaged queries that the editor opens with, each in a tab.
TABS = ("who-called-whom", "best-supported-facts", "figures-in-dispute", "what-is-denied")
MAX_ROWS = 200  #: values of one property on a page

#: The headings of what names a resource, and of the graphs that tell of it.
_NAMED_BY, _STANDS_IN = Link("is named by"), Link("stands in")

Row = tuple[Link, list[Link], int]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one folder; every method answers a request."""

    source: Source

    def front(self, request: Request) -> Response:
        """What there is: numbers, the best connected things, questions, files."""
        opened = self.source.current()
        return self._page(
            "front.html",
            opened,
            counts=opened.index.counts,
            best=self._found(opened.graph, opened.index.best_connected(BEST_CONNECTED)),
            questions=[
                (query, "/sparql?" + urlencode({"run": query.name}))
                for query in catalogue(opened.graph.namespace)
            ],
            files=[(name, FILES[name][1], _size(size)) for name, size in self.source.files().items()],
            dataset=opened.graph.address(opened.graph.dataset),
        )

    def search(self, request: Request) -> Response:
        """Things by their names."""
        opened = self.source.current()
        words = request.query_params.get("q", "").strip()[:200]
        found, total = opened.index.search(words, RESULTS) if words else ([], 0)
        return self._page(
            "search.html", opened, words=words, found=self._found(opened.graph, found), total=total
        )

    def editor(self, request: Request) -> Response:
        """The query editor, with the project's prefixes, terms and questions.

        A question that takes values gets those of the address (`?run=about-a-person&name=Ana+Cruz`).
        """
        opened = self.source.current()
        graph, given = opened.graph, request.query_params
        asked = {
            query.name: query.asked_with([given.get(item.name, "")[:200] for item in query.parameters])
            if query.name == given.get("run")
            else query
            for query in catalogue(opened.graph.namespace)
        }
        known = {
            name: {
                "title": query.title.rstrip("?"),
                "text": filled(query, graph.store, lambda: opened.index.named).text,
            }
            for name, query in asked.items()
        }
        config = {
            "base": graph.base,
            "namespace": graph.namespace,
            "ontology": graph.ontology.value,
            "prefixes": graph.prefixes,
            "questions": known,
            "tabs": [name for name in TABS if name in known],
            "classes": [item.iri for item in terms(graph) if item.kind == "class"],
            "properties": [item.iri for item in terms(graph) if item.kind == "property"],
        }
        # In an element of its own, as text: no script of this page is written into it.
        return self._page("editor.html", opened, EDITOR_POLICY, config=json.dumps(config), questions=known)

    def drawing(self, request: Request) -> Response:
        """The drawing of the graph, as it was built."""
        path = self.source.directory / "graph.html"
        if not path.is_file():
            raise HTTPException(404, "There is no drawing in this folder: `kg draw` makes it.\n")
        policy = {"content-security-policy": DRAWING_POLICY}
        return FileResponse(path, media_type="text/html; charset=utf-8", headers=policy)

    def file(self, request: Request) -> Response:
        """One of the files of the build, to be saved."""
        name = request.path_params["name"]
        path = self.source.directory / name
        if name not in FILES or not path.is_file():
            raise HTTPException(404, "There is no such file.\n")
        return FileResponse(path, media_type=FILES[name][0], filename=name)

    def resource(self, request: Request) -> Response:
        """Whatever the graph describes: `/entity/x` in the form that the client likes, `/entity/x.ttl`."""
        opened = self.source.current()
        graph = opened.graph
        raw = request.scope["raw_path"].decode("ascii", "replace")
        node, form = graph.node(raw), None
        if node is None:
            stem, _, suffix = raw.rpartition(".")
            form = next((form for form in FORMS if form.name == suffix), None)
            node = graph.node(stem) if form and stem else None
        if node is None:
            if path := self._under_base(graph, raw):
                return RedirectResponse(path, 303)
            raise HTTPException(404, "The graph holds nothing of this name.\n")
        headers = {} if form else {"vary": "Accept"}
        form = form or chosen(request.headers, FORMS)
        address = graph.address(node).partition("#")[0] or raw
        headers["content-location"] = f"{address}.{form.name}"
        if form != HTML:
            return Response(
                described(graph, node, form), headers={**headers, "content-type": form.content_type}
            )
        response = self._about(opened, node, address)
        response.headers.update(headers)
        return response

    def error(self, request: Request, status: int, told: str) -> Response:
        """What went wrong, for people."""
        return self._page("error.html", self.source.current(), status=status, told=told)

    def _under_base(self, graph: Graph, raw: str) -> str:
        """The address here of an IRI whose base has a path: /kg/entity/x for a base that ends in /kg/."""
        path = "/" + graph.base.partition("://")[2].partition("/")[2]
        rest = "/" + raw.removeprefix(path) if len(path) > 1 and raw.startswith(path) else ""
        node = graph.node(rest.rpartition(".")[0]) or graph.node(rest) if rest else None
        return rest if node else ""

    # ---------------------------------------------------------------------- the page of a resource

    def _about(self, opened: Opened, node: Node, address: str) -> Response:
        """The page that suits what it is."""
        graph = opened.graph
        kind = address.split("/")[1]
        forms = [(form.label, f"{address}.{form.name}", form.media) for form in DESCRIPTIONS]
        shared: dict[str, Any] = {"iri": node.value, "forms": forms}
        if kind == "entity":
            return self._page("entity.html", opened, it=views.entity(graph, node), **shared)
        if kind == "claim" and (claims := views.claims(graph, [node.value])):
            evidence = views.evidence(graph, node.value)
            return self._page("claim.html", opened, it=claims[0], evidence=evidence, **shared)
        if kind == "evidence" and (
            supported := views.supported(graph, graph.reader.supported_by(node.value))
        ):
            pieces = [item for item in views.evidence(graph, supported[0].iri) if item.iri == node.value]
            if pieces:
                return self._page("evidence.html", opened, it=pieces[0], supported=supported, **shared)
        if kind == "quotation" and (quoted := views.quotations(graph, [node.value])):
            evidence = views.evidence(graph, node.value)
            return self._page("quotation.html", opened, it=quoted[0], evidence=evidence, **shared)
        if kind == "article" and (known := views.articles(graph, [graph.reader.article_id(node.value)])):
            return self._article(opened, node, next(iter(known.values())), shared)
        rows = self._rows(graph, node)
        if node == graph.ontology:
            rows = [row for row in rows if row[0] not in (_NAMED_BY, _STANDS_IN)]  # its terms: listed below
            return self._page("ontology.html", opened, terms=terms(graph), rows=rows, **shared)
        return self._page("resource.html", opened, name=graph.label(node), rows=rows, **shared)

    def _article(self, opened: Opened, node: Node, article: ShownArticle, shared: dict[str, Any]) -> Response:
        graph, name = opened.graph, article.document.id
        found = defaultdict(list)
        for item in views.supported(graph, graph.reader.found_in(name)):
            given = item.claim.evidence if isinstance(item, ShownClaim) else (item.quotation.evidence,)
            for piece in given:
                if piece.article == name:
                    found[piece.start, piece.end, piece.quote].append(item)
        spans = [(place[:2], items, place[2]) for place, items in sorted(found.items())]
        content = opened.texts.text(name)
        digest = graph.reader.text_hash(node.value)
        return self._page(
            "article.html",
            opened,
            it=article,
            passages=passages(content, [span for span, _, _ in spans], sha=digest),
            spans=spans,
            things=views.things(graph, node),
            **shared,
        )

    def _rows(self, graph: Graph, node: Node) -> list[Row]:
        """All that is said of it: property, values, how many more there are."""
        about = dict(sorted(graph.facts([node])[node].items(), key=lambda item: str(item[0])))
        naming: list[Term] = list(graph.naming(node))
        held: list[Term] = [name for name in graph.graphs([node])[node] if name != node]
        shown = [*about.values(), naming, held]
        graph.learn([*about, *(value for values in shown for value in values[:MAX_ROWS])])
        headings = [views.link(graph, predicate) for predicate in about]
        headings += [_NAMED_BY, _STANDS_IN]
        return [
            (
                heading,
                [self._value(graph, value) for value in values[:MAX_ROWS]],
                max(0, len(values) - MAX_ROWS),
            )
            for heading, values in zip(headings, shown, strict=True)
            if values
        ]

    def _value(self, graph: Graph, value: Term) -> Link:
        link = views.link(graph, value)
        outside = web(value.value) if isinstance(value, ox.NamedNode) and not link.address else ""
        return Link(link.label, link.address or outside)

    def _found(self, graph: Graph, found: list[Found]) -> list[tuple[Link, str, str, int]]:
        """Name, other name, class and number of claims of what a search found."""
        classes = graph.classes(item.node for item in found)
        return [
            (
                Link(item.label, graph.address(item.node)),
                item.name,
                ", ".join(map(graph.label, classes[item.node])),
                item.claims,
            )
            for item in found
        ]

    def _page(self, template: str, opened: Opened, policy: str = PAGE_POLICY, **context: Any) -> HTMLResponse:
        status = context.get("status", 200)
        drawn = (self.source.directory / "graph.html").is_file()
        html = _TEMPLATES.get_template(template).render(graph=opened.graph, drawn=drawn, **context)
        return HTMLResponse(html, status, headers={"content-security-policy": policy})


def described(graph: Graph, node: Node, form: Form) -> bytes:
    """What the graph says of a node, in a form of RDF; those for triples leave the named graphs out."""
    quads = graph.reader.description_of(node)
    if form.name in ("nq", "trig"):
        return serialize(quads, form.name, prefixes=graph.prefixes)  # type: ignore[arg-type]
    triples = {quad.triple for quad in quads}
    if form.name == "ttl":
        return serialize(triples, "ttl", prefixes=graph.prefixes)
    ordered = sorted(triples, key=str)
    return ox.serialize(ordered, format=RDF_FORMATS[form.name], prefixes=graph.prefixes) or b""


def _size(size: int) -> str:
    """A number of bytes for people."""
    amount, unit = float(size), "bytes"
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 100 else f"{amount:.1f} {unit}"


_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["count"] = lambda number, noun: f"{number:,} {noun}{'' if number == 1 else 's'}"
