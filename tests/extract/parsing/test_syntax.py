"""Trees: corrected by hanging a word elsewhere, before they are read and not after."""

import pytest

from kg.extract import Extractor
from kg.extract.grammar.frames import frame
from kg.extract.parsing.lines import parse_lines
from kg.extract.parsing.syntax import Word


def words_of(text: str, extractor: Extractor) -> dict[str, Word]:
    (article,) = parse_lines([text], extractor.nlp)
    return {word.text: word for word in article.words}


def test_a_word_hung_elsewhere(extractor: Extractor) -> None:
    words = words_of("Ana Cruz met Peter Bell in Oslo.", extractor)
    words["in"].hang(words["Bell"], "prep")
    assert words["in"] not in words["met"].children
    assert [child.text for child in words["Bell"].children] == ["Peter", "in"]
    assert words["in"].head is words["Bell"]


def test_a_new_root(extractor: Extractor) -> None:
    words = words_of("Ana Cruz slept.", extractor)
    words["Cruz"].hang(words["Cruz"], "ROOT")
    words["slept"].hang(words["Cruz"], "acl")
    assert list(words["Ana"].ancestors()) == [words["Cruz"]]
    assert words["Cruz"].sentence.root is words["Cruz"]


def test_a_tree_that_was_read_stays_as_it_is(extractor: Extractor) -> None:
    words = words_of("Ana Cruz met Peter Bell in Oslo.", extractor)
    assert frame(words["met"]).subject is words["Cruz"]
    with pytest.raises(RuntimeError, match="read already"):
        words["in"].hang(words["Bell"], "prep")
