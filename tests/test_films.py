"""An ontology of one's own: the films of examples/, built, queried, drawn, served and verified."""

import ast
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kg.cli import app
from kg.inspect.verify import verify
from kg.inspect.why import why
from kg.ontology.package import load_ontology
from kg.query.answers import open_store, select
from kg.query.questions import catalogue

ROOT = Path(__file__).parents[1]
FILMS = ROOT / "examples" / "films"
PACKAGE = load_ontology(FILMS / "ontology")
RUNNER = CliRunner()
#: What every graph says, whatever its ontology; the program may name it.
BOOKKEEPING = {"Record", "Claim", "Evidence", "Quotation", "QuarantinedFinding", "Polarity", "Modality"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films") / "output"
    arguments = ["build", str(FILMS / "articles"), "--ontology", str(FILMS / "ontology"), "--no-cache"]
    done = RUNNER.invoke(app, [*arguments, "--jobs", "1", "--output", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


def test_its_facts_are_in_its_own_namespace(built: Path) -> None:
    rows = select(
        open_store(built),
        "SELECT ?p ?s ?o { ?c a kg:Claim ; rdf:subject/rdfs:label ?s ; rdf:predicate ?p ; "
        "rdf:object/rdfs:label ?o ; kg:polarity kg:affirmed }",
    )
    found = {tuple(row[k].value for k in range(3)) for row in rows}  # type: ignore[union-attr]
    films = "https://example.org/films#"
    assert found == {
        (f"{films}founded", "Mira Holt", "Lantern Pictures"),
        (f"{films}directed", "Mira Holt", "Winter Tide"),
        (f"{films}acted_in", "Tobias Reyes", "Copper Mule"),
        (f"{films}married", "Ingrid Falk", "Tobias Reyes"),
        (f"{films}won", "Ingrid Falk", "Kew Prize"),
        (f"{films}opened", "Winter Tide", "2021 Lantern Pictures film festival"),
        (f"{films}has_post", "Anders Berg", "Chairman of Lantern Pictures"),
    }


def test_what_has_no_class_in_it_is_no_node(built: Path) -> None:
    rows = select(
        open_store(built),
        "SELECT DISTINCT ?t { ?x a ?t . FILTER(STRSTARTS(STR(?x), CONCAT(STR(entity:), ''))) }",
    )
    kinds = {row[0].value.rpartition("#")[2] for row in rows}  # type: ignore[union-attr]
    assert kinds == {"Human", "Film", "Studio", "Prize", "Post", "Festival"}


def test_it_is_verified_and_explained(built: Path) -> None:
    assert verify(built, PACKAGE).problems == ()
    assert why(open_store(built), "Mira Holt", "directed", "Winter Tide")


def test_it_is_drawn(built: Path) -> None:
    page = (built / "graph.html").read_text(encoding="utf-8")
    assert "https://example.org/films#" in page
    assert "Lantern Pictures" in page


def test_packaged_queries_are_left_out_with_one_line(built: Path) -> None:
    done = RUNNER.invoke(app, ["query", str(built), "who-called-whom"])
    assert done.exit_code == 1
    assert "left out" in done.output
    assert catalogue(PACKAGE.namespace) == ()
    assert RUNNER.invoke(app, ["query", str(built), "--list"]).output == (
        "kg: the packaged queries are left out: they don't know the terms of <https://example.org/films#>\n"
    )


def test_it_is_served(built: Path) -> None:
    from kg.server.app import application

    with TestClient(application(built), base_url="http://127.0.0.1") as client:
        assert client.get("/").status_code == 200
        assert "Lantern Pictures" in client.get("/entity/lantern-pictures").text
        assert "acted in" in client.get("/ontology").text


def _literals(path: Path) -> set[str]:
    """The words of the string literals of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
    }
    return {word for text in found for word in text.split()}


def test_no_program_names_a_class_or_property_of_the_shipped_ontology() -> None:
    shipped = load_ontology()
    classes = {name for name in shipped.classes if name not in BOOKKEEPING}
    properties = {f"kg:{name}" for name in shipped.properties if name not in ("said", "jurisdiction")}
    properties |= {name for name in shipped.properties if "_" in name}
    offenders = {}
    for path in sorted((ROOT / "kg").rglob("*")):
        if path.suffix == ".py":
            words = _literals(path)
        elif path.suffix in (".js", ".html") and "yasgui" not in path.parts and "vis" not in path.name:
            words = set(re.findall(r"[A-Za-z_:]+", path.read_text(encoding="utf-8")))
            words -= classes  # "Event" and "State" are words of the browser's, too
        else:
            continue
        if found := words & (classes | properties):
            offenders[str(path.relative_to(ROOT))] = sorted(found)
    assert offenders == {}
