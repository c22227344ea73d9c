"""The ontology's terms, as the graph itself has them."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.iris import OWL, RDFS, SCHEMA, SKOS
from kg.server.graph import BROADER, DEFINED_BY, SYMMETRIC, TYPE, Graph, Node
from kg.server.views import Link, link

_CLASS = Node(OWL + "Class")
_PROPERTIES = (Node(OWL + "ObjectProperty"), Node(OWL + "DatatypeProperty"))
_DEFINITION = Node(SKOS + "definition")
_DOMAIN = (Node(RDFS + "domain"), Node(SCHEMA + "domainIncludes"))
_RANGE = (Node(RDFS + "range"), Node(SCHEMA + "rangeIncludes"))


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its definition, and what it stands between."""

    iri: str
    name: str  #: the local name, which is also the anchor on the page
    label: str
    definition: str
    is_class: bool
    symmetric: bool
    broader: tuple[Link, ...]
    domain: tuple[Link, ...]
    range: tuple[Link, ...]


def terms(graph: Graph) -> list[Term]:
    """Classes, then properties, each in alphabetical order."""
    nodes = {quad.subject for quad in graph.to(graph.ontology, DEFINED_BY)}
    found = [
        term
        for node in nodes
        if isinstance(node, ox.NamedNode) and node.value.startswith(graph.namespace)
        if (term := _term(graph, node))
    ]
    return sorted(found, key=lambda term: (not term.is_class, term.name))


def _term(graph: Graph, node: Node) -> Term | None:
    kinds = graph.values(node, TYPE)
    if _CLASS not in kinds and not any(kind in kinds for kind in _PROPERTIES):
        return None

    def links(*predicates: Node) -> tuple[Link, ...]:
        return tuple(link(graph, value) for name in predicates for value in graph.values(node, name))

    return Term(
        iri=node.value,
        name=node.value.removeprefix(graph.namespace),
        label=graph.label(node),
        definition=graph.value(node, _DEFINITION),
        is_class=_CLASS in kinds,
        symmetric=SYMMETRIC in kinds,
        broader=links(BROADER),
        domain=links(*_DOMAIN),
        range=links(*_RANGE),
    )
