"""A sentence's dependency tree as plain Python, free of spaCy: what all of stage 1 reads.

The labels are those of spaCy's English models (ClearNLP: nsubj, dobj, pobj, relcl, …).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.extract.parsing.corrections import repair

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.extract.parsing.morphology import Fields


class Word:
    """One token. `i` counts from the start of the article; `start` and `end` are article offsets."""

    __slots__ = ("children", "dep", "end", "head", "i", "lemma", "pos", "sentence", "start", "tag", "text")

    head: Word
    sentence: Sentence

    def __init__(self, i: int, text: str, lemma: str, pos: str, tag: str, dep: str, start: int) -> None:
        self.i, self.text, self.lemma, self.pos, self.tag, self.dep = i, text, lemma, pos, tag, dep
        self.start, self.end = start, start + len(text)
        self.children: tuple[Word, ...] = ()  #: from left to right

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

    def hang(self, head: Word, dep: str) -> None:
        """Hang the word on another one, or make it the root (`head` is the word itself): a tree is corrected.

        Raises RuntimeError where grammar has read the sentence already.
        """
        if self.sentence.frames:
            raise RuntimeError(f"the tree of {self.sentence!r:.60} was read already")
        self.head.children = tuple(child for child in self.head.children if child is not self)
        self.head, self.dep = head, dep
        if head is not self:
            head.children = tuple(sorted((*head.children, self), key=lambda child: child.i))

    def child(self, *deps: str) -> Word | None:
        """Return the first child with one of these labels."""
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
        """Return the word and all below it, in the order of the text."""
        found, stack = [], [self]
        while stack:
            word = stack.pop()
            found.append(word)
            stack.extend(word.children)
        return sorted(found, key=lambda word: word.i)

    def left_edge(self) -> Word:
        """Return the first word of those below it."""
        word = self
        while word.children:
            first = min(word.children, key=lambda child: child.i)
            if first.i > word.i:
                break
            word = first
        return word

    def ancestors(self) -> Iterator[Word]:
        """Yield the head, its head, …, up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def conjuncts(self) -> list[Word]:
        """Return the word and what is joined to it: "A, B and C" from A gives all three."""
        found = [self]
        for word in found:
            found.extend(word.all("conj"))
        return found


class Sentence:
    """A run of words with one root, and the span in the article that it covers."""

    __slots__ = ("end", "extents", "frames", "index", "paragraph", "start", "words")

    def __init__(self, words: list[Word], index: int, paragraph: int) -> None:
        self.words, self.index, self.paragraph = words, index, paragraph
        self.start, self.end = words[0].start, words[-1].end
        self.frames: dict[int, Any] = {}  #: what grammar has worked out, by the index of the head
        self.extents: dict[int, tuple[int, int]] = {}  #: of noun phrases, by the index of the head
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

    __slots__ = ("named", "sentences", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences: list[Sentence] = []
        self.words: list[Word] = []
        self.named: list[NamedSpan] = []

    def add(self, doc: Doc, tokens: Sequence[Fields], places: Sequence[int], paragraph: int) -> None:
        """Append a parsed piece of a paragraph.

        `tokens`: the fields of each of its tokens; `places`: the offset in the article of each code point.
        """
        base = len(self.words)
        starts = doc.to_array("IDX").tolist()
        words = [
            Word(base + i, *fields, places[start])
            for i, (fields, start) in enumerate(zip(tokens, starts, strict=True))
        ]
        below: list[list[Word]] = [[] for _ in words]
        for i, distance in enumerate(doc.to_array("HEAD").astype("int64").tolist()):
            words[i].head = words[i + distance]
            if distance:
                below[i + distance].append(words[i])
        for word, children in zip(words, below, strict=True):
            word.children = tuple(children)
        self.words.extend(words)
        for sent in doc.sents:
            chosen = words[sent.start : sent.end]
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
                repair(word)
        for ent in doc.ents:
            self.named.append(NamedSpan(words[ent.start : ent.end], ent.label_))
