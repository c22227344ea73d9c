"""What the pages show, read from the graph: plain frozen data, made for the templates.

Every function takes the opened graph and a node, and reads no more than a page can hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

import pyoxigraph as ox

from kg.server.graph import (
    ALT_LABEL,
    END,
    EXACT,
    HEADLINE,
    OBJECT,
    PREDICATE,
    PUBLISHED,
    SELECTOR,
    SOURCE,
    START,
    SUBJECT,
    TYPE,
    URL,
    Graph,
    Node,
    Term,
    graphs,
    text,
    web,
)

LIMIT = 300  #: rows of a list on a page; the rest is counted
NEIGHBOURS = 24


@dataclass(frozen=True, slots=True)
class Link:
    """A name, and where its page is: "" where there is none."""

    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as a sentence of three parts, with what is known of it."""

    address: str
    iri: str
    subject: Link
    predicate: Link
    object: Link
    polarity: str  #: a local name; so is the modality
    modality: str
    dates: tuple[str, ...]
    evidence: tuple[Node, ...]
    articles: int

    @property
    def asserted(self) -> bool:
        """Whether it is also a plain triple."""
        return (self.polarity, self.modality) == ("affirmed", "actual")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that supports claims or a quotation."""

    address: str
    iri: str
    sentence: str
    start: int  #: in code points of the article's text
    end: int
    article: Article
    speaker: Link | None
    rules: tuple[str, ...]
    supports: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article without its text."""

    link: Link
    published: str
    url: str  #: "" for what is no web address


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks."""

    address: str
    iri: str
    text: str
    speaker: Link | None
    article: Article | None
    evidence: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing and all that a page tells of it."""

    iri: str
    label: str
    classes: tuple[Link, ...]
    names: tuple[str, ...]
    descriptions: tuple[tuple[str, Link], ...]  #: property and value that are no claims: the jurisdiction
    facts: tuple[Claim, ...]
    others: tuple[Claim, ...]  #: denied, planned, possible, alleged
    more: int  #: claims that are not shown
    quotations: tuple[Quotation, ...]
    articles: tuple[Article, ...]
    neighbours: tuple[tuple[Link, int], ...]  #: with the number of claims


def link(graph: Graph, term: Term) -> Link:
    """Its name and address."""
    return Link(graph.label(term), graph.address(term))


def claim(graph: Graph, node: Node) -> Claim | None:
    """A claim, or None where the graph doesn't hold it whole."""
    quads = list(graph.about(node))
    subject, predicate, target = (_one(quads, name) for name in (SUBJECT, PREDICATE, OBJECT))
    polarity, modality = _one(quads, graph.term("polarity")), _one(quads, graph.term("modality"))
    if not (subject and predicate and target and polarity and modality):
        return None
    return Claim(
        address=graph.address(node),
        iri=node.value,
        subject=link(graph, subject),
        predicate=link(graph, predicate),
        object=link(graph, target),
        polarity=text(polarity).removeprefix(graph.namespace),
        modality=text(modality).removeprefix(graph.namespace),
        dates=tuple(sorted({text(quad.object) for quad in quads if quad.predicate == graph.term("date")})),
        evidence=_evidence(graph, quads),
        articles=len(graphs(quads)),
    )


def evidence(graph: Graph, node: Node) -> Evidence | None:
    """A piece of evidence with its place, or None where the graph doesn't hold it whole."""
    selectors = graph.values(node, SELECTOR)
    source = next(iter(graph.values(node, SOURCE)), None)
    place = {
        name: next((value for item in selectors if (value := graph.value(item, name))), "")
        for name in (START, END, EXACT)
    }
    if not isinstance(source, ox.NamedNode) or not (place[START].isdigit() and place[END].isdigit()):
        return None
    supported = {quad.subject for quad in graph.to(node, graph.term("evidence"))}
    return Evidence(
        address=graph.address(node),
        iri=node.value,
        sentence=place[EXACT],
        start=int(place[START]),
        end=int(place[END]),
        article=article(graph, source),
        speaker=_speaker(graph, node),
        rules=tuple(graph.texts(node, graph.term("rule"))),
        supports=tuple(sorted((item for item in supported if isinstance(item, ox.NamedNode)), key=str)),
    )


def article(graph: Graph, node: Node) -> Article:
    """An article's description; its name is the headline, or its identifier."""
    return Article(
        link=Link(graph.value(node, HEADLINE).strip() or graph.label(node), graph.address(node)),
        published=graph.value(node, PUBLISHED),
        url=web(graph.value(node, URL)),
    )


