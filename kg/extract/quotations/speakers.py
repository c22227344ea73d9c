"""Who speaks a quotation: who stands beside it with a verb of saying, announces it, or signs it.

The rules, in the order in which they are asked; the first that finds a source decides, known or not:

    beside    "…," Cruz said;  "…?" asked Cruz;  "…," texted Cruz;  "…" – Cruz
    governed  Cruz called it "…";  Cruz's claim that "…";  according to Cruz, "…"
    before    Cruz, who …, told them, "…"
    announced Cruz was brief: "…";  Cruz: "…"
    behind    "… ." That is what Cruz said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.coreference import Resolved, Thing
from kg.extract.english.closed import ASIDE
from kg.extract.english.tables import nouns, verbs_of_saying, with_trait
from kg.extract.grammar.clauses import SUBJECTS, is_passive
from kg.extract.parsing.syntax import ParsedArticle, Sentence, Word
from kg.extract.quotations.marks import QuotedSpan

SENTENCE_END = (".", "!", "?", ";", "...", "…")
CONTENT = ("NOUN", "PROPN", "ADJ", "VERB")
MARKS = "\"'“”„‘’«»`"
DASHES = ("–", "—", "―", "--", "-")
SILENT_KINDS = ("post", "election", "work", "event")
MAX_BEHIND = 14  #: words of a sentence behind that credits a quotation which is a sentence by itself
MAX_CLIMB = 5  #: verbs above a verb of saying that its subject may be that of
MAX_SIGNATURE = 8  #: words of a signature
MAX_UNKNOWN = 6  #: words between a quotation and a verb that is no known verb of saying: "…," texted Cruz
MAX_GAP = 4  #: characters between a quotation and the sentence behind that credits it
#: Labels of words that modify a noun, and aren't what it tells.
MODIFIERS = ("amod", "compound", "nmod", "poss")
#: A speaker's name at the head of what he says in a transcript.
LABEL = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}: ")


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom an article credits with a quotation."""

    things: tuple[Thing, ...]  #: () where the source is nobody known
    word: Word  #: the source's head word
    says: bool  #: a verb of saying or a noun for words gives it


def _speaks(verb: Word) -> bool:
    """Return whether a verb may give words to its subject."""
    return verb.lemma in with_trait("speaks") or verb.lemma in verbs_of_saying()


