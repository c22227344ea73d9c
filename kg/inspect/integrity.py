"""Whether the files of a built folder are what was written: their hashes, and that they say the same.

Part of `kg.inspect.verify`, which asks what the graph says.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import reading_output
from kg.graph.canonical import graph_hash
from kg.graph.describe import Description
from kg.graph.read import Built
from kg.graph.serialize import serialize
from kg.graph.write import plain
from kg.model import KnowledgeGraph
from kg.network.graphml import graphml
from kg.network.network import network
from kg.page import holds
from kg.storage.manifest import MANIFEST, Entry, changed


def same_hash(content: bytes, quads: Sequence[ox.Quad], description: Description) -> Iterator[str]:
    """graph.nq is the canonical form of what the dataset's recorded hash is of."""
    if description.hash is None:
        yield "graph.nq: the dataset's description records no hash of it"
        return
    found = graph_hash(quads, namespace=description.namespace, base=description.base)
    if found != description.hash:
        yield f"graph.nq: its hash is {found}, but the dataset's description records {description.hash}"
    if serialize(quads, "nq") != content:
        yield "graph.nq: not in canonical form: one line for each quad, sorted"


def same_files(directory: Path, manifest: Mapping[str, Entry]) -> Iterator[str]:
    """Every file has the hash that the manifest gives."""
    for name in changed(directory, manifest):
        yield f"{name}: changed since it was written: its hash is not the one in {MANIFEST}"


def same_checksums(directory: Path, description: Description) -> Iterator[str]:
    """The other files whose hashes the description records have them still."""
    for name, recorded in description.checksums.items():
        if hashlib.sha256(content_of(directory / name)).hexdigest() != recorded:
            yield f"{name}: changed since it was written: its hash is not the one that the dataset records"


def same_quads(directory: Path, quads: list[ox.Quad], base: str, namespace: str) -> Iterator[str]:
    """graph.trig and graph.ttl say what graph.nq says."""
    for name, format, expected in (
        ("graph.trig", ox.RdfFormat.TRIG, set(quads)),
        ("graph.ttl", ox.RdfFormat.TURTLE, {_bare(t) for t in plain(quads, base=base, namespace=namespace)}),
    ):
        found = set(parsed(directory / name, format))
        for missing in expected - found:
            yield f"{name}: lacks {missing.triple}, which is in graph.nq"
        for extra in found - expected:
            yield f"{name}: has {extra.triple}, which is not in graph.nq"


def same_drawings(directory: Path, built: Built, manifest: Mapping[str, Entry]) -> Iterator[str]:
    """The network, the page and the summary, of those that were written, tell what graph.nq tells."""
    drawn = network(built.graph, built.vocabulary, base=built.description.base)
    if "graph.graphml" in manifest and content_of(directory / "graph.graphml") != graphml(drawn):
        yield "graph.graphml: is not the network of graph.nq"
    if "graph.html" in manifest and not holds(content_of(directory / "graph.html"), drawn):
        yield "graph.html: does not show what graph.nq says"
    if "summary.json" in manifest:
        counted = _counted(built.graph)
        try:
            told = json.loads(content_of(directory / "summary.json"))
            found = {name: told.get(name) for name in counted}
        except (ValueError, AttributeError, RecursionError):
            yield "summary.json: is not the summary of a build"
            return
        for name, expected in counted.items():
            if found[name] != expected:
                yield f"summary.json: its {name} are not those of graph.nq: {expected!r:.200}"


def _counted(graph: KnowledgeGraph) -> dict[str, object]:
    """The numbers of a summary."""
    asserted = [claim for claim in graph.claims if graph.asserts(claim)]
    withheld = [graph.policy.withheld(claim.evidence) for claim in graph.claims if claim.is_fact]
    return {
        "articles": len(graph.documents),
        "entities": dict(Counter(entity.kind for entity in graph.entities)),
        "claims": {"asserted": len(asserted), "not asserted": len(graph.claims) - len(asserted)},
        **{name: withheld.count(name) for name in ("unsure", "attributed")},
        "facts": dict(Counter(claim.property for claim in asserted)),
        "quotations": len(graph.quotations),
        "quarantined": len(graph.quarantined),
    }


def content_of(path: Path) -> bytes:
    """The bytes of a file; OutputError where it can't be read."""
    with reading_output(path):
        return path.read_bytes()


def parsed(path: Path, format: ox.RdfFormat, content: bytes | None = None) -> list[ox.Quad]:
    """The quads of a file, or of its content where that is known; OutputError where it is broken."""
    with reading_output(path):
        return list(ox.parse(path.read_bytes() if content is None else content, format=format))


def _bare(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)
