"""From paths to `Document`s: where the flow begins.

`read` takes files, folders and globs and yields what it could read and, as `Skipped`, what it couldn't.
One function per suffix turns the bytes of a file into articles: see `READERS`. The text of an article
is never changed, so that offsets into it hold; title and date are told beside it.
"""

from __future__ import annotations

import csv
import glob
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.sources.publication import parse_date, publication

MAX_BYTES = 10_000_000  #: of one article; a long one has 50,000. Tables of many articles may be larger.

# What XML can't carry, and so neither can half of what a graph is written to.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HTML_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be read, and why."""

    source: str  #: the path as given, or file and line: "rows.jsonl, line 7"
    reason: str


class _UnreadableError(ValueError):
    """One article can't be read; its text is the reason."""


# ---------------------------------------------------------------------------------------------- public


def read(paths: Sequence[str]) -> Iterator[Document | Skipped]:
    """Every article under the paths (files, folders with all they hold, globs), by path.

    What can't be read comes as `Skipped` and stops nothing. An id belongs to the first article that has
    it; a file that is named twice is read once. In folders and globs, files of other kinds and hidden
    ones are passed over.
    """
    files: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        yield from _collect(path, files)
    owners: dict[str, str] = {}
    for file, given in sorted(files.items()):
        for item in _read_file(Path(file), given):
            if isinstance(item, Document):
                source = _as_given(item.source, given)
                if (owner := owners.setdefault(item.id, source)) != source:
                    yield Skipped(source, f"has the id {item.id!r}, which {owner} has already")
                    continue
            yield item


def read_documents(path: str, given: bytes | None = None) -> list[Document]:
    """The articles under one path, or the one `given` in its place; `InputError` where one can't be read."""
    if given is not None:
        return [Document("-", _plain(given, path), path)]
    found = list(read([path]))
    for item in found:
        if isinstance(item, Skipped):
            raise InputError(f"{item.source}: {item.reason}")
    return [item for item in found if isinstance(item, Document)]


def read_lines(path: str, given: bytes | None = None) -> list[str]:
    """The lines of a file of any name, or `given` in its place; `InputError` where it can't be read."""
    if given is None:
        try:
            given = Path(path).read_bytes()
        except OSError as error:
            raise InputError(f"{_printable(path)}: {_fault(error)}") from None
    return [line.removesuffix("\r") for line in _plain(given, path).split("\n")]


def _plain(data: bytes, path: str) -> str:
    try:
        return _decode(data)
    except _UnreadableError as error:
        raise InputError(f"{_printable(path)}: {error}") from None


# ----------------------------------------------------------------------------------- paths and files


def _collect(path: str, files: dict[str, str]) -> Iterator[Skipped]:
    """Add the files that a path stands for: absolute path → as given. Yields what is wrong with it."""
    wrong: list[OSError] = []
    if os.path.isfile(path):
        found = [path]
    elif os.path.isdir(path):
        found = _walk(path, wrong)
    elif os.path.exists(path):
        yield Skipped(path, "is neither a file nor a folder")
        return
    elif glob.has_magic(path):
        hits = sorted(glob.glob(path, recursive=True))
        found = [file for hit in hits for file in (_walk(hit, wrong) if os.path.isdir(hit) else [hit])]
    else:
        yield Skipped(_printable(path), "there is no such file or folder")
        return
    articles = [file for file in found if Path(file).suffix.lower() in READERS]
    for error in wrong:
        yield Skipped(_printable(str(error.filename)), _fault(error))
    if not articles and found == [path]:
        yield Skipped(_printable(path), f"is of no kind that can be read ({', '.join(READERS)})")
    elif not articles:
        yield Skipped(_printable(path), f"no articles there ({', '.join(READERS)})")
    for file in articles:
        files.setdefault(os.path.abspath(file), file)


