"""The built folder behind the server: opened whole, and opened anew when it was built again."""

from __future__ import annotations

import json
import logging
import os
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError
from kg.query.answers import open_store
from kg.server.graph import Graph
from kg.server.index import Index

_LOG = logging.getLogger(__name__)
_ID = re.compile(rb'\{"document":\{(?:"date":"[^"]*",)?"id":("(?:[^"\\]|\\.)*")')
#: What decides whether a folder was built again.
_WATCHED = ("graph.nq", "articles.jsonl", "manifest.json")  # which is written last
#: The files of a build that can be had as they are, and what they are.
FILES = {
    "graph.nq": ("application/n-quads", "everything, one named graph for each article"),
    "graph.trig": ("application/trig", "the same, to read"),
    "graph.ttl": ("text/turtle", "the plain facts, things and their names"),
    "graph.graphml": ("application/graphml+xml", "the network, for Gephi and others"),
    "graph.jsonld": ("application/ld+json", "the graph as JSON-LD"),
    "summary.json": ("application/json", "what was found and what was skipped"),
    "articles.jsonl": ("application/jsonl", "what was read from each article"),
}

Signature = tuple[tuple[int, int, int] | None, ...]


class Texts:
    """The articles' texts, read one at a time from `articles.jsonl`, which stays open."""

    def __init__(self, path: Path) -> None:
        """Open the file, if there is one; it is looked through when the first text is asked for."""
        self._lock = threading.Lock()
        self._file: BinaryIO | None
        try:
            self._file = path.open("rb")
        except OSError:
            self._file = None

    def text(self, article: str) -> str | None:
        """The text of an article, by its id; None where it isn't there."""
        with self._lock:
            place = self._places.get(article)
        if place is None or self._file is None:
            return None
        try:
            document = json.loads(os.pread(self._file.fileno(), place[1], place[0]))["document"]
            text = document.get("text") if isinstance(document, dict) else None
            if isinstance(text, str):
                text.encode()  # what can't be written can't be shown
                return text
        except (ValueError, KeyError, TypeError, OSError, RecursionError):
            pass
        return None

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Where each article's line starts, and how long it is in bytes."""
        places, offset = {}, 0
        for line in self._file or ():
            name = _identifier(line)
            if name is not None:
                places[name] = offset, len(line)
            offset += len(line)
        return places

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()


def _identifier(line: bytes) -> str | None:
    """The id in a record's line, without reading the whole of it where it can be helped."""
    found = _ID.match(line)
    try:
        name = json.loads(found[1]) if found else json.loads(line)["document"]["id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return name if isinstance(name, str) else None


class Opened:
    """One build: its graph, its texts, and the index, which is made aside from the start."""

    def __init__(
        self, directory: Path, signature: Signature, worker: ThreadPoolExecutor, loading: Callable[[], None]
    ) -> None:
        """Raises OutputError where the folder holds no graph."""
        self.signature = signature
        self.texts = Texts(directory / "articles.jsonl")
        self.graph = Graph(directory, open_store(directory, loading=loading))
        self._index: Future[Index] = worker.submit(Index, self.graph)

    @property
    def index(self) -> Index:
        """Waits for it, if need be."""
        return self._index.result()


class Source:
    """Gives the build that a request is answered from: the newest that could be opened."""

    def __init__(self, directory: Path, *, loading: Callable[[], None] = lambda: None) -> None:
        """Open the folder; `loading` is called if that will take its time. Raises OutputError."""
        self.directory = directory
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="index")
        self._opened = Opened(directory, self._signature(), self._worker, loading)

    def current(self) -> Opened:
        """The build as it is in the folder now; who comes while it is opened anew waits.

        A build that can't be opened is reported to the log, and the one before it stays.
        """
        signature = self._signature()
        if signature == self._opened.signature:
            return self._opened
        with self._lock:
            if signature != self._opened.signature:
                try:
                    self._opened = Opened(self.directory, signature, self._worker, lambda: None)
                except KgError as error:
                    _LOG.warning("%s", error)
                    self._opened.signature = signature
            return self._opened

    def files(self) -> dict[str, int]:
        """The files of the build that are there, with their sizes in bytes."""
        found = {}
        for name in FILES:
            path = self.directory / name
            if path.is_file():
                found[name] = path.stat().st_size
        return found

    def close(self) -> None:
        """Let go of what is open."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._opened.texts.close()

    def _signature(self) -> Signature:
        return tuple(_stamp(self.directory / name) for name in _WATCHED)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
