"""All that an article's record depends on besides the article, in one number.

Two programs with the same fingerprint read an article in the same way, to the byte; a change of the model,
of the ontology, of our own rules or of a library that computes gives another.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.extract.parsing.pipeline import model_folder
from kg.ontology.package import Ontology

#: The modules of `kg` that make a record of an article, or write it down.
RULES = (
    "errors",
    "extract",
    "model",
    "ontology/lexicon",
    "ontology/package",
    "storage/records",
)
#: What computes; a model may need more than spaCy's own.
LIBRARIES = ("blis", "numpy", "spacy", "spacy-curated-transformers", "thinc", "thinc-apple-ops", "torch")


def fingerprint(ontology: Ontology, model: str) -> str:
    """SHA-256 in hexadecimal; spaCy isn't loaded for it. Raises `ModelError` where there is no such model."""
    seen = hashlib.sha256()
    for part in (
        "python {}.{}".format(*sys.version_info),
        f"machine {sys.platform} {platform.machine()}",
        *(f"library {name} {_version(name)}" for name in LIBRARIES),
        f"ontology {ontology.digest}",
        *(f"rules {line}" for name in RULES for line in _digests(Path(__file__).parents[1], name)),
        *(f"model {line}" for line in _digests(model_folder(model), "")),
    ):
        seen.update(part.encode() + b"\n")
    return seen.hexdigest()


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
