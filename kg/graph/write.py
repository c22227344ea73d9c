"""The knowledge graph as RDF: one named graph per article, three layers from one record.

Stands at the end of stage 2, and is a pure function of the `KnowledgeGraph`: every claim becomes a
claim resource, its evidence, and, where the graph's policy says so, a plain triple, in the graph of
each article that supports it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph.canonical import with_graph_hash
from kg.graph.describe import Files, describe
from kg.graph.iris import (
    DCTERMS,
    DEFAULT_BASE,
    OA,
    ONTOLOGY_NS,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    XSD,
    Iris,
    claim_slug,
    date_literal,
    decimal,
)
from kg.graph.serialize import serialize
from kg.model import (
    Claim,
    Document,
    Entity,
    Evidence,
    KnowledgeGraph,
    Policy,
    Provenance,
    Quarantined,
    QuotedText,
    Value,
)
from kg.ontology.package import Ontology

__all__ = [
    "DEFAULT_BASE",
    "EVIDENCE",
    "ONTOLOGY_NS",
    "article_quads",
    "ontology_quads",
    "plain",
    "published",
    "quads",
    "serialize",
]

_TYPE = NamedNode(RDF + "type")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_STATEMENT = NamedNode(RDF + "Statement")
_LABEL, _ALT_LABEL = NamedNode(RDFS + "label"), NamedNode(SKOS + "altLabel")
_IDENTIFIER, _FILE = NamedNode(DCTERMS + "identifier"), NamedNode(DCTERMS + "source")
_ARTICLE = NamedNode(SCHEMA + "NewsArticle")
_PUBLISHED, _HEADLINE, _URL = (NamedNode(SCHEMA + name) for name in ("datePublished", "headline", "url"))
_SPECIFIC, _SOURCE, _SELECTOR = (NamedNode(OA + n) for n in ("SpecificResource", "hasSource", "hasSelector"))
_POSITION, _START, _END = (NamedNode(OA + name) for name in ("TextPositionSelector", "start", "end"))
_QUOTE, _EXACT = NamedNode(OA + "TextQuoteSelector"), NamedNode(OA + "exact")
_INTEGER = NamedNode(XSD + "integer")
EVIDENCE = NamedNode(ONTOLOGY_NS + "evidence")


def quads(
    graph: KnowledgeGraph,
    ontology: Ontology,
    *,
    base: str = DEFAULT_BASE,
    provenance: Provenance | None = None,
) -> list[Quad]:
    """Every quad of the graph, once: articles, quarantine, ontology, and the dataset's description.

    The description tells the provenance where one is given. No blank nodes: everything has a name that
    stays. Raises KgError for a bad base.
    """
    articles = article_quads(graph, ontology, base=base)
    return published(articles, graph, ontology, base=base, provenance=provenance)[0]


def article_quads(graph: KnowledgeGraph, ontology: Ontology, *, base: str = DEFAULT_BASE) -> list[Quad]:
    """The quads of the articles' graphs and of their quarantine, each once."""
    return list(dict.fromkeys(_Writer(ontology, Iris(base), graph.policy).articles(graph)))


def published(
    articles: Sequence[Quad],
    graph: KnowledgeGraph,
    ontology: Ontology,
    *,
    base: str = DEFAULT_BASE,
    provenance: Provenance | None = None,
    license: str | None = None,
    files: Files | None = None,
) -> tuple[list[Quad], bytes]:
    """The articles' quads with the ontology's, the dataset's description (see `describe`) and its hash.

    With them their N-Quads, which the hash was made from: the bytes of graph.nq.
    """
    namespace = ontology.namespace
    described = describe(
        articles, graph, namespace=namespace, base=base, provenance=provenance, license=license, files=files
    )
    return with_graph_hash([*articles, *ontology_quads(ontology), *described], namespace=namespace, base=base)


def ontology_quads(ontology: Ontology) -> Iterator[Quad]:
    """The ontology's kg.ttl, in a named graph of its own."""
    name = NamedNode(ontology.namespace.rstrip("#/"))
    for triple in parse(ontology.triples, format=RdfFormat.TURTLE):
        yield Quad(triple.subject, triple.predicate, triple.object, name)


