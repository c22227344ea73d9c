"""The graph in RDF 1.2 and in JSON-LD: nothing is lost, nothing added, and it can be asked and read."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import sample
from hostile import hostile
from places import Run

from kg.errors import KgError
from kg.graph.export import export
from kg.graph.iris import prefixes
from kg.graph.jsonld import jsonld
from kg.graph.write import quads
from kg.ontology.package import NAMESPACE, Ontology

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write(tmp_path_factory.mktemp("sample"))


def nquads(folder: Path) -> set[ox.Quad]:
    return set(ox.parse(path=folder / "graph.nq", format=ox.RdfFormat.N_QUADS))


# --------------------------------------------------------------------------------------------------- RDF 1.2


def unfolded(found: set[ox.Quad]) -> Iterator[ox.Quad]:
    """RDF 1.2 back to RDF 1.1."""
    for quad in found:
        if isinstance(quad.object, ox.Triple):
            assert quad.predicate.value == RDF + "reifies"
            for name, term in zip(("subject", "predicate", "object"), quad.object, strict=True):
                yield ox.Quad(quad.subject, ox.NamedNode(RDF + name), term, quad.graph_name)
        else:
            yield quad
            if quad.predicate.value == RDF + "type" and quad.object.value == NAMESPACE + "Claim":
                statement = ox.NamedNode(RDF + "Statement")
                yield ox.Quad(quad.subject, quad.predicate, statement, quad.graph_name)


@pytest.fixture(scope="module")
def worst(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write(tmp_path_factory.mktemp("worst"), hostile())


@pytest.mark.parametrize("which", ["built", "folder", "worst"])
def test_rdf12_says_what_the_graph_says(which: str, request: pytest.FixtureRequest) -> None:
    place = request.getfixturevalue(which)
    found = set(ox.parse(export(place, "rdf12"), ox.RdfFormat.TRIG))
    assert sum(isinstance(quad.object, ox.Triple) for quad in found) > 15
    assert not [quad for quad in found if quad.predicate.value == RDF + "subject"]
    assert set(unfolded(found)) == nquads(place)


def test_triple_terms_can_be_asked(folder: Path) -> None:
    store = ox.Store()
    store.load(export(folder, "rdf12"), ox.RdfFormat.TRIG)
    found = store.query(PREFIXES + """
        SELECT ?article ?s ?o ?date WHERE { GRAPH ?article {
          ?claim rdf:reifies <<( ?s kg:called ?o )>> ; kg:polarity kg:affirmed ; kg:evidence ?evidence .
          OPTIONAL { ?claim kg:date ?date } } FILTER CONTAINS(STR(?article), "/article/") }
        ORDER BY ?article""")  # fmt: skip
    rows = [[term.value.rsplit("/")[-1] if term else "" for term in row] for row in found]
    assert rows == [
        ["alpha", "mara-lindqvist", "tomas-brandt", "2024-03-05"],
        ["beta", "mara-lindqvist", "tomas-brandt", ""],
    ]


def test_a_triple_term_asserts_nothing(folder: Path) -> None:
    store = ox.Store()
    store.load(export(folder, "rdf12"), ox.RdfFormat.TRIG)
    denied = "entity:mara-lindqvist kg:conceded_to entity:ida-falk"
    said = f"ASK {{ GRAPH ?g {{ ?claim rdf:reifies <<( {denied} )>> ; kg:polarity kg:negated }} }}"
    assert store.query(PREFIXES + said)
    assert not store.query(PREFIXES + f"ASK {{ GRAPH ?g {{ {denied} }} }}")


def test_rdf12_is_for_reading(folder: Path) -> None:
    text = export(folder, "rdf12").decode()
    assert text.startswith('VERSION "1.2"\n@prefix ')
    called = "rdf:reifies <<( entity:mara-lindqvist kg:called entity:tomas-brandt )>> ;"
    assert f"claim:mara-lindqvist--called--tomas-brandt a kg:Claim ;\n\t\t{called}" in text


# --------------------------------------------------------------------------------------------------- JSON-LD


@pytest.mark.parametrize("which", ["built", "folder", "worst"])
def test_json_ld_says_what_the_graph_says(which: str, request: pytest.FixtureRequest) -> None:
    place = request.getfixturevalue(which)
    assert set(ox.parse(export(place, "jsonld"), ox.RdfFormat.JSON_LD)) == nquads(place)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("which", ["built", "worst"])
def test_rdflib_reads_the_same_out_of_json_ld(
    which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = request.getfixturevalue(which)
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    one, other = rdflib.Dataset(), rdflib.Dataset()
    one.parse(data=export(place, "jsonld"), format="json-ld")
    other.parse(place / "graph.nq", format="nquads")
    assert set(one.quads()) == set(other.quads())


def test_json_ld_is_for_reading(folder: Path) -> None:
    document = json.loads(export(folder, "jsonld"))
    assert document["@context"]["called"] == {"@id": "kg:called", "@type": "@id"}
    (alpha,) = (graph["@graph"] for graph in document["@graph"] if graph["@id"] == "article:alpha")
    nodes = {node["@id"]: node for node in alpha}
    assert next(iter(nodes)) == "article:alpha"
    mara = nodes["entity:mara-lindqvist"]
    assert (mara["label"], mara["called"]) == ("Mara Lindqvist", "entity:tomas-brandt")
    claim = nodes["claim:mara-lindqvist--conceded_to--ida-falk--negated"]
    assert (claim["subject"], claim["predicate"], claim["polarity"], claim["modality"]) == (
        "entity:mara-lindqvist",
        "conceded_to",
        "negated",
        "actual",
    )
    quoted = [selector.get("exact") for selector in claim["evidence"]["hasSelector"]]
    assert any(text and text.startswith("Lindqvist did not") for text in quoted)


@pytest.mark.parametrize(
    "base", ["https://news.example/a#", "kg:x/", "entity:y/", "tag:x,2024:z/", "urn:a:b/"]
)
def test_json_ld_under_another_base(ontology: Ontology, base: str) -> None:
    """Also under one whose scheme is called as a prefix is."""
    made = quads(sample.GRAPH, ontology, base=base)
    written = jsonld(made, prefixes=prefixes(base), base=base, namespace=NAMESPACE)
    assert set(ox.parse(written, ox.RdfFormat.JSON_LD)) == set(made)


def test_json_ld_with_terms_of_any_name() -> None:
    """An ontology's terms may be called as our keys and prefixes are; texts may be in any language."""
    graph, node = ox.NamedNode("https://x.example/g"), ox.NamedNode("https://x.example/s")
    strange = (
        "label",
        "entity",
        "claim",
        "id",
        "type",
        "subject",
        "graph",
        "a.b",
        "é",
        "-x",
        "x:y",
        "@id",
        "",
    )
    values: list[ox.NamedNode | ox.Literal] = [
        ox.NamedNode("https://x.example/" + name) for name in ("", "a%20b", "//", "a:b")
    ]
    values += [ox.NamedNode(NAMESPACE + name) for name in (*strange, "called")]
    values += [
        ox.Literal("x"),
        ox.Literal(""),
        ox.Literal("x", language="en"),
        ox.Literal("x", language="fr"),
    ]
    values += [ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
               for text in ("1", "-0", "007", "9" * 30, "x")]  # fmt: skip
    own = [NAMESPACE + name for name in (*strange, "called", "age", "polarity")]
    known = [
        prefixes()["rdfs"] + "label",
        RDF + "object",
        RDF + "subject",
        RDF + "predicate",
        prefixes()["oa"] + "start",
    ]
    made = [
        ox.Quad(node, ox.NamedNode(predicate), value, graph) for predicate in own + known for value in values
    ]
    written = jsonld(made, prefixes=prefixes(), base="https://example.org/kg/", namespace=NAMESPACE)
    assert set(ox.parse(written, ox.RdfFormat.JSON_LD)) == set(made)


