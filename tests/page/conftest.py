"""A real browser: the page is what a browser makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import Opened
from playwright.sync_api import Browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], Opened]]:
    """Open a page's HTML from a file and wait until it has drawn itself."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})

    def open_page(html: str) -> Opened:
        file = tmp_path / "graph.html"
        file.write_bytes(html.encode())
        page = context.new_page()
        found = Opened(page)
        page.on("console", lambda message: found.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: found.messages.append(str(error)))
        page.on("request", lambda request: found.requests.append(request.url))
        page.on("dialog", lambda dialog: found.messages.append(dialog.message) or dialog.dismiss())
        page.goto(file.as_uri())
        page.wait_for_function("window.kgPage !== undefined")
        return found

    yield open_page
    context.close()
