"""The dataset's description of itself, in VoID: how much of what it holds, from which articles, made by what.

No clock: the same articles and ontology give the same description.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.iris import DCTERMS, DEFAULT_BASE, ONTOLOGY_NS, PROV, RDF, SCHEMA, VOID, XSD, Iris
from kg.model import KnowledgeGraph

_DISTRIBUTION = "news-kg"
_TYPE = NamedNode(RDF + "type")
_INTEGER = NamedNode(XSD + "integer")


def describe(
    quads: Iterable[Quad], graph: KnowledgeGraph, *, namespace: str = ONTOLOGY_NS, base: str = DEFAULT_BASE
) -> Iterator[Quad]:
    """The quads of the graph `{base}dataset`, counting the articles' quads and the graph they came from.

    Holds also what a reader of the file can't know otherwise: the base of its IRIs (void:uriSpace)
    and the ontology's namespace (void:vocabulary).
    """
    iris = Iris(base)
    dataset = NamedNode(iris.dataset)
    agent = NamedNode(f"{iris.dataset}/generator")

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
    yield fact(dataset, PROV + "wasAttributedTo", agent)
    yield fact(agent, RDF + "type", NamedNode(PROV + "SoftwareAgent"))
    yield fact(agent, SCHEMA + "name", Literal(generator()))


def generator() -> str:
    """The name and version of what made the graph: "news-kg 0.1.0"."""
    try:
        return f"{_DISTRIBUTION} {version(_DISTRIBUTION)}"
    except PackageNotFoundError:
        return _DISTRIBUTION


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=_INTEGER)
