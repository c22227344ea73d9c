"""What can go wrong, as a user meets it: one line that names the file and the fault.

KgError                 anything the user can mend; `kg` prints it without a traceback
 ├─ InputError          a path or an article that can't be read
 ├─ OntologyError       a mistake in ontology/
 ├─ ModelError          the spaCy pipeline can't be loaded
 ├─ OutputError         the folder can't be written, or holds no graph
 ├─ QueryError          a SPARQL query that can't be parsed or run
 │   ├─ QueryTimeoutError   one that took longer than it may
 │   └─ QueryMemoryError    one that took more memory than it may, or than there is
 └─ LoadError           another store that can't be reached, refuses, or doesn't hold what was sent
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class KgError(Exception):
    """The root of all errors that are meant for the user."""


class InputError(KgError):
    """A path or an article that can't be read."""


class OntologyError(KgError):
    """A mistake in the ontology's files."""


class ModelError(KgError):
    """The spaCy pipeline can't be loaded."""


class OutputError(KgError):
    """The output folder can't be written, or holds no graph."""


class QueryError(KgError):
    """A SPARQL query that can't be parsed or run."""


class QueryTimeoutError(QueryError):
    """A SPARQL query that took longer than it may."""


class QueryMemoryError(QueryError):
    """A query that took more memory than it may, or than there is."""


class LoadError(KgError):
    """Another store that can't be reached, refuses, or doesn't hold what was sent."""


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
