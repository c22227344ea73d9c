"""How fast graph.html is in a browser: on the seeds, and on a graph of 2,000 things and 5,000 claims.

Prints, for each page: its size; the time until the first drawing is painted; the time from a click on a box
until the panel shows it, from a keystroke in the search until its list is there, from a press on a class
until all is filtered, each until it is painted (the median of some); and the frames a second, and the longest
wait for one, while the view is dragged, zoomed, and a box is dragged. `vis-network` is a page of pyvis alone
with the same boxes and lines: what the drawing can't be faster than.

The browser is headless Chromium that paints without a graphics card, so a person's is faster.

    python benchmarks/page.py [--large] [--keep DIR]
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median

import networkx as nx
from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network
from synthetic import corpus

from kg.graph.read import vocabulary
from kg.graph.write import ontology_quads
from kg.network.network import network, read_network
from kg.ontology.package import load_ontology
from kg.page import CORE, LIMIT, page

OUTPUT = Path(__file__).parent.parent / "output"
SECONDS = 1.5  #: that each movement lasts
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

#: Notes when the first drawing is painted, and each drawing after it.
WATCH = """
window.bench = { first: null, frames: [] };
const wait = () => {
  const drawn = window.kgPage ? kgPage.network : window.network;
  if (!drawn || !drawn.body || !drawn.body.nodeIndices.length) return requestAnimationFrame(wait);
  drawn.on("afterDrawing", () => bench.frames.push(performance.now()));
  requestAnimationFrame(() => setTimeout(() => { bench.first = performance.now(); }, 0));
};
requestAnimationFrame(wait);
"""
#: Runs from an event of the given kind until `done` holds and is painted; the time in milliseconds.
RESPONSE = """([kind, done]) => {
  const holds = new Function(`return ${done}`);
  bench.answer = new Promise((resolve) => {
    addEventListener(kind, (event) => {
      const end = () => resolve(performance.now() - event.timeStamp);
      const look = () => (holds() ? setTimeout(end, 0) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  });
}"""
#: Where a thing that is in view stands, in the window, and its number; the best connected first.
THINGS = """() => {
  const { network, seen } = kgPage, frame = network.canvas.frame.canvas.getBoundingClientRect();
  const inside = ([x, y]) => x > frame.left + 40 && x < frame.right - 40
    && y > frame.top + 40 && y < frame.bottom - 60;
  const onTop = ([x, y, index]) => network.getNodeAt({ x: x - frame.left, y: y - frame.top }) === index;
  return [...seen.drawn].map((thing) => {
    const spot = network.canvasToDOM(network.getPosition(thing.index));
    return [spot.x + frame.left, spot.y + frame.top, thing.index, thing.label];
  }).filter(inside).filter(onTop).slice(0, 5);
}"""

#: A place without a box, in the window.
EMPTY = """() => {
  const drawn = window.kgPage ? kgPage.network : network;
  const frame = drawn.canvas.frame.canvas.getBoundingClientRect();
  for (let y = 60; y < frame.height - 160; y += 7)
    for (let x = 60; x < frame.width - 220; x += 7)
      if (drawn.getNodeAt({ x, y }) === undefined) return [frame.left + x, frame.top + y];
  return [frame.left + 5, frame.top + 5];
}"""
#: The same for the best connected box of a page of pyvis.
FIRST = """() => {
  const frame = network.canvas.frame.canvas.getBoundingClientRect();
  const spot = network.canvasToDOM(network.getPosition(0));
  return [frame.left + spot.x, frame.top + spot.y];
}"""


def synthetic(things: int, claims: int) -> nx.MultiDiGraph:
    ontology = load_ontology()
    graph = corpus(claims // 6, things=things, claims=claims, ontology=ontology)
    return network(graph, vocabulary(ontology_quads(ontology), ontology.namespace))


def bare(graph: nx.MultiDiGraph, known: str) -> str:
    """A page of pyvis with the boxes and lines that ours can draw at most, at the same places."""
    content = json.loads(known)
    order = [content["base"] + thing[0] for thing in content["things"]]
    places = content["wide"] or [(spot["x"], spot["y"]) for spot in content["core"]]
    drawing = Network(height="900px", directed=True, cdn_resources="in_line")
    for number, ((x, y), iri) in enumerate(zip(places, order, strict=False)):
        drawing.add_node(number, label=graph.nodes[iri]["label"], shape="box", x=x, y=y)
    number_of = {iri: number for number, iri in enumerate(order[: len(places)])}
    for tail, head in sorted({(tail, head) for tail, head in graph.edges() if tail != head}):
        if tail in number_of and head in number_of:
            drawing.add_edge(number_of[tail], number_of[head])
    drawing.set_options(json.dumps({"physics": {"enabled": False}, "edges": {"smooth": False}}))
    html: str = drawing.generate_html()
    return html.replace("network = new vis.Network", "window.network = network = new vis.Network")


@contextmanager
def opened(browser: Browser, file: Path, hash: str = "") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    shown = context.new_page()
    shown.add_init_script(WATCH)
    shown.goto(file.as_uri() + hash)
    shown.wait_for_function("bench.first !== null", timeout=120_000)
    yield shown
    context.close()


def response(shown: Page, kind: str, done: str, act: Callable[[], None]) -> float:
    """Milliseconds from an event to what it does, painted."""
    shown.evaluate(RESPONSE, [kind, done])
    act()
    took: float = shown.evaluate("bench.answer")
    return took


def moving(shown: Page, act: Callable[[float], None]) -> str:
    """Drawings a second and the longest wait for one, while `act` is told how much of the time is over."""
    shown.wait_for_timeout(200)
    shown.evaluate("bench.frames.length = 0")
    started = time.monotonic()
    while (share := (time.monotonic() - started) / SECONDS) < 1:
        act(share)
        time.sleep(0.008)
    frames: list[float] = shown.evaluate("bench.frames")
    if len(frames) < 2:
        return "    - /s      - ms"
    waits = [later - earlier for earlier, later in pairwise(frames)]
    return f"{len(waits) * 1000 / (frames[-1] - frames[0]):5.0f} /s {max(waits):6.0f} ms"


def movements(shown: Page, box: tuple[float, float], empty: tuple[float, float]) -> dict[str, str]:
    mouse = shown.mouse

    def drag(x: float, y: float) -> str:
        mouse.move(x, y)
        mouse.down()
        measured = moving(shown, lambda share: mouse.move(x + 160 * share, y + 110 * share))
        mouse.up()
        return measured

    found = {"drag the view": drag(*empty), "zoom": "", "drag a box": drag(*box)}
    mouse.move(700, 450)
    found["zoom"] = moving(shown, lambda share: mouse.wheel(0, -30 if share < 0.5 else 30))
    return found


def app(browser: Browser, file: Path, hash: str) -> dict[str, str]:
    """All that is measured of a page of ours."""
    with opened(browser, file, hash) as shown:
        found = {
            "first drawing": f"{shown.evaluate('bench.first'):6.0f} ms",
            "click": middle(clicks(shown)),
            "key in the search": middle(keystrokes(shown)),
            "filter": middle(filters(shown)),
        }
        boxes = shown.evaluate(THINGS)
        return found | movements(shown, tuple(boxes[-1][:2]), empty_spot(shown))


def clicks(shown: Page) -> Iterator[float]:
    for x, y, _, label in shown.evaluate(THINGS):
        done = f"document.querySelector('#panel').textContent.includes({json.dumps(label)})"
        yield response(shown, "pointerdown", done, partial(shown.mouse.click, x, y))
        shown.keyboard.press("Escape")
        shown.wait_for_timeout(400)  # two clicks in one place would be a double click


def keystrokes(shown: Page) -> Iterator[float]:
    shown.focus("#search")
    for letter in "s", "a", "n":
        done = f"document.querySelector('#search').value.endsWith('{letter}')"
        yield response(shown, "keydown", done, partial(shown.keyboard.press, letter))
    shown.fill("#search", "")
    shown.keyboard.press("Escape")


def filters(shown: Page) -> Iterator[float]:
    """A class alone, then without it; what is planned, denied or alleged as well, then without it."""
    for name in "#legend button:nth-child(2)", "#unasserted":
        for _ in range(2):
            at = shown.locator(name).first.bounding_box()
            assert at, name
            x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
            yield response(shown, "pointerdown", "true", partial(shown.mouse.click, x, y))
            shown.wait_for_timeout(400)


def middle(times: Iterator[float]) -> str:
    """The median, and the longest."""
    found = list(times)
    return f"{median(found):6.0f} ms, {max(found):6.0f} ms at most"


def empty_spot(shown: Page) -> tuple[float, float]:
    """A place of the window where the drawing has no box."""
    x, y = shown.evaluate(EMPTY)
    return x, y


def alone(browser: Browser, file: Path) -> dict[str, str]:
    """The same of a page of pyvis."""
    with opened(browser, file) as shown:
        found = {"first drawing": f"{shown.evaluate('bench.first'):6.0f} ms"}
        box = shown.evaluate(FIRST)
        return found | movements(shown, tuple(box), empty_spot(shown))


def report(name: str, found: dict[str, str]) -> None:
    print(f"\n{name}")
    for what, value in found.items():
        print(f"  {what:18} {value}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--large", action="store_true", help="10,000 things and 30,000 claims as well")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the pages there")
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium: apt-get install chromium")
    graphs: dict[str, Callable[[], nx.MultiDiGraph]] = {
        "seeds": lambda: read_network(OUTPUT),
        "2,000 things, 5,000 claims": lambda: synthetic(2000, 5000),
    }
    if options.large:
        graphs["10,000 things, 30,000 claims"] = lambda: synthetic(10_000, 30_000)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as driver:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        browser = driver.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for name, make in graphs.items():
            graph = make()
            started = time.process_time()
            html = page(graph)
            seconds = time.process_time() - started
            file = folder / f"{name.replace(' ', '-').replace(',', '')}.html"
            file.write_text(html, encoding="utf-8")
            print(f"\n{name}: {len(html.encode()) / 1e6:.2f} MB, made in {seconds:.1f} s CPU")
            report(f"as it opens, at most {CORE} drawn", app(browser, file, ""))
            if len(graph) > CORE:
                report(f"all drawn, at most {LIMIT}", app(browser, file, "#draw=all"))
                plain = folder / "bare.html"
                known = html.partition('id="known">')[2].partition("</script>")[0]
                plain.write_text(bare(graph, known), encoding="utf-8")
                report("the same by pyvis and vis-network alone", alone(browser, plain))
        browser.close()


if __name__ == "__main__":
    main()
