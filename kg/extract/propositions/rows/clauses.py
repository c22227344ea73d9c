"""What verbs say in words: every clause with its subject, its relation phrase and its complements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.english.closed import APART, CONNECTING
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.complements import Complement
from kg.extract.grammar.frames import VERBAL, frame
from kg.extract.grammar.phrases import WH, listed
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.rows.phrases import Words, clause, noun_phrase, trimmed


@dataclass(frozen=True, slots=True)
class Phrase:
    """A complement in words; joined ones are phrases of their own."""

    kind: str  #: of the complement; "adjectival" of what an adjective governs
    before: Words  #: the preposition, or "responsible for": what belongs to the relation in a row of two
    words: Words
    head: Word
    slot: int  #: the same for what is joined: "signed A and B"


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its subject, the words of its relation, and its complements in the order of the text."""

    verb: Word
    subject: Words
    relation: Words
    complements: tuple[Phrase, ...]
    filled: bool  #: whether the subject stands elsewhere: control, participles, relative clauses


def clauses(verb: Word) -> Iterator[Clause]:
    """Yield what a verb says, once for each of its joined subjects.

    "tried to begin to write" is one clause, told at its first verb; participles before nouns are skipped.
    """
    if verb.dep in ("aux", "auxpass", "amod") or _carried(verb):
        return
    subject = frame(verb).subject
    if subject is None or subject is verb:
        return
    relation, last = _chain(verb)
    relation = _borrowed(verb) + relation
    told = list(phrases(last))
    for link in _links(verb, last):
        told = [
            c
            for c in phrases(link)
            if c.kind in ("time", "adverb", "adverbial", "preposition") and c.head is not last
        ] + told
    meant, aside = listed(subject)
    for head in (*meant, *aside):
        verbal = head.dep == "csubj" or head.pos in VERBAL
        words = clause(head) if verbal else noun_phrase(head, without=_first(verb))
        if words:
            words = (*_denial(head, words[0], denied=head in aside), *words)
            yield Clause(verb, words, tuple(relation), tuple(told), frame(verb).source != "own")


def phrases(verb: Word) -> Iterator[Phrase]:
    """Yield a verb's complements in words, in the order of the text, joined ones each by itself.

    Participles without a mark of their own ("…, making his debut") are told as clauses, not here.
    """
    for c in frame(verb).complements:
        if c.kind in ("object", "dative", "predicative"):
            yield from _nominal(verb, c)
        elif c.kind in ("preposition", "agent", "gerund"):
            yield from _prepositional(c)
        elif c.kind == "time":
            yield Phrase("time", (), noun_phrase(c.head), c.head, c.head.i)
        elif c.kind == "adverb":
            alone = not any(prep.child("pobj", "pcomp") for prep in c.head.all("prep"))
            if alone and c.head.i > verb.i and c.head.tag != "WRB":
                yield Phrase("adverb", (), tuple(c.head.subtree()), c.head, c.head.i)
        elif _is_told_here(verb, c):
            yield Phrase(c.kind, (), clause(c.head), c.head, c.head.i)


def _is_told_here(verb: Word, c: Complement) -> bool:
    """Return whether a clause is a complement in words, and no clause of its own."""
    if c.kind == "clause":
        return c.head.i > verb.i or not _parted(c.head, verb)
    participle = c.kind == "adverbial" and c.head.tag in ("VBG", "VBN")
    return not participle or c.head.child("mark", "advmod", *SUBJECTS) is not None


def _nominal(verb: Word, c: Complement) -> Iterator[Phrase]:
    if c.child.dep == "acomp" or c.child.pos in VERBAL:
        yield from _adjectival(c.child)
        return
    head = c.head
    if head.dep == "relcl" or head is verb.head:  # what the clause is about, without the clause
        yield Phrase("object", (), noun_phrase(head, without=verb), head, head.i)
        return
    phrase = noun_phrase(head)
    if head.tag in WH or (phrase and phrase[0].tag in WH):
        return
    kind = "predicative" if c.kind == "predicative" else "object"
    for each in listed(head)[0]:
        loose = _loose(each)
        apart = {w.i for prep in loose for w in prep.subtree()}
        words = trimmed([w for w in noun_phrase(each) if w.i not in apart])
        yield Phrase(kind, (), words, each, c.child.i)
        for found in frame(each).complements if loose else ():
            if found.child in loose:
                yield from _prepositional(found)


