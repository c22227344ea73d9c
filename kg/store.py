"""A built graph as a store that SPARQL can be asked of."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import reading_output


def open_store(directory: Path, *, cache: Path | None = None) -> ox.Store:
    """The graph that was built into a folder.

    Raises OutputError where there is none, or where its file is broken.
    """
    path = directory / "graph.nq"
    store = ox.Store()
    with reading_output(path):
        store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    return store
