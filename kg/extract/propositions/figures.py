"""Figures beside names: ages ("Cruz, 60,") and what leans on a unit ("276 votes to Bell's 223")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.coreference import Thing
from kg.extract.english.tables import modifying
from kg.extract.grammar.factuality import Factuality
from kg.extract.grammar.frames import frame
from kg.extract.parsing.syntax import Sentence, Word
from kg.extract.propositions.arguments import entity_argument, value_argument
from kg.extract.propositions.phrases import NUMBER
from kg.extract.propositions.reading import ArticleContext
from kg.model import Proposition

MAX_AGE = 125
NEAR = 1  #: sentences before one in which a description has its antecedent
MAX_DIGITS = 12  #: characters of a number


def age_propositions(reading: ArticleContext, word: Word) -> Iterator[Proposition]:
    """Yield ages: "Cruz, 60,", "a 14-year-old boy", "29-year-old Ana Cruz"."""
    name = reading.names.get(word.i)
    if name is not None and name.kind == "person":
        after = name.words[-1].right
        age = _bracketed(after)
        if (
            after is not None
            and after.text == ","
            and after.right is not None
            and after.right.text in modifying("aged")
        ):
            age = after.right.right
        if age is not None:
            yield _age(reading, word, word, reading.resolved.of(word)[:1], age)
    if word.lemma in modifying("age") or re.fullmatch(r"\d+-year-old", word.text.lower()):
        number = next((w for w in word.subtree() if re.fullmatch(r"\d{1,3}", w.text)), None)
        whose = word.head if word.dep in ("amod", "compound", "nmod") else word
        things = _described(reading, whose)
        if whose.i in reading.resolved.standing and not _alone(reading, things, word):
            return  # guessed: "the 31-year-old", where several have been named
        if number is not None and len(things) == 1 and things[0].kind == "person":
            yield _age(reading, word, whose, things, number)


def _alone(reading: ArticleContext, things: tuple[Thing, ...], word: Word) -> bool:
    """Return whether nobody else is named in a word's sentence and the one before it."""
    near = range(word.sentence.index - NEAR, word.sentence.index + 1)
    return not any(
        c.form == "name" and c.head.sentence.index in near
        for thing in reading.resolved.things
        if thing.kind == "person" and thing not in things
        for c, _ in thing.mentions
    )


def _bracketed(comma: Word | None) -> Word | None:
    """Return the age that stands between commas or in brackets."""
    number = comma.right if comma is not None and comma.text in (",", "(") else None
    if number is None or not re.fullmatch(r"\d{1,3}", number.text) or int(number.text) >= MAX_AGE:
        return None
    if comma is not None and comma.text == "(" and _scores(comma.sentence):
        return None
    return number if number.right is None or number.right.text in (",", ")", ".", ";") else None


def _scores(sentence: Sentence) -> bool:
    """Return whether several brackets of a sentence open with a number: "Cruz (32) and Bell (23 off 17)"."""
    opened = [w.right for w in sentence.words if w.text == "("]
    return sum(1 for w in opened if w is not None and w.text.isdigit()) > 1


def _described(reading: ArticleContext, whose: Word) -> tuple[Thing, ...]:
    """Return who is so old: the word itself, the subject of "is 60 years old", the name set beside it."""
    things = reading.resolved.of(whose)
    if not things and whose.dep == "attr" and whose.head.lemma == "be":
        subject = frame(whose.head).subject
        things = reading.resolved.of(subject) if subject is not None else ()
    if not things:
        beside = next((c for c in whose.all("appos") if c.i in reading.resolved.referents), None)
        things = reading.resolved.of(beside) if beside is not None else ()
    return things


def _age(
    reading: ArticleContext, word: Word, whose: Word, things: tuple[Thing, ...], number: Word
) -> Proposition:
    arguments = [entity_argument(reading, "subject", whose, things), value_argument(number, "year")]
    return reading.proposition("role", "year-old", word, arguments, Factuality(), rules=("age",))


def leaning_propositions(reading: ArticleContext, sentence: Sentence) -> Iterator[Proposition]:
    """Yield figures that lean on another's noun: "276 votes to Bell's 223", "to 224 for Bell"."""
    unit = None
    for word in sentence.words:
        if word.pos == "NOUN" and reading.tables.leans(word.lemma):
            unit = reading.quantity(word)[1] or unit
    for word in sentence.words if unit is not None else ():
        holder = _holder(reading, word) if _is_figure(word) else None
        things = reading.resolved.of(holder) if holder is not None else ()
        if holder is not None and things and unit is not None:
            arguments = [entity_argument(reading, "subject", holder, things), value_argument(word, unit)]
            yield reading.proposition(
                "role", "figure", word, arguments, Factuality(), rules=("leaning figure",)
            )


def _is_figure(word: Word) -> bool:
    """Return whether a word is a number without a noun of its own, and no year."""
    if not NUMBER.match(word.text) or len(word.text) > MAX_DIGITS or re.fullmatch(r"(19|20)\d\d", word.text):
        return False
    return word.dep not in ("quantmod", "advmod") and not (word.dep == "nummod" and word.head.pos == "NOUN")


def _holder(reading: ArticleContext, number: Word) -> Word | None:
    """Return whose figure it is: "224 for Bell", "Bell's 223", "Cruz on 41", "Cruz finished with 41"."""
    left, right = number.left, number.right
    if right is not None and right.lemma == "for" and right.right is not None:
        return reading.name_at(right.right)
    if left is None or left.left is None:
        return None
    if left.text in ("'s", "'", "’s", "’"):
        return reading.name_at(left.left)
    if left.lemma in ("on", "with"):
        holder = reading.name_at(left.left)
        return frame(left.left).subject if holder is None and left.left.pos == "VERB" else holder
    return None
