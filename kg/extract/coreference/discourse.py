"""The discourse model: what is known of an article's things while its mentions are resolved one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.coreference.things import Resolved, Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import PLACES, Candidate, Gazetteer
from kg.extract.parsing.syntax import ParsedArticle, Word


class Discourse:
    """The things met so far, and what stands for them; the rules of this package read it and add to it."""

    def __init__(self, article: ParsedArticle, candidates: list[Candidate], names: Gazetteer) -> None:
        self.article, self.candidates, self.tables = article, candidates, names
        self.things: list[Thing] = []
        self.referents: dict[int, tuple[Thing, ...]] = {}  #: index of a word → what it stands for
        self.offices: dict[int, Thing] = {}  #: index of an office's head word → the office
        self.unnamed: dict[Thing, Thing] = {}  #: an office → who has it, where the article gives no name
        self.partisans: dict[int, Thing] = {}  #: "a Democrat": index of the word → the party
        self.standing: set[int] = set()  #: heads of titles and descriptions that stand for somebody
        self.probabilities: dict[int, float] = {}  #: index of a pronoun → that it stands for its referent
        self.quoted = set(_quoted(article))  #: indices of the words in double quotation marks
        self.history: list[tuple[Candidate, tuple[Thing, ...]]] = []  #: resolved mentions, in reading order

    def new(self, kind: str, gender: str = "u") -> Thing:
        """Add a thing."""
        thing = Thing(kind, gender=gender)
        self.things.append(thing)
        return thing

    def join(self, c: Candidate, thing: Thing, rule: str) -> None:
        """Let a mention stand for a thing, for the reason that the rule names."""
        if c.form == "name" and not c.adjective:
            places = c.kind in PLACES or not c.row
            thing.names[c.name if places else self._as_written(c)] += 1
        thing.cls = thing.cls or c.cls
        if thing.gender == "u" and c.gender in ("m", "f"):
            thing.gender = c.gender
        thing.mentions.append((c, rule))
        for word in c.words if c.form == "name" else ():
            self.referents.setdefault(word.i, (thing,))
        self.referents[c.head.i] = (thing,)

    def _as_written(self, c: Candidate) -> str:
        return re.sub(r"^(the|The) ", "", self.article.text[c.start : c.end].replace("’", "'"))

    def referent(self, word: Word | None) -> Thing | None:
        """Return the one thing, or the first of several, that a word stands for."""
        return self.referents.get(word.i, (None,))[0] if word is not None else None

    def all(self, kind: str) -> list[Thing]:
        """Return the things of one class, in the order in which they were added."""
        return [thing for thing in self.things if thing.kind == kind]

    def recent(self, c: Candidate, sentences: int, kinds: tuple[str, ...] = ("person",)) -> list[Thing]:
        """Return the things of these classes mentioned in this and the last sentences, latest first."""
        index = c.head.sentence.index
        found: list[Thing] = []
        for other, things in reversed(self.history):
            if other.head.sentence.index < index - sentences:
                break
            for thing in things:
                if thing.kind in kinds and thing not in found:
                    found.append(thing)
        return found

    def subject_of_last(self, c: Candidate, thing: Thing) -> bool:
        """Return whether a thing is a subject in the sentence before a mention's."""
        index = c.head.sentence.index - 1
        return any(
            other.head.sentence.index == index and thing in things and other.head.dep in SUBJECTS
            for other, things in self.history
        )

    def resolved(self) -> Resolved:
        """Return what was found; offices that no mention is left of are not among it."""
        self.drop_empty_offices()
        return Resolved(
            self.things,
            self.referents,
            self.offices,
            self.candidates,
            self.standing,
            self.probabilities,
        )

    def drop_empty_offices(self) -> None:
        """Forget the offices whose mentions have all gone to others."""
        self.things = [thing for thing in self.things if thing.kind != "post" or thing.mentions]


def _quoted(article: ParsedArticle) -> Iterator[int]:
    """Yield the indices of words between double quotation marks; marks left open close with the paragraph."""
    inside, paragraph = False, -1
    for sentence in article.sentences:
        if sentence.paragraph != paragraph:
            inside, paragraph = False, sentence.paragraph
        for word in sentence.words:
            if word.text in ("“", "``"):
                inside = True
            elif word.text in ("”", "''"):
                inside = False
            elif word.text == '"':
                inside = not inside
            elif inside:
                yield word.i
