"""The ontology's page: committed fresh, whole, offline, and readable by everybody."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from places import ROOT, Run
from playwright.sync_api import Browser

from kg.errors import OntologyError
from kg.ontology.package import Ontology, data_directory, load_ontology
from kg.ontology.page import vocabulary_page

COMMITTED = ROOT / "docs" / "ontology.html"


class Reader(HTMLParser):
    """Collects what a page links to and what can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in {"href", "src", "srcset", "style"} or name.startswith("on"):
                self.fetched.append(value or "")


@pytest.fixture(scope="module")
def text(ontology: Ontology) -> str:
    return vocabulary_page(ontology)


@pytest.fixture(scope="module")
def read(text: str) -> Reader:
    return Reader(text)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_directory("ontology"), tmp_path / "ontology"))


def test_the_committed_page_is_fresh(text: str) -> None:
    assert text == COMMITTED.read_text("utf-8"), "run: kg ontology --output docs/ontology.html"


def test_each_term_has_its_place(ontology: Ontology, read: Reader) -> None:
    assert set(ontology.labels) <= set(read.ids)


def test_each_link_within_the_page_leads_somewhere(read: Reader) -> None:
    assert len(read.ids) == len(set(read.ids))
    inner = {link.removeprefix("#") for link in read.links if link.startswith("#")}
    assert inner and inner <= set(read.ids)
    assert all(re.match(r"#|https?://", link) for link in read.links)


def test_it_asks_for_nothing_and_runs_nothing(read: Reader) -> None:
    assert read.fetched == []
    assert not read.tags & {"script", "link", "img", "iframe", "object", "form"}


def test_a_property_is_described(text: str) -> None:
    start = text.index('<article class="term" id="spouse_of"')
    section = re.sub(r"<[^>]+>|\s+", " ", text[start : text.index("</article>", start)])
    for part in (
        "Is or was married to.",
        "both ways",
        "Person",
        "schema:spouse",
        "wdt:P26",
        "verbs",
        "marry",
    ):
        assert part in section


def test_a_class_knows_its_properties(text: str) -> None:
    start = text.index('<article class="term" id="Election"')
    section = text[start : text.index("</article>", start)]
    assert '<a href="#Event">Event</a>' in section and '<a href="#candidate_in">candidate_in</a>' in section


def test_properties_stand_in_their_groups(text: str) -> None:
    captions = re.findall(r"<caption><a href=\"#[\w-]+\">([^<]+)</a>", text)
    assert captions == [
        "Talking",
        "Roles and relations",
        "Contests",
        "Works",
        "Force and law",
        "Places",
        "Figures",
        "Bookkeeping",
    ]


def test_a_property_without_a_group_and_with_markup_in_its_words(copy: Path) -> None:
    with (copy / "kg.ttl").open("a", encoding="utf-8") as file:
        file.write(
            'kg:hugged a owl:ObjectProperty ; rdfs:label "<b>hugged</b>"@en ; rdfs:domain kg:Person ; '
            'rdfs:range kg:Person ; skos:definition "<script>alert(1)</script> & more."@en .\n'
        )
    found = vocabulary_page(load_ontology(copy))
    assert "Other properties" in found and 'id="hugged"' in found
    assert "<script" not in found and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more." in found


def test_an_ontology_without_its_words(copy: Path) -> None:
    (copy / "lexicon.ttl").unlink()
    with pytest.raises(OntologyError, match=r"^lexicon\.ttl: can't be read: No such file"):
        vocabulary_page(load_ontology(copy))


def test_the_command(run: Run, tmp_path: Path, text: str) -> None:
    target = tmp_path / "new" / "page.html"
    result = run("ontology", "--output", target)
    assert (result.returncode, result.stdout) == (0, f"wrote {target}\n")
    assert target.read_text("utf-8") == text


#: Leaves a few of each kind of thing, for axe takes its time over hundreds that are alike.
_FEW = """() => document
  .querySelectorAll("article:nth-of-type(n+4), tr:nth-of-type(n+3), nav li:nth-of-type(n+3)")
  .forEach((one) => one.remove())"""


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_everybody_can_read_it(browser: Browser, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.goto(COMMITTED.as_uri() + "#called")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("#called").is_visible()
        page.evaluate(_FEW)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    finally:
        context.close()
