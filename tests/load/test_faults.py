"""A load over a wire that breaks: nothing is lost, nothing is doubled, nothing is sent twice for nothing."""

import re
import shutil
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
import sample
from click.testing import Result
from servers import HTTP, Server, Wire, free_port, kg, oxigraph, wire

GRAPHS = ["article/a", "article/b", "article/c", "dataset", "ontology", "quarantine/b"]
SIZES = dict(zip(GRAPHS, (30, 20, 10, 4, 5, 2), strict=True))
BASE = "https://other.example/"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def store(server: Server) -> Iterator[Wire]:
    """A wire to an empty store."""
    HTTP.delete(server.endpoint).raise_for_status()
    with wire(server.endpoint) as proxy:
        yield proxy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "kg")


def write(folder: Path, sizes: dict[str, int] = SIZES, word: str = "word") -> Path:
    """A graph with so many triples in each of its graphs; its description names the articles."""
    lines = []
    for graph, size in sizes.items():
        about = [f'<{BASE}{graph}> <http://rdfs.org/ns/void#uriSpace> "{BASE}"'] if graph == "dataset" else []
        if graph == "dataset":
            part = "<http://purl.org/dc/terms/hasPart>"
            about += [f"<{BASE}{graph}> {part} <{BASE}{name}>" for name in sizes if name.startswith("art")]
        about += [f'<{BASE}s{n}> <{BASE}p> "{word} {n}"@en' for n in range(size - len(about))]
        lines += [f"{line} <{BASE}{graph}> .\n" for line in about]
    folder.mkdir(exist_ok=True)
    (folder / "graph.nq").write_text("".join(sorted(lines)), encoding="utf-8")
    return folder


def there(server: Server) -> dict[str, int]:
    """What the store has."""
    text = server.csv("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    return {graph.removeprefix(BASE): int(count) for graph, count in rows}


def written(store: Wire) -> list[str]:
    """The graphs that were written, in order: ["PUT article/a", …]."""
    return [f"{method} {unquote(path).partition(BASE)[2]}" for method, path in store.writes]


def load(folder: Path, store: Wire, *options: object) -> Result:
    return kg("load", folder, "--endpoint", store.url, *options)


@pytest.mark.parametrize(
    "fault", ["cut", "deaf", (503, {"Retry-After": "0"}, b"busy"), (500, {}, b"deadlock")]
)
def test_a_fault_that_passes_is_tried_again(folder: Path, server: Server, store: Wire, fault: object) -> None:
    store.fault = lambda number, method, graph: fault if number == 3 else None
    result = load(folder, store)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        "graphs   6: 6 sent, 0 were there",
        f"triples  71, as counted in {store.url}",
    ]
    assert there(server) == SIZES
    assert written(store).count("PUT article/c") == 2
    assert len(written(store)) == 7


def test_a_load_that_broke_off_goes_on_where_it_stopped(folder: Path, server: Server, store: Wire) -> None:
    store.fault = lambda number, method, graph: (400, {}, b"disk full\nsorry") if number >= 3 else None
    broken = load(folder, store)
    assert (broken.exit_code, broken.stdout) == (1, "")
    assert broken.stderr == (
        f"kg: error: {BASE}article/c: {store.url}: 400 Bad Request: disk full; "
        "50 of 71 triples are there, and the same command goes on\n"
    )
    assert there(server) == {"article/a": 30, "article/b": 20}
    store.fault, store.writes = lambda number, method, graph: None, []
    result = load(folder, store)
    assert result.stdout.startswith("graphs   6: 4 sent, 2 were there\n")
    assert written(store) == [
        f"PUT {graph}" for graph in ("article/c", "ontology", "quarantine/b", "dataset")
    ]
    assert there(server) == SIZES


def test_a_large_graph_goes_on_in_its_middle(tmp_path: Path, server: Server, store: Wire) -> None:
    sizes = {"article/a": 20_500, "dataset": 2}
    folder = write(tmp_path / "kg", sizes)
    store.fault = lambda number, method, graph: (400, {}, b"no") if number == 3 else None
    assert "20,000 of 20,502 triples are there" in load(folder, store).stderr
    assert load(folder, store).exit_code == 0
    assert written(store) == [
        *("PUT article/a", "POST article/a", "POST article/a"),
        *("POST article/a", "PUT dataset"),
    ]
    assert there(server) == sizes


