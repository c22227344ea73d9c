"""Sentences given one to a line, perhaps with their tokens set apart, as trees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.extract.parsing.morphology import Morphology
from kg.extract.parsing.pipeline import parse
from kg.extract.parsing.syntax import ParsedArticle
from kg.model import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: How treebanks write what the parser knows by other signs.
SIGNS = {
    "``": '"', "''": '"', "`": "'",
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}  # fmt: skip
CHUNK = re.compile(r"\S+")
#: Tokens that stand right behind the one before, and right before the one after.
CLOSING = re.compile(r"[,.;:!?%)\]}]|\.\.\.|n't|n’t|['’](s|re|ve|ll|d|m)?", re.IGNORECASE)
OPENING = re.compile(r"[(\[{$#£€]")
#: What only tokenized text has between spaces.
APART = re.compile(r"(?<=\s)([,.;:?!]|''|n't|'s|-RRB-)(?=\s|$)")


def parse_lines(lines: Iterable[str], nlp: Language) -> Iterator[ParsedArticle]:
    """Yield each line with text in it as an article of one sentence.

    The words' offsets are those in the line, also where the parser sees another sign (" for ``).
    """

    def docs() -> Iterator[tuple[Doc, tuple[str, list[tuple[int, int]]]]]:
        for line in lines:
            if not line.strip():
                continue
            doc, spans = _tokenized(line, nlp)
            yield doc, (line, spans)

    morphology = Morphology(nlp)
    piped = nlp.pipe(docs(), as_tuples=True, batch_size=64, disable=list(morphology.left_out))
    for doc, (line, spans) in piped:
        article = ParsedArticle(line)
        article.add(doc, next(morphology.fields([doc])), range(len(doc.text)), 0)
        for word, (start, end) in zip(article.words, spans, strict=True):
            word.start, word.end = start, end
        for sentence in article.sentences:
            sentence.start, sentence.end = 0, len(line)
        yield article


def parse_text(documents: Iterable[Document], nlp: Language) -> Iterator[ParsedArticle]:
    """Yield each document's parse, in the order given."""
    return (article for _, article in parse(documents, nlp, Morphology(nlp)))


def _tokenized(line: str, nlp: Language) -> tuple[Doc, list[tuple[int, int]]]:
    """Return a line's tokens as the parser was trained to see them, and where each stands in the line."""
    from spacy.tokens import Doc

    if APART.search(line):
        tokens = list(_set_apart(line, nlp))
    else:
        tokens = [(t.text, bool(t.whitespace_), t.idx, t.idx + len(t)) for t in nlp.tokenizer(line)]
    starts: list[bool | int | None] = [
        k == 0 for k in range(len(tokens))
    ]  # one sentence, whatever the parser thinks
    doc = Doc(nlp.vocab, words=[t[0] for t in tokens], spaces=[t[1] for t in tokens], sent_starts=starts)
    return doc, [(start, end) for _, _, start, end in tokens]


def _set_apart(line: str, nlp: Language) -> Iterator[tuple[str, bool, int, int]]:
    """Yield a tokenized line's tokens: form, whether running text has a space behind it, place."""
    chunks = list(CHUNK.finditer(line))
    forms = [SIGNS.get(chunk[0], chunk[0]) for chunk in chunks]
    quoted = False
    for chunk, form, following in zip(chunks, forms, [*forms[1:], ""], strict=True):
        space = (
            not CLOSING.fullmatch(following) and not OPENING.fullmatch(form) and "-" not in (form, following)
        )
        if form == '"':
            quoted = not quoted
        if quoted and '"' in (form, following):
            space = False
        inner = [t.text for t in nlp.tokenizer(form)] if form == chunk[0] else [form]
        at = chunk.start()
        for n, word in enumerate(inner):
            last = n == len(inner) - 1
            end = chunk.end() if last else at + len(word)
            yield word, space and last, at, end
            at = end
