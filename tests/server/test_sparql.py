"""The endpoint, as the SPARQL 1.1 Protocol has it."""

from __future__ import annotations

import csv
import json
import socket
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import psutil
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from live import serving

from kg.server.sparql import MAX_BODY_BYTES

NAMES = "SELECT DISTINCT ?name WHERE { ?x a kg:Person ; rdfs:label ?name } ORDER BY ?name"
PRAISE = "CONSTRUCT { ?a kg:praised ?b } WHERE { ?a kg:praised ?b }"
ASK = "ASK { entity:ida-falk kg:praised entity:tomas-brandt }"
SQL = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
#: Never done within a test's time.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


def ask(client: httpx.Client, query: str, accept: str | None = None) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"accept": accept} if accept else {})


@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_three_ways_to_ask(client: httpx.Client, path: str) -> None:
    answers = [
        client.get(path, params={"query": NAMES}),
        client.post(path, data={"query": NAMES}),
        client.post(path, content=NAMES, headers={"content-type": SQL}),
        client.post(path, content=NAMES, headers={"content-type": f"{SQL}; charset=UTF-8"}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert answer.headers["vary"] == "Accept"
        names = [row["name"]["value"] for row in answer.json()["results"]["bindings"]]
        assert names == ["Emil Sorel", "Ida Falk", "Mara Lindqvist", "Tomas Brandt"]


@pytest.mark.parametrize(
    ("accept", "media", "text"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", '{"head":'),
        ("application/json", "application/json", '{"head":'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<sparql"),
        ("text/csv", "text/csv; charset=utf-8", "name\r\nEmil Sorel\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?name\n"Emil Sorel"@en'),
        ("text/html, text/csv;q=0.5", "text/csv; charset=utf-8", "name\r\n"),
    ],
)
def test_forms_of_rows(client: httpx.Client, accept: str, media: str, text: str) -> None:
    answer = ask(client, NAMES, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert text in answer.text


@pytest.mark.parametrize(
    ("accept", "media", "format"),
    [
        (None, "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
@pytest.mark.parametrize("query", [PRAISE, "DESCRIBE entity:ida-falk"])
def test_forms_of_triples(
    client: httpx.Client, query: str, accept: str | None, media: str, format: ox.RdfFormat
) -> None:
    answer = ask(client, query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    predicates = {quad.predicate.value for quad in ox.parse(answer.content, format=format)}
    assert "https://example.org/kg/ontology#praised" in predicates


def test_yes_or_no(client: httpx.Client) -> None:
    assert ask(client, ASK).json()["boolean"] is True
    assert "<boolean>true</boolean>" in ask(client, ASK, "application/sparql-results+xml").text


@pytest.mark.parametrize(
    ("graphs", "expected"),
    [
        ({}, 3),
        ({"default-graph-uri": "https://example.org/kg/article/beta"}, 1),
        ({"default-graph-uri": [f"https://example.org/kg/article/{n}" for n in ("alpha", "beta")]}, 2),
        ({"default-graph-uri": "https://example.org/none"}, 0),
        ({"named-graph-uri": "https://example.org/kg/article/beta"}, 0),
    ],
)
@pytest.mark.parametrize("method", ["GET", "FORM", "BODY"])
def test_the_graphs_of_a_request(
    client: httpx.Client, graphs: dict[str, Any], expected: int, method: str
) -> None:
    query = "SELECT ?a WHERE { ?a a schema:NewsArticle }"
    if method == "GET":
        answer = client.get("/sparql", params={"query": query, **graphs})
    elif method == "FORM":
        answer = client.post("/sparql", data={"query": query, **graphs})
    else:
        answer = client.post("/sparql", params=graphs, content=query, headers={"content-type": SQL})
    assert len(answer.json()["results"]["bindings"]) == expected


def test_a_named_graph_of_a_request(client: httpx.Client) -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    beta = "https://example.org/kg/article/beta"
    answer = client.get("/sparql", params={"query": query, "named-graph-uri": beta})
    assert [row["g"]["value"] for row in answer.json()["results"]["bindings"]] == [beta]


@pytest.mark.parametrize(
    ("status", "request_", "told"),
    [
        (400, {"method": "GET", "params": {"query": "SELECT ?x WHERE {\n  ?x a }"}}, "line 2"),
        (400, {"method": "GET", "params": {"query": ""}}, "empty"),
        (400, {"method": "GET", "params": {"query": [ASK, ASK]}}, "More than one query"),
        (400, {"method": "POST", "data": {"query": ASK}, "params": {"query": ASK}}, "More than one query"),
        (400, {"method": "POST", "data": {"other": "x"}}, "No query"),
        (
            400,
            {"method": "GET", "params": {"query": ASK, "default-graph-uri": "relative"}},
            "no absolute IRI",
        ),
        (400, {"method": "GET", "params": {"query": "ASK { SERVICE <http://a/> {} }"}}, "SERVICE"),
        (400, {"method": "GET", "url": "/sparql?query=%ff"}, "can't be read"),
        (400, {"method": "POST", "content": b"ASK {} # \xff", "headers": {"content-type": SQL}}, "not UTF-8"),
        (403, {"method": "GET", "params": {"query": "DROP ALL"}}, "only read"),
        (403, {"method": "POST", "data": {"update": "DROP ALL"}}, "only read"),
        (403, {"method": "POST", "data": {"query": "INSERT DATA { <a:b> <a:b> 1 }"}}, "only read"),
        (
            403,
            {
                "method": "POST",
                "content": "DROP ALL",
                "headers": {"content-type": "application/sparql-update"},
            },
            "only read",
        ),
        (405, {"method": "PUT", "content": ASK}, ""),
        (405, {"method": "DELETE"}, ""),
        (406, {"method": "GET", "params": {"query": ASK}, "headers": {"accept": "image/png"}}, "text/csv"),
        (
            406,
            {"method": "GET", "params": {"query": PRAISE}, "headers": {"accept": "text/csv"}},
            "text/turtle",
        ),
        (413, {"method": "POST", "content": b"#" * 1_100_000, "headers": {"content-type": SQL}}, ""),
        (415, {"method": "POST", "content": ASK, "headers": {"content-type": "text/plain"}}, SQL),
        (415, {"method": "POST", "content": ASK, "headers": {"content-type": f"{SQL};charset=latin-1"}}, SQL),
        (415, {"method": "POST", "files": {"query": b"ASK {}"}}, SQL),
        (415, {"method": "POST", "content": ASK}, SQL),
    ],
)
def test_what_is_refused(client: httpx.Client, status: int, request_: dict[str, Any], told: str) -> None:
    answer = client.request(**{"url": "/sparql", **request_})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert told in answer.text
    assert "Traceback" not in answer.text
    if status == 405:
        assert {"GET", "POST"} <= set(answer.headers["allow"].split(", "))


def test_a_fault_shows_the_line_and_a_caret(client: httpx.Client) -> None:
    told = ask(client, "SELECT ?x WHERE {\n  ?x nope:a ?y }").text.splitlines()
    assert told[0].startswith("query: line 2:")
    assert told[1] == "    ?x nope:a ?y }"
    assert told[2].index("^") == told[1].index("nope")


def test_head_says_what_get_would(client: httpx.Client) -> None:
    answer = client.head("/sparql", params={"query": NAMES})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "application/sparql-results+json"


def test_the_service_describes_itself(client: httpx.Client, site: str) -> None:
    for accept in ("text/turtle", "application/n-triples", "application/rdf+xml", "*/*"):
        answer = client.get("/sparql", headers={"accept": accept})
        assert answer.status_code == 200
        media = answer.headers["content-type"].partition(";")[0]
        triples = list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(media)))
        facts = {(quad.predicate.value.rpartition("#")[2], str(quad.object)) for quad in triples}
        assert ("endpoint", f"<{site}/sparql>") in facts
        assert ("feature", "<http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph>") in facts


def test_the_service_has_as_many_triples_as_a_query_counts(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"accept": "text/turtle"})
    triples = ox.parse(answer.content, format=ox.RdfFormat.TURTLE)
    (told,) = [item.object.value for item in triples if item.predicate.value.endswith("#triples")]
    counted = ask(client, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "text/csv").text.split()[1]
    assert told == counted


def test_a_large_answer_streams(client: httpx.Client) -> None:
    query = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
    request = client.build_request("GET", "/sparql", params={"query": query}, headers={"accept": "text/csv"})
    answer = client.send(request, stream=True)
    pieces = [len(piece) for piece in answer.iter_raw()]
    assert len(pieces) > 3
    assert "content-length" not in answer.headers
    assert sum(pieces) > 1_000_000


def test_csv_can_be_read_back(client: httpx.Client) -> None:
    rows = list(csv.DictReader(ask(client, NAMES, "text/csv").text.splitlines()))
    assert rows[0]["name"] == "Emil Sorel"


SLOW = [
    pytest.param(unit, marks=pytest.mark.slow)
    for unit in ("<a:", "a-", "<a.", '"\\"', "(", "kg:a ", "\\u0041")
]


@pytest.mark.parametrize("unit", ["a.", '\\"', *SLOW])
def test_others_need_not_wait_for_a_long_text(folder: Path, unit: str) -> None:
    """Waits are taken in processor time of this process, the server: the rest of the machine has its own."""
    texts = (
        ("SELECT * {" + unit * ((MAX_BODY_BYTES - 100) // len(unit)) + "}", SQL),
        ("query=" + "%41" * ((MAX_BODY_BYTES - 100) // 3), FORM),
    )
    with serving(folder, timeout=1) as site, httpx.Client(base_url=site, timeout=60) as client:
        ask(client, ASK)
        answers: list[int] = []

        def post(text: str, kind: str) -> None:
            answer = httpx.post(f"{site}/sparql", content=text, headers={"content-type": kind}, timeout=60)
            answers.append(answer.status_code)

        asking = [threading.Thread(target=post, args=given) for given in texts]
        for one in asking:
            one.start()
        waits = []
        while any(one.is_alive() for one in asking):
            begun = time.process_time()
            assert client.get("/assets/icon.svg").status_code == 200
            waits.append(time.process_time() - begun)
            time.sleep(0.02)
        assert len(answers) == 2
        assert set(answers) <= {400, 503}
        assert max(waits) < 1


@pytest.mark.parametrize("unit", ['\\"', '"\\', ";", ";a", ",", "a/b;", '"', ',"', 'a/b;a="\\', ";q="])
def test_others_need_not_wait_for_a_long_header(client: httpx.Client, unit: str) -> None:
    for accept in ('"' + unit * (60_000 // len(unit)), "text/csv;" + unit * (60_000 // len(unit))):
        begun = time.process_time()
        client.get("/sparql", params={"query": ASK}, headers={"accept": accept})
        assert time.process_time() - begun < 1


def workers() -> set[int]:
    """The processes that queries run in: the grandchildren, for a server of their own forks them."""
    return {process.pid for process in psutil.Process().children(recursive=True)}


def test_an_endless_query_ends(folder: Path) -> None:
    with serving(folder, timeout=1.0) as site, httpx.Client(base_url=site, timeout=60) as client:
        ask(client, ASK)
        before, begun = workers(), time.monotonic()
        answer = ask(client, ENDLESS)
        assert answer.status_code == 503
        assert "not done after 1 seconds" in answer.text
        assert time.monotonic() - begun < 30
        assert workers() <= before


def test_too_many_at_once_come_back_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.server.running.QUEUE_TIMEOUT_SECONDS", 0.2)
    with serving(folder, places=1, timeout=60) as site:
        before = workers()
        host, port = site.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as first:
            body = ENDLESS.encode()
            first.sendall(
                f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: {SQL}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            waited_for(lambda: workers() > before)
            answer = httpx.get(f"{site}/sparql", params={"query": ASK})
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        # Its client is gone, so the query ends, and there is a place again.
        waited_for(lambda: httpx.get(f"{site}/sparql", params={"query": ASK}).status_code == 200)


def test_the_end_of_the_server_is_the_end_of_its_queries(folder: Path) -> None:
    with serving(folder, timeout=60) as site:
        ask(httpx.Client(base_url=site), ASK)
        before = workers()
        host, port = site.removeprefix("http://").split(":")
        connection = socket.create_connection((host, int(port)))
        query = httpx.QueryParams({"query": ENDLESS})
        connection.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        waited_for(lambda: workers() > before)
    connection.close()
    waited_for(lambda: workers() <= before)


def waited_for(true: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it didn't come about"
        time.sleep(0.05)


_TYPES = [SQL, FORM, "text/plain", "", f"{FORM}; charset=utf-8", "application/json", "a/b;;=", SQL.upper()]


@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "OPTIONS", "PATCH"]),
    kind=st.sampled_from(_TYPES),
    accept=st.sampled_from(["*/*", "", "text/csv", "text/html", "x", "text/turtle;q=0.1,*/*;q=0", "text/*"]),
    keys=st.lists(
        st.sampled_from(["query", "update", "default-graph-uri", "named-graph-uri", "x", ""]), max_size=3
    ),
    value=st.sampled_from([ASK, "", "SELECT", "{", "http://a/", "\x00", "é\udcff", "ASK {} }", "a" * 3000]),
    body=st.binary(max_size=30) | st.just(ASK.encode()),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_request_has_a_proper_answer(
    client: httpx.Client, method: str, kind: str, accept: str, keys: list[str], value: str, body: bytes
) -> None:
    pairs = [(key, value.encode("utf-8", "surrogatepass")) for key in keys]
    params = "&".join(f"{key}={httpx.QueryParams({'v': v.decode('latin-1')})}" for key, v in pairs)
    headers = {"accept": accept} | ({"content-type": kind} if kind else {})
    answer = client.request(method, f"/sparql?{params}", content=body, headers=headers)
    assert answer.status_code in {200, 400, 403, 405, 406, 415}
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status_code == 200 and "json" in answer.headers["content-type"] and method != "HEAD":
        json.loads(answer.text)
    if answer.status_code >= 400 and method != "HEAD":
        assert answer.text.strip()
        assert "Traceback" not in answer.text
