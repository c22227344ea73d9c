"""What can go wrong, as a user meets it: one line that names the file and the fault.

KgError                 anything the user can mend; `kg` prints it without a traceback
 ├─ InputError          a path or an article that can't be read
 ├─ OntologyError       a mistake in ontology/
 ├─ TableError          a mistake in a table of English
 ├─ ModelError          the spaCy pipeline can't be loaded
 ├─ OutputError         the folder can't be written, or holds no graph
 ├─ QueryError          a SPARQL query that can't be parsed or run
 │   ├─ UpdateError         an update, where the graph is only read
 │   ├─ QueryTimeoutError   one that took longer than it may
 │   └─ QueryMemoryError    one that took more memory than it may, or than there is
 ├─ LoadError           another store that can't be reached, refuses, or doesn't hold what was sent
 └─ InternalError       a fault of the program, or of an ontology that it can't work with: never of an article
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb


class KgError(Exception):
    """The root of all errors that are meant for the user."""


class InputError(KgError):
    """A path or an article that can't be read."""


class OntologyError(KgError):
    """A mistake in the ontology's files."""


class TableError(KgError):
    """A mistake in a table of English words."""


class ModelError(KgError):
    """The spaCy pipeline can't be loaded."""


class OutputError(KgError):
    """The output folder can't be written, or holds no graph."""


class QueryError(KgError):
    """A SPARQL query that can't be parsed or run."""


class UpdateError(QueryError):
    """A SPARQL update, where the graph is only read."""


class QueryTimeoutError(QueryError):
    """A SPARQL query that took longer than it may."""


class QueryMemoryError(QueryError):
    """A query that took more memory than it may, or than there is."""


class LoadError(KgError):
    """Another store that can't be reached, refuses, or doesn't hold what was sent."""


class InternalError(KgError):
    """A fault of the program, or of an ontology that it can't work with: never of an article."""


@contextmanager
def own_faults(doing: str, ontology: Path) -> Iterator[None]:
    """Turn what only a fault of ours, or of the ontology, can raise into an `InternalError` that says where.

    >>> with own_faults("the graph can't be made", Path("ontology")):
    ...     {}["Person"]
    Traceback (most recent call last):
    ...
    kg.errors.InternalError: the graph can't be made: KeyError: 'Person'
    this is a fault of the program or of the ontology in ontology, not of an article; nothing was written
    """
    try:
        yield
    except (KgError, MemoryError):
        raise
    except Exception as error:
        raise InternalError(
            f"{doing}: {type(error).__name__}: {error}{_place(error)}\n"
            f"this is a fault of the program or of the ontology in {ontology}, not of an article; "
            "nothing was written"
        ) from error


def _place(error: Exception) -> str:
    """Return our innermost line that an error passed, in brackets: " (kg/resolve/names.py, line 7)"."""
    package = Path(__file__).parent
    for frame in reversed(extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if package in file.parents and file != Path(__file__):
            return f" ({file.relative_to(package.parent).as_posix()}, line {frame.lineno})"
    return ""


@contextmanager
def reading_output(path: Path) -> Iterator[None]:
    """Turn what goes wrong in reading a file of a built graph into an `OutputError` that names it."""
    try:
        yield
    except SyntaxError as error:
        raise OutputError(f"{path}: line {error.lineno}: {error.msg}") from None
    except FileNotFoundError:
        raise OutputError(f"{path}: no such file; `kg build` makes it") from None
    except OSError as error:
        raise OutputError(f"{path}: can't be read: {error.strerror or error}") from None


@contextmanager
def writing_output(path: Path) -> Iterator[None]:
    """Turn what goes wrong in writing a file or a folder into an `OutputError` that names it."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {(error.strerror or str(error)).lower()}") from None
