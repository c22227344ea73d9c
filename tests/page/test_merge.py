"""Which claims share a line of the drawing."""

import networkx as nx

from kg.network import Sentence, Statement
from kg.page.merge import bundles


def drawn(*claims: tuple[str, str, str, str]) -> nx.MultiDiGraph:
    """Claims as tail, property, head and modality."""
    network = nx.MultiDiGraph(symmetric=["met_with"])
    for number, (tail, name, head, modality) in enumerate(claims):
        statement = Statement(
            f"c{number}", tail, name, head, "affirmed", modality, (), (Sentence("…", "x", 0),)
        )
        network.add_edge(tail, head, key=f"c{number}", statement=statement)
    return network


def lines(*claims: tuple[str, str, str, str]) -> list[tuple[str, str, tuple[str, ...], bool, bool]]:
    network = drawn(*claims)
    return [
        (
            line.tail + line.head,
            "solid" if line.asserted else "dashed",
            line.predicates,
            line.symmetric,
            line.bend > 0,
        )
        for line in bundles(network, order=sorted(network))
    ]


def test_claims_in_one_direction_share_a_line() -> None:
    assert lines(("a", "called", "b", "actual"), ("a", "praised", "b", "actual")) == [
        ("ab", "solid", ("called", "praised"), False, False)
    ]


def test_both_directions_bend_away_from_each_other() -> None:
    assert lines(("a", "called", "b", "actual"), ("b", "called", "a", "actual")) == [
        ("ab", "solid", ("called",), False, True),
        ("ba", "solid", ("called",), False, True),
    ]


def test_a_symmetric_claim_joins_the_line_that_is_there() -> None:
    assert lines(("a", "met_with", "b", "actual"), ("b", "called", "a", "actual")) == [
        ("ba", "solid", ("called", "met_with"), False, False)
    ]
    assert lines(("a", "met_with", "b", "actual")) == [("ab", "solid", ("met_with",), True, False)]


def test_what_is_not_asserted_has_a_line_of_its_own() -> None:
    assert lines(("a", "called", "b", "actual"), ("a", "called", "b", "planned")) == [
        ("ab", "solid", ("called",), False, True),
        ("ab", "dashed", ("called",), False, True),
    ]


def test_nobody_has_a_line_to_himself() -> None:
    assert lines(("a", "called", "a", "actual")) == []
