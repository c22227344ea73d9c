"""Feeding articles to spaCy: paragraph by paragraph, with their offsets; models that can't be had."""

import time
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.extract import Extractor
from kg.extract.parsing.pipeline import LONGEST, installed_model, load_pipeline, paragraphs
from kg.model import ArticleRecord, Document

PARAGRAPHS = [
    ("", []),
    ("  \n\t\n", []),
    ("One.", [(0, "One.")]),
    ("One.\nTwo.", [(0, "One."), (5, "Two.")]),
    ("One.\r\n\r\nTwo.\r\n", [(0, "One."), (8, "Two.")]),
    ("  One.  \n\n  Two.", [(2, "One."), (12, "Two.")]),
    ("One.\nTwo.\nOne.", [(0, "One."), (5, "Two.")]),  # said once, though it stands there twice
    ("Ünö 🙂.\nTwo.", [(0, "Ünö 🙂."), (7, "Two.")]),  # code points, not bytes
]


@pytest.mark.parametrize(("text", "found"), PARAGRAPHS)
def test_paragraphs_and_their_offsets(text: str, found: list[tuple[int, str]]) -> None:
    assert list(paragraphs(text)) == found
    assert all(text[at : at + len(part)] == part for at, part in found)


def test_a_very_long_paragraph_is_cut_between_words() -> None:
    text = "word " * LONGEST
    parts = list(paragraphs(text))
    assert len(parts) > 1
    assert all(len(part) <= LONGEST and part.startswith("word") for _, part in parts)
    assert "".join(part for _, part in parts).split() == text.split()


@pytest.mark.parametrize("name", ["no_such_model", "no-such-model", "kg", "/no/such/folder"])
def test_a_model_that_can_not_be_had(name: str) -> None:
    with pytest.raises(ModelError, match=f"model '{name}'"):
        load_pipeline(name)


def record(text: str, extractor: Extractor) -> ArticleRecord:
    (made,) = extractor.records([Document("one", text, "one.txt")])
    return made


@pytest.mark.parametrize(
    "text", ["", " \n ", "...", "🙂🙂🙂", "x" * 3000, '"', "“", "()" * 500, "the the the"]
)
def test_odd_texts_are_read_and_say_nothing(text: str, extractor: Extractor) -> None:
    made = record(text, extractor)
    assert made.document.text == text
    assert made.findings == ()


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n\n", "  \n\t", "\u2028", "\n🙂\n"])
def test_what_stands_between_paragraphs_moves_only_the_offsets(between: str, extractor: Extractor) -> None:
    text = f"Mira Holt slept.{between}She thanked Tobias Reyes."
    made = record(text, extractor)
    (finding,) = made.findings
    assert (finding.property, text[finding.start : finding.end]) == ("thanked", "She thanked Tobias Reyes.")
    assert made.entities[finding.subject].name == "Mira Holt"


def test_a_paragraph_printed_twice_says_it_once(extractor: Extractor) -> None:
    said = "Mira Holt thanked Tobias Reyes."
    assert len(record(f"{said}\n{said}", extractor).findings) == 1


@pytest.mark.parametrize("sign", ["(", '"', "``", "'s", "re-", "?!"])
def test_thousands_of_signs_without_a_space_are_soon_told_apart(sign: str, extractor: Extractor) -> None:
    text = sign * (10_000 // len(sign))
    started = time.process_time()
    assert "".join(token.text for token in extractor.nlp.make_doc(text)) == text
    assert time.process_time() - started < 1


def test_records_come_in_the_order_of_the_documents(extractor: Extractor) -> None:
    documents = [Document(str(k), "" if k % 3 else "Mira Holt slept.", "x") for k in range(7)]
    assert [made.document for made in extractor.records(documents)] == documents


def test_the_same_article_gives_the_same_record(extractor: Extractor) -> None:
    text = "Mira Holt met Tobias Reyes and Ingrid Falk. They thanked the mayor of Leeds."
    assert record(text, extractor) == record(text, extractor)


def test_a_model_tells_its_version_without_being_loaded() -> None:
    assert installed_model() == "en_core_web_md 3.7.1"


@pytest.mark.parametrize("name", ["no_such_model", "no-such-model", "kg", "/no/such/folder", "__main__"])
def test_a_model_that_has_no_version(name: str) -> None:
    with pytest.raises(ModelError, match=f"model '{name}'"):
        installed_model(name)


def test_what_an_article_says_does_not_depend_on_its_neighbours(extractor: Extractor) -> None:
    """Alone, after others, and with other numbers of rows in the model's matrices: the same record."""
    texts = [
        path.read_text("utf-8") for path in sorted((Path(__file__).parents[1] / "articles").glob("*.txt"))
    ]
    documents = [Document(f"t{k}", text, f"t{k}.txt") for k, text in enumerate(texts[:6])]
    together = list(extractor.records(documents))
    assert list(extractor.records(reversed(documents))) == together[::-1]
    assert [record for document in documents for record in extractor.records([document])] == together
