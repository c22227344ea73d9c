"""Mentions of elections and of campaigns, found by their head words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.tables import PLACES
from kg.extract.parsing.syntax import Sentence, Word

ELECTION_NOUNS = frozenset(
    "election race contest primary by-election runoff midterm midterms referendum".split()
)
ELECTION_KINDS = frozenset(
    "presidential parliamentary general mayoral legislative gubernatorial congressional municipal local "
    "state midterm federal regional senate primary".split()
)
#: Adjectives that say nothing of what kind of election it is.
PLAIN = frozenset(
    "recent upcoming next coming close tight new early late snap special second final bitter fierce open "
    "competitive crucial key historic disputed contested free fair entire whole forthcoming".split()
)
TIMES = frozenset("november october week weekend year month sunday tuesday spring summer autumn fall".split())
#: What an election is called whose mention has one of these nouns.
NOUNS_IN_NAMES = {
    "race": "election",
    "contest": "election",
    "midterm": "midterm elections",
    "midterms": "midterm elections",
}
YEAR = re.compile(r"(1[89]|20)\d\d")


def find_elections(sentence: Sentence, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield the elections of a sentence that are no names; those that are, in `by_word`, it changes."""
    for head in sentence.words:
        if head.lemma in ELECTION_NOUNS and head.pos in ("NOUN", "PROPN"):
            own = by_word.get(head.i)
            if own is None:
                yield from _described(head, by_word)
            elif own.kind == "election":
                own.form = "election"
                own.year = next((w.text for w in own.words if YEAR.fullmatch(w.text)), None)
                beside = (by_word[w.i] for w in head.children if w.i in by_word)
                own.owner = next((c for c in beside if c is not own), None)


def _described(head: Word, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield the election that a common noun stands for: "the 2020 French presidential race".

    All that stands before the noun tells it from others: place, year, and in the title the rest.
    """
    year: str | None = None
    owner: Candidate | None = None
    first, kinds = head, []
    for word in head.sentence.words:
        if word.i >= head.i:
            break
        if word.head is not head and word.head.head is not head:
            continue
        beside = by_word.get(word.i)
        if YEAR.fullmatch(word.text):
            year = word.text
        elif beside and beside.kind in PLACES and word.dep in ("amod", "compound", "nmod", "poss"):
            owner = owner or beside
        elif beside and beside.kind is not None and word.dep in ("amod", "compound", "nmod", "poss"):
            kinds.append(word.text)
        elif word.lemma in ELECTION_KINDS or _distinguishes(word):
            kinds.append(word.lemma if word.text.islower() else word.text)
        else:
            continue
        first = min(first, word, key=lambda w: w.i)
    if any(
        c.i < head.i and c.tag == "JJ" and _is_strange(c, by_word)
        for c in head.all("amod", "compound", "nmod")
    ):
        return  # "the papal election": of a kind that is not known
    definite = any(c.text.lower() in ("the", "this", "last") for c in head.children)
    if not (kinds or year or definite or (owner and head.lemma not in ("race", "contest", "primary"))):
        return
    noun = NOUNS_IN_NAMES.get(head.lemma, head.lemma)
    if "midterm" in kinds:
        noun, kinds = "midterm elections", [kind for kind in kinds if kind != "midterm"]
    title = " ".join((*dict.fromkeys(kinds), noun))
    name = ""
    if year or owner:
        name = " ".join(part for part in (year, owner.name if owner else None, title) if part)
    words = [w for w in head.sentence.words if first.i <= w.i <= head.i]
    yield Candidate(words, head, "election", "election", name, "n", owner=owner, year=year, title=title)


def _distinguishes(word: Word) -> bool:
    """Whether a noun before "election" says which: "council", "Senate", "governor's"."""
    if word.pos not in ("NOUN", "PROPN") or word.text.lower() in TIMES:
        return False
    return word.dep in ("compound", "nmod") or (word.dep == "poss" and word.child("det", "poss") is None)


def _is_strange(word: Word, by_word: dict[int, Candidate]) -> bool:
    """Whether an adjective before "election" may name a kind of election that is not known."""
    return word.i not in by_word and word.lemma not in (*ELECTION_KINDS, *PLAIN) and word.text != "last"


def find_campaigns(sentence: Sentence, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield the campaigns of a sentence, each with the person whose it is: "Cruz's re-election campaign"."""
    for head in sentence.words:
        if head.lemma != "campaign" or head.pos not in ("NOUN", "PROPN") or head.tag in ("NNS", "NNPS"):
            continue
        own = by_word.get(head.i)
        if own is not None and own.kind not in ("campaign", "group", None):
            continue
        owner = _before(head, by_word)
        words = [head]
        if owner is not None:
            words = [*owner.words, *(w for w in sentence.words if owner.words[-1].i < w.i <= head.i)]
        yield Candidate(words, head, "campaign", "campaign", "", "n", owner=owner)


def _before(head: Word, by_word: dict[int, Candidate]) -> Candidate | None:
    """Give the person named in the noun phrase before its head."""
    left = head.left
    while left is not None and (
        left.pos in ("PROPN", "ADJ", "NOUN", "PART", "NUM") or left.text in ("-", "'s", "'", "’")
    ):
        name = by_word.get(left.i)
        if name is not None and name.kind == "person":
            return name
        left = left.left
    return None
