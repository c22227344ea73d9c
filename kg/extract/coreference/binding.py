"""What a mention can't stand for: somebody of the other gender, the other parties of its own verb, …"""

from __future__ import annotations

from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing, referents_of
from kg.extract.english.tables import verbs_of_saying
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.frames import frame
from kg.extract.mentions import Candidate
from kg.extract.parsing.syntax import Word

MARKS = ('"', "“", "”", "``", "''")


def clash(one: str, other: str) -> bool:
    """Return whether two genders can't be one thing's; unknown fits all."""
    return {one, other} == {"m", "f"}


def is_definite(head: Word) -> bool:
    """Return whether a noun phrase speaks of something known: "the", "this", "both", "her"."""
    if head.left is not None and head.left.text.lower() == "the":
        return True
    return any(
        c.dep == "poss" or (c.dep == "det" and c.text.lower() in ("the", "this", "that", "both"))
        for c in head.children
    )


def coarguments(discourse: Discourse, c: Candidate) -> set[Thing]:
    """Return what a mention can't be: the other parties of its own verb, or the noun that it possesses."""
    word = c.head
    if word.dep == "poss":
        return _possessed(discourse, word)
    barred: set[Thing] = set()
    verb = word.head
    if verb.dep == "prep" or verb.pos == "ADP":
        verb = verb.head
    if word.dep == "conj" or verb.pos not in ("VERB", "AUX"):
        return barred
    if word.dep not in SUBJECTS:
        for other in (frame(verb).subject, *verb.all("dobj", "dative")):
            if other is not None and other is not word:
                barred.update(referents_of(other, discourse.referents))
    elif verb.lemma in verbs_of_saying():  # whom a quotation calls "she" does not speak it
        barred |= _spoken_of(discourse, verb)
    return barred


def _possessed(discourse: Discourse, word: Word) -> set[Thing]:
    """Return what the noun stands for that a possessor hangs on, the name behind it included."""
    barred: set[Thing] = set()
    for near in (word.head, *word.head.all("appos")):
        barred.update(discourse.referents.get(near.i, ()))
    for preposition in word.head.all("prep"):  # "his call with Trump"
        other = preposition.child("pobj")
        if other is not None:
            barred.update(discourse.referents.get(other.i, ()))
    right = word.head
    while right.dep in ("compound", "nmod"):
        right = right.head
        barred.update(discourse.referents.get(right.i, ()))
    return barred


def commanding(discourse: Discourse, c: Candidate) -> set[Thing]:
    """Return the subjects of the clauses around a description: it stands for none of them."""
    found: set[Thing] = set()
    for up in c.head.ancestors():
        if up.pos in ("VERB", "AUX") and up.lemma not in verbs_of_saying():
            subject = frame(up).subject
            if subject is not None and subject is not c.head:
                found.update(discourse.referents.get(subject.i, ()))
    return found


def tellers(discourse: Discourse, word: Word) -> set[Thing]:
    """Return the subjects of the verbs of saying above a word."""
    found: set[Thing] = set()
    below = word
    for up in word.ancestors():
        joined, below = below.dep == "conj", up
        if up.lemma in verbs_of_saying() and not joined:
            subject = frame(up).subject
            found.update(discourse.referents.get(subject.i, ()) if subject is not None else ())
    return found


def quoting(discourse: Discourse, word: Word) -> set[Thing]:
    """Return who speaks the quotation that a word stands in: whom it calls "he" is somebody else.

    Of several who say that another says, the outermost.
    """
    speaker: Word | None = None
    for up in word.ancestors() if _in_marks(word) else ():
        if up.lemma in verbs_of_saying() and not _in_marks(up):
            speaker = frame(up).subject or speaker
    return set(discourse.referents.get(speaker.i, ())) if speaker is not None else set()


def _in_marks(word: Word) -> bool:
    """Return whether an odd number of quotation marks stands before a word."""
    marks = sum(1 for w in word.sentence.words if w.i < word.i and w.text in MARKS)
    return marks % 2 == 1


def _spoken_of(discourse: Discourse, verb: Word) -> set[Thing]:
    """Return what the third-person pronouns inside quotation marks beside a verb of saying stand for."""
    inside = False
    found: set[Thing] = set()
    for w in verb.sentence.words:
        if w.text in MARKS:
            inside = not inside
        elif inside and w.text.lower() in ("he", "she", "him", "his", "her"):
            found.update(discourse.referents.get(w.i, ()))
    return found
