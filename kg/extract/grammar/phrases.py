"""Noun phrases in the tree: what a relative pronoun stands for, and what is joined or set aside."""

from __future__ import annotations

from kg.extract.english.closed import PERSONAL_RELATIVES, RELATIVE_PRONOUNS
from kg.extract.parsing.syntax import Word

#: Tags of relative and interrogative words.
WH = frozenset(("WP", "WDT", "WRB", "WP$"))
#: Labels of what stands before a noun in its phrase.
_BEFORE = ("compound", "det", "amod", "nmod", "nummod", "poss")


def antecedent(word: Word) -> Word:
    """Return what a relative pronoun stands for; of any other word itself."""
    if word.tag in WH and word.text.lower() in RELATIVE_PRONOUNS:
        for up in word.ancestors():
            if up.dep == "relcl":
                return up.head
    return word


def described_alone(word: Word, verb: Word) -> bool:
    """Return whether a relative clause is of one word of a list only: "Cruz, who called, and Bell"."""
    return verb.dep == "relcl" and verb.head is word and any(c.i > verb.i for c in word.all("conj"))


def is_about_person(clause: Word) -> bool:
    """Return whether a word is the verb of a relative clause about a person: "who called"."""
    return clause.dep == "relcl" and any(w.lemma in PERSONAL_RELATIVES for w in clause.subtree()[:4])


def is_set_aside(noun: Word) -> bool:
    """Return whether "not" stands right before a noun phrase."""
    before = noun.left
    while before is not None and (
        before.dep in _BEFORE or (before.dep == "case" and before.head is not noun)
    ):
        before = before.left
    return before is not None and before.text.lower() == "not"


def listed(word: Word) -> tuple[list[Word], list[Word]]:
    """Return what is joined at a word: those meant, and those set aside ("Cruz, not Bell").

    All are meant where all would be set aside, for then the negation is the verb's.
    """
    joined = word.conjuncts()
    aside = [each for each in joined if is_set_aside(each)] if len(joined) > 1 else []
    if len(aside) == len(joined):
        aside = []
    meant = [each for each in joined if each not in aside]
    return meant, aside + [beside for beside in word.all("appos") if is_set_aside(beside)]
