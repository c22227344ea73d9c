"""Triple stores of different make, started on loopback, and a wire to them that breaks when told."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from click.testing import Result
from typer.testing import CliRunner

from kg.cli import app

HTTP = httpx.Client(trust_env=False, timeout=60)  #: to loopback, past any proxy


@dataclass(frozen=True)
class Server:
    """A running store: where it takes graphs, where it answers, and what `kg load` needs to log in."""

    endpoint: str
    query: str
    options: tuple[object, ...] = ()

    def csv(self, query: str) -> str:
        """Its answer to a query."""
        answer = HTTP.post(self.query, data={"query": query}, headers={"Accept": "text/csv"})
        assert answer.status_code == 200, answer.text
        return answer.text

    def count(self, graph: str) -> int:
        """The number of triples in a graph."""
        text = self.csv(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return int(text.splitlines()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """An Oxigraph server with an empty store in a folder."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert program, "no oxigraph: pip install oxigraph"
    address = f"127.0.0.1:{free_port()}"
    command = [program, "serve", "--location", folder, "--bind", address, "--union-default-graph"]
    with _running(command, f"http://{address}/"):
        yield Server(f"http://{address}/store", f"http://{address}/query")


#: Few buffers, no users from outside, and the optimiser kept short: it takes seconds for what runs in none.
_VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
CheckpointInterval = 0
MaxOptimizeLayouts = 3
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 4
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """A Virtuoso 7 with an empty database in a folder; where there is none, tests skip, or fail in CI."""
    program = shutil.which("virtuoso-t")
    if program is None:
        missing = "no Virtuoso 7: apt-get install virtuoso-opensource"
        assert os.environ.get("KG_TEST_ALL") != "1", missing
        pytest.skip(missing)
    http = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(folder=folder, sql=free_port(), http=http))
    (folder / "password").write_text("dba\n")
    base = f"http://127.0.0.1:{http}"
    with _running([program, "+foreground", "+configfile", folder / "virtuoso.ini"], f"{base}/sparql"):
        options = ("--user", "dba", "--password-file", folder / "password")
        yield Server(f"{base}/sparql-graph-crud-auth", f"{base}/sparql", options)


def kg(*arguments: object) -> Result:
    """The command, without a process of its own."""
    return CliRunner().invoke(app, list(map(str, arguments)))


def free_port() -> int:
    """A port of loopback that nobody has just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(command: list[object], url: str) -> Iterator[None]:
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while True:
            assert process.poll() is None, f"{command[0]} ended at once"
            assert time.monotonic() < end, f"{command[0]} doesn't answer"
            try:
                HTTP.get(url, timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield
    finally:
        process.kill()  # what it holds is thrown away
        process.wait(timeout=10)


@dataclass
class Wire:
    """A proxy to a store: each request that writes is passed on, or not, as `fault` decides by its number.

    A fault is an answer (status, headers, body) to give instead of passing the request on; "cut" closes the
    connection before it is passed on, "deaf" after it; None passes it on.
    """

    target: str
    fault: Callable[[int, str, str], object] = lambda number, method, graph: None
    writes: list[tuple[str, str]] = field(default_factory=list)  #: method and query of each request
    guard: Callable[[str | None], bool] = lambda given: True  #: of the Authorization header
    refusal: tuple[int, dict[str, str], bytes] = (401, {}, b"")
    url: str = ""


@contextmanager
def wire(target: str) -> Iterator[Wire]:
    """A proxy to an Oxigraph server's Graph Store, under a URL that ends alike, or in /graphs."""
    proxy = Wire(target)
    origin = target.removesuffix(httpx.URL(target).path)

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault: object = None
            if not proxy.guard(self.headers.get("Authorization")):
                fault = proxy.refusal
            elif self.command in {"PUT", "POST", "DELETE"} and "/query" not in self.path:
                proxy.writes.append((self.command, self.path))
                fault = proxy.fault(len(proxy.writes), self.command, self.path)
            if fault == "cut":
                self.connection.close()
                return
            if isinstance(fault, tuple):
                status, headers, content = fault
            else:
                kept = {n: v for n, v in self.headers.items() if n.lower() in {"content-type", "accept"}}
                answer = HTTP.request(
                    self.command,
                    origin + self.path.replace("/graphs", "/store", 1),
                    content=body,
                    headers=kept,
                )
                status, content = answer.status_code, answer.content
                headers = {"Content-Type": answer.headers.get("Content-Type", "text/plain")}
            if fault == "deaf":
                self.connection.close()
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = handle_any

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    proxy.url = f"http://127.0.0.1:{server.server_port}{httpx.URL(target).path}"
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
