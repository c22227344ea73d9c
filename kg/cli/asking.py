"""Commands that ask a graph, and look at what it rests on."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import Directory, ModelOption, OntologyOption, OptionalDirectory, chosen_ontology
from kg.cli.command import app
from kg.cli.terminal import given_text, loading_graph, say, show, show_pieces
from kg.errors import InputError, QueryError, QueryTimeoutError
from kg.model import Document


class RowFormat(StrEnum):
    """How `kg propositions` prints what it reads."""

    tsv = "tsv"
    jsonl = "jsonl"


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


def _why_none_is_packaged(directory: Path | None) -> str:
    """Say why no packaged query knows the terms of a folder's graph; "" where they do."""
    from kg.graph.iris import ONTOLOGY_NS
    from kg.storage.folder import vocabulary

    namespace = directory and vocabulary(directory)
    if namespace in (None, ONTOLOGY_NS):
        return ""
    return f"the packaged queries are left out: they don't know the terms of <{namespace}>"


def _list_queries(directory: Path | None) -> None:
    """Print the packaged queries that can be asked of a graph, each with the values that it takes."""
    from kg.query.questions import catalogue

    if none := _why_none_is_packaged(directory):
        say(f"kg: {none}")
        return
    known = catalogue()
    width = max(len(item.usage) for item in known)
    show("\n".join(f"{item.usage:{width}}  {item.title}" for item in known))


@app.command()
def query(
    directory: OptionalDirectory = None,
    question: Annotated[
        str | None,
        typer.Argument(metavar="QUERY", help="A .rq file, the name of a packaged query, or SPARQL."),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VALUE...", help='What a packaged query takes: a name, say. "" or none: its usual one.'
        ),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to print the answer; a table, or Turtle for triples."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="When to give up (exit code 124); 0: never.")
    ] = 60,
    list_: Annotated[
        bool,
        typer.Option(
            "--list",
            help="Show the packaged queries and the values they take.",
        ),
    ] = False,
) -> None:
    """Ask a graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Rows are printed as table, csv, json, tsv or xml, triples as ttl, nt, rdf (XML) or jsonld.
    """
    from kg.query.answers import unix_lines
    from kg.query.isolated import stream
    from kg.query.questions import catalogue, resolve_query

    if list_:
        _list_queries(directory)
        return
    if directory is None:
        raise typer.BadParameter("a folder is needed, or --list", param_hint="DIR")
    if question in {item.name for item in catalogue()} and (none := _why_none_is_packaged(directory)):
        raise QueryError(none)
    if question is None:
        raise typer.BadParameter("a query is needed, or --list", param_hint="QUERY")
    chosen = resolve_query(given_text(question)).asked_with([*map(given_text, values or ())])
    answer = stream(
        directory,
        chosen,
        format=format and format.value,
        timeout=timeout if 0 < timeout < 1e6 else None,
        start="fork",
        loading=loading_graph,
        hint=lambda told: say(f"kg: hint: {told}"),
    )
    try:
        with closing(answer):
            show_pieces(
                unix_lines(answer) if format is Format.csv else answer, text=format in {None, Format.table}
            )
    except QueryTimeoutError as error:
        raise QueryTimeoutError(f"{error}; --timeout SECONDS gives it more") from None


@app.command()
def why(
    directory: Directory,
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT", help='A name: "Ana Cruz".')] = None,
    property: Annotated[
        str | None,
        typer.Argument(metavar="PROPERTY", help="Its local name, or a verb that says so: called, phoned."),
    ] = None,
    object: Annotated[
        str | None, typer.Argument(metavar="OBJECT", help='A name, a number or a text: "Ana Cruz".')
    ] = None,
    entity: Annotated[
        str | None, typer.Option("--entity", metavar="NAME", help="Every mention of one thing instead.")
    ] = None,
    grammar: Annotated[
        bool, typer.Option("--grammar", help="Also the rules of grammar that read each sentence.")
    ] = False,
    ontology: OntologyOption = None,
) -> None:
    """Show the sentences behind what the graph says.

    With them their articles, speakers and rules. Without OBJECT, all that SUBJECT and PROPERTY are said of;
    without PROPERTY, all about SUBJECT.
    """
    from kg.inspect.why import lines, verbs_of, with_grammar
    from kg.inspect.why import why as explain
    from kg.query.answers import open_store

    if entity is not None:
        from kg.inspect import mentions
        from kg.storage.folder import read_records

        things = mentions.entities_called(
            given_text(entity), read_records(directory), chosen_ontology(ontology)
        )
        show("\n".join(mentions.lines(things)))
        return
    if subject is None:
        raise typer.BadParameter("SUBJECT is needed, or --entity")
    given = [None if item is None else given_text(item) for item in (property, object)]
    found = explain(
        open_store(directory), given_text(subject), *given, verbs=lambda: verbs_of(chosen_ontology(ontology))
    )
    if not found:
        say(f"kg: nothing in {directory} says that")
        raise typer.Exit(1)
    if grammar:
        from kg.storage.folder import read_records

        found = with_grammar(found, read_records(directory))
    show("\n".join(lines(found)))


