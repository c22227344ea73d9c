"""The command `kg`: reads arguments, prints, exits. Nothing else in the package does."""

from __future__ import annotations

import codecs
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.errors import KgError, QueryTimeoutError

# What the commands do is imported where it is done: `kg query` has no need to wait for spaCy.
if TYPE_CHECKING:
    from kg.build import Summary
    from kg.changes import Change
    from kg.ontology import Ontology

NAMED = 5  #: how many articles are named where many changed
SKIPPED = 2  #: exit code of a build that left something out
TIMED_OUT = 124  #: of a query that took too long, as `timeout` has it


class Group(TyperGroup):
    """Turns what the package raises into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            if ctx.params.get("debug"):
                raise
            for line in str(error).splitlines():
                _say(f"kg: error: {line}" if not line.startswith(" ") else line)
            raise typer.Exit(TIMED_OUT if isinstance(error, QueryTimeoutError) else 1) from None
        except KeyboardInterrupt:
            _say("kg: interrupted")
            raise typer.Exit(130) from None
        except MemoryError:
            _say("kg: error: out of memory")
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `kg build` wrote.")]
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


class DiffFormat(StrEnum):
    """How `kg diff` prints a difference."""

    text = "text"
    json = "json"


class Format(StrEnum):
    """How `kg query` prints an answer."""

    table = "table"
    csv = "csv"
    json = "json"
    tsv = "tsv"
    xml = "xml"
    ttl = "ttl"
    nt = "nt"
    rdf = "rdf"
    jsonld = "jsonld"


def main() -> None:
    """Run the command."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        app(prog_name="kg")
    except KeyboardInterrupt:  # on the way in or out, where no command runs
        _say("kg: interrupted")
        sys.exit(130)


def _version(wanted: bool) -> None:
    if wanted:
        _print(f"news-kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
) -> None:
    """From news articles to a knowledge graph in which every fact names the sentence that says so."""
    # Libraries log what they make of odd pages; people asked for one clear line.
    logging.basicConfig(
        level=logging.INFO, handlers=[logging.StreamHandler() if debug else logging.NullHandler()]
    )


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
    jobs: JobsOption = 1,
    cache: CacheOption = None,
    no_cache: NoCacheOption = False,
) -> None:
    """Build the graph of articles into a folder; what was read before, and is the same, is not read again.

    Exit code 0: all were read; 2: something was skipped, as the summary says; 1: nothing was built.
    """
    from kg.build import build as build_graph
    from kg.extract.language import DEFAULT_MODEL
    from kg.graph.iris import DEFAULT_BASE

    with _progress() as progress:
        summary = build_graph(
            paths,
            output=output,
            ontology=_ontology(ontology),
            model=model or DEFAULT_MODEL,
            base=base or DEFAULT_BASE,
            license=license,
            jobs=jobs,
            cache=_cache(cache, no_cache),
            progress=progress,
        )
    _print(_told(summary, output))
    if summary.skipped:
        raise typer.Exit(SKIPPED)


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
    """Add articles to a built graph, as a build of all would give it; one with a known id is replaced.

    Exit code 0: all were read; 2: something was skipped, as the summary says; 1: nothing was changed.
    """
    from kg.changes import add as add_articles
    from kg.extract.language import DEFAULT_MODEL

    with _progress() as progress:
        change = add_articles(
            directory,
            paths,
            ontology=_ontology(ontology),
            model=model or DEFAULT_MODEL,
            jobs=jobs,
            cache=_cache(cache, no_cache),
            progress=progress,
        )
    _print(_changed(change, directory))
    if change.skipped:
        raise typer.Exit(SKIPPED)


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
    """Take articles out of a built graph, and with them what only they support."""
    from kg.changes import remove as remove_articles
    from kg.extract.language import DEFAULT_MODEL

    with _progress() as progress:
        change = remove_articles(
            directory,
            [_text(article) for article in articles],
            ontology=_ontology(ontology),
            model=model or DEFAULT_MODEL,
            jobs=jobs,
            cache=_cache(cache, no_cache),
            progress=progress,
        )
    _print(_changed(change, directory))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="DIR1", help="The folder of the older graph.")],
    new: Annotated[Path, typer.Argument(metavar="DIR2", help="The folder of the newer graph.")],
    format: Annotated[DiffFormat, typer.Option("--format", "-f", help="How to print it.")] = DiffFormat.text,
) -> None:
    """Tell what a graph has gained (+), lost (-) and changed (~) against another.

    Exit code 0: the same articles, entities and claims; 1: not the same; 2: one of them can't be read.
    """
    from dataclasses import asdict

    from kg.diff import diff as difference_of
    from kg.diff import lines

    try:
        found = difference_of(old, new)
    except KgError as error:
        _say(f"kg: error: {error}")
        raise typer.Exit(2) from None
    if format is DiffFormat.json:
        import json

        _print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        _print("\n".join(lines(found)))
    if found.changes:
        raise typer.Exit(1)


