"""Quotations: the words between quotation marks, and who the article says spoke them.

Words in marks are a quotation if they are four or more, or if somebody is credited with them: a short term
that nobody speaks ("gender gap") is none. Whoever stands beside a quotation speaks it (`speakers`), or
nobody known does. A quotation with nobody beside it goes on with the speaker of the one before, or is
spoken by the subject of the sentence before it. Coreference says who the subjects are; propositions take
the speakers from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.coreference import Resolved, Thing
from kg.extract.coreference.binding import clash
from kg.extract.english.closed import JOINERS, THIRD_PERSON
from kg.extract.parsing.syntax import ParsedArticle, Sentence, Word
from kg.extract.quotations.marks import QuotedSpan, quoted_spans
from kg.extract.quotations.speakers import Credit, Quote, subjects

__all__ = ["Quoted", "find_quotations", "quoted_spans"]

MIN_WORDS = 4  #: shorter words in marks are a quotation only if a verb of saying gives them to somebody
#: What may stand between two phrases in marks that one clause gives: "x" and "y".
MAX_JOINERS = 4  #: words


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: offsets of the words without the marks."""

    start: int
    end: int
    speaker: tuple[Thing, ...]  #: () where the article credits somebody unknown, or nobody
    sentences: tuple[Sentence, ...]  #: those that it touches, and the one that credits it
    source: Word | None = None  #: the word that credits it: "Cruz", "she"


def find_quotations(article: ParsedArticle, resolved: Resolved) -> list[Quoted]:
    """Give the article's quotations in the order of the text, with speakers where the article credits one."""
    spans = list(quoted_spans(article.text))
    inside = _words_inside(article, spans)
    found: list[Quoted] = []
    chain: list[int] = []  #: the parts of one quotation found so far, whose speaker may stand behind the last
    for span in spans:
        quote = Quote(article, span, inside, resolved)
        if not quote.words:
            continue
        if not span.goes_on:
            chain = []
        credit = _credit(resolved, quote)
        length = len(re.findall(r"\w+", article.text[span.start : span.end]))
        given = chain or (credit is not None and credit.says and credit.things)
        if length < MIN_WORDS and not given:
            continue
        if quote.label:
            speaker = _labelled(article, resolved, quote)
        elif credit is not None:
            speaker = _agreeing(article, resolved, quote, credit, found)
            for k in chain:
                found[k] = replace(found[k], speaker=speaker)
        elif chain:
            speaker = found[chain[-1]].speaker
        else:
            speaker = _carried(article, resolved, quote, found)
        chain.append(len(found))
        source = credit.word if credit is not None else None
        found.append(Quoted(span.start, span.end, speaker, _evidence(quote, credit), source))
    return found


def _credit(resolved: Resolved, quote: Quote) -> Credit | None:
    """Return the likeliest credit: whom the words call "he" or "she" doesn't speak them, if another may."""
    if quote.is_title:
        return None
    spoken_of = _spoken_of(resolved, quote)
    first: Credit | None = None
    for credit in quote.credits():
        if not set(credit.things) & spoken_of:
            return first if first is not None and not credit.things else credit
        first = first or credit
    return first


def _labelled(article: ParsedArticle, resolved: Resolved, quote: Quote) -> tuple[Thing, ...]:
    """Return whom the label of a transcript's line names."""
    end = quote.start + len(quote.label)
    people = {t for c in resolved.candidates if quote.start <= c.start < end for t in resolved.of(c.head)}
    return tuple(people) if len(people) == 1 else ()


def _evidence(quote: Quote, credit: Credit | None) -> tuple[Sentence, ...]:
    """Return the sentences that hold a quotation, and the one beside them that credits it."""
    sentences = quote.sentences
    if credit is not None and credit.word.sentence.index == sentences[-1].index + 1:
        return (*sentences, credit.word.sentence)
    if credit is not None and credit.word.sentence.index == sentences[0].index - 1:
        return (credit.word.sentence, *sentences)
    return sentences


