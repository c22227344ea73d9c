"""The network as GraphML, for Gephi and others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

import networkx as nx

from kg.network.network import Statement

#: What XML can't hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(network: nx.MultiDiGraph) -> bytes:
    """The network as GraphML with plain attributes only; several values are joined by " | "."""
    flat = nx.MultiDiGraph()
    for iri, node in network.nodes(data=True):
        flat.add_node(
            iri,
            label=_xml(node["label"]),
            kind=node["kind"],
            degree=node["degree"],
            names=_joined(node["names"]),
            articles=_joined(node["articles"]),
            facts=_joined(f"{_sign(fact)}{fact.predicate} {fact.object}" for fact in node["facts"]),
        )
    for subject, target, key, edge in network.edges(keys=True, data=True):
        statement: Statement = edge["statement"]
        flat.add_edge(
            subject,
            target,
            key=key,
            label=_xml(network.graph["terms"].get(statement.predicate, statement.predicate)),
            property=statement.predicate,
            polarity=statement.polarity,
            modality=statement.modality,
            asserted=statement.asserted,
            withheld=statement.withheld,
            confidence=max(sentence.confidence for sentence in statement.support),
            dates=_joined(statement.dates),
            articles=_joined(dict.fromkeys(sentence.article for sentence in statement.support)),
            sentences=_joined(sentence.text for sentence in statement.support),
            speakers=_joined(sorted({item.speaker for item in statement.support if item.speaker})),
            weight=len(statement.support),
        )
    buffer = BytesIO()
    nx.write_graphml_xml(flat, buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue().rstrip(b"\n") + b"\n"


def _sign(statement: Statement) -> str:
    """What keeps a claim from being a fact: "not ", "planned: ", "unsure: "."""
    modality = "" if statement.modality == "actual" else f"{statement.modality}: "
    modality = f"{statement.withheld}: " if statement.withheld else modality
    return modality + ("" if statement.polarity == "affirmed" else "not ")


def _joined(values: Iterable[str]) -> str:
    return _xml(" | ".join(values))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
