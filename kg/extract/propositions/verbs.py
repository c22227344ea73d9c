"""Verbs: who did what to whom, in active order, with everything that hangs on the verb and its objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.english.tables import with_trait
from kg.extract.grammar.complements import small_clause
from kg.extract.grammar.frames import Frame, frame
from kg.extract.grammar.phrases import antecedent, described_alone, listed
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.arguments import (
    argument,
    bare_argument,
    entity_argument,
    possessor,
    prepositions,
)
from kg.extract.propositions.nouns import light_verb
from kg.extract.propositions.phrases import is_temporal
from kg.extract.propositions.reading import ArticleContext
from kg.extract.propositions.states import copula, is_over, service
from kg.model import Argument, Proposition

OBJECTS = ("object", "dative", "predicative")


def verb_propositions(reading: ArticleContext, verb: Word) -> Iterator[Proposition]:
    """Yield what a verb says: itself, what it denies, and the roles and event nouns that it carries."""
    clause = frame(verb)
    if not reading.may_name(clause):
        return
    arguments = _core(reading, clause)
    arguments += _adjuncts(reading, clause)
    arguments += prepositions(reading, verb)
    joined = verb.child("conj")
    if joined is not None and joined.i - verb.i < 3 and joined.tag == verb.tag and verb.child("prep") is None:
        arguments += prepositions(reading, joined)  # "born and raised in Oslo"
    arguments += _below(reading, clause)
    if clause.passive and not _has(arguments, "subject"):
        arguments += _agents(reading, verb, arguments)
    if not reading.wants(arguments):
        return
    arguments += _posts(reading, clause)
    facts = clause.factuality
    nominal = (c.head for c in clause.complements if c.kind in (*OBJECTS, "preposition"))
    joined_by_or = any(_either(reading, word) for word in (clause.subject, *nominal) if word is not None)
    if joined_by_or and facts.polarity == "affirmed":
        facts = facts.demote("possible")
    former = is_over(verb)
    rules = tuple(_rules(clause, joined_by_or=joined_by_or, former=former))
    denied = list(_denied(reading, clause, arguments))
    gapped = list(_gapped(reading, clause, arguments))
    others = {e for rest in gapped for a in rest if a.role == "object" for e in a.entities}
    arguments = [
        replace(a, entities=tuple(e for e in a.entities if e not in others)) if a.role == "object" else a
        for a in arguments
    ]
    contrast = (*rules, "contrast")
    for predicate in clause.predicates:
        yield reading.proposition("verb", predicate, verb, arguments, facts, rules=rules, former=former)
        for other in gapped:
            yield reading.proposition(
                "verb", predicate, verb, other, facts, rules=(*rules, "ellipsis"), former=former
            )
        for other in denied:
            yield reading.proposition(
                "verb", predicate, verb, other, facts.negate(), rules=contrast, former=former
            )
    if clause.subject is not None:
        yield from copula(reading, verb, clause.subject, facts)
        yield from service(reading, verb, clause.subject, facts)
    yield from light_verb(reading, verb, clause.subject, facts, passive=clause.passive)


def _rules(clause: Frame, *, joined_by_or: bool, former: bool) -> Iterator[str]:
    """Yield the names of the rules that read a clause."""
    yield f"subject {clause.source}" if clause.source is not None else "no subject"
    if clause.passive:
        yield "passive"
    if any(c.head is clause.head.head for c in clause.objects):
        yield "object of a relative clause"
    if small_clause(clause.head) is not None:
        yield "small clause"
    if joined_by_or:
        yield "one of several"
    if former:
        yield "state that is over"


def _has(arguments: list[Argument], role: str) -> bool:
    return any(a.role == role for a in arguments)


# What a verb's arguments are


def _core(reading: ArticleContext, clause: Frame) -> list[Argument]:
    """Return the subject, the objects and the predicatives."""
    verb, passive = clause.head, clause.passive
    found: list[Argument] = []
    if clause.subject is not None:
        alone = described_alone(clause.subject, verb)
        found.append(argument(reading, "object" if passive else "subject", clause.subject, alone=alone))
    for c in clause.objects:
        role: str = c.kind
        named = c.child.dep == "oprd" and c.head.i in reading.inside
        if named and not passive and verb.child("dobj") is None:
            role = "object"
        found.append(argument(reading, role, c.head))
        if role == "dative":  # "gave Ana Cruz the prize": to her
            found.append(replace(found[-1], role="to"))
        elif role == "object" and passive and clause.subject is not None:  # "was given the prize"
            found.append(replace(found[0], role="to"))
        for beside in c.head.all("appos"):  # "67,951 votes (47.5%)"
            if reading.quantity(beside)[0] is not None and reading.quantity(c.head)[0] is not None:
                found.append(argument(reading, role, beside))
    mark = verb.child("mark")
    named = passive and verb.lemma in with_trait("names")
    if named and mark is not None and mark.text.lower() == "as":  # "Aotearoa, as it is called": that name
        found.append(bare_argument("predicative", mark))
    small = small_clause(verb)
    if small is not None:
        subject, below = small
        if subject is not None and not _has(found, "object"):  # "found him guilty of"
            found.append(argument(reading, "object", subject))
            found.append(argument(reading, "predicative", below))
            found += prepositions(reading, below, below.lemma)
        elif subject is None and below.pos in ("NOUN", "PROPN", "ADJ"):
            found.append(argument(reading, "predicative", below))
    return found


def _adjuncts(reading: ArticleContext, clause: Frame) -> Iterator[Argument]:
    """Yield adverbs, purposes, and the place in "Oslo-based"."""
    for c in clause.complements:
        if c.kind == "adverb" and c.head.pos in ("ADJ", "ADV"):
            yield bare_argument("adverb", c.head)
        elif c.kind in ("adverbial", "infinitive") and c.head.tag == "VB" and c.head.child("aux") is not None:
            yield bare_argument("purpose", c.head)
        elif c.kind == "time" and clause.head.dep == "amod" and reading.resolved.of(c.head):
            yield argument(reading, "in", c.head)


def _below(reading: ArticleContext, clause: Frame) -> Iterator[Argument]:
    """Yield what hangs on the subject, the objects and the nouns of prepositions."""
    subject = clause.subject
    if subject is not None and subject.pos == "NOUN" and not reading.resolved.of(subject):
        yield from prepositions(reading, subject, subject.lemma)
        yield from possessor(reading, subject)
    for c in clause.objects:
        yield from possessor(reading, c.head)
        yield from prepositions(reading, c.head, c.head.lemma)
        yield from _deeper(reading, c.head)
    yield from _deeper(reading, clause.head)


def _deeper(reading: ArticleContext, word: Word) -> Iterator[Argument]:
    """Yield what hangs on the nouns of a word's prepositions."""
    for prep in word.all("prep"):
        pobj = prep.child("pobj")
        if pobj is not None:
            yield from prepositions(reading, pobj, pobj.lemma)