@app.command()
def query(
    directory: Directory,
    question: Annotated[
        str | None,
        typer.Argument(metavar="QUERY", help="A .rq file, the name of a packaged query, or SPARQL."),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to print the answer; a table, or Turtle for triples."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="When to give up (exit code 124); 0: never.")
    ] = 60,
    list_: Annotated[bool, typer.Option("--list", help="Show the packaged queries.")] = False,
) -> None:
    """Ask a graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Rows are printed as table, csv, json, tsv or xml, triples as ttl, nt, rdf (XML) or jsonld.
    """
    from kg.isolated import stream
    from kg.query import catalogue, resolve_query, unix_lines

    if list_:
        known = catalogue()
        width = max((len(item.name) for item in known), default=0)
        _print("\n".join(f"{item.name:{width}}  {item.title}" for item in known))
        return
    if question is None:
        raise typer.BadParameter("a query is needed, or --list", param_hint="QUERY")
    chosen = resolve_query(_text(question))
    answer = stream(
        directory,
        chosen,
        format=format and format.value,
        timeout=timeout if 0 < timeout < 1e6 else None,
        start="fork",
        loading=_loading,
    )
    try:
        with closing(answer):
            _write(
                unix_lines(answer) if format is Format.csv else answer, text=format in {None, Format.table}
            )
    except QueryTimeoutError as error:
        raise QueryTimeoutError(f"{error}; --timeout SECONDS gives it more") from None


@app.command()
def serve(
    directory: Directory,
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, metavar="N", help="0: any that is free.")
    ] = 8000,
    host: Annotated[str, typer.Option(metavar="NAME", help="Another address than loopback.")] = "127.0.0.1",
    timeout: Annotated[
        float,
        typer.Option(min=0, metavar="SECONDS", help="How long a query may take; 0: as long as it likes."),
    ] = 30,
    cors: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="A site whose pages may ask (https://example.org); * for all."),
    ] = None,
) -> None:
    """Serve a graph on the web: SPARQL endpoint, query editor, pages, the drawing. Ctrl-C ends it."""
    from kg.server.security import is_loopback
    from kg.server.serving import serve as run

    if not is_loopback(host):
        _say(f"kg: warning: everybody who can reach {host} can read {directory}, the articles too")
    run(
        directory,
        host=host,
        port=port,
        timeout=timeout if 0 < timeout < 1e6 else None,
        origins=cors or (),
        announce=lambda address: _print(f"serving {directory} at {address}"),
        loading=_loading,
    )


@app.command()
def why(
    directory: Directory,
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT", help='A name: "Ana Cruz".')] = None,
    property: Annotated[
        str | None, typer.Argument(metavar="PROPERTY", help="called, holds_office, …")
    ] = None,
    object: Annotated[
        str | None, typer.Argument(metavar="OBJECT", help='A name, a number or a text: "Ana Cruz".')
    ] = None,
    entity: Annotated[
        str | None, typer.Option("--entity", metavar="NAME", help="Every mention of one thing instead.")
    ] = None,
    ontology: OntologyOption = None,
) -> None:
    """Show how the graph knows something: claims, sentences, articles, speakers, rules."""
    from kg.query import open_store
    from kg.why import lines
    from kg.why import why as explain

    if entity is not None:
        from kg import identity
        from kg.folder import read_records

        things = identity.entities_called(_text(entity), read_records(directory), _ontology(ontology))
        _print("\n".join(identity.lines(things)))
        return
    if subject is None or property is None or object is None:
        raise typer.BadParameter("SUBJECT, PROPERTY and OBJECT are needed, or --entity")
    found = explain(open_store(directory), *map(_text, (subject, property, object)))
    if not found:
        _say(f"kg: nothing in {directory} says that")
        raise typer.Exit(1)
    _print("\n".join(lines(found)))


