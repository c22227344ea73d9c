"""Quotation marks: where the words between them begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.parsing.pipeline import paragraphs

#: Each opening mark, and what closes it. Straight marks also close most others.
CLOSING = {
    "“": ("”", '"', "“"),
    "”": ("”", '"'),
    "„": ("”", '"', "“"),
    "«": ("»", '"'),
    '"': ('"', "”"),
    "``": ("''", "``"),
}
DOUBLE = re.compile(r"``|''|[“”„«»\"]")
#: A single mark that may open, one that may close: apostrophes stand between letters.
SINGLE_OPENING = re.compile(r"(?<![\w’'])[‘'](?=[\w\[])")
SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?…\])])[’'](?!\w)")
#: What ends an unclosed single quotation in the paragraph behind.
LATE_CLOSING = re.compile(r"(?<=[.,!?…])[’'”](?!\w)")
APOSTROPHES = ("‘", "'")


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """The words between two marks, without the marks."""

    start: int
    end: int
    goes_on: bool = False  #: the words before, in marks too, are the same quotation


def quoted_spans(text: str) -> Iterator[QuotedSpan]:
    """Yield what stands in each pair of marks, paragraph by paragraph, outermost only.

    A mark that a paragraph leaves open closes at its end; the quotation goes on if the next paragraph opens
    it again, or closes it. So it does inside a paragraph where a new sentence opens it again.
    """
    carried = ""  #: the mark that the paragraph before left open
    parts = list(paragraphs(text))
    for k, (offset, paragraph) in enumerate(parts):
        following = parts[k + 1][1] if k + 1 < len(parts) else ""
        at, goes_on = 0, False
        if carried:
            goes_on = paragraph.startswith(carried)
            end = -1 if goes_on else _late_end(paragraph, carried)
            if end > 0:
                yield QuotedSpan(offset, offset + end, goes_on=True)
                at = end + 1
        carried = ""
        while opening := _opening(paragraph, at):
            mark, start = opening.group(), opening.end()
            end, at, reopened = _closing(paragraph, mark, start)
            announced = paragraph.endswith((": ", ", "), 0, opening.start())
            if end < 0 and mark in APOSTROPHES and not (announced and _late_end(following, mark) > 0):
                at = start  # an apostrophe
                continue
            if end < 0:
                end, at, carried = len(paragraph), len(paragraph), mark
            if end > start:
                yield QuotedSpan(offset + start, offset + end, goes_on)
            goes_on = reopened


def _opening(paragraph: str, at: int) -> re.Match[str] | None:
    """Find the next mark that opens a quotation."""
    double = at
    while (found := DOUBLE.search(paragraph, double)) is not None and not _opens(paragraph, found):
        double = found.end()
    single = SINGLE_OPENING.search(paragraph, at)
    if found is None or single is None:
        return found or single
    return found if found.start() < single.start() else single


def _opens(paragraph: str, mark: re.Match[str]) -> bool:
    """Return whether a double mark may open: it is made to, or words follow it and none stands before it."""
    if mark.group() in ("“", "„", "«", "``"):
        return True
    before, behind = (
        paragraph[max(mark.start() - 1, 0) : mark.start()],
        paragraph[mark.end() : mark.end() + 1],
    )
    return mark.group() in ('"', "”") and not before.isalnum() and bool(behind) and not behind.isspace()


def _closing(paragraph: str, mark: str, start: int) -> tuple[int, int, bool]:
    """Return where a quotation ends (-1: nowhere), where to go on, and whether a sentence opens it again."""
    if mark in APOSTROPHES:
        found = SINGLE_CLOSING.search(paragraph, start)
        return (found.start(), found.end(), False) if found is not None else (-1, start, False)
    depth = 0
    for found in DOUBLE.finditer(paragraph, start):
        sign, at = found.group(), found.start()
        spaced = paragraph[at - 1] == " " and _opens(paragraph, found)
        if spaced and sign == mark and paragraph[at - 2] in ".!?…":
            return at - 1, at, True
        if spaced and sign == "“" == mark:
            depth += 1
        elif sign in CLOSING[mark]:
            if not depth:
                return found.start(), found.end(), False
            depth -= 1
    return -1, start, False


def _late_end(paragraph: str, mark: str) -> int:
    """Find the closing mark of a quotation that an earlier paragraph opened; -1 if there is none."""
    if mark in APOSTROPHES:
        late = LATE_CLOSING.search(paragraph)
        opening = SINGLE_OPENING.search(paragraph)
        return late.start() if late and not (opening and opening.start() < late.start()) else -1
    found = DOUBLE.search(paragraph)
    if found is None or found.group() not in CLOSING[mark]:
        return -1
    return -1 if paragraph.endswith(" ", 0, found.start()) else found.start()
