"""The dataset's description of itself, in VoID: how much of what it holds, from which articles, made by what.

No clock: the same articles and ontology give the same description.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.iris import DCTERMS, DEFAULT_BASE, ONTOLOGY_NS, PROV, RDF, SCHEMA, VOID, XSD, Iris
from kg.model import KnowledgeGraph, Provenance

_TYPE = NamedNode(RDF + "type")
_INTEGER = NamedNode(XSD + "integer")


@dataclass(frozen=True, slots=True)
class Description:
    """What a built graph says of itself."""

    base: str  #: what the IRIs of entities and articles begin with
    namespace: str  #: of the ontology's terms
    provenance: Provenance | None  #: None where the graph doesn't say


def describe(
    quads: Iterable[Quad],
    graph: KnowledgeGraph,
    *,
    namespace: str = ONTOLOGY_NS,
    base: str = DEFAULT_BASE,
    provenance: Provenance | None = None,
) -> Iterator[Quad]:
    """The quads of the graph `{base}dataset`, counting the articles' quads and the graph they came from.

    Holds also what a reader of the file can't know otherwise: the base of its IRIs (void:uriSpace)
    and the ontology's namespace (void:vocabulary).
    """
    iris = Iris(base)
    dataset = NamedNode(iris.dataset)

    def fact(subject: NamedNode, predicate: str, target: NamedNode | Literal) -> Quad:
        return Quad(subject, NamedNode(predicate), target, dataset)

    def part(kind: str, name: str, count: int, counted: str) -> Iterator[Quad]:
        node = NamedNode(f"{iris.dataset}/{kind}/{name}")
        yield fact(dataset, f"{VOID}{kind}Partition", node)
        yield fact(node, VOID + kind, NamedNode(namespace + name))
        yield fact(node, VOID + counted, _count(count))

    yield fact(dataset, RDF + "type", NamedNode(VOID + "Dataset"))
    yield fact(dataset, VOID + "uriSpace", Literal(base))
    yield fact(dataset, VOID + "vocabulary", NamedNode(namespace))
    yield fact(dataset, VOID + "triples", _count(sum(1 for _ in quads)))
    yield fact(dataset, VOID + "entities", _count(len(graph.entities)))
    yield fact(dataset, VOID + "documents", _count(len(graph.documents)))
    for document in graph.documents:
        yield fact(dataset, DCTERMS + "hasPart", NamedNode(iris.article(document.id)))
    for kind, count in sorted(Counter(entity.kind for entity in graph.entities).items()):
        yield from part("class", kind, count, "entities")
    facts = Counter(claim.property for claim in graph.claims if claim.is_fact)
    for name, count in sorted(facts.items()):
        yield from part("property", name, count, "triples")
    if provenance:
        yield from _made(iris.dataset, provenance, namespace)


def _made(dataset: str, provenance: Provenance, namespace: str) -> Iterator[Quad]:
    """How the dataset came about, in PROV: an activity, the program, the model and the ontology."""
    graph = NamedNode(dataset)
    build, program, model, ontology = (
        NamedNode(f"{dataset}/{name}") for name in ("build", "generator", "model", "ontology")
    )
    for subject, predicate, target in (
        (graph, PROV + "wasGeneratedBy", build),
        (graph, PROV + "wasAttributedTo", program),
        (build, RDF + "type", NamedNode(PROV + "Activity")),
        (build, PROV + "wasAssociatedWith", program),
        (build, PROV + "used", model),
        (build, PROV + "used", ontology),
        (program, RDF + "type", NamedNode(PROV + "SoftwareAgent")),
        (program, SCHEMA + "name", Literal(provenance.generator)),
        (model, RDF + "type", NamedNode(PROV + "Entity")),
        (model, SCHEMA + "name", Literal(provenance.model)),
        (ontology, RDF + "type", NamedNode(PROV + "Entity")),
        (ontology, PROV + "specializationOf", NamedNode(namespace.rstrip("#/"))),
        (ontology, namespace + "folderHash", Literal(provenance.ontology)),
    ):
        yield Quad(subject, NamedNode(predicate), target, graph)


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
    parts = [
        said.get((f"{dataset}/{name}", predicate))
        for name, predicate in (
            ("generator", SCHEMA + "name"),
            ("model", SCHEMA + "name"),
            ("ontology", namespace + "folderHash"),
        )
    ]
    known = [part for part in parts if part is not None]
    return Description(base, namespace, Provenance(*known) if len(known) == len(parts) else None)


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=_INTEGER)
