"""Whatever stands in a file, reading it ends, and gives articles or one line that says why not."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model import Document
from kg.sources import pages, readers
from kg.sources.publication import publication
from kg.sources.readers import PassedOver, read

LIMIT = 5.0  #: seconds of processor time, in which any file of these tests is read
SETTINGS = settings(max_examples=80, deadline=None, derandomize=True)

#: What odd files are made of: pieces that mean something to one reader or another.
PIECES = st.sampled_from(
    [
        *(
            "# ",
            "## x ##",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "\0",
            "\x0b",
            "\x85",
            "\u2028",
            "\ufeff",
            "�",
            "😀",
        ),
        *(
            '"',
            "'",
            ",",
            ";",
            "{",
            "}",
            "[",
            "]",
            ":",
            "\\",
            "\\ud800",
            "id,text",
            '"id"',
            '"text"',
            "null",
            "1e999",
        ),
        *(
            "date 2024-11-07",
            "ſept 1, 2020",
            "31 ſept. 2020",
            "1 May 0000",
            "٣ May ٢٠٢٠",
            "Sunday, ",
            "²",
            "1" * 5000,
        ),
        *(
            "A title",
            "Ana Cruz called Bo Reyes.",
            "<p>",
            "</p>",
            "<!--",
            "-->",
            "<script>",
            "<",
            ">",
            "&#0;",
            "&",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
BYTES = st.one_of(
    TEXTS.map(str.encode), TEXTS.map(lambda text: text.encode("utf-16")), st.binary(max_size=40)
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(TEXTS | st.sampled_from(["@value", "@list", "en"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Hold a block to some seconds of processor time, of this process and of those that it started."""
    started = sum(os.times()[:4])
    yield
    assert sum(os.times()[:4]) - started < seconds


def check(path: Path) -> list[Document]:
    """Read a file or a folder and look at all that comes."""
    with within(LIMIT):
        items = list(read([str(path)]))
    assert items
    for item in items:
        if isinstance(item, Document):
            assert item.id.strip()
            assert item.text.strip()
            assert all(isinstance(value, str | None) for value in (item.title, item.date, item.url))
            "".join(filter(None, (item.id, item.text, item.title, item.url))).encode()
        else:
            assert not isinstance(item, PassedOver)
            for line in (item.source, item.reason):
                assert line.encode()
                assert len(line.splitlines()) == 1
    return [item for item in items if isinstance(item, Document)]


@SETTINGS
@pytest.mark.parametrize("suffix", readers.READERS)
@given(data=BYTES)
def test_any_bytes(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (path := Path(folder) / f"a{suffix}").write_bytes(data)
        check(path)


@SETTINGS
@given(
    rows=st.lists(
        st.one_of(
            JSON, st.fixed_dictionaries({"id": JSON, "text": JSON}, optional={"title": JSON, "date": JSON})
        ),
        max_size=4,
    )
)
def test_rows_of_any_json(rows: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        good = json.dumps({"id": "good", "text": "Ana called Bo."})
        (path := Path(folder) / "a.jsonl").write_text("\n".join((*map(json.dumps, rows), good)))
        assert check(path)[-1].text


@SETTINGS
@given(
    cells=st.lists(BYTES, max_size=4),
    header=st.sampled_from([b"id,text\n", b'"id","text"\r\n', b"text,id,id,\n", b'id,"text']),
)
def test_tables_of_any_cells(cells: list[bytes], header: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (path := Path(folder) / "a.csv").write_bytes(header + b"\n".join(b"x," + cell for cell in cells))
        check(path)


@SETTINGS
@given(text=TEXTS)
def test_the_opening_of_any_text(text: str) -> None:
    title, day = publication(text)
    assert title is None or title in text
    assert day is None or len(day) == 10


def page(head: str) -> str:
    body = "<p>Ana Cruz called Tobias Reyes on Monday evening, said an aide in the city of Marlow.</p>" * 3
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"


@settings(SETTINGS, max_examples=40)
@given(
    name=st.sampled_from(["headline", "datePublished", "author", "publisher", "@type", "@graph", "url"]),
    value=JSON,
)
@example("headline", ["A title"])
@example("headline", {"@value": "A title"})
@example("headline", 7)
@example("headline", {"xx": []})
def test_pages_with_any_json_ld(name: str, value: object) -> None:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A title", name: value}
    told = pages._answer(page(f'<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert told.get("text", "").startswith("Ana Cruz called")
    assert all(isinstance(told[name], str | None) for name in told)


@settings(SETTINGS, max_examples=40)
@given(text=TEXTS)
def test_pages_of_any_text(text: str) -> None:
    told = pages._answer(page("") + text)
    assert all(isinstance(told[name], str | None) for name in told)


@SETTINGS
@given(
    charset=st.sampled_from(["undefined", "idna", "hex", "utf-16", "x", "punycode", "mbcs"]),
    rest=st.binary(max_size=20),
)
def test_pages_of_any_charset(charset: str, rest: bytes) -> None:
    data = f"<html><meta charset={charset}><p>".encode() + rest
    try:
        assert isinstance(readers._decode_page(data), str)
    except ValueError as error:
        assert str(error).startswith("is not UTF-8")
