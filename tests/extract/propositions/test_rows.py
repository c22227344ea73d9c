"""What sentences say before any ontology: tables of sentences and the rows they give."""

import json

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.extract import Extractor
from kg.extract.parsing.lines import parse_lines
from kg.extract.propositions.rows import rows as rows_of

#: A sentence, and rows that it must give with --binary: argument 1 | relation | argument 2.
PAIRS = [
    # verbs with objects, prepositions, agents
    ("Mira Holt met Tobias Reyes in Oslo.",
     ["Mira Holt | met | Tobias Reyes", "Mira Holt | met Tobias Reyes in | Oslo"]),
    ("Protesters were handcuffed to the fence.", ["Protesters | were handcuffed to | the fence"]),
    ("The bank was founded by Ana Cruz.", ["The bank | was founded by | Ana Cruz"]),
    ("Acme pulled out of the deal.", ["Acme | pulled out of | the deal"]),
    # copulas, adjectives
    ("Oslo is the capital of Norway.", ["Oslo | is the capital of | Norway"]),
    ("Reyes is a senator.", ["Reyes | is | a senator"]),
    ("Holt was responsible for the budget.", ["Holt | was responsible for | the budget"]),
    # negation and modals stay in the relation
    ("Acme did not buy the mine.", ["Acme | did not buy | the mine"]),
    ("Acme may never sell its shares.", ["Acme | may never sell | its shares"]),
    # what is joined
    ("Holt and Reyes signed the treaty.", ["Holt | signed | the treaty", "Reyes | signed | the treaty"]),
    ("Holt wrote and signed the letter.", ["Holt | signed | the letter"]),
    ("Holt visited Oslo, Bergen and Narvik.",
     ["Holt | visited | Oslo", "Holt | visited | Bergen", "Holt | visited | Narvik"]),
    # control, participles, relative clauses
    ("Acme agreed to buy the mine.", ["Acme | agreed to buy | the mine"]),
    ("Troops were able to hold the bridge and defend the town.", ["Troops | were able to hold | the bridge"]),
    ("Holt, who leads the union, resigned on Monday.",
     ["Holt | leads | the union", "Holt | resigned on | Monday"]),
    ("She rejected the offer that Acme made.", ["Acme | made | the offer"]),
    ("The film, directed by Ana Cruz, won a prize.",
     ["The film | directed by | Ana Cruz", "The film | won | a prize"]),
    ("Holt resigned, citing her health.", ["Holt | citing | her health"]),
    # what is set aside
    ("Siemens, founded by Mira Holt, sued Acme.",
     ["Siemens | founded by | Mira Holt", "Siemens | sued | Acme"]),
    ("Mira Holt, not Tobias Reyes, called Ingrid Falk.",
     ["Mira Holt | called | Ingrid Falk", "not Tobias Reyes | called | Ingrid Falk"]),
    ("Not Tobias Reyes but Mira Holt called Ingrid Falk.", ["Mira Holt | called | Ingrid Falk"]),
    # what somebody says, thinks, plans
    ("Reyes said that the bank had failed.", ["Reyes | said | that the bank had failed"]),
    # nouns
    ("Ana Cruz, the mayor of Oslo, spoke.", ["Ana Cruz | is | the mayor of Oslo"]),
    ("Norway's parliament met on Friday.", ["Norway | has | parliament"]),
]  # fmt: skip

#: A sentence, and the first row that it gives without --binary: every argument in one row.
WHOLE = [
    ("Mira Holt met Tobias Reyes in Oslo on Monday.", "Mira Holt | met | Tobias Reyes | in Oslo | on Monday"),
    ("Holt slept.", "Holt | slept"),
]

#: A sentence, and a row that it must not give.
NEVER = [
    ("Mira Holt, not Tobias Reyes, called Ingrid Falk.", "Tobias Reyes | called | Ingrid Falk"),
    ("Mira Holt, not Tobias Reyes, called Ingrid Falk.", "Mira Holt | is | Tobias Reyes"),
    ("Mira Holt called Ingrid Falk, not Tobias Reyes.", "Mira Holt | called | Tobias Reyes"),
    ("Mira Holt works for Acme, not Globex.", "Mira Holt | works for | Globex"),
]

