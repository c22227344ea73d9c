"""The main text of a web page, read in a process of its own.

trafilatura looks through a page with regular expressions and XPath, and on an odd page one of them may not
end in a lifetime, or crash. So each page has a limit of processor time, kept by the system: when it is used
up the process ends, its page is skipped, and the next page gets another process.
"""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TextIO

TIMEOUT_SECONDS = 60  #: of processor time for one page; a usual one takes a twentieth of a second


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells of its article."""

    text: str
    title: str | None
    date: str | None
    url: str | None


class PageError(ValueError):
    """A page that can't be read; its text is the reason."""


class PageReader:
    """Reads pages one after the other. The process starts with the first page and ends with the block."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PageReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, html: str) -> Page:
        """Return the article of a page. Raises `PageError` where there is none, or where it can't be told."""
        process = self._process = self._process or _start()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(json.dumps(html).encode() + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            raise PageError(_cause(self._end()))
        told = json.loads(answer)
        if "fault" in told:
            raise PageError(told["fault"])
        return Page(**told)

    def _end(self) -> int:
        """End the process; its exit code, negative for a signal."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with process:  # closes its standard input, upon which it ends
            if process.poll() is None:
                process.terminate()
        return process.returncode


def _start() -> subprocess.Popen[bytes]:
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; from kg.sources.pages import answer_pages; "
        f"answer_pages(open(0, 'rb'), open(1, 'w'), {TIMEOUT_SECONDS})"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what libxml2 and Python say of a page that ends them
    )


def _cause(code: int) -> str:
    if code == -signal.SIGPROF:
        return f"takes more than {TIMEOUT_SECONDS} seconds to read as a page"
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return f"ended the process that was to read it as a page ({how})"


# ------------------------------------------------------------------------------ in the other process


def answer_pages(pages: Iterable[bytes], answers: TextIO, seconds: float) -> None:
    """Answer each page, a line of JSON, with a line: the fields of a `Page`, or a fault."""
    logging.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for line in _limited(pages, seconds):
        answers.write(json.dumps(_answer(json.loads(line))) + "\n")
        answers.flush()


def _limited(pages: Iterable[bytes], seconds: float) -> Iterator[bytes]:
    for line in pages:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield line


def _answer(html: str) -> dict[str, str | None]:
    try:
        # trafilatura: of the libraries for this the one that also tells title and date; it asks no network.
        from trafilatura import bare_extraction
    except ImportError as error:  # or one that it needs
        return {"fault": f"needs a library that isn't installed: {str(error).splitlines()[0]}"}
    try:
        found = bare_extraction(
            html,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Only a date that the page declares, and whatever day it is read on.
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": "2999-12-31",
            },
        )
    except MemoryError:
        return {"fault": "takes more memory to read as a page than there is"}
    except Exception as error:  # of a library, on what a stranger wrote
        return {"fault": f"can't be read as a page: {type(error).__name__}: {error}"}
    if found is None or isinstance(found, dict) or not found.text:
        return {"fault": "has no main text that can be told from menus and footers"}
    told: dict[str, Any] = {"title": found.title, "date": found.date, "url": found.url}
    return {"text": found.text, **{name: text_of(value) for name, value in told.items()}}


def text_of(value: object) -> str | None:
    """Return the text of a value of JSON-LD, which may be wrapped in lists, objects and languages, or None.

    >>> text_of([{"@value": "Acme sues Bell", "@language": "en"}])
    'Acme sues Bell'
    """
    waiting = [value]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            waiting[:0] = [value[key] for key in ("@value", "en", "@list", "@set") if key in value]
    return None
