"""The page as a whole: what it holds, what it doesn't run and doesn't fetch, how it fits."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample
from browsing import Opened

from kg.model import Appearance, Claim, Document, Entity, Evidence, KnowledgeGraph, Value
from kg.network.network import read_network
from kg.page import CORE, page

Open = Callable[..., Opened]

RTL, EMOJI, LONG = "\u202eevil\u2067שלום", "👩‍👩‍👧‍👦🏳️‍🌈", "Donau" * 2000
EVIL = (
    "<script>window.pwned = 1</script>",
    '"><img src=x onerror="window.pwned = 2">',
    "</script><script>window.pwned = 3</script>",
    "{{ 7 * 7 }}<!--<script>",
    "javascript:window.pwned=4",
    "__proto__",
    "constructor",
    "\u2028\u2029'\\\"`${window.pwned = 5}",
    "=HYPERLINK(1)",
    RTL,
    EMOJI,
    LONG,
)


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page in which everything that articles write is meant to do harm."""
    documents, entities, claims = [], [], []
    for number, words in enumerate(EVIL):
        text = f"{words} called {words}! on {words}."
        told = Evidence(f"{words[:60]}{number}", 0, len(text), text, (words,), f"one-{number}")
        seen = (Appearance(told.article, (f"{words} again",)),)
        documents.append(
            Document(told.article, text, told.article, words, "2024-03-05", f"javascript:{words}")
        )
        entities += [
            Entity(f"one-{number}", words, "Person", seen),
            Entity(f"two-{number}", f"{words}!", "Person", seen),
        ]
        claims.append(Claim(f"one-{number}", "called", f"two-{number}", "affirmed", "actual", (told,)))
        claims.append(
            Claim(f"one-{number}", "charged_with", Value(words, "string"), "affirmed", "actual", (told,))
        )
        claims.append(
            Claim(f"one-{number}", "votes", Value("9" * 60, "integer"), "affirmed", "actual", (told,))
        )
    graph = KnowledgeGraph(tuple(documents), tuple(entities), tuple(claims), ())
    return page(read_network(sample.write(tmp_path_factory.mktemp("evil"), graph)), title=EVIL[2] + RTL)


def test_text_of_any_kind_is_shown_as_it_is_and_can_not_run(evil: str, opened: Open) -> None:
    shown = opened(evil, reduced_motion="reduce")
    for number, words in enumerate(EVIL):
        shown.reset(f"claim=one-{number}--called--two-{number}")
        assert (
            shown.page.locator("#panel .sentence").first.text_content()
            == f"{words} called {words}! on {words}."
        )
        shown.reset(f"node=one-{number}")
        assert f"{words} again" in (shown.page.locator("#panel").text_content() or "")
        assert shown.find(words[:80])[0]
        shown.page.press("#search", "Escape")
    assert shown.page.locator("h1").text_content() == EVIL[2] + RTL
    assert shown.ask("window.pwned") is None and shown.ask("({}).pwned") is None
    assert shown.page.locator("a[href^=javascript]").count() == 0
    assert shown.messages == []
    assert len(shown.requests) == 1


def test_what_is_saved_of_it_is_whole_and_harmless(evil: str, opened: Open) -> None:
    shown = opened(evil)
    triples = list(ox.parse(shown.ask("kgPage.toTurtle()").encode(), format=ox.RdfFormat.TURTLE))
    labels = {t.object.value for t in triples if t.predicate.value.endswith("#label")}
    assert set(EVIL) <= labels
    rows = list(csv.reader(io.StringIO(shown.ask("kgPage.toCsv()").removeprefix("\ufeff"), newline="")))
    assert {len(row) for row in rows} == {16}
    assert len(rows) == 1 + 3 * len(EVIL)
    cells = {cell for row in rows for cell in row}
    assert "'=HYPERLINK(1)" in cells and "=HYPERLINK(1)" not in cells
    assert {LONG, RTL, EMOJI} <= cells


def test_a_browser_would_not_fetch_even_if_asked(html: str, opened: Open) -> None:
    shown = opened(html)
    shown.ask("fetch('https://example.com/').catch(() => {})")
    shown.ask("document.body.append(Object.assign(new Image(), {src: 'https://example.com/x.png'}))")
    shown.page.wait_for_timeout(100)
    assert all("Content Security Policy" in message for message in shown.messages) and shown.messages
    assert [url.rsplit("/", 1)[1] for url in shown.requests if url.startswith("file")] == ["graph.html"]


def test_the_page_names_no_other_file(html: str) -> None:
    assert not re.search(r"<(link|img|iframe|script)[^>]+(href|src)=", html)
    assert "sourceMappingURL" not in html
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy and "unsafe" not in policy[1] and "http" not in policy[1]


def test_the_page_is_small(built: Path) -> None:
    assert (built / "graph.html").stat().st_size <= 1_500_000


def test_an_empty_graph(opened: Open, tmp_path: Path) -> None:
    empty = KnowledgeGraph((), (), (), ())
    shown = opened(page(read_network(sample.write(tmp_path / "empty", empty))))
    assert "Nothing to draw" in shown.panel
    shown.page.click("#as-table")
    assert shown.page.inner_text("#table caption") == "0 claims"
    shown.press("t", "f", "Escape", "p", "ArrowRight", "0", "+")
    assert shown.messages == []


