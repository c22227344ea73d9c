"""From paths to documents: every kind of file, and every fault by name."""

import json
import os
import socket
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Document
from kg.sources import pages, readers
from kg.sources.readers import PassedOver, Skipped, read, read_lines

TEXT = "Kamala Harris called Donald Trump.\r\n\nShe congratulated him.\n"


def documents(*paths: Path | str) -> list[Document]:
    """What is read when nothing may be skipped."""
    found = list(read([str(path) for path in paths]))
    assert not [item for item in found if isinstance(item, Skipped)]
    return [item for item in found if isinstance(item, Document)]


def skipped(*paths: Path | str) -> list[tuple[str, str]]:
    return [(item.source, item.reason) for item in read([*map(str, paths)]) if isinstance(item, Skipped)]


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_text_is_read_as_it_is(tmp_path: Path) -> None:
    (document,) = documents(write(tmp_path / "a b.txt", TEXT))
    assert document == Document("a b", TEXT, "a b.txt")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (document,) = documents(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + TEXT.encode()))
    assert document.text == TEXT


def test_title_and_date_are_told_beside_the_text(tmp_path: Path) -> None:
    text = f"Harris calls Trump\n\nNovember 7, 2024\n\n{TEXT}"
    (document,) = documents(write(tmp_path / "a.txt", text))
    assert (document.title, document.date, document.text) == ("Harris calls Trump", "2024-11-07", text)


def test_markdown_has_its_first_heading_as_title(tmp_path: Path) -> None:
    text = f"# Harris calls Trump #\n\n7 November 2024\n\n{TEXT}"
    (document,) = documents(write(tmp_path / "a.md", text))
    assert (document.title, document.date, document.text) == ("Harris calls Trump", "2024-11-07", text)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# About C#\r\n", "About C#"),
        ("#\n##  Ana ##  \n", "Ana"),
        ("# a" + " " * 100_000 + "x", "a" + " " * 100_000 + "x"),
        ("# #\n" + "#" * 100_000, None),
    ],
)
def test_headings_of_markdown(tmp_path: Path, heading: str, title: str | None) -> None:
    (document,) = documents(write(tmp_path / "a.md", heading + "\n" + TEXT))
    assert document.title == title


PAGE = """<!doctype html><html><head><title>The Paper: Harris calls Trump</title>{head}
<meta property="og:title" content="Harris calls Trump"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Harris calls Trump</h1>{body}</article>
<footer>Copyright The Paper. All rights reserved.</footer><script>alert("script")</script></body></html>"""
PARAGRAPHS = "".join(
    f"<p>Kamala Harris called Donald Trump {n} times, said José Núñez, her aide in the city of Zürich.</p>"
    for n in range(3, 9)
)


def page(head: str) -> str:
    return PAGE.format(head=head, body=PARAGRAPHS)


def test_html_gives_the_main_text_of_a_page(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-11-07T10:00:00Z">'
    (document,) = documents(write(tmp_path / "a.html", page(head)))
    assert (document.title, document.date) == ("Harris calls Trump", "2024-11-07")
    assert "Kamala Harris called Donald Trump 8 times, said José Núñez" in document.text
    for other in ("Sport", "Copyright", "script", "<p>"):
        assert other not in document.text


def test_html_without_a_declared_date_has_none(tmp_path: Path) -> None:
    (document,) = documents(write(tmp_path / "a.html", page("")))
    assert document.date is None


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        (["Harris calls Trump"], "Harris calls Trump"),
        ({"@value": "Harris calls Trump", "@language": "en"}, "Harris calls Trump"),
        ([{"@value": "Harris calls Trump"}, "Autre titre"], "Harris calls Trump"),
        ({"de": "Anruf", "en": "Harris calls Trump"}, "Harris calls Trump"),
        (2024, "2024"),
    ],
)
def test_html_with_a_headline_in_any_form_of_json_ld(tmp_path: Path, headline: object, title: str) -> None:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    (document,) = documents(write(tmp_path / "a.html", page(head).replace("og:title", "og:other")))
    assert document.title == title