def _agents(reading: ArticleContext, verb: Word, arguments: list[Argument]) -> list[Argument]:
    """Return who does what a passive says: "by Ana Cruz", also in "ousted from her seat by Ana Cruz"."""
    found = []
    for by in verb.children:
        pobj = by.child("pobj") if by.dep == "agent" or (by.dep == "prep" and by.lemma == "by") else None
        if pobj is not None and not is_temporal(pobj) and reading.quantity(pobj)[0] is None:
            found.append(argument(reading, "subject", pobj))
    distant = (a for a in arguments if a.role == "by" and a.of and a.entities)
    return found or [replace(a, role="subject", of="") for a in distant]


def _posts(reading: ArticleContext, clause: Frame) -> list[Argument]:
    """Return the office that the subject's title tells: "Mayor Ana Cruz will step down"."""
    if clause.subject is None or clause.passive:
        return []
    subjects = reading.resolved.of(antecedent(clause.subject))
    posts = subjects[0].posts if subjects else []
    return [entity_argument(reading, "post", clause.subject, tuple(posts))] if len(posts) == 1 else []


def _denied(reading: ArticleContext, clause: Frame, arguments: list[Argument]) -> Iterator[list[Argument]]:
    """Yield the arguments with what the sentence sets aside: "Cruz, not Bell, won", "born not in Oslo"."""
    role = "object" if clause.passive else "subject"
    governed = (c for c in clause.complements if c.kind in (*OBJECTS, "preposition"))
    places = [(role, clause.subject), *((c.role, c.head) for c in governed)]
    for role, word in places:
        for aside in listed(word)[1] if word is not None else ():
            if things := reading.resolved.of(aside):
                denied = entity_argument(reading, role, aside, things)
                yield [denied, *(a for a in arguments if a.role != role)]
    for c in clause.complements:
        if c.kind == "preposition" and c.denied:
            yield [argument(reading, c.role, c.head), *(a for a in arguments if a.role != c.role)]


def _gapped(reading: ArticleContext, clause: Frame, arguments: list[Argument]) -> Iterator[list[Argument]]:
    """Yield the arguments of a verb that is left out: "Cruz won Ohio and Bell Iowa"."""
    subject = reading.name_at(clause.subject) if clause.subject is not None else None
    taken = clause.head.child("dobj")
    if subject is None or taken is None or clause.passive or taken.i not in reading.names:
        return
    for second in taken.conjuncts()[1:]:
        name = reading.names.get(second.i)
        before = name.words[0].left if name is not None else None
        other = reading.inside.get(before.i) if before is not None else None
        if (
            name is None
            or other is None
            or other.kind != reading.names[subject.i].kind
            or other.kind == name.kind
        ):
            continue
        rest = [a for a in arguments if a.role not in ("subject", "object")]
        yield [argument(reading, "subject", other.head), argument(reading, "object", second), *rest]


def _either(reading: ArticleContext, word: Word) -> bool:
    """Whether names are joined with "or": one of them, not all; figures so joined are the same twice."""
    named = [w for w in word.conjuncts() if w.pos == "PROPN" or reading.resolved.of(w)]
    if len(named) < 2:
        return False
    return any(c.text.lower() == "or" for w in word.conjuncts() for c in w.all("cc"))
