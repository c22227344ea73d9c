"""The graph as a network: what is drawn, and what other programs measure (`kg.network.graphml`).

Things are nodes, claims between two things are edges; a claim about a figure or a text is a fact of its
node, as is that somebody said something.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from kg.graph.iris import DEFAULT_BASE, Iris
from kg.graph.read import Vocabulary, read_built
from kg.model import Claim, Counts, KnowledgeGraph, Withheld


class Statement(NamedTuple):
    """A claim of the network, or that somebody said something (whose property is "said")."""

    iri: str
    subject: str  #: an IRI
    object: str | None  #: an IRI; None where it is no thing
    claim: Claim
    withheld: Withheld  #: why it is no plain triple, though it is affirmed and actual

    @property
    def asserted(self) -> bool:
        """Return whether it is also a plain triple."""
        return self.claim.is_fact and not self.withheld


def read_network(directory: Path) -> nx.MultiDiGraph:
    """Return the network of a built folder; `OutputError` where there is none, or where it is damaged."""
    built = read_built(directory)
    return network(built.graph, built.vocabulary, base=built.description.base)


def network(graph: KnowledgeGraph, vocabulary: Vocabulary, *, base: str = DEFAULT_BASE) -> nx.MultiDiGraph:
    """Make a node of each entity, an edge of each claim between two of them; sorted by IRI.

    Nodes have `label`, `kind`, `names` (other names), `articles` (ids), `facts` (statements about figures
    and texts) and `degree` (how many claims tie it to others); edges, whose key is the claim's IRI, a
    `statement`. The network itself has `articles` (id → `Document`), `labels` (id of an entity → label),
    `counts` (of claims and quotations), `vocabulary`, and `base`, which the IRIs start with.
    """
    iris = Iris(base)
    labels = {entity.id: entity.label for entity in graph.entities}
    drawn = nx.MultiDiGraph(
        articles={document.id: document for document in graph.documents},
        labels=labels,
        counts=Counts.of(map(graph.asserts, graph.claims), len(graph.quotations)),
        vocabulary=vocabulary,
        base=base,
    )
    things = {iris.entity(entity.id): entity for entity in graph.entities}
    for iri, entity in sorted(things.items()):
        articles = [seen.article for seen in entity.appearances]
        names = list(entity.names)
        drawn.add_node(iri, label=entity.label, kind=entity.kind, names=names, articles=articles, facts=[])
    for item in sorted(stated(graph, iris), key=attrgetter("iri")):
        if item.object is None:
            drawn.nodes[item.subject]["facts"].append(item)
        else:
            drawn.add_edge(item.subject, item.object, key=item.iri, statement=item)
    for iri, degree in drawn.degree():
        drawn.nodes[iri]["degree"] = degree
    return drawn


def statements(network: nx.MultiDiGraph) -> Iterator[Statement]:
    """Yield each claim, and each quotation whose speaker is known."""
    for _, _, statement in network.edges(data="statement"):
        yield statement
    for _, facts in network.nodes(data="facts"):
        yield from facts


def target(network: nx.MultiDiGraph, claim: Claim) -> str:
    """Return the object of a claim as a text: the label of a thing, or the value."""
    labels: dict[str, str] = network.graph["labels"]
    return labels[claim.object] if isinstance(claim.object, str) else claim.object.text


def stated(graph: KnowledgeGraph, iris: Iris) -> Iterator[Statement]:
    """Yield each claim of a graph, and each quotation whose speaker is known."""
    for claim in graph.claims:
        thing = iris.entity(claim.object) if isinstance(claim.object, str) else None
        yield Statement(
            iris.claim(claim), iris.entity(claim.subject), thing, claim, graph.policy.withholds(claim)
        )
    for quotation in graph.quotations:
        if (said := quotation.said) is not None:
            iri = iris.quotation(quotation.article, quotation.start, quotation.end)
            yield Statement(iri, iris.entity(said.subject), None, said, "")
