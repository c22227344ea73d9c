"""Stage 1 over many articles: in this process or in several, the same records in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from kg.errors import KgError, own_faults
from kg.extract import Extractor
from kg.model import ArticleRecord, Document
from kg.ontology.package import Ontology, load_ontology
from kg.storage.cache import RecordCache

#: Articles that go to a process together: enough to be worth the way, few enough to see progress.
CHUNK_SIZE = 16


def records(
    documents: Sequence[Document],
    ontology: Ontology,
    *,
    model: str,
    jobs: int = 1,
    cache: RecordCache | None = None,
) -> Iterator[ArticleRecord]:
    """The record of each article, in the order given.

    What the cache holds is not read again; what it doesn't is kept there as soon as it is read. Raises
    `ModelError`, `KgError` when a process is lost, and `InternalError` when the extractor fails on an
    article: what an article's own data can have wrong was found when it was read from its file.
    """
    known: dict[str, ArticleRecord] = {}
    if cache is not None:
        for document in documents:
            with own_faults(f"{document.source} can't be read", ontology.directory):
                if record := cache.get(document):
                    known[document.id] = record
    fresh = _fresh([d for d in documents if d.id not in known], ontology, model, jobs)
    for document in documents:
        if document.id in known:
            yield known[document.id]
            continue
        record = next(fresh)
        if cache:
            cache.put(record)
        yield record
    next(fresh, None)  # let it end in order


def _fresh(
    documents: Sequence[Document], ontology: Ontology, model: str, jobs: int
) -> Iterator[ArticleRecord]:
    """The records of articles that are read now. Without any, the model is not even loaded."""
    chunks = [documents[start : start + CHUNK_SIZE] for start in range(0, len(documents), CHUNK_SIZE)]
    if not chunks:
        return
    if jobs == 1 or len(chunks) == 1:
        extractor = _extractor(ontology, model)
        with relaxed_gc():
            for chunk in chunks:
                yield from _extract(extractor, chunk)
    else:
        yield from _in_processes(chunks, ontology.directory, model, jobs)


def _extractor(ontology: Ontology, model: str) -> Extractor:
    with own_faults("no article can be read", ontology.directory):
        return Extractor(ontology, model=model)


def _extract(extractor: Extractor, documents: Sequence[Document]) -> list[ArticleRecord]:
    """The records of one chunk. Where the extractor fails, the error names the article."""
    try:
        return list(extractor.records(documents))
    except (KgError, MemoryError):
        raise
    except Exception:
        for document in documents:
            with own_faults(f"{document.source} can't be read", extractor.ontology.directory):
                list(extractor.records([document]))
        raise  # though on none of them alone


@contextmanager
def relaxed_gc() -> Iterator[None]:
    """Python's garbage collector called less often: a tenth of all CPU time goes to it otherwise.

    It walks the loaded model, all records and all quads so far again and again, to find the few words of a
    parsed article that point at each other.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


# ---------------------------------------------------------------------------------- several processes

_worker: tuple[Path, str] | Extractor | None = None  #: of a worker process: what to load, then the loaded


def _in_processes(
    chunks: Sequence[Sequence[Document]], ontology: Path, model: str, jobs: int
) -> Iterator[ArticleRecord]:
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        min(jobs, len(chunks)), multiprocessing.get_context("spawn"), _start, (ontology, model)
    )
    try:
        waiting = iter(chunks)
        running: deque[Future[list[ArticleRecord]]] = deque(
            pool.submit(_work, chunk) for chunk in islice(waiting, 2 * jobs)
        )
        while running:
            yield from running.popleft().result()
            running.extend(pool.submit(_work, chunk) for chunk in islice(waiting, 1))
    except BaseException as error:
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()  # what they are at is of no use any more
        if isinstance(error, BrokenProcessPool):
            raise KgError("a worker process was lost (out of memory?); fewer --jobs may help") from None
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _start(ontology: Path, model: str) -> None:
    """In a worker: remember what to load. Ctrl-C is the parent's to handle."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = (ontology, model)


def _work(documents: Sequence[Document]) -> list[ArticleRecord]:
    """In a worker: one chunk. The model is loaded with the first, so that its errors reach the parent."""
    global _worker
    if isinstance(_worker, tuple):
        ontology, model = _worker
        _worker = _extractor(load_ontology(ontology), model)
        relaxed_gc().__enter__()  # for as long as the process lives
    assert _worker is not None
    return _extract(_worker, documents)
