"""The process that serves: its socket, its limits in time, its end."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import KgError
from kg.query.isolated import warm
from kg.server.app import application
from kg.server.security import is_loopback

MAX_CONNECTIONS = 128  #: at once; who comes then is told 503
KEEP_ALIVE_SECONDS = 5  #: seconds without a request, after which a connection is closed
HEAD_TIMEOUT_SECONDS = 10.0  #: seconds in which a request's head has to come
MAX_HEAD_BYTES = 1 << 16
SHUTDOWN_SECONDS = 3  #: seconds that answers under way are given when the server ends


def serve(
    directory: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    timeout: float | None = 30,
    origins: Sequence[str] = (),
    announce: Callable[[str], object],
    loading: Callable[[], None] = lambda: None,
) -> None:
    """Serve a built folder until SIGINT or SIGTERM; `announce` gets the address when it can be asked.

    `loading` is called before that if a large graph must be loaded first. Port 0 is any that is free. On a
    host that isn't loopback the server answers to any name. Raises OutputError where there is no graph,
    KgError where it can't listen.
    """
    with listening(host, port) as listener:
        warm()
        app = application(
            directory, timeout=timeout, any_host=not is_loopback(host), origins=origins, loading=loading
        )
        announce(address(listener))
        server(app).run(sockets=[listener])


def server(app: Starlette) -> uvicorn.Server:
    """The server of an application; logs to what the process logs to."""
    return _Server(
        uvicorn.Config(
            app,
            http=_Protocol,
            ws="none",
            loop="asyncio",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=MAX_CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            h11_max_incomplete_event_size=MAX_HEAD_BYTES,
        )
    )


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens. Raises KgError where the address can't be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # With the protocol named, asyncio sets TCP_NODELAY; without, each answer waits 40 ms for an ACK.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError:
        raise KgError(f"{host!r} is no name or address of this machine") from None
    with listener:
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(MAX_CONNECTIONS)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                told = f"port {port} is in use already; `--port 0` takes a free one"
            elif error.errno == errno.EACCES:
                told = f"port {port} may not be used; those from 1024 may"
            else:
                told = f"{host}, port {port}: {(error.strerror or str(error)).lower()}"
            raise KgError(told) from None
        yield listener


def address(listener: socket.socket) -> str:
    """The address of the front page."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


class _Server(uvicorn.Server):
    """Ends at the first signal, with all queries, and without raising it once more."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take SIGINT and SIGTERM as the wish to end."""
        try:
            before = {
                number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)
            }
        except ValueError:  # not in the main thread, so signals are others' business
            yield
            return
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        super().handle_exit(sig, frame)
        self.config.app.state.queries.end()  # type: ignore[union-attr]


class _Protocol(H11Protocol):
    """HTTP/1.1 that closes a connection whose request doesn't come."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect the first request."""
        super().connection_made(transport)
        self._expect(HEAD_TIMEOUT_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        if self._late:
            self._late.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Expect the next request."""
        super().on_response_complete()
        self._expect(KEEP_ALIVE_SECONDS + HEAD_TIMEOUT_SECONDS)

    def _expect(self, seconds: float) -> None:
        if self._late:
            self._late.cancel()
        self._late = self.loop.call_later(seconds, self._close_unless_asked, self.cycle)

    def _close_unless_asked(self, last: object) -> None:
        if self.cycle is last and not self.transport.is_closing():
            if self.conn.our_state is h11.IDLE:
                self.conn.send(h11.ConnectionClosed())
            self.transport.close()
