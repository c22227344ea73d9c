"""The dataset's description of itself: VoID and DCAT for what it holds, PROV for how it came about.

Stands in the graph `{base}dataset`, and is read back by `described`. No clock: the same articles, model and
ontology give the same description. No blank nodes: each part has a name under the dataset's.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError
from kg.graph.canonical import HASH
from kg.graph.iris import (
    DCAT,
    DCTERMS,
    DEFAULT_BASE,
    ONTOLOGY_NS,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SPDX,
    VOID,
    XSD,
    Iris,
    date_literal,
    decimal,
)
from kg.model import KnowledgeGraph, Policy, Provenance

#: The files of a build that hold the graph: name, media type (IANA's), what is in it.
DISTRIBUTIONS = (
    ("graph.nq", "application/n-quads", "Everything, one named graph per article, as sorted N-Quads"),
    ("graph.trig", "application/trig", "Everything, one named graph per article, to read"),
    ("graph.ttl", "text/turtle", "Plain facts, entities and their names, the union over all articles"),
    ("graph.graphml", "application/xml", "The network of entities and facts, in GraphML"),
    ("graph.html", "text/html", "The network as a page, with the sentences behind each fact"),
    ("articles.jsonl", "text/plain", "What was read from each article, one JSON object a line"),
)
#: The version of what a graph and its folder hold, and how; another is read, but not changed.
CONTRACT = "https://example.org/kg/contract/0.3"
_RIGHTS = "The text of the articles, of which single sentences are quoted, belongs to their publishers."
_INTEGER = XSD + "integer"

Files = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Description:
    """What a built graph says of itself."""

    base: str = DEFAULT_BASE  #: what the IRIs of entities and articles begin with
    namespace: str = ONTOLOGY_NS  #: of the ontology's terms
    provenance: Provenance | None = None  #: None where the graph doesn't say
    license: str | None = None  #: an IRI
    hash: str | None = None  #: as `graph_hash` gave it when the graph was written
    checksums: Mapping[str, str] = field(default_factory=dict)  #: SHA-256 of other files, by their names
    contract: str | None = None  #: `CONTRACT` of the program that wrote it
    #: which claims are plain triples; an older graph has no floor
    policy: Policy = field(default_factory=Policy)


def describe(
    quads: Iterable[Quad],
    graph: KnowledgeGraph,
    *,
    namespace: str = ONTOLOGY_NS,
    base: str = DEFAULT_BASE,
    provenance: Provenance | None = None,
    license: str | None = None,
    files: Files | None = None,
) -> Iterator[Quad]:
    """The quads of the graph `{base}dataset`, but its hash: counts of the articles' quads, and the rest.

    Holds also what a reader of the file can't know otherwise: the base of its IRIs (void:uriSpace) and the
    ontology's namespace (void:vocabulary). `files` are those that are written, with their content where
    that doesn't hold this description itself. Raises KgError for a licence that is no IRI.
    """
    dataset = Iris(base).dataset
    about = _About(dataset)
    yield from about(dataset, RDF + "type", DCAT + "Dataset", VOID + "Dataset")
    number = len(graph.documents)
    articles = "one news article" if number == 1 else f"{number} news articles"
    yield from about.text(dataset, DCTERMS + "title", f"What {articles} say{'s' * (number == 1)}")
    yield from about.text(
        dataset,
        DCTERMS + "description",
        "Who did what to whom, each fact with the sentences that say so; what is denied, planned, possible "
        "or alleged as a claim with its speaker.",
    )
    yield from about(dataset, DCTERMS + "language", "http://id.loc.gov/vocabulary/iso639-1/en")
    yield from about(dataset, DCTERMS + "conformsTo", CONTRACT)
    yield from about.literal(dataset, VOID + "uriSpace", base)
    yield from about(dataset, VOID + "vocabulary", namespace)
    yield from about.literal(dataset, ONTOLOGY_NS + "floor", decimal(graph.policy.floor))
    yield from about.literal(dataset, ONTOLOGY_NS + "attributed", graph.policy.attributed)
    yield from _terms_of_use(about, license)
    yield from counts(quads, namespace=namespace, base=base)
    yield from _origin(about, graph, Iris(base))
    yield from _distributions(about, files or {})
    if provenance:
        yield from _made(about, provenance, namespace)


def checked_license(license: str) -> str:
    """The licence; a KgError where it is no IRI."""
    try:
        return NamedNode(license).value
    except ValueError:
        raise KgError(f"{license!r} can't be the licence: it isn't an absolute IRI") from None


class _About:
    """Says things in the dataset's graph."""

    def __init__(self, dataset: str) -> None:
        self.dataset = dataset
        self.graph = NamedNode(dataset)

    def __call__(self, subject: str, predicate: str, *targets: str) -> Iterator[Quad]:
        """Links to IRIs."""
        for target in targets:
            yield Quad(NamedNode(subject), NamedNode(predicate), NamedNode(target), self.graph)

    def literal(self, subject: str, predicate: str, value: str | Literal, kind: str = "") -> Iterator[Quad]:
        """A value; `kind` is its datatype."""
        if isinstance(value, str):
            value = Literal(value, datatype=NamedNode(kind)) if kind else Literal(value)
        yield Quad(NamedNode(subject), NamedNode(predicate), value, self.graph)

    def text(self, subject: str, predicate: str, text: str) -> Iterator[Quad]:
        """Words, in English."""
        yield from self.literal(subject, predicate, Literal(text, language="en"))

    def number(self, subject: str, predicate: str, number: int, kind: str = _INTEGER) -> Iterator[Quad]:
        """A count."""
        yield from self.literal(subject, predicate, str(number), kind)


