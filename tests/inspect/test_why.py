"""Why the hand-made graph says what it says."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample

from kg.errors import QueryError
from kg.inspect.why import lines, why
from kg.query.answers import open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return open_store(sample.write(tmp_path_factory.mktemp("sample")))


def test_a_fact_with_two_sources(store: ox.Store) -> None:
    (found,) = why(store, "Mara Lindqvist", "called", "Tomas Brandt")
    assert found.iri == "https://example.org/kg/claim/mara-lindqvist--called--tomas-brandt"
    assert found.claim == next(claim for claim in sample.CLAIMS if claim.property == "called")
    assert found.object == "Tomas Brandt"
    assert found.articles["alpha"] == replace(sample.DOCUMENTS[0], text="")


@pytest.mark.parametrize(
    ("subject", "property", "target", "claim"),
    [
        ("brandt", "WON".lower(), "norland", "tomas-brandt--won--norland"),
        ("Mr Brandt", "kg:won", "https://example.org/kg/entity/norland", "tomas-brandt--won--norland"),
        ("tomas-brandt", "electoral votes", "301", "tomas-brandt--electoral_votes--301"),
        ("Falk", "met_with", "Lindqvist", "ida-falk--met_with--mara-lindqvist"),
        ("Lindqvist", "met_with", "Falk", "ida-falk--met_with--mara-lindqvist"),
        ("Lindqvist", "conceded_to", "Falk", "mara-lindqvist--conceded_to--ida-falk--negated"),
        ("Falk", "endorsed", "Brandt", "ida-falk--endorsed--tomas-brandt--possible"),
    ],
)
def test_names_that_people_use(store: ox.Store, subject: str, property: str, target: str, claim: str) -> None:
    assert [found.iri.rsplit("/", 1)[1] for found in why(store, subject, property, target)] == [claim]


def test_a_text_as_object(store: ox.Store) -> None:
    (found,) = why(store, "Brandt", "charged_with", "wire fraud & “bribery”")
    assert found.object == "wire fraud & “bribery”"


def test_a_quotation(store: ox.Store) -> None:
    (found,) = why(store, "Sorel", "said", "thanked him")
    assert found.object == "Ms Lindqvist thanked him — naïve or not,"
    assert found.claim == sample.QUOTATIONS[0].said


def test_nothing_says_so(store: ox.Store) -> None:
    assert why(store, "Ida Falk", "sued", "Tomas Brandt") == ()


@pytest.mark.parametrize(
    ("subject", "property", "target", "fault"),
    [
        ("Ida Flak", "called", "Tomas Brandt", "nothing in the graph is called 'Ida Flak'; did you mean Ida"),
        ("Ida Falk", "caled", "Tomas Brandt", "no property is called 'caled'; did you mean called"),
        ("Brandt", "age", "59", "nothing in the graph is called '59'"),
        ("Zzzz", "called", "Tomas Brandt", "nothing in the graph is called 'Zzzz'"),
    ],
)
def test_unknown_names(store: ox.Store, subject: str, property: str, target: str, fault: str) -> None:
    with pytest.raises(QueryError) as caught:
        why(store, subject, property, target)
    assert str(caught.value).startswith(fault)


def test_a_name_of_several_things(store: ox.Store, tmp_path: Path) -> None:
    text = (sample.write(tmp_path) / "graph.nq").read_text("utf-8")
    double = text.replace('"Mr Brandt"@en', '"Falk"@en')
    (tmp_path / "graph.nq").write_text(double, "utf-8")
    sample.signed(tmp_path)
    with pytest.raises(
        QueryError, match=r"'Falk' is the name of several things: Ida Falk <.*>; Tomas Brandt <"
    ):
        why(open_store(tmp_path), "Falk", "called", "Tomas Brandt")


def test_lines_for_reading(store: ox.Store) -> None:
    text = "\n".join(lines(why(store, "Brandt", "electoral_votes", "226")))
    assert text == (
        "Tomas Brandt electoral_votes 226\n"
        "  affirmed · actual\n"
        "  <https://example.org/kg/claim/tomas-brandt--electoral_votes--226>\n"
        "\n"
        "  Brandt, 58, carried Norland and has 226 electoral votes, his spokesman Emil Sorel said.\n"
        "    alpha · A call, & a <count> · 2024-03-06 · characters 82–169\n"
        "    said by Emil Sorel\n"
        "    confidence 1 · rule verb: X does Y"
    )


def test_what_is_unsure_says_so(tmp_path: Path) -> None:
    doubted = open_store(sample.write(tmp_path / "doubted", sample.doubted()))
    (thanked,) = why(doubted, "Lindqvist", "thanked", "Brandt")
    assert thanked.withheld == "unsure"
    told = list(lines([thanked]))
    assert "  affirmed · actual · unsure" in told
    assert "    confidence 0.5 · rule verb: X does Y" in told
    (called,) = why(doubted, "Lindqvist", "called", "Brandt")
    assert called.withheld == ""  # one article is sure enough
    assert [piece.confidence for piece in called.claim.evidence] == [0.9, 0.59]


def test_what_only_speakers_tell_says_so(tmp_path: Path) -> None:
    apart = open_store(sample.write(tmp_path / "apart", sample.ATTRIBUTED))
    (thanked,) = why(apart, "Lindqvist", "thanked", "Brandt")
    assert "  affirmed · actual · attributed" in list(lines([thanked]))
    (won,) = why(apart, "Brandt", "won", "Norland")
    assert won.withheld == ""  # another article says so itself
