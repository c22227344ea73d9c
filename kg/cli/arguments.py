"""Arguments that several commands take, and what they stand for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.ontology.package import Ontology

_DIRECTORY = typer.Argument(metavar="DIR", help="The folder that `kg build` wrote.")
Directory = Annotated[Path, _DIRECTORY]
OptionalDirectory = Annotated[Path | None, _DIRECTORY]
OntologyOption = Annotated[
    Path | None, typer.Option("--ontology", metavar="DIR", help="Another ontology than the packaged one.")
]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="Another installed spaCy pipeline.")
]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes to use.")]
CacheOption = Annotated[
    Path | None,
    typer.Option("--cache", metavar="DIR", help="Where to keep what was read ($KG_CACHE; the user's cache)."),
]
NoCacheOption = Annotated[bool, typer.Option("--no-cache", help="Read everything, keep nothing.")]


def chosen_ontology(directory: Path | None) -> Ontology:
    """The ontology in a folder, or the packaged one. Raises an `OntologyError` for a mistake in it."""
    from kg.ontology.package import load_ontology

    ontology = load_ontology(directory)
    if directory is not None:
        from kg.inspect.shapes import try_shapes  # slow to import; those of the packaged one are tested

        try_shapes((directory / "shapes.ttl").read_bytes())
    return ontology


def chosen_cache(directory: Path | None, none: bool) -> Path | None:
    """Where records are kept, if they are."""
    from kg.storage.cache import cache_directory

    if none and directory:
        raise typer.BadParameter("--cache and --no-cache exclude each other")
    return None if none else cache_directory(directory)
