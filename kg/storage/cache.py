"""Records of articles that were read before, kept in a folder that any number of processes share.

One file for each record and no database: a write is one rename, damage stays in one record, nobody waits
for a lock. A record is given out only when its checksum, over the article too, is right; so a crash, a full
disk or a stranger's file can cost a second reading, and nothing else. When there is no room, what was not
used for longest goes first.

A record is known by its article and by how it was read; with it is kept how its findings were made. Where
only that has changed, it gets new findings and is not read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from platformdirs import user_cache_dir

from kg.errors import KgError
from kg.model import ArticleRecord, Document
from kg.storage.records import dumps, loads

DEFAULT_LIMIT_MEGABYTES = 1000  #: what the records may take on the disk, if `$KG_CACHE_MB` says nothing else
_DISK_BLOCK_BYTES = 4096  #: bytes that a disk gives out at a time
_SHARE_KEPT = 0.9  #: of the limit, when room is made: not anew for each record
_OURS = re.compile(r"[0-9a-f]{64}|\.kg-\w+")  #: records, and what a killed process left of one


def cache_directory(given: Path | None = None) -> Path:
    """The folder of the cache: `given`, else `$KG_CACHE`, else the user's cache folder of the system."""
    return given or Path(os.environ.get("KG_CACHE") or user_cache_dir("news-kg"))


def cache_limit() -> int:
    """How many bytes the records may take: `$KG_CACHE_MB` million, or a thousand million."""
    given = os.environ.get("KG_CACHE_MB") or str(DEFAULT_LIMIT_MEGABYTES)
    if not given.isdecimal() or len(given) > 12:
        raise KgError(f"KG_CACHE_MB: {given[:20]!r} is no number of megabytes")
    return int(given) * 1_000_000


class RecordCache:
    """The records of articles that were read with one fingerprint (model, names, rules).

    `findings` is the fingerprint of what makes the findings of a record, and `match` gives a record those.
    Nothing but `match` raises: what can't be read isn't there, what can't be written isn't kept, and
    `fault` says why. `found` counts the records given out.
    """

    def __init__(
        self,
        directory: Path,
        reading: str,
        findings: str,
        match: Callable[[ArticleRecord], ArticleRecord],
        *,
        limit: int = DEFAULT_LIMIT_MEGABYTES * 1_000_000,
    ) -> None:
        self.directory = directory / "records"
        self.reading = reading
        self.findings = findings
        self.match = match
        self.limit = limit
        self.found = 0
        self.fault: str | None = None
        self._size: int | None = None  # of all records, once it matters

    def get(self, document: Document) -> ArticleRecord | None:
        """The article's record, if it is there and whole."""
        key = self._key(document)
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        checksum, findings, packed = data[:32], data[32:64], data[64:]
        if checksum != _checksum(key, findings + packed):
            return None
        try:
            record = loads(zlib.decompress(packed).decode())
        except (KgError, zlib.error, ValueError):  # of our own making, so it can't be; and yet
            return None
        if record.document != document:
            return None
        if findings != bytes.fromhex(self.findings):
            record = self.match(record)
            self.put(record)
        else:
            with suppress(OSError):
                os.utime(path)
        self.found += 1
        return record

    def put(self, record: ArticleRecord) -> None:
        """Keep a record, in the place of one that is damaged, and make room where there is none."""
        key = self._key(record.document)
        content = bytes.fromhex(self.findings) + zlib.compress(dumps(record).encode(), 1)
        path = self._path(key)
        replaced = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                replaced = _on_disk(path.stat().st_size)
            _write(path, _checksum(key, content) + content)
        except FileNotFoundError:  # another process made room at this very moment
            return
        except OSError as error:
            self.fault = f"{self.directory}: can't be written: {(error.strerror or str(error)).lower()}"
            return
        if self._size is None:
            self._size = sum(size for _, size, _ in self._entries())
        else:
            self._size += _on_disk(32 + len(content)) - replaced
        if self._size > self.limit:
            self._size = self._trimmed(int(self.limit * _SHARE_KEPT))

    def _key(self, document: Document) -> str:
        content = json.dumps([self.reading, *astuple(document)])
        return hashlib.sha256(content.encode()).hexdigest()

    def _path(self, key: str) -> Path:
        return self.directory / key[:2] / key

    def _entries(self) -> Iterator[tuple[int, int, str]]:
        """When it was last used, its size and path, of each file that is ours."""
        for number in range(256):
            with suppress(OSError), os.scandir(self.directory / f"{number:02x}") as entries:
                for entry in entries:
                    if _OURS.fullmatch(entry.name):
                        with suppress(OSError):  # another process was faster
                            found = entry.stat(follow_symlinks=False)
                            yield found.st_mtime_ns, _on_disk(found.st_size), entry.path

    def _trimmed(self, limit: int) -> int:
        """Remove what was not used for longest until the rest fits; the size of the rest."""
        entries = sorted(self._entries())
        size = sum(size for _, size, _ in entries)
        for _, freed, path in entries:
            if size <= limit:
                break
            with suppress(OSError):
                os.unlink(path)
            size -= freed
        return size


def _checksum(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def _on_disk(size: int) -> int:
    return -(-size // _DISK_BLOCK_BYTES) * _DISK_BLOCK_BYTES


def _write(path: Path, data: bytes) -> None:
    """Put a file in its place whole. Not synchronised: what a power cut leaves has a wrong checksum."""
    descriptor, aside = tempfile.mkstemp(prefix=".kg-", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        os.replace(aside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(aside)
        raise
