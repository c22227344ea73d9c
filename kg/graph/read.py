"""The nouns of the model read back from RDF: the inverse of `kg.graph.write`, and the one place that does it.

`read` gives a whole graph; a `Reader` one article, entity, claim or quotation at a time, of a store too.
What RDF doesn't hold doesn't come back: the articles' texts, if nobody gives them, and mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import cast, get_args
from urllib.parse import unquote

import pyoxigraph as ox

from kg.errors import OutputError, reading_output
from kg.graph.describe import CONTRACT, Description, confidence_of, described
from kg.graph.iris import DCTERMS, OA, ONTOLOGY_NS, OWL, RDF, RDFS, SCHEMA, SKOS, XSD, Iris
from kg.model import (
    Appearance,
    Claim,
    Document,
    Entity,
    Evidence,
    KnowledgeGraph,
    Modality,
    Polarity,
    Quarantined,
    QuotedText,
    Value,
)
from kg.ontology.package import LEX
from kg.storage.manifest import checked

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
#: What one graph says of something: predicate → objects.
Node = Mapping[str, list[Term]]
#: What is said of something, by graph.
Said = Mapping[str, Node]

_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (RDF + name for name in ("type", "subject", "predicate", "object"))
_LABEL, _ALT_LABEL, _BROADER = RDFS + "label", SKOS + "altLabel", RDFS + "subClassOf"
_IDENTIFIER, _FILE = DCTERMS + "identifier", DCTERMS + "source"
_HEADLINE, _PUBLISHED, _URL = (SCHEMA + name for name in ("headline", "datePublished", "url"))
_SOURCE, _SELECTOR = OA + "hasSource", OA + "hasSelector"
_START, _END, _EXACT = (OA + name for name in ("start", "end", "exact"))
_LANGUAGE_TYPE = LEX + "type"
_POLARITY, _MODALITY, _DATE, _EVIDENCE, _SPEAKER, _TEXT, _CONFIDENCE, _RULE, _REASON, _JURISDICTION, _HASH = (
    ONTOLOGY_NS + name
    for name in (
        *("polarity", "modality", "date", "evidence", "speaker", "text", "confidence", "rule", "reason"),
        *("jurisdiction", "textHash"),
    )
)
_CLAIM, _QUOTATION, _QUARANTINED = (
    ONTOLOGY_NS + name for name in ("Claim", "Quotation", "QuarantinedFinding")
)
_PROPERTIES = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
_READ = frozenset(
    {
        *(_TYPE, _SUBJECT, _PREDICATE, _OBJECT, _LABEL, _ALT_LABEL, _BROADER, _LANGUAGE_TYPE),
        *(_IDENTIFIER, _FILE, _HEADLINE, _PUBLISHED, _URL, _SOURCE, _SELECTOR, _START, _END, _EXACT),
        *(_POLARITY, _MODALITY, _DATE, _EVIDENCE, _SPEAKER, _TEXT, _CONFIDENCE, _RULE, _REASON),
        *(_JURISDICTION, _HASH),
    }
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the ontology in a graph says of its terms, by their local names."""

    namespace: str
    labels: Mapping[str, str] = field(default_factory=dict)
    properties: tuple[str, ...] = ()
    symmetric: tuple[str, ...] = ()  #: those of them that hold both ways
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: class → wider, the nearest first
    types: Mapping[str, str] = field(default_factory=dict)  #: class → language type: "person", "group", …

    def finest(self, classes: Iterable[str]) -> str:
        """Return the class, of those that a thing has, that no other of them implies."""
        given = sorted(set(classes))
        return next((k for k in given if not any(k in self.broader.get(o, ()) for o in given)), given[0])


@dataclass(frozen=True, slots=True)
class Built:
    """A graph as it was built, read whole."""

    graph: KnowledgeGraph
    vocabulary: Vocabulary
    description: Description
    hashes: Mapping[str, str]  #: SHA-256 of each article's text, by the article's id
    claims: Mapping[str, Claim]  #: those of the graph by their IRIs, as they stand there
    quotations: Mapping[str, QuotedText]  #: the same


