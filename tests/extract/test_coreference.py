"""Whom pronouns, surnames, titles and descriptions stand for."""

import pytest
from reading import Row, expected, graphs, lines, params, read

from kg.extract import Extractor
from kg.model import ArticleRecord, KnowledgeGraph

#: Text → the claims that only the right antecedent gives.
CLAIMS = [
    # pronouns
    ("Mira Holt met Tobias Reyes. She thanked him.", "Mira Holt thanked Tobias Reyes"),
    ("Mira Holt met Tobias Reyes. He thanked her.", "Tobias Reyes thanked Mira Holt"),
    ("Mira Holt met Ingrid Falk. She thanked Tobias Reyes.", "Mira Holt thanked Tobias Reyes"),
    ("Tobias Reyes spoke first. Mira Holt thanked him.", "Mira Holt thanked Tobias Reyes"),
    ("After her victory, Mira Holt thanked Tobias Reyes.", "Mira Holt thanked Tobias Reyes"),
    ("Mira Holt said she had thanked Tobias Reyes.", "Mira Holt thanked Tobias Reyes"),
    ("Ingrid Falk told Mira Holt that she had thanked Tobias Reyes.", ""),  # either of them
    ("Ingrid Falk and Mira Holt arrived. Late at night she thanked Tobias Reyes.", ""),
    ("Georgiana Falk met Yakov Reyes. She thanked him.", "Georgiana Falk thanked Yakov Reyes"),
    (
        'Ingrid Falk spoke first. "We lost," Mira Holt said. "Sorry," she said, and thanked Tobias Reyes.',
        "Mira Holt thanked Tobias Reyes",
    ),
    ("Tobias Reyes hugged Mira Holt before she thanked Ingrid Falk.", "Mira Holt thanked Ingrid Falk"),
    ("Siemens hired Mira Holt. It thanked Tobias Reyes.", "Siemens thanked Tobias Reyes"),
    (
        "Mira Holt and Tobias Reyes arrived. They thanked Ingrid Falk.",
        "Mira Holt thanked Ingrid Falk; Tobias Reyes thanked Ingrid Falk",
    ),
    (
        "Mira Holt and Tobias Reyes arrived. Both thanked Ingrid Falk.",
        "Mira Holt thanked Ingrid Falk; Tobias Reyes thanked Ingrid Falk",
    ),
    ("Mira Holt thanked voters. They thanked Tobias Reyes.", ""),
    ("Tobias Reyes thanked himself.", ""),
    (
        "Mira Holt married Tobias Reyes. Her brother, Anders Holt, thanked him.",
        "Anders Holt thanked Tobias Reyes",
    ),
    ("The baker slept. He thanked Tobias Reyes.", ""),
    # names
    ("Mira Holt arrived. Holt thanked Tobias Reyes.", "Mira Holt thanked Tobias Reyes"),
    ("Mr Reyes thanked Mira Holt. Tobias Reyes is a baker.", "Tobias Reyes thanked Mira Holt"),
    ("Dr. Mira Holt spoke. Ms. Holt thanked Tobias Reyes.", "Mira Holt thanked Tobias Reyes"),
    ("Mira J. Holt spoke. Mira Holt thanked Tobias Reyes.", "Mira Holt thanked Tobias Reyes"),
    (
        "Anders Holt met Mira Holt. Ms Holt thanked Tobias Reyes.",
        "Mira Holt thanked Tobias Reyes",
    ),
    (
        "Mira Holt sang. Mr Holt thanked Tobias Reyes. Mrs Holt thanked Ingrid Falk.",
        "Holt thanked Tobias Reyes; Mira Holt thanked Ingrid Falk",
    ),
    ("The aide slept, the Financial Times reported.\n\nIt thanked Mira Holt.", ""),
    (
        "The International Monetary Fund arrived. The IMF thanked Mira Holt.",
        "International Monetary Fund thanked Mira Holt",
    ),
    ("The US thanked Mira Holt.", "United States thanked Mira Holt"),
    (
        "Lindqvist Steel Corp is based in Oslo. Lindqvist thanked Mira Holt.",
        "Lindqvist Steel Corp thanked Mira Holt",
    ),
    # titles
    (
        "Prime Minister Mira Holt arrived. The prime minister thanked Tobias Reyes.",
        "Mira Holt thanked Tobias Reyes",
    ),
    (
        "Mira Holt is the president of Chile. The president thanked Tobias Reyes.",
        "Mira Holt thanked Tobias Reyes",
    ),
    ("Mira Holt lost the race. The mayor of Leeds thanked Tobias Reyes.", ""),
    ("Mira Holt met Anders Berg. The Texas governor thanked Tobias Reyes.", ""),
    ("Mira Holt slept. The foreign minister thanked Tobias Reyes.", ""),
    ("Mira Holt slept. The Swedish prime minister sang. Later the prime minister thanked Tobias Reyes.", ""),
    ("Anders Berg slept. The Texas governor sang. He thanked Tobias Reyes.", ""),
    ("Ghana's minister, Mira Holt, slept. The Ivorian minister thanked Tobias Reyes.", ""),
    (
        "Governor Mira Holt of Texas slept. The Texas governor thanked Tobias Reyes.",
        "Mira Holt thanked Tobias Reyes",
    ),
    ("Mira Holt slept. The former president thanked Tobias Reyes.", ""),
    # descriptions
    (
        "George Harlan slept. Nokia's former chairman, Anita Desai, thanked Mira Holt.",
        "Anita Desai thanked Mira Holt",
    ),
    ("Siemens is based in Munich. The company thanked Mira Holt.", "Siemens thanked Mira Holt"),
    (
        "Democrat Mira Holt defeated Republican Tobias Reyes. Her Republican rival thanked Holt.",
        "Tobias Reyes thanked Mira Holt",
    ),
    (
        "Mira Holt, a Democrat, met Tobias Reyes, a Republican. The Republican thanked Ingrid Falk.",
        "Tobias Reyes thanked Ingrid Falk",
    ),
    ("Mira Holt's campaign thanked Tobias Reyes.", "Mira Holt campaign thanked Tobias Reyes"),
    (
        "The Holt campaign thanked Tobias Reyes. Mira Holt lives in Oslo.",
        "Mira Holt campaign thanked Tobias Reyes",
    ),
    # others beside the one who is named
    ("Mira Holt's sister thanked Tobias Reyes.", ""),
    ("Aides to Mira Holt thanked Tobias Reyes.", ""),
    ("Mira Holt's lawyer thanked Siemens.", ""),
    ("A spokesman for Siemens thanked Mira Holt.", ""),
    ("Voters in Chile thanked Mira Holt.", ""),
    # what the grammar says of left-out subjects
    ("Tobias Reyes called Mira Holt and thanked her.", "Tobias Reyes thanked Mira Holt"),
    ("Mira Holt, who thanked Tobias Reyes, slept.", "Mira Holt thanked Tobias Reyes"),
    ("Tobias Reyes, whom Mira Holt thanked, slept.", "Mira Holt thanked Tobias Reyes"),
    ("Siemens, which thanked Mira Holt, is based in Munich.", "Siemens thanked Mira Holt"),
    ("Mira Holt was met by Tobias Reyes and thanked by Ingrid Falk.", "Ingrid Falk thanked Mira Holt"),
    ("Mira Holt flew to Oslo to thank Tobias Reyes.", "possible: Mira Holt thanked Tobias Reyes"),
    (
        "Mira Holt and Siemens thanked Tobias Reyes and Ingrid Falk.",
        "Mira Holt thanked Tobias Reyes; Mira Holt thanked Ingrid Falk; "
        "Siemens thanked Tobias Reyes; Siemens thanked Ingrid Falk",
    ),
]

