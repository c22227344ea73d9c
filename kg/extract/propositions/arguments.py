"""Words → `Argument`s: a noun phrase with what it stands for, and what hangs on a word by prepositions."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.coreference import Thing
from kg.extract.english.closed import BESIDE, INDEFINITE
from kg.extract.grammar.complements import Complement
from kg.extract.grammar.frames import frame
from kg.extract.grammar.phrases import antecedent, listed
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.phrases import digits, extent, is_temporal
from kg.extract.propositions.reading import ArticleContext
from kg.model import Argument

#: Roles in which an office is a thing: "resigned from", "served as".
POSTS = ("as", "from", "object")


def argument(
    reading: ArticleContext, role: str, word: Word, of: str = "", *, alone: bool = False
) -> Argument:
    """Return a noun phrase as an argument; `of` is the noun that it hangs on, if not the predicate.

    `alone`: what is joined to the word is not meant.
    """
    word = listed(antecedent(word))[0][0]
    value, unit = reading.quantity(word)
    start, end = extent(word)
    head = unit or word.lemma
    things = reading.resolved.of(word) if alone else reading.things(word)
    office = reading.resolved.offices.get(word.i)
    if not things and office is not None and role in POSTS and not is_anybodys(reading, word):
        things = (office,)
    titled = reading.office_words.get(word.i)
    if role == "predicative" and titled is not None and titled.title:
        head = titled.title.lower()
    return Argument(role, reading.article.text[start:end], start, end, reading.ids(things), value, head, of)


def is_anybodys(reading: ArticleContext, head: Word) -> bool:
    """Whether an office is of something that the text only calls one of its kind: "mayor of a city"."""
    owners = (c.head for c in frame(head).complements if c.role == "of")
    return any(
        owner.pos == "NOUN"
        and any(d.text.lower() in INDEFINITE for d in owner.all("det"))
        and not reading.resolved.of(owner)
        for owner in owners
    )


def entity_argument(
    reading: ArticleContext, role: str, word: Word, things: tuple[Thing, ...], head: str = ""
) -> Argument:
    """Return a noun phrase as an argument that stands for these very things."""
    start, end = extent(word)
    text = reading.article.text[start:end]
    return Argument(role, text, start, end, reading.ids(things), None, head or word.lemma)


def bare_argument(role: str, word: Word) -> Argument:
    """Return a word as an argument that stands for nothing."""
    return Argument(role, word.text, word.start, word.end, (), None, word.lemma)


def value_argument(number: Word, unit: str) -> Argument:
    """Return a number as an argument."""
    return Argument("value", number.text, number.start, number.end, (), digits(number), unit)


def possessor(reading: ArticleContext, noun: Word) -> Iterator[Argument]:
    """Yield whose it is: "stepped into her shoes"."""
    owner = noun.child("poss")
    if owner is not None and noun.pos == "NOUN":
        yield argument(reading, "'s", owner, noun.lemma)


def prepositions(reading: ArticleContext, word: Word, of: str = "") -> Iterator[Argument]:
    """Yield what hangs on a word by prepositions, each in the role of its preposition; times are left out."""
    found = [c for c in frame(word).complements if c.kind in ("preposition", "gerund")]
    for c in found:
        if c.denied and any(other.child.head is c.child for other in found):
            continue  # "not in Oslo but in Bergen"
        if c.kind == "gerund":
            yield _clause(reading, c, of)
        elif is_temporal(c.head):
            yield from prepositions(reading, c.head, of)  # "at 4 p.m. at the club"
        else:
            yield argument(reading, c.role, c.head, of)
            # "out of Oslo" is also "of Oslo"; "according to Cruz" is not "to Cruz"
            first, _, last = c.role.rpartition(" ")
            if first and first not in BESIDE and c.child.pos not in ("VERB", "ADJ"):
                yield argument(reading, last, c.head, of)
            yield from possessor(reading, c.head)


def _clause(reading: ArticleContext, c: Complement, of: str) -> Argument:
    """Return a clause behind a preposition as an argument: "for winning the race"."""
    words = c.head.subtree()
    words = [w for w in words if w.dep != "punct" or w is not words[-1]]
    start, end = words[0].start, words[-1].end
    return Argument(c.role, reading.article.text[start:end], start, end, (), None, c.head.lemma, of)


def carried(reading: ArticleContext, noun: Word) -> list[Word]:
    """Return the common nouns that a noun carries with "of": "fraud" of "a charge of fraud"."""
    pobjs = (prep.child("pobj") for prep in noun.all("prep") if prep.lemma == "of")
    return [pobj for pobj in pobjs if pobj is not None and pobj.pos == "NOUN" and not reading.things(pobj)]
