"""Quotations: the words between quotation marks, and who the article says spoke them.

A quotation's speaker is the subject of the verb of saying that governs it, stands beside it ("…," Cruz
said) or announces it (Cruz added: "…"). A quotation without a verb beside it goes on with the speaker of
the one before in the same or the last paragraph. Words in marks that nobody is said to speak ("gender
gap") are no quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clauses import SUBJECTS
from kg.extract.coreference import Resolved, Thing
from kg.extract.factuality import SAYING
from kg.extract.language import paragraphs
from kg.extract.syntax import ParsedArticle, Sentence, Word

#: Verbs that give words to their subject besides the verbs of saying.
QUOTING = (
    SAYING
    - frozenset("mean know see hear understand prove show find learn notice realise realize discover".split())
    - frozenset("remember recall point".split())
) | frozenset(
    "describe vow promise call acknowledge tweet post read hail slam brand label dub urge joke quip sign "
    "predict emphasise emphasize stress commit pledge hope express commend question conclude discuss present "
    "agree expect hesitate praise criticize criticise".split()
)
PAIRS = {"“": "”", "„": "”", "«": "»", '"': '"', "``": "``|''", "‘": "’", "'": "'"}
OPENING = re.compile(r"``|[“„«\"]|(?<![\w’'])[‘'](?=[\w\[])")
SHORTEST = 4  #: words; a shorter run in marks is a term, not a quotation


@dataclass(slots=True)
class Quoted:
    """A stretch in quotation marks: offsets of the words without the marks."""

    start: int
    end: int
    speaker: tuple[Thing, ...] = ()
    credited: bool = False  #: a verb of saying names a speaker, known or not
    sentences: tuple[Sentence, ...] = ()


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
        while match := OPENING.search(paragraph, at):
            closing = PAIRS[match.group()]
            start = match.end()
            if closing == "'" or closing == "’":
                end_match = re.compile(rf"(?<=[\w.,!?…\])])[{closing}'](?!\w)").search(paragraph, start)
            elif closing == "``|''":
                end_match = re.compile(r"``|''").search(paragraph, start)
            else:
                end_match = re.compile(rf"[{closing}\"]").search(paragraph, start)
            if end_match is None:
                if closing not in ("'", "’"):
                    yield offset + start, offset + len(paragraph)
                    left_open = match.group() if match.group() in ('"', "``") else ""
                    break
                at = start
                continue
            if end_match.start() > start:
                yield offset + start, offset + end_match.start()
            at = end_match.end()


def find_quotations(article: ParsedArticle, resolved: Resolved) -> list[Quoted]:
    """Give the article's quotations in the order of the text, with speakers where the article credits one."""
    found: list[Quoted] = []
    all_spans = list(quoted_spans(article.text))
    quoted_words = _inside(article, all_spans)
    for start, end in all_spans:
        words = len(re.findall(r"\w+", article.text[start:end]))
        covering = tuple(s for s in article.sentences if s.start < end and start < s.end)
        if not covering:
            continue
        quote = Quoted(start, end, sentences=covering)
        verb = _credit(article, quote, quoted_words, resolved)
        if words < SHORTEST and not (verb is not None and verb.lemma in SAYING and words > 2):
            continue
        if not quote.credited and found:
            last = found[-1]
            gap = covering[0].paragraph - last.sentences[-1].paragraph
            between = article.text[last.end : start]
            continued = (
                gap <= 1
                and _whole(article, quote)
                and (gap == 1 or not re.search(r"[.!?]\W*\s+\w+\s", between[3:]))
            )
            if continued or re.fullmatch(r"\W*(and|but)\W*", between):
                quote.speaker, quote.credited = last.speaker, last.credited
        if quote.credited:
            found.append(quote)
    return found


def _credit(article: ParsedArticle, quote: Quoted, inside: set[int], resolved: Resolved) -> Word | None:
    """Find who speaks, and write it into the quotation; give the verb that says so."""
    first: Word | None = None
    named: tuple[Thing, ...] = ()
    for word in quote.sentences[0].words:
        if word.lemma == "to" and word.head.lemma == "accord" and word.i not in inside:
            source = word.child("pobj")
            if source is not None and resolved.of(source):
                quote.speaker, quote.credited = resolved.of(source), True
                return word
    words = [w for s in quote.sentences for w in s.words if quote.start <= w.start < quote.end]
    spoken_of = {
        t
        for w in words
        if w.text.lower() in ("he", "she", "him", "her", "his")
        for t in resolved.referents.get(w.i, ())
    }
    for verb in _verbs(article, quote, inside):
        first = first or verb
        speaker = _speaker(verb, resolved)
        if speaker and not (len(speaker) == 1 and speaker[0] in spoken_of):
            quote.speaker, quote.credited = speaker, True
            return verb
        named = named or speaker
        if first is not verb:
            break
    if named:
        quote.speaker, quote.credited = named, True
        return first
    if first is not None:
        quote.credited = True
    return first


