"""From paths to `Document`s: where the flow begins.

`read` takes files, folders and globs and yields what it could read and, as `Skipped`, what it couldn't.
One function per suffix turns the bytes of a file into articles: see `READERS`. The text of an article
is never changed, so that offsets into it hold; title and date are told beside it.

    paths ─► `paths`: files ─► here: bytes, text, rows ─► `publication`: title and date ─► Document
                                     └─ `pages`: the main text of a web page
"""

from __future__ import annotations

import csv
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Document
from kg.sources.pages import PageError, PageReader
from kg.sources.paths import PassedOver, Skipped, collect, fault, printable
from kg.sources.publication import parse_date, publication

__all__ = ["PassedOver", "Skipped", "read", "read_documents", "read_lines"]

MAX_BYTES = 10_000_000  #: of one article; a long one has 50,000. Tables of many articles may be larger.
MAX_ROW = 10 * MAX_BYTES  #: bytes of one row of a table, in which an article's characters may be escapes
HTML = (".html", ".htm")
SUFFIXES = (".txt", ".md", *HTML, ".jsonl", ".csv")
KINDS = ", ".join(SUFFIXES)

# What XML can't carry, and so neither can half of what a graph is written to.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEADING = re.compile(r"^#{1,6}[ \t](.*)$", re.MULTILINE)
_HTML_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class _UnreadableError(ValueError):
    """One article can't be read; its text is the reason."""


# ---------------------------------------------------------------------------------------------- public


def read(paths: Sequence[str], *, output: Path | None = None) -> Iterator[Document | Skipped | PassedOver]:
    """Every article under the paths (files, folders with all they hold, globs), by path.

    What can't be read comes as `Skipped` and stops nothing; folders that hold a built graph, and the folder
    `output`, are `PassedOver`. An id belongs to the first article that has it; a file that is named twice is
    read once. In folders and globs, files of other kinds and hidden ones are left out.
    """
    collected = collect(paths, SUFFIXES, KINDS, output)
    owners: dict[str, str] = {}
    for told in collected.told:
        yield replace(told, source=printable(told.source))
    with PageReader() as pages:
        for file, given in sorted(collected.files.items()):
            for item in _read_file(Path(file), given, pages):
                if isinstance(item, Document):
                    source = _as_given(item.source, given)
                    if (owner := owners.setdefault(item.id, source)) != source:
                        item = Skipped(source, f"has the id {item.id!r}, which {owner} has already")
                yield replace(item, source=printable(item.source)) if isinstance(item, Skipped) else item


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
            with _opened(Path(path)) as file:
                given = file.read()
        except (OSError, _UnreadableError) as error:
            raise InputError(f"{printable(path)}: {fault(error)}") from None
    return [line.removesuffix("\r") for line in _plain(given, path).split("\n")]


def _plain(data: bytes, path: str) -> str:
    try:
        return _decode(data)
    except _UnreadableError as error:
        raise InputError(f"{printable(path)}: {error}") from None


# ----------------------------------------------------------------------------------------------- files


def _read_file(file: Path, given: str, pages: PageReader) -> Iterator[Document | Skipped]:
    """The articles of one file; `given` is its path as the user knows it."""
    suffix = file.suffix.lower()
    try:
        file.name.encode()
        items = _read_html(file, pages) if suffix in HTML else READERS[suffix](file)
        empty = True
        for item in items:
            empty = False
            yield item if isinstance(item, Document) else replace(item, source=_as_given(item.source, given))
        if empty:
            raise _UnreadableError("is empty" if suffix != ".csv" else "has no rows")
    except (_UnreadableError, PageError, OSError, UnicodeEncodeError) as error:
        yield Skipped(given, fault(error))


def _as_given(source: str, given: str) -> str:
    """A source ("rows.csv, line 7") under the path as the user knows it ("news/rows.csv, line 7")."""
    return given + source.removeprefix(Path(given).name)


# ------------------------------------------------------------------------------------- bytes and text


def _opened(file: Path) -> BinaryIO:
    """Open a regular file; nothing else, for it might have effects, or keep us waiting for ever."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise _UnreadableError("is not a regular file")
    return open(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb")  # nor what it has become since then


def _load(file: Path) -> bytes:
    """The bytes of a file that holds one article."""
    with _opened(file) as opened:
        size = os.fstat(opened.fileno()).st_size
        data = opened.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    if size > MAX_BYTES or len(data) > MAX_BYTES:
        size = max(size, len(data))
        raise _UnreadableError(f"is too large for one article: {size:,} bytes, the limit is {MAX_BYTES:,}")
    return data


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a table, each with its end. One that is too long for a row is cut off."""
    while line := file.readline(MAX_ROW):
        yield line
        while len(line) == MAX_ROW and not line.endswith(b"\n"):
            line = file.readline(MAX_ROW)


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
    for found in _HEADING.finditer(text):
        if heading := _heading(found[1]):
            title, day = heading, day or publication(text[found.start(1) :].lstrip())[1]
            break
    yield _checked(Document(file.stem, text, file.name, title, day))


def _heading(line: str) -> str:
    """The words of a heading, without the signs that may close it."""
    words = line.strip()
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else words


def _read_html(file: Path, pages: PageReader) -> Iterator[Document]:
    """A .html: the main text of the page, without menus and footers; title and date from the page's head."""
    data = _load(file)
    if not data.strip():
        raise _UnreadableError("is empty")
    page = pages.read(_decode_page(data))
    yield _checked(
        Document(file.stem, page.text, file.name, page.title, parse_date(page.date or ""), page.url)
    )


def _decode_page(data: bytes) -> str:
    """A page in UTF-8, or in what it says it is in."""
    declared = _HTML_CHARSET.search(data[:2048])
    try:
        return _decode(data)
    except _UnreadableError:
        if declared:
            with suppress(UnicodeError, LookupError):  # wrong bytes, or no encoding of texts
                text = data.decode(declared[1].decode())
                if declared[0].decode() in text:  # else it can't be true
                    return text
        raise


def _read_json_lines(file: Path) -> Iterator[Document | Skipped]:
    """A .jsonl: one article a line."""
    with _opened(file) as opened:
        for number, line in enumerate(_lines(opened), 1):
            try:
                if len(line) == MAX_ROW:
                    raise _UnreadableError(f"is too large for one article: the limit is {MAX_ROW:,} bytes")
                if text := _decode(line).strip():
                    yield _row(_parsed(text), file, number)
            except _UnreadableError as error:
                yield _skipped(file, number, str(error))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _UnreadableError(f"is not JSON: {error.msg} (column {error.colno})") from None
    except RecursionError:
        raise _UnreadableError("is not JSON that can be read: nested too deeply") from None
    except ValueError:  # Python converts no longer ones
        raise _UnreadableError("is not JSON that can be read: a number of thousands of digits") from None


def _read_csv(file: Path) -> Iterator[Document | Skipped]:
    """A .csv with a header: one article a row. A row that is broken fails alone."""
    csv.field_size_limit(MAX_ROW)  # `_checked` says what is too large
    with _opened(file) as opened:
        rows = csv.DictReader(
            (
                line.decode("utf-8-sig" if number == 0 else "utf-8", "surrogateescape")
                for number, line in enumerate(_lines(opened))
            ),
            strict=True,
        )
        try:
            header = set(rows.fieldnames or ())
        except csv.Error as error:
            raise _UnreadableError(f"has a header that is not CSV: {error}") from None
        if not {"id", "text"} <= header:
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
    ".jsonl": _read_json_lines,
    ".csv": _read_csv,
}
