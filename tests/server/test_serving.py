"""`kg serve` as a user starts and ends it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from live import serving
from places import Run


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process of `kg serve --port 0`, and its address."""
    command = [sys.executable, "-u", "-m", "kg", "serve", str(folder), "--port", "0", *options]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            found = re.fullmatch(rf"serving {re.escape(str(folder))} at (http://\S+:\d+)/\n", line)
            assert found, line
            yield process, found[1]
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_without_a_word_and_leaves_nobody_behind(folder: Path, number: signal.Signals) -> None:
    with started(folder) as (process, site):
        assert httpx.get(f"{site}/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
        before = psutil.Process(process.pid).children(recursive=True)
        query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"
        with socket.create_connection((site.split("/")[2].split(":")[0], int(site.split(":")[2]))) as waiting:
            path = httpx.URL(f"{site}/sparql", params={"query": query}).raw_path.decode()
            waiting.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            children = before
            while set(children) <= set(before):
                time.sleep(0.05)
                children = psutil.Process(process.pid).children(recursive=True)
            process.send_signal(number)
            output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors) == (0, "", "")
    psutil.wait_procs(children, timeout=60)
    assert not [child for child in children if child.is_running()]


def test_a_port_in_use(folder: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", folder, "--port", port)
    told = f"kg: error: port {port} is in use already; `--port 0` takes a free one\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", told)


def test_what_can_not_be_served(tmp_path: Path, folder: Path, run: Run) -> None:
    result = run("serve", tmp_path, "--port", "0")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"kg: error: {tmp_path}/graph.nq: no such file")
    result = run("serve", folder, "--host", "no such host")
    assert (result.returncode, result.stderr.count("\n")) == (1, 2)
    assert "kg: error: 'no such host' is no name or address of this machine" in result.stderr


def test_another_host_is_warned_about_and_takes_any_name(folder: Path) -> None:
    with started(folder, "--host", "0.0.0.0") as (process, site):
        port = site.rpartition(":")[2]
        answer = httpx.get(f"http://127.0.0.1:{port}/", headers={"host": "news.example"})
        assert answer.status_code == 200
        process.send_signal(signal.SIGTERM)
        assert "warning: everybody who can reach 0.0.0.0" in process.communicate(timeout=60)[1]


def test_a_request_that_does_not_come_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.server.serving.HEAD_TIMEOUT_SECONDS", 0.3)
    monkeypatch.setattr("kg.server.sparql.BODY_TIMEOUT_SECONDS", 0.3)
    with serving(folder) as site:
        address = (site.split("/")[2].split(":")[0], int(site.rpartition(":")[2]))
        with socket.create_connection(address, timeout=10) as silent:
            silent.sendall(b"GET / HT")
            assert silent.recv(100) == b""
        with socket.create_connection(address, timeout=10) as slow:
            slow.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n"
                b"Content-Type: application/sparql-query\r\n\r\nASK"
            )
            assert slow.recv(100).startswith(b"HTTP/1.1 408 ")
        with socket.create_connection(address, timeout=10) as long:
            long.sendall(b"GET /" + b"a" * 70_000)
            assert long.recv(100).startswith(b"HTTP/1.1 400 ")