@app.command()
def verify(directory: Directory, ontology: OntologyOption = None) -> None:
    """Check a graph against itself and its articles.

    Its own hash, every quoted sentence against its article, SHACL shapes, the contract.
    """
    from kg.inspect.verify import verify as verdict_on

    verdict = verdict_on(directory, chosen_ontology(ontology))
    for problem in verdict.problems:
        show(problem)
    if number := len(verdict.problems):
        say(f"kg: {number:,} {'problem' if number == 1 else 'problems'} in {directory}")
        raise typer.Exit(1)
    aside = verdict.quarantined
    show(f"{directory}: no problems found" + (f"; {aside:,} findings in quarantine" if aside else ""))


@app.command()
def gaps(
    directory: Directory,
    least: Annotated[int, typer.Option("--least", min=1, metavar="N", help="How often at the least.")] = 1,
) -> None:
    """List the relations that no property covers.

    They stand between things of the graph, the most frequent first: what the ontology misses.
    """
    from kg.inspect.gaps import gaps as missing
    from kg.storage.folder import read_records

    found = [gap for gap in missing(read_records(directory)) if gap.count >= least]
    for gap in found:
        sentence = " ".join(gap.sentence.split())
        show(f"{gap.count}\t{gap.relation}\t{gap.subject}\t{gap.object}\t{gap.article}\t{sentence}")


@app.command()
def propositions(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text to read; - for the standard input.")],
    lines: Annotated[
        bool, typer.Option("--lines", help="Each line is one sentence; tokens may be set apart by spaces.")
    ] = False,
    binary: Annotated[
        bool, typer.Option("--binary", help="One row for each pair of arguments, in few words.")
    ] = False,
    format: Annotated[
        RowFormat, typer.Option("--format", "-f", help="Rows of words, or objects with offsets.")
    ] = RowFormat.tsv,
    model: ModelOption = None,
) -> None:
    """Print what sentences say, before any ontology.

    As tsv, one fact a row: sentence, confidence, relation, argument 1, argument 2, …

    As jsonl, one proposition an object: predicate, arguments in their roles, factuality, speaker, date,
    and the rules of grammar that made it.
    """
    from kg.extract.parsing.pipeline import DEFAULT_MODEL
    from kg.sources.readers import read_documents, read_lines

    if file == "-" and sys.stdin is None:
        raise InputError("standard input: can't be read: it is closed")
    given = sys.stdin.buffer.read() if file == "-" else None
    source: Iterable[Document] = read_documents(file, given) if not lines else ()
    numbered = (
        [(n, line) for n, line in enumerate(read_lines(file, given), 1) if line.strip()] if lines else []
    )
    model = model or DEFAULT_MODEL
    if format is RowFormat.jsonl:
        _print_objects(source, numbered, lines=lines, model=model)
    else:
        _print_rows(source, numbered, lines=lines, binary=binary, model=model)


def _print_rows(
    documents: Iterable[Document], numbered: list[tuple[int, str]], *, lines: bool, binary: bool, model: str
) -> None:
    from kg.extract.parsing.lines import parse_lines, parse_text
    from kg.extract.parsing.pipeline import load_pipeline
    from kg.extract.propositions.rows import rows

    nlp = load_pipeline(model)
    articles = parse_lines((line for _, line in numbered), nlp) if lines else parse_text(documents, nlp)
    for article in articles:
        for row in rows(article, binary=binary):
            show(str(row))


def _print_objects(
    documents: Iterable[Document], numbered: list[tuple[int, str]], *, lines: bool, model: str
) -> None:
    from kg.extract import Extractor
    from kg.extract.parsing.lines import parse_lines
    from kg.extract.parsing.pipeline import parse
    from kg.inspect.propositions import lines as objects
    from kg.ontology.package import load_ontology

    extractor = Extractor(load_ontology(), model=model)
    if lines:
        articles = parse_lines((line for _, line in numbered), extractor.nlp)
        for (number, text), article in zip(numbered, articles, strict=True):
            document = Document(f"line {number}", text, f"line {number}")
            for item in objects(extractor.record(document, article, everything=True), line=number):
                show(item)
    else:
        for document, article in parse(documents, extractor.nlp, extractor.morphology):
            for item in objects(extractor.record(document, article, everything=True)):
                show(item)
