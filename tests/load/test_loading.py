"""`kg load` into two stores of different make, and the packaged questions asked there."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample
from places import ROOT, Run
from servers import Server, kg, oxigraph, virtuoso

from kg.graph.lookup import best_connected
from kg.query.answers import open_store
from kg.query.answers import run as ask
from kg.query.questions import Query, catalogue, filled

ANSWERS = Path(__file__).parents[1] / "competency"
QUESTIONS = [query.name for query in catalogue()]
Rows = tuple[list[str], Counter[tuple[str, ...]]]


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with request.param(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another graph than that of the seeds, with every kind of thing in it."""
    return sample.write(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def embedded(other: Path) -> dict[str, Rows]:
    """What the embedded store answers on the other graph."""
    store = open_store(other)
    return {query.name: rows(ask(store, asked(query, store), format="csv")) for query in catalogue()}


@pytest.fixture(scope="module")
def told(server: Server, run: Run, other: Path) -> dict[str, dict[str, Rows]]:
    """What the server answers when the seeds' graph is in it, and then another one in its place."""
    answers = {}
    for name, folder, options in (("seeds", ROOT / "output", ()), ("sample", other, ("--replace",))):
        result = run("load", folder, "--endpoint", server.endpoint, *server.options, *options)
        assert result.returncode == 0, result.stderr
        store = open_store(folder)
        answers[name] = {query.name: rows(server.csv(asked(query, store).text)) for query in catalogue()}
    return answers


def asked(query: Query, store: ox.Store) -> Query:
    """A packaged query about the best connected of the graph, where it takes values."""
    return filled(query, store, partial(best_connected, store))


def rows(text: str) -> Rows:
    """Headings, and the rows in any order with numbers by their value: Virtuoso gives 0.90 as 0.9."""
    headings, *body = csv.reader(io.StringIO(text))
    return headings, Counter(tuple(map(value, row)) for row in body)


def value(cell: str) -> str:
    try:
        return str(Decimal(cell).normalize())
    except InvalidOperation:
        return cell


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_server_answers_on_the_seeds_as_expected(told: dict[str, dict[str, Rows]], name: str) -> None:
    assert told["seeds"][name] == rows((ANSWERS / f"{name}.csv").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_server_and_the_embedded_store_answer_alike(
    told: dict[str, dict[str, Rows]], embedded: dict[str, Rows], name: str
) -> None:
    assert told["sample"][name] == embedded[name]


def write(folder: Path, quads: str, base: str = "https://other.example/") -> Path:
    """A graph by hand: lines of N-Quads with {b} for a base of its own."""
    folder.mkdir(exist_ok=True)
    about = '{b}dataset> <http://rdfs.org/ns/void#uriSpace> "{b}" <{b}dataset> .\n'
    text = ("<" + about + quads).replace("{b}", base)
    (folder / "graph.nq").write_text("".join(sorted(text.splitlines(keepends=True))), encoding="utf-8")
    return folder


def test_unusual_names_and_literals_arrive(server: Server, tmp_path: Path) -> None:
    graphs = ["a%20b", "caf%C3%A9", "café", "Ж-\U0001f600", "a?b=c&d=e+f#g", "x%2Fy", "it's;(1)"]
    literal = r"tab\t newline\n \"quoted\" back\\slash é \U0001F600 " + "word " * 8000
    quads = "".join(f'<{{b}}{g}> <{{b}}p> "{literal}"@en <{{b}}{g}> .\n' for g in graphs)
    numbers = ("0.90", "0.9", "1")  # two of them one where numbers are known by value
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    quads += "".join(f'<{{b}}n> <{{b}}p> "{n}"^^<{decimal}> <{{b}}n> .\n' for n in numbers)
    folder = write(tmp_path / "g", quads, "https://odd.example/")
    result = kg("load", folder, "--endpoint", server.endpoint, *server.options)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("graphs   9: 9 sent, 0 were there\ntriples  11, as counted in http://")
    for graph in graphs:
        found = server.csv(f"SELECT ?o WHERE {{ GRAPH <https://odd.example/{graph}> {{ ?s ?p ?o }} }}")
        text = list(csv.reader(io.StringIO(found)))[1][0]
        assert text.startswith('tab\t newline\n "quoted" back\\slash é \U0001f600 word')
        assert len(text) == len('tab\t newline\n "quoted" back\\slash é \U0001f600 ') + 5 * 8000
    # Nothing is known of the load now but what the store says itself: it is compared, not sent again.
    again = kg("load", folder, "--endpoint", server.endpoint, *server.options, "--cache", tmp_path / "new")
    assert (again.exit_code, again.stdout.splitlines()[0]) == (0, "graphs   9: 0 sent, 9 were there")


def test_a_literal_that_is_too_long_for_one_store(server: Server, tmp_path: Path) -> None:
    folder = write(tmp_path / "g", f'<{{b}}s> <{{b}}p> "{"x" * 3_000_000}" <{{b}}long> .\n')
    result = kg("load", folder, "--endpoint", server.endpoint, *server.options)
    if "sparql" in server.endpoint:  # Virtuoso 7: 64 KiB
        assert result.exit_code == 1
        assert "kg: error: https://other.example/long: http://127.0.0.1:" in result.stderr
        assert "500 Request Failed: The PUT request for graph" in result.stderr
        assert "its longest line has 3,000,0" in result.stderr
    else:
        assert result.exit_code == 0, result.stderr
