"""One article as propositions see it: what its words stand for, who speaks where."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.coreference import Resolved, Thing
from kg.extract.english.tables import with_trait
from kg.extract.grammar.dates import clause_date
from kg.extract.grammar.factuality import Factuality
from kg.extract.grammar.frames import Frame
from kg.extract.grammar.phrases import antecedent, listed
from kg.extract.mentions import Candidate, Gazetteer
from kg.extract.parsing.syntax import ParsedArticle, Sentence, Word
from kg.extract.propositions.phrases import NUMBER, digits
from kg.model import Argument, Proposition

MAX_NESTED = 6  #: lists inside lists: "the states of the region of …"
PLACES = ("country", "state", "city", "place", "facility")


@dataclass(slots=True)
class Quoting:
    """Who speaks at an offset: the article's quotations, for attribution."""

    spans: list[tuple[int, int, tuple[Thing, ...]]]

    def speaker(self, offset: int) -> tuple[Thing, ...] | None:
        """Return the speaker of the quotation that covers an offset; () where unknown, None outside all."""
        for start, end, speaker in self.spans:
            if start <= offset < end:
                return speaker
        return None


class ArticleContext:
    """What the words of one article stand for; all modules of this package read it, none changes it."""

    def __init__(
        self,
        article: ParsedArticle,
        resolved: Resolved,
        quoting: Quoting,
        published: str | None,
        tables: Gazetteer,
        *,
        everything: bool = False,
    ) -> None:
        self.everything = everything  #: propositions without a named participant are wanted too
        self.article, self.resolved, self.quoting, self.published = article, resolved, quoting, published
        self.tables = tables
        self.number = {thing: k for k, thing in enumerate(resolved.things)}
        self.names: dict[int, Candidate] = {}  #: index of a name's head word → the name
        self.inside: dict[int, Candidate] = {}  #: index of any word in a proper name → the name
        for c in resolved.candidates:
            if c.form in ("name", "owned", "dated") and c.head.i in resolved.referents:
                self.names[c.head.i] = c
                if c.form == "name" and not c.adjective:
                    self.inside.update((w.i, c) for w in c.words)
        self._held: tuple[Sentence | None, set[int]] = None, set()
        self.office_words = {w.i: c for c in resolved.candidates if c.form == "office" for w in c.words}

    # Words → things

    def ids(self, things: tuple[Thing, ...]) -> tuple[int, ...]:
        """Return the numbers that things have in the article's record."""
        if not things:
            return ()
        return tuple(dict.fromkeys([self.number[t] for t in things if t in self.number]))

    def things(self, word: Word, depth: int = 0) -> tuple[Thing, ...]:
        """Return what a noun and all that is joined to it stand for; of a plural, what is listed under it."""
        word = antecedent(word)
        found: list[Thing] = []
        for each in listed(word)[0]:
            things = self.resolved.of(each) or self._listed(each, depth)
            if found and things and not _alike(found[0], things[0]):
                continue
            found += [t for t in things if t not in found]
        return tuple(found)

    def _listed(self, noun: Word, depth: int) -> tuple[Thing, ...]:
        """Expand "the states of A and B", "several states: A, B", "key states, including A and B"."""
        if noun.pos not in ("NOUN", "PROPN") or depth > MAX_NESTED:
            return ()
        classifier = noun.lemma in self.tables.classifiers
        for child in noun.children:
            if child.dep == "prep":
                pobj = child.child("pobj")
                lists = (child.lemma in with_trait("lists") or child.lemma in ("including", "like")) or (
                    child.lemma == "of" and classifier
                )
                if pobj is not None and lists:
                    return self.things(pobj, depth + 1)
                if child.lemma in with_trait("lists"):
                    return self.things(child, depth + 1)
            elif child.dep == "appos" and (noun.tag == "NNS" or classifier):
                return self.things(child, depth + 1)
        if noun.lemma in self.tables.forces and (sides := self._fought_for(noun)):
            return sides
        if not classifier:
            return ()
        if noun.tag == "NNS":  # "several states where …: A, B and C", "… - in A, B and C"
            for word in noun.sentence.words:
                if word.text in (":", "-", "–", "—") and word.i > noun.i and word.right is not None:
                    after = word.right.right if word.right.lemma == "in" else word.right
                    if after is not None and after.i in self.inside:
                        return self.things(self.inside[after.i].head, depth + 1)
        right = noun.right
        if right is not None and right.i in self.names and right.dep in ("appos", "npadvmod", "nmod"):
            return self.things(right, depth + 1)
        return ()

    def _fought_for(self, noun: Word) -> tuple[Thing, ...]:
        """Return for whom "Ruritanian troops" or "gunmen of the Red Front" fight."""
        for child in noun.children:
            inner = child.child("pobj") if child.dep == "prep" and child.lemma == "of" else child
            if inner is not None and inner.dep in ("pobj", "amod", "compound", "nmod", "poss"):
                sides = (t for t in self.resolved.of(inner) if t.kind not in ("person", "post", "city"))
                if armies := tuple(sides):
                    return armies
        return ()

    def name_at(self, word: Word) -> Word | None:
        """Return the head of the name that a word is part of, or the word itself where it has a referent."""
        if word.i in self.inside:
            return self.inside[word.i].head
        return word if word.i in self.resolved.referents else None

    def quantity(self, word: Word) -> tuple[str | None, str | None]:
        """Return the number in a noun phrase and its unit: 67,951,111 votes → ("67951111", "vote")."""
        if word.pos == "NUM" and NUMBER.match(word.text) and word.dep != "nummod":
            return digits(word), "number"
        number = None
        if word.lemma in self.tables.units:
            number = next((c for c in word.all("nummod", "quantmod") if NUMBER.match(c.text)), None)
        if number is None or _compared(word):
            return None, None
        modifiers = {w.lemma for c in word.all("amod", "compound", "nmod") for w in c.subtree()}
        unit = self.tables.unit(word.lemma, modifiers)
        return digits(number), unit["unit"] if unit is not None else None

    # Propositions

    def names_any(self, sentence: Sentence) -> bool:
        """Return whether anything in a sentence may make a proposition that is wanted."""
        known = (self.resolved.referents, self.resolved.offices)
        return self.everything or any(word.i in found for word in sentence.words for found in known)

    def may_name(self, clause: Frame) -> bool:
        """Whether anything in a clause stands for a thing, or a subject or object of it that is elsewhere."""
        if self.everything:
            return True
        below = self.holding(clause.head.sentence)
        if clause.head.i in below:
            return True
        relative = clause.head.head if clause.head.dep == "relcl" else None  # "the party whose leader won"
        heads = (clause.subject, relative, *(c.head for c in clause.complements))
        outside = (antecedent(word) for word in heads if word is not None)
        return any(word.i in below or self.resolved.of(word) for word in outside)

    def holding(self, sentence: Sentence) -> set[int]:
        """Return the words of a sentence that have a thing in what hangs on them, by index."""
        if self._held[0] is not sentence:
            found = set[int]()
            for word in sentence.words:
                if word.i in self.resolved.referents or word.i in self.resolved.offices:
                    up = word
                    while up.i not in found:
                        found.add(up.i)
                        up = up.head
            self._held = sentence, found
        return self._held[1]

    def wants(self, arguments: list[Argument]) -> bool:
        """Return whether a proposition is to be made: somebody is named in it, or everything is wanted."""
        return any(a.entities for a in arguments) or (self.everything and bool(arguments))

    def proposition(
        self,
        kind: str,
        predicate: str,
        word: Word,
        arguments: list[Argument],
        facts: Factuality,
        *,
        rules: tuple[str, ...],
        former: bool = False,
        dated: Word | None = None,
    ) -> Proposition:
        """Make a proposition of the sentence in which a word stands, with its date and who says so.

        The rules are the names of what in grammar made it.
        The date is that of the word `dated`, where another than the word itself carries it.
        """
        who = self.quoting.speaker(word.start)
        if not who and facts.source is not None:
            who = self.resolved.of(antecedent(facts.source))
        ids = [self.number[t] for t in who or () if t in self.number and t.kind != "post"]
        return Proposition(
            kind,  # type: ignore[arg-type]
            predicate,
            tuple(arguments),
            word.sentence.start,
            word.sentence.end,
            facts.polarity,
            facts.modality,
            former,
            ids[0] if len(ids) == 1 else None,
            clause_date(dated or word, self.published, ahead=facts.modality == "planned"),
            facts.asserted,
            word.start,
            word.end,
            rules,
        )


def _compared(noun: Word) -> bool:
    """Return whether a number of a noun is a difference: "90 votes more than", "90 more votes than"."""
    behind = noun.right
    more = behind is not None and behind.tag == "JJR"
    return more or any(c.tag == "JJR" for c in noun.all("amod"))


def _alike(one: Thing, other: Thing) -> bool:
    """Return whether two things can be joined: a list is of persons, or of places, or of organisations."""
    if (one.kind in PLACES) != (other.kind in PLACES):
        return "country" in (one.kind, other.kind)
    return one.kind == other.kind or not {one.kind, other.kind} & {"post", "election", "work"}
