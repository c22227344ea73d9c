"""What the page knows: every thing, claim and sentence of the network, as lists that refer to each other.

Things are numbered best connected first, so that the drawing's core is the start of the list. A sentence
stands once, however many claims it supports. `app/data.js` reads what this writes.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any
from urllib.parse import quote

import networkx as nx

from kg.graph.iris import Iris
from kg.model import Value
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
    base, vocabulary = about["base"], about["vocabulary"]
    iris = Iris(base)
    things = {iri: place for place, iri in enumerate(order)}
    articles = {name: place for place, name in enumerate(sorted(about["articles"]))}
    sentences: dict[tuple[str, int, str], int] = {}
    claims = []
    for said in sorted(statements(network), key=attrgetter("iri")):
        claim = said.claim
        support = [
            [
                sentences.setdefault((item.article, item.start, item.quote), len(sentences)),
                things[iris.entity(item.speaker)] if item.speaker else -1,
                item.confidence,
            ]
            for item in claim.evidence
        ]
        thing = None if said.object is None else things[said.object]
        value = claim.object if isinstance(claim.object, Value) else None
        claims.append(
            [
                said.iri.removeprefix(base),
                things[said.subject],
                claim.property,
                thing if value is None else value.text,
                "" if value is None else value.datatype,
                claim.polarity,
                claim.modality,
                said.withheld,
                claim.dates,
                support,
            ]
        )
    kinds = sorted({network.nodes[iri]["kind"] for iri in order})
    return {
        "title": title,
        "counts": list(about["counts"].named().items()),
        "base": base,
        "namespace": vocabulary.namespace,
        "terms": sorted(vocabulary.labels.items()),
        "symmetric": vocabulary.symmetric,
        "classes": [
            [kind, vocabulary.broader.get(kind, ()), vocabulary.types.get(kind, "")] for kind in kinds
        ],
        "articles": [
            [name, quote(name, safe=""), article.title or "", article.date or "", article.url or ""]
            for name, article in sorted(about["articles"].items())
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