@app.command()
def gaps(
    directory: Directory,
    least: Annotated[int, typer.Option("--least", min=1, metavar="N", help="How often at the least.")] = 1,
) -> None:
    """List what the ontology misses: relations between known things that no property covers."""
    from kg.folder import read_records
    from kg.gaps import gaps as missing

    found = [gap for gap in missing(read_records(directory)) if gap.count >= least]
    for gap in found:
        sentence = " ".join(gap.sentence.split())
        _print(f"{gap.count}\t{gap.relation}\t{gap.subject}\t{gap.object}\t{gap.article}\t{sentence}")


@app.command()
def verify(directory: Directory, ontology: OntologyOption = None) -> None:
    """Check a graph: its own hash, every quoted sentence against its article, SHACL shapes, the contract."""
    from kg.graph.validate import verify as verdict_on

    verdict = verdict_on(directory, _ontology(ontology))
    for problem in verdict.problems:
        _print(problem)
    if number := len(verdict.problems):
        _say(f"kg: {number:,} {'problem' if number == 1 else 'problems'} in {directory}")
        raise typer.Exit(1)
    aside = verdict.quarantined
    _print(f"{directory}: nothing is off" + (f"; {aside:,} findings in quarantine" if aside else ""))


@app.command()
def export(
    directory: Directory,
    rdf12: Annotated[
        bool, typer.Option("--rdf12", help="TriG 1.2: what claims say as triple terms.")
    ] = False,
    jsonld: Annotated[bool, typer.Option("--jsonld", help="JSON-LD 1.1, its context inside.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write; standard output if not told."
        ),
    ] = None,
) -> None:
    """Write a graph in another form: RDF 1.2 or JSON-LD."""
    from kg.export import export as exported
    from kg.folder import replacing

    if rdf12 == jsonld:
        raise typer.BadParameter("say which: --rdf12 or --jsonld", param_hint="FORM")
    content = exported(directory, "rdf12" if rdf12 else "jsonld")
    if output is None:
        _write([content], text=False)
        return
    with replacing(output.parent) as write:
        write({output.name: content})
    _print(f"wrote {output}")


@app.command("ontology")
def describe_ontology(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "ontology.html"
    ),
    ontology: OntologyOption = None,
) -> None:
    """Describe an ontology as one HTML page: each term, what it means, and the words that express it."""
    from kg.folder import replacing
    from kg.vocabulary import vocabulary_page

    content = vocabulary_page(_ontology(ontology)).encode()
    with replacing(output.parent) as write:
        write({output.name: content})
    _print(f"wrote {output}")


@app.command()
def draw(
    directory: Directory,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The page; DIR/graph.html if not told."),
    ] = None,
) -> None:
    """Draw a graph as one HTML page that opens by a double click."""
    from kg.folder import replacing
    from kg.network import read_network
    from kg.page import page

    target = output or directory / "graph.html"
    content = page(read_network(directory)).encode()
    with replacing(target.parent) as write:
        write({target.name: content})
    _print(f"wrote {target}")


@app.command()
def load(
    directory: Directory,
    url: Annotated[
        str,
        typer.Option(
            "--endpoint", metavar="URL", help="The store's address for SPARQL Graph Store Protocol."
        ),
    ],
    query_url: Annotated[
        str | None,
        typer.Option("--query-endpoint", metavar="URL", help="Its address for queries; guessed if not told."),
    ] = None,
    user: Annotated[str | None, typer.Option(metavar="NAME", help="The user to log in as.")] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file with the password; or with a token, if no user is told."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what an earlier load put there, and drop what is gone.")
    ] = False,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="How long the store may take for one answer.")
    ] = 300,
    cache: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the state of a load is kept.")
    ] = None,
) -> None:
    """Load a graph into a triple store, and check that all of it is there.

    A load that was cut off goes on where it stopped when the same command is given again.
    """
    from kg import load as loading
    from kg.cache import cache_directory

    if user is not None and password_file is None:
        raise typer.BadParameter("a file with the password is needed", param_hint="--password-file")
    endpoint = loading.endpoint(url, query=query_url)
    auth = loading.credentials(user, password_file)
    if auth and endpoint.exposed:
        _say(f"kg: warning: the password goes over the network as it is: {endpoint.url} is not https")
    with _progress("loading") as progress:
        report = loading.load(
            directory,
            endpoint,
            auth=auth,
            replace=replace,
            timeout=timeout,
            cache=cache_directory(cache),
            progress=progress,
        )
    dropped = f"; {report.dropped:,} others dropped" if report.dropped else ""
    were = report.graphs - report.sent
    _print(f"graphs   {report.graphs:,}: {report.sent:,} sent, {were:,} were there{dropped}")
    _print(f"triples  {report.triples:,}, as counted in {endpoint.url}")


