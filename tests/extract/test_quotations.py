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
    (
        "Another critic, Laurence Tribe, was a mentor to Mr. Reyes.\n\n"
        "Mr. Reyes dismissed the criticism as the voice of Mr. Tribe's client. "
        '"You know, I love Larry," he said.',
        "Reyes: You know, I love Larry,",
    ),
    ('Mira Holt says that "exactly who did it" remains open.', "Mira Holt: exactly who did it"),
    ('"We will build the bridge," Mira Holt wrote in a letter.', "Mira Holt: We will build the bridge,"),
    ('According to Mira Holt, "the bridge will be built soon".', "Mira Holt: the bridge will be built soon"),
    # words in marks that nobody speaks
    ('The so-called "bridge tax" was dropped.', ""),
    ('Mira Holt wrote "Bridges".', ""),
    ("Mira Holt's and Tobias Reyes' houses stand apart.", ""),
    ("It's the bridge's fault, and they're sorry.", ""),
    # verbs of all kinds beside a quotation; a question or a shout before them
    ('"Who has the keys?" Mira Holt asked.', "Mira Holt: Who has the keys?"),
    (
        '"Nobody told us," said Tobias Reyes.\n\n"I phoned him twice," Mira Holt recalled.',
        "Tobias Reyes: Nobody told us,; Mira Holt: I phoned him twice,",
    ),
    (
        '"Nobody told us," said Tobias Reyes. "You get used to it," interjected Mira Holt.',
        "Tobias Reyes: Nobody told us,; Mira Holt: You get used to it,",
    ),
    ('"Nobody told us anything," texted Tobias Reyes.', "Tobias Reyes: Nobody told us anything,"),
    ('"We will build the bridge", Mira Holt said.', "Mira Holt: We will build the bridge"),
    ('"We will build the bridge soon." – Mira Holt', "Mira Holt: We will build the bridge soon."),
    ('The bridge was called "a gift to the whole town" by Mira Holt.', "Mira Holt: a gift to the whole town"),
    # announced by a colon
    (
        'Two were asked.\n\nMira Holt: "I will stay here."\n\nTobias Reyes: "I will go home."',
        "Mira Holt: I will stay here.; Tobias Reyes: I will go home.",
    ),
    ('Mira Holt, asked about the bridge, was brief: "It is far too dear."', "Mira Holt: It is far too dear."),
    # single marks, over paragraphs, closed by another mark
    (
        "Mira Holt said: 'We had no money for it.\n\nI told them so in May.' The bridge stands.",
        "Mira Holt: We had no money for it.; Mira Holt: I told them so in May.",
    ),
    ("Mira Holt said: 'It's the best of all bridges.'", "Mira Holt: It's the best of all bridges."),
    (
        'Mira Holt said: "We began. "We went on. "And we are done."',
        "Mira Holt: We began.; Mira Holt: We went on.; Mira Holt: And we are done.",
    ),
    # a speaker behind the last of several paragraphs; one before the first
    (
        'Mira Holt spoke of the flood. "The river rose by a metre.\n\n"Then it fell again," she said.',
        "Mira Holt: The river rose by a metre.; Mira Holt: Then it fell again,",
    ),
    (
        'Mira Holt was the first to open it.\n\n"There were forty parrots in it."\n\nHolt closed it.',
        "Mira Holt: There were forty parrots in it.",
    ),
    # whoever stands beside a quotation speaks it, known or not
    (
        '"It is fine now," Mira Holt said. "It is not fine at all," an aide said.',
        "Mira Holt: It is fine now,; ?: It is not fine at all,",
    ),
    (
        '"It is fine now," Mira Holt said. The newspaper wrote: "Nothing is fine here."',
        "Mira Holt: It is fine now,; ?: Nothing is fine here.",
    ),
    (
        '"It is fine now," Mira Holt said. Tobias Reyes was less glad. "It is not fine at all."',
        "Mira Holt: It is fine now,; Tobias Reyes: It is not fine at all.",
    ),
    (
        '"How many came here?" asked Mira Holt.\n\n"There were nine of them."',
        "Mira Holt: How many came here?; ?: There were nine of them.",
    ),
    # he or she
    (
        'Anna Bell and John Crow disagreed. "The ground is soft," she said. "It is a mistake," he insisted.',
        "Anna Bell: The ground is soft,; John Crow: It is a mistake,",
    ),
    # a phrase is somebody's only if a verb of saying gives it
    ('Mira Holt called him "a liar" twice.', "Mira Holt: a liar"),
    ('A doctor had typed "no hope at all" below.', "?: no hope at all"),
    ('Mira Holt spoke on "Face of the Nation".', "?: Face of the Nation"),
    (
        'The bridge was "very dear", and "a bit too long", said Mira Holt.',
        "Mira Holt: very dear; Mira Holt: a bit too long",
    ),
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
