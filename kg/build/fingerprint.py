"""All that a record depends on besides the article, in two numbers: its reading, and its findings.

Two programs with the same fingerprints read an article in the same way, to the byte; a change of the model,
of the ontology, of our own rules or of a library that computes gives another. The lexicon is no part of
reading: where it alone has changed, findings are made anew from the records that are there.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.extract.parsing.pipeline import model_folder
from kg.ontology.package import Ontology

#: The modules of `kg` that read an article, or write its record down; `MATCHING` left out.
READING = ("errors", "extract", "model", "ontology/package", "storage/records")
#: Those that besides make findings of its propositions.
MATCHING = ("extract/findings", "ontology/lexicon")
#: What computes; a model may need more than spaCy's own.
LIBRARIES = ("blis", "numpy", "spacy", "spacy-curated-transformers", "thinc", "thinc-apple-ops", "torch")


def reading_fingerprint(ontology: Ontology, model: str) -> str:
    """SHA-256 in hexadecimal; spaCy isn't loaded for it. Raises `ModelError` where there is no such model."""
    return _hashed(
        (
            "python {}.{}".format(*sys.version_info),
            f"machine {sys.platform} {platform.machine()}",
            *(f"library {name} {_version(name)}" for name in LIBRARIES),
            f"ontology {ontology.reading_digest}",
            *(f"rules {line}" for line in _rules(READING) if not line.startswith(MATCHING)),
            *(f"model {line}" for line in _digests(model_folder(model), "")),
        )
    )


def findings_fingerprint(ontology: Ontology) -> str:
    """SHA-256 in hexadecimal of what findings depend on besides the record that they are made from."""
    return _hashed((f"ontology {ontology.digest}", *(f"rules {line}" for line in _rules(MATCHING))))


def _hashed(parts: Iterable[str]) -> str:
    seen = hashlib.sha256()
    for part in parts:
        seen.update(part.encode() + b"\n")
    return seen.hexdigest()


def _rules(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from _digests(Path(__file__).parents[1], name)


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "-"


def _digests(root: Path, name: str) -> Iterator[str]:
    """Each file of a module, a package or a folder under its root, with what is in it; by path."""
    folder = root / name
    files = folder.rglob("*") if folder.is_dir() else [folder.with_suffix(".py")]
    for file in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
        with file.open("rb") as content:
            yield f"{file.relative_to(root).as_posix()} {hashlib.file_digest(content, 'sha256').hexdigest()}"
