"""A built graph as a store that SPARQL can be asked of: in memory where it is small, else kept on disk.

A large graph is loaded once into an Oxigraph store (RocksDB) in the cache, which opens in some hundredths of
a second from then on. The store has its name from the bytes of graph.nq, so it never answers for others. To
save reading those each time, it is noted what the system says of the file: device, inode, size and the times
of its last write and change, the last of which no program can set. Only where all are as they were is the
hash taken as read.

    stores/lock                    held by the one process that loads or clears up
    stores/files/HASH.json         of each graph.nq by its path: what the system said of it, and its store
    stores/HASH-VERSION/           a store, and in whole.json the sizes and times of its files
    stores/.loading-…/             one on its way, or left by a process that was killed

A store is made aside and renamed when it is whole and on disk. Where the cache can't be read or written, or a
store in it is damaged, graphs are loaded into memory instead, or anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from kg.errors import reading_output
from kg.storage.cache import cache_directory
from kg.storage.manifest import checked

#: Bytes of graph.nq up to which it is loaded into memory each time, in about a tenth of a second.
MAX_IN_MEMORY_BYTES = 3_000_000
#: Bytes that all stores together may take; beyond that those go that were not used for longest.
MAX_STORES_BYTES = 4_000_000_000

#: A file that was written so shortly before it was read may have been written once more with equal times.
_CLOCK_NANOSECONDS = 2_000_000_000  # nanoseconds: the coarsest clock of a file system
_WHOLE = "whole.json"
_log = logging.getLogger(__name__)


def open_store(
    directory: Path, *, cache: Path | None = None, loading: Callable[[], None] = lambda: None
) -> ox.Store:
    """The graph that was built into a folder, for reading.

    `loading` is called if a store must be made first. Raises OutputError where there is no graph, or where
    its file is broken.
    """
    path = checked(directory, "graph.nq")
    with reading_output(path):
        if path.stat().st_size > MAX_IN_MEMORY_BYTES:
            try:
                return _kept(path, cache_directory(cache) / "stores", loading)
            except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: of RocksDB
                _log.warning("%s: not kept in the cache: %s", path, error)
        store = ox.Store()
        store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
        return store


def _kept(path: Path, stores: Path, loading: Callable[[], None]) -> ox.Store:
    """The store of a file, made if there is none. Raises OSError where the cache is of no use."""
    note = stores / "files" / f"{hashlib.sha256(os.fsencode(path.resolve())).hexdigest()}.json"
    for _ in range(3):
        begun, seen = _clock(note.parent), _seen(path)
        name = _noted(note, seen) or f"{_hash(path)}-{ox.__version__}"
        store = _opened(stores / name)
        if store is None:
            loading()
            with _alone(stores):
                store = _opened(stores / name) or _loaded(path, stores, name)
        if store is not None and _seen(path) == seen:
            with suppress(OSError):
                _write_note(note, {"store": name, "seen": seen, "begun": begun})
                os.utime(stores / name)
            return store
    raise OSError("it changes while it is read")


def _opened(folder: Path) -> ox.Store | None:
    """A store that is whole; None where there is none or it is damaged."""
    try:
        files = json.loads((folder / _WHOLE).read_bytes())
        return ox.Store.read_only(str(folder)) if files == _files(folder) else None
    except (OSError, RuntimeError, ValueError):
        return None


def _loaded(path: Path, stores: Path, name: str) -> ox.Store | None:
    """Make the store of a file, for one process at a time; None if the file isn't what it was any more."""
    for left in stores.glob(".loading-*"):
        shutil.rmtree(left, ignore_errors=True)
    shutil.rmtree(stores / name, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=".loading-", dir=stores))
    try:
        store = ox.Store(str(aside))
        store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
        store.flush()
        del store  # closes it
        if not name.startswith(_hash(path)):
            return None
        (aside / _WHOLE).write_text(json.dumps(_files(aside)))
        for file in (*aside.iterdir(), aside):
            _sync(file)
        os.replace(aside, stores / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _make_room(stores, stores / name)
    return ox.Store.read_only(str(stores / name))


def _make_room(stores: Path, latest: Path) -> None:
    """Remove the stores not used for longest, until those that stay keep to the limit; notes of gone ones."""
    kept = [folder for folder in stores.iterdir() if (folder / _WHOLE).is_file() and folder != latest]
    room = MAX_STORES_BYTES - _size(latest)
    for folder in sorted(kept, key=lambda folder: folder.stat().st_mtime_ns, reverse=True):
        room -= _size(folder)
        if room < 0:
            shutil.rmtree(folder, ignore_errors=True)
    for note in (stores / "files").glob("*.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            if not (stores / json.loads(note.read_bytes())["store"]).exists():
                note.unlink()


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _files(folder: Path) -> dict[str, list[int]]:
    """Size and time of writing of each file of a store: RocksDB itself overlooks some damage."""
    states = {file.name: file.stat() for file in sorted(folder.iterdir()) if file.name != _WHOLE}
    return {name: [state.st_size, state.st_mtime_ns] for name, state in states.items()}


@contextmanager
def _alone(stores: Path) -> Iterator[None]:
    """Wait until no other process loads. The system frees the lock of one that is killed."""
    stores.mkdir(parents=True, exist_ok=True)
    with (stores / "lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ------------------------------------------------------------------- whether a file is what it was


def _seen(path: Path) -> list[int]:
    state = path.stat()
    return [state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns]


def _clock(folder: Path) -> int:
    """Now, in nanoseconds, by the clock that files there get their times from; 0 where there can be none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            return os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return 0


def _noted(note: Path, seen: list[int]) -> str | None:
    """The store that was noted for a file, if the file was that then and can't have changed since."""
    try:
        known = json.loads(note.read_bytes())
        sure = known["begun"] - seen[-1] > _CLOCK_NANOSECONDS
        return str(known["store"]) if sure and known["seen"] == seen else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_note(note: Path, content: object) -> None:
    """Write a note, in one step and only where it is news."""
    text = json.dumps(content).encode()
    if not note.exists() or note.read_bytes() != text:
        with tempfile.NamedTemporaryFile(dir=note.parent, delete=False) as file:
            file.write(text)
        os.replace(file.name, note)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
