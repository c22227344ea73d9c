"""What verbs say: every clause with its subject, its relation phrase and its complements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.grammar.clauses import SUBJECTS, surface_subject
from kg.extract.openie.complements import Complement, complements
from kg.extract.openie.phrases import Words, antecedent, clause, noun_phrase
from kg.extract.parsing.syntax import Word

VERBAL = ("VERB", "AUX")
#: Adverbs that join sentences and say nothing of the verb.
CONNECTING = frozenset("however then thus therefore".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its subject, the words of its relation, and its complements in the order of the text."""

    verb: Word
    subject: Words
    relation: Words
    complements: tuple[Complement, ...]
    filled: bool  #: whether the subject stands elsewhere: control, participles, relative clauses


def clauses(verb: Word) -> Iterator[Clause]:
    """Yield what a verb says, once for each of its joined subjects.

    "tried to begin to write" is one clause, told at its first verb; participles before nouns are skipped.
    """
    if verb.dep in ("aux", "auxpass", "amod") or _carried(verb):
        return
    own = verb.child(*SUBJECTS, "expl")
    found = own or (
        verb.head if verb.dep == "relcl" and verb.tag in ("VBN", "VBG", "VB") else surface_subject(verb)
    )
    if found is None or antecedent(found) is verb:
        return
    subject = antecedent(found)
    relation, last = _chain(verb)
    relation = _borrowed(verb) + relation
    told = list(complements(last))
    for link in _links(verb, last):
        told = [
            c
            for c in complements(link)
            if c.kind in ("time", "adverb", "clausal", "preposition") and c.head is not last
        ] + told
    for head in subject.conjuncts():
        verbal = head.dep == "csubj" or head.pos in VERBAL
        words = clause(head) if verbal else noun_phrase(head, without=_first(verb))
        if words:
            words = (*_denial(head, words[0]), *words)
            yield Clause(verb, words, tuple(relation), tuple(told), subject is not own)


def _denial(head: Word, first: Word) -> tuple[Word, ...]:
    """Give the "neither" or "nor" before a subject, which is all that says it did not."""
    near = [w for w in (*head.children, *head.head.children) if w.text.lower() in ("neither", "nor")]
    before = [w for w in near if w.i < first.i]
    return (max(before, key=lambda w: w.i),) if before else ()


def _chain(verb: Word) -> tuple[list[Word], Word]:
    """Give the words of "was able to begin to write", and the last verb of them."""
    words = _own(verb)
    while (following := _continues(verb)) is not None:
        adjective = following.head
        if adjective is not verb:
            words += [w for w in adjective.subtree() if w.i <= adjective.i]
        verb = following
        words += _own(verb)
    return sorted(set(words), key=lambda w: w.i), verb


def _links(verb: Word, last: Word) -> Iterator[Word]:
    """Yield the verbs of a chain but the last."""
    following: Word | None = verb
    while following is not None and following is not last:
        yield following
        following = _continues(following)


def _continues(verb: Word) -> Word | None:
    """Give the infinitive or participle that goes on with a verb's own subject; none behind an object."""
    if verb.child("dobj", "dative") is not None:
        return None
    for child in verb.all("xcomp"):
        if child.pos in VERBAL and child.tag in ("VB", "VBG", "VBN") and child.child(*SUBJECTS) is None:
            return child
    adjective = verb.child("acomp")
    if adjective is not None:
        return next((child for child in adjective.all("xcomp") if child.tag == "VB"), None)
    return None


def _above(verb: Word) -> Word:
    """Give the verb that an infinitive goes on with: "was" in "was able to go"."""
    return verb.head.head if verb.head.dep == "acomp" else verb.head


def _carried(verb: Word) -> bool:
    """Whether the verb is told with the one above it: "woo" in "tries to woo"."""
    return verb.dep == "xcomp" and _above(verb).pos in VERBAL and _continues(_above(verb)) is verb


def _first(verb: Word) -> Word:
    """Give the first of joined verbs."""
    while verb.dep == "conj" and verb.head.pos in VERBAL:
        verb = verb.head
    return verb


def _borrowed(verb: Word) -> list[Word]:
    """Give what a joined verb shares with the first: "were able to" of "were able to hold and defend"."""
    if verb.dep != "conj" or verb.child(*SUBJECTS) is not None or verb.tag not in ("VB", "VBN", "VBG"):
        return []
    first = _first(verb)
    if first.tag != verb.tag or first.pos not in VERBAL or not _carried(first):
        return []
    top = first
    while _carried(top):
        top = _above(top)
    words = [w for w in _chain(top)[0] if w.i < first.i]
    if any(c.dep == "aux" for c in verb.children):  # its own "to"
        words = [w for w in words if w.dep != "aux" or w.head is not first]
    return words


def _own(verb: Word) -> list[Word]:
    """Give a verb with its auxiliaries, negation, particle and the adverbs right before it."""
    words = [verb]
    for child in verb.children:
        if child.dep in ("aux", "auxpass", "neg", "prt"):
            words.append(child)
        elif child.dep == "advmod" and child.i < verb.i and _close(child, verb):
            words += child.subtree()
    if (
        verb.dep == "conj"
        and verb.tag in ("VBN", "VB", "VBG")
        and verb.child(*SUBJECTS, "aux", "auxpass") is None
    ):
        first = verb.head  # "was loved and feared"
        if first.tag == verb.tag:
            words += [c for c in first.all("aux", "auxpass") if c.i < first.i]
    return words


def _close(adverb: Word, verb: Word) -> bool:
    """Whether nothing but auxiliaries and adverbs stands between an adverb and its verb."""
    if adverb.tag == "WRB" or adverb.text.lower() in CONNECTING:
        return False
    start = verb.sentence.words[0].i
    between = verb.sentence.words[adverb.i - start + 1 : verb.i - start]
    return all(
        (w.head is verb and w.dep in ("aux", "auxpass", "neg", "advmod"))
        or (w.head.head is verb and w.dep == "advmod")
        for w in between
    )
