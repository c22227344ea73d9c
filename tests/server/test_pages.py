"""Pages for people, RDF for machines, and what a browser may do with them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import httpx
import pyoxigraph as ox
import pytest
import sample
from live import serving

from kg.graph.write import quads, serialize
from kg.model import Appearance, Document, Entity, KnowledgeGraph
from kg.ontology.package import load_ontology
from kg.storage.manifest import UNFINISHED

FORMATS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "nq": ("application/n-quads", ox.RdfFormat.N_QUADS),
}
BASE = "https://example.org/kg/"
PAGES = [
    "/",
    "/search?q=falk",
    "/ontology",
    "/dataset",
    "/entity/tomas-brandt",
    "/entity/prime-minister-of-westmark",
    "/claim/mara-lindqvist--called--tomas-brandt",
    "/claim/ida-falk--met_with--tomas-brandt--planned",
    "/article/alpha",
    "/quarantine/beta",
    "/sparql",
]


class Links(HTMLParser):
    """Collects what a page leads to, and what it would run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[tuple[str, ...]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        assert not any(name.startswith("on") or name == "style" for name in values), (tag, values)
        self.links += [values[name] for name in ("href", "src", "action") if name in values]
        self.ids += [values["id"]] if "id" in values else []
        if tag == "script":
            self.scripts.append(tuple(values))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def visited() -> dict[str, tuple[int, set[str]]]:
    """The status and the anchors of every address that a link led to."""
    return {}


def html(client: httpx.Client, path: str) -> httpx.Response:
    return client.get(path, headers={"accept": "text/html"})


def shown(answer: httpx.Response) -> str:
    return " ".join(" ".join(Links(answer.text).text).split())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_nowhere_in_vain(
    client: httpx.Client, path: str, visited: dict[str, tuple[int, set[str]]]
) -> None:
    answer = html(client, path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    page = Links(answer.text)
    assert len(page.ids) == len(set(page.ids))
    assert all(script == ("src",) for script in page.scripts)
    for link in set(page.links):
        if link.startswith("http"):
            continue
        target, _, anchor = urljoin(path, link).partition("#")
        if target not in visited:
            found = html(client, target)
            visited[target] = (
                found.status_code,
                set(Links(found.text).ids) if "html" in found.headers["content-type"] else set(),
            )
        status, ids = visited[target]
        assert status == 200, link
        assert not anchor or anchor in ids, link


def test_every_iri_of_the_graph_is_answered(client: httpx.Client, folder: Path) -> None:
    """As HTML and as Turtle that says something of it."""
    nodes = {
        node.value
        for quad in ox.parse(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
        for node in (quad.subject, quad.object, quad.graph_name)
        if isinstance(node, ox.NamedNode) and node.value.startswith(BASE) and "#" not in node.value
    }
    subjects = {
        quad.subject.value
        for quad in ox.parse(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
        if isinstance(quad.subject, ox.NamedNode)
    }
    kinds = {iri.removeprefix(BASE).partition("/")[0] for iri in nodes}
    assert kinds >= {
        "article",
        "claim",
        "dataset",
        "entity",
        "evidence",
        "ontology",
        "quarantine",
        "quotation",
    }
    for iri in sorted(nodes & subjects):
        path = "/" + iri.removeprefix(BASE)
        assert html(client, path).status_code == 200, path
        turtle = client.get(path, headers={"accept": "text/turtle"})
        assert turtle.status_code == 200, path
        told = ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)
        assert iri in {quad.subject.value for quad in told if isinstance(quad.subject, ox.NamedNode)}, path


@pytest.mark.parametrize("path", ["/entity/ida-falk", "/article/alpha", "/ontology", "/dataset"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_by_suffix_and_by_negotiation(client: httpx.Client, path: str, suffix: str) -> None:
    media, format = FORMATS[suffix]
    negotiated = client.get(path, headers={"accept": media})
    assert negotiated.headers["vary"] == "Accept"
    assert negotiated.headers["content-location"] == f"{path}.{suffix}"
    direct = client.get(f"{path}.{suffix}")
    assert direct.headers["content-type"] == negotiated.headers["content-type"]
    assert direct.headers["content-type"].partition(";")[0] == media
    assert direct.content == negotiated.content
    quads = list(ox.parse(direct.content, format=format))
    named = {quad.graph_name for quad in quads} - {ox.DefaultGraph()}
    assert quads
    assert bool(named) == (suffix in ("trig", "nq"))


def test_what_no_form_fits(client: httpx.Client) -> None:
    answer = client.get("/entity/ida-falk", headers={"accept": "image/png"})
    assert (answer.status_code, "text/turtle" in answer.text) == (406, True)
    for path in ("/entity/nobody", "/entity/ida-falk.png", "/nothing", "/entity/", "/entity", "/.ttl"):
        assert html(client, path).status_code == 404, path
        assert client.get(path, headers={"accept": "text/turtle"}).status_code == 404, path
    assert "<h1>404</h1>" in html(client, "/entity/nobody").text


def test_an_entity(client: httpx.Client) -> None:
    answer = html(client, "/entity/ida-falk")
    facts, _, rest = shown(answer).partition(
        "Not facts: denied, planned, possible, alleged, unsure or attributed"
    )
    assert "Ida Falk person Also Falk" in facts
    assert "Ida Falk praised Tomas Brandt 1 sentence" in facts
    assert "endorsed" not in facts
    assert "Ida Falk endorsed Tomas Brandt possible" in rest
    assert "Mara Lindqvist conceded to Ida Falk denied" in rest
    assert 'href="/claim/ida-falk--praised--tomas-brandt"' in answer.text
    assert "Neighbours Tomas Brandt" in rest
    assert "A call, & a <count> 2024-03-06" in rest


def test_an_office_and_a_quotation(client: httpx.Client) -> None:
    assert "jurisdiction Westmark" in shown(html(client, "/entity/prime-minister-of-westmark"))
    assert "In their words Ms Lindqvist thanked him — naïve or not," in shown(
        html(client, "/entity/emil-sorel")
    )


def test_a_claim(client: httpx.Client) -> None:
    told = shown(html(client, "/claim/tomas-brandt--won--norland"))
    assert "Tomas Brandt won Norland affirmed actual 2024-03-06" in told
    assert "2 sentences say so" in told
    assert "Brandt, 58, carried Norland" in told
    assert "said by Emil Sorel · confidence 1 · rule verb: X does Y" in told
    assert re.search(r"characters \d+–\d+", told)
    told = shown(html(client, "/claim/mara-lindqvist--conceded_to--ida-falk--negated"))
    assert "denied No fact: the articles say that it is not so" in told


def test_an_article(client: httpx.Client) -> None:
    answer = html(client, "/article/alpha")
    assert '<h1 dir="auto">A call, &amp; a &lt;count&gt;</h1>' in answer.text
    assert 'href="https://example.com/a"' in answer.text
    text = re.search(r'<div class="text" dir="auto">(.*?)</div>', answer.text, re.DOTALL)
    assert text
    assert "".join(Links(text[1]).text) == sample.TEXTS["alpha"]
    marked = re.findall(r'id="s(\d+)-(\d+)"></span><a class="mark"[^>]*>(.*?)</a>', text[1])
    assert len(marked) == 6
    for start, end, words in marked:
        assert "".join(Links(words).text) == sample.TEXTS["alpha"][int(start) : int(end)]
    assert "Mara Lindqvist conceded to Ida Falk denied claim" in shown(answer)


def test_a_finding_in_quarantine_is_no_claim(client: httpx.Client) -> None:
    told = shown(html(client, "/article/beta"))
    assert "Norland called Tomas Brandt set aside: fits no domain or range finding" in told
    assert "Mara Lindqvist called Tomas Brandt 2024-03-05 claim" in told
    assert "called" not in shown(html(client, "/entity/norland"))
    finding = html(client, "/quarantine/beta/norland--called--tomas-brandt")
    assert "kg:called wants an Agent as subject, norland is a State" in shown(finding)


def test_the_front_page(client: httpx.Client) -> None:
    told = shown(html(client, "/"))
    assert "3 articles 8 things 13 claims asserted 4 claims not asserted 2 quotations" in told
    assert "Tomas Brandt person, 14 claims" in told
    assert "Who called whom?" in told
    assert "graph.nq everything" in told


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("falk", "Ida Falk"),
        ("IDA  fa", "Ida Falk"),
        ("mr brandt", "Tomas Brandt also Mr Brandt"),
        ("tómas", "Tomas Brandt"),
        ("lind", "Mara Lindqvist also Lindqvist"),
        ("minister", "Prime Minister of Westmark office, 1 claim"),
    ],
)
def test_search(client: httpx.Client, words: str, first: str) -> None:
    told = shown(client.get("/search", params={"q": words}, headers={"accept": "text/html"}))
    assert told.partition("”")[2].strip().startswith(first)


def test_search_shows_words_as_words(client: httpx.Client) -> None:
    answer = client.get("/search", params={"q": "<script>alert(1)</script>\"'"})
    assert "<script>alert" not in answer.text
    assert "Nothing in the graph is called that" in answer.text


def test_files_are_whole_and_no_others(client: httpx.Client, folder: Path) -> None:
    answer = client.get("/files/graph.nq")
    assert answer.content == (folder / "graph.nq").read_bytes()
    assert answer.headers["content-type"] == "application/n-quads"
    assert answer.headers["content-disposition"] == 'attachment; filename="graph.nq"'
    (folder / "secret.txt").write_text("secret")
    for name in (
        "secret.txt",
        "../secret.txt",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/secret.txt",
        "graph.html",
        "",
    ):
        assert client.get(f"/files/{name}").status_code == 404, name
    for path in (
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/..%2fapp.py",
        "/assets/vendor.sh",
        "/assets/",
    ):
        assert client.get(path).status_code == 404, path


def test_the_drawing(client: httpx.Client, folder: Path) -> None:
    answer = client.get("/graph")
    assert answer.content == (folder / "graph.html").read_bytes()
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_only_reading(client: httpx.Client) -> None:
    for path in ("/", "/entity/ida-falk", "/files/graph.nq", "/graph"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer = client.request(method, path)
            assert answer.status_code == 405, (method, path)
            assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("path", [*PAGES, "/graph", "/files/graph.nq", "/nothing", "/assets/site.css"])
def test_headers_that_every_answer_has(client: httpx.Client, path: str) -> None:
    headers = html(client, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert path == "/sparql" or path == "/graph" or not scripts
    assert not scripts or scripts[1] == "'self'"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200),
        ("LOCALHOST", 200),
        ("[::1]:80", 200),
        ("127.0.0.2", 200),
        ("", 421),
        ("evil.example", 421),
        ("127.0.0.1.evil", 421),
    ],
)
def test_no_other_name_is_this_server(client: httpx.Client, host: str, status: int) -> None:
    assert client.get("/", headers={"host": host}).status_code == status


def test_pages_of_other_sites_may_not_ask(client: httpx.Client) -> None:
    foreign = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert client.get("/sparql?query=ASK{}", headers=foreign).status_code == 403
    assert client.get("/", headers={**foreign, "sec-fetch-mode": "navigate"}).status_code == 200
    assert client.get("/", headers={"sec-fetch-site": "same-origin"}).status_code == 200


def test_cors_where_it_is_asked_for(folder: Path) -> None:
    with serving(folder, origins=["https://a.example"]) as site:
        for origin, allowed in (("https://a.example", True), ("https://b.example", False)):
            headers = {"origin": origin, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}
            answer = httpx.get(f"{site}/sparql", params={"query": "ASK {}"}, headers=headers)
            assert answer.status_code == (200 if allowed else 403)
            assert answer.headers.get("access-control-allow-origin") == (origin if allowed else None)
            preflight = httpx.options(
                f"{site}/sparql",
                headers={
                    **headers,
                    "access-control-request-method": "POST",
                    "access-control-request-headers": "content-type",
                },
            )
            assert preflight.status_code == (200 if allowed else 403)


# ------------------------------------------------------------------ hostile names, other bases, new builds

HOSTILE = "<img src=x onerror=alert(1)> \"quoted\" 'n' {{ 7*7 }} \u202eשלום 🦊 &amp;"


def written(directory: Path, graph: KnowledgeGraph, base: str = BASE) -> Path:
    """A folder with no more than the graph and the articles."""
    sample.write(directory, graph)
    (directory / "graph.nq").write_bytes(serialize(quads(graph, load_ontology(), base=base), "nq"))
    return sample.signed(directory)


def test_hostile_names_are_text(tmp_path: Path) -> None:
    article = Document("a/b %2F?#<x>", "Nothing.", "a.txt", HOSTILE, None, "javascript:alert(1)")
    thing = Entity("x/..%2f\u0661 ж", HOSTILE, "Person", (Appearance(article.id, ("</script>",)),), None)
    folder = written(tmp_path, KnowledgeGraph((article,), (thing,), (), (), ()))
    with serving(folder) as site, httpx.Client(base_url=site) as client:
        front = Links(html(client, "/search?q=img").text)
        address = next(link for link in front.links if link.startswith("/entity/"))
        answer = html(client, address)
        assert (answer.status_code, "<img" in answer.text, "</script>" in answer.text) == (200, False, False)
        page = Links(answer.text)
        assert HOSTILE in [text.strip() for text in page.text]
        source = next(link for link in page.links if link.startswith("/article/"))
        assert unquote(source) == f"/article/{article.id}"
        told = html(client, source)
        assert (told.status_code, "<img" in told.text, "javascript:" in told.text) == (200, False, False)
        assert client.get(f"{address}.ttl").status_code == 200
        dataset = html(client, "/dataset")
        assert (dataset.status_code, "javascript:" in dataset.text) == (200, False)


@pytest.mark.parametrize("path", ["", "kg/"])
def test_iris_dereference_where_the_base_is_the_server_s(tmp_path: Path, path: str) -> None:
    """The IRIs are asked for as they stand in the graph; nothing is known of ports beforehand."""
    folder = written(tmp_path, sample.GRAPH)
    with serving(folder) as site:
        base = f"{site}/{path}"
        written(tmp_path, sample.GRAPH, base)
        statements = list(ox.parse(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS))
        subjects = {quad.subject.value for quad in statements if isinstance(quad.subject, ox.NamedNode)}
        own = sorted(iri for iri in subjects if iri.startswith(base))
        assert len(own) > 100
        with httpx.Client(follow_redirects=True) as client:
            for iri in own[:: 5 if path else 2]:
                turtle = client.get(iri, headers={"accept": "text/turtle"})
                assert turtle.status_code == 200, iri
                told = ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)
                assert iri in {quad.subject.value for quad in told if isinstance(quad.subject, ox.NamedNode)}
                assert client.get(iri, headers={"accept": "text/html"}).status_code == 200, iri


def test_a_folder_that_was_built_again(tmp_path: Path) -> None:
    folder = written(tmp_path, sample.GRAPH)
    with serving(folder) as site:
        assert "Ida Falk" in httpx.get(f"{site}/entity/ida-falk.nt").text
        renamed = tuple(
            replace(entity, label="Ida Falk-Berg") if entity.id == "ida-falk" else entity
            for entity in sample.GRAPH.entities
        )
        written(tmp_path, replace(sample.GRAPH, entities=renamed))
        assert "Ida Falk-Berg" in httpx.get(f"{site}/entity/ida-falk.nt").text
        assert "Ida Falk-Berg" in httpx.get(f"{site}/search?q=berg").text
        query = {"query": 'ASK { ?x rdfs:label "Ida Falk-Berg"@en }'}
        assert httpx.get(f"{site}/sparql", params=query).json()["boolean"] is True
        # One that can't be read leaves the one before it.
        (folder / "graph.nq").write_text("broken")
        assert "Ida Falk-Berg" in httpx.get(f"{site}/entity/ida-falk.nt").text
        sample.signed(folder)
        assert "Ida Falk-Berg" in httpx.get(f"{site}/entity/ida-falk.nt").text
        # A manifest that comes later than the files is seen too.
        (folder / "manifest.json").write_bytes(UNFINISHED)
        graph = quads(sample.GRAPH, load_ontology())
        (folder / "graph.nq").write_bytes(serialize(graph, "nq"))
        assert "Ida Falk-Berg" in httpx.get(f"{site}/entity/ida-falk.nt").text
        sample.signed(folder)
        assert "Ida Falk-Berg" not in httpx.get(f"{site}/entity/ida-falk.nt").text


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("articles.jsonl", b"a", b"\xff"),
        ("articles.jsonl", b'{"document"', b"[" * 100_000),
        ("articles.jsonl", b'"text":"', b'"text":"\\ud83d'),
        ("graph.nq", b'oa#start> "0"', b'oa#start> "abc"'),
    ],
)
def test_a_damaged_build_is_shown_as_far_as_it_can_be(
    tmp_path: Path, name: str, before: bytes, after: bytes
) -> None:
    folder = written(tmp_path, sample.GRAPH)
    (folder / name).write_bytes((folder / name).read_bytes().replace(before, after, 1))
    with serving(sample.signed(folder)) as site:
        for path in ("", "/article/alpha", "/article/beta", "/entity/ida-falk", "/search?q=falk"):
            answer = httpx.get(f"{site}{path}", headers={"accept": "text/html"}, follow_redirects=True)
            assert answer.status_code == 200, path


