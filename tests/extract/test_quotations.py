"""Who spoke which words."""

import pytest
from reading import params, read

from kg.extract import Extractor
from kg.model import ArticleRecord

#: Text → "speaker: words", by semicolons; "?" where no speaker is known.
ROWS = [
    ('"We will build the bridge," Mira Holt said.', "Mira Holt: We will build the bridge,"),
    ('"We will build the bridge," said Mira Holt.', "Mira Holt: We will build the bridge,"),
    ('Mira Holt said: "We will build the bridge."', "Mira Holt: We will build the bridge."),
    ('Mira Holt said, "We will build the bridge."', "Mira Holt: We will build the bridge."),
    ("“We will build the bridge,” Mira Holt said.", "Mira Holt: We will build the bridge,"),
    ("‘We will build the bridge,’ Mira Holt said.", "Mira Holt: We will build the bridge,"),
    ("„We will build the bridge,” Mira Holt said.", "Mira Holt: We will build the bridge,"),
    (
        '"We will build it," Mira Holt said. "It will be a fine bridge."',
        "Mira Holt: We will build it,; Mira Holt: It will be a fine bridge.",
    ),
    (
        '"We will build it here," Mira Holt told Tobias Reyes, "and you will pay for it."',
        "Mira Holt: We will build it here,; Mira Holt: and you will pay for it.",
    ),
    (
        'Mira Holt spoke first. "We will build the bridge," she said.',
        "Mira Holt: We will build the bridge,",
    ),
    (
        '"We will build the bridge," Mira Holt said.\n\n"It is far too dear," said Tobias Reyes.',
        "Mira Holt: We will build the bridge,; Tobias Reyes: It is far too dear,",
    ),
    ('"We will build the bridge," an aide said.', "?: We will build the bridge,"),
    (
        'Mira Holt, who called it "the best bridge in the world", slept.',
        "Mira Holt: the best bridge in the world",
    ),
    ('Mira Holt said it was "the best bridge in the world".', "Mira Holt: the best bridge in the world"),
    ('"We will build the bridge," Mira Holt wrote in a letter.', "Mira Holt: We will build the bridge,"),
    ('According to Mira Holt, "the bridge will be built soon".', "Mira Holt: the bridge will be built soon"),
    # words in marks that nobody speaks
    ('The so-called "bridge tax" was dropped.', ""),
    ('Mira Holt wrote "Bridges".', ""),
    ("Mira Holt's and Tobias Reyes' houses stand apart.", ""),
    ("It's the bridge's fault, and they're sorry.", ""),
    # the one spoken of does not speak
    (
        'Tobias Reyes was ill. "He never took a cent," Mira Holt told reporters.',
        "Mira Holt: He never took a cent,",
    ),
    (
        'Mira Holt said her client would appeal. "She never took a cent," Holt told reporters.',
        "Mira Holt: She never took a cent,",
    ),
]


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> dict[str, ArticleRecord]:
    return read([row[0] for row in ROWS], extractor)


@pytest.mark.parametrize(("text", "quoted"), params(ROWS))
def test_quotations(text: str, quoted: str, records: dict[str, ArticleRecord]) -> None:
    record = records[text]
    names = {k: entity.name for k, entity in enumerate(record.entities)}
    found = [f"{names.get(-1 if q.speaker is None else q.speaker, '?')}: {q.text}" for q in record.quotations]
    assert "; ".join(found) == quoted


def test_quotations_are_the_text_at_their_place(records: dict[str, ArticleRecord]) -> None:
    for text, record in records.items():
        for q in record.quotations:
            assert text[q.start : q.end] == q.text
            assert q.evidence_start <= q.start < q.end <= q.evidence_end


def test_facts_inside_a_quotation_are_credited_to_its_speaker(extractor: Extractor) -> None:
    text = '"Tobias Reyes founded Siemens," Mira Holt said.'
    (record,) = read([text], extractor).values()
    (finding,) = record.findings
    assert finding.property == "founded"
    assert finding.speaker is not None
    assert record.entities[finding.speaker].name == "Mira Holt"
