"""Lines that are no text, and what in them is taken for names: headlines, bylines, line-ups, addresses.

A headline in title case, a byline, a teaser or a line-up gives no names of its own: only what the text
names too.
"""

from __future__ import annotations

from kg.extract.english.tables import furniture
from kg.extract.mentions.candidate import Candidate
from kg.extract.parsing.syntax import ParsedArticle, Sentence

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV")
MIN_WORDS = 5  #: content words of a headline
MAX_WORDS = 14  #: words of a byline or a teaser
MIN_CAPITALS_SHARE = 0.85  #: of a headline's content words, in capitals
NAME_SHARE = 0.7  #: of a line-up's words, in capitals
MIN_MARKS = 4  #: between the names of a line-up


def without_furniture(article: ParsedArticle, spans: list[Candidate]) -> list[Candidate]:
    """Return the names without those that only headlines, bylines, credits, line-ups and addresses have."""
    odd = {s.index for s in article.sentences if _is_headline(s) or _is_furniture(s) or _is_line_up(s)}
    invited = {s.index for s in article.sentences if _is_invitation(s)}
    spans = [c for c in spans if not any("@" in w.text for w in c.words) and not _is_byline(c)]
    spans = [c for c in spans if c.words[0].sentence.index not in invited]
    if len(odd) == len(article.sentences):
        return spans
    below = {w.text for c in spans if c.words[0].sentence.index not in odd for w in c.words}
    return [
        c
        for c in spans
        if c.row
        or c.words[0].sentence.index not in odd
        or all(w.text in below for w in c.words if w.text[:1].isupper())
    ]


def _is_headline(sentence: Sentence) -> bool:
    """Whether nearly all words that mean something begin with a capital, and no full stop ends them."""
    content = [w for w in sentence.words if w.pos in CONTENT]
    if len(content) < MIN_WORDS or sentence.words[-1].text in (".", "!", "?", ":", '"', "”", ")"):
        return False
    capital = sum(1 for w in content if w.text[:1].isupper())
    return capital >= MIN_CAPITALS_SHARE * len(content)


def _is_furniture(sentence: Sentence) -> bool:
    """Return whether a short sentence without a full stop begins like a byline, a credit or a teaser."""
    words = sentence.words
    return len(words) <= MAX_WORDS and words[0].text.lower() in furniture("first") and words[-1].text != "."


def _is_invitation(sentence: Sentence) -> bool:
    """Return whether a sentence asks the reader to follow the paper: "Find us on Facebook"."""
    words = sentence.words
    if not any(w.text.lower() in furniture("channel") for w in words):
        return False
    return words[0].text.lower() in furniture("first") or not any(w.pos in ("VERB", "AUX") for w in words)


def _is_byline(c: Candidate) -> bool:
    """Return whether a name is the writer's: "By Ana Cruz (Reuters)"."""
    before, after = c.words[0].left, c.words[-1].right
    return before is not None and before.text == "By" and after is not None and after.text == "("


def _is_line_up(sentence: Sentence) -> bool:
    """Whether a sentence is nothing but short names set apart by marks: "A Bell, C Crane; D Holt (capt)"."""
    marks = sum(1 for w in sentence.words if w.text in (",", ";"))
    words = [w for w in sentence.words if w.text[:1].isalpha()]
    if marks < MIN_MARKS or len(words) > 3 * (marks + 1):
        return False
    if any(w.pos in ("VERB", "AUX", "PRON", "CCONJ") and w.text.islower() for w in words):
        return False
    return sum(1 for w in words if w.text[:1].isupper()) >= NAME_SHARE * len(words)
