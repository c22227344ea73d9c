"""Words → `Argument`s: a noun phrase with what it stands for, and what hangs on a word by prepositions."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.coreference import Thing
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.phrases import antecedent, digits, extent, is_temporal, quantity
from kg.extract.propositions.reading import Reading
from kg.model import Argument

#: Parts of speech of what the parser takes for a preposition: "including", "due", "ahead".
PREPOSITIONS = ("ADP", "SCONJ", "VERB", "PART", "ADV", "ADJ")


def argument(reading: Reading, role: str, word: Word, of: str = "") -> Argument:
    """Give a noun phrase as an argument; `of` is the noun that it hangs on, if not the predicate."""
    word = antecedent(word)
    value, unit = quantity(word)
    start, end = extent(word)
    head = unit or word.lemma
    things = reading.things(word)
    office = reading.resolved.offices.get(word.i)
    if not things and office is not None and role in ("as", "from", "object"):
        things = (office,)
    titled = reading.office_words.get(word.i)
    if role == "predicative" and titled is not None and titled.title:
        head = titled.title.lower()
    return Argument(role, reading.article.text[start:end], start, end, reading.ids(things), value, head, of)


def entity_argument(
    reading: Reading, role: str, word: Word, things: tuple[Thing, ...], head: str = ""
) -> Argument:
    """Give a noun phrase as an argument that stands for these very things."""
    start, end = extent(word)
    text = reading.article.text[start:end]
    return Argument(role, text, start, end, reading.ids(things), None, head or word.lemma)


def bare_argument(role: str, word: Word) -> Argument:
    """Give a word as an argument that stands for nothing."""
    return Argument(role, word.text, word.start, word.end, (), None, word.lemma)


def value_argument(number: Word, unit: str) -> Argument:
    """Give a number as an argument."""
    return Argument("value", number.text, number.start, number.end, (), digits(number), unit)


def possessor(reading: Reading, noun: Word) -> Iterator[Argument]:
    """Yield whose it is: "stepped into her shoes"."""
    owner = noun.child("poss")
    if owner is not None and noun.pos == "NOUN":
        yield argument(reading, "'s", owner, noun.lemma)


def prepositions(reading: Reading, word: Word, of: str = "") -> Iterator[Argument]:
    """Yield what hangs on a word by prepositions, each in the role of its preposition; times are left out."""
    for child in word.children:
        if child.dep not in ("prep", "dative") or child.pos not in PREPOSITIONS:
            continue
        pobj = child.child("pobj")
        if child.dep == "dative" and pobj is None:
            continue
        if child.child("neg") is not None and child.child("conj") is not None:  # "not in Oslo but in Bergen"
            for other in child.all("conj"):
                place = other.child("pobj")
                if place is not None:
                    yield argument(reading, other.lemma, place, of)
        elif pobj is None:
            yield from _indirect(reading, child, of)
        elif is_temporal(pobj):
            yield from prepositions(reading, pobj, of)  # "at 4 p.m. at the club"
        else:
            yield argument(reading, child.lemma, pobj, of)
            yield from possessor(reading, pobj)
            for joined in child.all("conj"):
                place = joined.child("pobj")
                if place is not None and not is_temporal(place):
                    yield argument(reading, joined.lemma, place, of)


def _indirect(reading: Reading, preposition: Word, of: str) -> Iterator[Argument]:
    """Yield what a preposition without a noun of its own governs: "out of Oslo", "for winning"."""
    inner = preposition.child("prep")
    pobj = inner.child("pobj") if inner is not None else None
    if inner is not None and pobj is not None:
        yield argument(reading, f"{preposition.lemma} {inner.lemma}", pobj, of)
        yield argument(reading, inner.lemma, pobj, of)
    clause = preposition.child("pcomp")
    if clause is not None:
        words = clause.subtree()
        words = [w for w in words if w.dep != "punct" or w is not words[-1]]
        start, end = words[0].start, words[-1].end
        text = reading.article.text[start:end]
        yield Argument(preposition.lemma, text, start, end, (), None, clause.lemma, of)


def carried(reading: Reading, noun: Word) -> list[Word]:
    """Give the common nouns that a noun carries with "of": "fraud" of "a charge of fraud"."""
    pobjs = (prep.child("pobj") for prep in noun.all("prep") if prep.lemma == "of")
    return [pobj for pobj in pobjs if pobj is not None and pobj.pos == "NOUN" and not reading.things(pobj)]