#: A line whose tokens are set apart, and one of its rows.
TOKENS = [
    ("Holt did n't sign the treaty .", "Holt | did n't sign | the treaty"),
    ("Holt called it `` a bad deal '' .", "Holt | called | it"),
    ("The Red Party -LRB- RP -RRB- won the vote .", "The Red Party -LRB- RP -RRB- | won | the vote"),
    ("The union 's leader resigned in May .", "The union 's leader | resigned in | May"),
]


def rows(text: str, extractor: Extractor, *, binary: bool) -> list[str]:
    (article,) = parse_lines([text], extractor.nlp)
    found = list(rows_of(article, binary=binary))
    assert all(e.sentence == text and 0 < e.confidence < 1 for e in found)
    return [" | ".join((e.arguments[0], e.relation, *e.arguments[1:])) for e in found]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_pairs(text: str, expected: list[str], extractor: Extractor) -> None:
    found = rows(text, extractor, binary=True)
    assert [row for row in expected if row not in found] == []


@pytest.mark.parametrize(("text", "row"), NEVER)
def test_what_is_set_aside_is_not_said(text: str, row: str, extractor: Extractor) -> None:
    assert row not in rows(text, extractor, binary=True)


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_whole_clauses(text: str, expected: str, extractor: Extractor) -> None:
    assert rows(text, extractor, binary=False)[0] == expected


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens_set_apart(text: str, expected: str, extractor: Extractor) -> None:
    assert expected in rows(text, extractor, binary=True)


@pytest.mark.parametrize("text", [text for text, _ in PAIRS])
def test_every_row_is_said_once_and_in_words_of_the_sentence(text: str, extractor: Extractor) -> None:
    found = rows(text, extractor, binary=True)
    assert len(found) == len(set(found))
    words = {*text.replace(",", " ").replace(".", " ").replace("'s", " 's").split(), "is", "has"}
    for row in found:
        assert {word for part in row.split(" | ") for word in part.replace(",", "").split()} - {
            "Norway's"
        } <= words


def test_the_command_reads_lines() -> None:
    given = "Holt met Reyes .\n\nReyes did n't answer the letter .\r\n"
    result = CliRunner().invoke(app, ["propositions", "-", "--lines", "--binary"], input=given)
    assert result.exit_code == 0
    table = [line.split("\t") for line in result.output.splitlines()]
    assert [(row[0], row[2], *row[3:]) for row in table] == [
        ("Holt met Reyes .", "met", "Holt", "Reyes"),
        ("Reyes did n't answer the letter .", "did n't answer", "Reyes", "the letter"),
    ]
    assert all(0 < float(row[1]) < 1 for row in table)


def test_the_command_writes_objects() -> None:
    given = "\nMira Holt, not Tobias Reyes, called Ingrid Falk.\nThe ship may sink.\n"
    result = CliRunner().invoke(app, ["propositions", "-", "--lines", "--format", "jsonl"], input=given)
    assert result.exit_code == 0
    first, second, third = map(json.loads, result.output.splitlines())
    lines = given.split("\n")
    for item in (first, second, third):
        text = lines[item["line"] - 1]
        assert (item["start"], item["end"]) == (0, len(text))
        assert all(text[a["start"] : a["end"]] == a["text"] for a in item["arguments"])
        assert item["asserted"] and item["speaker"] is None
    text = lines[1]
    assert text[first["predicate_start"] : first["predicate_end"]] == "called"
    assert [(a["role"], a["text"]) for a in first["arguments"]] == [
        ("subject", "Mira Holt"), ("object", "Ingrid Falk"),
    ]  # fmt: skip
    assert (first["kind"], first["predicate"], first["polarity"], first["modality"], first["date"]) == (
        "verb", "call", "affirmed", "actual", None,
    )  # fmt: skip
    assert first["rules"] == ["subject own"]
    assert (second["arguments"][0]["text"], second["polarity"]) == ("Tobias Reyes", "negated")
    assert second["rules"] == ["subject own", "contrast"]
    assert (third["predicate"], third["modality"], third["line"]) == ("sink", "possible", 3)  # names nobody


def test_the_command_names_a_file_that_is_not_there() -> None:
    result = CliRunner().invoke(app, ["propositions", "no/such/file.txt", "--lines"])
    assert result.exit_code == 1
    assert "no/such/file.txt" in result.output
