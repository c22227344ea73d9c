"""Quotations: the words between quotation marks, and who the article says spoke them.

A quotation's speaker is the subject of the verb of saying that governs it, stands beside it ("…," Cruz
said) or announces it (Cruz added: "…"). A quotation without a verb beside it goes on with the speaker of
the one before in the same or the last paragraph. Words in marks that nobody is said to speak ("gender
gap") are no quotation. Coreference says who the subjects are; propositions take the speakers from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.coreference import Resolved, Thing
from kg.extract.grammar.factuality import SAYING
from kg.extract.parsing.syntax import ParsedArticle, Sentence
from kg.extract.quotations.marks import quoted_spans
from kg.extract.quotations.speakers import Quote

__all__ = ["Quoted", "find_quotations", "quoted_spans"]

SHORTEST = 4  #: words; a shorter run in marks is a term, not a quotation


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: offsets of the words without the marks."""

    start: int
    end: int
    speaker: tuple[Thing, ...]  #: () where the article credits somebody unknown
    sentences: tuple[Sentence, ...]  #: those that it touches


def find_quotations(article: ParsedArticle, resolved: Resolved) -> list[Quoted]:
    """Give the article's quotations in the order of the text, with speakers where the article credits one."""
    found: list[Quoted] = []
    spans = list(quoted_spans(article.text))
    inside = _words_inside(article, spans)
    for start, end in spans:
        touched = tuple(s for s in article.sentences if s.start < end and start < s.end)
        if not touched:
            continue
        credit = Quote(article, start, end, touched, inside).credit(resolved)
        length = len(re.findall(r"\w+", article.text[start:end]))
        if length < SHORTEST and (credit is None or credit[0].lemma not in SAYING or length < 3):
            continue
        if credit is not None:
            found.append(Quoted(start, end, credit[1], touched))
        elif found and _goes_on(article, found[-1], start, touched[0]):
            found.append(Quoted(start, end, found[-1].speaker, touched))
    return found


def _goes_on(article: ParsedArticle, last: Quoted, start: int, sentence: Sentence) -> bool:
    """Whether a quotation without a verb goes on with the last one: "…," he said. "…"."""
    between = article.text[last.end : start]
    if re.fullmatch(r"\W*(and|but)\W*", between):
        return True
    gap = sentence.paragraph - last.sentences[-1].paragraph
    if gap > 1 or not article.text[start : start + 1].isupper():
        return False  # far off, or a phrase in the article's own sentence
    return gap == 1 or not re.search(r"[.!?][^\w.!?]*(?<=\s)\w+\s", between[3:])


def _words_inside(article: ParsedArticle, spans: list[tuple[int, int]]) -> set[int]:
    """Give the indices of the words in any marks."""
    inside: set[int] = set()
    k = 0
    for word in article.words:
        while k < len(spans) and spans[k][1] <= word.start:
            k += 1
        if k < len(spans) and spans[k][0] <= word.start < spans[k][1]:
            inside.add(word.i)
    return inside
