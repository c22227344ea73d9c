"""Lines that are no text, and what in them is taken for names: headlines, bylines, credits, addresses.

A headline in title case, a byline or a teaser gives no names of its own: only what the text below names too.
"""

from __future__ import annotations

from kg.extract.english.tables import furniture
from kg.extract.mentions.candidate import Candidate
from kg.extract.parsing.syntax import ParsedArticle, Sentence

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV")
MIN_WORDS = 5  #: content words of a headline
MAX_WORDS = 14  #: words of a byline or a teaser
SHARE = 0.85  #: of a headline's content words, in capitals


def without_furniture(article: ParsedArticle, spans: list[Candidate]) -> list[Candidate]:
    """Return the names without those that only headlines, bylines, credits and addresses have."""
    odd = {s.index for s in article.sentences if _is_headline(s) or _is_furniture(s)}
    spans = [c for c in spans if not any("@" in w.text for w in c.words)]
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
    return capital >= SHARE * len(content)


def _is_furniture(sentence: Sentence) -> bool:
    """Whether a short sentence without a full stop begins like a byline, a credit or a teaser."""
    words = sentence.words
    return len(words) <= MAX_WORDS and words[0].text.lower() in furniture() and words[-1].text != "."
