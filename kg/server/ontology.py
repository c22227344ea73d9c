"""The ontology's terms, as the graph itself has them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.iris import ONTOLOGY_NS, OWL, RDFS, SCHEMA, SKOS
from kg.server.graph import BROADER, SYMMETRIC, TYPE, Facts, Graph, Node, text
from kg.server.shapes import Link
from kg.server.views import link

_CLASS = Node(OWL + "Class")
_PROPERTIES = (Node(OWL + "ObjectProperty"), Node(OWL + "DatatypeProperty"))
_ORDER = ("class", "property", "value")
_DEFINITION = Node(SKOS + "definition")
_DOMAIN = (Node(RDFS + "domain"), Node(SCHEMA + "domainIncludes"))
_RANGE = (Node(RDFS + "range"), Node(SCHEMA + "rangeIncludes"))


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a value: its definition, and what it stands between."""

    iri: str
    name: str  #: the local name, which is also the anchor on the page
    label: str
    definition: str
    kind: str  #: "class", "property", or "value" for what is neither, as kg:negated
    symmetric: bool
    broader: tuple[Link, ...]
    domain: tuple[Link, ...]
    range: tuple[Link, ...]


def terms(graph: Graph) -> list[Term]:
    """Classes, properties, values, each in alphabetical order."""
    own = (graph.namespace, ONTOLOGY_NS)
    quads = graph.store.quads_for_pattern(None, TYPE, None, graph.ontology)
    iris = {quad.subject.value for quad in quads if isinstance(quad.subject, Node)}
    facts = graph.facts(Node(iri) for iri in sorted(iris) if iri.startswith(own))
    graph.learn(value for about in facts.values() for values in about.values() for value in values)
    found = [_term(graph, node, about) for node, about in facts.items()]
    return sorted(found, key=lambda term: (_ORDER.index(term.kind), term.name))


def _term(graph: Graph, node: Node, about: Facts) -> Term:
    kinds = about.get(TYPE, [])

    def links(*predicates: Node) -> tuple[Link, ...]:
        return tuple(link(graph, value) for name in predicates for value in about.get(name, ()))

    if _CLASS in kinds:
        kind = "class"
    else:
        kind = "property" if any(kind in kinds for kind in _PROPERTIES) else "value"
    return Term(
        iri=node.value,
        name=node.value.removeprefix(graph.namespace).removeprefix(ONTOLOGY_NS),
        label=graph.label(node),
        definition=next(map(text, about.get(_DEFINITION, ())), ""),
        kind=kind,
        symmetric=SYMMETRIC in kinds,
        broader=links(BROADER),
        domain=links(*_DOMAIN),
        range=links(*_RANGE),
    )