def test_a_load_that_is_stopped_goes_on(folder: Path, server: Server, store: Wire) -> None:
    store.fault = lambda number, method, graph: (503, {"Retry-After": "60"}, b"") if number == 3 else None
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "load", folder, "--endpoint", store.url],
        stderr=subprocess.PIPE,
        text=True,
    )
    while len(store.writes) < 3:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[1] == "kg: interrupted\n"
    assert process.returncode == 130
    assert load(folder, store).stdout.startswith("graphs   6: 4 sent, 2 were there\n")
    assert there(server) == SIZES


def test_a_state_that_was_cut_off_costs_one_graph(
    folder: Path, store: Wire, tmp_path: Path, server: Server
) -> None:
    assert load(folder, store, "--cache", tmp_path / "state").exit_code == 0
    state = next((tmp_path / "state").rglob("*.jsonl"))
    content = state.read_bytes()
    state.write_bytes(content[:-20])
    store.writes.clear()
    assert load(folder, store, "--cache", tmp_path / "state").exit_code == 0
    assert written(store) in ([], ["PUT dataset"])
    assert there(server) == SIZES


@pytest.mark.parametrize(
    "garble",
    [
        lambda content: content[:-20],
        lambda content: content[:100],
        lambda content: b"",
        lambda content: b"[" * 100_000,
        lambda content: content.replace(b'"whole": true', b'"whole": "yes"'),
        lambda content: content.replace(b'"batches": 0', b'"batches": "x"'),
        lambda content: content.replace(b'"graph": "', b'"graph": ["'),
        lambda content: content.replace(b'"', b"\xff"),
        None,
    ],
)
def test_a_built_graph_is_known_again_without_its_state(
    store: Wire, tmp_path: Path, garble: Callable[[bytes], bytes] | None
) -> None:
    """The sizes of its files are xsd:nonNegativeInteger, which Oxigraph gives back as xsd:integer."""
    folder, state = sample.write(tmp_path / "kg"), tmp_path / "state"
    assert load(folder, store, "--cache", state).exit_code == 0
    store.writes.clear()
    if garble:
        (file,) = state.rglob("*.jsonl")
        file.write_bytes(garble(file.read_bytes()))
    else:
        shutil.rmtree(state)
    result = load(folder, store, "--cache", state)
    assert (result.exit_code, result.stderr) == (0, "")
    assert written(store) in ([], ["PUT dataset"])


@pytest.mark.parametrize("charset", ["undefined", "hex", "idna", "nothing-known", "utf-16"])
def test_an_answer_in_an_encoding_that_is_none(folder: Path, store: Wire, charset: str) -> None:
    store.guard = lambda given: False
    store.refusal = (400, {"Content-Type": f"text/plain; charset={charset}"}, b"it is full")
    result = load(folder, store)
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("kg: error: ") and result.stderr.count("\n") == 1


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"results": 3}', b'{"results": {"bindings": 3}}'])
def test_an_answer_that_is_no_count(folder: Path, store: Wire, content: bytes, told: bool) -> None:
    store.guard = lambda given: False
    store.refusal = (200, {"Content-Type": "application/sparql-results+json"}, content)
    result = load(folder, store, *(("--query-endpoint", store.url) if told else ()))
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("kg: error: ") and result.stderr.count("\n") == 1


def test_a_graph_that_arrived_in_part_is_sent_again(folder: Path, server: Server, store: Wire) -> None:
    def half(number: int, method: str, graph: str) -> object:
        if "article%2Fb" not in graph:
            return None
        url = httpx.URL(server.endpoint, params={"graph": BASE + "article/b"})
        HTTP.put(url, content="<http://x/a> <http://x/b> 1 .", headers={"Content-Type": "text/turtle"})
        return (204, {}, b"")

    store.fault = half
    assert f"{BASE}article/b: 1 triples in the store, 20 in" in load(folder, store).stderr
    store.fault = lambda number, method, graph: None
    assert load(folder, store).stdout.startswith("graphs   6: 1 sent, 5 were there\n")
    assert there(server) == SIZES


def test_counts_that_differ_are_told(folder: Path, server: Server, store: Wire) -> None:
    store.fault = lambda number, method, graph: (204, {}, b"") if "article%2Fb" in graph else None
    result = load(folder, store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"kg: error: {BASE}article/b: 0 triples in the store, 20 in {folder / 'graph.nq'}\n"
    )
    store.fault, store.writes = lambda number, method, graph: None, []
    assert load(folder, store).exit_code == 0
    assert written(store) == ["PUT article/b"]
    assert there(server) == SIZES


