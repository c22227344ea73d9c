"""A sentence's dependency tree as plain Python, free of spaCy: what all of stage 1 reads.

The labels are those of spaCy's English models (ClearNLP: nsubj, dobj, pobj, relcl, …).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.extract.morphology import Morphology


class Word:
    """One token. `i` counts from the start of the article; `start` and `end` are article offsets."""

    __slots__ = ("children", "dep", "end", "head", "i", "lemma", "pos", "sentence", "start", "tag", "text")

    head: Word
    sentence: Sentence

    def __init__(self, i: int, text: str, lemma: str, pos: str, tag: str, dep: str, start: int) -> None:
        self.i, self.text, self.lemma, self.pos, self.tag, self.dep = i, text, lemma, pos, tag, dep
        self.start, self.end = start, start + len(text)
        self.children: list[Word] = []

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

    def child(self, *deps: str) -> Word | None:
        """Give the first child with one of these labels."""
        for child in self.children:
            if child.dep in deps:
                return child
        return None

    def all(self, *deps: str) -> Iterator[Word]:
        """Yield the children with one of these labels, from left to right."""
        return (child for child in self.children if child.dep in deps)

    @property
    def left(self) -> Word | None:
        """The word before, in the same sentence."""
        k = self.i - self.sentence.words[0].i
        return self.sentence.words[k - 1] if k else None

    @property
    def right(self) -> Word | None:
        """The word after, in the same sentence."""
        k = self.i - self.sentence.words[0].i + 1
        return self.sentence.words[k] if k < len(self.sentence.words) else None

    def subtree(self) -> list[Word]:
        """Give the word and all below it, in the order of the text."""
        found, stack = [], [self]
        while stack:
            word = stack.pop()
            found.append(word)
            stack.extend(word.children)
        return sorted(found, key=lambda word: word.i)

    def ancestors(self) -> Iterator[Word]:
        """Yield the head, its head, …, up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def conjuncts(self) -> list[Word]:
        """Give the word and what is joined to it: "A, B and C" from A gives all three."""
        found = [self]
        for word in found:
            found.extend(word.all("conj"))
        return found