def _terms_of_use(about: _About, license: str | None) -> Iterator[Quad]:
    """The licence, if its publisher gave one; whose the quoted text is, always."""
    if license:
        yield from about(about.dataset, DCTERMS + "license", checked_license(license))
    rights = f"{about.dataset}/rights"
    yield from about(about.dataset, DCTERMS + "rights", rights)
    yield from about(rights, RDF + "type", DCTERMS + "RightsStatement")
    yield from about.text(rights, RDFS + "label", _RIGHTS)


def counts(
    quads: Iterable[Quad], *, namespace: str = ONTOLOGY_NS, base: str = DEFAULT_BASE
) -> Iterator[Quad]:
    """VoID's statistics of the articles' quads. A triple counts once for each graph that holds it."""
    about = _About(Iris(base).dataset)
    entity = Iris(base).entity("")
    entities, documents = set(), set()
    triples = 0
    predicates: Counter[NamedNode] = Counter()
    instances = set()
    for quad in quads:
        triples += 1
        predicates[quad.predicate] += 1
        if quad.predicate.value == RDF + "type" and isinstance(quad.object, NamedNode):
            instances.add((quad.object, quad.subject))
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(entity):
                entities.add(quad.subject)
        elif quad.predicate.value == DCTERMS + "identifier":
            documents.add(quad.subject)
    classes = Counter(kind for kind, _ in instances)
    for name, number in (
        ("triples", triples),
        ("entities", len(entities)),
        ("documents", len(documents)),
        ("classes", len(classes)),
        ("properties", len(predicates)),
    ):
        yield from about.number(about.dataset, VOID + name, number)
    for kind, counted, found in (("class", "entities", classes), ("property", "triples", predicates)):
        for term, number in sorted((node.value, number) for node, number in found.items()):
            if term.startswith((namespace, ONTOLOGY_NS)):
                part = f"{about.dataset}/{kind}/{term.removeprefix(namespace).removeprefix(ONTOLOGY_NS)}"
                yield from about(about.dataset, f"{VOID}{kind}Partition", part)
                yield from about(part, VOID + kind, term)
                yield from about.number(part, VOID + counted, number)


def _origin(about: _About, graph: KnowledgeGraph, iris: Iris) -> Iterator[Quad]:
    """The articles, and the time from the first to the last of those that are dated."""
    for document in graph.documents:
        article = iris.article(document.id)
        yield from about(about.dataset, DCTERMS + "hasPart", article)
        yield from about(about.dataset, PROV + "wasDerivedFrom", article)
    dates = sorted(document.date for document in graph.documents if document.date)
    if dates:
        period = f"{about.dataset}/period"
        yield from about(about.dataset, DCTERMS + "temporal", period)
        yield from about(period, RDF + "type", DCTERMS + "PeriodOfTime")
        yield from about.literal(period, DCAT + "startDate", date_literal(dates[0]))
        yield from about.literal(period, DCAT + "endDate", date_literal(dates[-1]))


