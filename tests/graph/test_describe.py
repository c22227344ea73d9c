"""What a graph says of itself: counts that are so, files that are there, what made it, and its hash."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from places import Run
from sample import ATTRIBUTED, GRAPH, doubted

from kg.errors import KgError
from kg.graph.canonical import graph_hash
from kg.graph.describe import CONTRACT, Description, described
from kg.graph.iris import DCAT, DCTERMS, PROV, RDF, SPDX, VOID
from kg.graph.serialize import serialize
from kg.graph.write import article_quads, published, quads
from kg.model import Policy, Provenance
from kg.ontology.package import NAMESPACE, Ontology

MADE = Provenance("news-kg 9.9.9", "en_test_sm 1.2.3", "0" * 64)
DATASET = "https://example.org/kg/dataset"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def own(built: Path) -> ox.Store:
    """The graph of the seeds."""
    store = ox.Store()
    store.load(path=str(built / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    return store


def values(store: ox.Store, subject: str, predicate: str) -> list[str]:
    found = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return sorted(quad.object.value for quad in found)


def counted(store: ox.Store, what: str, where: str) -> int:
    articles = 'FILTER(CONTAINS(STR(?g), "/article/") || CONTAINS(STR(?g), "/quarantine/"))'
    (row,) = store.query(f"SELECT (COUNT({what}) AS ?n) {{ GRAPH ?g {{ {where} }} {articles} }}")
    return int(row["n"].value)


# ------------------------------------------------------------------------------------------------ VoID, DCAT


@pytest.mark.parametrize(
    ("name", "what", "where"),
    [
        ("triples", "*", "?s ?p ?o"),
        ("documents", "DISTINCT ?g", "?g a <https://schema.org/NewsArticle>"),
        ("entities", "DISTINCT ?s", '?s a ?c FILTER(CONTAINS(STR(?s), "/entity/"))'),
        ("classes", "DISTINCT ?c", "?s a ?c"),
        ("properties", "DISTINCT ?p", "?s ?p ?o"),
    ],
)
def test_a_count_is_what_a_query_counts(own: ox.Store, name: str, what: str, where: str) -> None:
    assert values(own, DATASET, VOID + name) == [str(counted(own, what, where))]


def test_the_partitions_are_what_queries_count(own: ox.Store) -> None:
    parts = values(own, DATASET, VOID + "classPartition") + values(own, DATASET, VOID + "propertyPartition")
    assert f"{DATASET}/class/Person" in parts and f"{DATASET}/property/called" in parts
    for part in parts:
        for kind in values(own, part, VOID + "class"):
            number = counted(own, "DISTINCT ?s", f"?s a <{kind}>")
            assert values(own, part, VOID + "entities") == [str(number)]
        for name in values(own, part, VOID + "property"):
            assert values(own, part, VOID + "triples") == [str(counted(own, "*", f"?s <{name}> ?o"))]


def test_each_file_is_a_distribution(own: ox.Store, built: Path) -> None:
    files = values(own, DATASET, DCAT + "distribution")
    names = [name for node in files for name in values(own, node, DCTERMS + "title")]
    assert sorted(names) == sorted(
        path.name for path in built.iterdir() if path.name not in ("summary.json", "manifest.json")
    )
    for node, name in zip(files, names, strict=True):
        data = (built / name).read_bytes()
        assert values(own, node, DCAT + "mediaType") and values(own, node, DCTERMS + "description")
        for size in values(own, node, DCAT + "byteSize"):
            assert int(size) == len(data)
        for checksum in values(own, node, SPDX + "checksum"):
            assert values(own, checksum, SPDX + "checksumValue") == [hashlib.sha256(data).hexdigest()]
    assert values(own, f"{DATASET}/graph.ttl", DCAT + "byteSize")


def test_it_comes_from_its_articles(own: ox.Store) -> None:
    articles = values(own, DATASET, PROV + "wasDerivedFrom")
    assert len(articles) == 5
    assert all(
        values(own, article, RDF + "type") == ["https://schema.org/NewsArticle"] for article in articles
    )


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (("2024-11-07", None, "2024-03-02"), ("2024-03-02", "date"), ("2024-11-07", "date")),
        (("2024", "2025-01", None), ("2024", "gYear"), ("2025-01", "gYearMonth")),
    ],
)
def test_the_time_is_that_of_the_articles(
    ontology: Ontology, dates: tuple[str | None, ...], first: tuple[str, str], last: tuple[str, str]
) -> None:
    documents = tuple(replace(d, date=date) for d, date in zip(GRAPH.documents, dates, strict=True))
    made = quads(replace(GRAPH, documents=documents), ontology)
    period = ox.NamedNode(f"{DATASET}/period")
    found = {quad.predicate.value: quad.object for quad in made if quad.subject == period}
    for name, (text, kind) in (("startDate", first), ("endDate", last)):
        assert found[DCAT + name] == ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def test_without_dates_there_is_no_period(ontology: Ontology) -> None:
    documents = tuple(replace(document, date=None) for document in GRAPH.documents)
    found = quads(replace(GRAPH, documents=documents), ontology)
    assert not [quad for quad in found if "period" in quad.subject.value]


def test_the_licence_is_the_publishers_to_give(own: ox.Store, run_here: Run, tmp_path: Path) -> None:
    assert values(own, DATASET, DCTERMS + "license") == []
    assert values(own, DATASET, DCTERMS + "rights") == [f"{DATASET}/rights"]
    (tmp_path / "a.txt").write_text("Mira Holt thanked Tobias Reyes.\n", "utf-8")
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert run_here("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--license", licence).returncode == 0
    other = ox.Store()
    other.load(path=str(tmp_path / "out" / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    assert values(other, DATASET, DCTERMS + "license") == [licence]
    assert values(other, DATASET, DCTERMS + "title") == ["What one news article says"]


def test_a_licence_that_is_no_iri(run_here: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mira Holt thanked Tobias Reyes.\n", "utf-8")
    result = run_here("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--license", "CC BY")
    assert result.returncode == 1
    assert result.stderr == "kg: error: 'CC BY' can't be the licence: it isn't an absolute IRI\n"
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------------------------------------------ PROV


@pytest.mark.parametrize("base", ["https://example.org/kg/", "http://news.example/graph#", "urn:x:kg/"])
@pytest.mark.parametrize("provenance", [MADE, None])
@pytest.mark.parametrize("licence", ["https://licence.example/", None])
def test_what_a_graph_says_of_itself_is_read_back(
    ontology: Ontology, base: str, provenance: Provenance | None, licence: str | None
) -> None:
    articles = article_quads(GRAPH, ontology, base=base)
    files = {"graph.nq": None, "graph.ttl": b"some", "summary.json": b"no distribution"}
    found, _ = published(
        articles, GRAPH, ontology, base=base, provenance=provenance, license=licence, files=files
    )
    recorded = graph_hash(found, base=base)
    checksums = {"graph.ttl": hashlib.sha256(b"some").hexdigest()}
    assert described(found) == Description(
        base, NAMESPACE, provenance, licence, recorded, checksums, CONTRACT
    )


def test_a_graph_that_says_nothing_of_itself() -> None:
    empty: list[ox.Quad] = []
    assert described(empty) == Description("https://example.org/kg/", NAMESPACE)


# ------------------------------------------------------------------------------------------------------ hash

ODD = "".join(map(chr, range(32))) + '"\\\x7f\x80\u2028\ufeff\ufffe\uffff\U0001f642\u202e'


def tree(content: bytes) -> str:
    """The hash of the sorted lines "graph, space, hash of its sorted lines"."""
    graphs: dict[str, list[str]] = {}
    for line in content.decode().split("\n")[:-1]:
        graphs.setdefault(line.rpartition("<")[2].removesuffix("> ."), []).append(f"{line}\n")
    listed = [
        f"{name} {hashlib.sha256(''.join(sorted(lines)).encode()).hexdigest()}\n"
        for name, lines in graphs.items()
    ]
    return hashlib.sha256("".join(sorted(listed)).encode()).hexdigest()


def test_the_hash_is_that_of_the_canonical_form(ontology: Ontology) -> None:
    """As the W3C's RDF Dataset Canonicalization gives it, here by Oxigraph."""
    found = quads(GRAPH, ontology)
    node = found[0].subject
    hashed = [quad for quad in found if not quad.predicate.value.endswith("graphHash")]
    hashed.append(ox.Quad(node, ox.NamedNode("https://x.example/p"), ox.Literal(ODD), node))
    dataset = ox.Dataset(hashed)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    written = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    canonical = b"".join(sorted(written.splitlines(keepends=True)))
    assert serialize(hashed, "nq") == canonical
    assert graph_hash(hashed) == tree(canonical)
    assert graph_hash(hashed[:-1]) == described(found).hash


