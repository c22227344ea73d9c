"""What the pages show, read from the graph.

Every function takes the opened graph and a node, and reads no more than a page can hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

import pyoxigraph as ox

from kg.graph.describe import confidence_of
from kg.graph.iris import ONTOLOGY_NS
from kg.server.graph import (
    ALT_LABEL,
    END,
    EXACT,
    HEADLINE,
    IDENTIFIER,
    OBJECT,
    PREDICATE,
    PUBLISHED,
    SELECTOR,
    SOURCE,
    START,
    SUBJECT,
    URL,
    Facts,
    Graph,
    Node,
    Term,
    text,
    web,
)
from kg.server.shapes import Article, Claim, Entity, Evidence, Link, Quotation

LIMIT = 200  #: rows of a list on a page; the rest is counted
MAX_NEIGHBOURS = 24


def link(graph: Graph, term: Term) -> Link:
    """Its name and address."""
    return Link(graph.label(term), graph.address(term))


def claims(graph: Graph, nodes: Iterable[Node]) -> list[Claim]:
    """The claims at these nodes, in their order, without those that the graph doesn't hold whole."""
    facts, sources = graph.facts(nodes := list(nodes)), graph.graphs(nodes)
    ends = (SUBJECT, PREDICATE, OBJECT)
    graph.learn(value for about in facts.values() for name in ends for value in about.get(name, ()))
    found = []
    for node, about in facts.items():
        parts = [_first(about, name) for name in (*ends, graph.term("polarity"), graph.term("modality"))]
        if None in parts:
            continue
        subject, predicate, target, polarity, modality = (part for part in parts if part is not None)
        found.append(
            Claim(
                address=graph.address(node),
                iri=node.value,
                subject=link(graph, subject),
                predicate=link(graph, predicate),
                object=link(graph, target),
                polarity=text(polarity).removeprefix(ONTOLOGY_NS),
                modality=text(modality).removeprefix(ONTOLOGY_NS),
                dates=tuple(map(text, about.get(graph.term("date"), ()))),
                evidence=_nodes(about, graph.term("evidence")),
                articles=len(sources[node]),
                plain=graph.says(subject, predicate, target),
                sure=_is_sure(graph, _nodes(about, graph.term("evidence"))),
            )
        )
    return found


def _is_sure(graph: Graph, evidence: Iterable[Node]) -> bool:
    """Return whether one of these pieces of evidence has the confidence that the graph asks for."""
    told = graph.facts(evidence).values()
    return any(
        confidence_of(map(text, about.get(graph.term("confidence"), ()))) >= graph.floor for about in told
    )


def evidence(graph: Graph, nodes: Iterable[Node]) -> list[Evidence]:
    """The evidence at these nodes, by article and place, without what the graph doesn't hold whole."""
    facts = graph.facts(nodes)
    selectors = graph.facts({item for about in facts.values() for item in _nodes(about, SELECTOR)})
    sources = articles(graph, {item for about in facts.values() for item in _nodes(about, SOURCE)[:1]})
    graph.learn(item for about in facts.values() for item in _nodes(about, graph.term("speaker")))
    supports = _supports(graph, facts)
    found = []
    for node, about in facts.items():
        place: Facts = {}
        for item in _nodes(about, SELECTOR):
            place |= selectors[item]
        start, end = _text(place, START), _text(place, END)
        source = _nodes(about, SOURCE)[:1]
        if not source or not (start.isdigit() and end.isdigit()):
            continue
        found.append(
            Evidence(
                address=graph.address(node),
                iri=node.value,
                sentence=_text(place, EXACT),
                start=int(start),
                end=int(end),
                article=sources[source[0]],
                speaker=_speaker(graph, about),
                rules=tuple(map(text, about.get(graph.term("rule"), ()))),
                confidence=_text(about, graph.term("confidence")),
                supports=tuple(supports[node]),
            )
        )
    return sorted(found, key=lambda item: (item.article.link.address, item.start, item.end, item.iri))


def articles(graph: Graph, nodes: Iterable[Node]) -> dict[Node, Article]:
    """Descriptions of articles; their names are the headlines, or the identifiers."""
    return {
        node: Article(
            link=Link(
                _text(about, HEADLINE).strip() or _text(about, IDENTIFIER) or graph.label(node),
                graph.address(node),
            ),
            identifier=_text(about, IDENTIFIER),
            published=_text(about, PUBLISHED),
            url=web(_text(about, URL)),
        )
        for node, about in graph.facts(nodes).items()
    }


