"""What a word's own auxiliaries, negations, adverbs and adjectives say, before what governs it is read."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.factuality.profile import Factuality
from kg.extract.grammar.factuality.words import (
    ALLEGED_ADVERBS,
    ALMOST,
    CONDITIONS,
    COUNTERFACTUAL,
    FUTURE,
    HOSTILE_SOURCES,
    MODALS,
    NEGATIONS,
    NOBODY,
    NOT_ALONE,
    PAST_MODALS,
    PLANNING,
    POSSIBLE_ADVERBS,
    SAYING,
    UNREAL_ADJECTIVES,
)
from kg.extract.parsing.syntax import Word

_TOLD = SAYING | PLANNING


def own(word: Word) -> Factuality:
    """Read a verb or an event noun by itself."""
    return _verb(word) if word.pos in ("VERB", "AUX") else _noun(word)


def _noun(noun: Word) -> Factuality:
    result = Factuality()
    for child in noun.children:
        low = child.text.lower()
        if low in UNREAL_ADJECTIVES and child.dep in ("amod", "compound"):
            result = result.weaken(UNREAL_ADJECTIVES[low])
        elif low == "no" and child.dep == "det":
            result = result.negate()
    return result


def _verb(verb: Word) -> Factuality:
    aux = [word.text.lower() for word in _auxiliaries(verb)]
    result = _modal(verb, aux, Factuality())
    before = verb.left
    rather = before.left if before is not None and before.text.lower() == "than" else None
    if rather is not None and rather.text.lower() == "rather":
        result = result.negate()
    if _negated(verb):
        result = result.negate()
    for child in verb.children:
        result = _modified(verb, child, aux, result)
    subject = verb.child(*SUBJECTS)
    inverted = next((c for c in verb.all("aux", "auxpass") if subject is not None and c.i < subject.i), None)
    if inverted is not None:
        result = _inverted(verb, inverted, result)
    elif verb.head is verb and verb.sentence.words[-1].text == "?":
        result = result.drop()
    if verb.tag == "VB" and verb.head is verb and subject is None and not aux:
        result = result.drop()  # an order
    return result


def _auxiliaries(verb: Word) -> list[Word]:
    """Give the verb's auxiliaries; a bare verb joined to another shares the other's."""
    found = list(verb.all("aux", "auxpass"))
    bare = verb.dep == "conj" and verb.tag in ("VB", "VBN", "VBG") and verb.child(*SUBJECTS) is None
    if found or not bare or verb.head.pos not in ("VERB", "AUX"):
        return found
    return _auxiliaries(verb.head)


def _modal(verb: Word, aux: list[str], result: Factuality) -> Factuality:
    """Read "will", "may have", "would" and the like."""
    if any(a in FUTURE for a in aux):
        return result.weaken("planned")
    if not any(a in MODALS for a in aux):
        return result
    have = any(a in ("have", "'ve", "’ve") for a in aux)
    if have and verb.tag in ("VBN", "VBD") and any(a in PAST_MODALS for a in aux):
        return result.drop() if any(a in COUNTERFACTUAL for a in aux) else result.weaken("possible")
    if verb.tag == "VBN" and any(a in ("'d", "’d") for a in aux):
        return result  # he'd won: had
    return result.weaken("planned" if "would" in aux and _reported(verb) else "possible")


def _reported(verb: Word) -> bool:
    """Whether a "would" is a "will" told in the past: "she said she would run"."""
    return verb.dep in ("ccomp", "conj", "relcl", "ROOT") and any(
        up.lemma in _TOLD and up.tag in ("VBD", "VBN", "VBP", "VBZ", "VBG") for up in verb.ancestors()
    )


def _modified(verb: Word, child: Word, aux: list[str], result: Factuality) -> Factuality:
    """Read an adverb, a conjunction, or "according to"."""
    low = child.text.lower()
    if child.dep == "advmod":
        if low in ALMOST:
            return result.drop()
        if low in ALLEGED_ADVERBS:
            return result.weaken("alleged")
        if low in POSSIBLE_ADVERBS:
            return result.weaken("possible")
    elif child.dep == "mark" and low in CONDITIONS and low != "until":
        unreal = "had" in aux and verb.tag == "VBN"  # "if she had won"
        return result.drop() if unreal else result.weaken("possible")
    elif child.dep == "prep" and low == "according":
        for word in child.subtree():
            if word.dep == "pobj" and word.head.lemma == "to":
                source = replace(result, source=word)
                return source.weaken("alleged") if word.lemma in HOSTILE_SOURCES else source
    return result


def _inverted(verb: Word, auxiliary: Word, result: Factuality) -> Factuality:
    """Read an auxiliary before the subject: a question, or a condition ("Had she won, …")."""
    last = verb.sentence.words[-3:]
    if last[-1].text == "?" or (last[-1].text in ('"', "”", "'") and any(w.text == "?" for w in last)):
        return result.drop()
    before = auxiliary.left
    begins = (before is not None and before.pos == "PUNCT") or verb.subtree()[0] is auxiliary
    if begins and auxiliary.text.lower() in ("had", "were"):
        return result.drop()
    return result.weaken("possible") if begins and auxiliary.text.lower() == "should" else result


# Negation


def _negated(word: Word) -> bool:
    """Whether a negation stands on the word itself, on its subject or on its object; two cancel out."""
    count = sum(1 for child in word.children if _negates(child))
    if word.dep != "conj":
        return count % 2 == 1
    if any(c.text.lower() == "nor" for c in word.head.all("cc")):
        count += 1
    if count == 0 and word.head.pos in ("VERB", "AUX") and word.child(*SUBJECTS) is None:
        joined = word.head.child("cc")
        if joined is not None and joined.text.lower() in ("or", "nor") and _negated(word.head):
            return True
    return count % 2 == 1


def _negates(child: Word) -> bool:
    """Whether a verb is negated by what hangs on it: "not", "no longer", "nobody", "without"."""
    low = child.text.lower()
    if child.dep == "neg" or (low in NEGATIONS and child.dep in ("advmod", "preconj", "det")):
        only = child.right is not None and child.right.text.lower() in NOT_ALONE
        return not only and not (child.left is not None and child.left.text.lower() == "whether")
    if low == "once" and child.dep == "advmod" and any(g.text.lower() == "not" for g in child.children):
        return True  # "not once did she thank"
    if low == "longer" and any(g.text.lower() == "no" for g in child.children):
        return True
    if child.dep in (*SUBJECTS, "dobj", "attr", "expl"):
        if any(g.text.lower() in ("no", "neither") for g in child.all("det", "preconj", "cc")):
            return True
        return low in NOBODY or (low == "no" and any(g.lemma == "one" for g in child.children))
    return child.dep == "prep" and low == "without" and child.child("pobj", "pcomp") is None