def raise_fault(text: str) -> None:
    """Raise what a reader found to be damaged."""
    raise OutputError(text)


def read_built(directory: Path) -> Built:
    """Read the graph of a built folder. Raises `OutputError` where there is none, or where it is damaged."""
    path = checked(directory, "graph.nq")
    with reading_output(path):
        return read(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))


def read(
    quads: Iterable[ox.Quad],
    *,
    texts: Mapping[str, str] | None = None,
    fault: Callable[[str], None] = raise_fault,
) -> Built:
    """Read a whole graph; `texts` are those of its articles by their ids.

    What isn't as a build writes it is told to `fault`, a line each, and left out.
    """
    nodes: dict[str, dict[str, dict[str, list[Term]]]] = {}
    about: list[ox.Quad] = []
    wanted: dict[str, bool] = {}
    for quad in quads:
        predicate, graph = quad.predicate.value, _text(quad.graph_name)
        if predicate in _READ:
            said = nodes.setdefault(_text(quad.subject), {}).setdefault(graph, {})
            said.setdefault(predicate, []).append(quad.object)
        if wanted.setdefault(graph, graph.endswith("dataset")):
            about.append(quad)
    description = described(about)
    own = description.namespace.rstrip("#/")
    terms = {iri: said[own] for iri, said in nodes.items() if own in said}
    vocabulary = _vocabulary(terms, description.namespace)
    reader = Reader(lambda iri: nodes.get(iri, {}), description, vocabulary, fault=fault)
    return _whole(nodes, reader, texts or {})


def _whole(nodes: Mapping[str, Said], reader: Reader, texts: Mapping[str, str]) -> Built:
    documents: dict[str, Document] = {}
    entities: list[Entity] = []
    claims: dict[str, Claim] = {}
    quotations: dict[str, QuotedText] = {}
    findings: dict[Quarantined, list[Evidence]] = defaultdict(list)
    start = reader.iris.entity("")
    for iri, said in sorted(nodes.items()):
        kinds = {kind for node in said.values() for kind in _values(node, _TYPE)}
        if iri.startswith(start):
            if (entity := reader.entity(iri)) is not None:
                entities.append(entity)
        elif _CLAIM in kinds:
            if (claim := reader.claim(iri)) is not None:
                claims[iri] = claim
        elif _QUOTATION in kinds:
            if (quotation := reader.quotation(iri)) is not None:
                quotations[iri] = quotation
        elif _QUARANTINED in kinds:
            for item in reader.quarantined(iri):
                findings[replace(item, claim=replace(item.claim, evidence=(_NOTHING,)))] += (
                    item.claim.evidence
                )
        elif (document := reader.document(iri, texts)) is not None:
            documents[iri] = document
    places = {entity.id: {seen.article for seen in entity.appearances} for entity in entities}
    claims = {iri: claim for iri, claim in claims.items() if reader.names_all(claim, places)}
    for iri, quotation in list(quotations.items()):
        if quotation.said is not None and not reader.names_all(quotation.said, places):
            del quotations[iri]
    graph = KnowledgeGraph(
        tuple(sorted(documents.values(), key=lambda document: document.id)),
        tuple(sorted(entities, key=lambda entity: entity.id)),
        tuple(sorted(claims.values(), key=_order)),
        tuple(sorted(quotations.values(), key=lambda item: (item.article, item.start, item.end))),
        tuple(
            replace(item, claim=replace(item.claim, evidence=tuple(sorted(evidence, key=_place))))
            for item, evidence in sorted(findings.items(), key=lambda found: _order(found[0].claim))
        ),
        reader.description.policy,
    )
    hashes = {document.id: reader.text_hash(iri) for iri, document in documents.items()}
    return Built(graph, reader.vocabulary, reader.description, hashes, claims, quotations)