def quotation(graph: Graph, node: Node) -> Quotation:
    """A quotation."""
    quads = list(graph.about(node))
    sources = sorted(graphs(quads), key=str)
    return Quotation(
        address=graph.address(node),
        iri=node.value,
        text=graph.value(node, graph.term("text")),
        speaker=_speaker(graph, node),
        article=article(graph, sources[0]) if sources else None,
        evidence=_evidence(graph, quads),
    )


def entity(graph: Graph, node: Node) -> Entity:
    """A thing with its claims, the `LIMIT` first ones of them, its quotations, articles, neighbours."""
    claims, more = claims_of(graph, node)
    own = graph.address(node)
    near = Counter(
        side
        for item in claims
        for side in {item.subject, item.object}
        if side.address not in ("", own) and side.address.startswith("/entity/")
    )
    spoken = {quad.subject for quad in graph.to(node, graph.term("speaker"))}
    said = [item for item in spoken if isinstance(item, ox.NamedNode) and _is_a(graph, item, "Quotation")]
    sources = sorted(graphs(graph.store.quads_for_pattern(node, TYPE, None, None)), key=str)
    jurisdiction = graph.term("jurisdiction")
    return Entity(
        iri=node.value,
        label=graph.label(node),
        classes=tuple(link(graph, kind) for kind in graph.classes(node)),
        names=tuple(graph.texts(node, ALT_LABEL)),
        descriptions=tuple(
            (graph.label(jurisdiction), link(graph, value)) for value in graph.values(node, jurisdiction)
        ),
        facts=tuple(item for item in claims if item.asserted),
        others=tuple(item for item in claims if not item.asserted),
        more=more,
        quotations=tuple(quotation(graph, item) for item in sorted(said, key=str)[:LIMIT]),
        articles=tuple(article(graph, source) for source in sources[:LIMIT]),
        neighbours=tuple(sorted(near.items(), key=lambda item: (-item[1], item[0].label)))[:NEIGHBOURS],
    )


def claims_of(graph: Graph, node: Node) -> tuple[list[Claim], int]:
    """Claims with it as subject, then with it as object, by property; how many are left out."""
    found: dict[Node, int] = {}
    for place, predicate in enumerate((SUBJECT, OBJECT)):
        for quad in graph.to(node, predicate):
            if isinstance(quad.subject, ox.NamedNode) and graph.address(quad.subject).startswith("/claim/"):
                found.setdefault(quad.subject, place)
    chosen = sorted(found, key=lambda item: (found[item], item.value))[:LIMIT]
    claims = [(found[item], made) for item in chosen if (made := claim(graph, item))]
    claims.sort(key=lambda row: (row[0], row[1].predicate.label, row[1].subject.label, row[1].object.label))
    return [item for _, item in claims], len(found) - len(chosen)


def evidence_of(graph: Graph, nodes: Iterable[Node]) -> list[Evidence]:
    """The evidence at these nodes, by article and place."""
    found = [item for node in nodes if (item := evidence(graph, node))]
    return sorted(found, key=lambda item: (item.article.link.address, item.start, item.end, item.iri))


def supported(graph: Graph, nodes: Iterable[Node]) -> list[Claim | Quotation]:
    """The claims and quotations at these nodes, in order."""
    found: list[Claim | Quotation] = []
    for node in nodes:
        item = quotation(graph, node) if _is_a(graph, node, "Quotation") else claim(graph, node)
        if item:
            found.append(item)
    return sorted(found, key=attrgetter("address"))


def _is_a(graph: Graph, node: Node, kind: str) -> bool:
    pattern = graph.store.quads_for_pattern(node, TYPE, graph.term(kind), None)
    return any(True for _ in pattern)


def _speaker(graph: Graph, node: Node) -> Link | None:
    return next((link(graph, term) for term in graph.values(node, graph.term("speaker"))), None)


def _one(quads: Iterable[ox.Quad], predicate: Node) -> Term | None:
    return min((quad.object for quad in quads if quad.predicate == predicate), key=str, default=None)


def _evidence(graph: Graph, quads: Iterable[ox.Quad]) -> tuple[Node, ...]:
    """The evidence that a claim's or quotation's quads name."""
    wanted = graph.term("evidence")
    found = {quad.object for quad in quads if quad.predicate == wanted}
    return tuple(sorted((item for item in found if isinstance(item, ox.NamedNode)), key=str))
