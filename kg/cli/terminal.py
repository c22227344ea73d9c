"""What the commands take from a terminal and print on it, whatever its locale."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer

from kg import interrupts
from kg.errors import KgError, OutputError


class _StandardOutput(io.FileIO):
    """Standard output, whose errors are for people: the disk is full, the output closed."""

    def __init__(self) -> None:
        super().__init__(1, "wb", closefd=False)

    def write(self, data: object) -> int:
        """Write bytes. Raises `OutputError`, or `BrokenPipeError` where nobody reads on."""
        try:
            return super().write(data)  # type: ignore[arg-type]
        except BrokenPipeError:
            raise
        except OSError as error:
            reason = "it is closed" if error.errno == errno.EBADF else (error.strerror or str(error)).lower()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # takes what the buffers still hold
            raise OutputError(f"standard output: can't be written: {reason}") from None


def prepare_streams() -> None:
    """Make standard output report its errors for people, and take the place of streams that are closed.

    Else a file that is opened later would get the number of one of them, and what is printed.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(_StandardOutput()),
        encoding=sys.stdout.encoding if sys.stdout else "utf-8",
        errors=sys.stdout.errors if sys.stdout else "strict",
        line_buffering=os.isatty(1),
    )
    for name in ("COLUMNS", "LINES"):  # libraries take any digits for a size
        if not re.fullmatch("[0-9]{1,5}", os.environ.get(name, "80")):
            del os.environ[name]


def given_text(argument: str) -> str:
    """An argument that is a text and no path: UTF-8, also where the locale says that all is ASCII."""
    return os.fsencode(argument).decode(errors="replace")


def show(text: str) -> None:
    """Print a line on standard output."""
    typer.echo(encodable(text, sys.stdout.encoding))


def show_pieces(pieces: Iterable[bytes], *, text: bool) -> None:
    """Print an answer piece by piece: a text for the terminal's own encoding, other formats as they are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for piece in pieces:
        if text:
            sys.stdout.write(encodable(decoder.decode(piece), sys.stdout.encoding))
        else:
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()


def say(text: str) -> None:
    """Print a line on standard error."""
    typer.echo(encodable(text, sys.stderr.encoding), err=True)


def say_error(error: KgError) -> None:
    """Print an error on standard error, a line for each of its lines."""
    for line in str(error).splitlines():
        say(f"kg: error: {line}" if not line.startswith(" ") else line)


@contextmanager
def progress_bar(doing: str = "reading") -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, silence elsewhere. Each step is one at which the command can be ended."""
    if not sys.stderr.isatty():
        yield lambda done, total: interrupts.check()
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)

        def advance(done: int, total: int) -> None:
            interrupts.check()
            bar.update(task, completed=done, total=total)

        yield advance


def loading_graph() -> None:
    """Say why a large graph isn't there at once."""
    if sys.stderr.isatty():
        say("kg: loading the graph; next time it is there")


def encodable(text: str, encoding: str | None) -> str:
    """The text as a terminal of any locale can show it."""
    return text.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")
