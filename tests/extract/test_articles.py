"""Whole articles in the style of news agencies, all invented: what the graph must hold, and what it must not.

The second list of an article is of things that a hasty reader would believe, each of them not said.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from reading import lines

from kg.extract import Extractor
from kg.model import ArticleRecord, Document, KnowledgeGraph
from kg.resolve import resolve

FOLDER = Path(__file__).parent / "articles"
PUBLISHED = "2024-11-07"


@dataclass(frozen=True)
class Expected:
    said: tuple[str, ...]
    not_said: tuple[str, ...]


ARTICLES = {
    "merger": Expected(
        said=(
            "planned: Norvale Foods owns Brightmere Dairies",
            "Norvale Foods owns Kessler Cheese",
            "Norvale Foods located_in Lausanne",
            "Ingrid Halvorsen holds_office Chief Executive Officer of Norvale Foods",
            "Ingrid Halvorsen succeeded Marcel Dufour",
            "Ingrid Halvorsen age 52",
            "planned: Duncan Abernethy resigned_from Chairman of Brightmere Dairies",
        ),
        not_said=(
            "Norvale Foods owns Brightmere Dairies",
            "Hartwell Group owns Brightmere Dairies",
            "planned: Ingrid Halvorsen leads Kessler Cheese",
            "Ingrid Halvorsen works_for Unilever",
            "Duncan Abernethy resigned_from Chairman of Brightmere Dairies",
        ),
    ),
    "court": Expected(
        said=(
            "Victor Palermo convicted_of bribery and tax evasion",
            "not: Victor Palermo convicted_of money laundering",
            "Luca Ferrante owns Delmarco Construction",
            "Teresa Palermo spouse_of Victor Palermo",
            "Joan Whitcombe succeeded Victor Palermo",
            "Victor Palermo defeated Joan Whitcombe",
            "Joan Whitcombe lost 2016 election",
        ),
        not_said=(
            "Victor Palermo convicted_of money laundering",
            "Victor Palermo holds_office Mayor",
            "Helen Okafor accused Simon Achterberg",
            "Joan Whitcombe defeated Victor Palermo",
            "Victor Palermo owns Delmarco Construction",
        ),
    ),
    "final": Expected(
        said=(
            "Gerard Lafferty succeeded Mick Tranter",
            "Gerard Lafferty praised Ousmane Mendy",
        ),
        not_said=(
            "Bruno Aldini accused Piotr Zielak",
            "Castle Park defeated Riverton United",
            "Aaron Doyle lost Ireland",
            "Castle Park lost Wexham Stadium",
            "Bruno Aldini attacked Karl Steiner",
        ),
    ),
    "election": Expected(
        said=(
            "Jaan Raudsepp called Maarja Sandvik",
            "Annette Vogel congratulated Maarja Sandvik",
            "Annette Vogel holds_office Chancellor of Germany",
            "Pekka Lahti holds_office President of Finland",
            "Liis Tamm title President",
            "Maarja Sandvik age 44",
        ),
        not_said=(
            "Liis Tamm holds_office President of Finland",
            "Maarja Sandvik holds_office Prime Minister",
            "Harmony Alliance won Estonia parliamentary election",
            "Maarja Sandvik visited Kyiv",
            "planned: Annette Vogel visited Kyiv",
        ),
    ),
    "war": Expected(
        said=(
            "Adam Wierzba accused Russia",
            "Adam Wierzba holds_office Foreign Minister of Poland",
            "not: Vladimir Putin met_with Volodymyr Zelensky",
            "Volodymyr Zelensky visited Ankara",
            "Volodymyr Zelensky thanked Recep Tayyip Erdogan",
            "possible: Russia attacked Kharkiv",
        ),
        not_said=(
            "Russia attacked Kharkiv",
            "Vladimir Putin met_with Volodymyr Zelensky",
            "Volodymyr Zelensky holds_office President of Russia",
            "Ukraine attacked Russia",
            "Russia killed Oleh Marchenko",
        ),
    ),
    "obituary": Expected(
        said=(
            "Eleanor Vance-Hughes born_in Cardiff",
            "Eleanor Vance-Hughes died_in Bristol",
            "Eleanor Vance-Hughes age 91",
            "Eleanor Vance-Hughes educated_at Somerville College",
            "Eleanor Vance-Hughes spouse_of Owen Hughes",
            "Eleanor Vance-Hughes sibling_of Gwyn Vance",
            "not: Eleanor Vance-Hughes met_with Graham Greene",
            "Eleanor Vance-Hughes criticized Tony Blair",
        ),
        not_said=(
            "Eleanor Vance-Hughes met_with Graham Greene",
            "Eleanor Vance-Hughes leads Ormond Foundation",
            "Eleanor Vance-Hughes works_for BBC",
            "Eleanor Vance-Hughes lives_in Bristol",
        ),
    ),
    "science": Expected(
        said=(
            "Amara Diallo won Lindgren Prize",
            "Amara Diallo met_with Kenji Morita",
            "Amara Diallo founded Blue Reef Institute",
            "Amara Diallo leads Blue Reef Institute",
            "Amara Diallo born_in Dakar",
            "Amara Diallo educated_at Stanford University",
            "Kenji Morita works_for Kyoto University",
            "Kenji Morita spouse_of Yuki",
        ),
        not_said=(
            "Ruth Calloway won Lindgren Prize",
            "Ruth Calloway works_for Kyoto University",
            "Ruth Calloway holds_office Professor of Kyoto University",
            "Robert Ashby educated_at Stanford University",
        ),
    ),
    "scandal": Expected(
        said=(
            "Daniel Prewitt appointed Raymond Toller",
            "Oakline sued Veltrix Systems",
        ),
        not_said=(
            "Oakline sued Daniel Prewitt",
            "Cordata owns Veltrix Systems",
            "Raymond Toller works_for Goldman Sachs",
            "Daniel Prewitt holds_office Chief Executive Officer",
            "Avi Shalev resigned_from Veltrix Systems",
        ),
    ),
    "diplomacy": Expected(
        said=(
            "Abdi Warsame met_with Grace Wanjiru",
            "Grace Wanjiru holds_office Foreign Minister of Kenya",
            "Grace Wanjiru signed Addis Declaration",
            "Abdi Warsame signed Addis Declaration",
            "Tesfaye Alemu holds_office Prime Minister of Ethiopia",
            "Linda Marsh holds_office Secretary of State of the United States",
            "Abdi Warsame thanked Ethiopia",
            "Somalia accused Kenya",
            "planned: Joseph Mutua visited Mogadishu",
        ),
        not_said=(
            "Joseph Mutua visited Mogadishu",
            "Tesfaye Alemu signed Addis Declaration",
            "Abdi Warsame spokesperson_for Kenya",
            "Kenya accused Somalia",
        ),
    ),
    "crime": Expected(
        said=(
            "Samuel Brandt died_in Denver General Hospital",
            "Samuel Brandt parent_of Nicole",
            "Samuel Brandt age 58",
            "Laura Menendez holds_office Police Chief of Denver",
            "Curtis Wayne Hollis charged_with first-degree murder",
            "possible: Curtis Wayne Hollis convicted_of murder",
        ),
        not_said=(
            "Curtis Wayne Hollis convicted_of murder",
            "Curtis Wayne Hollis killed Samuel Brandt",
            "Laura Menendez arrested Terrell Oakes",
            "Samuel Brandt age 29",
            "Carlos Rentería visited Samuel Brandt",
        ),
    ),
    "senate": Expected(
        said=(
            "Teresa Delgado signed Clean Rivers Act",
            "Teresa Delgado member_of Democratic Party",
            "Teresa Delgado visited Fallow Creek",
            "Holly Quist leads Sierra Alliance",
            "Paul Nakamura thanked Teresa Delgado",
            "Paul Nakamura defeated Carl",
            "not: California Farm League endorsed Teresa Delgado",
        ),
        not_said=(
            "California Farm League endorsed Teresa Delgado",
            "Paul Nakamura defeated Dirk Vandermeer",
            "Dirk Vandermeer attacked California",
            "Pete Wilcox praised Teresa Delgado",
            "Pete Wilcox held_office Governor of Democratic Party",
        ),
    ),
    "coup": Expected(
        said=(
            "Emmanuel Macron spoke_with Idrissa Kone",
            "Idrissa Kone defeated Adama Traore",
            "Idrissa Kone visited Senegal",
        ),
        not_said=(
            "Idrissa Kone defeated Moussa Traore",
            "Moussa Traore spouse_of Lamine Kone",
            "Moussa Traore holds_office President",
            "Volkov endorsed Moussa Traore",
        ),
    ),
    "trade": Expected(
        said=(
            "Frances Adeyemi accused Kestrel Ports",
            "Miles Corrigan succeeded Susan Petrie",
            "Alun Price title Business Secretary",
        ),
        not_said=(
            "Tom Brierley member_of Maritime Workers Union",
            "Miles Corrigan works_for Royal Navy",
            "Joanna Lumsden member_of Labour",
            "Frances Adeyemi works_for Kestrel Ports",
            "Miles Corrigan leads Kestrel Ports",
        ),
    ),
    "transfer": Expected(
        said=(
            "planned: Emeka Okoro succeeded Stefan Vidic",
            "Emeka Okoro born_in Lagos",
            "Emeka Okoro age 23",
            "Leeds defeated Castellan Rovers",
        ),
        not_said=(
            "Castellan Rovers won Elland Road",
            "Emeka Okoro succeeded Stefan Vidic",
            "Miguel Arroyo attacked Everton",
            "Emeka Okoro lives_in Lagos",
            "Emeka Okoro defeated Ghana",
        ),
    ),
    "tech": Expected(
        said=(
            "Orbis Inc launched Orbis One",
            "Orbis Inc appointed Marcus Bell",
            "Tara Lindgren educated_at Stanford",
            "Tara Lindgren age 41",
        ),
        not_said=(
            "Marcus Bell works_for Apple",
            "Orbis Inc owns Sunda",
            "Apple owns Meta",
            "Astrid Lindgren parent_of Tara Lindgren",
            "Wei Zhang works_for Orbis Inc",
        ),
    ),
    "royal": Expected(
        said=(
            "planned: Edvard spouse_of Sofie Nygaard",
            "Edvard met_with Sofie Nygaard",
            "Haakon parent_of Edvard",
            "Mette parent_of Edvard",
            "Astrid sibling_of Edvard",
            "Lars Nygaard parent_of Sofie Nygaard",
            "Lena Dahl lives_in London",
        ),
        not_said=(
            "Edvard spouse_of Sofie Nygaard",
            "Edvard spouse_of Lena Dahl",
            "Olav Strand spouse_of Sofie Nygaard",
            "Edvard visited Rome",
        ),
    ),
}

#: What is still read wrong, and why.
WRONG_SO_FAR = {
    ("war", "Russia killed Oleh Marchenko"): "three people died, and he said so",
    ("scandal", "Avi Shalev resigned_from Veltrix Systems"): "the company is the one they founded",
}


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> dict[str, ArticleRecord]:
    documents = [
        Document(name, (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt", date=PUBLISHED)
        for name in ARTICLES
    ]
    return {record.document.id: record for record in extractor.records(documents)}


@pytest.fixture(scope="module")
def graphs(records: dict[str, ArticleRecord], extractor: Extractor) -> dict[str, KnowledgeGraph]:
    return {name: resolve([record], extractor.ontology) for name, record in records.items()}


@pytest.mark.parametrize("name", ARTICLES)
def test_what_the_article_says(name: str, graphs: dict[str, KnowledgeGraph]) -> None:
    missing = set(ARTICLES[name].said) - set(lines(graphs[name]))
    assert not missing


def not_said() -> list[object]:
    pairs = [(name, claim) for name, article in ARTICLES.items() for claim in article.not_said]
    return [
        pytest.param(*pair, marks=pytest.mark.xfail(strict=True, reason=WRONG_SO_FAR[pair]))
        if pair in WRONG_SO_FAR
        else pytest.param(*pair)
        for pair in pairs
    ]


@pytest.mark.parametrize(("name", "claim"), not_said())
def test_what_the_article_does_not_say(name: str, claim: str, graphs: dict[str, KnowledgeGraph]) -> None:
    assert claim not in lines(graphs[name])


def test_every_article_has_its_table() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(ARTICLES)


def test_all_evidence_quotes_its_article(graphs: dict[str, KnowledgeGraph]) -> None:
    for graph in graphs.values():
        (document,) = graph.documents
        for claim in graph.claims:
            for e in claim.evidence:
                assert document.text[e.start : e.end] == e.quote
                assert "\n" not in e.quote


def test_an_article_read_among_others_is_read_as_alone(
    records: dict[str, ArticleRecord], extractor: Extractor
) -> None:
    for name in ("crime", "final"):
        assert list(extractor.records([records[name].document])) == [records[name]]