def test_json_ld_keeps_what_goes_in_circles() -> None:
    graph, name = ox.NamedNode("https://x.example/g"), ox.NamedNode(NAMESPACE + "evidence")
    one, other = ox.NamedNode("https://x.example/1"), ox.NamedNode("https://x.example/2")
    made = [
        ox.Quad(one, name, other, graph),
        ox.Quad(other, name, one, graph),
        ox.Quad(one, name, one, graph),
    ]
    written = jsonld(made, prefixes=prefixes(), base="https://example.org/kg/", namespace=NAMESPACE)
    assert set(ox.parse(written, ox.RdfFormat.JSON_LD)) == set(made)


def test_json_ld_has_no_blank_nodes() -> None:
    node = ox.NamedNode("https://x.example/")
    blank = ox.BlankNode()
    for made in (
        ox.Quad(blank, node, node, node),
        ox.Quad(node, node, blank, node),
        ox.Quad(node, node, node, blank),
        ox.Quad(node, node, node),
    ):
        with pytest.raises(KgError, match="can't be written as JSON-LD"):
            jsonld([made], prefixes=prefixes(), base="https://example.org/kg/", namespace=NAMESPACE)


# --------------------------------------------------------------------------------------------------- command


@pytest.mark.parametrize(("option", "form"), [("--rdf12", "rdf12"), ("--jsonld", "jsonld")])
def test_the_command(run: Run, folder: Path, tmp_path: Path, option: str, form: str) -> None:
    expected = export(folder, form)  # type: ignore[arg-type]
    shown = run("export", folder, option, text=False)
    assert (shown.returncode, shown.stdout) == (0, expected)
    target = tmp_path / "new" / "file"
    told = run("export", folder, option, "--output", target)
    assert (told.returncode, told.stdout) == (0, f"wrote {target}\n")
    assert target.read_bytes() == expected


def test_the_command_wants_one_form(run: Run, folder: Path) -> None:
    for options in ((), ("--rdf12", "--jsonld")):
        result = run("export", folder, *options)
        assert result.returncode == 2
        assert "--rdf12 or --jsonld" in result.stderr


def test_the_command_without_a_graph(run: Run, tmp_path: Path) -> None:
    result = run("export", tmp_path, "--jsonld")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"kg: error: {tmp_path}/graph.nq: no such file; `kg build` makes it\n"
