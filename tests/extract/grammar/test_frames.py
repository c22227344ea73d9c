"""Clause frames: whose the subject is, what is governed, and which things a contrast sets aside."""

import pytest
from reading import expected, graphs, lines

from kg.extract import Extractor
from kg.extract.grammar.frames import Frame, frame
from kg.extract.parsing.lines import parse_lines

#: A sentence, the verb in it, its subject, and where that came from.
SUBJECTS = [
    ("Mira Holt called Ingrid Falk.", "called", "Holt", "own"),
    ("Ingrid Falk was called by Mira Holt.", "called", "Falk", "own"),
    ("Tobias Reyes asked Mira Holt to call Ingrid Falk.", "call", "Holt", "control"),
    ("Tobias Reyes promised Mira Holt to call Ingrid Falk.", "call", "Reyes", "control"),
    ("Tobias Reyes thanked Mira Holt for calling Ingrid Falk.", "calling", "Holt", "control"),
    ("Mira Holt was the first to call Ingrid Falk.", "call", "Holt", "control"),
    ("Mira Holt, who called Ingrid Falk, slept.", "called", "Holt", "relative"),
    ("Siemens, founded by Mira Holt, sued Acme.", "founded", "Siemens", "participle"),
    ("Having called Ingrid Falk, Mira Holt slept.", "called", "Holt", "participle"),
    ("Mira Holt came and called Ingrid Falk.", "called", "Holt", "shared"),
    ("There was a call.", "was", "There", "own"),
]
#: A sentence, the verb in it, and its complements: role and head.
COMPLEMENTS = [
    ("Mira Holt met Tobias Reyes on Monday.", "met", "object Reyes; on Monday"),
    ("Mira Holt gave Tobias Reyes the prize.", "gave", "dative Reyes; object prize"),
    ("Mira Holt pulled out of the race.", "pulled", "out of race"),
    ("Mira Holt was praised by Tobias Reyes for winning.", "praised", "by Reyes; for winning"),
    ("Oslo sold the bridge Mira Holt built.", "built", "object bridge"),
    ("Mira Holt said that Tobias Reyes slept.", "said", "clause slept"),
    ("Mira Holt is the mayor.", "is", "predicative mayor"),
]
#: What must be claimed, and nothing else.
CONTRASTS = [
    ("Mira Holt, not Tobias Reyes, called Ingrid Falk.",
     "Mira Holt called Ingrid Falk; not: Tobias Reyes called Ingrid Falk"),
    ("Not Tobias Reyes but Mira Holt called Ingrid Falk.",
     "Mira Holt called Ingrid Falk; not: Tobias Reyes called Ingrid Falk"),
    ("Mira Holt called Ingrid Falk, not Tobias Reyes.",
     "Mira Holt called Ingrid Falk; not: Mira Holt called Tobias Reyes"),
    ("Acme Corp hired Mira Holt, not Tobias Reyes.",
     "Acme Corp appointed Mira Holt; not: Acme Corp appointed Tobias Reyes"),
    ("Siemens, founded by Mira Holt, sued Acme.", "Mira Holt founded Siemens; Siemens sued Acme"),
    ("Mira Holt was the first to call Ingrid Falk.", "Mira Holt called Ingrid Falk"),
    ("Mira Holt hopes to become the first to call Ingrid Falk.", "possible: Mira Holt called Ingrid Falk"),
    ("Mira Holt was not the first to call Ingrid Falk.", ""),
]  # fmt: skip


def frame_of(text: str, verb: str, extractor: Extractor) -> Frame:
    (article,) = parse_lines([text], extractor.nlp)
    return frame(next(word for word in article.words if word.text == verb))


@pytest.mark.parametrize(("text", "verb", "subject", "source"), SUBJECTS)
def test_subjects(text: str, verb: str, subject: str, source: str, extractor: Extractor) -> None:
    found = frame_of(text, verb, extractor)
    assert found.subject is not None
    assert (found.subject.text, found.source) == (subject, source)
    assert frame(found.head) is found


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Siemens named Ana Cruz its chief executive.", "named", False),  # tagged as a participle
        ("Ana Cruz, named by Siemens, slept.", "named", True),
        ("Ana Cruz was named by Siemens.", "named", True),
    ],
)
def test_passives(text: str, verb: str, passive: bool, extractor: Extractor) -> None:
    assert frame_of(text, verb, extractor).passive == passive


@pytest.mark.parametrize(("text", "verb", "governed"), COMPLEMENTS)
def test_complements(text: str, verb: str, governed: str, extractor: Extractor) -> None:
    found = frame_of(text, verb, extractor).complements
    assert "; ".join(f"{c.role} {c.head.text}" for c in found) == governed


@pytest.mark.parametrize(("text", "claims"), CONTRASTS)
def test_contrasts(text: str, claims: str, extractor: Extractor) -> None:
    assert lines(graphs([text], extractor)[text]) == expected(claims)
