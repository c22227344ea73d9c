"""Records travel to disk and back unchanged; a wrong one is refused by name."""

import json
from dataclasses import replace

import pytest

from kg.errors import KgError
from kg.model import (
    Argument,
    ArticleEntity,
    ArticleRecord,
    Document,
    Finding,
    Mention,
    Proposition,
    Quotation,
    Value,
)
from kg.storage.records import dumps, loads

TEXT = "Harris\r\ncalled “Trump”.\u2028She is 60. 𝒦"
RECORD = ArticleRecord(
    document=Document("a/b", TEXT, "a.txt", title=None, date="2024-11-07", url="https://example.org/?a=1&b"),
    entities=(
        ArticleEntity("Kamala Harris", "Person", ("Harris", "Kamala Harris")),
        ArticleEntity("Vice President", "Office", (), title="Vice President", owner=0, year="2024"),
    ),
    mentions=(Mention(0, 6, "Harris", 0, "surname"),),
    propositions=(
        Proposition(
            "verb",
            "call",
            (
                Argument("subject", "Harris", 0, 6, entities=(0,)),
                Argument("object", "“Trump”", 15, 22, value="", head=""),
            ),
            0,
            23,
            "negated",
            "possible",
            former=True,
            speaker=0,
            date="2024-11",
            asserted=False,
        ),
    ),
    findings=(
        Finding(0, "age", Value("60", "integer"), 24, 34, "X is N"),
        Finding(0, "called", 1, 0, 23, "verb: X call Y", speaker=1),
    ),
    quotations=(Quotation(16, 21, "Trump", None, 0, 23),),
)


def test_a_record_comes_back_as_it_was() -> None:
    line = dumps(RECORD)
    assert "\n" not in line
    assert loads(line) == RECORD
    assert dumps(loads(line)) == line


def test_defaults_are_left_out_and_keys_are_sorted() -> None:
    record = json.loads(dumps(RECORD))
    assert record["entities"][0] == {
        "kind": "Person",
        "name": "Kamala Harris",
        "names": ["Harris", "Kamala Harris"],
    }
    assert list(record) == sorted(record)


@pytest.mark.parametrize("empty", [replace(RECORD, entities=(), mentions=(), propositions=())])
def test_an_article_without_anything_in_it(empty: ArticleRecord) -> None:
    assert loads(dumps(empty)) == empty


def _changed(path: str, value: object) -> str:
    """The record's JSON with one place of it changed; a value of `...` takes the place out."""
    record = json.loads(dumps(RECORD))
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = record
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return json.dumps(record)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not JSON"),
        ("[]", "[] is not an object"),
        (_changed("document.text", ...), "document: 'text' is missing"),
        (_changed("document.colour", "red"), "document: 'colour' is unknown"),
        (
            _changed("findings.1.polarity", "maybe"),
            "findings[1].polarity: 'maybe' is none of affirmed, negated",
        ),
        (_changed("findings.0.object.datatype", "time"), "findings[0].object.datatype: 'time' is none of"),
        (_changed("findings.0.subject", True), "findings[0].subject: True is not a whole number"),
        (_changed("mentions", None), "mentions: None is not a list"),
        (
            _changed("propositions.0.arguments.1.start", "15"),
            "propositions[0].arguments[1].start: '15' is not a whole number",
        ),
    ],
)
def test_a_wrong_record_is_refused_with_the_place(line: str, fault: str) -> None:
    with pytest.raises(KgError) as caught:
        loads(line)
    assert fault in str(caught.value)
