"""Which words of an article are proper names: from the tables, from the recogniser, from their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.english.tables import honorifics, nouns
from kg.extract.mentions.boundaries import ORDINAL, correct_boundaries, strip
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.naming import LABELS, beside_person, named
from kg.extract.mentions.tables import Gazetteer, first_part, plain
from kg.extract.parsing.syntax import NamedSpan, ParsedArticle, Sentence, Word

MAX_LISTED_WORDS = 6  #: words of a name in the tables


def find_names(article: ParsedArticle, names: Gazetteer) -> list[Candidate]:
    """Return the article's proper names in the order of the text; none overlaps another.

    Names of several words that the tables list come first, then what the recogniser found, mended, then
    the tables' single words, then runs of capitalised words.
    """
    taken: set[int] = set()
    found: list[Candidate] = []

    def take(words: list[Word], label: str) -> None:
        candidate = named(article, words, label, names)
        if candidate is not None:
            found.append(candidate)
            taken.update(w.i for w in words)

    recognised = {w.i: span for span in article.named for w in span.words}
    heirs = {span.words[0].i: span for span in article.named}
    for sentence in article.sentences:
        for words in _in_tables(article, sentence, names, taken):
            around = recognised.get(words[0].i) or recognised.get(words[-1].i)
            if len(words) > 1 and not (around is not None and _proper(around.words) > _proper(words)):
                take(words, "")
    for span in article.named:
        words, label = _recognised(span, taken, names)
        words = [*words, *_rest(words, heirs, taken)]
        if label == "NORP" or label in LABELS:
            words = correct_boundaries(words, names, label)
            if words and not any(w.i in taken for w in words) and any(w.text[:1].isupper() for w in words):
                take(words, label)
    for sentence in article.sentences:
        for words in _in_tables(article, sentence, names, taken):
            take(words, "")
        for words in _capitalised(sentence, names, taken):
            take(words, "RUN")
    found += _surnames(article, found, taken)
    peoples = {
        w.text for span in article.named if span.label == "NORP" and len(span.words) == 1 for w in span.words
    }
    peoples -= {c.words[-1].text for c in found if c.kind == "person" and len(c.words) > 1}  # a surname
    found = [c for c in found if c.row or c.adjective or c.kind != "person" or c.name not in peoples]
    common = {*_common_initials(article), *_common_words(article, found)}
    return sorted((c for c in found if c.name not in common), key=lambda c: c.start)


def _common_initials(article: ParsedArticle) -> Iterator[str]:
    """Yield the initials that stand in brackets for common nouns: "production tax credit (PTC)"."""
    for word in (w for sentence in article.sentences for w in sentence.words):
        bracket = word.left
        if bracket is None or bracket.text != "(" or not re.fullmatch(r"[A-Z]{2,5}", word.text):
            continue
        letters, before = list(word.text.lower()), bracket.left
        first = ""
        while letters and before is not None and (before.text.islower() or before.text == "-"):
            if before.text[0] == letters[-1]:
                first = letters.pop()
            elif before.pos not in ("ADP", "CCONJ", "DET") and before.text != "-":
                break
            before = before.left
        if letters == [first]:  # a word of two roots: "CCD" of "cleidocranial dysplasia"
            letters = []
        if not letters:
            yield word.text


def _common_words(article: ParsedArticle, found: list[Candidate]) -> Iterator[str]:
    """Yield the names that are common nouns at the beginning of sentences: "Mobile" of "Mobile phones"."""
    small = {w.text for w in article.words if w.text.islower()}
    common = {w.text for w in article.words if w.text.islower() and w.pos == "NOUN"}
    inside = {c.name for c in found if c.words[0] is not c.words[0].sentence.words[0]}
    for c in found:
        first = c.words[0]
        if len(c.words) > 1 or c.name in inside or first.text.lower() not in small:
            continue
        modifies = (
            first.dep in ("compound", "amod") and first.right is first.head and first.head.text.islower()
        )
        if modifies or (first.text.lower() in common and not c.row):
            yield c.name


def _surnames(article: ParsedArticle, found: list[Candidate], taken: set[int]) -> Iterator[Candidate]:
    """Yield the bare surnames that nothing else recognised: "Dean", where the article names Howard Dean."""
    bearers = {c.words[-1].text: c.gender for c in found if c.kind == "person" and len(c.words) > 1}
    for word in article.words if bearers else ():
        free = word.i not in taken and word.pos == "PROPN" and word.text in bearers
        if free and not (word.right is not None and word.right.pos == "PROPN" and word.dep == "compound"):
            yield Candidate([word], word, "name", "person", word.text, bearers[word.text])


def _proper(words: list[Word]) -> int:
    """Count the words that are proper nouns."""
    return sum(1 for w in words if w.pos == "PROPN")


def _recognised(span: NamedSpan, taken: set[int], names: Gazetteer) -> tuple[list[Word], str]:
    """Return the words of the recogniser's span that belong to no name yet, and its label."""
    words = [w for w in span.words if w.pos != "SPACE" and w.i not in taken]
    label = span.label
    slash = next((k for k, w in enumerate(words) if w.text == "/"), None)
    if slash is not None:  # a credit: "Ana Cruz/Acme Images"
        words = words[:slash]
        label = "PERSON" if 1 < len(words) < 4 else label
    joint = next((k for k, w in enumerate(words) if k and w.text.lower() == "of"), None)
    if joint is not None and label in ("PERSON", "WORK_OF_ART") and names.gender(words[0].text):
        return words[:joint], "PERSON"  # "Ana Cruz of Acme" taken for one name
    return words, label


