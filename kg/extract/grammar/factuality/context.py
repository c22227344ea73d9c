"""The context that a word stands in: what all that is above it in the tree makes of it.

Each function returns the factuality of a context; that of a word is its own, put into its context.
"""

from __future__ import annotations

from kg.extract.english.closed import (
    CONDITIONS,
    GIVEN,
    GOVERNED_PREPOSITIONS,
    ORDINALS,
    PLACING_PREPOSITIONS,
    TOLD_PREPOSITIONS,
)
from kg.extract.english.tables import OPEN, Signature, derivations, with_trait
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.factuality.governors import (
    construction,
    is_infinitive,
    signature,
    source,
    trait,
)
from kg.extract.grammar.factuality.own import own
from kg.extract.grammar.factuality.profile import ACTUAL, Factuality
from kg.extract.parsing.syntax import Word

COMPLEMENTS = ("xcomp", "ccomp", "acomp", "oprd", "csubj")
#: Labels through which a noun shares what is said of the word above it.
NOMINAL = frozenset("dobj nsubjpass nsubj attr prep agent compound poss appos pobj dative oprd nmod".split())
VERBAL = ("VERB", "AUX")
MAX_DEPTH = 12  #: words above a word that are asked
HAPPENS = Signature("true", "false")
GRANTED = Signature("true", "true")
EVENTS = frozenset(row.noun for row in derivations() if row.names == "event") - with_trait("thing", "noun")


def factuality(word: Word, depth: int = 0) -> Factuality:
    """Return how the sentence presents the event that a verb, or a noun such as "visit", names."""
    return own(word).within(context(word, depth))


def context(word: Word, depth: int) -> Factuality:
    """Return the context that what is above a word makes for it."""
    head, dep = word.head, word.dep
    if head is word or depth >= MAX_DEPTH:
        return ACTUAL
    depth += 1
    if dep == "conj":
        return context(head, depth)  # it shares what lies above the first of those joined
    if dep == "pcomp" and head.pos in ("ADP", "SCONJ"):
        return _behind_preposition(word, depth)
    if dep in COMPLEMENTS:
        return _governed(head, word, depth)
    if dep == "advcl":
        return _adverbial(word, depth)
    if dep == "acl" and head.pos in ("NOUN", "PROPN"):
        return _below_noun(word, depth)
    if dep == "relcl":
        return _relative(word, depth)
    if dep == "parataxis" and head.pos in VERBAL:
        return context(head, depth)
    return ACTUAL if word.pos in VERBAL else _nominal(word, depth)


def _governed(head: Word, below: Word, depth: int, through: str = "") -> Factuality:
    """Return the context of a clause below the word that governs it, by a preposition or without."""
    above = factuality(head, depth)
    if below.pos not in VERBAL and not through:
        return above  # "is able", "found guilty"
    names = construction(head, below, through)
    found = signature(head, names)
    tensed, mark = names[0] == "that", below.child("mark")
    if found is None and tensed and mark is None and below.i < head.i:
        return ACTUAL  # "Not only did she sing, she danced"
    if tensed and _asks_how(below):
        return ACTUAL.within(above) if above.modality == "alleged" else ACTUAL
    if tensed and head.pos == "ADJ" and any(c.text.lower() == "so" for c in head.all("advmod")):
        found = GRANTED  # "so strong that it shook the house"
    if found is None or (tensed and mark is not None and mark.text.lower() in ("if", "whether")):
        found = OPEN
    if names[-1] == "to" and trait(head, "contact") and trait(below, "courtesy"):
        found = HAPPENS  # "called to congratulate"
    who = source(head, found, tensed=tensed)
    result = above.governed(found, tensed=tensed)
    if who is None:
        return ACTUAL.within(result)
    result = Factuality(source=who).within(result)
    return result.demote("alleged") if _accuses(who) else result