def _distributions(about: _About, files: Files) -> Iterator[Quad]:
    """Each file that holds the graph; its size and hash where they are known before this is written."""
    for name, media_type, content in DISTRIBUTIONS:
        if name not in files:
            continue
        node, data = f"{about.dataset}/{name}", files[name]
        yield from about(about.dataset, DCAT + "distribution", node)
        yield from about(node, RDF + "type", DCAT + "Distribution")
        yield from about.literal(node, DCTERMS + "title", name)
        yield from about.text(node, DCTERMS + "description", content)
        yield from about(
            node, DCAT + "mediaType", "https://www.iana.org/assignments/media-types/" + media_type
        )
        if data is not None:
            checksum = f"{node}/checksum"
            yield from about.number(node, DCAT + "byteSize", len(data), XSD + "nonNegativeInteger")
            yield from about(node, SPDX + "checksum", checksum)
            yield from about(checksum, RDF + "type", SPDX + "Checksum")
            yield from about(checksum, SPDX + "algorithm", SPDX + "checksumAlgorithm_sha256")
            value = hashlib.sha256(data).hexdigest()
            yield from about.literal(checksum, SPDX + "checksumValue", value, XSD + "hexBinary")


def _made(about: _About, provenance: Provenance, namespace: str) -> Iterator[Quad]:
    """How the dataset came about: an activity, the program, and what it used beside the articles."""
    dataset = about.dataset
    build, program, model, ontology = (
        f"{dataset}/{name}" for name in ("build", "generator", "model", "ontology")
    )
    yield from about(dataset, PROV + "wasGeneratedBy", build)
    yield from about(dataset, PROV + "wasAttributedTo", program)
    yield from about(build, RDF + "type", PROV + "Activity")
    yield from about(build, PROV + "wasAssociatedWith", program)
    yield from about(build, PROV + "used", model, ontology)
    yield from about(program, RDF + "type", PROV + "SoftwareAgent")
    yield from about.literal(program, SCHEMA + "name", provenance.generator)
    yield from about(model, RDF + "type", PROV + "Entity")
    yield from about.literal(model, SCHEMA + "name", provenance.model)
    yield from about(ontology, RDF + "type", PROV + "Entity")
    yield from about(ontology, PROV + "specializationOf", namespace.rstrip("#/"))
    yield from about.literal(ontology, ONTOLOGY_NS + "folderHash", provenance.ontology)


def described(quads: Iterable[Quad]) -> Description:
    """Read the description back from the quads of a built graph; defaults stand in for what it lacks."""
    said = {
        (quad.subject.value, quad.predicate.value): quad.object.value
        for quad in quads
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.graph_name, NamedNode)
        and isinstance(quad.object, NamedNode | Literal)
        and quad.graph_name.value.endswith("dataset")
    }
    base = next((value for (_, name), value in said.items() if name == VOID + "uriSpace"), DEFAULT_BASE)
    dataset = Iris(base).dataset
    namespace = said.get((dataset, VOID + "vocabulary"), ONTOLOGY_NS)
    made = (
        said.get((f"{dataset}/generator", SCHEMA + "name")),
        said.get((f"{dataset}/model", SCHEMA + "name")),
        said.get((f"{dataset}/ontology", ONTOLOGY_NS + "folderHash")),
    )
    known = [part for part in made if part is not None]
    checksums = {
        name: said.get((f"{dataset}/{name}/checksum", SPDX + "checksumValue")) for name, _, _ in DISTRIBUTIONS
    }
    return Description(
        base,
        namespace,
        Provenance(*known) if len(known) == len(made) else None,
        said.get((dataset, DCTERMS + "license")),
        said.get((dataset, ONTOLOGY_NS + HASH)),
        {name: value for name, value in checksums.items() if value},
        said.get((dataset, DCTERMS + "conformsTo")),
        policy_of(*(said.get((dataset, ONTOLOGY_NS + name), "") for name in ("floor", "attributed"))),
    )


def confidence_of(values: Iterable[str]) -> float:
    """Return the confidence that a piece of evidence tells; 1 where it tells none, as older graphs do."""
    try:
        return min((float(value) for value in values), default=1.0)
    except ValueError:
        return 0.0


def policy_of(floor: str, attributed: str) -> Policy:
    """Return the policy that a description tells; what can't be read is as in a graph that tells none."""
    try:
        return Policy(float(floor), "claims" if attributed == "claims" else "asserted")
    except ValueError:
        return Policy()