def test_texts_of_another_build_have_no_marks(tmp_path: Path) -> None:
    folder = written(tmp_path, sample.GRAPH)
    path = folder / "articles.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    lines[0]["document"]["text"] = "Something else."
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    sample.signed(folder)
    shutil.copy(path, tmp_path / "copy")
    with serving(folder) as site:
        page = httpx.get(f"{site}/article/alpha", headers={"accept": "text/html"}).text
        assert "Something else." in page
        assert 'class="mark"' not in page
        path.unlink()
        (folder / "manifest.json").unlink()
        page = httpx.get(f"{site}/article/beta", headers={"accept": "text/html"}).text
        assert "The folder has no text of this article" in page


def test_what_is_unsure_says_so(tmp_path: Path) -> None:
    folder = sample.write(tmp_path / "doubted", sample.doubted())
    with serving(folder) as site, httpx.Client(base_url=site, timeout=30) as client:
        told = shown(html(client, "/claim/mara-lindqvist--thanked--tomas-brandt"))
        assert "unsure No fact: it was not read surely enough" in told
        assert "confidence 0.5 · rule verb: X does Y" in told
        others = shown(html(client, "/entity/mara-lindqvist")).partition("Not facts: denied,")[2]
        assert "Mara Lindqvist thanked Tomas Brandt unsure" in others
        facts = sum(map(sample.doubted().asserts, sample.doubted().claims))
        assert f"{facts} claims asserted" in shown(html(client, "/"))


def test_what_only_speakers_tell_says_so(tmp_path: Path) -> None:
    folder = sample.write(tmp_path / "apart", sample.ATTRIBUTED)
    with serving(folder) as site, httpx.Client(base_url=site, timeout=30) as client:
        told = shown(html(client, "/claim/mara-lindqvist--thanked--tomas-brandt"))
        assert "attributed No fact: the articles have it from speakers alone" in told
