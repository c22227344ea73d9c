"""Queries under way: so many at once, each in a process of its own that ends with its client."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import anyio
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from kg.errors import (
    KgError,
    OutputError,
    QueryError,
    QueryMemoryError,
    QueryTimeoutError,
    UpdateError,
)
from kg.query.answers import Formats, Makes
from kg.query.isolated import stream
from kg.query.questions import Query
from kg.server.negotiation import RESULTS, TRIPLES, Form, refusal

_LOG = logging.getLogger(__name__)
#: Seconds that a query waits for a place before its client is told to come back, and when.
QUEUE_TIMEOUT_SECONDS, RETRY_AFTER = 5.0, 5
#: Seconds in which a client has to take a piece of an answer.
STALL_TIMEOUT_SECONDS = 30.0
#: Bytes of memory that a query may take.
MAX_MEMORY_BYTES = 2 << 30


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the graphs that it is about, and the forms of its answer that its client takes."""

    query: Query
    rows: Form | None  #: where it makes rows; None where the client takes none of `RESULTS`
    triples: Form | None  #: where it makes triples; None where the client takes none of `TRIPLES`
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Queries:
    """The queries of one server."""

    def __init__(self, directory: Path, *, timeout: float | None, places: int) -> None:
        """`timeout`: seconds that a query may take; `places`: how many may run at once."""
        self.directory = directory
        self.timeout = timeout
        self.places = asyncio.Semaphore(places)
        self.running: set[Answer] = set()

    def answer(self, question: Question) -> Answer:
        """The response to a question, which runs when it is sent."""
        return Answer(self, question)

    def end(self) -> None:
        """Kill all that runs."""
        for answer in tuple(self.running):
            answer.kill()


class Answer:
    """A response that runs its query while it is sent, and ends it when its client goes away."""

    def __init__(self, queries: Queries, question: Question) -> None:
        """Nothing runs before the response is sent."""
        self._queries, self._question = queries, question
        self._process: BaseProcess | None = None
        self._pieces: Generator[bytes, None, None] | None = None
        self._stepping = threading.Lock()
        self._killed = False
        self._made: Makes = "rows"  # until it is known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer, or say what is wrong with the question."""
        refusal: Response | None = None
        async with anyio.create_task_group() as group:

            async def gone() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                group.cancel_scope.cancel()

            group.start_soon(gone)
            refusal = await self._in_its_turn(send)
            group.cancel_scope.cancel()
        if refusal:
            await refusal(scope, receive, send)

    async def _in_its_turn(self, send: Send) -> Response | None:
        places = self._queries.places
        try:
            await asyncio.wait_for(places.acquire(), QUEUE_TIMEOUT_SECONDS)
        except TimeoutError:
            busy = {"retry-after": str(RETRY_AFTER)}
            return PlainTextResponse("Too many queries run already; come back later.\n", 503, headers=busy)
        self._queries.running.add(self)
        try:
            return await self._run(send)
        finally:
            with anyio.CancelScope(shield=True):
                self.kill()
                await anyio.to_thread.run_sync(self._close)
            self._queries.running.discard(self)
            places.release()

    async def _run(self, send: Send) -> Response | None:
        """Send the answer piece by piece; None, or why there is none."""
        try:
            piece = await self._next()
        except (QueryTimeoutError, QueryMemoryError) as error:
            return PlainTextResponse(f"{error}\n", 503)
        except OutputError as error:
            _LOG.warning("%s", error)
            return PlainTextResponse("The graph can't be read at the moment.\n", 503)
        except UpdateError as error:
            return PlainTextResponse(f"{error}\n", 403)
        except QueryError as error:
            return PlainTextResponse(f"{error}\n", 400)
        question = self._question
        form, offered = (question.triples, TRIPLES) if self._made == "triples" else (question.rows, RESULTS)
        if form is None:
            return PlainTextResponse(refusal(offered), 406, headers={"vary": "Accept"})
        headers = [(b"content-type", form.content_type.encode()), (b"vary", b"Accept")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        try:
            while piece is not None:
                await self._sent(send, {"type": "http.response.body", "body": piece, "more_body": True})
                piece = await self._next()
            await self._sent(send, {"type": "http.response.body", "body": b"", "more_body": False})
        except (KgError, TimeoutError) as error:
            # The client sees that the answer has no end: the server closes the connection in its middle.
            _LOG.warning("an answer was cut off: %s", error)
        return None

    async def _sent(self, send: Send, message: Message) -> None:
        async with asyncio.timeout(STALL_TIMEOUT_SECONDS):
            await send(message)

    async def _next(self) -> bytes | None:
        """The next piece; the thread that waits for it is left behind when nobody does any more."""
        return await anyio.to_thread.run_sync(self._step, abandon_on_cancel=True)

    def _step(self) -> bytes | None:
        with self._stepping:
            if self._killed:
                raise QueryError("the server ends")
            if self._pieces is None:
                question = self._question
                self._pieces = stream(
                    self._queries.directory,
                    question.query,
                    format=Formats(
                        question.rows.name if question.rows else None,
                        question.triples.name if question.triples else None,
                    ),
                    timeout=self._queries.timeout,
                    memory=MAX_MEMORY_BYTES,
                    default_graphs=question.default_graphs,
                    named_graphs=question.named_graphs,
                    started=self._started,
                    makes=self._makes,
                )
            return next(self._pieces, None)

    def _makes(self, made: Makes) -> None:
        self._made = made

    def _started(self, process: BaseProcess) -> None:
        self._process = process
        if self._killed:
            process.kill()

    def kill(self) -> None:
        """End the process, wherever it is; may be called at any time, from any thread."""
        self._killed = True
        if self._process is not None:
            with suppress(ValueError):  # it is gone already
                self._process.kill()

    def _close(self) -> None:
        with self._stepping:
            if self._pieces is not None:
                self._pieces.close()
