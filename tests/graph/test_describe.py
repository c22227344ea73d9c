"""What a graph says of itself, and how it is read back."""

import pytest
from pyoxigraph import Quad
from sample import GRAPH

from kg.graph.describe import Description, described
from kg.graph.rdf import quads
from kg.model import Provenance
from kg.ontology import NAMESPACE, Ontology

MADE = Provenance("news-kg 9.9.9", "en_test_sm 1.2.3", "0" * 64)


@pytest.mark.parametrize("base", ["https://example.org/kg/", "http://news.example/graph#", "urn:x:kg/"])
@pytest.mark.parametrize("provenance", [MADE, None])
def test_what_made_a_graph_is_read_back(ontology: Ontology, base: str, provenance: Provenance | None) -> None:
    found = described(quads(GRAPH, ontology, base=base, provenance=provenance))
    assert (found.base, found.namespace, found.provenance) == (base, NAMESPACE, provenance)


def test_a_graph_that_says_nothing_of_itself() -> None:
    empty: list[Quad] = []
    assert described(empty) == Description("https://example.org/kg/", NAMESPACE, None)