class Reader:
    """Gives one noun at a time, from what is said of each IRI."""

    def __init__(
        self,
        said: Callable[[str], Said],
        description: Description,
        vocabulary: Vocabulary,
        *,
        fault: Callable[[str], None] = raise_fault,
    ) -> None:
        """Read from a function that gives what is said of an IRI; `fault` as in `read`."""
        self.said = said
        self.description = description
        self.vocabulary = vocabulary
        self.iris = Iris(description.base)
        self._fault = fault
        self._articles: dict[str, str] = {}
        self._needs_confidence = description.contract == CONTRACT  # as older graphs don't

    def document(self, iri: str, texts: Mapping[str, str]) -> Document | None:
        """Return an article, with its text where that is given; None where the graph describes none."""
        node = self.said(iri).get(iri, {})
        name = _first(node, _IDENTIFIER)
        if not name:
            return None
        title, date, url = (_first(node, part) or None for part in (_HEADLINE, _PUBLISHED, _URL))
        return Document(name, texts.get(name, ""), _first(node, _FILE), title, date, url)

    def text_hash(self, iri: str) -> str:
        """Return the SHA-256 of an article's text, in hexadecimal; "" where the graph has none."""
        return _first(self.said(iri).get(iri, {}), _HASH)

    def entity(self, iri: str) -> Entity | None:
        """Return a thing with all its appearances; None where no article names it."""
        labels: set[str] = set()
        kinds: set[str] = set()
        owners: set[str] = set()
        seen: list[Appearance] = []
        for graph, node in self.said(iri).items():
            article = self.article_id(graph)
            if not article:
                continue
            if _LABEL not in node or _TYPE not in node:
                self._fault(f"<{iri}>: has no {'rdfs:label' if _LABEL not in node else 'class'} in <{graph}>")
                continue
            labels.update(_values(node, _LABEL))
            kinds.update(_values(node, _TYPE))
            owners.update(_values(node, _JURISDICTION))
            seen.append(Appearance(article, tuple(sorted(_values(node, _ALT_LABEL)))))
        if not seen:
            return None
        if len(labels) > 1:
            self._fault(f"<{iri}>: has several labels: {', '.join(sorted(labels))}")
        kind = self.vocabulary.finest(map(self._term, kinds))
        owner = self.entity_id(min(owners)) if owners else None
        seen.sort(key=lambda item: item.article)
        return Entity(self.entity_id(iri), min(labels), kind, tuple(seen), owner)

    def claim(self, iri: str) -> Claim | None:
        """Return a claim with what supports it in all articles; None where the graph has no such claim."""
        found = [
            claim
            for graph, node in self.said(iri).items()
            if (article := self.article_id(graph)) and _CLAIM in _values(node, _TYPE)
            for claim in self._claim(iri, graph, article, node)
        ]
        if not found:
            return None
        evidence = sorted((item for claim in found for item in claim.evidence), key=_place)
        return replace(found[0], evidence=tuple(evidence))

    def quarantined(self, iri: str) -> Iterator[Quarantined]:
        """Yield what is in quarantine under a name, once for each article that says so."""
        for graph, node in self.said(iri).items():
            article = self.article_id(self._of_quarantine(graph))
            if article and _QUARANTINED in _values(node, _TYPE):
                for claim in self._claim(iri, graph, article, node):
                    yield Quarantined(claim, _first(node, _REASON))

    def evidence(self, iri: str) -> dict[str, Evidence]:
        """Return what supports a claim, a quotation or what is in quarantine, in all articles, by IRI."""
        return {
            name: item
            for graph, node in self.said(iri).items()
            if (article := self.article_id(graph) or self.article_id(self._of_quarantine(graph)))
            for name, item in self._evidence(iri, graph, article, node)
        }

    def quotation(self, iri: str) -> QuotedText | None:
        """Return a quotation; None where the graph has no such quotation."""
        for graph, node in self.said(iri).items():
            article = self.article_id(graph)
            if not article or _QUOTATION not in _values(node, _TYPE):
                continue
            start, _, end = iri.rpartition("/")[2].partition("-")
            places = self._number(iri, start), self._number(iri, end)
            words, speaker = self._one(iri, graph, node, _TEXT), _first(node, _SPEAKER)
            evidence = [item for _, item in self._evidence(iri, graph, article, node)]
            if words is not None and evidence and places[0] is not None and places[1] is not None:
                told = self.entity_id(speaker) if speaker else None
                return QuotedText(article, places[0], places[1], _text(words), told, evidence[0])
        return None

    def names_all(self, claim: Claim, places: Mapping[str, Container[str]]) -> bool:
        """Return whether all that a claim speaks of is named, as it has to be in each of its articles."""
        sides = {claim.subject, claim.object} if isinstance(claim.object, str) else {claim.subject}
        speaks_of = {
            (item.article, name)
            for item in claim.evidence
            for name in ({*sides, item.speaker} if item.speaker else sides)
        }
        for article, name in sorted(speaks_of):
            if article not in places.get(name, ()):
                graph = self.iris.article(article)
                self._fault(f"<{self.iris.entity(name)}>: has no rdfs:label in <{graph}>")
        return all(name in places for _, name in speaks_of)

    def _claim(self, iri: str, graph: str, article: str, node: Node) -> Iterator[Claim]:
        """What one graph says of a claim, if that is whole."""
        parts = [
            self._one(iri, graph, node, part)
            for part in (_SUBJECT, _PREDICATE, _OBJECT, _POLARITY, _MODALITY)
        ]
        evidence = tuple(item for _, item in self._evidence(iri, graph, article, node))
        if not evidence or any(part is None for part in parts):
            return
        subject, predicate, target, polarity, modality = (cast(Term, part) for part in parts)
        manner = [_text(part).removeprefix(ONTOLOGY_NS) for part in (polarity, modality)]
        if manner[0] not in get_args(Polarity) or manner[1] not in get_args(Modality):
            self._fault(f"<{iri}>: is {manner[0]!r:.40} and {manner[1]!r:.40} in <{graph}>")
            return
        yield Claim(
            self.entity_id(_text(subject)),
            self._term(_text(predicate)),
            _value(target) if isinstance(target, ox.Literal) else self.entity_id(_text(target)),
            cast(Polarity, manner[0]),
            cast(Modality, manner[1]),
            evidence,
        )

    def _evidence(self, iri: str, graph: str, article: str, node: Node) -> Iterator[tuple[str, Evidence]]:
        """Yield the evidence that one graph has for a claim or a quotation, as far as it is whole."""
        if not node.get(_EVIDENCE):
            self._fault(f"<{iri}>: has no evidence in <{graph}>")
        dates = tuple(sorted(_values(node, _DATE)))
        for name in _values(node, _EVIDENCE):
            about = self.said(name).get(graph)
            if about is None:
                self._fault(f"<{iri}>: its evidence <{name}> is not in <{graph}>")
                continue
            selectors = [self.said(selector).get(graph, {}) for selector in _values(about, _SELECTOR)]
            start, end, exact = (
                [value for selector in selectors for value in _values(selector, part)]
                for part in (_START, _END, _EXACT)
            )
            if not (len(start) == len(end) == len(exact) == 1):
                self._fault(f"<{name}>: needs one position and one quote, has {len(start)} and {len(exact)}")
                continue
            first, last = self._number(name, start[0]), self._number(name, end[0])
            if first is None or last is None:
                continue
            if _values(about, _SOURCE) != [source := self.iris.article(article)]:
                self._fault(f"<{name}>: oa:hasSource is not the article of its graph, <{source}>")
            elif self._needs_confidence and _TEXT not in node and not about.get(_CONFIDENCE):
                self._fault(f"<{name}>: has no kg:confidence in <{graph}>")
            speaker = _first(about, _SPEAKER)
            item = Evidence(
                article,
                first,
                last,
                exact[0],
                tuple(sorted(_values(about, _RULE))),
                self.entity_id(speaker) if speaker else None,
                dates,
                confidence_of(_values(about, _CONFIDENCE)),
            )
            yield name, item

    def _of_quarantine(self, graph: str) -> str:
        return self.iris.article("") + graph.removeprefix(self.iris.quarantine(""))

    def article_id(self, graph: str) -> str:
        """Return the id of the article whose graph it is; "" where it is no article's."""
        if graph not in self._articles:
            self._articles[graph] = _first(self.said(graph).get(graph, {}), _IDENTIFIER)
        return self._articles[graph]

    def _one(self, iri: str, graph: str, node: Node, predicate: str) -> Term | None:
        """Return the one value that a node must have; None, and a fault, where it has none or several."""
        values = node.get(predicate, [])
        if len(values) != 1:
            self._fault(f"<{iri}>: has {len(values)} of {_local(predicate)}, not one, in <{graph}>")
            return None
        return values[0]

    def _number(self, iri: str, text: str) -> int | None:
        try:
            return int(text)
        except ValueError:
            self._fault(f"<{iri}>: stands at {text!r:.40}, which is no place in a text")
            return None

    def entity_id(self, iri: str) -> str:
        """Return the id of a thing."""
        return unquote(iri.removeprefix(self._start))

    @cached_property
    def _start(self) -> str:
        return self.iris.entity("")

    def _term(self, iri: str) -> str:
        return iri.removeprefix(self.vocabulary.namespace).removeprefix(ONTOLOGY_NS)


