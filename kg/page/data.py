"""What the page knows: every thing, claim and sentence of the network, as lists that refer to each other.

Things are numbered best connected first, so that the drawing's core is the start of the list. A sentence
stands once, however many claims it supports. `app/data.js` reads what this writes.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any
from urllib.parse import quote

import networkx as nx

from kg.network.network import statements


def ranked(network: nx.MultiDiGraph) -> list[str]:
    """The things that any claim ties to another, best connected first; then all others; by IRI."""
    return sorted(network, key=lambda iri: (not tied(network, iri), -network.nodes[iri]["degree"], iri))


def tied(network: nx.MultiDiGraph, iri: str) -> bool:
    """Return whether a claim ties it to another thing."""
    return any(other != iri for other in nx.all_neighbors(network, iri))


def content(network: nx.MultiDiGraph, order: list[str], *, title: str) -> dict[str, Any]:
    """Everything but the places of the drawing; `order` numbers the things.

    Lists of lists, in the order that `app/data.js` names their parts.
    """
    about = network.graph
    base = about["base"]
    things = {iri: place for place, iri in enumerate(order)}
    articles = {name: place for place, name in enumerate(sorted(about["articles"]))}
    sentences: dict[tuple[str, int, str], int] = {}
    claims = []
    for subject, target, said in sorted(statements(network), key=lambda item: item[2].id):
        support = [
            [
                sentences.setdefault((item.article, item.start, item.text), len(sentences)),
                things.get(item.speaker_iri, -1),
                item.confidence,
            ]
            for item in said.support
        ]
        claims.append(
            [
                said.id.removeprefix(base),
                things[subject],
                said.predicate,
                said.object if target is None else things[target],
                said.datatype,
                said.polarity,
                said.modality,
                said.withheld,
                said.dates,
                support,
            ]
        )
    kinds = sorted({network.nodes[iri]["kind"] for iri in order})
    return {
        "title": title,
        "counts": list(about["counts"].named().items()),
        "base": base,
        "namespace": about["namespace"],
        "terms": sorted(about["terms"].items()),
        "symmetric": about["symmetric"],
        "classes": [[kind, about["broader"].get(kind, []), about["types"].get(kind, "")] for kind in kinds],
        "articles": [
            [name, quote(name, safe=""), *itemgetter("title", "date", "url")(about["articles"][name])]
            for name in articles
        ],
        "sentences": [[articles[article], start, text] for article, start, text in sentences],
        "things": [_thing(network.nodes[iri], iri.removeprefix(base), kinds, articles) for iri in order],
        "claims": claims,
    }


def _thing(node: dict[str, Any], name: str, kinds: list[str], articles: dict[str, int]) -> list[Any]:
    return [
        name,
        node["label"],
        kinds.index(node["kind"]),
        node["names"],
        [articles[article] for article in node["articles"]],
    ]