def quotations(graph: Graph, nodes: Iterable[Node]) -> list[Quotation]:
    """Quotations, in the order of their addresses."""
    facts, sources = graph.facts(nodes := list(nodes)), graph.graphs(nodes)
    described = articles(graph, {names[0] for names in sources.values() if names})
    graph.learn(item for about in facts.values() for item in _nodes(about, graph.term("speaker")))
    found = [
        Quotation(
            address=graph.address(node),
            iri=node.value,
            text=_text(about, graph.term("text")),
            speaker=_speaker(graph, about),
            article=described[sources[node][0]] if sources[node] else None,
            evidence=_nodes(about, graph.term("evidence")),
        )
        for node, about in facts.items()
    ]
    return sorted(found, key=attrgetter("address"))


def entity(graph: Graph, node: Node) -> Entity:
    """A thing with its claims, the `LIMIT` first ones of them, its quotations, articles, neighbours."""
    found, more = claims_of(graph, node)
    about, own = graph.facts([node])[node], graph.address(node)
    near = Counter(
        side
        for item in found
        for side in {item.subject, item.object}
        if side.address != own and side.address.startswith("/entity/")
    )
    quoted = graph.select(f"SELECT DISTINCT ?q WHERE {{ ?q kg:speaker {node} ; a kg:Quotation }}")
    said = sorted((row["q"] for row in quoted if isinstance(row["q"], ox.NamedNode)), key=str)
    sources = graph.graphs([node])[node][:LIMIT]
    jurisdiction = graph.term("jurisdiction")
    return Entity(
        iri=node.value,
        label=graph.label(node),
        classes=tuple(link(graph, kind) for kind in graph.classes([node])[node]),
        names=tuple(map(text, about.get(ALT_LABEL, ()))),
        descriptions=tuple(
            (graph.label(jurisdiction), link(graph, value)) for value in about.get(jurisdiction, ())
        ),
        facts=tuple(item for item in found if item.asserted),
        others=tuple(item for item in found if not item.asserted),
        more=more,
        quotations=tuple(quotations(graph, said[:LIMIT])),
        articles=tuple(articles(graph, sources).values()),
        neighbours=tuple(sorted(near.items(), key=lambda item: (-item[1], item[0].label)))[:MAX_NEIGHBOURS],
    )


def claims_of(graph: Graph, node: Node) -> tuple[list[Claim], int]:
    """Claims with it as subject, then with it as object, by property; how many are left out."""
    places: dict[Node, int] = {}
    for place, predicate in enumerate((SUBJECT, OBJECT)):
        for item in graph.naming(node, predicate):
            if graph.address(item).startswith("/claim/"):
                places.setdefault(item, place)
    chosen = sorted(places, key=lambda item: (places[item], item.value))[:LIMIT]
    found = claims(graph, chosen)
    found.sort(
        key=lambda item: (
            places[Node(item.iri)],
            item.predicate.label,
            item.subject.label,
            item.object.label,
            item.iri,
        )
    )
    return found, len(places) - len(chosen)


def supported(graph: Graph, nodes: Iterable[Node]) -> dict[str, Claim | Quotation]:
    """The claims and quotations at these nodes, by their IRIs, in order."""
    nodes = sorted(set(nodes), key=str)
    words = [node for node in nodes if graph.address(node).startswith("/quotation/")]
    found: list[Claim | Quotation] = [*quotations(graph, words)]
    found += claims(graph, [node for node in nodes if node not in words])
    return {item.iri: item for item in found}


def things(graph: Graph, article: Node) -> list[Link]:
    """The things that an article mentions, by name."""
    rows = graph.select(f"SELECT DISTINCT ?thing WHERE {{ GRAPH {article} {{ ?thing rdfs:label ?name }} }}")
    nodes = [row["thing"] for row in rows if graph.address(row["thing"]).startswith("/entity/")]
    graph.learn(nodes)
    return sorted((link(graph, node) for node in nodes), key=attrgetter("label", "address"))


def _supports(graph: Graph, nodes: Iterable[Node]) -> dict[Node, list[Node]]:
    """What each piece of evidence supports."""
    found: dict[Node, list[Node]] = {node: [] for node in nodes}
    listed = " ".join(map(str, found))
    query = f"SELECT DISTINCT ?e ?s WHERE {{ VALUES ?e {{ {listed} }} ?s kg:evidence ?e }} ORDER BY ?e ?s"
    for row in graph.select(query):
        if isinstance(row["s"], ox.NamedNode):
            found[row["e"]].append(row["s"])
    return found


def _speaker(graph: Graph, about: Facts) -> Link | None:
    return next((link(graph, term) for term in about.get(graph.term("speaker"), ())), None)


def _first(about: Facts, predicate: Node) -> Term | None:
    return next(iter(about.get(predicate, ())), None)


def _text(about: Facts, predicate: Node) -> str:
    return next(map(text, about.get(predicate, ())), "")


def _nodes(about: Facts, predicate: Node) -> tuple[Node, ...]:
    return tuple(term for term in about.get(predicate, ()) if isinstance(term, ox.NamedNode))
