"""Addresses, passwords and files: what is refused before anything is sent."""

from pathlib import Path

import pytest
from click.testing import Result
from places import ROOT
from servers import kg

from kg.errors import OutputError
from kg.load import endpoint
from kg.load.dataset import read_dataset

QUAD = "<https://e.example/s> <https://e.example/p> "


def load(folder: Path, url: str, *options: object) -> Result:
    return kg("load", folder, "--endpoint", url, *options)


@pytest.mark.parametrize(
    ("store", "query", "graph"),
    [
        (
            "http://h:7878/store",
            "http://h:7878/query",
            "http://h:7878/store?graph=https%3A%2F%2Fe.example%2Fa",
        ),
        (
            "http://h:8890/sparql-graph-crud-auth",
            "http://h:8890/sparql-auth",
            "http://h:8890/sparql-graph-crud-auth?graph-uri=https%3A%2F%2Fe.example%2Fa",
        ),
        ("http://h/news/data", "http://h/news/query", "http://h/news/data?graph=https%3A%2F%2Fe.example%2Fa"),
        (
            "https://h/repositories/news/rdf-graphs/service",
            "https://h/repositories/news",
            "https://h/repositories/news/rdf-graphs/service?graph=https%3A%2F%2Fe.example%2Fa",
        ),
        ("http://h:7001", "http://h:7001/", "http://h:7001?graph=https%3A%2F%2Fe.example%2Fa"),
        ("http://h/rdf?x=1", None, "http://h/rdf?x=1&graph=https%3A%2F%2Fe.example%2Fa"),
    ],
    ids=["oxigraph", "virtuoso", "fuseki", "graphdb", "qlever", "unknown"],
)
def test_the_habits_of_stores(store: str, query: str | None, graph: str) -> None:
    found = endpoint(store)
    assert (str(found.query) if found.query else None) == query
    assert str(found.of("https://e.example/a")) == graph


@pytest.mark.parametrize(
    ("url", "exposed"),
    [
        ("http://127.0.0.1:1/store", False),
        ("http://[::1]:1/store", False),
        ("http://localhost/store", False),
        ("https://kg.example/store", False),
        ("http://kg.example/store", True),
    ],
)
def test_whether_a_password_would_be_seen(url: str, exposed: bool) -> None:
    assert endpoint(url).exposed is exposed


def test_a_warning_before_a_password_is_seen(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hush\n")
    result = load(ROOT / "output", "http://nowhere.invalid/store", "--password-file", tmp_path / "password")
    assert result.exit_code == 1
    first, second = result.stderr.splitlines()
    assert first == (
        "kg: warning: the password goes over the network as it is: http://nowhere.invalid/store is not https"
    )
    assert second.startswith("kg: error: http://nowhere.invalid/query: can't be reached: ")
    assert "hush" not in result.output


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("store", "'store' is no URL that begins with http:// or https://"),
        ("ftp://h/store", "'ftp://h/store' is no URL that begins with http:// or https://"),
        ("http:///store", "'http:///store' is no URL that begins with http:// or https://"),
        ("http://ann:hush@h/store", "h: no user or password in a URL; there are --user and --password-file"),
    ],
)
def test_what_is_no_address(url: str, told: str) -> None:
    result = load(ROOT / "output", url)
    assert (result.exit_code, result.stderr) == (1, f"kg: error: {told}\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "can't be read: No such file or directory"),
        (b"", "not one line with a password in it"),
        (b"a\nb\n", "not one line with a password in it"),
        (b"\xff", "can't be read: not UTF-8"),
    ],
)
def test_what_is_no_password(tmp_path: Path, content: bytes | None, told: str) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    result = load(ROOT / "output", "http://127.0.0.1:1/store", "--user", "ann", "--password-file", file)
    assert (result.exit_code, result.stderr) == (1, f"kg: error: {file}: {told}\n")


def test_a_user_needs_a_password() -> None:
    result = load(ROOT / "output", "http://127.0.0.1:1/store", "--user", "ann")
    assert result.exit_code == 2
    assert "a file with the password is needed" in result.stderr


def test_a_file_that_changes_under_a_load_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(QUAD + '"a" <https://e.example/g> .\n')
    dataset = read_dataset(tmp_path)
    path.write_text(QUAD + '"b" <https://e.example/g> .\n')
    with pytest.raises(OutputError, match=r"graph\.nq: was changed while it was read"):
        list(dataset.batches(dataset.graphs["https://e.example/g"]))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "no such file; `kg build` makes it"),
        (QUAD + '"a" .\n', "line 1: not as `kg build` writes it"),
        (QUAD + "_:b <https://e.example/g> .\n", "line 1: not as `kg build` writes it"),
        (QUAD + '"a" <https://e.example/g> .\n\n', "line 2: not as `kg build` writes it"),
        (QUAD + '"a" <https://e.example/g>.\n', "line 1: not as `kg build` writes it"),
        (QUAD + '"a" <https://e.example/g> .\nnonsense\n', "line 2: "),
    ],
    ids=["none", "no graph", "blank node", "empty line", "other form", "broken"],
)
def test_what_is_no_graph(tmp_path: Path, content: str | None, told: str) -> None:
    if content is not None:
        (tmp_path / "graph.nq").write_text(content)
    result = load(tmp_path, "http://127.0.0.1:1/store")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"kg: error: {tmp_path / 'graph.nq'}: {told}")
    assert result.stderr.count("\n") == 1