def _accuses(who: Word) -> bool:
    """Return whether who tells is called an accuser, by a noun beside the name or instead of it."""
    described = (who, *who.all("compound", "appos"), *([who.head] if who.dep == "appos" else ()))
    return any(word.lemma in with_trait("hostile", "noun") for word in described)


def _asks_how(clause: Word) -> bool:
    """Return whether a clause asks why, how, when or who, and takes for granted that it happened."""
    return any(c.tag in ("WRB", "WP") for c in clause.children)


def _behind_preposition(word: Word, depth: int) -> Factuality:
    """Return the context behind a preposition: "without calling", "accused of calling"."""
    low, above = word.head.lemma, word.head.head
    if low == "without":
        return (context(above, depth) if above.pos in VERBAL else ACTUAL).negate()
    before = word.head.left
    if low in ("instead", "than") or (low == "of" and before is not None and before.lemma == "instead"):
        return ACTUAL.negate()
    if above.pos == "ADP" and above.head.pos in VERBAL:  # "talked her out of going"
        low, above = f"{above.lemma}_{low}", above.head
    if low in GOVERNED_PREPOSITIONS or signature(above, [f"prep {low}"]) is not None:
        return _governed(above, word, depth, low)
    if low in TOLD_PREPOSITIONS or above.pos not in VERBAL:
        return ACTUAL
    return factuality(above, depth).governed(GRANTED, tensed=False)  # "will win by attacking"


def _adverbial(word: Word, depth: int) -> Factuality:
    """Return the context of an adverbial clause: a condition, a purpose, a time, a participle."""
    head, mark = word.head, word.child("mark")
    low = mark.text.lower() if mark is not None else ""
    if low in CONDITIONS:
        return ACTUAL.demote("possible") if low != "until" else ACTUAL
    if is_infinitive(word) and mark is None:
        return _purpose(word, depth)
    if is_infinitive(word):  # "pressed for him to resign"
        return context(head, depth).demote("possible")
    if low or any(c.tag == "WRB" for c in word.children):
        ahead = word.tag in ("VBZ", "VBP") and low not in GIVEN
        if ahead and head.pos in VERBAL:  # "will speak when she visits": no more certain than "will"
            above = own(head).governed(GRANTED, tensed=False).within(context(head, depth))
            still = low or above.modality != "actual"  # "When I turn 60": it hasn't come
            return above if still else above.demote("possible")
        return ACTUAL  # after, before, when, while, since, because: as told
    before = word.subtree()[0].left
    if word.tag == "VBG" and before is not None and before.pos != "PUNCT" and signature(head, ["gerund"]):
        return _governed(head, word, depth)  # "ruled out leaving"
    shares = word.tag in ("VBG", "VBN") and word.child(*SUBJECTS) is None
    return context(head, depth) if shares else ACTUAL


def _purpose(word: Word, depth: int) -> Factuality:
    """Return the context of an infinitive that the parser takes for a purpose."""
    head = word.head
    found = signature(head, ["to"])
    if found is not None and (found.affirmed in ("planned", "false") or trait(head, "result")):
        return _governed(head, word, depth)
    if trait(head, "contact") and trait(word, "courtesy"):
        return factuality(head, depth)
    if any(c.lemma == "only" for c in word.children):  # "went home only to find"
        return ACTUAL
    ahead = word.child("auxpass") is not None  # "…, to be replaced by"
    return context(head, depth).demote("planned" if ahead else "possible")


def _below_noun(word: Word, depth: int) -> Factuality:
    """Return the context of a noun's clause: "the first to win", "a plan to sell", "claims that he lied"."""
    head = word.head
    if is_infinitive(word):
        if head.pos == "PROPN" and _is_headline(word):
            return ACTUAL.demote("planned")
        counted = (head, *head.all("amod"))
        if any(each.lemma in ORDINALS or each.tag == "JJS" for each in counted):
            return ACTUAL
        return factuality(head, depth).governed(signature(head, ["to"]) or OPEN, tensed=False)
    if word.child("mark", *SUBJECTS) is None:
        return ACTUAL  # "a man accused of"
    return _governed(head, word, depth)


