"""What stands with a verb: objects, predicatives, prepositions with their nouns, clauses, times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract.grammar.clauses import SUBJECTS, is_passive
from kg.extract.openie.phrases import WH, Words, antecedent, clause, noun_phrase, trimmed
from kg.extract.parsing.syntax import Word

Kind = Literal[
    "object", "predicative", "adjectival", "preposition", "agent", "gerund",
    "time", "adverb", "clause", "infinitive", "clausal",
]  # fmt: skip

#: Prepositions that seldom belong to a name: "Bank of England", but "met Ana Cruz in Oslo".
PLACING = frozenset("in on at after before during since until from by with as into over".split())


@dataclass(frozen=True, slots=True)
class Complement:
    """What a verb relates its subject to."""

    kind: Kind
    before: Words  #: the preposition, or "responsible for": what belongs to the relation in a row of two
    words: Words
    head: Word
    slot: int  #: the same for what is joined: "signed A and B"


def complements(verb: Word) -> Iterator[Complement]:
    """Yield a verb's complements in the order of the text, joined ones each by itself.

    Participles without a mark of their own ("…, making his debut") are told as clauses, not here.
    """
    has_object = False
    for child in sorted(verb.children, key=lambda w: w.i):
        if child.dep in ("dobj", "dative", "attr", "oprd", "acomp") and child.pos != "ADP":
            for found in _nominal(child):
                has_object = has_object or found.kind == "object"
                yield found
        elif child.dep in ("prep", "agent", "dative"):
            yield from _prepositional(child)
        elif child.dep == "npadvmod":
            yield Complement("time", (), noun_phrase(child), child, child.i)
        elif child.dep == "advmod" and child.i > verb.i and child.tag != "WRB":
            yield from _adverbial(child)
        elif child.dep == "ccomp":
            if child.i > verb.i or not _parted(child, verb):
                yield Complement("clause", (), clause(child), child, child.i)
        elif child.dep == "xcomp":
            yield Complement("infinitive", (), clause(child), child, child.i)
        elif child.dep == "advcl" and (
            child.tag not in ("VBG", "VBN") or child.child("mark", "advmod", *SUBJECTS) is not None
        ):
            yield Complement("clausal", (), clause(child), child, child.i)
    gap = _gap(verb)
    if gap is not None and not has_object and not is_passive(verb):
        yield Complement("object", (), noun_phrase(gap, without=verb), gap, gap.i)


def _nominal(child: Word) -> Iterator[Complement]:
    if child.dep == "acomp" or child.pos in ("VERB", "AUX"):
        yield from _adjectival(child)
        return
    head = antecedent(child)
    phrase = noun_phrase(head)
    if head.tag in WH or (phrase and phrase[0].tag in WH):
        return
    kind: Kind = "object" if child.dep in ("dobj", "dative") else "predicative"
    for each in head.conjuncts():
        loose = _loose(each)
        apart = {w.i for prep in loose for w in prep.subtree()}
        words = trimmed([w for w in noun_phrase(each) if w.i not in apart])
        yield Complement(kind, (), words, each, child.i)
        for prep in loose:
            yield from _prepositional(prep)


def _loose(noun: Word) -> list[Word]:
    """Give the prepositions behind a bare name, which are the verb's: "met Ana Cruz in Oslo"."""
    if noun.pos != "PROPN" or noun.child("det", "poss") is not None:
        return []
    return [prep for prep in noun.all("prep") if prep.lemma in PLACING and prep.i > noun.i]


def _adjectival(adjective: Word) -> Iterator[Complement]:
    """Yield the adjective with all below it; and "responsible for" with its noun."""
    joined = adjective.conjuncts()
    for each in joined:
        yield Complement("predicative", (), noun_phrase(each), each, adjective.i)
    if len(joined) == 1:
        front = tuple(w for w in adjective.subtree() if w.i <= adjective.i and w.dep != "punct")
        for prep in adjective.all("prep"):
            if prep.child("pobj") is not None:
                for found in _prepositional(prep):
                    yield replace(found, kind="adjectival", before=front + found.before)


def _adverbial(adverb: Word) -> Iterator[Complement]:
    preps = list(adverb.all("prep"))
    for prep in preps:  # "away from"
        for found in _prepositional(prep):
            yield replace(found, before=(adverb, *found.before))
    if not preps:
        yield Complement("adverb", (), tuple(adverb.subtree()), adverb, adverb.i)


def _prepositional(prep: Word) -> Iterator[Complement]:
    noun, inner = prep.child("pobj"), prep.child("pcomp")
    front = [
        prep,
        *(
            c
            for c in prep.children
            if c.i < prep.i and c.dep in ("advmod", "neg", "prep", "npadvmod", "quantmod")
        ),
    ]
    if noun is not None:
        # "because of", "according to"
        front += [
            c for c in prep.all("pcomp", "prep", "fixed", "amod") if prep.i < c.i < noun.i and not c.children
        ]
    before = tuple(sorted(front, key=lambda w: w.i))
    if noun is not None:
        head = antecedent(noun)
        if head.tag in ("WP", "WDT"):
            return
        kind: Kind = "agent" if prep.dep == "agent" else "preposition"
        for each in head.conjuncts():
            if each.pos not in ("VERB", "AUX"):
                yield Complement(kind, before, noun_phrase(each), each, prep.i)
        for other in prep.all("conj"):
            if other.pos == "ADP":
                yield from _prepositional(other)
    elif inner is not None:
        yield Complement("gerund", before, clause(inner), inner, prep.i)
    else:
        for nested in prep.all("prep"):
            if nested.i > prep.i:  # "out of"
                for found in _prepositional(nested):
                    yield replace(found, before=before + found.before)


def _gap(verb: Word) -> Word | None:
    """Give the noun that a relative clause without pronoun is about: "the man she met"."""
    if verb.dep != "relcl" or verb.child(*SUBJECTS) is None or any(w.tag in WH for w in verb.subtree()):
        return None
    return verb.head


def _parted(before: Word, verb: Word) -> bool:
    """Whether a semicolon parts a clause from the verb behind it: two sentences in one."""
    return any(w.text == ";" for w in verb.sentence.words if before.i < w.i < verb.i)