class Sentence:
    """A run of words with one root, and the span in the article that it covers."""

    __slots__ = ("end", "index", "paragraph", "start", "words")

    def __init__(self, words: list[Word], index: int, paragraph: int) -> None:
        self.words, self.index, self.paragraph = words, index, paragraph
        self.start, self.end = words[0].start, words[-1].end
        for word in words:
            word.sentence = self

    def __repr__(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def root(self) -> Word:
        """The word that heads itself."""
        return next((word for word in self.words if word.head is word), self.words[0])


class NamedSpan:
    """What the model's entity recogniser found: a half-open range of words, and its label."""

    __slots__ = ("label", "words")

    def __init__(self, words: list[Word], label: str) -> None:
        self.words, self.label = words, label


class ParsedArticle:
    """All sentences of an article in order, and the recogniser's spans."""

    __slots__ = ("morphology", "named", "sentences", "text", "words")

    def __init__(self, text: str, morphology: Morphology) -> None:
        self.text, self.morphology = text, morphology
        self.sentences: list[Sentence] = []
        self.words: list[Word] = []
        self.named: list[NamedSpan] = []

    def add(self, doc: Doc, offset: int, paragraph: int) -> None:
        """Append a parsed paragraph that stands `offset` code points into the article."""
        base = len(self.words)
        starts = doc.to_array("IDX").tolist()
        words = [
            Word(base + i, *fields, offset + start)
            for i, (fields, start) in enumerate(zip(self.morphology.fields(doc), starts, strict=True))
        ]
        for i, distance in enumerate(doc.to_array("HEAD").astype("int64").tolist()):
            word, head = words[i], words[i + distance]
            word.head = head
            if head is not word:
                head.children.append(word)
        self.words.extend(words)
        for sent in doc.sents:
            chosen = [w for w in words[sent.start : sent.end]]
            while chosen and chosen[-1].pos == "SPACE":
                chosen.pop()
            while chosen and chosen[0].pos == "SPACE":
                chosen.pop(0)
            if chosen:
                sentence = Sentence(chosen, len(self.sentences), paragraph)
                for word in words[sent.start : sent.end]:
                    word.sentence = sentence
                self.sentences.append(sentence)
        for word in words:
            if word.pos in ("VERB", "AUX"):
                _mend_clause(word)
                _mend_subject(word)
                _mend_naming(word)
                _mend_relative(word)
        for ent in doc.ents:
            self.named.append(NamedSpan(words[ent.start : ent.end], ent.label_))


def _mend_clause(verb: Word) -> None:
    """Give a finite verb its subject back where the parser took it for a preposition's noun.

    "after Cruz, 60, withdrew": a finite verb without subject, right behind "after" and a noun that hang
    on the same word, is that noun's.
    """
    if (
        verb.tag not in ("VBD", "VBZ", "VBP")
        or verb.head is verb
        or verb.child("nsubj", "nsubjpass", "csubj", "expl")
    ):
        return
    if verb.dep not in ("xcomp", "ccomp", "advcl", "dep", "conj", "parataxis"):
        return
    for prep in verb.head.children:
        noun = prep.child("pobj")
        if (
            prep.dep == "prep"
            and prep.lemma in ("after", "before", "since", "until")
            and prep.i < verb.i
            and noun is not None
        ):
            between = [w for w in verb.sentence.words if noun.i < w.i < verb.i]
            if verb.i - noun.i < 12 and all(
                w.pos in ("PUNCT", "NUM", "AUX", "ADV", "ADJ", "NOUN", "DET", "PROPN") for w in between
            ):
                prep.children.remove(noun)
                verb.head.children.remove(prep)
                noun.head, noun.dep, prep.head, prep.dep = verb, "nsubj", verb, "mark"
                verb.children[:0] = [prep, noun]
                verb.dep = "advcl"
                return


def _mend_subject(verb: Word) -> None:
    """Give a finite verb the name right before it where the parser hung that on a name before a comma.

    "Thanking Ann Bell, Ana Cruz said …": Cruz is no apposition to Bell.
    """
    if (
        verb.tag not in ("VBD", "VBZ", "VBP")
        or verb.dep not in ("ROOT", "ccomp")
        or verb.child("nsubj", "nsubjpass", "expl")
    ):
        return
    noun = verb.left
    while noun is not None and noun.pos in ("AUX", "ADV"):
        noun = noun.left
    if noun is None or noun.pos != "PROPN" or noun.dep not in ("appos", "conj") or noun.head.i >= noun.i:
        return
    first = min(w.i for w in noun.subtree())
    comma = next((w for w in verb.sentence.words if w.i == first - 1), None)
    if (
        comma is None
        or comma.text != ","
        or any(c.dep == "cc" and c.i > noun.head.i for c in noun.head.children)
    ):
        return
    noun.head.children.remove(noun)
    noun.head, noun.dep = verb, "nsubj"
    verb.children.insert(0, noun)
    for child in verb.children:
        if child.dep == "csubj":
            child.dep = "advcl"


def _mend_naming(verb: Word) -> None:
    """Read "called Ana Cruz the best of all" as a name given, where no comma makes it an apposition."""
    if verb.lemma not in ("call", "name", "dub", "brand", "label", "declare", "consider"):
        return
    for child in list(verb.all("dobj")):
        for beside in list(child.all("appos")):
            words = verb.sentence.words
            first = min(w.i for w in beside.subtree())
            if words[first - words[0].i - 1].text not in (",", "(", "-", "–", "—"):
                child.children.remove(beside)
                beside.head, beside.dep = verb, "oprd"
                verb.children.append(beside)


def _mend_relative(verb: Word) -> None:
    """Make a clause relative whose "that" is tagged as a relative pronoun and stands behind a noun.

    "worked on the speech that she will give": the speech is what she will give.
    """
    that = verb.child("mark")
    noun = that.left if that is not None and that.tag == "WDT" else None
    if (
        that is None
        or noun is None
        or noun.pos != "NOUN"
        or verb.dep != "ccomp"
        or verb.child("dobj") is not None
    ):
        return
    if verb.head is noun or verb in noun.ancestors() or verb.child("nsubj") is None:
        return
    verb.head.children.remove(verb)
    verb.head, verb.dep, that.dep = noun, "relcl", "dobj"
    noun.children.append(verb)