def plain(quads: Iterable[Quad], *, base: str = DEFAULT_BASE, namespace: str = ONTOLOGY_NS) -> list[Triple]:
    """What most people load: entities with their types and names, facts, and who said what.

    The union over all articles, sorted by nothing yet; no claims, no evidence, no articles.
    """
    described, quotation, articles = f"{base}entity/", f"{base}quotation/", f"{base}article/"
    chosen = (
        Triple(quad.subject, quad.predicate, quad.object)
        for quad in quads
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith((described, quotation))
        and quad.predicate != EVIDENCE
        and isinstance(quad.graph_name, NamedNode)
        and quad.graph_name.value.startswith(articles)
    )
    return list(dict.fromkeys(chosen))


@lru_cache(maxsize=64)
def _kg(name: str) -> NamedNode:
    """A term of records and evidence, which every graph has, whatever its ontology."""
    return NamedNode(ONTOLOGY_NS + name)


class _Writer:
    """Turns each kind of record into quads; keeps the nodes that come again and again."""

    def __init__(self, ontology: Ontology, iris: Iris, policy: Policy) -> None:
        """Prepare the terms of one ontology under one base."""
        self.iris = iris
        self.policy = policy
        self.ontology = ontology
        self.terms: dict[str, NamedNode] = {}
        self.entities: dict[str, NamedNode] = {}
        self.places: dict[str, frozenset[str]] = {}  #: the articles in which an entity is named

    def articles(self, graph: KnowledgeGraph) -> Iterator[Quad]:
        """All article graphs and their quarantine; a quad may come twice."""
        for document in graph.documents:
            yield from self.document(document)
        self.places = {e.id: frozenset(a.article for a in e.appearances) for e in graph.entities}
        for entity in graph.entities:
            yield from self.entity(entity)
        for claim in graph.claims:
            yield from self.claim(claim)
        for quotation in graph.quotations:
            yield from self.quotation(quotation)
        for item in graph.quarantined:
            yield from self.quarantined(item)

    def term(self, name: str) -> NamedNode:
        """A class or property of the ontology."""
        node = self.terms.get(name)
        if node is None:
            node = self.terms[name] = NamedNode(self.ontology.namespace + name)
        return node

    def node(self, entity: str) -> NamedNode:
        """An entity, from its id."""
        node = self.entities.get(entity)
        if node is None:
            node = self.entities[entity] = NamedNode(self.iris.entity(entity))
        return node

    def value(self, target: str | Value) -> NamedNode | Literal:
        """The object of a claim."""
        if isinstance(target, Value):
            return Literal(target.text, datatype=NamedNode(XSD + target.datatype))
        return self.node(target)

    def document(self, document: Document) -> Iterator[Quad]:
        """What is known of an article before reading it."""
        article = NamedNode(self.iris.article(document.id))
        yield Quad(article, _TYPE, _ARTICLE, article)
        yield Quad(article, _IDENTIFIER, Literal(document.id), article)
        yield Quad(article, _FILE, Literal(document.source), article)
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        yield Quad(article, _kg("textHash"), Literal(digest), article)
        if document.date:
            yield Quad(article, _PUBLISHED, date_literal(document.date), article)
        if document.title:
            yield Quad(article, _HEADLINE, Literal(document.title), article)
        if document.url:
            yield Quad(article, _URL, Literal(document.url), article)

    def entity(self, entity: Entity) -> Iterator[Quad]:
        """Types and label in every article that mentions it; whose office it is where they are named too."""
        node, label = self.node(entity.id), Literal(entity.label, language="en")
        kinds = dict.fromkeys((entity.kind, *self.ontology.ancestors(entity.kind)))
        for appearance in entity.appearances:
            article = NamedNode(self.iris.article(appearance.article))
            for kind in kinds:
                yield Quad(node, _TYPE, self.term(kind), article)
            yield Quad(node, _LABEL, label, article)
            for form in appearance.forms:
                yield Quad(node, _ALT_LABEL, Literal(form, language="en"), article)
            if entity.jurisdiction and appearance.article in self.places.get(entity.jurisdiction, ()):
                yield Quad(node, _kg("jurisdiction"), self.node(entity.jurisdiction), article)

    def claim(self, claim: Claim) -> Iterator[Quad]:
        """The claim in each article that supports it, with the evidence and the dates found there."""
        node = NamedNode(self.iris.claim(claim))
        subject, predicate = self.node(claim.subject), self.term(claim.property)
        target = self.value(claim.object)
        for name, evidence in _by_article(claim.evidence):
            article = NamedNode(self.iris.article(name))
            yield Quad(node, _TYPE, _kg("Claim"), article)
            yield Quad(node, _TYPE, _STATEMENT, article)
            yield from self.content(node, claim, evidence, article)
            if self.policy.asserts(claim, evidence):
                yield Quad(subject, predicate, target, article)
                if isinstance(target, NamedNode) and self.ontology.properties[claim.property].symmetric:
                    yield Quad(target, predicate, subject, article)

    def content(
        self, node: NamedNode, claim: Claim, evidence: Sequence[Evidence], graph: NamedNode
    ) -> Iterator[Quad]:
        """What a claim says, and what supports it in one article."""
        yield Quad(node, _SUBJECT, self.node(claim.subject), graph)
        yield Quad(node, _PREDICATE, self.term(claim.property), graph)
        yield Quad(node, _OBJECT, self.value(claim.object), graph)
        yield Quad(node, _kg("polarity"), _kg(claim.polarity), graph)
        yield Quad(node, _kg("modality"), _kg(claim.modality), graph)
        slug = claim_slug(claim)
        for item in evidence:
            for date in item.dates:
                yield Quad(node, _kg("date"), date_literal(date), graph)
            yield from self.evidence(node, item, slug, graph, confidence=item.confidence)

    def evidence(
        self,
        supported: NamedNode,
        item: Evidence,
        about: str,
        graph: NamedNode,
        *,
        confidence: float | None = None,
    ) -> Iterator[Quad]:
        """One sentence that supports a claim or a quotation, and where it stands."""
        where = (item.article, item.start, item.end)
        node = NamedNode(self.iris.evidence(*where, about))
        position = NamedNode(self.iris.selector(*where, "position"))
        quote = NamedNode(self.iris.selector(*where, "quote"))
        yield Quad(supported, EVIDENCE, node, graph)
        yield Quad(node, _TYPE, _kg("Evidence"), graph)
        yield Quad(node, _TYPE, _SPECIFIC, graph)
        yield Quad(node, _SOURCE, NamedNode(self.iris.article(item.article)), graph)
        yield Quad(node, _SELECTOR, position, graph)
        yield Quad(node, _SELECTOR, quote, graph)
        yield Quad(position, _TYPE, _POSITION, graph)
        yield Quad(position, _START, Literal(str(item.start), datatype=_INTEGER), graph)
        yield Quad(position, _END, Literal(str(item.end), datatype=_INTEGER), graph)
        yield Quad(quote, _TYPE, _QUOTE, graph)
        yield Quad(quote, _EXACT, Literal(item.quote), graph)
        if confidence is not None:
            yield Quad(node, _kg("confidence"), decimal(confidence), graph)
        for rule in item.rules:
            yield Quad(node, _kg("rule"), Literal(rule), graph)
        if item.speaker:
            yield Quad(node, _kg("speaker"), self.node(item.speaker), graph)

    def quotation(self, quotation: QuotedText) -> Iterator[Quad]:
        """The words between quotation marks, who spoke them, and the sentence that says so."""
        article = NamedNode(self.iris.article(quotation.article))
        span = (quotation.article, quotation.start, quotation.end)
        node = NamedNode(self.iris.quotation(*span))
        yield Quad(node, _TYPE, _kg("Quotation"), article)
        yield Quad(node, _kg("text"), Literal(quotation.text), article)
        if quotation.speaker:
            speaker = self.node(quotation.speaker)
            yield Quad(node, _kg("speaker"), speaker, article)
            yield Quad(speaker, _kg("said"), node, article)
        about = f"quotation/{quotation.start}-{quotation.end}"
        yield from self.evidence(node, quotation.evidence, about, article)

    def quarantined(self, item: Quarantined) -> Iterator[Quad]:
        """A finding that breaks its property's domain or range: in a graph apart, and no claim."""
        for name, evidence in _by_article(item.claim.evidence):
            graph = NamedNode(self.iris.quarantine(name))
            node = NamedNode(self.iris.finding(name, item.claim))
            yield Quad(node, _TYPE, _kg("QuarantinedFinding"), graph)
            yield Quad(node, _kg("reason"), Literal(item.reason), graph)
            yield from self.content(node, item.claim, evidence, graph)


def _by_article(evidence: Iterable[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    for name, items in groupby(sorted(evidence, key=attrgetter("article")), key=attrgetter("article")):
        yield name, list(items)
