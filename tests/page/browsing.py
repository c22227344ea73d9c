"""A page that is open in a browser, and what a person does with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page


@dataclass
class Opened:
    """A page with all that the browser said and asked for while it was open."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def click_edge(self, edge: str) -> None:
        """With the mouse, on the line's middle."""
        x, y = self.page.evaluate(
            """(edge) => {
                const frame = document.querySelector("#network canvas").getBoundingClientRect();
                const point = kgPage.middle(edge);
                return [frame.left + point.x, frame.top + point.y];
            }""",
            edge,
        )
        self.page.mouse.move(x, y)
        self.page.mouse.click(x, y)

    def click_node(self, node: str) -> None:
        """With the mouse, on its box."""
        x, y = self.page.evaluate(
            """(node) => {
                const frame = document.querySelector("#network canvas").getBoundingClientRect();
                const point = kgPage.network.canvasToDOM(kgPage.network.getPosition(node));
                return [frame.left + point.x, frame.top + point.y];
            }""",
            node,
        )
        self.page.mouse.click(x, y)

    @property
    def panel(self) -> str:
        """What the page says about what is chosen."""
        return self.page.inner_text("#panel")
