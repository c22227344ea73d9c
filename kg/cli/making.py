"""Commands that make and change a graph, and tell what changed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.arguments import (
    CacheOption,
    Directory,
    JobsOption,
    ModelOption,
    NoCacheOption,
    OntologyOption,
    chosen_cache,
    chosen_ontology,
)
from kg.cli.command import app
from kg.cli.terminal import given_text, progress_bar, say_error, show
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.build.changes import Change
    from kg.build.pipeline import Summary

#: What the summary says of claims that are affirmed and actual, and yet not asserted.
WITHHELD = {"unsure": "of them unsure", "attributed": "of them told by speakers alone"}
MAX_NAMED_ARTICLES = 5  #: how many articles are named where many changed
EXIT_SKIPPED = 2  #: exit code of a build that left something out


class Attributed(StrEnum):
    """What `kg build` does with what an article has from speakers alone."""

    asserted = "asserted"
    claims = "claims"


class DiffFormat(StrEnum):
    """How `kg diff` prints a difference."""

    text = "text"
    json = "json"


@app.command()
def build(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders and globs: .txt .md .html .jsonl .csv"),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write.")
    ] = Path("output"),
    ontology: OntologyOption = None,
    model: ModelOption = None,
    base: Annotated[
        str | None, typer.Option(metavar="IRI", help="What the IRIs of entities and articles begin with.")
    ] = None,
    license: Annotated[
        str | None,
        typer.Option(
            metavar="IRI", help="The licence that the dataset's description gives; none if not told."
        ),
    ] = None,
    attributed: Annotated[
        Attributed,
        typer.Option(
            help="What an article has from speakers alone: asserted as facts, or kept as claims without a "
            "plain triple. `kg add` and `kg remove` follow what was chosen."
        ),
    ] = Attributed.asserted,
    jobs: JobsOption = 1,
    cache: CacheOption = None,
    no_cache: NoCacheOption = False,
) -> None:
    """Build the graph of articles into a folder.

    What was read before, and is the same, is not read again.

    Exit code 0: all were read; 2: something was skipped, as the summary says; 1: nothing was built.
    """
    from kg.build.pipeline import build as build_graph
    from kg.extract.parsing.pipeline import DEFAULT_MODEL
    from kg.graph.iris import DEFAULT_BASE

    with progress_bar() as progress:
        summary = build_graph(
            paths,
            output=output,
            ontology=chosen_ontology(ontology),
            model=model or DEFAULT_MODEL,
            base=base or DEFAULT_BASE,
            license=license,
            attributed=attributed.value,
            jobs=jobs,
            cache=chosen_cache(cache, no_cache),
            progress=progress,
        )
    show(told(summary, output))
    if summary.skipped:
        raise typer.Exit(EXIT_SKIPPED)


@app.command()
def add(
    directory: Directory,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders and globs: .txt .md .html .jsonl .csv"),
    ],
    ontology: OntologyOption = None,
    model: ModelOption = None,
    jobs: JobsOption = 1,
    cache: CacheOption = None,
    no_cache: NoCacheOption = False,
) -> None:
    """Add articles to a built graph, or replace them.

    The graph is as a build of all would give it; an article with a known id is replaced.

    Exit code 0: all were read; 2: something was skipped, as the summary says; 1: nothing was changed.
    """
    from kg.build.changes import add as add_articles
    from kg.extract.parsing.pipeline import DEFAULT_MODEL

    with progress_bar() as progress:
        change = add_articles(
            directory,
            paths,
            ontology=chosen_ontology(ontology),
            model=model or DEFAULT_MODEL,
            jobs=jobs,
            cache=chosen_cache(cache, no_cache),
            progress=progress,
        )
    show(told_change(change, directory))
    if change.skipped:
        raise typer.Exit(EXIT_SKIPPED)


@app.command()
def remove(
    directory: Directory,
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE...", help="The ids of articles, or the names of their files."),
    ],
    ontology: OntologyOption = None,
    model: ModelOption = None,
    jobs: JobsOption = 1,
    cache: CacheOption = None,
    no_cache: NoCacheOption = False,
) -> None:
    """Take articles out of a built graph.

    With them goes what only they support.
    """
    from kg.build.changes import remove as remove_articles
    from kg.extract.parsing.pipeline import DEFAULT_MODEL

    with progress_bar() as progress:
        change = remove_articles(
            directory,
            [given_text(article) for article in articles],
            ontology=chosen_ontology(ontology),
            model=model or DEFAULT_MODEL,
            jobs=jobs,
            cache=chosen_cache(cache, no_cache),
            progress=progress,
        )
    show(told_change(change, directory))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="DIR1", help="The folder of the older graph.")],
    new: Annotated[Path, typer.Argument(metavar="DIR2", help="The folder of the newer graph.")],
    format: Annotated[DiffFormat, typer.Option("--format", "-f", help="How to print it.")] = DiffFormat.text,
) -> None:
    """Tell what changed from one graph to another.

    Lines begin with + for what is new, - for what is gone, ~ for what differs.

    Exit code 0: the same articles, entities and claims; 1: not the same; 2: one of them can't be read.
    """
    from dataclasses import asdict

    from kg.inspect.diff import diff as difference_of
    from kg.inspect.diff import lines

    try:
        found = difference_of(old, new)
        if format is DiffFormat.json:
            import json

            show(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        else:
            show("\n".join(lines(found)))
    except KgError as error:
        say_error(error)
        raise typer.Exit(2) from None
    if found.changes:
        raise typer.Exit(1)


def told(summary: Summary, output: Path) -> str:
    """The summary for people."""
    entities = ", ".join(f"{number:,} {kind}" for kind, number in summary.entities.items())
    lines = [
        f"articles    {summary.articles:,}",
        f"entities    {sum(summary.entities.values()):,}: {entities or 'none'}",
        f"claims      {summary.counts.asserted:,} asserted, {summary.counts.not_asserted:,} not asserted"
        + "".join(f", {number:,} {WITHHELD[why]}" for why, number in sorted(summary.withheld.items()) if why),
        f"quotations  {summary.counts.quotations:,}",
    ]
    if summary.quarantined:
        lines.append(f"quarantined {summary.quarantined:,} that fit no domain or range")
    if summary.skipped:
        lines.append(f"skipped     {len(summary.skipped):,}:")
        lines += [f"  {item.source}: {item.reason}" for item in summary.skipped]
    lines += [f"left out    {item.source}: {item.reason}" for item in summary.passed]
    if summary.cached is not None:
        anew = summary.articles - summary.cached
        lines.append(f"read        {anew:,} anew, {summary.cached:,} from the cache")
    if summary.fault:
        lines.append(f"not cached  {summary.fault}")
    lines.append(f"seconds     {summary.seconds:.1f}")
    lines.append(f"written to  {output}: graph.html to look at, graph.nq to load, graph.ttl to read")
    return "\n".join(lines)


def told_change(change: Change, directory: Path) -> str:
    """What became of a graph, for people; then its summary."""
    lines = []
    for name in ("added", "replaced", "unchanged", "removed"):
        if articles := getattr(change, name):
            more = ", …" if len(articles) > MAX_NAMED_ARTICLES else ""
            lines.append(f"{name:10}  {len(articles):,}: {', '.join(articles[:MAX_NAMED_ARTICLES])}{more}")
    return "\n".join((*lines, told(change.summary, directory)))
