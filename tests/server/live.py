"""A server that really listens, on a port of its own."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.server.app import application
from kg.server.serving import address, listening, server


@contextmanager
def serving(directory: Path, **options: object) -> Iterator[str]:
    """The address of a server that runs in a thread, without its last slash."""
    with listening("127.0.0.1", 0) as listener:
        running = server(application(directory, **options))  # type: ignore[arg-type]
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield address(listener).removesuffix("/")
        finally:
            running.handle_exit(signal.SIGINT, None)
            thread.join()