def _walk(folder: str, wrong: list[OSError]) -> list[str]:
    """All files under a folder, hidden ones and hidden folders left out."""
    found = []
    for parent, folders, names in os.walk(folder, onerror=wrong.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [os.path.join(parent, name) for name in names if not name.startswith(".")]
    return found


def _read_file(file: Path, given: str) -> Iterator[Document | Skipped]:
    """The articles of one file; `given` is its path as the user knows it."""
    try:
        file.name.encode()
        if not stat.S_ISREG(file.stat().st_mode):
            raise _UnreadableError("is not a regular file")
        for item in READERS[file.suffix.lower()](file):
            yield item if isinstance(item, Document) else replace(item, source=_as_given(item.source, given))
    except (_UnreadableError, OSError, UnicodeEncodeError) as error:
        yield Skipped(_printable(given), _fault(error))


def _as_given(source: str, given: str) -> str:
    """A source ("rows.csv, line 7") under the path as the user knows it ("news/rows.csv, line 7")."""
    return given + source.removeprefix(Path(given).name)


def _fault(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "its name is not UTF-8"
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return str(error)


def _printable(path: str) -> str:
    return path.encode(errors="backslashreplace").decode()


# ------------------------------------------------------------------------------------- bytes and text


def _load(file: Path) -> bytes:
    """The bytes of a file that holds one article."""
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise _UnreadableError(f"is too large for one article: {size:,} bytes, the limit is {MAX_BYTES:,}")
    return file.read_bytes()


def _decode(data: bytes) -> str:
    """UTF-8, with or without a byte order mark, the newlines as they are."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError(
            f"is not UTF-8: byte 0x{error.object[error.start]:02x} at offset {error.start}"
        ) from None


def _checked(document: Document) -> Document:
    """The same article, once it is known to have text and nothing but text."""
    if len(document.text) > MAX_BYTES:
        length = f"{len(document.text):,} characters"
        raise _UnreadableError(f"is too large for one article: {length}, the limit is {MAX_BYTES:,}")
    if not document.text.strip():
        raise _UnreadableError("is empty")
    for name in ("id", "text", "title", "url"):
        if found := _NO_TEXT.search(getattr(document, name) or ""):
            code = ord(found[0])
            what = f"byte 0x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"U+{code:04X}"
            raise _UnreadableError(f"is not plain UTF-8 text: {what} at offset {found.start()} of its {name}")
    return document


# ------------------------------------------------------------------------------- one reader per suffix


def _read_text(file: Path) -> Iterator[Document]:
    """A .txt: the article."""
    text = _decode(_load(file))
    title, day = publication(text)
    yield _checked(Document(file.stem, text, file.name, title, day))


def _read_markdown(file: Path) -> Iterator[Document]:
    """A .md: the article as it is written; its first heading is the title."""
    text = _decode(_load(file))
    title, day = publication(text)
    if heading := re.search(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", text, re.MULTILINE):
        title, day = heading[1], day or publication(text[heading.start(1) :])[1]
    yield _checked(Document(file.stem, text, file.name, title, day))


def _read_html(file: Path) -> Iterator[Document]:
    """A .html: the main text of the page, without menus and footers; title and date from the page's head."""
    # trafilatura: of the libraries for this the one that also tells title and date; it asks no network.
    from trafilatura import bare_extraction

    data = _load(file)
    if not data.strip():
        raise _UnreadableError("is empty")
    found = bare_extraction(
        _decode_page(data),
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # Only a date that the page declares, and whatever day it is read on.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
    )
    if found is None or isinstance(found, dict) or not found.text:
        raise _UnreadableError("has no main text that can be told from menus and footers")
    yield _checked(
        Document(file.stem, found.text, file.name, found.title, parse_date(found.date or ""), found.url)
    )


def _decode_page(data: bytes) -> str:
    """A page in UTF-8, or in what it says it is in."""
    declared = _HTML_CHARSET.search(data[:2048])
    try:
        return _decode(data)
    except _UnreadableError:
        if declared:
            with suppress(UnicodeDecodeError, LookupError):
                return data.decode(declared[1].decode())
        raise


def _read_json_lines(file: Path) -> Iterator[Document | Skipped]:
    """A .jsonl: one article a line."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                if text := _decode(line).strip():
                    yield _row(json.loads(text), file, number)
            except json.JSONDecodeError as error:
                yield _skipped(file, number, f"is not JSON: {error.msg} (column {error.colno})")
            except RecursionError:
                yield _skipped(file, number, "is not JSON that can be read: nested too deeply")
            except ValueError as error:
                yield _skipped(file, number, str(error))


def _read_csv(file: Path) -> Iterator[Document | Skipped]:
    """A .csv with a header: one article a row. A row that is broken fails alone."""
    csv.field_size_limit(2**31 - 1)  # `_checked` says what is too large
    with file.open("rb") as data:
        rows = csv.DictReader(
            (
                line.decode("utf-8-sig" if number == 0 else "utf-8", "surrogateescape")
                for number, line in enumerate(data)
            ),
            strict=True,
        )
        if not {"id", "text"} <= set(rows.fieldnames or ()):
            raise _UnreadableError("has no header with the columns id and text")
        while True:
            number = rows.line_num + 1
            try:
                yield _row(next(rows), file, number)
            except StopIteration:
                return
            except csv.Error as error:
                yield _skipped(file, number, f"is not CSV: {error}")
            except _UnreadableError as error:
                yield _skipped(file, number, str(error))


def _skipped(file: Path, line: int, reason: str) -> Skipped:
    return Skipped(f"{file.name}, line {line}", reason)


def _row(row: object, file: Path, line: int) -> Document:
    """One row of a table as an article."""
    if not isinstance(row, dict):
        raise _UnreadableError("is not a JSON object with id and text")
    values: dict[str, str | None] = {}
    for name in ("id", "text", "title", "date", "url"):
        value = row.get(name)
        if name == "id" and type(value) is int:
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise _UnreadableError(f"its {name} is not text")
        values[name] = value or None
    key, text = values["id"], values["text"]
    if not key or not key.strip():
        raise _UnreadableError("has no id")
    if text is None:
        raise _UnreadableError(f"has no text (id {key!r:.80})")
    title, day = publication(text)
    day = parse_date(values["date"] or "") or day
    return _checked(
        Document(key, text, f"{file.name}, line {line}", values["title"] or title, day, values["url"])
    )


READERS: dict[str, Callable[[Path], Iterable[Document | Skipped]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_json_lines,
    ".csv": _read_csv,
}
