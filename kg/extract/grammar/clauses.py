"""What a verb's subject is, where the sentence leaves it out: control, joining, participles, passives.

Coreference, factuality, quotations and propositions all ask it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from kg.extract.english.closed import HAVE, ORDINALS
from kg.extract.english.tables import with_trait
from kg.extract.grammar.phrases import antecedent
from kg.extract.parsing.syntax import Word

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
#: Labels of a participle that is passive by itself: "the man named in the report".
PARTICIPIAL = ("acl", "advcl", "amod", "relcl", "ROOT", "conj", "ccomp", "xcomp", "oprd", "appos")
FINITE = ("ROOT", "ccomp", "conj", "relcl")  #: labels of a clause of its own, whatever its verb is tagged
MAX_SHARED_DEPTH = 6  #: verbs that a subject is passed through
MAX_JOINED = 20  #: verbs that are looked back through for the first of those joined


def perfect(verb: Word) -> bool:
    """Return whether "have" stands before the verb: "has won", "having won"."""
    return any(c.text.lower() in HAVE for c in verb.all("aux"))


def is_passive(verb: Word) -> bool:
    """Whether the verb's surface subject is what it is done to; a joined participle is like the first."""
    for _ in range(MAX_JOINED):
        if verb.child("nsubjpass", "auxpass", "csubjpass") is not None:
            return True
        if verb.tag != "VBN" or perfect(verb):
            return False
        if verb.child("nsubj") is not None and verb.child("agent") is None and verb.dep in FINITE:
            return False  # "Cruz called": a past tense that was taken for a participle
        joined = verb.dep == "conj" and verb.head.pos in ("VERB", "AUX")
        if not joined or verb.child(*SUBJECTS, "aux") is not None:
            break
        verb = verb.head
    return verb.dep in PARTICIPIAL and verb.child("dobj") is None


#: Where a subject came from: "Cruz called", "asked Cruz to call", "Cruz, who called", "Cruz, named by Bell",
#: "Cruz came and called".
Source = Literal["own", "control", "relative", "participle", "shared"]


class Subject(NamedTuple):
    """The word that fills a verb's subject position, and where it came from."""

    word: Word
    source: Source


def subject_of(verb: Word) -> Subject | None:
    """Return what fills the verb's subject position, through control, joining and participles.

    A relative pronoun is resolved to what it stands for.
    """
    return _subject(verb, 0)


def _subject(verb: Word, depth: int) -> Subject | None:
    if depth > MAX_SHARED_DEPTH:
        return None
    own = verb.child(*SUBJECTS, "expl")
    if own is not None:
        resolved = antecedent(own)
        return Subject(resolved, "own" if resolved is own else "relative")
    head, dep = verb.head, verb.dep
    if (rank := rank_of(verb)) is not None:
        across = None if rank.dep == "nsubj" else _subject_word(rank.head, depth + 1)
        return _from(across or rank.head.child("attr"), "control")
    if head is verb:  # "Born in Oslo, Cruz grew up …"
        later = verb.child("conj") if verb.tag in ("VBN", "VBG") else None
        return _from(later.child("nsubj", "nsubjpass") if later is not None else None, "participle")
    if dep == "amod":
        return _from(head if verb.tag == "VBN" else None, "participle")
    if dep == "relcl":
        return _from(head if verb.tag in ("VBN", "VBG", "VB") else None, "participle")
    if dep in ("xcomp", "ccomp", "oprd"):
        return _from(_controller(verb, depth), "control")
    if dep == "acl":
        if head.lemma in with_trait("control", "noun") and any(c.lemma == "to" for c in verb.all("aux")):
            return _from(_noun_subject(head, depth), "control")
        return Subject(head, "participle")
    if dep == "pcomp":
        return _from(_behind_preposition(verb, depth), "control")
    if dep == "conj" or (dep == "advcl" and verb.tag in ("VB", "VBG", "VBN")):
        shared = _subject_word(head, depth + 1) if head.pos in ("VERB", "AUX") else None
        return _from(shared, "shared" if dep == "conj" else "control" if verb.tag == "VB" else "participle")
    return None


def _from(word: Word | None, source: Source) -> Subject | None:
    return Subject(word, source) if word is not None else None


def _subject_word(verb: Word, depth: int) -> Word | None:
    found = _subject(verb, depth)
    return found.word if found is not None else None


def rank_of(verb: Word) -> Word | None:
    """Return the phrase below "be" that says as which of several somebody does what an infinitive tells.

    "the first" of "was the first to endorse her" and "the first senator to …", "among" of "was among the
    first to …".
    """
    infinitive = verb.tag == "VB" and any(c.lemma == "to" for c in verb.all("aux"))
    if not infinitive or verb.dep not in ("acl", "relcl", "xcomp"):
        return None
    rank: Word | None = verb.head
    if verb.dep == "xcomp":
        among = next((p for p in verb.head.all("prep") if p.lemma == "among"), None)
        rank = among.child("pobj") if among is not None else None
    if rank is None:
        return None
    if rank.lemma not in ORDINALS and not any(c.lemma in ORDINALS for c in rank.all("amod")):
        return None
    while rank.dep == "pobj" and rank.head.lemma in ("among", "of"):
        rank = rank.head if rank.head.head.lemma == "be" else rank.head.head
    return rank if rank.head.lemma in ("be", "become") and rank.dep in ("nsubj", "attr", "prep") else None


def _controller(verb: Word, depth: int) -> Word | None:
    """Return the subject of a complement: "asked Ana to go" (Ana), "promised Ana to go", "is glad to go"."""
    head = verb.head
    if verb.dep == "ccomp" and verb.tag not in ("VB", "VBG"):
        return None
    if head.pos not in ("VERB", "AUX"):
        if head.dep in ("acomp", "attr", "oprd") and head.pos == "ADJ":
            return _subject_word(head.head, depth + 1)
        return head.child("poss")
    patient = head.child("dobj", "dative")
    if (
        patient is None
        or patient.pos == "ADP"
        or head.lemma in with_trait("subject-control")
        or is_passive(head)
    ):
        return _subject_word(head, depth + 1)
    return patient


def _noun_subject(noun: Word, depth: int) -> Word | None:
    """Return the subject of an event noun: its possessor, or who does it ("Cruz made an attempt to")."""
    possessor = noun.child("poss")
    if possessor is not None:
        return possessor
    carried = noun.dep == "dobj" and noun.head.pos == "VERB"
    return _subject_word(noun.head, depth + 1) if carried else None


def _behind_preposition(verb: Word, depth: int) -> Word | None:
    """Give the subject of a clause behind a preposition: "thanked Ana for coming", "left without paying"."""
    preposition, above = verb.head, verb.head.head
    if above.pos in ("VERB", "AUX"):
        behind = preposition.lemma in ("of", "on", "for", "from", "with")
        controls = behind and above.lemma in with_trait("object-control")
        patient = above.child("dobj", "dative") if controls and not is_passive(above) else None
        return patient or _subject_word(above, depth + 1)
    if above.pos in ("NOUN", "PROPN"):
        return _noun_subject(above, depth)
    passes = above.pos in ("ADP", "SCONJ", "ADV", "ADJ") and above.head.pos in ("VERB", "AUX")
    return _subject_word(above.head, depth + 1) if passes else None