def test_odd_characters_are_written_as_the_canonical_form_asks() -> None:
    """RDF 1.2 N-Quads, section "Canonical form": which are escaped, and how."""
    node = ox.NamedNode("https://x.example/é")
    line = serialize([ox.Quad(node, node, ox.Literal(ODD), node)], "nq").decode()
    escaped = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}
    controls = "".join(escaped.get(code, f"\\u{code:04X}") for code in range(32))
    text = controls + '\\"\\\\\\u007F\x80\u2028\ufeff\\uFFFE\\uFFFF\U0001f642\u202e'
    assert line == f'{node} {node} "{text}" {node} .\n'


def test_the_hash_can_be_had_without_us(built: Path) -> None:
    lines = (built / "graph.nq").read_bytes().splitlines(keepends=True)
    rest = b"".join(line for line in lines if b'ontology#graphHash> "' not in line)
    assert len(rest) < sum(map(len, lines))
    assert tree(rest) == described(ox.parse(b"".join(lines), ox.RdfFormat.N_QUADS)).hash


def test_a_bad_licence_is_an_error_of_ours(ontology: Ontology) -> None:
    with pytest.raises(KgError, match="can't be the licence"):
        published([], GRAPH, ontology, license="no iri")


def test_the_floor_is_told_and_read_back(ontology: Ontology) -> None:
    found = quads(doubted(0.6), ontology)
    assert described(found).policy == Policy(0.6)
    assert described(q for q in found if "floor" not in q.predicate.value).policy == Policy(0.0)


def test_what_becomes_of_what_speakers_tell_is_told_and_read_back(ontology: Ontology) -> None:
    assert described(quads(GRAPH, ontology)).policy.attributed == "asserted"
    assert described(quads(ATTRIBUTED, ontology)).policy.attributed == "claims"
