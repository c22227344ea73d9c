"""Clauses and nouns as facts: a relation and what it holds between, in words of the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from kg.extract.grammar.phrases import is_set_aside
from kg.extract.parsing.syntax import Sentence, Word
from kg.extract.propositions.rows.clauses import Clause, Phrase, clauses
from kg.extract.propositions.rows.phrases import Words, noun_phrase, set_apart, trimmed

NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: the relation's words, and what it relates; the first argument is the subject."""

    kind: str
    relation: tuple[Word | str, ...]
    arguments: tuple[Words, ...]
    head: Word
    filled: bool = False


def facts(sentence: Sentence, *, binary: bool) -> Iterator[Fact]:
    """Yield what a sentence says, in the order of its verbs and nouns."""
    for word in sentence.words:
        if word.pos in ("VERB", "AUX"):
            for found in clauses(word):
                yield from _pairs(found) if binary else _whole(found)
        elif word.pos in NOUNS:
            yield from _nominal(word)


def _whole(c: Clause) -> Iterator[Fact]:
    """Yield a clause with all its arguments, once for each choice among joined ones."""
    slots: dict[int, list[Words]] = {}
    for found in c.complements:
        if found.kind != "adjectival":  # said by the predicative too
            slots.setdefault(found.slot, []).append(found.before + found.words)
    kind = next((k.kind for k in c.complements), "bare")
    for chosen in product(*slots.values()):
        yield Fact(kind, c.relation, (c.subject, *chosen), c.verb, c.filled)


def _pairs(c: Clause) -> Iterator[Fact]:
    """Yield one fact for each complement: "met | Ana", "met Ana in | Oslo"."""
    objects = [k for k in c.complements if k.kind in ("object", "predicative")]
    core = next((k for k in objects if k.kind == "object"), None)
    rest = [k for k in c.complements if k.kind not in ("object", "predicative")]
    rest, relation = _without_adverbs(c, rest, bool(objects))
    clausal = [k for k in rest if k.kind in ("clause", "infinitive")]
    for k in objects:
        if core is not None and k.kind == "predicative":
            yield _pair(c, "object-predicative", (*relation, *core.words), k.words)
        elif (named := _definite(k)) is not None:
            yield _pair(c, "predicative", (*relation, *named[0]), named[1])
        else:
            yield _pair(c, k.kind, relation, k.words)
    for k in clausal:
        if core is not None:
            yield _pair(c, "object-" + k.kind, (*relation, *core.words), k.words)
        else:
            yield _pair(c, k.kind, relation, k.words)
    for k in rest:
        if k in clausal:
            continue
        before = core or (objects[0] if objects and k.kind != "adjectival" else None)
        if before is None:
            yield _pair(c, k.kind, (*relation, *k.before), k.words)
        else:
            yield _pair(c, "with-object-" + k.kind, (*relation, *before.words, *k.before), k.words)


def _pair(c: Clause, kind: str, relation: tuple[Word | str, ...], words: Words) -> Fact:
    return Fact(kind, relation, (c.subject, words), c.verb, c.filled)


def _without_adverbs(c: Clause, rest: list[Phrase], has_object: bool) -> tuple[list[Phrase], Words]:
    """Let adverbs behind the verb be part of the relation ("died suddenly in"), unless they stand alone."""
    adverbs = [k for k in rest if k.kind == "adverb"]
    others = [k for k in rest if k.kind != "adverb"]
    if not others and not has_object:
        return adverbs[:1], c.relation
    if has_object:
        return others, c.relation
    first = min(k.head.i for k in others)
    return others, c.relation + tuple(w for k in adverbs if k.head.i < first for w in k.words)


def _definite(k: Phrase) -> tuple[Words, Words] | None:
    """Part "the capital of | Ruritania", not "a city of the north"."""
    if (
        k.kind != "predicative"
        or k.head.pos != "NOUN"
        or any(c.text.lower() in ("a", "an") for c in k.head.all("det"))
    ):
        return None
    for prep in k.head.all("prep"):
        if prep.lemma in ("of", "for", "to") and prep.i == k.head.i + 1 and prep.child("pobj") in k.words:
            return tuple(w for w in k.words if w.i <= prep.i), tuple(w for w in k.words if w.i > prep.i)
    return None


def _nominal(noun: Word) -> Iterator[Fact]:
    """Yield what appositions, possessors and titles say; the "is" and "has" stand nowhere in the text."""
    for beside in noun.all("appos"):
        if beside.pos in NOUNS and set_apart(beside) and not is_set_aside(beside):
            yield Fact("apposition", ("is",), (noun_phrase(noun), noun_phrase(beside)), noun)
    owner = noun.child("poss")
    if owner is not None and owner.tag not in ("PRP$", "WP$"):
        last = owner.subtree()[-1].i
        owned = trimmed([w for w in noun_phrase(noun) if w.i > last])
        yield Fact(
            "possessive", ("has",), (tuple(w for w in noun_phrase(owner) if w.tag != "POS"), owned), noun
        )
    if noun.pos == "PROPN":
        words = [w for w in noun_phrase(noun) if w.i <= noun.i]
        at = len(words) - 1
        while at > 0 and words[at - 1].pos == "PROPN":
            at -= 1
        if at > 0 and words[at - 1].pos == "NOUN" and words[at - 1].dep == "compound":
            yield Fact("title", ("is",), (tuple(words[at:]), trimmed(words[:at])), noun)
