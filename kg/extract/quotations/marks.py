"""Quotation marks: where the words between them begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.parsing.pipeline import paragraphs

#: Each opening mark, and what closes it. Straight marks also close most others.
CLOSING = {
    "“": re.compile(r'[”"]'),
    "„": re.compile(r'[”"]'),
    "«": re.compile(r'[»"]'),
    '"': re.compile(r'"'),
    "``": re.compile(r"``|''"),
    "‘": re.compile(r"(?<=[\w.,!?…\])])[’'](?!\w)"),
    "'": re.compile(r"(?<=[\w.,!?…\])])'(?!\w)"),
}
OPENING = re.compile(r"``|[“„«\"]|(?<![\w’'])[‘'](?=[\w\[])")
APOSTROPHES = ("‘", "'")  #: opening marks that may be none
CARRIED_OVER = ('"', "``")  #: opening marks that may close in the next paragraph


def quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the words in each pair of marks, paragraph by paragraph, outermost only.

    A mark that a paragraph leaves open closes at its end when the paragraph begins a long quotation.
    """
    left_open = ""
    for offset, paragraph in paragraphs(text):
        at = 0
        if left_open and not paragraph.startswith(left_open) and paragraph.count(left_open) % 2 == 1:
            end = paragraph.index(left_open)  # goes on from the paragraph before
            yield offset, offset + end
            at = end + len(left_open)
        left_open = ""
        while opening := OPENING.search(paragraph, at):
            mark, start = opening.group(), opening.end()
            closing = CLOSING[mark].search(paragraph, start)
            if closing is not None:
                if closing.start() > start:
                    yield offset + start, offset + closing.start()
                at = closing.end()
            elif mark in APOSTROPHES:
                at = start
            else:
                yield offset + start, offset + len(paragraph)
                left_open = mark if mark in CARRIED_OVER else ""
                break