def test_html_in_the_charset_it_declares(tmp_path: Path) -> None:
    data = page('<meta charset="iso-8859-1">').encode("iso-8859-1")
    (document,) = documents(write(tmp_path / "a.htm", data))
    assert "José Núñez, her aide in the city of Zürich" in document.text
    assert skipped(write(tmp_path / "b.html", page("").encode("iso-8859-1")))[0][1].startswith("is not UTF-8")
    for charset in ("undefined", "hex", "utf-16", "no-such"):
        data = page(f"<meta charset={charset}>").encode("iso-8859-1")
        assert skipped(write(tmp_path / "c.html", data))[0][1].startswith("is not UTF-8")


def test_html_on_which_the_library_never_ends_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "TIMEOUT_SECONDS", 1)
    endless = '<script type="application/ld+json">"' + '\\"' * 50_000 + "</script>"
    write(tmp_path / "a.html", page(endless))
    write(tmp_path / "b.html", page(""))
    bad, good = read([str(tmp_path)])
    assert bad == Skipped(f"{tmp_path}/a.html", "takes more than 1 seconds to read as a page")
    assert isinstance(good, Document)


@pytest.mark.parametrize("library", ["trafilatura", "lxml_html_clean"])
def test_html_without_its_library_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    missing = f"raise ModuleNotFoundError('No module named {library}', name='{library}')"
    write(tmp_path / "lib" / f"{library}.py", missing)
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    write(tmp_path / "news" / "a.html", page(""))
    write(tmp_path / "news" / "b.txt", TEXT)
    bad, good = read([str(tmp_path / "news")])
    assert isinstance(bad, Skipped)
    assert bad.reason.startswith("needs a library that isn't installed: ")
    assert library.replace("_", "") in bad.reason.replace("_", "").replace(".", "")
    assert isinstance(good, Document)


ROWS = [
    {
        "id": "a",
        "text": TEXT,
        "title": "Harris calls Trump",
        "date": "2024-11-07T09:00:00Z",
        "url": "https://e.org/a",
    },
    {"id": 7, "text": f"Harris calls Trump\n\nMay 01, 2009\n\n{TEXT}"},
]


def test_json_lines(tmp_path: Path) -> None:
    first, second = documents(write(tmp_path / "rows.jsonl", "\n\n".join(map(json.dumps, ROWS))))
    assert first == Document(
        "a", TEXT, "rows.jsonl, line 1", "Harris calls Trump", "2024-11-07", "https://e.org/a"
    )
    assert (second.id, second.title, second.date) == ("7", "Harris calls Trump", "2009-05-01")
    assert second.source == "rows.jsonl, line 3"


def test_csv(tmp_path: Path) -> None:
    data = f'\ufeffurl,id,text,other\r\nhttps://e.org/a,a,"{TEXT}",x\r\n,b,"He said ""no"", she said.",y\r\n'
    first, second = documents(write(tmp_path / "rows.csv", data))
    assert first == Document("a", TEXT, "rows.csv, line 2", url="https://e.org/a")
    assert second == Document("b", 'He said "no", she said.', "rows.csv, line 6")


def test_a_csv_field_may_be_longer_than_python_lets_it(tmp_path: Path) -> None:
    text = TEXT * 5000
    assert documents(write(tmp_path / "rows.csv", f'id,text\na,"{text}"\n'))[0].text == text


def test_folders_globs_and_files_that_meet_are_read_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/deep/a.txt", "c.md", "sub/.hidden/x.txt", ".x.txt", "notes.pdf"):
        write(tmp_path / name, TEXT)
    expected = ["b", "c", "a"]
    assert [document.id for document in documents(tmp_path)] == expected
    assert [document.id for document in documents(tmp_path / "sub", tmp_path / "b.txt", tmp_path)] == expected
    assert [document.id for document in documents(f"{tmp_path}/**/*.txt", f"{tmp_path}/*.md")] == expected


def test_a_name_with_glob_characters_is_a_name_first(tmp_path: Path) -> None:
    assert documents(write(tmp_path / "a[1].txt", TEXT))[0].id == "a[1]"


def test_in_a_folder_of_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "news" / "a.txt", "")
    monkeypatch.chdir(tmp_path)
    assert skipped("news", "./news/../news/a.txt") == [("news/a.txt", "is empty")]


