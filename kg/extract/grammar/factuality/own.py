"""What a word's own auxiliaries, negations, adverbs and adjectives say, before what governs it is read."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.english.closed import (
    ABILITY,
    CONDITIONS,
    COUNTERFACTUAL,
    FUTURE,
    MODALS,
    NEGATIONS,
    NOBODY,
    NOT_ALONE,
    PAST_MODALS,
)
from kg.extract.english.tables import modifiers, predicates, verbs_of_saying, with_trait
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.factuality.profile import Factuality
from kg.extract.parsing.syntax import Word

#: Labels of what a verb says of its subject or object: its negation is the verb's ("found not guilty").
PREDICATIVE = ("acomp", "attr", "oprd")


def own(word: Word) -> Factuality:
    """Read a verb or an event noun by itself."""
    return _verb(word) if word.pos in ("VERB", "AUX") else _noun(word)


def _noun(noun: Word) -> Factuality:
    result = Factuality()
    for child in noun.children:
        low = child.text.lower()
        if low in modifiers() and child.dep in ("amod", "compound"):
            result = result.apply(modifiers()[low])
        elif (low == "no" and child.dep == "det") or (child.dep == "neg" and noun.dep not in PREDICATIVE):
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
        unable = any(a in ABILITY for a in aux) and result.modality == "possible"
        result = Factuality("negated") if unable else result.negate()  # who couldn't call didn't
    for child in verb.children:
        result = _modified(verb, child, aux, result)
    subject = verb.child(*SUBJECTS)
    inverted = next((c for c in verb.all("aux", "auxpass") if subject is not None and c.i < subject.i), None)
    if inverted is not None:
        result = _inverted(verb, inverted, result)
    elif verb.head is verb and verb.sentence.words[-1].text == "?":
        result = result.drop()
    if verb.tag == "VB" and verb.head is verb:
        if subject is None and not aux:
            result = result.drop()  # an order
        elif subject is not None and "to" in aux:
            result = result.demote("planned")  # a headline: "Holt to resign"
    return result


def _auxiliaries(verb: Word) -> list[Word]:
    """Return the verb's auxiliaries; a bare verb joined to another shares the other's."""
    found = list(verb.all("aux", "auxpass"))
    bare = verb.dep == "conj" and verb.tag in ("VB", "VBN", "VBG") and verb.child(*SUBJECTS) is None
    if found or not bare or verb.head.pos not in ("VERB", "AUX"):
        return found
    return _auxiliaries(verb.head)


def _modal(verb: Word, aux: list[str], result: Factuality) -> Factuality:
    """Read "will", "may have", "would" and the like."""
    if any(a in FUTURE for a in aux):
        return result.demote("planned")
    if not any(a in MODALS for a in aux):
        return result
    have = any(a in ("have", "'ve", "’ve") for a in aux)
    if have and verb.tag in ("VBN", "VBD") and any(a in PAST_MODALS for a in aux):
        return result.drop() if any(a in COUNTERFACTUAL for a in aux) else result.demote("possible")
    if verb.tag == "VBN" and any(a in ("'d", "’d") for a in aux):
        return result  # he'd won: had
    return result.demote("planned" if "would" in aux and _reported(verb) else "possible")


def _reported(verb: Word) -> bool:
    """Return whether a "would" is a "will" told in the past: "she said she would run"."""
    return verb.dep in ("ccomp", "conj", "relcl", "ROOT") and any(
        up.tag in ("VBD", "VBN", "VBP", "VBZ", "VBG") and _tells(up.lemma) for up in verb.ancestors()
    )


def _tells(lemma: str) -> bool:
    """Return whether a verb reports what is so, or plans what will be."""
    row = predicates().get((lemma, "verb"))
    plans = row is not None and any(
        row.constructions[name].affirmed == "planned" for name in ("that", "to") if name in row.constructions
    )
    return plans or lemma in verbs_of_saying()


def _modified(verb: Word, child: Word, aux: list[str], result: Factuality) -> Factuality:
    """Read an adverb, a conjunction, or "according to"."""
    low = child.text.lower()
    if child.dep == "advmod":
        return result.apply(modifiers()[low]) if low in modifiers() else result
    if child.dep == "mark" and low in CONDITIONS and low != "until":
        unreal = "had" in aux and verb.tag == "VBN"  # "if she had won"
        return result.drop() if unreal else result.demote("possible")
    if child.dep == "prep" and low == "according":
        for word in child.subtree():
            if word.dep == "pobj" and word.head.lemma == "to":
                source = replace(result, source=word)
                return source.demote("alleged") if word.lemma in with_trait("hostile", "noun") else source
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
    return result.demote("possible") if begins and auxiliary.text.lower() == "should" else result


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
    """Return whether a verb is negated by what hangs on it: "not", "no longer", "nobody", "without"."""
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
    if child.dep in PREDICATIVE and child.child("neg") is not None:
        return True
    return child.dep == "prep" and low == "without" and child.child("pobj", "pcomp") is None
