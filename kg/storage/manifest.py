"""Which files a built folder has: `manifest.json`, by which every command knows that the folder is whole.

    {"files": {"graph.nq": {"bytes": 8341, "sha256": "9f86d0…"}, …}}

It is written last. While files are replaced, one that says so stands in its place, so that a folder in
which a build was cut off is never taken for a graph. Folders of an earlier contract have none.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, OutputError, reading_output

MANIFEST = "manifest.json"
#: The content of a manifest while the files beside it are replaced.
UNFINISHED = b'{"unfinished": true}\n'
_AGAIN = "build the graph again with `kg build`"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was written."""

    bytes: int
    sha256: str  #: in hexadecimal


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of files, given with their content by name."""
    return _written(
        {name: Entry(len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}
    )


def amended(directory: Path, files: Mapping[str, bytes]) -> bytes | None:
    """Return the manifest of a folder in which files are replaced; None where it names none of them."""
    try:
        known = read_manifest(directory)
    except KgError:
        return None
    if known is None or not known.keys() & files.keys():
        return None
    new = {name: files[name] for name in known.keys() & files.keys()}
    return _written({**known, **_read(manifest(new))})


def read_manifest(directory: Path) -> Mapping[str, Entry] | None:
    """Return the files that a built folder should have; None where there is no manifest.

    Raises `OutputError` for a manifest that is none, and for that of a build that was cut off.
    """
    path = directory / MANIFEST
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(f"{path}: can't be read: {error.strerror or error}") from None
    if content == UNFINISHED:
        raise OutputError(f"{directory}: a build was cut off while it replaced the files; {_AGAIN}")
    try:
        return _read(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise OutputError(f"{path}: is not the manifest of a built graph; {_AGAIN}") from None


def checked(directory: Path, name: str) -> Path:
    """Return the path of a file in a built folder, whose files have the names and sizes of its manifest.

    Raises `OutputError` that names the first file that differs. A folder without a manifest, of an earlier
    contract, is taken as it is.
    """
    for known, entry in (read_manifest(directory) or {}).items():
        path = directory / known
        try:
            found = path.lstat()
        except FileNotFoundError:
            raise OutputError(f"{path}: no such file, and {MANIFEST} names it; {_AGAIN}") from None
        except (OSError, ValueError) as error:
            raise OutputError(f"{path}: can't be read: {getattr(error, 'strerror', error)}") from None
        if not stat.S_ISREG(found.st_mode):
            raise OutputError(f"{path}: is no plain file; {_AGAIN}")
        if found.st_size != entry.bytes:
            raise OutputError(
                f"{path}: has {found.st_size:,} bytes, and {MANIFEST} says {entry.bytes:,}; {_AGAIN}"
            )
    return directory / name


def outdated(directory: Path, what: str) -> OutputError:
    """Return the error of a folder whose graph is of another contract, so that it can't be changed, say."""
    return OutputError(
        f"{directory}: holds a graph of another version of `kg`, which can be read but not {what}; "
        f"`kg build ARTICLES... --output {directory}` builds it again"
    )


def changed(directory: Path, files: Mapping[str, Entry]) -> Iterator[str]:
    """Yield the name of each file whose hash isn't the one of the manifest."""
    for name, entry in files.items():
        path = directory / name
        with reading_output(path), path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != entry.sha256:
                yield name


def _written(files: Mapping[str, Entry]) -> bytes:
    content = {
        "files": {
            name: {"bytes": entry.bytes, "sha256": entry.sha256} for name, entry in sorted(files.items())
        }
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _read(content: bytes) -> dict[str, Entry]:
    """Raises ValueError, KeyError, TypeError, AttributeError or RecursionError for what is no manifest."""
    found = {}
    for name, entry in json.loads(content)["files"].items():
        if Path(name).name != name or type(entry["bytes"]) is not int:
            raise ValueError(name)
        found[name] = Entry(entry["bytes"], str(entry["sha256"]))
    if not found:
        raise ValueError("no files")
    return found