def crowd(count: int) -> KnowledgeGraph:
    """One hub with that many others around it."""
    text = "Hub called them all."
    told = Evidence("x", 0, len(text), text, ("r",))
    names = ["hub", *(f"other-{number:04}" for number in range(count))]
    return KnowledgeGraph(
        (Document("x", text, "x.txt"),),
        tuple(Entity(name, name, "Person", (Appearance("x", ()),)) for name in names),
        tuple(Claim("hub", "called", name, "affirmed", "actual", (told,)) for name in names[1:]),
        (),
    )


def test_of_a_crowd_the_core_is_drawn_and_the_rest_is_found(opened: Open, tmp_path: Path) -> None:
    made = page(read_network(sample.write(tmp_path / "crowd", crowd(CORE + 79))))
    shown = opened(made)
    assert len(shown.drawn) == CORE
    assert f"the {CORE} best connected of {CORE + 80} things" in shown.panel
    last = f"other-{CORE + 78:04}"
    assert shown.find(last)[0].startswith(last)
    shown.page.press("#search", "Enter")
    assert last in shown.drawn and shown.hash == f"node={last}"
    shown.click_thing("hub", times=2)
    assert len(shown.drawn) == CORE + 30 and "more=hub" in shown.hash
    shown.reset(f"node={last}")
    shown.click_thing(last, times=2)
    assert {"hub", last} <= shown.drawn
    shown.reset()
    shown.page.click("#panel button:has-text('Draw all 150')")
    assert len(shown.drawn) == CORE + 80 and shown.hash == "draw=all"
    assert shown.messages == []


def test_equal_networks_give_equal_pages(html: str, tmp_path: Path) -> None:
    again = replace(sample.GRAPH, entities=sample.GRAPH.entities[::-1], claims=sample.GRAPH.claims[::-1])
    assert page(read_network(sample.write(tmp_path / "again", again))) == html


def test_a_sentence_stands_once(html: str) -> None:
    found = re.search(r'<script type="application/json" id="known">(.*?)</script>', html, re.DOTALL)
    assert found
    texts = [text for _, _, text in json.loads(found[1])["sentences"]]
    assert len(texts) == len(set(texts)) == 12


def test_a_phone(html: str, opened: Open) -> None:
    shown = opened(html, width=360, height=740)
    assert shown.ask("document.documentElement.scrollWidth") == 360
    shown.page.fill("#search", "brandt")
    shown.page.press("#search", "Enter")
    panel, canvas = shown.page.locator("#panel").bounding_box(), shown.page.locator("#canvas").bounding_box()
    assert panel and canvas and panel["width"] == 360
    assert panel["y"] >= canvas["y"] + 200 and panel["y"] + panel["height"] <= 740
    shown.page.click("#panel .close")
    shown.page.click("#open-filters")
    assert shown.page.locator("#filters").bounding_box()["width"] == 360  # type: ignore[index]
    assert shown.messages == []


def test_dark_follows_the_system_until_somebody_chooses(html: str, opened: Open) -> None:
    shown = opened(html, color_scheme="dark")
    theme = "document.documentElement.dataset.theme"
    assert shown.ask(theme) == "dark"
    shown.page.emulate_media(color_scheme="light")
    shown.page.locator("html[data-theme=light]").wait_for(state="attached")
    shown.page.click("#theme")
    assert shown.ask(theme) == "dark"
    shown.page.reload()
    assert shown.ask(theme) == "dark"


CONTRAST = """(pairs) => {
  const channel = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim();
    const [red, green, blue] = [1, 3, 5].map((at) => channel(parseInt(hex.slice(at, at + 2), 16) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return pairs.map(([one, two, least]) => {
    const [more, less] = [light(one), light(two)].sort((a, b) => b - a);
    return [one, two, least, (more + 0.05) / (less + 0.05)];
  });
}"""
FAMILIES = [f"--{name}" for name in ("person", "organization", "place", "office", "event", "work", "thing")]
PAIRS = [
    *(
        (ink, ground, 4.5)
        for ink in ("--ink", "--soft", "--accent", "--warn")
        for ground in ("--paper", "--card")
    ),
    *((ink, "--press", 4.5) for ink in ("--ink", "--soft")),
    ("--accent", "--accent-soft", 4.5),
    ("--edge", "--paper", 3),
    *(("--ink", family, 4.5) for family in FAMILIES),
    *((f"{family}-rim", ground, 3) for family in FAMILIES for ground in (family, "--paper", "--card")),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_and_lines_stand_out(theme: str, html: str, opened: Open) -> None:
    measured = opened(html, color_scheme=theme).ask(CONTRAST, PAIRS)
    assert [item for item in measured if not item[3] >= item[2]] == []


def test_what_is_unsure_stands_with_what_is_not_asserted(tmp_path: Path, opened: Open) -> None:
    doubted = read_network(sample.write(tmp_path / "doubted", sample.doubted()))
    shown = opened(page(doubted), hash="claim=mara-lindqvist--thanked--tomas-brandt&show=not-asserted")
    told = shown.page.locator("#panel .claim").text_content() or ""
    assert told.startswith("Unsure: Mara Lindqvist thanked Tomas Brandt")
    assert "affirmedactualunsure" in told
    shown.reset("view=table&show=not-asserted")
    assert "unsure" in (shown.page.locator("#table").text_content() or "")
