"""A real browser: the page is what a browser makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
import sample
from browsing import Opened
from playwright.sync_api import Browser, BrowserContext

from kg.network.network import read_network
from kg.page import page


def _open(context: BrowserContext, file: Path, hash: str = "") -> Opened:
    page = context.new_page()
    found = Opened(page)
    page.on("console", lambda message: found.messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.messages.append(str(error)))
    page.on("request", lambda request: found.requests.append(request.url))
    page.on("dialog", lambda dialog: found.messages.append(dialog.message) or dialog.dismiss())
    page.goto(file.as_uri() + (f"#{hash}" if hash else ""))
    assert page.evaluate("window.kgPage !== undefined"), found.messages
    return found


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a page's HTML from a file: `opened(html, hash="view=table", width=360, color_scheme="dark")`."""
    contexts = []

    def open_page(
        html: str, *, hash: str = "", width: int = 1400, height: int = 900, **options: str
    ) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        file = tmp_path / "graph.html"
        file.write_bytes(html.encode())
        return _open(context, file, hash)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    """The network of the small graph made by hand."""
    return read_network(sample.write(tmp_path_factory.mktemp("sample")))


@pytest.fixture(scope="session")
def html(drawn: nx.MultiDiGraph) -> str:
    """Its page."""
    return page(drawn)


@pytest.fixture(scope="session")
def _sample_page(browser: Browser, html: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    file = tmp_path_factory.mktemp("page") / "graph.html"
    file.write_bytes(html.encode())
    yield _open(context, file)
    context.close()


@pytest.fixture
def shown(_sample_page: Opened) -> Iterator[Opened]:
    """The page of the small graph, opened once for all tests and set back before each."""
    _sample_page.messages.clear()
    _sample_page.reset()
    yield _sample_page
    assert _sample_page.messages == []
