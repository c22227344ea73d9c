"""For everybody: what axe-core finds, and a walk through the page without a mouse."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Opened

Open = Callable[..., Opened]

#: Each state of the page by its address, and what is opened on top of it.
STATES = (
    ("", ""),
    ("view=table", ""),
    ("node=tomas-brandt", ""),
    ("claim=ida-falk--praised--tomas-brandt&view=table", ""),
    ("path=mara-lindqvist,westmark&show=not-asserted", ""),
    ("from=2024-03-05&to=2024-03-06&class=Person", "#open-export"),
    ("", "#open-filters"),
    ("", "#open-path"),
    ("", "#help"),
)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: How it is looked at, and which of axe's rules then can give another answer.
LOOKS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "light": ({}, LEVELS),
    "dark": ({"color_scheme": "dark"}, ["color-contrast"]),
    "phone": (
        {"width": 360, "height": 740},
        ["color-contrast", "target-size", "scrollable-region-focusable"],
    ),
}
AXE = """(rules) => axe.run({ resultTypes: ["violations"], runOnly: rules }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)))"""
#: What has the focus, and whether one can see that it has.
FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at), room = at.getBoundingClientRect();
  const outline = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none";
  const ring = outline || style.boxShadow !== "none";
  return [at === document.body, at.id || at.className || at.tagName, ring, room.width > 0 && room.height > 0];
}"""
#: All that a person could click.
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter((item) => item.checkVisibility({ visibilityProperty: true }) && !item.disabled)
  .filter((item) => item.tabIndex >= 0).length"""


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(look: str, html: str, opened: Open) -> None:
    options, rules = LOOKS[look]
    shown = opened(html, reduced_motion="reduce", **options)
    shown.page.evaluate(Axe().axe_script)
    found = []
    for state, click in STATES:
        shown.reset(state)
        if click:
            shown.page.click(click)
        found += [(state, click, fault) for fault in shown.ask(AXE, rules)]
        assert shown.ask("document.documentElement.scrollWidth <= innerWidth"), (state, click)
        shown.press("Escape")
    assert found == []


@pytest.mark.parametrize("state", ["", "node=tomas-brandt", "view=table", "path=mara-lindqvist,westmark"])
def test_tab_goes_through_everything_and_shows_where_it_is(state: str, html: str, opened: Open) -> None:
    shown = opened(html, hash=state, reduced_motion="reduce")
    stops, seen = shown.ask(STOPS), []
    for _ in range(stops + 1):
        shown.press("Tab")
        outside, name, ring, visible = shown.ask(FOCUS)
        if outside:
            break
        seen.append(name)
        assert ring, name
        assert visible, name
    assert len(seen) == stops


def test_a_claim_is_found_and_read_without_a_mouse(shown: Opened) -> None:
    shown.press("/", *"falk", "Enter")
    assert shown.hash == "node=ida-falk"
    shown.page.focus("#panel")
    for _ in range(30):
        shown.press("Tab")
        if shown.ask("document.activeElement.textContent").startswith("praised"):
            break
    shown.press("Enter")
    assert "Ida Falk, the prime minister of Westmark, praised Brandt." in shown.panel
    shown.press("Escape")
    assert shown.hash in ("", "node=ida-falk")


def test_the_table_is_sorted_and_read_without_a_mouse(shown: Opened) -> None:
    shown.press("t")
    for _ in range(30):
        shown.press("Tab")
        if shown.ask("document.activeElement.closest('th') !== null"):
            break
    shown.press("Enter")
    assert "sort=" in shown.hash
    for _ in range(30):
        shown.press("Tab")
        if shown.ask("document.activeElement.closest('td') !== null"):
            break
    shown.press("Enter")
    assert "claim=" in shown.hash or "node=" in shown.hash
    assert shown.ask("document.activeElement !== document.body")


def test_what_opens_takes_the_focus_and_gives_it_back(shown: Opened) -> None:
    for opener in ("#open-filters", "#open-export", "#help"):
        shown.page.focus(opener)
        shown.press("Enter")
        assert not shown.ask("(opener) => document.activeElement === document.querySelector(opener)", opener)
        shown.press("Escape")
        assert shown.ask("document.activeElement.id") == opener[1:]


def test_what_can_be_pressed_is_large_enough(shown: Opened) -> None:
    shown.reset("node=tomas-brandt")
    small = shown.ask("""[...document.querySelectorAll("button, input, summary")]
        .filter((item) => item.offsetParent && !item.matches(".name, input[type=checkbox]"))
        .map((item) => [item.textContent, item.getBoundingClientRect()])
        .filter(([, { width, height }]) => Math.min(width, height) < 24)
        .map(([text]) => text)""")
    assert small == []


def test_nothing_glides_where_stillness_is_asked_for(shown: Opened) -> None:
    shown.ask("kgPage.network.moveTo({ scale: 3, animation: false })")
    shown.press("0")
    assert shown.ask("kgPage.network.getScale()") <= 1.25
