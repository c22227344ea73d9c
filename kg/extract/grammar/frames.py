"""Clause frames: a head with its subject, its complements and how it is told, each worked out once and kept.

Heads are verbs, event nouns and role nouns. Propositions bind mentions to frames, and print them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from kg.extract.english.closed import PARTICLES
from kg.extract.grammar.clauses import Source, Subject, is_passive, rank_of, subject_of
from kg.extract.grammar.complements import Complement, complements
from kg.extract.grammar.factuality import Factuality, factuality
from kg.extract.parsing.syntax import Word

VERBAL = ("VERB", "AUX")


class Frame:
    """What a verb or noun says with all that hangs on it. Get it by `frame(word)`."""

    def __init__(self, head: Word) -> None:
        self.head = head

    @cached_property
    def _subject(self) -> Subject | None:
        return subject_of(self.head)

    @property
    def subject(self) -> Word | None:
        """The word that fills the subject position: of a passive, what it is done to."""
        return self._subject.word if self._subject is not None else None

    @property
    def source(self) -> Source | None:
        """Where the subject came from."""
        return self._subject.source if self._subject is not None else None

    @cached_property
    def passive(self) -> bool:
        """Return whether the subject is what it is done to."""
        return is_passive(self.head)

    @cached_property
    def complements(self) -> tuple[Complement, ...]:
        """What the head governs, in the order of the text."""
        return tuple(complements(self.head))

    @cached_property
    def objects(self) -> tuple[Complement, ...]:
        """Its objects and predicatives."""
        return tuple(c for c in self.complements if c.kind in ("object", "dative", "predicative"))

    @cached_property
    def predicates(self) -> tuple[str, ...]:
        """What it is called: with its particle, and by itself; "stepped down" is "step" and "step down"."""
        head = self.head
        particle = next((c.lemma for c in head.children if c.dep == "prt"), None)
        if particle is not None:
            return f"{head.lemma} {particle}", head.lemma
        loose = (c.lemma for c in head.all("prep", "advmod") if c.lemma in PARTICLES and not c.child("pobj"))
        return head.lemma, *(f"{head.lemma} {lemma}" for lemma in loose)

    @cached_property
    def continued(self) -> Word | None:
        """The infinitive or participle that goes on with its subject, if no object does: "tries to woo"."""
        if self.head.child("dobj", "dative") is not None:
            return None
        for child in self.head.all("xcomp"):
            if child.pos in VERBAL and child.tag in ("VB", "VBG", "VBN") and child.child("nsubj") is None:
                return child
        adjective = self.head.child("acomp")
        return next((c for c in adjective.all("xcomp") if c.tag == "VB"), None) if adjective else None

    @cached_property
    def factuality(self) -> Factuality:
        """Return whether it happened, as the sentence has it: polarity, modality, and who says so."""
        told = factuality(self.head)
        rank = rank_of(self.head)  # what will be, or may be, "the first to endorse her"
        if rank is None:
            return told
        ranked = factuality(rank.head)  # who was not the first may have been the second, or none at all
        return ranked.drop() if ranked.polarity == "negated" else replace(ranked, polarity=told.polarity)


def frame(head: Word) -> Frame:
    """Return the frame of a verb or noun, the same one each time."""
    kept: dict[int, Frame] = head.sentence.frames
    found = kept.get(head.i)
    if found is None:
        found = kept[head.i] = Frame(head)
    return found