# ------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", " \n\t\r\n", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.txt", b"Caf\xe9 society", "is not UTF-8: byte 0xe9 at offset 3"),
        ("a.txt", "Harris\0called", "is not plain UTF-8 text: U+0000 at offset 6 of its text"),
        ("a.txt", "Harris\x0ccalled", "is not plain UTF-8 text: U+000C at offset 6 of its text"),
        ("a.html", "", "is empty"),
        ("a.html", "<html><body></body></html>", "has no main text that can be told from menus and footers"),
        ("a.pdf", "%PDF", "is of no kind that can be read (.txt, .md, .html, .htm, .jsonl, .csv)"),
        ("a.jsonl", " \n\n", "is empty"),
        ("a.csv", "", "has no header with the columns id and text"),
        ("a.csv", "id,text\n\n", "has no rows"),
        ("a.csv", 'id,"text\n1,x\n', "has a header that is not CSV: unexpected end of data"),
        ("a.csv", 'id,"text"s\n1,x\n', "has a header that is not CSV: ',' expected after '\"'"),
        ("a.csv", "id,body\n1,x\n", "has no header with the columns id and text"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, data: str | bytes, reason: str) -> None:
    path = write(tmp_path / name, data)
    assert skipped(path) == [(str(path), reason)]


@pytest.mark.parametrize(
    ("name", "data", "line", "reason"),
    [
        ("a.jsonl", '{"id": "x", "text": "y"', 1, "is not JSON: Expecting ',' delimiter (column 24)"),
        ("a.jsonl", '\n["x"]', 2, "is not a JSON object with id and text"),
        ("a.jsonl", '{"text": "y"}', 1, "has no id"),
        ("a.jsonl", '{"id": " ", "text": "y"}', 1, "has no id"),
        ("a.jsonl", '{"id": "x"}', 1, "has no text (id 'x')"),
        ("a.jsonl", '{"id": "x", "text": "\\n"}', 1, "is empty"),
        ("a.jsonl", '{"id": "x", "text": 3}', 1, "its text is not text"),
        ("a.jsonl", '{"id": true, "text": "y"}', 1, "its id is not text"),
        (
            "a.jsonl",
            '{"id": "x", "text": "y\\ud800"}',
            1,
            "is not plain UTF-8 text: U+D800 at offset 1 of its text",
        ),
        ("a.jsonl", b'{"id": "x", "text": "\xe9"}', 1, "is not UTF-8: byte 0xe9 at offset 21"),
        ("a.jsonl", "[" * 100_000, 1, "is not JSON"),
        ("a.jsonl", '{"id": ' + "9" * 5000 + "}", 1, "is not JSON that can be read: a number of thousands"),
        ("a.csv", "id,text\n,y\n", 2, "has no id"),
        ("a.csv", "id,text\nx\n", 2, "has no text (id 'x')"),
        ("a.csv", b"id,text\nx,caf\xe9\n", 2, "is not plain UTF-8 text: byte 0xe9 at offset 3 of its text"),
        ("a.csv", 'id,text\nx,"y"z\n', 2, "is not CSV: ',' expected after '\"'"),
    ],
)
def test_a_broken_row_does_not_stop_the_others(
    tmp_path: Path, name: str, data: str | bytes, line: int, reason: str
) -> None:
    good = '\n{"id": "good", "text": "Yes."}\n' if name.endswith("l") else "\ngood,Yes.\n"
    path = write(tmp_path / name, (data if isinstance(data, bytes) else data.encode()) + good.encode())
    bad, document = read([str(path)])
    assert isinstance(bad, Skipped)
    assert bad.source == f"{path}, line {line}"
    assert bad.reason.startswith(reason)
    assert isinstance(document, Document)
    assert document.id == "good"


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    kinds = "(.txt, .md, .html, .htm, .jsonl, .csv)"
    assert skipped(tmp_path / "no.txt", tmp_path / "empty", f"{tmp_path}/*.jsonl", "") == [
        (f"{tmp_path}/no.txt", "there is no such file or folder"),
        (f"{tmp_path}/empty", f"no articles there {kinds}"),
        (f"{tmp_path}/*.jsonl", f"no articles there {kinds}"),
        ("", "there is no such file or folder"),
    ]
    assert skipped(tmp_path) == [(f"{tmp_path}/gone.txt", "no such file or directory")]


