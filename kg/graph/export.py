"""A built graph in other forms than those that a build writes: RDF 1.2 and JSON-LD.

Reads graph.nq; what comes out depends on nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import reading_output
from kg.graph.describe import described
from kg.graph.iris import prefixes
from kg.graph.jsonld import jsonld
from kg.graph.rdf12 import rdf12
from kg.storage.manifest import checked

Form = Literal["rdf12", "jsonld"]


def export(directory: Path, form: Form) -> bytes:
    """The graph of a folder as TriG 1.2 ("rdf12") or JSON-LD 1.1 ("jsonld").

    Raises OutputError where there is no graph or its file is broken.
    """
    path = checked(directory, "graph.nq")
    with reading_output(path):
        quads = list(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
    about = described(quads)
    names = prefixes(about.base, about.namespace)
    if form == "rdf12":
        return rdf12(quads, prefixes=names)
    return jsonld(quads, prefixes=names, base=about.base, namespace=about.namespace)
