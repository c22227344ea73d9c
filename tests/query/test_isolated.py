"""A query in a process of its own, which ends when it is done, its time is up, or nobody listens."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sample

from kg.errors import OutputError, QueryError, QueryTimeoutError
from kg.query.isolated import Start, stream
from kg.query.questions import Query

WHO = Query("SELECT DISTINCT ?n WHERE { ?x a kg:Person ; rdfs:label ?n } ORDER BY ?n")
ENDLESS = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
LONG = Query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
STARTS: tuple[Start, ...] = ("fork", "forkserver")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write(tmp_path_factory.mktemp("sample"))


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("start", STARTS)
def test_an_answer(folder: Path, start: Start) -> None:
    assert b"".join(stream(folder, WHO, format="csv", start=start)).split(b"\r\n") == [
        *(b"n", b"Emil Sorel", b"Ida Falk", b"Mara Lindqvist", b"Tomas Brandt", b"")
    ]


@pytest.mark.parametrize(
    ("query", "format", "begins"),
    [
        (WHO.text, None, b"n\n\xe2\x94\x80"),
        (WHO.text, "json", b'{"head":{"vars":["n"]}'),
        (WHO.text, "xml", b'<?xml version="1.0"?><sparql'),
        ("ASK {}", "json", b'{"head":{},"boolean":true}'),
        ("ASK {}", "csv", b"true"),
        ("DESCRIBE entity:ida-falk", "nt", b"<https://example.org/kg/entity/ida-falk> <"),
        ("DESCRIBE entity:ida-falk", None, b"@prefix "),
        ("DESCRIBE entity:ida-falk", "rdf", b'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'),
        ("DESCRIBE entity:ida-falk", "jsonld", b"["),
    ],
)
def test_formats(folder: Path, query: str, format: str | None, begins: bytes) -> None:
    assert b"".join(stream(folder, Query(query), format=format)).startswith(begins)


def test_only_the_graphs_that_are_asked(folder: Path) -> None:
    count = Query(
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?m) { { ?s ?p ?o } UNION { GRAPH ?g { } } }"
    )
    alpha, beta = (f"https://example.org/kg/article/{name}" for name in ("alpha", "beta"))

    def asked(**graphs: list[str]) -> list[bytes]:
        rows = b"".join(stream(folder, count, format="csv", **graphs)).split()  # type: ignore[arg-type]
        return rows[1].split(b",")

    everything = asked()
    one, both = asked(default_graphs=[alpha]), asked(default_graphs=[alpha, beta])
    assert 0 < int(one[0]) < int(both[0]) < int(everything[0])
    assert int(asked(default_graphs=[alpha], named_graphs=[beta])[1]) == 1


@pytest.mark.parametrize("start", STARTS)
def test_the_first_piece_comes_long_before_the_last(folder: Path, start: Start) -> None:
    answer = stream(folder, LONG, format="tsv", start=start)
    assert next(answer).startswith(b"?")
    (process,) = (child.pid for child in multiprocessing.active_children())
    answer.close()
    assert ended(process)


@pytest.mark.parametrize("start", STARTS)
def test_time_is_up_in_the_middle_of_an_evaluation(folder: Path, start: Start) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"query: not done after 0.2 seconds"):
        list(stream(folder, ENDLESS, format="csv", timeout=0.2, start=start))
    assert time.monotonic() - begun < 30  # it would take days


def test_time_is_up_between_rows(folder: Path) -> None:
    with pytest.raises(QueryTimeoutError):
        for _ in stream(folder, LONG, format="csv", timeout=0.3):
            pass


def test_the_reader_s_time_does_not_count(folder: Path) -> None:
    answer = stream(folder, WHO, format="csv", timeout=1.5)
    next(answer)
    time.sleep(1.6)
    assert list(answer) == []


def test_too_much_memory(folder: Path) -> None:
    greedy = Query(f"{LONG.text} ORDER BY ?a")
    with pytest.raises(
        QueryError, match=r"ended before its time \(it may take 200,000,000 bytes of memory\)"
    ):
        list(stream(folder, greedy, format="csv", memory=200_000_000, timeout=60))


def test_too_long_an_answer(folder: Path) -> None:
    answer = stream(folder, LONG, format="csv", size=1_000_000)
    with pytest.raises(QueryError, match="larger than 1,000,000 bytes"):
        sum(map(len, answer))


def test_a_query_at_fault_shows_the_place(folder: Path) -> None:
    with pytest.raises(QueryError, match=r"mine: line 1: this \{ is never closed\n  ASK \{\n      \^$"):
        list(stream(folder, Query("ASK {", "mine"), format="csv"))


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"graph\.nq: no such file"):
        list(stream(tmp_path, WHO, format="csv"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { service silent<URL>{ ?s ?p ?o } }",
        "SELECT * { BIND('\\'' AS ?x) #\n SERVICE#\n<URL> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
        "PREFIX a: <URL> SELECT * { FILTER(1<2) SERVICE a: { ?s ?p ?o } FILTER(3>2) }",
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <URL>",
    ],
)
def test_nothing_goes_over_a_network(folder: Path, query: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        text = query.replace("URL", f"http://127.0.0.1:{server.getsockname()[1]}/sparql")
        try:
            list(stream(folder, Query(text), format="csv", timeout=5))
        except QueryTimeoutError:
            raise
        except QueryError as error:
            assert "FROM" not in query
            assert "network" in str(error) or "only read" in str(error) or "\\u" in query
        with pytest.raises(TimeoutError):
            server.accept()


# ----------------------------------------------------------------------------- the end of the parent

PROGRAM = """
import multiprocessing, sys, threading, time
from pathlib import Path
from kg.query.isolated import stream
from kg.query.questions import Query

def tell():
    while not (children := multiprocessing.active_children()): time.sleep(0.01)
    while children[0].pid is None: time.sleep(0.01)
    print(children[0].pid, flush=True)

if __name__ == "__main__":
    threading.Thread(target=tell).start()
    list(stream(Path(sys.argv[1]), Query(sys.argv[2]), format="csv", start=sys.argv[3]))
"""


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_its_parent(folder: Path, number: signal.Signals, start: Start) -> None:
    command = [sys.executable, "-c", PROGRAM, str(folder), ENDLESS.text, start]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        time.sleep(0.2)
        assert not ended(child, patience=0)
        parent.send_signal(number)
        parent.wait(timeout=60)
    assert ended(child)


def ended(process: int | None, patience: float = 30) -> bool:
    """Whether a process is gone, or but a name in the table, within some seconds."""
    assert process is not None
    until = time.monotonic() + patience
    while True:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
        if not state.stdout.strip() or state.stdout.startswith("Z"):
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
