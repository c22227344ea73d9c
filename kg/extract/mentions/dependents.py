"""Mentions of things that are known by whose they are: elections and campaigns, by their head words.

The classes, their head words and what tells one from another are those of the ontology (`Dependent`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.english.closed import MONTHS, ORDINALS, WEEKDAYS
from kg.extract.english.tables import nouns
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.tables import Gazetteer
from kg.extract.parsing.syntax import Sentence, Word
from kg.ontology.package import LANGUAGE_TYPES, Dependent

YEAR = re.compile(r"(1[89]|20)\d\d")
MODIFIERS = ("amod", "compound", "nmod", "poss")


def find_dated(
    sentence: Sentence, names: Gazetteer, by_word: dict[int, Candidate], *, sport: bool = False
) -> Iterator[Candidate]:
    """Yield what has a year and no name: elections. Those that have one, in `by_word`, it changes.

    In an article about `sport`, contests and races are none.
    """
    for head in sentence.words:
        dependent = names.dependents.get(head.lemma)
        if dependent is None or not dependent.dated or head.pos not in ("NOUN", "PROPN"):
            continue
        if sport and head.lemma in dependent.vague:
            continue
        own = by_word.get(head.i)
        if own is None:
            yield from _described(head, dependent, by_word)
        elif own.kind == dependent.type and own.cls in ("", dependent.cls):
            own.form, own.dependent = "dated", dependent
            own.year = next((w.text for w in own.words if YEAR.fullmatch(w.text)), None)
            beside = (by_word[w.i] for w in head.children if w.i in by_word)
            own.owner = next((c for c in beside if c is not own), None)


def _described(head: Word, dependent: Dependent, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield what a common noun stands for: "the 2020 French presidential race".

    All that stands before the noun tells it from others: owner, year, and in the title the rest.
    """
    year: str | None = None
    owner: Candidate | None = None
    first, sorts = head, []
    for word in head.sentence.words:
        if word.i >= head.i:
            break
        if word.head is not head and word.head.head is not head:
            continue
        beside = by_word.get(word.i)
        if YEAR.fullmatch(word.text):
            year = word.text
        elif beside and beside.kind in dependent.owners and word.dep in MODIFIERS:
            owner = owner or beside
        elif beside and beside.kind is not None and word.dep in MODIFIERS:
            sorts.append(word.text)
        elif word.lemma in dependent.sorts or _distinguishes(word):
            sorts.append(word.lemma if word.text.islower() else word.text)
        else:
            continue
        first = min(first, word, key=lambda w: w.i)
    modifiers = (c for c in head.all("amod", "compound", "nmod") if c.i < head.i and c.tag == "JJ")
    if any(_is_strange(c, dependent, by_word) for c in modifiers):
        return  # "the papal election": of a sort that is not known
    definite = any(c.text.lower() in ("the", "this", "last") for c in head.children)
    if not (sorts or year or definite or (owner and head.lemma not in dependent.vague)):
        return
    noun = dependent.heads[head.lemma]
    for sort in sorts:  # "midterm" of "midterm election"
        if dependent.heads.get(sort, sort) != sort and sort not in dependent.vague:
            noun, sorts = dependent.heads[sort], [other for other in sorts if other != sort]
    title = " ".join((*dict.fromkeys(sorts), noun))
    name = ""
    if year or owner:
        name = " ".join(part for part in (year, owner.name if owner else None, title) if part)
    words = [w for w in head.sentence.words if first.i <= w.i <= head.i]
    yield Candidate(
        words, head, "dated", dependent.type, name, "n", owner=owner, year=year, title=title,
        cls=dependent.cls, dependent=dependent,
    )  # fmt: skip


def _distinguishes(word: Word) -> bool:
    """Return whether a noun before "election" says which: "council", "Senate", "governor's"."""
    low = word.text.lower()
    if word.pos not in ("NOUN", "PROPN") or low in nouns("time") or low in MONTHS or low in WEEKDAYS:
        return False
    return word.dep in ("compound", "nmod") or (word.dep == "poss" and word.child("det", "poss") is None)


def _is_strange(word: Word, dependent: Dependent, by_word: dict[int, Candidate]) -> bool:
    """Return whether an adjective before "election" may name a sort of election that is not known."""
    known = dependent.sorts | dependent.plain | ORDINALS
    return word.i not in by_word and word.lemma not in known and word.text not in ORDINALS


def find_owned(sentence: Sentence, names: Gazetteer, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield what only its owner tells from others: campaigns, as in "Cruz's re-election campaign"."""
    for head in sentence.words:
        dependent = names.dependents.get(head.lemma)
        if dependent is None or dependent.dated:
            continue
        if head.pos not in ("NOUN", "PROPN") or head.tag in ("NNS", "NNPS"):
            continue
        own = by_word.get(head.i)
        if own is not None and own.kind not in (dependent.type, LANGUAGE_TYPES[dependent.type], None):
            continue
        owner = _before(head, dependent, by_word)
        words = [head]
        if owner is not None:
            words = [*owner.words, *(w for w in sentence.words if owner.words[-1].i < w.i <= head.i)]
        yield Candidate(
            words, head, "owned", dependent.type, "", "n", owner=owner, cls=dependent.cls, dependent=dependent
        )


def _before(head: Word, dependent: Dependent, by_word: dict[int, Candidate]) -> Candidate | None:
    """Return the owner named in the noun phrase before its head."""
    left = head.left
    while left is not None and (
        left.pos in ("PROPN", "ADJ", "NOUN", "PART", "NUM") or left.text in ("-", "'s", "'", "’")
    ):
        name = by_word.get(left.i)
        if name is not None and name.kind in dependent.owners:
            return name
        left = left.left
    return None
