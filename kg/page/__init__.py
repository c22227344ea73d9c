"""The network as one HTML file that needs nothing else: no server, no network, no second file.

    network ─► data (all that is said) ─┐
            └► drawing (boxes, layout) ─┴► template.html + vis-network + app/*.js + *.css ─► one file

pyvis brings vis-network and renders our template; the rest of the page is in `app/`, small scripts that
are read in the order of `_APP`. Text from articles only ever travels as JSON and is only ever shown as
text, and the page's own policy lets a browser run these scripts, by their hashes, and fetch nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.page.data import content, ranked, tied
from kg.page.drawing import CORE, LIMIT, drawing, size

__all__ = ["CORE", "LIMIT", "holds", "page"]

_HERE = Path(__file__).parent
_VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
#: In the order in which they build on each other.
_APP = (
    "base", "data", "state", "path", "visible", "marks",
    "signs", "boxes", "labels", "places", "moving", "light", "parts", "pointing", "view", "drawing",
    "search", "thing", "claim", "way", "overview", "panel",
    "filters", "timeline", "table", "csv", "turtle", "export", "keys", "main",
)  # fmt: skip
_STYLES = ("page", "parts", "narrow")


def page(network: nx.MultiDiGraph, *, title: str = "Knowledge graph") -> str:
    """The page, to be written as UTF-8. Equal networks give equal pages.

    It holds everything that is said, and opens with the `CORE` best connected of the things that any
    claim ties to another; `LIMIT` can be drawn, and all can be found.
    """
    order = ranked(network)
    core, wide = drawing(network, [iri for iri in order if tied(network, iri)])
    known = content(network, order, title=title) | {
        "wide": wide,
        "sizes": [size(network.nodes[iri]["degree"]) for iri in order],
    }
    core.templateEnv = _environment(title, known)
    html: str = core.generate_html()
    return html


def holds(html: bytes, network: nx.MultiDiGraph, *, title: str = "Knowledge graph") -> bool:
    """Say whether a page knows of the network what `page` would tell it; not where things are drawn."""
    known = _json(content(network, ranked(network), title=title))
    return known[:-1].encode() in html


def _environment(title: str, known: dict[str, Any]) -> Environment:
    """Our template's folder, and what the template asks for besides the drawing."""
    vis = _VIS.read_text(encoding="utf-8").partition("\n//# sourceMappingURL=")[0]
    app = "".join(_text(f"app/{name}.js") for name in _APP)
    app = f'"use strict";\n(() => {{\n{app}}})();\n'
    styles = "".join(_text(f"{name}.css") for name in _STYLES)
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True)
    environment.globals.update(
        title=title,
        vis=Markup(vis),
        app=Markup(app),
        styles=Markup(styles),
        scripts_policy=Markup(f"{_hash(vis)} {_hash(app)}"),
        styles_policy=Markup(_hash(styles)),
        known=Markup(_json(known)),
    )
    environment.filters["json"] = lambda value: Markup(_json(value))
    return environment


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _json(value: object) -> str:
    """JSON that can stand in a script element: nothing in it can end the element or begin another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
