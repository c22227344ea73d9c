"""What we write, as programs of other makers read it: serdi (C, strict), rdflib and Oxigraph agree on it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hostile import IDS, ODD, URLS, hostile

from kg.extract import Extractor
from kg.graph.iris import prefixes
from kg.graph.write import article_quads, plain, published, serialize
from kg.model import Document, KnowledgeGraph, Provenance
from kg.ontology.package import Ontology, data_directory
from kg.resolve import resolve

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

BASES = (
    "https://example.org/kg/",
    "http://né.example/a%20b/#",
    "http://x.example/?q=1&r='/",
    "tag:x,2024:kg/",
    "urn:x:y/",
    "file:///tmp/a.b/",
)
SYNTAXES = {
    "nq": ("nquads", ox.RdfFormat.N_QUADS),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "ttl": ("turtle", ox.RdfFormat.TURTLE),
}


@pytest.fixture(scope="module")
def found(ontology: Ontology, extractor: Extractor) -> KnowledgeGraph:
    """A graph that was read out of odd articles, as a file of rows can hold them."""
    rows = (
        'Mira "Q" Holt thanked Tobias Reyes.\r\nHolt said: "We \\ won \u202e \u2067שלום\u2069 🙂".\nA\ttab.',
        'Ingrid Falk met José Ángel Núñez in São Paulo. Reyes, 58, was charged with “fraud \\ "theft"”.',
        f"Mira Holt thanked {'A' * 3000} Bell. <script>Holt</script> {{thanked}} [Reyes].",
    )
    documents = [
        Document(name, text, name, title='T"\\\n\u202e', url=url)
        for name, text, url in zip(IDS, rows, URLS, strict=False)
    ]
    return resolve(list(extractor.records(documents)), ontology)


def serdi(path: Path, syntax: str) -> set[ox.Quad]:
    """What serdi makes of a file; it must find nothing to complain of."""
    program = shutil.which("serdi")
    if not program and not os.environ.get("KG_TEST_ALL"):
        pytest.skip("no serdi: apt-get install serdi")
    assert program, "no serdi: apt-get install serdi"
    command = [program, "-i", syntax, "-o", "ntriples" if syntax == "turtle" else "nquads", str(path)]
    result = subprocess.run(command, capture_output=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, b"")
    return set(ox.parse(result.stdout, ox.RdfFormat.N_QUADS))


def by_rdflib(path: Path, syntax: str) -> set[ox.Quad]:
    """What rdflib makes of a file, digit for digit."""
    data = rdflib.Dataset()
    data.parse(path, format=syntax)
    return set(ox.parse("".join(_lines(data)), ox.RdfFormat.N_QUADS))


def _lines(data: rdflib.Dataset) -> Iterator[str]:
    for subject, predicate, target, graph in data.quads():
        name = (
            f" {graph.n3()}"
            if isinstance(graph, rdflib.URIRef) and graph != data.default_graph.identifier
            else ""
        )
        yield f"{_node(subject)} {_node(predicate)} {_node(target)}{name} .\n"


def _node(term: rdflib.term.Node) -> str:
    if not isinstance(term, rdflib.Literal):
        return f"<{term}>"
    if term.language:
        return str(ox.Literal(str(term), language=term.language))
    return str(ox.Literal(str(term), datatype=ox.NamedNode(term.datatype or f"{rdflib.XSD}string")))


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib, too, keeps 0.90 as it is written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def check(graph: KnowledgeGraph, ontology: Ontology, base: str, folder: Path) -> None:
    articles = article_quads(graph, ontology, base=base)
    statements, _ = published(
        articles,
        graph,
        ontology,
        base=base,
        provenance=Provenance(ODD, ODD, ODD),
        license="https://licence.example/é",
        files={"graph.ttl": b"x"},
    )
    triples = {ox.Quad(*triple) for triple in plain(articles, base=base)}
    for format, (syntax, own) in SYNTAXES.items():
        path = folder / f"graph.{format}"
        content: set[ox.Quad] = triples if format == "ttl" else set(statements)
        chosen = plain(articles, base=base) if format == "ttl" else statements
        path.write_bytes(serialize(chosen, format, prefixes=prefixes(base)))  # type: ignore[arg-type]
        assert content
        assert set(ox.parse(path=path, format=own)) == content
        assert serdi(path, syntax) == content
        assert by_rdflib(path, syntax) == content


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize("base", BASES)
def test_the_worst_of_texts(ontology: Ontology, tmp_path: Path, base: str) -> None:
    check(hostile(), ontology, base, tmp_path)


@pytest.mark.usefixtures("as_written")
def test_odd_articles(ontology: Ontology, tmp_path: Path, found: KnowledgeGraph) -> None:
    assert {claim.property for claim in found.claims} >= {"thanked", "met_with"}
    check(found, ontology, "https://example.org/kg/", tmp_path)


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize("name", ["graph.nq", "graph.trig", "graph.ttl"])
def test_the_seeds(built: Path, name: str) -> None:
    syntax, own = SYNTAXES[name.partition(".")[2]]
    content = set(ox.parse(path=built / name, format=own))
    assert serdi(built / name, syntax) == content
    assert by_rdflib(built / name, syntax) == content


@pytest.mark.parametrize("path", sorted(data_directory("ontology").glob("*.ttl")), ids=lambda path: path.name)
def test_the_ontology(path: Path) -> None:
    assert len(serdi(path, "turtle")) > 100


def test_serdi_is_strict(tmp_path: Path) -> None:
    """It would see what is wrong."""
    (tmp_path / "bad.nq").write_text('<http://x.example/a b> <http://x.example/p> "x" .\n')
    with pytest.raises(AssertionError):
        serdi(tmp_path / "bad.nq", "nquads")
