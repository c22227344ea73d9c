"""Names that the parser hung elsewhere than on the description right beside them: the tree is mended."""

from __future__ import annotations

from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.tables import Gazetteer
from kg.extract.parsing.syntax import Word


def reattach(candidates: list[Candidate], names: Gazetteer) -> None:
    """Hang each person's name and the title or person noun that describes it on each other."""
    offices = {w.i: c for c in candidates if c.form == "office" for w in c.words}
    for c in candidates:
        if c.form == "office" and c.head.dep == "appos":
            _to_nearest(c.head)
    things = {c.head.i for c in candidates if c.form == "name" and c.kind not in ("person", None)}
    for c in candidates:
        if c.form == "name" and c.kind == "person" and not _lift(c.head, things, offices, names):
            noun = _describing(c, offices, names)
            if noun is not None and _apart(noun, c):
                _swap(noun, c.head)


def _to_nearest(noun: Word) -> None:
    """Hang "Duchess" of "Prince Harry and Meghan, Duchess of Sussex" on the last of those named before it."""
    joined = [w for w in noun.head.all("conj") if w.i < noun.i]
    if joined and noun.head.i < noun.i:
        noun.hang(joined[-1], noun.dep)


def _lift(name: Word, things: set[int], offices: dict[int, Candidate], names: Gazetteer) -> bool:
    """Hang "Ana Cruz" of "the co-founder of Acme, Ana Cruz," on the co-founder where it hung on Acme."""
    near = name.head
    if name.dep != "appos" or near.dep != "pobj" or near.head.dep != "prep" or near.head.i == 0:
        return False
    noun = near.head.head
    describes = noun.lemma in names.person_nouns or noun.i in offices
    if near.i not in things or not describes or noun.head is name:
        return False
    name.hang(noun, name.dep)
    return True


def _describing(c: Candidate, offices: dict[int, Candidate], names: Gazetteer) -> Word | None:
    """Return the noun right before a name that says who it is: "rival" of "his rival Ana Cruz"."""
    noun = c.words[0].left
    office = offices.get(noun.i) if noun is not None else None
    if office is not None:
        before = office.words[0].left
        if before is not None:
            noun = before if before.lemma in names.person_nouns else office.head
    if noun is None or noun.pos not in ("NOUN", "PROPN") or noun.tag in ("NNS", "NNPS"):
        return None
    return noun if noun.lemma in names.person_nouns or noun.i in offices else None


def _apart(noun: Word, c: Candidate) -> bool:
    """Return whether neither of the two hangs on the other, and the name hangs on another word."""
    name = c.head
    if name.dep not in ("appos", "dep", "npadvmod") or name.head is name:
        return False
    if noun in c.words or name in noun.children or noun.head in c.words:
        return False
    return all(up is not name for up in noun.ancestors())


def _swap(noun: Word, name: Word) -> None:
    """Put the name where the noun hangs, and the noun below it as its title."""
    name.hang(noun.head if noun.head is not noun else name, noun.dep)
    noun.hang(name, "compound")
