"""Commands that bring a graph to others: as pages, in other forms, in other stores."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.arguments import Directory, OntologyOption, chosen_ontology
from kg.cli.command import app
from kg.cli.terminal import loading_graph, progress_bar, say, show, show_pieces


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
    """Serve a graph on the web.

    SPARQL endpoint, query editor, a page for each thing, the drawing. Ctrl-C ends it.
    """
    from kg.server.security import is_loopback
    from kg.server.serving import serve as run

    if not is_loopback(host):
        say(f"kg: warning: everybody who can reach {host} can read {directory}, the articles too")
    run(
        directory,
        host=host,
        port=port,
        timeout=timeout if 0 < timeout < 1e6 else None,
        origins=cors or (),
        announce=lambda address: show(f"serving {directory} at {address}"),
        loading=loading_graph,
    )


@app.command()
def draw(
    directory: Directory,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The page; DIR/graph.html if not told."),
    ] = None,
) -> None:
    """Draw a graph as one HTML page that opens by a double click."""
    from kg.network.network import read_network
    from kg.page import page
    from kg.storage.folder import replacing

    target = output or directory / "graph.html"
    content = page(read_network(directory)).encode()
    with replacing(target.parent) as write:
        write({target.name: content})
    show(f"wrote {target}")


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
    from kg.graph.export import export as exported
    from kg.storage.folder import replacing

    if rdf12 == jsonld:
        raise typer.BadParameter("say which: --rdf12 or --jsonld", param_hint="FORM")
    content = exported(directory, "rdf12" if rdf12 else "jsonld")
    if output is None:
        show_pieces([content], text=False)
        return
    with replacing(output.parent) as write:
        write({output.name: content})
    show(f"wrote {output}")


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
    """Load a graph into a triple store.

    It is counted there afterwards, to check that all of it has arrived.

    A load that was cut off goes on where it stopped when the same command is given again.
    """
    from kg import load as loading
    from kg.storage.cache import cache_directory

    if user is not None and password_file is None:
        raise typer.BadParameter("a file with the password is needed", param_hint="--password-file")
    endpoint = loading.endpoint(url, query=query_url)
    auth = loading.credentials(user, password_file)
    if auth and endpoint.exposed:
        say(f"kg: warning: the password goes over the network as it is: {endpoint.url} is not https")
    with progress_bar("loading") as progress:
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
    show(f"graphs   {report.graphs:,}: {report.sent:,} sent, {were:,} were there{dropped}")
    show(f"triples  {report.triples:,}, as counted in {endpoint.url}")


@app.command("ontology")
def describe_ontology(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "ontology.html"
    ),
    ontology: OntologyOption = None,
) -> None:
    """Describe an ontology as one HTML page.

    Each term, what it means, and the words that express it.
    """
    from kg.ontology.page import vocabulary_page
    from kg.storage.folder import replacing

    content = vocabulary_page(chosen_ontology(ontology)).encode()
    with replacing(output.parent) as write:
        write({output.name: content})
    show(f"wrote {output}")
