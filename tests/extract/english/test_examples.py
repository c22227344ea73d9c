"""Each row of predicates.tsv that has an example says of it what the row says."""

import pytest

from kg.errors import TableError
from kg.extract import Extractor
from kg.extract.english.tables import Example, Row, _example, predicates
from kg.extract.grammar.factuality import factuality
from kg.extract.parsing.pipeline import parse
from kg.model import Document

EXAMPLES = [
    pytest.param(example, id=f"{word}-{pos}-{'counter' if k else 'example'}")
    for (word, pos), row in predicates().items()
    for k, example in enumerate(row.examples)
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 120


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_read_as_its_row_says(example: Example, extractor: Extractor) -> None:
    document = Document("example", example.text, "example.txt")
    ((_, article),) = parse([document], extractor.nlp, extractor.morphology)
    word = next(word for word in article.words if word.start == example.start)
    facts = factuality(word)
    assert (facts.polarity, facts.modality) == (example.polarity, example.modality)


@pytest.mark.parametrize(
    "cell",
    [
        "Cruz may call Bell. = affirmed possible",
        "Cruz may *call* Bell.",
        "Cruz may *call* Bell. = affirmed",
        "Cruz may *call* Bell. = possibly",
        "Cruz *may* *call* Bell. = affirmed possible",
    ],
)
def test_a_bad_example_is_refused(cell: str) -> None:
    with pytest.raises(TableError, match=r"predicates.tsv, line 7: .* is no example like"):
        _example(Row("predicates.tsv, line 7", {}), cell)
