"""What a verb, noun or adjective governs: objects, predicatives, prepositions with their nouns, clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract.grammar.clauses import SUBJECTS, is_passive
from kg.extract.grammar.phrases import WH, antecedent
from kg.extract.parsing.syntax import Word

Kind = Literal[
    "object", "dative", "predicative", "preposition", "agent", "gerund",
    "time", "adverb", "clause", "infinitive", "adverbial",
]  # fmt: skip

#: Labels of noun phrases, adjectives and clauses, and the kinds of complement that they give.
KINDS: dict[str, Kind] = {
    "dobj": "object",
    "dative": "dative",
    "attr": "predicative",
    "oprd": "predicative",
    "acomp": "predicative",
    "npadvmod": "time",
    "advmod": "adverb",
    "ccomp": "clause",
    "xcomp": "infinitive",
    "advcl": "adverbial",
}
#: Labels of what is said of a preposition in front of it: "just before", "not in".
_MODIFIERS = ("advmod", "neg", "prep", "npadvmod", "quantmod")


@dataclass(frozen=True, slots=True)
class Complement:
    """A phrase or clause that a word governs."""

    kind: Kind
    role: str  #: the kind, or the preposition: "to", "out of"
    head: Word  #: of the phrase or clause; where that is a relative pronoun, what it stands for
    child: Word  #: what hangs on the governing word: the preposition, or the head itself
    marker: tuple[Word, ...] = ()  #: the preposition with what is said of it: "just before", "out of"
    denied: bool = False  #: "not in Oslo"


def complements(word: Word) -> Iterator[Complement]:
    """Yield what a word governs, in the order of the text; of what is joined, the first."""
    has_object = False
    for child in sorted(word.children, key=lambda w: w.i):
        if child.dep in ("prep", "agent") or (child.dep == "dative" and child.pos == "ADP"):
            yield from prepositional(child)
        elif child.dep in KINDS and not (
            child.pos == "ADP" and child.dep in ("dobj", "attr", "oprd", "acomp")
        ):
            kind = KINDS[child.dep]
            has_object = has_object or kind in ("object", "dative")
            yield Complement(kind, kind, antecedent(child), child)
            for prep in child.all("prep") if kind == "adverb" else ():  # "away from Oslo"
                for found in prepositional(prep):
                    role = f"{child.lemma} {found.role}"
                    yield replace(found, role=role, child=child, marker=(child, *found.marker))
    gap = _gap(word)
    if gap is not None and not has_object and not is_passive(word):
        yield Complement("object", "object", gap, gap)


def prepositional(prep: Word) -> Iterator[Complement]:
    """Yield what a preposition governs, and the prepositions joined to it or below it: "out of"."""
    noun, inner = prep.child("pobj"), prep.child("pcomp")
    denied = prep.child("neg") is not None
    marker = [prep, *(c for c in prep.all(*_MODIFIERS) if c.i < prep.i)]
    if noun is not None:
        # "because of", "according to"
        marker += [
            c for c in prep.all("pcomp", "prep", "fixed", "amod") if prep.i < c.i < noun.i and not c.children
        ]
    before = tuple(sorted(marker, key=lambda w: w.i))
    if noun is not None:
        kind: Kind = "agent" if prep.dep == "agent" else "preposition"
        yield Complement(kind, prep.lemma, antecedent(noun), prep, before, denied)
        for joined in prep.all("conj"):
            if joined.pos == "ADP":
                yield from prepositional(joined)
    elif inner is not None:
        yield Complement("gerund", prep.lemma, inner, prep, before, denied)
    else:
        for nested in prep.all("prep"):
            if nested.i > prep.i:
                for found in prepositional(nested):
                    yield replace(
                        found, role=f"{prep.lemma} {found.role}", child=prep, marker=before + found.marker
                    )


def small_clause(verb: Word) -> tuple[Word | None, Word] | None:
    """Return the subject and the head of a clause without a verb: "found him guilty", "seemed a bargain"."""
    below = verb.child("ccomp", "xcomp")
    return (below.child(*SUBJECTS), below) if below is not None and below.pos not in ("VERB", "AUX") else None


def _gap(verb: Word) -> Word | None:
    """Return the noun that a relative clause without pronoun is about: "the man she met"."""
    if verb.dep != "relcl" or verb.child(*SUBJECTS) is None or any(w.tag in WH for w in verb.subtree()):
        return None
    return verb.head
