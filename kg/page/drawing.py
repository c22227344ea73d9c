"""The drawing's boxes and where they stand, as pyvis and vis-network know them."""

from __future__ import annotations

from typing import Any

import networkx as nx
from pyvis.network import Network

from kg.page.layout import layout

#: Things that the drawing opens with at most: as many as can be read without zooming.
CORE = 70
#: Things that it can show at most.
LIMIT = 2000
_WRAP = 240  #: pixels, after which a name continues on the next line; `app/boxes.js` breaks it there too
_MAX_LABEL_CHARACTERS = 60  #: letters of a name in the drawing
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": False, "selectable": False, "tooltipDelay": 0, "keyboard": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "chosen": False,
        "smooth": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
    },
}


def drawing(network: nx.MultiDiGraph, order: list[str]) -> tuple[Network, list[tuple[int, int]]]:
    """The core with its places, and the places of all that can be drawn where that is more than the core.

    `order` has the things to draw, best connected first.
    """
    drawn = order[:LIMIT]
    core = Network(directed=True, cdn_resources="in_line")
    for number, (iri, (x, y)) in enumerate(zip(drawn[:CORE], _places(network, drawn[:CORE]), strict=True)):
        core.add_node(
            number, label=_shortened(network.nodes[iri]["label"]), group=network.nodes[iri]["kind"], x=x, y=y
        )
    core.options = _OPTIONS
    return core, _places(network, drawn) if len(drawn) > CORE else []


def size(degree: int) -> int:
    """Of a name's letters, in pixels: the better connected, the larger."""
    return 21 + min(9, degree // 3)


def _places(network: nx.MultiDiGraph, order: list[str]) -> list[tuple[int, int]]:
    number = {iri: place for place, iri in enumerate(order)}
    ties = {(number[tail], number[head]) for tail, head in network.subgraph(order).edges() if tail != head}
    boxes = [
        _box(_shortened(network.nodes[iri]["label"]), size(network.nodes[iri]["degree"])) for iri in order
    ]
    return layout(boxes, sorted(ties))


def _shortened(label: str) -> str:
    return label if len(label) <= _MAX_LABEL_CHARACTERS else label[: _MAX_LABEL_CHARACTERS - 1] + "…"


def _box(label: str, letters: int) -> tuple[float, float]:
    """About how wide and high a name is drawn, with its sign and margins."""
    width = len(label) * letters * 0.56
    rows = 1 + int(width // _WRAP)
    return (min(width, _WRAP) + letters + 34, rows * letters * 1.25 + 14)
