"""Mentions without a name: descriptions ("the company", "his rival") and pronouns."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.english.closed import PRONOUNS
from kg.extract.english.tables import modifying, nouns
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.tables import Gazetteer
from kg.extract.parsing.syntax import Sentence, Word


def find_descriptions(
    sentence: Sentence, names: Gazetteer, by_word: dict[int, Candidate], inside: set[int]
) -> Iterator[Candidate]:
    """Yield the noun phrases that may stand for somebody named elsewhere; words in `inside` are taken."""
    for head in sentence.words:
        if head.pos not in ("NOUN", "PROPN", "ADJ", "NUM"):
            continue
        if head.i in inside or head.dep in ("compound", "amod"):
            continue
        own = by_word.get(head.i)
        partisan = (
            own is not None
            and own.adjective
            and own.kind == "party"
            and head.tag in ("NNP", "NN", "NNPS", "JJ")
        )
        if own is not None and not partisan:
            continue
        if head.lemma in nouns("venue") and any(c.text.lower() == "the" for c in head.all("det")):
            yield Candidate([head], head, "nominal", "facility", "", "n")
            continue
        if head.lemma in nouns("pair") and head.dep in ("nsubj", "nsubjpass") and head.child("prep") is None:
            found = _couple(head)
        else:
            found = _description(head, names, partisan=partisan)
        if found is not None:
            yield found


def _couple(head: Word) -> Candidate | None:
    """Return "the two", "the pair"."""
    determiner = next((c for c in head.children if c.dep == "det" and c.text.lower() == "the"), None)
    if determiner is None:
        return None
    return Candidate([determiner, head], head, "nominal", "person", "", "p", plural=True)


def _description(head: Word, names: Gazetteer, *, partisan: bool) -> Candidate | None:
    """Return the phrase of a noun for people or firms: what stands before the head, and the head."""
    person = partisan or head.lemma in names.person_nouns
    organization = head.lemma in nouns("organization")
    plural = head.tag in ("NNS", "NNPS")
    aged = head.text.lower() in modifying("age") and any(w.lemma in nouns("age") for w in head.subtree())
    if aged and head.dep not in ("nsubj", "dobj", "pobj", "nsubjpass", "appos", "attr", "conj"):
        return None
    if head.pos == "PROPN" and not partisan and head.child("amod", "compound") is not None:
        return None  # "the Scottish Executive": a name that nobody knows
    if not (person or organization or aged or (plural and head.lemma in nouns("joint"))):
        return None
    if head.child("det", "poss", "predet") is None and not (aged or head.dep == "appos"):
        return None
    first = min(c.i for c in (head, *_before(head)))
    words = [w for w in head.sentence.words if first <= w.i <= head.i]
    former = any(c.text.lower() in modifying("former") for c in head.children)
    kind, gender = "person", names.person_nouns.get(head.lemma, "u")
    if organization and not person:
        kind, gender = "group", "n"
    return Candidate(words, head, "nominal", kind, "", gender, plural=plural, former=former)


def _before(head: Word) -> Iterator[Word]:
    """Yield the children that stand before a noun and belong to its phrase."""
    return (
        c
        for c in head.children
        if c.i < head.i and c.dep in ("det", "poss", "amod", "compound", "nummod", "npadvmod")
    )


def find_pronouns(sentence: Sentence) -> Iterator[Candidate]:
    """Yield the personal and possessive pronouns of a sentence, and "both" as a subject."""
    for word in sentence.words:
        gender = PRONOUNS.get(word.text.lower())
        if word.text.lower() == "both" and word.dep in ("nsubj", "nsubjpass"):
            gender = "p"
        if gender and word.pos in ("PRON", "DET", "PROPN", "NOUN") and word.text != "US":
            yield Candidate([word], word, "pronoun", None, "", gender, plural=gender in ("p", "1p"))