@pytest.mark.parametrize("name", [f"a{suffix}" for suffix in readers.SUFFIXES])
def test_what_only_looks_like_a_file(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of them is opened: a pipe that nobody writes to would keep us waiting."""
    monkeypatch.chdir(tmp_path)
    for folder in ("pipe", "socket", "device", "folder"):
        (tmp_path / folder).mkdir()
    os.mkfifo(f"pipe/{name}")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(f"socket/{name}")
    os.symlink("/dev/zero", f"device/{name}")
    write(tmp_path / "folder" / name / "b.txt", TEXT)
    odd = [f"{folder}/{name}" for folder in ("pipe", "socket", "device")]
    assert skipped(*odd) == [(path, "is neither a file nor a folder") for path in odd]
    for given in ([str(tmp_path)], [f"*/{name}"]):
        *bad, good = sorted(read(given), key=lambda item: isinstance(item, Document))
        assert {item.reason for item in bad if isinstance(item, Skipped)} == {"is not a regular file"}
        assert len(bad) == 3
        assert isinstance(good, Document)
    for path in odd:
        with pytest.raises(InputError, match="is not a regular file"):
            read_lines(path)


def test_folders_that_lead_into_each_other_are_walked_once(tmp_path: Path) -> None:
    write(tmp_path / "news" / "a.txt", TEXT)
    for name in ("one", "two", "three"):
        (tmp_path / "news" / name).symlink_to(tmp_path)
    for given in (tmp_path, f"{tmp_path}/**/*.txt", f"{tmp_path}/**", f"{tmp_path}/*/*.txt"):
        assert [document.id for document in documents(given)] == ["a"]


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    try:
        write(tmp_path / os.fsdecode(b"caf\xe9.txt"), TEXT)
        write(tmp_path / os.fsdecode(b"d\xe9") / "a.txt", "")
        write(tmp_path / os.fsdecode(b"d\xe9") / "b.jsonl", "x")
    except OSError:
        pytest.skip("this file system holds UTF-8 names only")
    told = [source.removeprefix(f"{tmp_path}/") for source, _ in skipped(tmp_path)]
    assert told == ["caf\\udce9.txt", "d\\udce9/a.txt", "d\\udce9/b.jsonl, line 1"]
    assert skipped(tmp_path)[0][1] == "its name is not UTF-8"
    assert skipped(tmp_path / os.fsdecode(b"\xe9.txt"))[0][0].encode()


def test_what_a_build_wrote_is_no_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt", TEXT)
    for name in ("articles.jsonl", "graph.nq", "graph.html", "sub/b.txt"):
        write(tmp_path / "old" / "graph" / name, TEXT)
        write(tmp_path / "new" / name, TEXT)
    write(tmp_path / "table" / "articles.jsonl", json.dumps(ROWS[0] | {"id": "row"}))
    built = PassedOver("old/graph", "holds a graph that was built, and is no input")
    own = PassedOver("new", "is the folder that is written to, and no input")
    told = list(read(["."], output=Path("new")))
    assert [item for item in told if isinstance(item, PassedOver)] == [own, built]
    assert [item.id for item in told if isinstance(item, Document)] == ["a", "row"]
    assert not [item for item in told if isinstance(item, Skipped)]
    for given in (["old/graph", "old/graph"], ["old/graph/graph.html"], ["old/graph/*"], ["old"]):
        assert list(read(given)) == [PassedOver("old/graph", built.reason)]


def test_two_articles_with_one_id(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a" / "x.txt", TEXT), write(tmp_path / "b" / "x.md", TEXT)
    rows = write(tmp_path / "c.jsonl", '{"id": "x", "text": "y"}')
    for order in ([first, second, rows], [rows, second, first]):
        assert skipped(*order) == [
            (str(second), f"has the id 'x', which {first} has already"),
            (f"{rows}, line 1", f"has the id 'x', which {first} has already"),
        ]


def test_an_article_has_a_limit_and_a_table_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 100)
    large = write(tmp_path / "a.txt", "x" * 101)
    assert skipped(large) == [(str(large), "is too large for one article: 101 bytes, the limit is 100")]
    rows = write(tmp_path / "b.jsonl", "".join(f'{{"id": "{n}", "text": "{"x" * 100}"}}\n' for n in range(9)))
    assert len(documents(rows)) == 9
    row = write(tmp_path / "c.csv", f"id,text\nlong,{'x' * 101}\nshort,x\n")
    assert skipped(row) == [
        (f"{row}, line 2", "is too large for one article: 101 characters, the limit is 100")
    ]
