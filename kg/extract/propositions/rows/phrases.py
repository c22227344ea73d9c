"""Phrases of a tree as runs of words, and how they are written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.parsing.syntax import Word

Words = tuple[Word, ...]
#: Labels of what hangs on a noun and is a fact of its own, no part of its phrase.
APART = frozenset("relcl conj cc preconj punct parataxis advcl ccomp dep".split())
#: Opening marks and their partners, the treebank's among them.
PAIRS = {"``": "''", '"': '"', "“": "”", "‘": "’", "`": "'", "(": ")", "[": "]", "-LRB-": "-RRB-"}
CLOSING = {right: left for left, right in PAIRS.items()}
EDGES = frozenset(", ; : . -- – — - ! ? ... …".split())
SETTING_APART = frozenset(", ; : -- – — - (".split())


def noun_phrase(noun: Word, *, without: Word | None = None) -> Words:
    """Return a noun with what says which one it is, but never the branch `without`.

    Relative clauses, appositions and nouns that are joined to it are facts of their own; what is joined
    further down ("leader of A and B"), a participle ("a bid launched last week") and a name without a comma
    ("the opera Carmen") belong to it.
    """
    return trimmed(_with_marks(_within(noun, without)))


def clause(verb: Word) -> Words:
    """Return all words of a clause."""
    return trimmed(verb.subtree())


def trimmed(words: Sequence[Word]) -> Words:
    """Take commas, stops, "and" and marks without a partner off both ends."""
    first, last = 0, len(words)
    while first < last and (_edge(words[first]) or words[first].dep == "cc" or _lonely(words[first:last], 0)):
        first += 1
    while first < last and (_edge(words[last - 1]) or _lonely(words[first:last], -1)):
        last -= 1
    return tuple(words[first:last])


def written(parts: Iterable[Word | str], text: str) -> str:
    """Write words as the text has them: neighbours keep what stands between them, others get a space."""
    out: list[str] = []
    last: Word | None = None
    for part in parts:
        if isinstance(part, str):
            out += [" ", part]
            last = None
        else:
            adjacent = last is not None and part.i == last.i + 1
            out += [text[last.end : part.start] if adjacent and last else " ", text[part.start : part.end]]
            last = part
    return " ".join("".join(out).split())


def set_apart(child: Word) -> bool:
    """Return whether a comma, a dash or the like stands before what follows its head."""
    before = child.left_edge().left
    if before is not None and before.dep == "neg":  # "Cruz, not Bell"
        before = before.left
    return child.i > child.head.i and before is not None and before.text in SETTING_APART


def _within(noun: Word, without: Word | None) -> list[Word]:
    found, waiting = [], [(noun, False)]
    while waiting:
        word, joined = waiting.pop()
        found.append(word)
        for child in word.children:
            if child is not without and _belongs(child, joined=joined):
                waiting.append((child, True))
    return found


def _belongs(child: Word, *, joined: bool) -> bool:
    """Return whether a word is part of the phrase of its head; what is `joined` below the first noun is."""
    if child.dep in ("conj", "cc", "preconj"):
        return joined
    if child.dep == "appos":
        return not set_apart(child)
    if child.dep == "neg" and child.i > child.head.i and child.head.pos in ("NOUN", "PROPN"):
        return False  # "Cruz, not Bell"
    return child.dep not in APART and not (child.dep in ("acl", "prep") and set_apart(child))


def _with_marks(found: list[Word]) -> list[Word]:
    """Add the punctuation that stands between words of the phrase, and the marks around it; in order."""
    have = {w.i for w in found}
    first, last = min(have), max(have)
    for word in found[0].sentence.words:
        if first - 1 <= word.i <= last + 1 and word.i not in have and word.dep == "punct":
            between = word.i - 1 in have and word.i + 1 in have
            if between or word.text in PAIRS or word.text in CLOSING:
                found.append(word)
                have.add(word.i)
    return sorted(found, key=lambda w: w.i)


def _edge(word: Word) -> bool:
    return word.text in EDGES or word.pos == "SPACE"


def _lonely(words: Sequence[Word], k: int) -> bool:
    """Return whether the mark at one end has no partner in the phrase."""
    mark = words[k].text
    texts = [w.text for w in words]
    if mark == '"':
        return texts.count(mark) % 2 == 1
    if mark in PAIRS:
        return PAIRS[mark] not in texts
    return mark in CLOSING and words[k].tag != "POS" and CLOSING[mark] not in texts
