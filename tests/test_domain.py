"""The program names no class and no property of the ontology, but for those that keep its books."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

import kg

PACKAGE = Path(kg.__file__).parent
ONTOLOGY = PACKAGE.parent / "ontology" / "kg.ttl"
PROGRAMS = sorted(
    file
    for file in PACKAGE.rglob("*")
    if file.suffix in {".py", ".js", ".html", ".css", ".jinja"} and "yasgui" not in file.parts
)

#: What docs/ontology.md asks of every ontology: how a claim is told, not what it tells.
BOOKKEEPING = {
    *("Claim", "Evidence", "Quotation", "QuarantinedFinding", "Record"),
    *("evidence", "polarity", "modality", "confidence", "floor", "attributed", "rule", "speaker", "reason"),
    *("date", "text", "said", "jurisdiction", "textHash", "graphHash", "folderHash"),
}
#: What a string of the same letters is in the program.
TERMS = {
    "age": "a construction of the tables of English",
    "title": "a column of offices.tsv",
    "leads": "a column of offices.tsv",
    "told": "a style of the page: by the article's date",
}


def _names() -> set[str]:
    graph = rdflib.Graph().parse(ONTOLOGY)
    kinds = (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    return {str(term).rpartition("#")[2] for kind in kinds for term in graph.subjects(rdflib.RDF.type, kind)}


NAMES = _names()


def _named(file: Path) -> Iterator[str]:
    """The words that a program has as a string of their own, or behind the prefix of a namespace."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        tree = ast.parse(text)
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        strings = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
        ]
    else:
        strings = [text, *re.findall(r"""["'`](\w+)["'`]""", text)]
    for string in strings:
        yield string
        yield from re.findall(r"(?:\bkg:|ontology#)(\w+)", string)


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_program_names_a_term_of_the_ontology(file: Path) -> None:
    assert set(_named(file)) & NAMES - BOOKKEEPING - TERMS.keys() == set()


def test_what_is_left_out_is_in_the_ontology_and_named() -> None:
    named = {name for file in PROGRAMS for name in _named(file)}
    assert (BOOKKEEPING | TERMS.keys()) - (NAMES & named) == set()
    assert {"Person", "called", "holds_office"} <= NAMES