_NOTHING = Evidence("", 0, 0, "", ())


def vocabulary(quads: Iterable[ox.Quad], namespace: str) -> Vocabulary:
    """Return what the quads of an ontology say of its terms."""
    terms: dict[str, dict[str, list[Term]]] = {}
    for quad in quads:
        said = terms.setdefault(_text(quad.subject), {})
        said.setdefault(quad.predicate.value, []).append(quad.object)
    return _vocabulary(terms, namespace)


def _vocabulary(terms: Mapping[str, Node], namespace: str) -> Vocabulary:
    own = {i: node for i, node in sorted(terms.items()) if i.startswith((namespace, ONTOLOGY_NS))}
    above = _broader(own)
    nearest = {
        kind: sorted(wider, key=lambda iri: (-len(above.get(iri, ())), iri)) for kind, wider in above.items()
    }
    types = {
        kind: next(
            (_first(own[i], _LANGUAGE_TYPE) for i in (kind, *wider) if _LANGUAGE_TYPE in own.get(i, ())), ""
        )
        for kind, wider in nearest.items()
    }
    kinds = {_local(iri): set(_values(node, _TYPE)) for iri, node in own.items()}
    return Vocabulary(
        namespace,
        {_local(iri): _first(node, _LABEL) for iri, node in own.items() if _LABEL in node},
        tuple(sorted(name for name, kind in kinds.items() if kind & _PROPERTIES)),
        tuple(sorted(name for name, kind in kinds.items() if OWL + "SymmetricProperty" in kind)),
        {_local(kind): tuple(map(_local, wider)) for kind, wider in nearest.items()},
        {_local(kind): _local(told) for kind, told in types.items() if told},
    )