def _agreeing(
    article: ParsedArticle, resolved: Resolved, quote: Quote, credit: Credit, found: list[Quoted]
) -> tuple[Thing, ...]:
    """Return whom a credit names.

    A pronoun that stands for nobody known, or for somebody whom the quotation names, stands for the last
    speaker, if gender agrees and nobody else of that gender has come in; or, in a new paragraph, for the one
    who has.
    """
    gender = THIRD_PERSON.get(credit.word.text.lower())
    spoken_of = _spoken_of(resolved, quote)
    if gender is None or (
        credit.things and not (set(credit.things) & (_named_in(resolved, quote) | spoken_of))
    ):
        return credit.things
    last = found[-1] if found else None
    near = last is not None and quote.sentences[0].paragraph - last.sentences[-1].paragraph <= 2
    start = last.end if last is not None and near else _start_of_last_paragraph(article, quote)
    come_in = _people(resolved, start, quote.start)
    speaker = set(last.speaker) if last is not None and near else set()
    fit = {
        t for t in come_in | speaker
        if t.kind == "person" and not clash(gender, t.gender) and t not in spoken_of
    }  # fmt: skip
    same_paragraph = last is not None and last.sentences[-1].paragraph == quote.sentences[0].paragraph
    if len(fit) == 1 and (fit == speaker or not same_paragraph):
        return tuple(fit)
    return ()


def _joined(between: str) -> bool:
    """Return whether two phrases in marks are joined in one clause."""
    words = re.findall(r"\w+", between)
    return len(words) <= MAX_JOINERS and all(w.lower() in JOINERS for w in words)


def _start_of_last_paragraph(article: ParsedArticle, quote: Quote) -> int:
    """Return where the paragraph before a quotation's begins."""
    first = quote.sentences[0]
    k = first.index
    while k and first.paragraph - article.sentences[k - 1].paragraph <= 1:
        k -= 1
    return article.sentences[k].start


def _carried(
    article: ParsedArticle, resolved: Resolved, quote: Quote, found: list[Quoted]
) -> tuple[Thing, ...]:
    """Return the speaker of a quotation that has nobody beside it.

    The subject of the sentence between it and the quotation before, or else the speaker of that one, in the
    same paragraph or, if both are all of their paragraphs, in the last.
    """
    last = found[-1] if found else None
    if not quote.is_sentence:
        if last is not None and _joined(article.text[last.end : quote.start]):
            return last.speaker
        acting = _acting(resolved, quote.sentences[0])
        return acting if last is not None and acting == last.speaker else ()
    first = quote.sentences[0]
    before = article.sentences[first.index - 1] if first.index else None
    if last is not None and (before is None or before.start <= last.sentences[-1].start):
        gap = first.paragraph - last.sentences[-1].paragraph
        asked = article.text[last.end - 1] == "?"
        return last.speaker if gap == 0 or (gap == 1 and not asked) else ()
    if before is None or first.paragraph - before.paragraph > 1:
        return ()
    acting = _acting(resolved, before)
    if last is not None and len(acting) == 1 and len(last.speaker) == 1:
        pronoun = next((THIRD_PERSON.get(w.text.lower()) for w in subjects(before)), None)
        if pronoun is not None and not clash(pronoun, last.speaker[0].gender):
            return last.speaker  # "He smiled." behind what he said
    return acting


def _acting(resolved: Resolved, sentence: Sentence) -> tuple[Thing, ...]:
    """Return the one person who is the subject of a sentence."""
    people = {t for w in subjects(sentence) for t in resolved.of(w)}
    return tuple(people) if len(people) == 1 and all(t.kind == "person" for t in people) else ()


def _named_in(resolved: Resolved, quote: Quote) -> set[Thing]:
    """Return whom a quotation calls by name."""
    heads = {w.i for w in quote.words}
    return {
        t for c in resolved.candidates if c.form == "name" and c.head.i in heads
        for t in resolved.referents.get(c.head.i, ())
    }  # fmt: skip


def _spoken_of(resolved: Resolved, quote: Quote) -> set[Thing]:
    """Return whom a quotation calls "he" or "she"."""
    return {t for w in quote.words if w.text.lower() in THIRD_PERSON for t in resolved.referents.get(w.i, ())}


def _people(resolved: Resolved, start: int, end: int) -> set[Thing]:
    """Return the persons named between two offsets."""
    return {
        t for c in resolved.candidates if start <= c.start < end and c.form == "name"
        for t in resolved.referents.get(c.head.i, ()) if t.kind == "person"
    }  # fmt: skip


def _words_inside(article: ParsedArticle, spans: list[QuotedSpan]) -> set[int]:
    """Return the indices of the words in any marks."""
    inside: set[int] = set()
    k = 0
    for word in article.words:
        while k < len(spans) and spans[k].end <= word.start:
            k += 1
        if k < len(spans) and spans[k].start <= word.start < spans[k].end:
            inside.add(word.i)
    return inside
