"""One step up the tree: from a word to the word above it, by the way in which it hangs there."""

from __future__ import annotations

from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.factuality.governors import governed, is_infinitive
from kg.extract.grammar.factuality.own import own
from kg.extract.grammar.factuality.profile import Factuality, Step
from kg.extract.grammar.factuality.words import (
    CLAIM_NOUNS,
    CONDITIONS,
    CONTACT,
    COURTESIES,
    ENDS,
    EVENT_FATES,
    FACTIVE_NOUNS,
    FAILURE_NOUNS,
    GIVEN,
    GOVERNED_PREPOSITIONS,
    HAPPENING,
    HEARSAY_NOUNS,
    MISSING_NOUNS,
    NEGATIVE,
    PLACING_PREPOSITIONS,
    PLAN_NOUNS,
    PLANNING,
    TOLD_PREPOSITIONS,
    WISHING_FOR,
)
from kg.extract.parsing.syntax import Word

COMPLEMENTS = ("xcomp", "ccomp", "acomp", "oprd", "csubj")
#: Labels through which a noun shares what is said of the word above it.
NOMINAL = frozenset("dobj nsubjpass nsubj attr prep agent compound poss appos pobj dative oprd nmod".split())
_PURPOSEFUL = PLANNING | NEGATIVE  #: verbs whose infinitive the parser may take for a purpose


def climb(word: Word, result: Factuality) -> Step:
    """Pass from a word to what governs it."""
    head, dep = word.head, word.dep
    verbal = word.pos in ("VERB", "AUX")
    if dep == "conj":
        return head, result, False  # it shares what lies above the first of those joined
    if dep == "pcomp" and head.pos in ("ADP", "SCONJ"):
        return _behind_preposition(word, result)
    if dep in COMPLEMENTS:
        return governed(head, word, result)
    if dep == "advcl":
        if head.lemma in _PURPOSEFUL and is_infinitive(word):
            return governed(head, word, result)
        return _adverbial(word, result)
    if dep == "acl" and head.pos in ("NOUN", "PROPN"):
        return _below_noun(word, result)
    if dep == "relcl":
        return _relative(word, result)
    if dep == "parataxis" and head.pos in ("VERB", "AUX"):
        return head, result, False
    return (head, result, True) if verbal else _nominal(word, result)


def _behind_preposition(word: Word, result: Factuality) -> Step:
    """Pass a preposition with a clause behind it: "without calling", "accused of calling"."""
    low, above = word.head.lemma, word.head.head
    if low == "without":
        return above, result.negate(), above.pos not in ("VERB", "AUX")
    before = word.head.left
    instead = low == "of" and before is not None and before.text.lower() == "instead"
    if instead or low in ("instead", "than"):
        return above, result.negate(), True
    if low in GOVERNED_PREPOSITIONS and above.pos in ("VERB", "AUX", "NOUN", "ADP", "ADV", "ADJ"):
        return governed(above, word, result, through=low)
    return above, result, low in TOLD_PREPOSITIONS


def _adverbial(word: Word, result: Factuality) -> Step:
    """Pass from an adverbial clause: a condition, a purpose, a time, a participle."""
    head, mark = word.head, word.child("mark")
    low = mark.text.lower() if mark is not None else ""
    if low in CONDITIONS:
        return head, result.weaken("possible") if low != "until" else result, True
    if is_infinitive(word) and mark is None:
        if head.lemma in CONTACT and word.lemma in COURTESIES:
            return head, result, False
        if head.lemma in ("live", "go") and any(c.text.lower() == "only" for c in word.children):
            return head, result, True
        ahead = word.child("auxpass") is not None  # "…, to be replaced by"
        return head, result.weaken("planned" if ahead else "possible"), False
    if low or any(c.tag == "WRB" for c in word.children):
        ahead = word.tag in ("VBZ", "VBP") and low not in GIVEN
        if ahead and head.pos in ("VERB", "AUX"):  # "will speak when she visits": no more certain than "will"
            return head, result.under(own(head), keep_polarity=True), False
        return head, result, True  # after, before, when, while, since, because: as told
    return head, result, word.tag not in ("VBG", "VBN") or word.child(*SUBJECTS) is not None


def _below_noun(word: Word, result: Factuality) -> Step:
    """Pass from a clause to its noun: "the first woman to win", "a plan to sell", "claims that he lied"."""
    head = word.head
    if is_infinitive(word):
        if head.lemma in FACTIVE_NOUNS:
            return head, result, True
        if head.lemma in FAILURE_NOUNS:
            return head, result.negate(), True
        return head, result.weaken("planned" if head.lemma in PLAN_NOUNS else "possible"), True
    return head, result.weaken("alleged") if head.lemma in CLAIM_NOUNS else result, True


def _relative(word: Word, result: Factuality) -> Step:
    """Pass from a relative clause to its noun, or through a cleft: "it was not Cruz who called"."""
    head = word.head
    if head.lemma in CLAIM_NOUNS:
        return head, result.weaken("alleged"), True
    above = head.head
    if head.dep == "attr" and word.tag == "VB":  # "hopes to become the first to win"
        facts = own(above)
        return above, result.drop() if facts.polarity == "negated" else result.under(facts), False
    subject = above.child("nsubj") if head.dep == "attr" and above.lemma == "be" else None
    if subject is not None and subject.text.lower() == "it":
        return head, result.under(own(above)), True
    return head, result, True


def _nominal(noun: Word, result: Factuality) -> Step:
    """Pass from a noun such as "visit" towards the verb that it depends on."""
    head, dep = noun.head, noun.dep
    if dep == "pobj" and head.pos in ("ADP", "SCONJ"):
        above = head.head
        if head.lemma == "without":
            return above, result.negate(), above.pos not in ("VERB", "AUX")
        if head.lemma == "for" and above.lemma in WISHING_FOR:
            return above, result.weaken("possible"), False
        if head.lemma == "of" and above.lemma in HEARSAY_NOUNS:
            return above, result.weaken("alleged"), True
        if head.lemma == "of" and above.lemma in MISSING_NOUNS:
            return above, result.weaken("possible"), True
        return head, result, head.lemma in PLACING_PREPOSITIONS
    if dep not in NOMINAL:
        return head, result, True
    if head.pos not in ("VERB", "AUX"):
        return head, result, head.pos in ("NOUN", "PROPN") and dep not in ("prep", "pobj", "dobj")
    return head, _event(noun, result), False


def _event(noun: Word, result: Factuality) -> Factuality:
    """Let a verb tell the fate of an event that is its subject or object: "the visit fell through"."""
    verb, dep = noun.head, noun.dep
    particle, taken = verb.child("prt", "advmod", "prep"), verb.child("dobj")
    fates = [verb.lemma, *(f"{verb.lemma} {word.lemma}" for word in (particle, taken) if word is not None)]
    if dep in ("dobj", "nsubjpass"):
        for modality in (EVENT_FATES[fate] for fate in fates if fate in EVENT_FATES):
            result = result.weaken(modality)
    if dep in ("nsubj", "nsubjpass") and any(fate in ENDS for fate in fates):
        result = result.weaken("possible")
    facts = own(verb)
    happens = dep == "nsubj" and verb.child("neg") is not None and any(fate in HAPPENING for fate in fates)
    if happens or (facts.polarity == "negated" and dep in ("dobj", "nsubjpass", "attr")):
        result = result.negate()
    result = result.weaken(facts.modality)
    return result if facts.asserted else result.drop()
