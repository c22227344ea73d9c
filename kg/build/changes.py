"""Articles added to a built graph, or taken out: the folder then holds what a build from nothing would give.

The folder says what it was built with, and has the text of every article. Stage 2 is done over the whole set
again, always; records come from the cache where it has them, and are read again where it doesn't. Those in
the folder are not taken over, for nothing says by which rules they were made.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.build.pipeline import BuildConfig, Progress, Summary, make, read_all
from kg.errors import InputError, OutputError, reading_output
from kg.extract.parsing.pipeline import DEFAULT_MODEL
from kg.graph.describe import CONTRACT, described
from kg.model import Document
from kg.ontology.package import Ontology, load_ontology
from kg.sources.readers import Skipped
from kg.storage.folder import read_documents, replacing
from kg.storage.manifest import outdated, read_manifest

_LINE = re.compile(r", line \d+$")  #: where in its file an article stands
Documents = Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a folder: ids of articles, sorted."""

    summary: Summary  #: of all that it holds now
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()  #: were there with another text, title, date, source or address
    unchanged: tuple[str, ...] = ()  #: were there as they are
    removed: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()  #: what could not be read this time


def add(
    directory: Path,
    paths: Sequence[str],
    *,
    ontology: Ontology | None = None,
    model: str = DEFAULT_MODEL,
    jobs: int = 1,
    cache: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> Change:
    """Add all articles under the paths; one with an id that is there already takes its place.

    Raises a `KgError`, and leaves the folder as it was, where no article can be read or where the folder
    holds no graph, or one that was built with another model or ontology.
    """
    ontology = ontology or load_ontology()
    with replacing(directory) as write:
        old = _documents(directory)
        config = _config(directory, ontology, model, jobs, cache, progress)
        given = read_all(paths, directory)
        new = {document.id: document for document in given.documents}
        before = _standing(_skipped(directory), given.documents, given.skipped)
        files, summary = make({**old, **new}.values(), dict.fromkeys((*before, *given.skipped)), config)
        write(files)
    known = new.keys() & old.keys()
    return Change(
        replace(summary, passed=given.passed),
        added=tuple(sorted(new.keys() - old.keys())),
        replaced=tuple(sorted(name for name in known if new[name] != old[name])),
        unchanged=tuple(sorted(name for name in known if new[name] == old[name])),
        skipped=tuple(item for item in summary.skipped if item not in before),
    )


def remove(
    directory: Path,
    articles: Sequence[str],
    *,
    ontology: Ontology | None = None,
    model: str = DEFAULT_MODEL,
    jobs: int = 1,
    cache: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> Change:
    """Take articles out, each named by its id or by its file (a table's name means all its articles).

    What other articles support stays. Raises a `KgError`, and leaves the folder as it was, where an article
    is unknown, where none would be left, and as `add`.
    """
    ontology = ontology or load_ontology()
    with replacing(directory) as write:
        old = _documents(directory)
        config = _config(directory, ontology, model, jobs, cache, progress)
        removed = _chosen(directory, articles, old)
        left = [document for name, document in old.items() if name not in removed]
        if not left:
            raise InputError(
                f"{directory}: no article would be left, and a graph needs one; remove the folder instead"
            )
        files, summary = make(left, _skipped(directory), config)
        write(files)
    return Change(summary, removed=tuple(sorted(removed)))


# ------------------------------------------------------------------------------------ what is there


def _documents(directory: Path) -> dict[str, Document]:
    return {document.id: document for document in read_documents(directory)}


def _config(
    directory: Path, ontology: Ontology, model: str, jobs: int, cache: Path | None, progress: Progress
) -> BuildConfig:
    """How the folder was built, with what is given now; an `OutputError` where that is something else."""
    path = directory / "graph.nq"
    with reading_output(path):
        said = described(parse(path=str(path), format=RdfFormat.N_QUADS))
    if read_manifest(directory) is None or said.contract != CONTRACT:
        raise outdated(directory, "changed")
    config = BuildConfig(
        ontology, model, said.base, said.license, said.policy.attributed, jobs, cache, progress
    )
    made = said.provenance
    if made is None:
        raise OutputError(f"{path}: does not say with what it was built; build it anew with `kg build`")
    if made.model != config.provenance.model:
        raise OutputError(
            f"{directory}: was built with the model {made.model}, and {model} is {config.provenance.model}; "
            "give --model, or build it anew with `kg build`"
        )
    if made.ontology != ontology.digest:
        raise OutputError(
            f"{directory}: was built with another ontology than that in {ontology.directory}; "
            "give --ontology, or build it anew with `kg build`"
        )
    return config


def _skipped(directory: Path) -> list[Skipped]:
    """What the builds of the folder could not read so far."""
    path = directory / "summary.json"
    with reading_output(path):
        content = path.read_bytes()
    try:
        return [Skipped(str(item["source"]), str(item["reason"])) for item in json.loads(content)["skipped"]]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise OutputError(f"{path}: is not the summary of a build") from None


def _standing(
    before: Iterable[Skipped], documents: Iterable[Document], skipped: Iterable[Skipped]
) -> list[Skipped]:
    """What of the earlier failures still stands: not those of files that were read again now."""
    again = {_file(source) for source in (*(d.source for d in documents), *(s.source for s in skipped))}
    return [item for item in before if _file(item.source) not in again]


def _file(source: str) -> str:
    """The name of the file that an article was in: "news/rows.csv, line 7" gives "rows.csv"."""
    return Path(_LINE.sub("", source)).name


# --------------------------------------------------------------------------------- which are meant


def _chosen(directory: Path, names: Sequence[str], documents: Documents) -> set[str]:
    """The ids that are meant; an `InputError` with a line for each name that nothing has."""
    chosen: set[str] = set()
    faults = []
    for name in dict.fromkeys(names):
        found = _called(name, documents)
        chosen |= found
        if not found:
            near = _near(name, documents)
            faults.append(
                f"{directory}: has no article {name!r}" + (f"; near it: {', '.join(near)}" if near else "")
            )
    if faults:
        raise InputError("\n".join(faults))
    return chosen


def _called(name: str, documents: Documents) -> set[str]:
    if name in documents:
        return {name}
    sources = {key: document.source for key, document in documents.items()}
    exact = {key for key, source in sources.items() if source == name}
    return exact or {key for key, source in sources.items() if _file(source) == Path(name).name}


def _near(name: str, documents: Documents) -> list[str]:
    """At most three ids that begin like the name, or look like it."""
    begin = sorted(key for key in documents if key.startswith(name))
    return begin[:3] or difflib.get_close_matches(name, sorted(documents), n=3, cutoff=0.5)