class Quote:
    """A stretch in quotation marks while its speaker is looked for."""

    def __init__(
        self, article: ParsedArticle, span: QuotedSpan, inside: set[int], resolved: Resolved
    ) -> None:
        """Take the span, the indices of all words in any marks, and what the words stand for."""
        self.article, self.inside, self.resolved = article, inside, resolved
        self.start, self.end = span.start, span.end
        self.sentences = tuple(s for s in article.sentences if s.start < self.end and self.start < s.end)
        self.words = [w for s in self.sentences for w in s.words if self.start <= w.start < self.end]
        self.before: list[Word] = []  #: the words of the article's own voice before it, in its sentence
        self.after: list[Word] = []
        if self.words:
            self.before = self._own_words(self.words[0].i - 1, -1)
            self.after = self._own_words(self.words[-1].i + 1, 1)

    def _own_words(self, i: int, step: int) -> list[Word]:
        """Return the words on one side up to the sentence's end or the next words in marks."""
        found: list[Word] = []
        paragraph = self.words[0].sentence.paragraph
        while 0 <= i < len(self.article.words):
            word = self.article.words[i]
            if word.i in self.inside or word.sentence.paragraph != paragraph:
                break
            if word.text in SENTENCE_END and (found or step < 0):
                break
            if word.pos != "SPACE" and word.text.strip(MARKS):
                found.append(word)
            i += step
        return found[::step]

    @property
    def begins_sentence(self) -> bool:
        """Return whether nothing of the article's own sentence stands before it, or only an announcement."""
        first = self.article.text[self.start : self.start + 1]
        return not self.before or (self.before[-1].text in (":", ",") and first.isupper())

    @property
    def is_sentence(self) -> bool:
        """Return whether the words are a sentence of their own, not a phrase in one of the article's."""
        return self.begins_sentence and not (self._verbs(self.after) and not self.ends_open)

    @property
    def is_title(self) -> bool:
        """Return whether the words look like the name of a work, a show or a day, and not like speech."""
        content = [w for w in self.words if w.pos in CONTENT]
        large = all(w.text[:1].isupper() for w in content)
        return bool(content) and large and self.article.text[self.end - 1] not in ",.?!"

    @property
    def label(self) -> str:
        """The speaker's name that the words themselves begin with, as in a transcript, or nothing."""
        found = LABEL.match(self.article.text, self.start, self.end)
        return found.group() if found is not None else ""

    @property
    def ends_open(self) -> str:
        """The sign that leaves the article's sentence open behind it, or nothing."""
        last = self.article.text[self.end - 1 : self.end]
        if last in ",?!…-–—":
            return last
        behind = self.article.text[self.end + 1 : self.end + 2]
        return behind if behind in (",", "–", "—") else ""

    def credits(self) -> Iterator[Credit]:
        """Yield whom the article may credit with the words, the likeliest first."""
        if self.words:
            for rule in (self._beside, self._governed, self._preceding, self._announced, self._behind):
                yield from rule()

    # The rules

    def _beside(self) -> Iterator[Credit]:
        """Yield the verb right behind a quotation that stands for a sentence of its own, or who signs it."""
        after = self.after
        if (
            after
            and after[0].text.strip(MARKS) in DASHES
            and len(after) <= MAX_SIGNATURE
            and not self._verbs(after)
        ):
            name = self._named(after[1:])
            if name is not None:
                yield self._credited(name)
            return
        while after and after[0].text.strip(MARKS) in (",", *DASHES):
            after = after[1:]
        verbs = self._verbs(after)
        if not verbs or not self.ends_open or self._verbs(self.before):
            return
        verb = next((v for v in verbs if _speaks(v)), None)
        if verb is not None:
            yield self._by(verb, after)
        elif (
            self.ends_open == ","
            and verbs[0].i - after[0].i <= MAX_UNKNOWN
            and after[0].pos not in ("CCONJ", "SCONJ", "ADP", "ADV")
        ):
            yield self._by(verbs[0], after)

    def _governed(self) -> Iterator[Credit]:
        """Yield the verbs and nouns above the quoted words, and "according to"."""
        for word in (*self.before, *self.after):
            source = word.child("pobj") if word.lemma == "to" and word.head.lemma == "accord" else None
            if source is not None and source.i not in self.inside:
                yield self._credited(source)
        seen: set[int] = set()
        for word in self.words:
            if word.head is not word and self.start <= word.head.start < self.end:
                continue
            below = word
            for up in word.ancestors():
                if up.i in seen or _stands_aside(below):
                    break
                seen.add(up.i)
                if up.i not in self.inside:
                    if up.lemma in with_trait("speaks") and up.pos in ("VERB", "AUX"):
                        yield self._by(up, [w for w in up.sentence.words if w.i not in self.inside])
                    elif (
                        up.lemma in nouns("statement") | nouns("utterance")
                        and up.pos == "NOUN"
                        and below.dep not in MODIFIERS
                    ):
                        source = _possessor(up)
                        if source is not None:
                            yield self._credited(source)
                below = up

    def _preceding(self) -> Iterator[Credit]:
        """Yield the last verb of saying before a quotation in its sentence; behind it, if it is a phrase."""
        verb = next((v for v in reversed(self._verbs(self.before)) if v.lemma in with_trait("speaks")), None)
        if verb is not None:
            yield self._by(verb, self.before)
        elif self.before and not self.begins_sentence:
            verb = next((v for v in self._verbs(self.after) if v.lemma in verbs_of_saying()), None)
            if verb is not None:
                yield self._by(verb, self.after)

    def _announced(self) -> Iterator[Credit]:
        """Yield who is named before a colon."""
        before = self.before
        if not before:
            previous = _neighbour(self.article, self.sentences[0], -1)
            if previous is not None:
                before = [w for w in previous.words if w.i not in self.inside]
        if not before or before[-1].text != ":":
            return
        verbs = self._verbs(before)
        verb = next(
            (v for v in reversed(verbs) if _speaks(v)),
            None,
        )
        if verb is not None:
            yield self._by(verb, before)
            return
        if verbs:
            source = next((w for w in before if w.dep in SUBJECTS and w.head.dep != "relcl"), None)
        else:
            source = self._named(before[:-1], last=True)
        if source is not None:
            yield self._credited(source, says=not verbs)

    def _behind(self) -> Iterator[Credit]:
        """Yield the verb of saying in a short sentence behind: "… ." That is what Cruz said."""
        last = self.sentences[-1]
        behind = _neighbour(self.article, last, 1)
        if behind is None or behind.paragraph != last.paragraph or behind.start - self.end > MAX_GAP:
            return
        if len(behind.words) < MAX_BEHIND and not any(w.i in self.inside for w in behind.words):
            for verb in self._verbs(behind.words):
                if verb.lemma in verbs_of_saying():
                    yield self._by(verb, behind.words)

    # Sources

    def _verbs(self, words: list[Word]) -> list[Word]:
        """Return the full verbs among words of the article's own voice."""
        return [w for w in words if w.pos == "VERB" and w.i not in self.inside]

    def _by(self, verb: Word, own: list[Word]) -> Credit:
        """Return the source that a verb of saying has; if the parse shows none, who is named beside it."""
        source: Word | None
        if is_passive(verb) and verb.dep not in ("acl", "conj"):
            agent = verb.child("agent")
            source = agent.child("pobj") if agent is not None else None
            return self._credited(source) if source is not None else Credit((), verb, says=False)
        source = _subject(verb)
        place = next((k for k, w in enumerate(own) if w is verb), 0)
        if source is not None and _in_brackets(source):  # "Cummings (D-Md.) said"
            source = self._named([w for w in own[:place] if not _in_brackets(w)], last=True)
        elif source is None or source.i in self.inside:
            source = self._named(own[:place], last=True) or self._named(own[place + 1 :])
        return self._credited(source) if source is not None else Credit((), verb, says=True)

    def _named(self, words: list[Word], *, last: bool = False) -> Word | None:
        """Return the head of the first, or last, mention that stands for somebody among words."""
        for word in reversed(words) if last else words:
            things = () if word.dep in MODIFIERS else self.resolved.referents.get(word.i, ())
            if any(t.kind not in SILENT_KINDS for t in things):
                return word
        return None

    def _credited(self, source: Word, *, says: bool = True) -> Credit:
        """Give a source with what it stands for: nothing if that is not one person or body who may speak."""
        return Credit(_who_speaks(source, self.resolved), source, says)


