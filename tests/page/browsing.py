"""A page that is open in a browser, and what a person does with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

#: Where a line can be seen: its points that no box covers, nearest its middle first.
_ON_LINE = """([line, label]) => {
  const { network, drawing, seen } = kgPage, edge = network.body.edges[line];
  const frame = document.querySelector("#canvas canvas").getBoundingClientRect();
  const place = drawing.stage.labels.of(seen.lines.get(line));
  const parts = [50, 45, 55, 40, 60, 35, 65, 30, 70, 25, 75, 20, 80];
  const points = label ? [place] : parts.map((part) => edge.edgeType.getPoint(part / 100));
  for (const point of points) {
    const dom = network.canvasToDOM(point);
    if (network.getNodeAt(dom) === undefined) return [frame.left + dom.x, frame.top + dom.y];
  }
  return null;
}"""
_ON_THING = """(slug) => {
  const { network, data } = kgPage, frame = document.querySelector("#canvas canvas").getBoundingClientRect();
  const dom = network.canvasToDOM(network.getPosition(data.thingOf.get(slug).index));
  return [frame.left + dom.x, frame.top + dom.y];
}"""


@dataclass
class Opened:
    """A page with all that the browser said and asked for while it was open."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def reset(self, hash: str = "") -> None:
        """As it was when it opened: all that was done to it is in its address."""
        self.page.keyboard.press("Escape")
        self.page.evaluate(
            """(hash) => {
            document.activeElement.blur();
            document.getElementById("filters").hidden = true;
            document.getElementById("search").value = "";
            history.replaceState(null, "", "#" + hash);
            dispatchEvent(new Event("hashchange"));
            kgPage.drawing.opening();
        }""",
            hash,
        )

    def click_line(self, line: str, *, label: bool = False) -> None:
        """With the mouse, where the line can be seen, or on its words."""
        self.page.mouse.click(*self.on_line(line, label=label))

    def on_line(self, line: str, *, label: bool = False) -> tuple[float, float]:
        """A place where the line can be seen, in the window."""
        x, y = self.page.evaluate(_ON_LINE, [line, label])
        return x, y

    def click_thing(self, slug: str, *, times: int = 1) -> None:
        """With the mouse, on its box."""
        x, y = self.page.evaluate(_ON_THING, slug)
        self.page.mouse.click(x, y, click_count=times)

    def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def find(self, text: str) -> list[str]:
        """Type it into the search; what is offered."""
        self.page.fill("#search", text)
        return [
            " ".join(item.split())
            for item in self.page.locator("#search-list [role=option]").all_inner_texts()
        ]

    @property
    def hash(self) -> str:
        """The address, after its #."""
        return str(self.page.evaluate("location.hash.slice(1)"))

    @property
    def panel(self) -> str:
        """What the page says about what is chosen."""
        return self.page.inner_text("#panel")

    @property
    def drawn(self) -> set[str]:
        """The names of the boxes."""
        return set(
            self.page.evaluate("kgPage.network.body.nodeIndices.map((id) => kgPage.data.things[id].label)")
        )

    @property
    def lines(self) -> set[str]:
        """The lines of the drawing."""
        return set(self.page.evaluate("kgPage.network.body.edgeIndices"))

    @property
    def claims(self) -> set[str]:
        """What is seen, by the claims' names."""
        return set(self.page.evaluate("kgPage.seen.claims.map((claim) => claim.slug)"))

    @property
    def rows(self) -> list[list[str]]:
        """The table, cell by cell."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """[...document.querySelectorAll("#table tbody tr")]
                .map((row) => [...row.cells].map((cell) => cell.innerText))"""
        )

    def ask(self, script: str, *arguments: Any) -> Any:
        """What the page's own script answers."""
        return self.page.evaluate(script, *arguments)
