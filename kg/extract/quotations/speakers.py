"""Who speaks a quotation: the subject of the verb of saying that governs it or stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.coreference import Resolved, Thing
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.factuality import SAYING
from kg.extract.parsing.syntax import ParsedArticle, Sentence, Word

#: Verbs of saying that tell what somebody learns, and give nobody words.
LEARNING = frozenset(
    "mean know see hear understand prove show find learn notice realise realize discover remember recall "
    "point".split()
)
#: Verbs that give words to their subject.
QUOTING = (SAYING - LEARNING) | frozenset(
    "describe vow promise call acknowledge tweet post read hail slam brand label dub urge joke quip sign "
    "predict emphasise emphasize stress commit pledge hope express commend question conclude discuss present "
    "agree expect hesitate praise criticize criticise".split()
)
#: Nouns for what holds somebody's words.
STATEMENTS = frozenset("statement tweet letter message email e-mail post report filing announcement".split())
FARTHEST = 4  #: characters between a quotation and the sentence that announces it
LONGEST = 14  #: words of a sentence that announces the quotation beside it, if not by a colon


class Quote:
    """A stretch in quotation marks while its speaker is looked for."""

    def __init__(
        self, article: ParsedArticle, start: int, end: int, sentences: tuple[Sentence, ...], inside: set[int]
    ) -> None:
        """Take the offsets, the sentences that they touch, and the indices of all words in any marks."""
        self.article, self.sentences, self.inside = article, sentences, inside
        self.start, self.end = start, end
        self.words = [w for s in sentences for w in s.words if start <= w.start < end]

    def credit(self, resolved: Resolved) -> tuple[Word, tuple[Thing, ...]] | None:
        """Give the verb, or the "to" of "according to", that credits somebody, and whom.

        Nobody is given where the verb's subject stands for nobody known, None where no verb credits anybody.
        A subject that the quotation itself calls "he" or "she" does not speak it, if another one may.
        """
        for word in self.sentences[0].words:
            if word.lemma == "to" and word.head.lemma == "accord" and word.i not in self.inside:
                source = word.child("pobj")
                if source is not None and (things := resolved.of(source)):
                    return word, things
        spoken_of = {
            thing
            for word in self.words
            if word.text.lower() in ("he", "she", "him", "her", "his")
            for thing in resolved.referents.get(word.i, ())
        }
        first: Word | None = None
        named: tuple[Thing, ...] = ()
        for verb in self._verbs():
            speaker = _subject(verb, resolved)
            if speaker and not (len(speaker) == 1 and speaker[0] in spoken_of):
                return verb, speaker
            named = named or speaker
            if first is not None and first is not verb:
                break
            first = verb
        return (first, named) if first is not None else None

    def _verbs(self) -> Iterator[Word]:
        """Yield the verbs outside all marks that may give the quotation to somebody, nearest first."""
        yield from self._above()
        first, last = self.sentences[0], self.sentences[-1]
        beside = [
            word
            for sentence in dict.fromkeys((first, last))
            for word in sentence.words
            if self._quotes(word)
            and (word.child(*SUBJECTS) is not None or word.dep in ("advcl", "conj", "acl"))
        ]
        if beside:
            yield min(beside, key=lambda w: min(abs(w.start - self.end), abs(self.start - w.end)))
        yield from self._announcing()

    def _quotes(self, word: Word) -> bool:
        return word.lemma in QUOTING and word.i not in self.inside and word.pos in ("VERB", "AUX")

    def _above(self) -> Iterator[Word]:
        """Yield the verbs above the quoted clauses."""
        seen: set[int] = set()
        for word in self.words:
            if word.head is word or not (self.start <= word.head.start < self.end):
                for up in word.ancestors():
                    if up.i not in seen and self._quotes(up):
                        seen.add(up.i)
                        yield up

    def _announcing(self) -> Iterator[Word]:
        """Yield the verbs of the sentence behind (… he said.), then of the one before (Cruz added:)."""
        text, first = self.article.text, self.sentences[0]

        def near(start: int, end: int) -> bool:
            return len(text[start:end].strip()) <= FARTHEST

        behind = _neighbour(self.article, self.sentences[-1], 1)
        if behind is not None and behind.paragraph == first.paragraph and near(self.end, behind.start):
            yield from self._sayings(behind)
        before = _neighbour(self.article, first, -1)
        if before is None or not near(before.end, self.start):
            return
        written = text[before.start : before.end]
        announced = written.endswith(":")
        if first.paragraph - before.paragraph <= announced and written.rstrip("\"'“‘` ").endswith((":", ",")):
            yield from self._sayings(before, announced=announced)

    def _sayings(self, sentence: Sentence, *, announced: bool = False) -> Iterator[Word]:
        if announced or len(sentence.words) < LONGEST:
            for word in sentence.words:
                if word.lemma in SAYING and word.pos == "VERB" and word.i not in self.inside:
                    yield word


def _neighbour(article: ParsedArticle, sentence: Sentence, step: int) -> Sentence | None:
    k = sentence.index + step
    return article.sentences[k] if 0 <= k < len(article.sentences) else None


def _subject(verb: Word, resolved: Resolved) -> tuple[Thing, ...]:
    """Give the subject of the verb, through "added", "saying", and "a statement from …"."""
    current = verb
    for _ in range(4):
        subject = current.child(*SUBJECTS)
        if current.dep == "relcl" and (subject is None or subject.tag in ("WP", "WDT")):
            return resolved.of(current.head)
        if subject is not None:
            return _source(subject, resolved)
        if current.dep == "acl":
            return _source(current.head, resolved)
        if current.dep not in ("conj", "advcl", "xcomp", "ccomp", "pcomp", "parataxis"):
            break
        current = current.head if current.head.pos in ("VERB", "AUX") else current.head.head
    return ()


def _source(subject: Word, resolved: Resolved) -> tuple[Thing, ...]:
    """Give who speaks: the subject, or whose statement, tweet or e-mail it is."""
    own = resolved.of(subject)
    if own:
        return own if len(own) == 1 and own[0].kind not in ("Office", "Election", "Work", "Event") else ()
    if subject.lemma in STATEMENTS:
        possessor = subject.child("poss")
        if possessor is not None:
            return resolved.of(possessor)
        for prep in subject.all("prep"):
            pobj = prep.child("pobj") if prep.lemma in ("from", "by", "of") else None
            if pobj is not None:
                return resolved.of(pobj)
    return ()
