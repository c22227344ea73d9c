"""The page in a browser: what it shows, what it doesn't run and doesn't fetch."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
import sample
from browsing import Opened

from kg.model import Appearance, Claim, Document, Entity, Evidence, KnowledgeGraph
from kg.network import network
from kg.page import LIMIT, page
from kg.query import open_store

Open = Callable[[str], Opened]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    return network(open_store(sample.write(tmp_path_factory.mktemp("sample"))))


@pytest.fixture(scope="module")
def html(drawn: nx.MultiDiGraph) -> str:
    return page(drawn)


def details(html: str) -> dict[str, dict[str, dict[str, object]]]:
    """What the page knows, from its own JSON."""
    found = re.search(r'<script type="application/json" id="details">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def node(html: str, label: str) -> str:
    return next(key for key, value in details(html)["nodes"].items() if value["label"] == label)


def edge(html: str, tail: str, head: str, *, asserted: bool = True) -> str:
    ends = (node(html, tail), node(html, head), asserted)
    return next(
        key
        for key, value in details(html)["edges"].items()
        if (value["from"], value["to"], value["asserted"]) == ends
    )


def test_a_click_on_a_line_shows_its_sentences(html: str, opened: Open) -> None:
    shown = opened(html)
    shown.click_edge(edge(html, "Tomas Brandt", "Norland"))
    assert "Tomas Brandt won Norland" in shown.panel
    assert "Mr Brandt took Norland and Eastvale and stood at 301 electoral votes on 6 March." in shown.panel
    assert "A call, & a <count> · 2024-03-06 · alpha, as told by Emil Sorel" in shown.panel
    assert "Brandt ahead · 2024-03-07 · beta" in shown.panel
    assert "2024-03-06" in shown.panel
    assert shown.messages == []
    assert [url.rsplit("/", 1)[1] for url in shown.requests] == ["graph.html"]


def test_pointing_at_a_line_shows_its_sentences_until_the_mouse_leaves(html: str, opened: Open) -> None:
    shown = opened(html)
    help_text = shown.panel
    x, y = shown.page.evaluate(
        "(edge) => { const point = kgPage.middle(edge); return [point.x, point.y]; }",
        edge(html, "Emil Sorel", "Tomas Brandt"),
    )
    shown.page.mouse.move(x, y)
    shown.page.wait_for_function("document.getElementById('panel').innerText.includes('speaks for Brandt')")
    shown.page.mouse.move(2, 2)
    shown.page.wait_for_function(
        "(text) => document.getElementById('panel').innerText === text", arg=help_text
    )


def test_claims_of_two_people_share_a_line(html: str, opened: Open) -> None:
    shown, line = opened(html), edge(html, "Mara Lindqvist", "Tomas Brandt")
    shown.click_edge(line)
    for name in ("called", "congratulated", "thanked"):
        assert f"Mara Lindqvist {name} Tomas Brandt" in shown.panel
    label = shown.page.evaluate(f"kgPage.network.body.edges['{line}'].options.label")
    assert label == "called · congratulated +1"


def test_a_click_on_a_name_shows_what_is_known(html: str, opened: Open) -> None:
    shown = opened(html)
    shown.click_node(node(html, "Tomas Brandt"))
    for text in ("Tomas Brandt", "person", "Brandt · Mr Brandt", "electoral votes 226", "won Norland"):
        assert text in shown.panel
    assert "wire fraud & “bribery”" in shown.panel
    shown.page.click("#panel button:has-text('won Norland')")
    assert "Tomas Brandt – Norland" in shown.panel


def test_what_is_not_asserted_is_hidden_until_asked_for(html: str, opened: Open) -> None:
    shown = opened(html)
    dashed = edge(html, "Ida Falk", "Tomas Brandt", asserted=False)
    hidden = f"kgPage.network.body.edges['{dashed}'].options.hidden"
    assert shown.page.evaluate(hidden) is True
    shown.page.check("#unasserted")
    assert shown.page.evaluate(hidden) is False
    shown.click_edge(dashed)
    for text in ("alleged", "possible", "planned", "Falk claimed that Brandt had insulted her."):
        assert text in shown.panel


def test_finding_a_name(html: str, opened: Open) -> None:
    shown = opened(html)
    shown.page.fill("#search", "sorel")
    shown.page.press("#search", "Enter")
    assert shown.panel.startswith("Emil Sorel")


def test_the_legend_names_the_classes(html: str, opened: Open) -> None:
    legend = opened(html).page.inner_text("#legend")
    assert "person (4)" in legend and "state (2)" in legend


def test_the_page_is_still(html: str, opened: Open) -> None:
    shown = opened(html)
    places = shown.page.evaluate("JSON.stringify(kgPage.network.getPositions())")
    shown.page.wait_for_timeout(500)
    assert shown.page.evaluate("JSON.stringify(kgPage.network.getPositions())") == places


EVIL = (
    "<script>window.pwned = 1</script>",
    '"><img src=x onerror="window.pwned = 2">',
    "</script><script>window.pwned = 3</script>",
    "{{ 7 * 7 }}<!--<script>",
    "javascript:window.pwned=4",
)


@pytest.mark.parametrize("evil", EVIL)
def test_text_can_not_run(evil: str, opened: Open, tmp_path: Path) -> None:
    text = f"{evil} called {evil}."
    told = Evidence(evil, 0, len(text), text, (evil,), "one", None)
    seen = (Appearance(evil, (evil, f"{evil} again")),)
    graph = KnowledgeGraph(
        (Document(evil, text, evil, evil, "2024-03-05", f"javascript:{evil}"),),
        (Entity("one", evil, "Person", seen), Entity("two", f"{evil}!", "Person", seen)),
        (Claim("one", "called", "two", "affirmed", "actual", (told,)),),
        (),
    )
    made = page(network(open_store(sample.write(tmp_path / "evil", graph))), title=evil)
    shown = opened(made)
    shown.click_edge("e0")
    assert text in shown.page.text_content("#panel .sentence")
    shown.click_node("n0")
    assert f"{evil} again" in shown.page.text_content("#panel")
    assert shown.page.text_content("h1") == evil
    assert shown.page.evaluate("window.pwned") is None
    assert shown.page.query_selector_all("a[href^='javascript']") == []
    assert shown.messages == []
    assert len(shown.requests) == 1


def test_a_browser_would_not_fetch_even_if_asked(html: str, opened: Open) -> None:
    shown = opened(html)
    shown.page.evaluate("fetch('https://example.com/').catch(() => {})")
    shown.page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'https://example.com/x.png'}))"
    )
    shown.page.wait_for_timeout(200)
    assert all("Content Security Policy" in message for message in shown.messages) and shown.messages


def test_the_page_names_no_other_file(html: str) -> None:
    assert not re.search(r"<(link|img|iframe|script)[^>]+(href|src)=", html)
    assert "sourceMappingURL" not in html


def test_an_empty_graph(opened: Open, tmp_path: Path) -> None:
    empty = KnowledgeGraph((), (), (), ())
    shown = opened(page(network(open_store(sample.write(tmp_path / "empty", empty)))))
    assert "Nothing to draw" in shown.panel
    assert shown.messages == []


def crowd(count: int) -> KnowledgeGraph:
    """One hub with that many others around it."""
    text = "Hub called them all."
    told = Evidence("x", 0, len(text), text, ("r",))
    names = ["hub", *(f"other-{number:04}" for number in range(count))]
    return KnowledgeGraph(
        (Document("x", text, "x.txt"),),
        tuple(Entity(name, name, "Person", (Appearance("x", (name,)),)) for name in names),
        tuple(Claim("hub", "called", name, "affirmed", "actual", (told,)) for name in names[1:]),
        (),
    )


def test_a_crowd_is_cut_to_the_best_connected_and_the_page_says_so(opened: Open, tmp_path: Path) -> None:
    made = page(network(open_store(sample.write(tmp_path / "crowd", crowd(LIMIT + 50)))))
    assert len(details(made)["nodes"]) == LIMIT
    shown = opened(made)
    assert f"the {LIMIT} best connected of {LIMIT + 51} things" in shown.page.inner_text("#notes")
    assert shown.messages == []


def test_equal_networks_give_equal_pages(html: str, tmp_path: Path) -> None:
    again = replace(sample.GRAPH, entities=sample.GRAPH.entities[::-1], claims=sample.GRAPH.claims[::-1])
    assert page(network(open_store(sample.write(tmp_path / "again", again)))) == html