def _rest(words: list[Word], spans: dict[int, NamedSpan], taken: set[int]) -> list[Word]:
    """Return "of Crane" where the recogniser has "House" of "House of Crane" as a name of its own."""
    if len(words) != 1 or words[0].text.lower() not in nouns("whole"):
        return []
    joiner = words[0].right
    if joiner is None or joiner.text != "of" or joiner.right is None or joiner.right.i not in spans:
        return []
    rest = spans[joiner.right.i].words
    return [] if any(w.i in taken for w in rest) else [joiner, *rest]


def _in_tables(
    article: ParsedArticle, sentence: Sentence, names: Gazetteer, taken: set[int]
) -> Iterator[list[Word]]:
    """Yield the runs of words that the tables list, the longest at each place; `taken` may grow meanwhile."""
    words, k = sentence.words, 0
    while k < len(words):
        first = words[k]
        if first.text[:1].isupper() and first.i not in taken and first_part(first.text) in names.starts:
            for n in range(min(MAX_LISTED_WORDS, len(words) - k), 0, -1):
                part = words[k : k + n]
                if _is_listed(article, part, names) and not any(w.i in taken for w in part):
                    yield part
                    k += n - 1
                    break
        k += 1


def _is_listed(article: ParsedArticle, part: list[Word], names: Gazetteer) -> bool:
    """Return whether the tables have the words as a name, and they are not one word of a longer one."""
    text = article.text[part[0].start : part[-1].end]
    partisan = len(part) == 1 and text in names.parties and beside_person(part[0], names)
    adjective = text in names.adjectives
    if not (partisan or adjective or names.rows(text)):
        return False
    if len(part) > 1:
        return True
    word, before, after = part[0], part[0].left, part[0].right
    if before is not None and before.pos == "PROPN" and before.dep == "compound" and before.head is word:
        return False
    joined = after is not None and after.pos == "PROPN" and word.dep == "compound" and word.head is after
    return not joined or adjective or partisan or (after is not None and plain(after.text) in names.titles)


def _capitalised(sentence: Sentence, names: Gazetteer, taken: set[int]) -> Iterator[list[Word]]:
    """Yield the runs of proper nouns that hang together and belong to no name yet."""
    run: list[Word] = []
    for word in sentence.words:
        fits = word.i not in taken and word.pos == "PROPN" and word.text[:1].isupper()
        joined = fits and run and (run[-1].dep in ("compound", "nmod", "amod") or run[-1].head is word)
        if run and not joined:
            yield from _usable(run, names)
            run = []
        if fits:
            run.append(word)
    yield from _usable(run, names)


def _usable(run: list[Word], names: Gazetteer) -> Iterator[list[Word]]:
    words = strip(run, names)
    if len(words) == 1 and words[0].text.lower() in honorifics():
        return  # "Dr" before a name
    left = words[0].left if len(words) > 1 else None
    if left is not None and left.head in words and ORDINAL.fullmatch(left.text):
        words = [left, *words]  # "8th Norvale District"
    if words and not (len(words) == 1 and words[0].text.isupper() and len(words[0].text) < 2):
        yield words
