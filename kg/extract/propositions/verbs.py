"""Verbs: who did what to whom, in active order, with everything that hangs on the verb and its objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.grammar.clauses import SUBJECTS, is_passive, surface_subject
from kg.extract.grammar.factuality import factuality
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.arguments import (
    argument,
    bare_argument,
    entity_argument,
    possessor,
    prepositions,
)
from kg.extract.propositions.nouns import light_verb
from kg.extract.propositions.phrases import RELATIVE, antecedent, is_temporal, quantity
from kg.extract.propositions.reading import Reading
from kg.extract.propositions.states import copula, is_over, service
from kg.model import Argument, Proposition

PARTICLES = ("up", "out", "down", "off", "over", "in", "back", "away", "together", "forward")
OBJECTS = {
    "dobj": "object",
    "dative": "dative",
    "attr": "predicative",
    "oprd": "predicative",
    "acomp": "predicative",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its surface subject and what it governs directly."""

    verb: Word
    subject: Word | None  #: of a passive: what it is done to
    objects: list[Word]
    passive: bool


def verb_propositions(reading: Reading, verb: Word) -> Iterator[Proposition]:
    """Yield what a verb says: itself, what it denies, and the roles and event nouns that it carries."""
    objects = [c for c in verb.children if c.dep in OBJECTS and c.pos != "ADP"]
    clause = Clause(verb, surface_subject(verb), objects, is_passive(verb))
    arguments = _core(reading, clause)
    arguments += _adjuncts(reading, verb)
    arguments += prepositions(reading, verb)
    joined = verb.child("conj")
    if joined is not None and joined.i - verb.i < 3 and joined.tag == verb.tag and verb.child("prep") is None:
        arguments += prepositions(reading, joined)  # "born and raised in Oslo"
    arguments += _below(reading, clause)
    if clause.passive and not _has(arguments, "subject"):
        arguments += _agents(reading, verb, arguments)
    if not any(a.entities for a in arguments):
        return
    arguments += _posts(reading, clause)
    facts = factuality(verb)
    pobjs = (prep.child("pobj") for prep in verb.all("prep"))
    joined_by_or = any(_either(word) for word in (clause.subject, *objects, *pobjs) if word is not None)
    if joined_by_or and facts.polarity == "affirmed":
        facts = facts.weaken("possible")
    former = is_over(verb)
    denied = _denied(reading, clause, arguments)
    gapped = list(_gapped(reading, clause, arguments))
    others = {e for rest in gapped for a in rest if a.role == "object" for e in a.entities}
    arguments = [
        replace(a, entities=tuple(e for e in a.entities if e not in others)) if a.role == "object" else a
        for a in arguments
    ]
    for predicate in _predicates(verb):
        yield reading.proposition("verb", predicate, verb, arguments, facts, former=former)
        for other in gapped:
            yield reading.proposition("verb", predicate, verb, other, facts, former=former)
        for other in denied:
            yield reading.proposition("verb", predicate, verb, other, facts.negate(), former=former)
    if clause.subject is not None:
        yield from copula(reading, verb, clause.subject, objects, facts)
        yield from service(reading, verb, clause.subject, facts)
    yield from light_verb(reading, verb, clause.subject, facts, passive=clause.passive)


def _has(arguments: list[Argument], role: str) -> bool:
    return any(a.role == role for a in arguments)


def _predicates(verb: Word) -> list[str]:
    """Give the verb with its particle, and by itself; "stepped down" is both "step" and "step down"."""
    particle = next((c.lemma for c in verb.children if c.dep == "prt"), None)
    if particle is not None:
        return [f"{verb.lemma} {particle}", verb.lemma]
    loose = (c.lemma for c in verb.all("prep", "advmod") if c.lemma in PARTICLES and c.child("pobj") is None)
    return [verb.lemma, *(f"{verb.lemma} {lemma}" for lemma in loose)]


# What a verb's arguments are


def _core(reading: Reading, clause: Clause) -> list[Argument]:
    """Give the subject, the objects and the predicatives."""
    verb, passive = clause.verb, clause.passive
    found: list[Argument] = []
    if clause.subject is not None:
        found.append(argument(reading, "object" if passive else "subject", clause.subject))
    for child in clause.objects:
        role = OBJECTS[child.dep]
        if child.dep == "oprd" and child.i in reading.inside and not passive and verb.child("dobj") is None:
            role = "object"
        found.append(argument(reading, role, child))
        if role == "dative":  # "gave Ana Cruz the prize": to her
            found.append(replace(found[-1], role="to"))
        elif role == "object" and passive and clause.subject is not None:  # "was given the prize"
            found.append(replace(found[0], role="to"))
        for beside in child.all("appos"):  # "67,951 votes (47.5%)"
            if quantity(beside)[0] is not None and quantity(child)[0] is not None:
                found.append(argument(reading, role, beside))
    below = verb.child("ccomp", "xcomp")
    if below is not None and below.pos not in ("VERB", "AUX"):
        small = below.child(*SUBJECTS)
        if small is not None and not _has(found, "object"):  # "found him guilty of"
            found.append(argument(reading, "object", small))
            found.append(argument(reading, "predicative", below))
            found += prepositions(reading, below, below.lemma)
        elif small is None and below.pos in ("NOUN", "PROPN", "ADJ"):
            found.append(argument(reading, "predicative", below))
    if _is_gapped(verb) and not passive and not _has(found, "object"):
        found.append(argument(reading, "object", verb.head))
    return found


