"""What the pages show, read from the graph.

Every function takes the opened graph and what it is about, and reads no more than a page can hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

from kg.model import Claim, Value
from kg.server.graph import ALT_LABEL, Graph, Node, Term, text, web
from kg.server.shapes import Link, ShownArticle, ShownClaim, ShownEntity, ShownEvidence, ShownQuotation

LIMIT = 200  #: rows of a list on a page; the rest is counted
MAX_NEIGHBOURS = 24


def link(graph: Graph, term: Term) -> Link:
    """Its name and address."""
    return Link(graph.label(term), graph.address(term))


def thing(graph: Graph, entity: str) -> Link:
    """The name and address of a thing, from its id."""
    return link(graph, Node(graph.reader.iris.entity(entity)))


def claims(graph: Graph, iris: Iterable[str]) -> list[ShownClaim]:
    """The claims of these IRIs, or what is in quarantine under them, as far as the graph has them whole."""
    found: list[tuple[str, Claim, bool]] = []
    for iri in iris:
        if (claim := graph.reader.claim(iri)) is not None:
            found.append((iri, claim, False))
        else:
            found += [(iri, item.claim, True) for item in graph.reader.quarantined(iri)]
    sides = {side for _, claim, _ in found for side in (claim.subject, claim.object) if isinstance(side, str)}
    graph.learn(Node(graph.reader.iris.entity(side)) for side in sides)
    return [
        ShownClaim(
            address=graph.address(iri),
            iri=iri,
            claim=claim,
            subject=thing(graph, claim.subject),
            predicate=link(graph, Node(graph.namespace + claim.property)),
            object=Link(claim.object.text) if isinstance(claim.object, Value) else thing(graph, claim.object),
            aside=aside,
            withheld="" if aside else graph.reader.description.policy.withholds(claim),
        )
        for iri, claim, aside in found
    ]


def evidence(graph: Graph, supported: str) -> list[ShownEvidence]:
    """What supports a claim or a quotation, by article and place, as far as the graph holds it whole."""
    found = graph.reader.evidence(supported)
    sources = articles(graph, {item.article for item in found.values()})
    told = not graph.address(supported).startswith("/quotation/")
    return sorted(
        (
            ShownEvidence(
                address=graph.address(iri),
                iri=iri,
                evidence=item,
                article=sources[item.article],
                speaker=thing(graph, item.speaker) if item.speaker else None,
                confidence=f"{item.confidence:g}" if told else "",
            )
            for iri, item in found.items()
            if item.article in sources
        ),
        key=lambda shown: (
            shown.article.link.address,
            shown.evidence.start,
            shown.evidence.end,
            shown.iri,
        ),
    )


def articles(graph: Graph, names: Iterable[str]) -> dict[str, ShownArticle]:
    """Descriptions of articles, by their ids; they are called by their headlines, or their ids."""
    found = {}
    for name in sorted(set(names)):
        iri = graph.reader.iris.article(name)
        if (document := graph.reader.document(iri, {})) is not None:
            called = (document.title or "").strip() or document.id
            found[name] = ShownArticle(Link(called, graph.address(iri)), document, web(document.url or ""))
    return found


def quotations(graph: Graph, iris: Iterable[str]) -> list[ShownQuotation]:
    """Quotations, in the order of their addresses."""
    found = {iri: said for iri in iris if (said := graph.reader.quotation(iri)) is not None}
    sources = articles(graph, (said.article for said in found.values()))
    shown = [
        ShownQuotation(
            address=graph.address(iri),
            iri=iri,
            quotation=said,
            speaker=thing(graph, said.speaker) if said.speaker else None,
            article=sources[said.article],
        )
        for iri, said in found.items()
        if said.article in sources
    ]
    return sorted(shown, key=attrgetter("address"))


def entity(graph: Graph, node: Node) -> ShownEntity:
    """A thing with its claims, the `LIMIT` first ones of them, its quotations, articles, neighbours."""
    found, more = claims_of(graph, node)
    about, own = graph.facts([node])[node], graph.address(node)
    near = Counter(
        side
        for item in found
        for side in {item.subject, item.object}
        if side.address != own and side.address.startswith("/entity/")
    )
    sources = [graph.reader.article_id(source.value) for source in graph.graphs([node])[node][:LIMIT]]
    jurisdiction = graph.term("jurisdiction")
    return ShownEntity(
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
        quotations=tuple(quotations(graph, graph.reader.quotations_of(node.value)[:LIMIT])),
        articles=tuple(articles(graph, sources).values()),
        neighbours=tuple(sorted(near.items(), key=lambda item: (-item[1], item[0].label)))[:MAX_NEIGHBOURS],
    )


def claims_of(graph: Graph, node: Node) -> tuple[list[ShownClaim], int]:
    """Claims with it as subject, then with it as object, by property; how many are left out."""
    sides = graph.reader.sides(node.value)
    chosen = sorted(sides, key=lambda iri: (sides[iri], iri))[:LIMIT]
    found = claims(graph, chosen)
    found.sort(
        key=lambda item: (
            sides[item.iri],
            item.predicate.label,
            item.subject.label,
            item.object.label,
            item.iri,
        )
    )
    return found, len(sides) - len(chosen)


def supported(graph: Graph, iris: Iterable[str]) -> list[ShownClaim | ShownQuotation]:
    """The quotations and claims of these names, in order."""
    names = sorted(set(iris))
    words = [iri for iri in names if graph.address(iri).startswith("/quotation/")]
    return [*quotations(graph, words), *claims(graph, (iri for iri in names if iri not in words))]


def things(graph: Graph, article: Node) -> list[Link]:
    """The things that an article mentions, by name."""
    rows = graph.select(f"SELECT DISTINCT ?thing WHERE {{ GRAPH {article} {{ ?thing rdfs:label ?name }} }}")
    nodes = [row["thing"] for row in rows if graph.address(row["thing"]).startswith("/entity/")]
    graph.learn(nodes)
    return sorted((link(graph, node) for node in nodes), key=attrgetter("label", "address"))
