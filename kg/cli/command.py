"""The command itself: its options, and one line and an exit code for whatever goes wrong."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg import __version__, interrupts
from kg.cli.terminal import prepare_streams, say, say_error, show
from kg.errors import KgError, QueryTimeoutError

EXIT_TIMED_OUT = 124  #: of a query that took too long, as `timeout` has it


@contextmanager
def _for_people(debug: bool = False) -> Iterator[None]:
    """Turn what the package raises into one line and an exit code."""
    try:
        yield
    except KgError as error:
        if debug:
            raise
        say_error(error)
        raise typer.Exit(EXIT_TIMED_OUT if isinstance(error, QueryTimeoutError) else 1) from None
    except KeyboardInterrupt:
        say("kg: interrupted")
        raise typer.Exit(130) from None
    except MemoryError:
        say("kg: error: out of memory")
        raise typer.Exit(1) from None


class Group(TyperGroup):
    """The command, with errors for people."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Read the arguments, and answer `--help` and `--version`."""
        with _for_people():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with _for_people(ctx.params["debug"]):
            result = super().invoke(ctx)
            interrupts.check()
            return result


app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command."""
    interrupts.listen()
    prepare_streams()
    try:
        app(prog_name="kg")
    except KeyboardInterrupt:  # on the way in or out, where no command runs
        say("kg: interrupted")
        sys.exit(130)


def _version(wanted: bool) -> None:
    if wanted:
        show(f"news-kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
) -> None:
    """From news articles to a knowledge graph in which every fact names the sentence that says so."""
    # Libraries log what they make of odd pages; people asked for one clear line.
    logging.basicConfig(
        level=logging.INFO, handlers=[logging.StreamHandler() if debug else logging.NullHandler()]
    )