def _broader(terms: Mapping[str, Node]) -> dict[str, set[str]]:
    """Each class with all of the ontology that are wider, however many steps away."""
    direct = {
        kind: [wider for wider in _values(node, _BROADER) if wider in terms]
        for kind, node in terms.items()
        if OWL + "Class" in _values(node, _TYPE)
    }
    found: dict[str, set[str]] = {}
    for kind in direct:
        found[kind], to_do = set(), list(direct[kind])
        while to_do:
            if (wider := to_do.pop()) not in found[kind]:
                found[kind].add(wider)
                to_do += direct.get(wider, ())
    return found


def _place(item: Evidence) -> tuple[str, int, int, str]:
    return item.article, item.start, item.end, item.quote


def _order(claim: Claim) -> tuple[str, str, str, str, str]:
    target = claim.object if isinstance(claim.object, str) else claim.object.text
    return claim.subject, claim.property, target, claim.polarity, claim.modality


def _value(literal: ox.Literal) -> Value:
    return Value(literal.value, literal.datatype.value.removeprefix(XSD))  # type: ignore[arg-type]


def _values(node: Node, predicate: str) -> list[str]:
    return [_text(term) for term in node.get(predicate, ())]


def _first(node: Node, predicate: str) -> str:
    """The only value; the first by letters where there are several, "" where there is none."""
    return min(_values(node, predicate), default="")


def _text(term: Term | ox.DefaultGraph) -> str:
    try:
        return term.value  # type: ignore[union-attr]
    except AttributeError:  # a triple, the default graph
        return str(term)


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
