"""Sentences nested hundreds of times are read to their end, without recursion."""

import pytest

from kg.extract import Extractor
from kg.extract.parsing.pipeline import parse
from kg.extract.propositions.rows import rows
from kg.model import Document

DEEP = [
    "Ana Cruz visited the mayor " + "of the city " * 600 + ".",
    "Ana Cruz " + "called and " * 700 + "left.",
    "Ana Cruz will " + "call or " * 700 + "leave.",
    "Ana Cruz " + "said that Peter Bell " * 400 + "left.",
    "Ana Cruz called " + "her brother's " * 400 + "friend.",
]


@pytest.mark.parametrize("text", DEEP, ids=lambda text: text[9:30])
def test_deep_sentences(text: str, extractor: Extractor) -> None:
    ((document, article),) = parse([Document("deep", text, "deep")], extractor.nlp, extractor.morphology)
    assert extractor.record(document, article).document is document
    assert all(row.confidence > 0 for row in rows(article, binary=True))