#: Text → "mention = name", each of which must be found.
MENTIONS: list[Row] = [
    ("Mira Holt met Tobias Reyes. She thanked him.", "She = Mira Holt; him = Tobias Reyes"),
    ("Mira Holt opened the door. Her dog barked.", "Her = Mira Holt"),
    ("Siemens raised its price.", "its = Siemens"),
    ("Mira Holt is the president of Chile. The president slept.", "president = Mira Holt"),
    ("Mira Holt spoke. Tobias Reyes praised Holt.", "Holt = Mira Holt"),
    ("Siemens is old. The company grew.", "The company = Siemens"),
    # a surname that the recogniser takes for no name, or for a people
    (
        "Attorney General Jeff Sessions slept. Democrats want to question Sessions.",
        "Sessions = Jeff Sessions",
    ),
    ('Mira Holt said: "I am tired of the long war."', "I = Mira Holt"),
]

#: Text → mentions that stand for nobody.
NOBODY: list[Row] = [
    ("The weather was fine. It rained later.", "It"),
    ("Mira Holt met Tobias Reyes. It was late.", "It"),
    ("Mira Holt slept. The strangers sang, and they ate.", "they"),
    ("Mira Holt met the ministers. His hat was green.", "His"),
]


@pytest.fixture(scope="module")
def made(extractor: Extractor) -> dict[str, KnowledgeGraph]:
    return graphs([row[0] for row in CLAIMS], extractor)


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> dict[str, ArticleRecord]:
    return read([row[0] for row in MENTIONS + NOBODY], extractor)


@pytest.mark.parametrize(("text", "claims"), params(CLAIMS))
def test_thanks_go_from_and_to_the_right_people(
    text: str, claims: str, made: dict[str, KnowledgeGraph]
) -> None:
    assert [said for said in lines(made[text]) if " thanked " in said] == expected(claims)


@pytest.mark.parametrize(("text", "pairs"), MENTIONS)
def test_mentions(text: str, pairs: str, records: dict[str, ArticleRecord]) -> None:
    record = records[text]
    found = {f"{m.text} = {record.entities[m.entity].name}" for m in record.mentions}
    assert set(expected(pairs)) <= found


@pytest.mark.parametrize(("text", "mention"), NOBODY)
def test_mentions_of_nobody(text: str, mention: str, records: dict[str, ArticleRecord]) -> None:
    assert mention not in [m.text for m in records[text].mentions]


def test_mentions_are_the_text_at_their_place(records: dict[str, ArticleRecord]) -> None:
    for text, record in records.items():
        assert all(text[m.start : m.end] == m.text for m in record.mentions)