def test_what_others_have_put_there_is_safe(folder: Path, server: Server, store: Wire) -> None:
    for graph in ("ontology", "elsewhere"):
        url = httpx.URL(server.endpoint, params={"graph": BASE + graph})
        content = "<http://x/a> <http://x/b> <http://x/c> ."
        HTTP.put(url, content=content, headers={"Content-Type": "text/turtle"})
    result = load(folder, store)
    assert result.exit_code == 1
    assert result.stderr == (
        f"kg: error: {store.url} has other triples in 1 of these graphs: {BASE}ontology has 1 there "
        f"and 5 in {folder / 'graph.nq'}; nothing was sent; --replace puts these in their place\n"
    )
    assert store.writes == []
    assert load(folder, store, "--replace").exit_code == 0
    assert there(server) == {**SIZES, "elsewhere": 1}


@pytest.mark.parametrize("known", [True, False], ids=["with its journal", "without it"])
def test_replace_drops_what_is_gone(
    folder: Path, server: Server, store: Wire, tmp_path: Path, known: bool
) -> None:
    assert load(folder, store).exit_code == 0
    fewer = {name: size for name, size in SIZES.items() if name not in {"article/b", "quarantine/b"}}
    write(folder, fewer)
    store.writes.clear()
    options = () if known else ("--cache", tmp_path / "other")
    refused = load(folder, store, *options)
    assert (refused.exit_code, store.writes) == (1, [])
    assert f"has other triples in 1 of these graphs: {BASE}dataset has 4 there and 4 in" in refused.stderr
    result = load(folder, store, "--replace", *options)
    assert result.stdout.startswith("graphs   4: 1 sent, 3 were there; 2 others dropped\n")
    assert written(store) == ["DELETE article/b", "DELETE quarantine/b", "PUT dataset"]
    assert there(server) == fewer


def test_a_changed_graph_of_the_same_size_is_seen(folder: Path, server: Server, store: Wire) -> None:
    assert load(folder, store).exit_code == 0
    write(folder, word="other")
    assert load(folder, store).exit_code == 1
    assert load(folder, store, "--replace").exit_code == 0
    assert "word" not in server.csv("SELECT ?o WHERE { ?s ?p ?o }")
    assert there(server) == SIZES


def test_counting_without_sparql(folder: Path, server: Server, store: Wire) -> None:
    store.url = store.url.replace("/store", "/graphs")  # an address that no known store has
    assert load(folder, store).exit_code == 0
    assert there(server) == SIZES
    told = load(folder, store, "--query-endpoint", server.endpoint)
    assert told.exit_code == 1
    assert told.stderr.startswith(f"kg: error: {server.endpoint}: 4")


def test_a_wrong_address(folder: Path, server: Server) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/store"
    result = kg("load", folder, "--endpoint", nobody)
    assert result.exit_code == 1
    assert re.fullmatch(r"kg: error: http://\S+: can't be reached: .*refused\n", result.stderr)
    result = kg("load", folder, "--endpoint", server.endpoint.replace("/store", "/nothing"))
    assert result.exit_code == 1
    assert f"kg: error: {BASE}article/a: http://" in result.stderr
    assert "404 Not Found" in result.stderr and "no Graph Store there? (Oxigraph's is /store" in result.stderr


def test_a_page_of_html_is_no_graph_store(folder: Path, store: Wire) -> None:
    page = b"<html><head><title>x</title></head><h1>Oh</h1>\n<p>You may not \x1b[31m do that.</p></html>"
    store.fault = lambda number, method, graph: (403, {"Content-Type": "text/html"}, page)
    result = load(folder, store)
    assert result.stderr.endswith("403 Forbidden: You may not [31m do that.\n")


def test_logging_in(folder: Path, server: Server, store: Wire, tmp_path: Path) -> None:
    """The way with digest is Virtuoso's, in test_loading."""
    secret = tmp_path / "password"
    secret.write_text("pass word\n")
    login = "Basic " + b64encode(b"ann:pass word").decode()
    store.guard = lambda given: given == login
    asked = {"WWW-Authenticate": 'Basic realm="x"'}
    store.refusal = (401, asked, b"")
    nobody = load(folder, store)
    assert nobody.stderr.endswith("401 Unauthorized; it wants --user and --password-file\n")
    assert load(folder, store, "--user", "ann", "--password-file", secret).exit_code == 0
    assert there(server) == SIZES
    wrong = load(folder, store, "--user", "bob", "--password-file", secret, "--replace")
    assert wrong.stderr.endswith("401 Unauthorized; the user or the password is wrong\n")
    assert "pass word" not in wrong.stderr
    store.guard = lambda given: given == "Bearer pass word"
    assert load(folder, store, "--password-file", secret).exit_code == 0
