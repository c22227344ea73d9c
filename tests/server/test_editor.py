"""The editor and the drawing in a real browser, with everything logged that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page


@dataclass
class Watched:
    """A page, and what the browser said and asked for while it was open."""

    page: Page
    site: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        """What went to anybody else."""
        return [url for url in self.asked if not url.startswith((f"{self.site}/", "data:", "blob:"))]


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    found = Watched(page, site)
    page.on("console", lambda message: found.said.append(message.text))
    page.on("pageerror", lambda error: found.said.append(str(error)))
    context.on("request", lambda request: found.asked.append(request.url))
    yield found
    context.close()


def test_a_question_is_run_offline(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.site}/sparql?run=who-called-whom")
    page.wait_for_selector(".yasr table.dataTable td")
    row = page.inner_text(".yasr table.dataTable tbody tr")
    assert "Mara Lindqvist" in row
    assert "Tomas Brandt" in row
    assert page.locator(".tabsList .tab").count() >= 5
    assert "PREFIX kg:" in page.evaluate("kgEditor.getTab().getQuery()")
    assert watched.foreign == []
    assert watched.said == []
    # The answer stays where it is on a phone.
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_a_question_takes_a_value_from_the_front_page(watched: Watched) -> None:
    page = watched.page
    page.goto(watched.site)
    form = page.locator("form.values", has=page.locator("input[value=about-a-person]"))
    form.locator("input[name=name]").fill("ida falk")
    form.locator("button").click()
    page.wait_for_selector(".yasr table.dataTable td")
    assert 'VALUES ?name { "Ida Falk"@en }' in page.evaluate("kgEditor.getTab().getQuery()")
    assert "Ida Falk" in page.inner_text(".yasr table.dataTable tbody")
    # Without a value, the best connected.
    page.goto(f"{watched.site}/sparql?run=about-a-person")
    page.wait_for_selector(".yasr table.dataTable td")
    assert 'VALUES ?name { "Tomas Brandt"@en }' in page.evaluate("kgEditor.getTab().getQuery()")
    assert watched.foreign == []
    assert watched.said == []


def test_a_query_of_one_s_own(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.site}/sparql")
    page.wait_for_selector(".yasqe .CodeMirror")
    # No prefix is declared, an IRI leads to its page here, a text is shown as a text.
    query = """SELECT ?a ?t WHERE { VALUES ?t { "<img src=x onerror=alert(1)>" "javascript:alert(1)" }
      ?a kg:age ?n } ORDER BY DESC(?t)"""
    page.evaluate("(query) => { kgEditor.getTab().setQuery(query); kgEditor.getTab().query(); }", query)
    page.wait_for_selector(".yasr a.iri")
    assert "<img src=x onerror=alert(1)>" in page.inner_text(".yasr table.dataTable tbody")
    with page.context.expect_page() as opened:
        page.click(".yasr a.iri")
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{watched.site}/entity/tomas-brandt"
    assert "Tomas Brandt" in opened.value.inner_text("h1")
    assert watched.foreign == []
    assert watched.said == []


def test_a_fault_is_told(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.site}/sparql")
    page.evaluate(
        "kgEditor.getTab().setQuery('SELECT ?x WHERE { ?x }'); kgEditor.getTab().query().catch(() => 0)"
    )
    page.wait_for_selector(".yasr .errorHeader")
    assert "line 1" in page.inner_text(".yasr")
    assert "^" in page.inner_text(".yasr")


def test_a_link_from_elsewhere_brings_no_other_endpoint(watched: Watched) -> None:
    page = watched.page
    page.goto(
        f"{watched.site}/sparql#query=ASK%20%7B%7D&endpoint=https%3A%2F%2Fevil.example%2F&headers=%7B%22X%22%3A%221%22%7D"
    )
    page.wait_for_selector(".yasr .booleanResult, .yasr_results *")
    assert page.evaluate("kgEditor.getTab().getEndpoint()") == f"{watched.site}/sparql"
    assert watched.foreign == []


def test_terms_are_completed_from_the_ontology(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.site}/sparql")
    page.evaluate(
        """() => {
            const editor = kgEditor.getTab().getYasqe();
            editor.setValue("PREFIX kg: <https://example.org/kg/ontology#>\\nSELECT * { ?x kg:prai");
            editor.focus();
            editor.getDoc().setCursor({ line: 1, ch: 23 });
            editor.autocomplete();
        }"""
    )
    page.wait_for_selector(".CodeMirror-hints")
    assert "kg:praised" in page.inner_text(".CodeMirror-hints")
    assert watched.foreign == []


@pytest.mark.parametrize(
    "path", ["/", "/entity/tomas-brandt", "/article/alpha", "/graph", "/ontology#praised"]
)
def test_pages_ask_for_nothing_of_others(watched: Watched, path: str) -> None:
    for width in (1200, 360):
        watched.page.set_viewport_size({"width": width, "height": 800})
        watched.page.goto(f"{watched.site}{path}")
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.foreign == []
    assert watched.said == []


#: What CodeMirror and YASGUI do in their own ways: a button among tabs, a part that scrolls by itself.
_THEIRS = {"aria-required-children", "scrollable-region-focusable"}
_PAGES = {
    "/": "h1",
    "/entity/ida-falk": ".unasserted",
    "/claim/tomas-brandt--won--norland": "blockquote",
    "/article/alpha": ".mark",
    "/sparql?run=who-called-whom": ".yasr table.dataTable td",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "scheme"),
    [*((path, "light") for path in _PAGES), ("/entity/ida-falk", "dark"), ("/article/alpha", "dark")],
)
def test_pages_are_accessible(
    browser: Browser, site: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    """By axe-core: WCAG 2.1 AA. The editor in the dark is the light one turned round."""
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{site}{path}")
        page.wait_for_selector(_PAGES[path])
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
        found = Axe().run(page, options=rules).response["violations"]
        assert [rule["id"] for rule in found if rule["id"] not in _THEIRS] == []