def _inside(article: ParsedArticle, spans: list[tuple[int, int]]) -> set[int]:
    inside: set[int] = set()
    k = 0
    for word in article.words:
        while k < len(spans) and spans[k][1] <= word.start:
            k += 1
        if k < len(spans) and spans[k][0] <= word.start < spans[k][1]:
            inside.add(word.i)
    return inside


def _whole(article: ParsedArticle, quote: Quoted) -> bool:
    """Whether the quotation is a sentence of its own, not a phrase in the article's."""
    return article.text[quote.start : quote.start + 1].isupper()


def _verbs(article: ParsedArticle, quote: Quoted, inside: set[int]) -> Iterator[Word]:
    """Yield the verbs outside all marks that may give the quotation to somebody, nearest first."""
    words = [w for s in quote.sentences for w in s.words if quote.start <= w.start < quote.end]
    seen: set[int] = set()
    for word in words:  # the verbs above the quoted clause
        if word.head is word or not (quote.start <= word.head.start < quote.end):
            for up in word.ancestors():
                if (
                    up.i not in inside
                    and up.i not in seen
                    and up.lemma in QUOTING
                    and up.pos in ("VERB", "AUX")
                ):
                    seen.add(up.i)
                    yield up
    first, last = quote.sentences[0], quote.sentences[-1]
    outside = [
        w for s in dict.fromkeys((first, last)) for w in s.words if w.i not in inside and w.lemma in QUOTING
    ]
    verbs = [
        w
        for w in outside
        if w.pos in ("VERB", "AUX") and (w.child(*SUBJECTS) is not None or w.dep in ("advcl", "conj", "acl"))
    ]
    if verbs:
        yield min(verbs, key=lambda w: min(abs(w.start - quote.end), abs(quote.start - w.end)))
    # the next or the last sentence of the paragraph announces it: … he said. / Cruz added:
    for sentence, edge in ((_neighbour(article, last, 1), "left"), (_neighbour(article, first, -1), "right")):
        if sentence is None:
            continue
        announced = edge == "right" and article.text[sentence.start : sentence.end].endswith(":")
        if sentence.paragraph != first.paragraph and not (
            announced and first.paragraph - sentence.paragraph == 1
        ):
            continue
        gap = (
            article.text[quote.end : sentence.start]
            if edge == "left"
            else article.text[sentence.end : quote.start]
        )
        if len(gap.strip()) > 4 or (
            edge == "right"
            and not article.text[sentence.start : sentence.end].rstrip("\"'“‘` ").endswith((":", ","))
        ):
            continue
        for word in sentence.words:
            if (
                word.i not in inside
                and word.lemma in SAYING
                and word.pos == "VERB"
                and (announced or len(sentence.words) < 14)
            ):
                yield word


def _neighbour(article: ParsedArticle, sentence: Sentence, step: int) -> Sentence | None:
    k = sentence.index + step
    return article.sentences[k] if 0 <= k < len(article.sentences) else None


def _speaker(verb: Word, resolved: Resolved) -> tuple[Thing, ...]:
    """Give the subject of the verb, through "added", "saying", and "a statement from …"."""
    current = verb
    for _ in range(4):
        subject = current.child(*SUBJECTS)
        if current.dep == "relcl" and (subject is None or subject.tag in ("WP", "WDT")):
            return resolved.of(current.head)
        if subject is not None:
            return _source(subject, resolved)
        if current.dep == "acl":
            return _source(current.head, resolved)
        if current.dep in ("conj", "advcl", "xcomp", "ccomp", "pcomp", "parataxis"):
            current = current.head if current.head.pos in ("VERB", "AUX") else current.head.head
        else:
            break
    return ()


def _source(subject: Word, resolved: Resolved) -> tuple[Thing, ...]:
    """Give who speaks: the subject, or whose statement, tweet or e-mail it is."""
    own = resolved.of(subject)
    if own:
        return own if len(own) == 1 and own[0].kind not in ("Office", "Election", "Work", "Event") else ()
    if subject.lemma in (
        "statement",
        "tweet",
        "letter",
        "message",
        "email",
        "e-mail",
        "post",
        "report",
        "filing",
        "announcement",
    ):
        possessor = subject.child("poss")
        if possessor is not None:
            return resolved.of(possessor)
        for prep in subject.all("prep"):
            if prep.lemma in ("from", "by", "of"):
                pobj = prep.child("pobj")
                if pobj is not None:
                    return resolved.of(pobj)
    return ()
