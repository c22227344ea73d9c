"""Stage 1 over many articles: in this process or in several, the same records in the same order."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from kg.errors import KgError
from kg.extract import Extractor
from kg.model import ArticleRecord, Document
from kg.ontology.package import Ontology, load_ontology
from kg.sources.readers import Skipped
from kg.storage.cache import RecordCache

CHUNK = 16  #: articles that go to a process together: enough to be worth the way, few enough to see progress

Results = list[ArticleRecord | Skipped]
_log = logging.getLogger(__name__)


def records(
    documents: Sequence[Document],
    ontology: Ontology,
    *,
    model: str,
    jobs: int = 1,
    cache: RecordCache | None = None,
) -> Iterator[ArticleRecord | Skipped]:
    """The record of each article, in the order given; `Skipped` where the extractor fails on one.

    What the cache holds is not read again; what it doesn't is kept there as soon as it is read. Raises
    `ModelError`, and `KgError` when a process is lost.
    """
    known = {d.id: record for d in documents if cache and (record := cache.get(d))}
    fresh = _fresh([d for d in documents if d.id not in known], ontology, model, jobs)
    for document in documents:
        if document.id in known:
            yield known[document.id]
            continue
        result = next(fresh)
        if cache and isinstance(result, ArticleRecord):
            cache.put(result)
        yield result
    next(fresh, None)  # let it end in order


def _fresh(
    documents: Sequence[Document], ontology: Ontology, model: str, jobs: int
) -> Iterator[ArticleRecord | Skipped]:
    """The records of articles that are read now. Without any, the model is not even loaded."""
    chunks = [documents[start : start + CHUNK] for start in range(0, len(documents), CHUNK)]
    if not chunks:
        return
    if jobs == 1 or len(chunks) == 1:
        extractor = Extractor(ontology, model=model)
        with patient_collector():
            for chunk in chunks:
                yield from _extract(extractor, chunk)
    else:
        yield from _in_processes(chunks, ontology.directory, model, jobs)


def _extract(extractor: Extractor, documents: Sequence[Document]) -> Results:
    """The records of one chunk. An article on which the extractor fails never takes others with it."""
    try:
        return list(extractor.records(documents))
    except KgError:
        raise
    except Exception as error:
        if len(documents) > 1:
            return [result for document in documents for result in _extract(extractor, [document])]
        _log.exception("the extractor failed on %s", documents[0].source)
        return [Skipped(documents[0].source, f"the extractor failed on it: {type(error).__name__}: {error}")]


@contextmanager
def patient_collector() -> Iterator[None]:
    """Python's garbage collector called less often: a tenth of all CPU time goes to it otherwise.

    It walks the loaded model, all records and all quads so far again and again, to find the few words of a
    parsed article that point at each other. What is loaded is set apart from its walks, and these made rarer.
    """
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


# ---------------------------------------------------------------------------------- several processes

_worker: tuple[Path, str] | Extractor | None = None  #: of a worker process: what to load, then the loaded


def _in_processes(
    chunks: Sequence[Sequence[Document]], ontology: Path, model: str, jobs: int
) -> Iterator[ArticleRecord | Skipped]:
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        min(jobs, len(chunks)), multiprocessing.get_context("spawn"), _start, (ontology, model)
    )
    try:
        waiting = iter(chunks)
        running: deque[Future[Results]] = deque(
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


def _work(documents: Sequence[Document]) -> Results:
    """In a worker: one chunk. The model is loaded with the first, so that its errors reach the parent."""
    global _worker
    if isinstance(_worker, tuple):
        ontology, model = _worker
        _worker = Extractor(load_ontology(ontology), model=model)
        patient_collector().__enter__()  # for as long as the process lives
    assert _worker is not None
    return _extract(_worker, documents)
