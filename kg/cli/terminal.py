"""What the commands take from a terminal and print on it, whatever its locale."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer


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


@contextmanager
def progress_bar(doing: str = "reading") -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, silence elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def loading_graph() -> None:
    """Say why a large graph isn't there at once."""
    if sys.stderr.isatty():
        say("kg: loading the graph; next time it is there")


def encodable(text: str, encoding: str | None) -> str:
    """The text as a terminal of any locale can show it."""
    return text.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")
