"""Noun phrases by themselves: where they end, what quantity they give, whether they speak of time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.english.tables import modifying, nouns
from kg.extract.grammar.dates import MONTHS, WEEKDAYS, YEAR
from kg.extract.parsing.syntax import Word

NUMBER = re.compile(r"\d[\d,]*(\.\d+)?$")
UNITS = {
    "vote": "vote",
    "ballot": "vote",
    "percent": "percent",
    "%": "percent",
    "per cent": "percent",
    "year": "year",
    "count": "count",
}
#: Labels of what belongs to a noun phrase.
WITHIN = frozenset(
    "det amod compound nummod nmod poss case quantmod advmod npadvmod prep pobj pcomp dobj aux neg".split()
)


def extent(word: Word) -> tuple[int, int]:
    """Give where a noun phrase begins and ends in the article, its clauses and appositions left out.

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


def quantity(word: Word) -> tuple[str | None, str | None]:
    """Give the number in a noun phrase and its unit: 67,951,111 votes → ("67951111", "vote")."""
    if word.pos == "NUM" and NUMBER.match(word.text) and word.dep != "nummod":
        return digits(word), "number"
    unit = UNITS.get(word.lemma)
    if unit is None:
        return None, None
    number = next((c for c in word.all("nummod", "quantmod") if NUMBER.match(c.text)), None)
    if number is None:
        return None, None
    if unit == "vote":
        modifiers = {w.lemma for c in word.all("amod", "compound", "nmod") for w in c.subtree()}
        if "electoral" in modifiers:
            unit = "electoral vote"
        elif {"council", "parliamentary", "other"} & modifiers:
            unit = "other vote"
    return digits(number), unit


def digits(number: Word) -> str:
    """Give a number without the commas between its thousands."""
    return number.text.replace(",", "")


def is_temporal(pobj: Word) -> bool:
    """Whether a preposition's noun is a time: "on Monday", "in May", "at 4 p.m."."""
    low = pobj.text.lower()
    if low in WEEKDAYS or low in nouns("time") or YEAR.match(low):
        return True
    return low in MONTHS and pobj.text[:1].isupper()


def is_former(noun: Word) -> bool:
    """Whether a noun is said of the past: "the former chairman", "ex-wife"."""
    for child in noun.children:
        low = child.text.lower()
        if low in modifying("former") and child.dep in ("amod", "compound", "advmod", "nmod", "punct"):
            return True
    left = noun.left
    if left is not None and left.text == "-" and left.left is not None and left.left.text.lower() == "ex":
        return True
    return noun.text.lower().startswith("ex-")


def is_unreal(noun: Word) -> bool:
    """Whether a noun is said of nobody in earnest: "the would-be president"."""
    return any(child.text.lower() in modifying("unreal") for child in noun.children)