@app.command()
def propositions(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text to read; - for the standard input.")],
    lines: Annotated[
        bool, typer.Option("--lines", help="Each line is one sentence; tokens may be set apart by spaces.")
    ] = False,
    binary: Annotated[
        bool, typer.Option("--binary", help="One row for each pair of arguments, in few words.")
    ] = False,
    model: ModelOption = None,
) -> None:
    """Print what sentences say, before any ontology.

    Tab-separated, one fact a row: sentence, confidence, relation, argument 1, argument 2, …
    """
    from kg.extract.language import DEFAULT_MODEL, load_pipeline
    from kg.extract.openie import extractions, parse_lines, parse_text
    from kg.readers import read_documents, read_lines

    given = sys.stdin.buffer.read() if file == "-" else None
    nlp = load_pipeline(model or DEFAULT_MODEL)
    articles = (
        parse_lines(read_lines(file, given), nlp) if lines else parse_text(read_documents(file, given), nlp)
    )
    for article in articles:
        for row in extractions(article, binary=binary):
            _print(str(row))


# --------------------------------------------------------------------------------------------- helpers


def _ontology(directory: Path | None) -> Ontology:
    from kg.ontology import load_ontology

    return load_ontology(directory)


def _cache(directory: Path | None, none: bool) -> Path | None:
    from kg.cache import cache_directory

    if none and directory:
        raise typer.BadParameter("--cache and --no-cache exclude each other")
    return None if none else cache_directory(directory)


@contextmanager
def _progress(doing: str = "reading") -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, silence elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _told(summary: Summary, output: Path) -> str:
    """The summary for people."""
    entities = ", ".join(f"{number:,} {kind}" for kind, number in summary.entities.items())
    lines = [
        f"articles    {summary.articles:,}",
        f"entities    {sum(summary.entities.values()):,}: {entities or 'none'}",
        f"claims      {summary.asserted:,} asserted, {summary.not_asserted:,} not (denied, planned …)",
        f"quotations  {summary.quotations:,}",
    ]
    if summary.quarantined:
        lines.append(f"set aside   {summary.quarantined:,} that fit no domain or range")
    if summary.skipped:
        lines.append(f"skipped     {len(summary.skipped):,}:")
        lines += [f"  {item.source}: {item.reason}" for item in summary.skipped]
    if summary.cached is not None:
        anew = summary.articles - summary.cached
        lines.append(f"read        {anew:,} anew, {summary.cached:,} from the cache")
    if summary.fault:
        lines.append(f"not cached  {summary.fault}")
    lines.append(f"seconds     {summary.seconds:.1f}")
    lines.append(f"written to  {output}: graph.html to look at, graph.nq to load, graph.ttl to read")
    return "\n".join(lines)


def _changed(change: Change, directory: Path) -> str:
    """What became of a graph, for people; then its summary."""
    lines = []
    for name in ("added", "replaced", "unchanged", "removed"):
        if articles := getattr(change, name):
            more = ", …" if len(articles) > NAMED else ""
            lines.append(f"{name:10}  {len(articles):,}: {', '.join(articles[:NAMED])}{more}")
    return "\n".join((*lines, _told(change.summary, directory)))


def _loading() -> None:
    """Say why a large graph isn't there at once."""
    if sys.stderr.isatty():
        _say("kg: loading the graph; next time it is there")


def _text(argument: str) -> str:
    """An argument that is a text and no path: UTF-8, also where the locale says that all is ASCII."""
    return os.fsencode(argument).decode(errors="replace")


def _print(text: str) -> None:
    typer.echo(_encodable(text, sys.stdout.encoding))


def _write(pieces: Iterable[bytes], *, text: bool) -> None:
    """Print an answer piece by piece: a text for the terminal's own encoding, other formats as they are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for piece in pieces:
        if text:
            sys.stdout.write(_encodable(decoder.decode(piece), sys.stdout.encoding))
        else:
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()


def _say(text: str) -> None:
    typer.echo(_encodable(text, sys.stderr.encoding), err=True)


def _encodable(text: str, encoding: str | None) -> str:
    """The text as a terminal of any locale can show it."""
    return text.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")


def _terminated(number: int, frame: object) -> NoReturn:
    """Leave by the way of an error, so that what is half written is cleared away."""
    sys.exit(128 + number)
