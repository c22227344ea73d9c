"""How sure a finding is: what lowers it, that it is written as machines agree on, and its table."""

import math
from dataclasses import replace

import pytest
from reading import documents, params, read

from kg.extract import Extractor
from kg.extract.findings.confidence import FOUND, Confidence, track_record, weights_of_features
from kg.model import ArticleRecord, Finding
from kg.ontology.package import Ontology

#: A text, and what is known of its last finding besides "any".
FEATURES = [
    ("Mira Holt thanked Tobias Reyes.", ""),
    ("Mira Holt met Ana Cruz. Holt thanked Tobias Reyes.", "subject by part of a name"),
    ("Mira Holt smiled. She thanked Tobias Reyes.", "subject by pronoun"),
    ("Tobias Reyes smiled. Mira Holt thanked him.", "object by pronoun"),
    ("The Mira Holt campaign thanked Tobias Reyes.", ""),
    ("Mira Holt thanked Zorvex.", "name of one word"),
    ("Mira Holt thanked Tobias Reyes, Ingrid Falk and Ana Cruz.", "many findings"),
    ("Ingrid Falk said that Mira Holt thanked Tobias Reyes.", "told by a speaker"),
    ("Mira Holt thanked Tobias Reyes" + " for the long night" * 16 + ".", "long sentence"),
]


def last(record: ArticleRecord) -> Finding:
    return max(record.findings, key=lambda finding: finding.start)


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> dict[str, ArticleRecord]:
    return read([text for text, _ in FEATURES], extractor)


@pytest.mark.parametrize(("text", "expected"), params(FEATURES))
def test_features(text: str, expected: str, records: dict[str, ArticleRecord], ontology: Ontology) -> None:
    record = records[text]
    found = set(Confidence(record, record.findings, ontology).features(last(record)))
    assert found - {"any", "many arguments"} == ({expected} if expected else set())


def test_a_guessed_side_is_less_sure_than_a_name(records: dict[str, ArticleRecord]) -> None:
    by_name, by_surname, by_pronoun = (last(records[FEATURES[k][0]]).confidence for k in (0, 1, 2))
    assert by_name > by_surname and by_name > by_pronoun


def test_a_probability_of_two_decimals_that_is_never_certain(records: dict[str, ArticleRecord]) -> None:
    for record in records.values():
        for finding in record.findings:
            assert 0.01 <= finding.confidence <= 0.99
            assert finding.confidence == round(finding.confidence, 2)


def test_a_pronoun_s_mention_keeps_its_probability(extractor: Extractor) -> None:
    (record,) = extractor.records(documents(["Mira Holt smiled. She thanked Tobias Reyes."]))
    (pronoun,) = [m for m in record.mentions if m.rule == "pronoun"]
    assert 0.5 < pronoun.probability < 1
    assert {m.probability for m in record.mentions if m.rule == "name"} == {1.0}


def test_of_equal_findings_the_surest_is_kept(extractor: Extractor) -> None:
    text = "Mira Holt thanked Tobias Reyes, and she thanked Tobias Reyes."
    (record,) = extractor.records(documents([text]))
    twice = replace(record, propositions=record.propositions[::-1])
    assert {f.confidence for f in extractor.match(twice).findings} == {f.confidence for f in record.findings}


def test_a_track_record_counts_the_more_the_more_was_judged() -> None:
    good, bad, rare, none = ("met", "verb"), ("led", "role"), ("won", "verb"), ("sued", "verb")
    judged = {good: (90, 10), bad: (50, 50), rare: (0, 1)}
    found = {entry: track_record(entry, judged) for entry in (good, bad, rare, none)}
    assert found[good] > 0 > found[rare] > found[bad]
    assert found[none] == 0


def test_the_weights_are_numbers_of_four_decimals() -> None:
    weights = weights_of_features()
    assert {"any", "track record", "subject by pronoun"} <= weights.keys()
    assert all(math.isfinite(weight) and weight == round(weight, 4) for weight in weights.values())


def test_the_ways_are_those_of_mentions(extractor: Extractor) -> None:
    texts = (
        "Mira Holt, the mayor of Oslo, praised Norvale Foods. Holt thanked Norvale. She said: “I won.”",
        "Mira Holt's campaign thanked the British minister. The mayor met Ana Cruz, mayor of Oslo.",
    )
    rules = {mention.rule for record in read(texts, extractor).values() for mention in record.mentions}
    assert set(FOUND) - rules == set(), "no mention is found so"
