"""An article's text with the sentences marked that the graph rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text, and the sentence that it belongs to."""

    text: str
    span: Span | None  #: of the marked sentence, None between them
    first: bool  #: whether the sentence begins here


def passages(text: str | None, spans: Iterable[Span], *, sha: str) -> list[Passage]:
    """The whole text in pieces; where sentences overlap, the later one begins in the earlier.

    Offsets are in code points. A text that isn't the one that was read (by its SHA-256 digest) has no
    marks; no text, no passages.

    >>> [(piece.text, piece.span) for piece in passages("Ab. Cd. Ef.", [(4, 7)], sha="")]
    [('Ab. ', None), ('Cd.', (4, 7)), (' Ef.', None)]
    """
    if text is None:
        return []
    if sha and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != sha:
        return [Passage(text, None, False)]
    found, done = [], 0
    ordered = sorted(span for span in set(spans) if 0 <= span[0] < span[1] <= len(text))
    for place, (start, end) in enumerate(ordered):
        begin = max(start, done)
        following = ordered[place + 1][0] if place + 1 < len(ordered) else end
        stop = max(begin, min(end, following)) if following > start else end
        if done < begin:
            found.append(Passage(text[done:begin], None, False))
        if begin < stop:
            found.append(Passage(text[begin:stop], (start, end), True))
            done = stop
    if done < len(text):
        found.append(Passage(text[done:], None, False))
    return found
