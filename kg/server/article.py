"""An article's text with the sentences marked that the graph rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text, and the sentence that it belongs to."""

    text: str
    span: Span | None  #: of the marked sentence, None between them
    begins: tuple[Span, ...]  #: the sentences that begin here


def passages(text: str | None, spans: Iterable[Span], *, sha: str) -> list[Passage]:
    """The whole text in pieces; where sentences overlap, a piece belongs to the one that began last.

    Offsets are in code points. A text that isn't the one that was read (by its SHA-256 digest) has no
    marks; no text, no passages.

    >>> [(piece.text, piece.span) for piece in passages("Ab. Cd. Ef.", [(4, 7)], sha="")]
    [('Ab. ', None), ('Cd.', (4, 7)), (' Ef.', None)]
    """
    if text is None:
        return []
    if sha and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != sha:
        return [Passage(text, None, ())]
    known = sorted({(start, end) for start, end in spans if 0 <= start < end <= len(text)})
    found = []
    for start, end in pairwise(sorted({0, len(text), *(place for span in known for place in span)})):
        around = [span for span in known if span[0] <= start and end <= span[1]]
        best = min(around, key=lambda span: (-span[0], span[1]), default=None)
        words = text[start:end]
        begins = tuple(span for span in known if span[0] == start)
        found.append(Passage(words, best if words.strip() else None, begins))
    return found
