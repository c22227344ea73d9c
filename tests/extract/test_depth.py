"""Sentences nested hundreds of times, and articles of hundreds of people, are read to their end."""

import pytest

from kg.extract import Extractor
from kg.extract.coreference import persons
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


def test_each_name_is_compared_with_few_others(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    same_person = persons._same_person

    def counted(one: str, other: str, *tables: object) -> bool:
        compared.append((one, other))
        return same_person(one, other, *tables)  # type: ignore[arg-type]

    monkeypatch.setattr(persons, "_same_person", counted)
    surnames = [
        a + b for a in ("Ba", "Ke", "Li", "Mo", "Ra", "Ti") for b in ("bel", "dor", "hol", "len", "mer")
    ]
    text = "\n\n".join(f"Ana {surname} called Peter {surname}." for surname in surnames)
    (record,) = extractor.records([Document("many", text, "many")])
    assert len(record.entities) == 2 * len(surnames)
    assert len(compared) <= 2 * len(surnames)
