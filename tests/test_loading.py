"""Loading the graph elsewhere: into an Oxigraph server, and asking it over HTTP."""

import csv
import io
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sample

from kg.query import catalogue, open_store, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server on loopback with the graph in it."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert program, "no oxigraph: pip install oxigraph"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    location = tmp_path_factory.mktemp("store")
    command = [program, "serve", "--location", str(location), "--bind", address, "--union-default-graph"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://{address}", timeout=30, trust_env=False) as client:
            _wait(client, process)
            data = (folder / "graph.nq").read_bytes()
            answer = client.post("/store", content=data, headers={"Content-Type": "application/n-quads"})
            assert answer.status_code in {201, 204}, answer.text
            yield client
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(client: httpx.Client, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(100):
        assert process.poll() is None, "oxigraph serve ended at once"
        try:
            client.get("/")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("oxigraph serve doesn't answer")


def ask(server: httpx.Client, query: str) -> list[list[str]]:
    headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    answer = server.post("/query", content=query.encode(), headers=headers)
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text)))


def test_who_called_whom(server: httpx.Client) -> None:
    query = next(query for query in catalogue() if query.name == "who-called-whom")
    assert ask(server, query.text) == [
        ["caller", "called", "article", "date"],
        ["Mara Lindqvist", "Tomas Brandt", "alpha", "2024-03-05"],
        ["Mara Lindqvist", "Tomas Brandt", "beta", ""],
    ]


@pytest.mark.parametrize("name", [query.name for query in catalogue()])
def test_the_server_and_the_embedded_store_answer_alike(
    server: httpx.Client, folder: Path, name: str
) -> None:
    query = next(query for query in catalogue() if query.name == name)
    own = run(open_store(folder), query, format="csv")
    assert ask(server, query.text) == list(csv.reader(io.StringIO(own)))
