"""The hand-made graph as a network and as GraphML."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
import sample

from kg.model import Entity
from kg.network.graphml import graphml
from kg.network.network import read_network

BASE = "https://example.org/kg/"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    return read_network(sample.write(tmp_path_factory.mktemp("sample")))


def test_nodes_are_the_entities(drawn: nx.MultiDiGraph) -> None:
    assert sorted(drawn) == [f"{BASE}entity/{name}" for name in sorted(sample.ENTITIES)]
    node = drawn.nodes[BASE + "entity/mara-lindqvist"]
    assert node["label"] == "Mara Lindqvist"
    assert node["kind"] == "Person"
    assert node["names"] == ["Lindqvist", "Ms Lindqvist"]
    assert node["articles"] == ["alpha", "beta", "gamma"]
    assert node["degree"] == drawn.degree(BASE + "entity/mara-lindqvist") == 5


def test_edges_are_the_claims_between_entities(drawn: nx.MultiDiGraph) -> None:
    expected = {claim for claim in sample.CLAIMS if isinstance(claim.object, str)}
    assert drawn.size() == len(expected)
    key = BASE + "claim/mara-lindqvist--called--tomas-brandt"
    ends = (BASE + "entity/mara-lindqvist", BASE + "entity/tomas-brandt", key)
    statement = drawn.edges[ends]["statement"]
    assert statement.claim == next(claim for claim in sample.CLAIMS if claim.property == "called")
    assert statement.asserted and (statement.subject, statement.object) == ends[:2]


def test_what_is_not_asserted_is_there_and_says_so(drawn: nx.MultiDiGraph) -> None:
    others = {said.claim.property for _, _, said in drawn.edges(data="statement") if not said.asserted}
    assert others == {"conceded_to", "criticized", "endorsed", "met_with"}


def test_figures_and_quotations_are_facts_of_a_node(drawn: nx.MultiDiGraph) -> None:
    facts = drawn.nodes[BASE + "entity/tomas-brandt"]["facts"]
    assert [(fact.claim.property, fact.claim.object.text) for fact in facts] == [
        ("age", "58"),
        ("charged_with", "wire fraud & “bribery”"),
        ("electoral_votes", "226"),
        ("electoral_votes", "301"),
    ]
    (said,) = drawn.nodes[BASE + "entity/emil-sorel"]["facts"]
    assert said.claim == sample.QUOTATIONS[0].said


def test_articles_and_terms(drawn: nx.MultiDiGraph) -> None:
    assert list(drawn.graph["articles"]) == ["alpha", "beta", "gamma"]
    assert drawn.graph["articles"]["alpha"].date == "2024-03-06"
    assert drawn.graph["vocabulary"].labels["spokesperson_for"] == "spokesperson for"
    assert "met_with" in drawn.graph["vocabulary"].symmetric


def test_graphml_can_be_read_back(drawn: nx.MultiDiGraph) -> None:
    data = graphml(drawn)
    again = nx.read_graphml(BytesIO(data), force_multigraph=True)
    assert set(again) == set(drawn) and again.size() == drawn.size()
    edge = again.edges[
        BASE + "entity/tomas-brandt", BASE + "entity/eastvale", BASE + "claim/tomas-brandt--won--eastvale"
    ]
    assert edge["property"] == "won" and edge["asserted"] and edge["dates"] == "2024-03-06"
    assert "226" in again.nodes[BASE + "entity/tomas-brandt"]["facts"]


def test_edges_of_graphml_have_a_label(drawn: nx.MultiDiGraph) -> None:
    """What Gephi shows: one attribute of edges that is called so, for every edge."""
    labels = {
        (data["property"], data["label"])
        for _, _, data in nx.read_graphml(BytesIO(graphml(drawn)), force_multigraph=True).edges(data=True)
    }
    assert ("spokesperson_for", "spokesperson for") in labels
    text = graphml(drawn).decode()
    assert text.count('attr.name="label"') == 2  # of nodes, and of edges
    assert '<key id="' in text and 'for="edge" attr.name="label" attr.type="string"' in text


def test_graphml_is_the_same_on_every_run(drawn: nx.MultiDiGraph, tmp_path: Path) -> None:
    again = read_network(sample.write(tmp_path))
    assert graphml(again) == graphml(drawn)


def test_graphml_survives_letters_that_xml_can_not_hold(tmp_path: Path) -> None:
    def spoilt(entity: Entity) -> Entity:
        return replace(entity, label="a\x0bb <&> \ufffe") if entity.id == "norland" else entity

    graph = replace(sample.GRAPH, entities=tuple(map(spoilt, sample.GRAPH.entities)))
    data = graphml(read_network(sample.write(tmp_path, graph)))
    assert nx.read_graphml(BytesIO(data)).nodes[BASE + "entity/norland"]["label"] == "a\ufffdb <&> \ufffd"


def test_what_is_unsure_is_not_asserted(tmp_path: Path) -> None:
    drawn = read_network(sample.write(tmp_path / "doubted", sample.doubted()))
    lindqvist = BASE + "entity/mara-lindqvist"
    said = {s.claim.property: s for _, _, s in drawn.edges(data="statement") if s.subject == lindqvist}
    assert (said["thanked"].asserted, said["thanked"].withheld) == (False, "unsure")
    assert (said["called"].asserted, said["called"].withheld) == (True, "")
    assert drawn.graph["counts"].asserted == sum(map(sample.doubted().asserts, sample.doubted().claims))
    read = nx.read_graphml(BytesIO(graphml(drawn)), force_multigraph=True)
    told = {edge["property"]: edge for _, _, edge in read.edges(data=True)}
    assert (told["thanked"]["withheld"], told["thanked"]["confidence"]) == ("unsure", 0.5)


def test_what_somebody_said_is_not_withheld(tmp_path: Path) -> None:
    """A quotation has a speaker always; that the facts of speakers are claims changes nothing of it."""
    drawn = read_network(sample.write(tmp_path, sample.ATTRIBUTED))
    (said,) = drawn.nodes[BASE + "entity/emil-sorel"]["facts"]
    assert said.asserted and not said.withheld