def _is_gapped(verb: Word) -> bool:
    """Whether a relative clause is one of which its noun is the object: "the seat (that) Cruz won"."""
    if verb.dep != "relcl" or verb.child(*SUBJECTS) is None:
        return False
    relative = next((w for w in verb.subtree() if w.tag in RELATIVE or w.tag == "WRB"), None)
    return relative is None or relative.dep == "dobj"


def _adjuncts(reading: Reading, verb: Word) -> Iterator[Argument]:
    """Yield adverbs, purposes, and the place in "Oslo-based"."""
    for child in verb.children:
        if child.dep == "advmod" and child.pos in ("ADJ", "ADV"):
            yield bare_argument("adverb", child)
        elif child.dep in ("advcl", "xcomp") and child.tag == "VB" and child.child("aux") is not None:
            yield bare_argument("purpose", child)
        elif child.dep == "npadvmod" and verb.dep == "amod" and reading.resolved.of(child):
            yield argument(reading, "in", child)


def _below(reading: Reading, clause: Clause) -> Iterator[Argument]:
    """Yield what hangs on the subject, the objects and the nouns of prepositions."""
    subject = clause.subject
    if subject is not None and subject.pos == "NOUN" and not reading.resolved.of(subject):
        yield from prepositions(reading, subject, subject.lemma)
        yield from possessor(reading, subject)
    for child in clause.objects:
        yield from possessor(reading, child)
        yield from prepositions(reading, child, child.lemma)
        yield from _deeper(reading, child)
    yield from _deeper(reading, clause.verb)


def _deeper(reading: Reading, word: Word) -> Iterator[Argument]:
    """Yield what hangs on the nouns of a word's prepositions."""
    for prep in word.all("prep"):
        pobj = prep.child("pobj")
        if pobj is not None:
            yield from prepositions(reading, pobj, pobj.lemma)


def _agents(reading: Reading, verb: Word, arguments: list[Argument]) -> list[Argument]:
    """Give who does what a passive says: "by Ana Cruz", also in "ousted from her seat by Ana Cruz"."""
    found = []
    for by in verb.children:
        pobj = by.child("pobj") if by.dep == "agent" or (by.dep == "prep" and by.lemma == "by") else None
        if pobj is not None and not is_temporal(pobj) and quantity(pobj)[0] is None:
            found.append(argument(reading, "subject", pobj))
    distant = (a for a in arguments if a.role == "by" and a.of and a.entities)
    return found or [replace(a, role="subject", of="") for a in distant]


def _posts(reading: Reading, clause: Clause) -> list[Argument]:
    """Give the office that the subject's title tells: "Mayor Ana Cruz will step down"."""
    if clause.subject is None or clause.passive:
        return []
    subjects = reading.resolved.of(antecedent(clause.subject))
    posts = subjects[0].posts if subjects else []
    return [entity_argument(reading, "post", clause.subject, tuple(posts))] if len(posts) == 1 else []


def _denied(reading: Reading, clause: Clause, arguments: list[Argument]) -> list[list[Argument]]:
    """Give the arguments with what the sentence sets aside: "Cruz, not Bell, won", "born not in Oslo"."""
    found = []
    subject = antecedent(clause.subject) if clause.subject is not None else None
    for beside in subject.all("appos", "conj") if subject is not None else ():
        if subject is not None and beside.i in reading.resolved.referents and _not_between(subject, beside):
            role = "object" if clause.passive else "subject"
            things = reading.ids(reading.resolved.of(beside))
            denied = replace(bare_argument(role, beside), entities=things)
            found.append([denied, *(a for a in arguments if a.role != role)])
    for prep in clause.verb.all("prep"):
        pobj = prep.child("pobj")
        if pobj is not None and prep.child("neg") is not None:
            others = (a for a in arguments if a.role != prep.lemma)
            found.append([argument(reading, prep.lemma, pobj), *others])
    return found


def _gapped(reading: Reading, clause: Clause, arguments: list[Argument]) -> Iterator[list[Argument]]:
    """Yield the arguments of a verb that is left out: "Cruz won Ohio and Bell Iowa"."""
    subject = reading.name_at(clause.subject) if clause.subject is not None else None
    taken = clause.verb.child("dobj")
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


def _not_between(subject: Word, beside: Word) -> bool:
    """Whether "not" stands between a subject and the name set beside it, near the name."""
    words = beside.sentence.words
    return any(w.text.lower() == "not" and max(subject.i, beside.i - 8) < w.i < beside.i for w in words)


def _either(word: Word) -> bool:
    """Whether names are joined with "or": one of them, not all."""
    if word.child("conj") is None:
        return False
    return any(c.text.lower() == "or" for w in word.conjuncts() for c in w.all("cc"))
