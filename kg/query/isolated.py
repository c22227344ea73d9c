"""A query in a process of its own: its answer piece by piece, and an end to it at any moment.

Once Rust evaluates a query, nothing in its process can stop it but the end of that process. So each query
gets one, which is killed when its time is up, when it takes too much memory, or when nobody reads on. It
is forked off a small server that has what it needs loaded, in some hundredths of a second.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal

from kg.errors import KgError, OutputError, QueryError, QueryMemoryError, QueryTimeoutError, UpdateError
from kg.query.answers import Formats, Makes, open_store, prefixes_of, write
from kg.query.hints import hints
from kg.query.questions import Query
from kg.storage.cache import cache_directory

Start = Literal["forkserver", "fork"]

#: Bytes that are collected before they travel, but for the very first.
CHUNK_BYTES = 1 << 15

_ERRORS = {kind.__name__: kind for kind in (KgError, OutputError, QueryError, QueryMemoryError, UpdateError)}
_starting = threading.Lock()  # multiprocessing keeps one list of children for all threads


@dataclass(frozen=True, slots=True)
class Job:
    """All that the process needs to know."""

    directory: Path
    cache: Path
    query: Query
    format: str | Formats | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    timeout: float | None
    memory: int | None
    hints: bool


def stream(
    directory: Path,
    query: Query,
    *,
    format: str | Formats | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    size: int | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    start: Start = "forkserver",
    loading: Callable[[], None] = lambda: None,
    hint: Callable[[str], None] | None = None,
    started: Callable[[BaseProcess], object] | None = None,
    makes: Callable[[Makes], object] = lambda made: None,
) -> Generator[bytes, None, None]:
    """The answer in a format of `kg.query.answers.write`, in pieces as they are made.

    The timeout is in seconds that are waited for the query, not counting the first load of a graph nor
    the time that the reader takes; memory and size, of the answer, are in bytes. When the iterator is
    closed the process ends; who can't close it, for another thread waits for its next piece, can kill the
    process that `started` is called with. "fork" is faster for a single query, where no thread runs and no
    store is open. `loading` is called when the graph must be loaded first, `hint` with what may be meant
    where the query names what the graph doesn't have, `makes` when it is known whether there are rows or
    triples.

    Raises QueryError, before the first piece if the query is at fault; QueryTimeoutError; OutputError.
    """
    context = multiprocessing.get_context(start)
    if start == "forkserver":
        warm()
    reader, writer = context.Pipe(duplex=False)
    graphs = tuple(default_graphs), tuple(named_graphs)
    job = Job(
        directory.absolute(),
        cache_directory().absolute(),
        query,
        format,
        *graphs,
        timeout,
        memory,
        hint is not None,
    )
    process = context.Process(target=_answer, args=(writer, job), daemon=True)  # type: ignore[attr-defined]
    try:
        with _starting:
            process.start()
            if started:
                started(process)
        writer.close()
        sent = 0
        for piece in _pieces(reader, job, loading, hint or (lambda _: None), makes):
            sent += len(piece)
            if size is not None and sent > size:
                raise QueryError(f"{query.name}: the answer is larger than {size:,} bytes")
            yield piece
    finally:
        _end(process)
        reader.close()


def warm() -> None:
    """Start the server that processes are forked off, so that the first query needn't wait for it."""
    # The children run the parent's main module once more; where that is the command, it is loaded already.
    preload = [name for name in ("kg.cli",) if name in sys.modules]
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.query.isolated", *preload])
    with _starting:
        forkserver.ensure_running()


def _pieces(
    reader: Connection,
    job: Job,
    loading: Callable[[], None],
    hint: Callable[[str], None],
    makes: Callable[[Makes], object],
) -> Iterator[bytes]:
    """What the process sends, until it says that this was all."""
    name, left = job.query.name, None
    while True:
        begun = time.monotonic()
        if not reader.poll(left):
            raise QueryTimeoutError(f"{name}: not done after {job.timeout:g} seconds")
        try:
            kind, content = reader.recv()
        except EOFError:
            limit = f" (it may take {job.memory:,} bytes of memory)" if job.memory else ""
            raise QueryMemoryError(f"{name}: its process ended before its time{limit}") from None
        if kind == "piece":
            yield content
        elif kind == "end":
            return
        elif kind == "loading":
            loading()
        elif kind == "hint":
            hint(content)
        elif kind == "makes":
            makes(content)
        elif kind != "ready":
            raise _ERRORS.get(kind, QueryError)(content)
        if kind == "ready":
            left = job.timeout
        elif left is not None:
            left = max(0.0, left - (time.monotonic() - begun))


def _end(process: BaseProcess) -> None:
    """Kill the process if it still runs, and wait until it is gone."""
    if process.pid is not None:
        with _starting:
            process.kill()
            process.join()
            process.close()


# ------------------------------------------------------------------------------ in the other process


def _answer(writer: Connection, job: Job) -> None:
    """Write the answer into the pipe: "ready" when the clock begins, pieces, then "end" or an error."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and ends this process
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # Rust tells of memory that it didn't get
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pieces = _Pieces(writer)
    try:
        store = open_store(job.directory, cache=job.cache, loading=lambda: writer.send(("loading", b"")))
        _limit(job)
        writer.send(("ready", b""))
        write(
            store,
            job.query,
            pieces.add,
            format=job.format,
            default_graphs=job.default_graphs,
            named_graphs=job.named_graphs,
            makes=lambda made: writer.send(("makes", made)),
        )
        pieces.send()
        if job.hints:
            for told in hints(store, job.query, prefixes_of(store)):
                writer.send(("hint", told))
        writer.send(("end", b""))
    except KgError as error:
        pieces.send()
        writer.send((type(error).__name__, str(error)))
    except MemoryError:
        writer.send(("QueryMemoryError", f"{job.query.name}: out of memory"))
    except BrokenPipeError:
        pass
    finally:
        os.kill(os.getpid(), signal.SIGKILL)  # nothing of this process is worth clearing up


class _Pieces:
    """Joins small writes into pieces worth sending."""

    def __init__(self, writer: Connection) -> None:
        self._writer, self._held, self._length = writer, list[bytes](), 0
        self._enough = 1  # the first is sent at once

    def add(self, data: bytes) -> None:
        self._held.append(data)
        self._length += len(data)
        if self._length >= self._enough:
            self.send()

    def send(self) -> None:
        if self._held:
            self._writer.send(("piece", b"".join(self._held)))
            self._held, self._length, self._enough = [], 0, CHUNK_BYTES


def _limit(job: Job) -> None:
    """Let the system end this process, should nobody else: by processor time, and by memory."""
    if job.timeout:
        spent = time.process_time()
        _lower(resource.RLIMIT_CPU, int(spent + job.timeout * (os.cpu_count() or 1)) + 5)
    if job.memory:
        _lower(resource.RLIMIT_DATA, job.memory)


def _lower(kind: int, limit: int) -> None:
    hard = resource.getrlimit(kind)[1]
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(kind, (limit, hard))


def _end_with_parent() -> None:
    """Wait for the end of the process that asked, and follow it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)