def _loose(noun: Word) -> list[Word]:
    """Return the prepositions behind a bare name, which are the verb's: "met Ana Cruz in Oslo"."""
    if noun.pos != "PROPN" or noun.child("det", "poss") is not None:
        return []
    return [prep for prep in noun.all("prep") if prep.lemma in APART and prep.i > noun.i]


def _adjectival(adjective: Word) -> Iterator[Phrase]:
    """Yield the adjective with all below it; and "responsible for" with its noun."""
    joined = adjective.conjuncts()
    for each in joined:
        yield Phrase("predicative", (), noun_phrase(each), each, adjective.i)
    if len(joined) == 1:
        front = tuple(w for w in adjective.subtree() if w.i <= adjective.i and w.dep != "punct")
        for c in frame(adjective).complements:
            if c.kind == "preposition":
                for found in _prepositional(c):
                    yield replace(found, kind="adjectival", before=front + found.before)


def _prepositional(c: Complement) -> Iterator[Phrase]:
    if c.kind == "gerund":
        yield Phrase("gerund", c.marker, clause(c.head), c.head, c.child.i)
    elif c.head.tag not in ("WP", "WDT"):
        for each in listed(c.head)[0]:
            if each.pos not in VERBAL:
                yield Phrase(c.kind, c.marker, noun_phrase(each), each, c.child.i)


def _parted(before: Word, verb: Word) -> bool:
    """Return whether a semicolon parts a clause from the verb behind it: two sentences in one."""
    return any(w.text == ";" for w in verb.sentence.words if before.i < w.i < verb.i)


def _denial(head: Word, first: Word, *, denied: bool) -> tuple[Word, ...]:
    """Return the "neither", "nor" or "not" before a subject, which is all that says it did not."""
    if denied:
        return (first.left,) if first.left is not None else ()
    near = [w for w in (*head.children, *head.head.children) if w.text.lower() in ("neither", "nor")]
    before = [w for w in near if w.i < first.i]
    return (max(before, key=lambda w: w.i),) if before else ()


def _chain(verb: Word) -> tuple[list[Word], Word]:
    """Return the words of "was able to begin to write", and the last verb of them."""
    words = _own(verb)
    while (following := frame(verb).continued) is not None:
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
        following = frame(following).continued


def _above(verb: Word) -> Word:
    """Return the verb that an infinitive goes on with: "was" in "was able to go"."""
    return verb.head.head if verb.head.dep == "acomp" else verb.head


def _carried(verb: Word) -> bool:
    """Return whether the verb is told with the one above it: "woo" in "tries to woo"."""
    return verb.dep == "xcomp" and _above(verb).pos in VERBAL and frame(_above(verb)).continued is verb


def _first(verb: Word) -> Word:
    """Return the first of joined verbs."""
    while verb.dep == "conj" and verb.head.pos in VERBAL:
        verb = verb.head
    return verb


def _borrowed(verb: Word) -> list[Word]:
    """Return what a joined verb shares with the first: "were able to" of "were able to hold and defend"."""
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
    """Return a verb with its auxiliaries, negation, particle and the adverbs right before it."""
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
    """Return whether nothing but auxiliaries and adverbs stands between an adverb and its verb."""
    if adverb.tag == "WRB" or adverb.text.lower() in CONNECTING:
        return False
    start = verb.sentence.words[0].i
    between = verb.sentence.words[adverb.i - start + 1 : verb.i - start]
    return all(
        (w.head is verb and w.dep in ("aux", "auxpass", "neg", "advmod"))
        or (w.head.head is verb and w.dep == "advmod")
        for w in between
    )