def _stands_aside(word: Word) -> bool:
    """Return whether a clause tells when or how something is said, not what."""
    return (
        word.dep == "advcl"
        and word.child(*SUBJECTS) is not None
        and any(c.dep in ("mark", "advmod") and c.text.lower() in ASIDE for c in word.children)
    )


def _neighbour(article: ParsedArticle, sentence: Sentence, step: int) -> Sentence | None:
    k = sentence.index + step
    return article.sentences[k] if 0 <= k < len(article.sentences) else None


def _in_brackets(word: Word) -> bool:
    """Return whether a word stands in round brackets."""
    opened = 0
    for w in word.sentence.words:
        if w is word:
            return opened > 0
        opened += (w.text == "(") - (w.text == ")")
    return False


def _subject(verb: Word) -> Word | None:
    """Return the subject of the verb, through "added", "saying", and "a statement saying"."""
    left = verb.left
    if verb.tag == "VBG" and verb.child(*SUBJECTS) is None and left is not None and left.pos == "PROPN":
        return left  # "footage of Cruz asking"
    current = verb
    for _ in range(MAX_CLIMB):
        subject = current.child(*SUBJECTS)
        if current.dep == "relcl" and (subject is None or subject.tag in ("WP", "WDT")):
            return current.head
        if subject is not None and (current is verb or subject.dep != "nsubjpass"):
            return subject
        if current.dep == "acl":
            return current.head
        if current.dep not in ("conj", "advcl", "xcomp", "ccomp", "pcomp", "parataxis"):
            break
        current = current.head if current.head.pos in ("VERB", "AUX") else current.head.head
    return None


def _possessor(noun: Word) -> Word | None:
    """Return whose words a noun stands for: "Cruz's claim", "a claim by Cruz", "Cruz issued a statement"."""
    possessor = noun.child("poss")
    if possessor is not None:
        return possessor
    for prep in noun.all("prep"):
        if prep.lemma in ("from", "by"):
            return prep.child("pobj")
    return _subject(noun.head) if noun.dep == "dobj" and noun.head.lemma in with_trait("issues") else None


def _who_speaks(source: Word, resolved: Resolved) -> tuple[Thing, ...]:
    """Return what a source stands for: itself, or whose statement, tweet or e-mail it is."""
    own = resolved.of(source)
    if not own and source.lemma in nouns("statement"):
        possessor = _possessor(source)
        own = resolved.of(possessor) if possessor is not None else ()
    return own if len(own) == 1 and own[0].kind not in SILENT_KINDS else ()


def subjects(sentence: Sentence) -> Iterator[Word]:
    """Yield the subjects of a sentence's main clauses."""
    for verb in sentence.root.conjuncts():
        yield from verb.all(*SUBJECTS)
