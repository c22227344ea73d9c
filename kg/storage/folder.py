"""The folder of a built graph: its files written together or not at all, its articles read back.

One command at a time writes to a folder; another that wants to waits for it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from kg import interrupts
from kg.errors import KgError, OutputError, reading_output, writing_output
from kg.model import ArticleRecord, Document
from kg.storage.manifest import MANIFEST, UNFINISHED, amended, checked
from kg.storage.records import document_of, loads_whole

T = TypeVar("T")
ARTICLES = "articles.jsonl"
_ASIDE = ".building-"  #: what the folders begin with in which files are written first


def read_records(directory: Path) -> list[ArticleRecord]:
    """Read what a build kept of each article. Raises `OutputError` where the folder holds no graph."""
    return _lines(checked(directory, ARTICLES), loads_whole)


def read_documents(directory: Path) -> list[Document]:
    """Read the articles themselves, of which records of another version can tell too. As `read_records`."""
    return _lines(checked(directory, ARTICLES), document_of)


def vocabulary(directory: Path) -> str | None:
    """Return the namespace of the ontology of a build's graph; None where the folder doesn't say."""
    try:
        with (directory / "graph.nq").open(encoding="utf-8") as lines:
            found = (line for line in lines if " <http://rdfs.org/ns/void#vocabulary> <" in line)
            line = next(found, None)
    except (OSError, UnicodeDecodeError):
        return None  # whoever opens the graph says what is wrong with it
    return line.split(" <")[2].partition(">")[0] if line else None


def _lines(path: Path, load: Callable[[str], T]) -> list[T]:
    found = []
    with reading_output(path):
        lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, 1):
        if line:
            try:
                found.append(load(line.decode()))
            except UnicodeDecodeError:
                raise OutputError(f"{path}: line {number}: not UTF-8") from None
            except KgError as error:
                raise OutputError(f"{path}: line {number}: {error}") from None
    return found


@contextmanager
def replacing(folder: Path) -> Iterator[Callable[[Mapping[str, bytes]], None]]:
    """Gives the function that writes files into a folder: all of them whole, or none.

    The folder is made, and tried, when the block begins: before the work, not after it. It is held to the
    block's end, so that what the block reads there is still so when it writes. Everything is written aside
    first and takes its place at the very end; an error or an interruption leaves no trace. Files of a built
    graph come with their manifest (`kg.storage.manifest`); one that replaces some of them amends it.
    """
    made: list[Path] = []
    aside = None
    with writing_output(folder):
        descriptor = _hold(folder, made)
    try:
        with interrupts.shielded(), writing_output(folder):
            for left in folder.glob(f"{_ASIDE}*"):  # by a process that was killed: nobody else is here
                shutil.rmtree(left, ignore_errors=True)
            aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))

        def write(files: Mapping[str, bytes]) -> None:
            with writing_output(folder):
                _replace(folder, aside, files)
            made.clear()

        yield write
    finally:
        with interrupts.shielded():
            if aside:
                shutil.rmtree(aside, ignore_errors=True)
            _unmake(made)
            os.close(descriptor)


def _hold(folder: Path, made: list[Path]) -> int:
    """Make a folder, tell in `made` what that took, and hold it alone; wait where another holds it.

    The lock is on the folder itself: no file stays behind, and it is gone with the descriptor that is
    returned, so also when the process is killed. File systems that know no locks do without.
    """
    descriptor = -1
    try:
        while True:
            made += [path for path in (folder, *folder.parents) if path not in made and not path.exists()]
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder, os.O_RDONLY)
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            if folder.exists() and os.path.samestat(os.fstat(descriptor), folder.stat()):
                return descriptor
            os.close(descriptor)  # of a folder that whoever held it made and took away again
    except BaseException:
        with interrupts.shielded():
            if descriptor >= 0:
                os.close(descriptor)
            _unmake(made)
        raise


def _unmake(made: list[Path]) -> None:
    for parent in made:
        with suppress(OSError):  # not there, or not empty
            parent.rmdir()


def _replace(folder: Path, aside: Path, files: Mapping[str, bytes]) -> None:
    """Put files into their places. Those of a graph come with their manifest, or with what becomes of it."""
    if MANIFEST not in files and (manifest := amended(folder, files)):
        files = {**files, MANIFEST: manifest}
    new = aside / "new"
    new.mkdir()
    for name, content in files.items():
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{name} is a folder there")
        _write(new / name, content)
    interrupts.check()
    if MANIFEST in files:
        _replace_graph(folder, aside, [name for name in files if name != MANIFEST])
    else:
        for name in files:
            os.replace(new / name, folder / name)


def _replace_graph(folder: Path, aside: Path, names: Sequence[str]) -> None:
    """Put the files of `aside/new` into their places, between two changes of the manifest.

    A folder in which this is cut off says so itself. Where a file can't be replaced, all are put back.
    """
    new, old, mark = aside / "new", aside / "old", aside / "mark"
    old.mkdir()
    if (folder / MANIFEST).exists():
        _write(old / MANIFEST, (folder / MANIFEST).read_bytes())
    _write(mark, UNFINISHED)
    name = MANIFEST
    try:
        os.replace(mark, folder / MANIFEST)
        _sync(folder)
        for name in names:
            if os.path.lexists(folder / name):
                os.rename(folder / name, old / name)
            os.rename(new / name, folder / name)
        name = MANIFEST
        _sync(folder)
        interrupts.check()
        os.replace(new / MANIFEST, folder / MANIFEST)
        _sync(folder)
    except BaseException as error:
        with interrupts.shielded():
            _put_back(folder, aside, names)
        if isinstance(error, OSError):
            reason = (error.strerror or str(error)).lower()
            raise OutputError(f"{folder / name}: can't be replaced: {reason}; nothing was changed") from None
        raise


def _put_back(folder: Path, aside: Path, names: Iterable[str]) -> None:
    """Make the folder what it was, its manifest last: where each file is tells what was done with it."""
    new, old, mark = aside / "new", aside / "old", aside / "mark"
    for name in names:
        if os.path.lexists(old / name):
            os.replace(old / name, folder / name)
        elif not os.path.lexists(new / name):
            (folder / name).unlink(missing_ok=True)
    if not mark.exists():
        if (old / MANIFEST).exists():
            os.replace(old / MANIFEST, folder / MANIFEST)
        else:
            (folder / MANIFEST).unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Let the disk keep the order of what was renamed; some file systems can't."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
