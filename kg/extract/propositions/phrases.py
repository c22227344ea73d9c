"""Noun phrases by themselves: where they end, what quantity they give, whether they speak of time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.english.closed import DAYS, MONTHS, WEEKDAYS
from kg.extract.english.tables import modifiers, modifying, nouns
from kg.extract.grammar.dates import YEAR
from kg.extract.parsing.syntax import Word

NUMBER = re.compile(r"\d[\d,]*(\.\d+)?$")
#: Labels of what belongs to a noun phrase.
WITHIN = frozenset(
    "det amod compound nummod nmod poss case quantmod advmod npadvmod prep pobj pcomp dobj aux neg".split()
)


def extent(word: Word) -> tuple[int, int]:
    """Return where a noun phrase begins and ends in the article, its clauses and appositions left out.

    Each phrase is kept, so that a chain ("of the city of the …") takes no longer than it is long.
    """
    kept = word.sentence.extents
    inner, waiting = [], [word]
    while waiting:
        current = waiting.pop()
        if current.i not in kept:
            inner.append(current)
            waiting.extend(_within(current))
    for current in reversed(inner):
        spans = [kept[child.i] for child in _within(current)]
        start = min((start for start, _ in spans), default=current.start)
        end = max((end for _, end in spans), default=current.end)
        kept[current.i] = min(start, current.start), max(end, current.end)
    return kept[word.i]


def _within(word: Word) -> Iterator[Word]:
    """Yield the words below one that belong to its phrase."""
    for child in word.children:
        contrast = child.dep == "neg" and word.pos in ("NOUN", "PROPN")  # "Cruz, not Bell"
        if child.dep in WITHIN and not contrast and not (child.dep == "prep" and child.i < word.i):
            yield child


def digits(number: Word) -> str:
    """Return a number without the commas between its thousands."""
    return number.text.replace(",", "")


def is_temporal(pobj: Word) -> bool:
    """Return whether a preposition's noun is a time: "on Monday", "in May", "at 4 p.m."."""
    low = pobj.text.lower()
    if low in WEEKDAYS or low in DAYS or low in nouns("time") or YEAR.match(low):
        return True
    return low in MONTHS and pobj.text[:1].isupper()


def is_former(noun: Word) -> bool:
    """Return whether a noun is said of the past: "the former chairman", "ex-wife"."""
    for child in noun.children:
        low = child.text.lower()
        if low in modifying("former") and child.dep in ("amod", "compound", "advmod", "nmod", "punct"):
            return True
    prefix, dash, _ = noun.text.lower().partition("-")
    left = noun.left
    if left is not None and left.left is not None and left.text == "-":
        prefix, dash = left.left.text.lower(), left.text
    return bool(dash) and prefix in modifying("former")


def is_unreal(noun: Word) -> bool:
    """Return whether a noun is said of nobody in earnest: "the would-be president"."""
    return any(child.text.lower() in modifiers() for child in noun.children)
