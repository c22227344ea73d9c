"""Feeding articles to spaCy: paragraph by paragraph, with their offsets; models that can't be had."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.extract import Extractor
from kg.extract.parsing.pipeline import (
    MAX_PIECE,
    installed_model,
    load_pipeline,
    paragraphs,
    pieces,
    squeezed,
    unwrapped,
)
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
    ("- One.\n2. Two.\n(3) Three.", [(2, "One."), (10, "Two."), (19, "Three.")]),
    ("OSLO, May 2 (AP) — One.", [(19, "One.")]),
]
#: Texts whose lines a program or a person broke, and their paragraphs.
WRAPPED = [
    (
        "Ana Cruz met Boris\nHale on Monday in\nthe town of Oslo.",
        ["Ana Cruz met Boris Hale on Monday in the town of Oslo."],
    ),
    ("Ana Cruz met\r\nhim in Oslo.", ["Ana Cruz met  him in Oslo."]),
    # Lines that nothing shows to be parts of one.
    ("Cruz Meets Hale\nAna Cruz met Boris Hale.", ["Cruz Meets Hale", "Ana Cruz met Boris Hale."]),
    ("Cruz Meets Hale\niPhones were handed out.", ["Cruz Meets Hale", "iPhones were handed out."]),
    ("What she said:\nno more war.", ["What she said:", "no more war."]),
    ("Ana Cruz met him in\n\nthe town of Oslo.", ["Ana Cruz met him in", "the town of Oslo."]),
    ("Ana Cruz met him in\u2029the town of Oslo.", ["Ana Cruz met him in", "the town of Oslo."]),
    # In a wrapped text: a title, the short last line of a paragraph, an indented first one, a list.
    (
        "A Visit\nAna Cruz met Boris Hale in the\ntown of Oslo.",
        ["A Visit", "Ana Cruz met Boris Hale in the town of Oslo."],
    ),
    (
        "Ana Cruz met Hale in the\ntown of Oslo.\nHe thanked her.",
        ["Ana Cruz met Hale in the town of Oslo.", "He thanked her."],
    ),
    (
        "Ana Cruz met Hale in\nthe town.\n  Later on he left\nagain.",
        ["Ana Cruz met Hale in the town.", "Later on he left again."],
    ),
    (
        "Ana met, as is said\nhere:\n- the mayor of Oslo\n- two boys",
        ["Ana met, as is said here:", "the mayor of Oslo", "two boys"],
    ),
]


@pytest.mark.parametrize(("text", "found"), PARAGRAPHS)
def test_paragraphs_and_their_offsets(text: str, found: list[tuple[int, str]]) -> None:
    assert list(paragraphs(text)) == found
    assert all(text[at : at + len(part)] == part for at, part in found)


@pytest.mark.parametrize(("text", "found"), WRAPPED)
def test_the_lines_of_a_wrapped_text(text: str, found: list[str]) -> None:
    given = list(paragraphs(text))
    assert [part for _, part in given] == found
    plain = unwrapped(text)
    assert len(plain) == len(text)
    assert all(plain[at : at + len(part)] == part for at, part in given)
    assert list(paragraphs(plain)) == given


def test_a_wrapped_text_is_read_as_its_paragraphs(extractor: Extractor) -> None:
    text = "On Monday the singer Mira\r\nHolt thanked her friend  Tobias\nReyes for the\nevening."
    made = record(text, extractor)
    (finding,) = made.findings
    assert (finding.property, text[finding.start : finding.end]) == ("thanked", text)
    assert [made.entities[k].name for k in (finding.subject, finding.object)] == ["Mira Holt", "Tobias Reyes"]
    for mention in made.mentions:
        assert " ".join(text[mention.start : mention.end].split()) == mention.text


def test_runs_of_spaces_are_one_to_the_parser() -> None:
    assert squeezed("a b") == ("a b", None)
    assert squeezed("a \t b  ") == ("a b ", [0, 1, 4, 5])


@pytest.mark.parametrize(
    ("sentence", "cut"),
    [
        ("Mr. Hale met “the king.” He left. ", ("He left. ", "king.” ")),
        ("word ", ("word ",)),
        ("x", ("x",)),
        ("U.S. ", ("U.S. ",)),
    ],
)
def test_a_very_long_paragraph_is_cut_at_sentence_ends(sentence: str, cut: tuple[str, ...]) -> None:
    text = sentence * (3 * MAX_PIECE // len(sentence))
    found = list(pieces(text))
    assert len(found) > 2
    assert all(len(piece) <= MAX_PIECE and piece.endswith(cut) for _, piece in found)
    assert all(text[start : start + len(piece)] == piece for start, piece in found)
    assert "".join(piece for _, piece in found) == text


@pytest.mark.slow
def test_memory_does_not_grow_with_a_paragraph(tmp_path: Path) -> None:
    """1.3 million code points without a line end, within 1 GB."""
    text = " ".join(f"The singer Mira Holt{k} sang in the town of Oslo on Monday." for k in range(24_000))
    (tmp_path / "long.txt").write_text(text, "utf-8")
    code = (
        "import sys; from kg.extract.parsing.pipeline import *; from kg.model import Document;"
        "from kg.extract.parsing.morphology import Morphology; nlp = load_pipeline();"
        "text = open(sys.argv[1], encoding='utf-8').read();"
        "list(parse([Document('a', text, 'a')], nlp, Morphology(nlp)))"
    )
    # A process begins with the largest size of the one it was forked from, which tests make large.
    measured = (
        "import resource, subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    told = subprocess.run(
        [sys.executable, "-c", measured, code, str(tmp_path / "long.txt")],
        capture_output=True,
        text=True,
        check=True,
    )
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(told.stdout) * unit < 1e9


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


@pytest.mark.parametrize("dateline", ["OSLO - ", "WESTMARK (Reuters) — ", "OSLO/WESTMARK (Reuters) - "])
def test_a_dateline_is_no_text(dateline: str) -> None:
    assert list(paragraphs(f"{dateline}Mira Holt slept.")) == [(len(dateline), "Mira Holt slept.")]