def _relative(word: Word, depth: int) -> Factuality:
    """Return the context of a relative clause, or of a cleft: "it was not Cruz who called"."""
    head = word.head
    if is_infinitive(word) and _is_headline(word):
        return ACTUAL.demote("planned")  # "Holt to resign"
    subject = word.child(*SUBJECTS)
    claimed = signature(head, ["that"]) if subject is not None and subject.tag not in ("WDT", "WP") else None
    if claimed is not None and claimed.affirmed == "alleged":
        return ACTUAL.demote("alleged")
    above = head.head
    if head.dep == "attr" and word.tag == "VB":  # "hopes to become the first to win"
        result = factuality(above, depth)
        return result.drop() if result.polarity == "negated" else result
    subject = above.child("nsubj") if head.dep == "attr" and above.lemma == "be" else None
    if subject is not None and subject.lemma == "it":
        return own(above)
    return ACTUAL


def _is_headline(infinitive: Word) -> bool:
    """Return whether a sentence has no verb but an infinitive under its topmost noun: "Holt to resign"."""
    words = infinitive.sentence.words
    return infinitive.head is infinitive.sentence.root and not any(
        w.tag in ("VBD", "VBP", "VBZ", "MD") for w in words
    )


def _nominal(noun: Word, depth: int) -> Factuality:
    """Return the context of a noun such as "visit"."""
    head, dep = noun.head, noun.dep
    if dep == "pobj" and head.pos in ("ADP", "SCONJ"):
        return _object_of_preposition(noun, depth)
    if dep not in NOMINAL:
        return ACTUAL
    if head.pos in VERBAL:
        return _event(noun, depth)
    apart = head.pos in ("NOUN", "PROPN") and dep not in ("prep", "pobj", "dobj")
    return ACTUAL if apart else context(head, depth)


def _object_of_preposition(noun: Word, depth: int) -> Factuality:
    """Return the context of a noun behind a preposition: "called for a visit", "rumours of a visit"."""
    low, above = noun.head.lemma, noun.head.head
    if low == "without":
        return (context(above, depth) if above.pos in VERBAL else ACTUAL).negate()
    before = noun.head.left
    if low == "of" and before is not None and before.pos == "ADV":  # "ahead of", wherever "of" hangs
        above = before
    found = signature(above, [f"prep {low}"])
    if found is None and low == "of" and above.pos == "NOUN" and noun.lemma in EVENTS:
        found = OPEN
    if found is not None:
        who = source(above, found, tensed=False)
        nominal = above.pos in ("NOUN", "PROPN")
        result = factuality(above, depth).governed(found, tensed=nominal)
        return result if who is None else Factuality(source=who).within(result)
    if low in ("at", "during") and noun.lemma in EVENTS and above.pos in VERBAL:
        ahead = factuality(above, depth).modality  # "will be discussed at the meeting between"
        return ACTUAL.demote("planned") if ahead in ("planned", "possible") else ACTUAL
    return ACTUAL if low in PLACING_PREPOSITIONS else context(noun.head, depth)


def _event(noun: Word, depth: int) -> Factuality:
    """Return the context that a verb makes for its subject or object: "the visit fell through"."""
    verb, dep = noun.head, noun.dep
    above = factuality(verb, depth)
    if any(c.text.lower() == "no" for c in noun.all("det")):
        above = above.negate()  # it is the noun that is denied: "no visit took place"
    default = GRANTED
    if dep in ("dobj", "nsubjpass"):
        default = signature(verb, ["object"]) or (OPEN if noun.lemma in EVENTS else GRANTED)
    elif dep == "nsubj":
        default = signature(verb, ["subject"]) or GRANTED
    elif dep == "attr":
        default = HAPPENS
    return above.governed(default, tensed=False)
