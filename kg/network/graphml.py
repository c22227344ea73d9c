"""The network as GraphML, for Gephi and others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

import networkx as nx

from kg.model import Claim
from kg.network.network import Statement, target

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
            facts=_joined(
                f"{_sign(fact)}{fact.claim.property} {target(network, fact.claim)}" for fact in node["facts"]
            ),
        )
    terms, labels = network.graph["vocabulary"].labels, network.graph["labels"]
    for subject, thing, key, statement in network.edges(keys=True, data="statement"):
        claim: Claim = statement.claim
        flat.add_edge(
            subject,
            thing,
            key=key,
            label=_xml(terms.get(claim.property, claim.property)),
            property=claim.property,
            polarity=claim.polarity,
            modality=claim.modality,
            asserted=statement.asserted,
            withheld=statement.withheld,
            confidence=max(item.confidence for item in claim.evidence),
            dates=_joined(claim.dates),
            articles=_joined(dict.fromkeys(item.article for item in claim.evidence)),
            sentences=_joined(item.quote for item in claim.evidence),
            speakers=_joined(sorted({labels[item.speaker] for item in claim.evidence if item.speaker})),
            weight=len(claim.evidence),
        )
    buffer = BytesIO()
    nx.write_graphml_xml(flat, buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue().rstrip(b"\n") + b"\n"


def _sign(statement: Statement) -> str:
    """What keeps a claim from being a fact: "not ", "planned: ", "unsure: "."""
    claim = statement.claim
    modality = "" if claim.modality == "actual" else f"{claim.modality}: "
    modality = f"{statement.withheld}: " if statement.withheld else modality
    return modality + ("" if claim.polarity == "affirmed" else "not ")


def _joined(values: Iterable[str]) -> str:
    return _xml(" | ".join(values))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
