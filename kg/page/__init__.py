"""The network as one HTML file that needs nothing else: no server, no network, no second file.

pyvis makes the drawing's data and renders our own template; vis-network, the styles and the script are
in the page. Text from articles only ever travels as JSON and is only ever shown as text, and the page's
own policy lets a browser run these scripts, by their hashes, and fetch nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.network import Statement
from kg.page.layout import layout
from kg.page.merge import Bundle, bundles

_HERE = Path(__file__).parent
_VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
#: Nodes drawn at most: the best connected ones.
LIMIT = 300
#: Fill colours by class, the most frequent class first; later classes get the last.
_COLOURS = (
    "#cfe3ff", "#ffe0b8", "#d3f0cf", "#f6d2e4", "#e2d8fb", "#fff2a8",
    "#c9eef0", "#f9cfc7", "#dfe8b5", "#e8d9c8", "#d0d9e8", "#e6e6e6",
)  # fmt: skip
_LONGEST_LABEL, _LABELS_SHOWN = 48, 2
_WRAP = 170.0  #: pixels, after which a name continues on the next line
_ALWAYS_LABELLED = {"label": {"drawThreshold": 0}}
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 0,
    },
    "nodes": {
        "shape": "box",
        "borderWidth": 1,
        "borderWidthSelected": 3,
        "margin": {"top": 6, "bottom": 6, "left": 10, "right": 10},
        "shapeProperties": {"borderRadius": 10},
        "widthConstraint": {"maximum": _WRAP},
        "font": {"face": "system-ui, sans-serif", "color": "#1c2733"},
        "scaling": _ALWAYS_LABELLED,
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
        "color": {"color": "#b3bcc7", "hover": "#3b6fb5", "highlight": "#1d4f91"},
        "font": {
            "face": "system-ui, sans-serif",
            "size": 11,
            "color": "#5a6675",
            "strokeWidth": 4,
            "strokeColor": "#fbfcfd",
            "align": "middle",
        },
        "hoverWidth": 1,
        "scaling": _ALWAYS_LABELLED,
        "selectionWidth": 2,
    },
}


def page(network: nx.MultiDiGraph, *, title: str = "Knowledge graph") -> str:
    """The page, to be written as UTF-8.

    Draws the `LIMIT` best connected things that any claim ties to another, and says how many are left
    out. Claims of the same two things in the same direction share a line. Equal networks give equal pages.
    """
    ranked = sorted(network, key=lambda iri: (-network.nodes[iri]["degree"], iri))
    tied = [iri for iri in ranked if any(other != iri for other in nx.all_neighbors(network, iri))]
    kept = network.subgraph(tied[:LIMIT])
    ids = {iri: f"n{place}" for place, iri in enumerate(tied[:LIMIT])}
    lines = {f"e{place}": line for place, line in enumerate(bundles(kept, order=list(ids)))}
    drawing = _drawing(network, ids, lines)
    articles = {name: f"a{place}" for place, name in enumerate(sorted(network.graph["articles"]))}
    details = {
        "title": title,
        "notes": _notes(network, drawn=len(ids), tied=len(tied)),
        "terms": network.graph["terms"],
        "classes": [
            {"kind": kind, "colour": colour, "count": count}
            for kind, (colour, count) in _classes(network, ids).items()
        ],
        "articles": {
            articles[name]: {"id": name, **about} for name, about in network.graph["articles"].items()
        },
        "nodes": {node: _node_details(network.nodes[iri], articles) for iri, node in ids.items()},
        "edges": {
            edge: {
                "from": ids[line.tail],
                "to": ids[line.head],
                "asserted": line.asserted,
                "claims": [_claim_details(statement, articles) for statement in line.statements],
            }
            for edge, line in lines.items()
        },
    }
    return _render(drawing, details)


def _drawing(network: nx.MultiDiGraph, ids: dict[str, str], lines: dict[str, Bundle]) -> Network:
    """What vis-network needs: nodes with their places, edges with their labels and bends."""
    colours = {kind: colour for kind, (colour, _) in _classes(network, ids).items()}
    order = {iri: place for place, iri in enumerate(ids)}
    shown = {iri: _shortened(network.nodes[iri]["label"]) for iri in ids}
    sizes = {iri: 13 + min(9, network.nodes[iri]["degree"] // 3) for iri in ids}
    places = layout(
        [_box(shown[iri], sizes[iri]) for iri in ids],
        sorted({(order[line.tail], order[line.head]) for line in lines.values() if line.tail != line.head}),
    )
    drawing = Network(directed=True, cdn_resources="in_line")
    for (iri, node), (x, y) in zip(ids.items(), places, strict=True):
        drawing.add_node(
            node,
            label=shown[iri],
            shape="box",
            x=x,
            y=y,
            color={"background": colours[network.nodes[iri]["kind"]], "border": "#8a97a6"},
            font={"size": sizes[iri]},
        )
    terms = network.graph["terms"]
    for edge, line in lines.items():
        names = [terms.get(name, name) for name in line.predicates]
        more = f" +{len(names) - _LABELS_SHOWN}" if len(names) > _LABELS_SHOWN else ""
        drawing.add_edge(
            ids[line.tail],
            ids[line.head],
            id=edge,
            label=" · ".join(names[:_LABELS_SHOWN]) + more,
            width=min(4, 1 + len(line.statements) // 3),
            dashes=not line.asserted,
            hidden=not line.asserted,
            arrows={"to": {"enabled": not line.symmetric}},
            smooth={"enabled": True, "type": "curvedCW", "roundness": line.bend} if line.bend else False,
        )
    drawing.options = _OPTIONS
    return drawing


def _render(drawing: Network, details: dict[str, Any]) -> str:
    """The template, filled; everything from articles passes through `tojson` or is escaped."""
    scripts = {
        "vis": _VIS.read_text(encoding="utf-8").partition("\n//# sourceMappingURL=")[0],
        "script": (_HERE / "page.js").read_text(encoding="utf-8"),
    }
    hashes = (base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in scripts.values())
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True)
    environment.globals.update(
        {name: Markup(code) for name, code in scripts.items()},
        css=Markup((_HERE / "page.css").read_text(encoding="utf-8")),
        policy=" ".join(f"'sha256-{value}'" for value in hashes),
        details=details,
    )
    drawing.templateEnv = environment
    html: str = drawing.generate_html()
    return html


def _classes(network: nx.MultiDiGraph, ids: dict[str, str]) -> dict[str, tuple[str, int]]:
    """Colour and number of each class that is drawn, the most frequent first."""
    counts = Counter(network.nodes[iri]["kind"] for iri in ids)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {
        kind: (_COLOURS[min(place, len(_COLOURS) - 1)], count) for place, (kind, count) in enumerate(ranked)
    }


def _notes(network: nx.MultiDiGraph, *, drawn: int, tied: int) -> list[str]:
    """What the page holds, and what it leaves out."""
    counts = (len(network.graph["articles"]), len(network), network.size())
    notes = ["{} articles, {} things, {} claims that tie them together.".format(*counts)]
    if drawn < tied:
        notes.append(f"Drawn: the {drawn} best connected of {tied} things that claims tie together.")
    if tied < len(network):
        notes.append(f"Not drawn: {len(network) - tied} that no claim ties to another.")
    return notes


def _node_details(node: dict[str, Any], articles: dict[str, str]) -> dict[str, Any]:
    return {
        "label": node["label"],
        "kind": node["kind"],
        "names": node["names"],
        "articles": [articles[name] for name in node["articles"]],
        "facts": [_claim_details(statement, articles) for statement in node["facts"]],
    }


def _claim_details(statement: Statement, articles: dict[str, str]) -> dict[str, Any]:
    return {
        "subject": statement.subject,
        "property": statement.predicate,
        "object": statement.object,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "dates": statement.dates,
        "sentences": [
            {"text": item.text, "article": articles[item.article], "speaker": item.speaker}
            for item in statement.support
        ],
    }


def _shortened(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _box(label: str, size: int) -> tuple[float, float]:
    """About how wide and high a name is drawn."""
    width = len(label) * size * 0.56
    rows = 1 + int(width // (_WRAP - 20))
    return (min(width, _WRAP - 20) + 24, rows * size * 1.25 + 14)
