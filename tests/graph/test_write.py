"""What becomes of a hand-made graph in RDF."""

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from sample import ATTRIBUTED, CLAIMS, GRAPH, TEXTS, doubted

from kg.errors import KgError
from kg.graph.iris import Iris, decimal, literal_slug, prefixes, slug
from kg.graph.write import ONTOLOGY_NS, ontology_quads, plain, quads, serialize
from kg.model import KnowledgeGraph, Value
from kg.ontology.package import Ontology

BASE = "https://example.org/kg/"
DATE = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def written(ontology: Ontology) -> set[Quad]:
    return set(quads(GRAPH, ontology))


def iri(name: str) -> NamedNode:
    """`kg:called`, `entity:ida-falk`, … in full."""
    prefix, _, local = name.partition(":")
    return NamedNode(prefixes()[prefix] + local)


def quad(subject: str, predicate: str, target: str | Literal, graph: str) -> Quad:
    node = target if isinstance(target, Literal) else iri(target)
    return Quad(iri(subject), iri(predicate), node, iri(graph))


@pytest.mark.parametrize("article", ["alpha", "beta"])
def test_a_fact_is_a_plain_triple_in_each_article_that_supports_it(written: set[Quad], article: str) -> None:
    assert quad("entity:mara-lindqvist", "kg:called", "entity:tomas-brandt", f"article:{article}") in written


def test_whose_office_it_is_stands_where_both_are_named(ontology: Ontology) -> None:
    ida, office, westmark = "ida-falk", "prime-minister-of-westmark", "westmark"
    elsewhere = [
        replace(e, appearances=tuple(a for a in e.appearances if a.article != "beta"))
        if e.id == westmark
        else e
        for e in GRAPH.entities
    ]
    found = set(quads(replace(GRAPH, entities=tuple(elsewhere)), ontology))
    assert quad(f"entity:{ida}", "kg:holds_office", f"entity:{office}", "article:beta") in found
    assert not [q for q in found if q.predicate == iri("kg:jurisdiction")]
    assert quad(f"entity:{office}", "kg:jurisdiction", f"entity:{westmark}", "article:beta") in set(
        quads(GRAPH, ontology)
    )


def test_a_fact_is_in_no_other_article(written: set[Quad]) -> None:
    called = {q.graph_name for q in written if q.predicate == iri("kg:called")}
    assert called == {iri("article:alpha"), iri("article:beta")}


@pytest.mark.parametrize(
    ("subject", "property", "target"),
    [
        ("mara-lindqvist", "conceded_to", "ida-falk"),  # negated
        ("ida-falk", "met_with", "tomas-brandt"),  # planned
        ("ida-falk", "endorsed", "tomas-brandt"),  # possible
        ("ida-falk", "criticized", "tomas-brandt"),  # alleged
        ("norland", "called", "tomas-brandt"),  # in quarantine
    ],
)
def test_what_is_no_fact_is_no_plain_triple(
    written: set[Quad], subject: str, property: str, target: str
) -> None:
    triples = {q.triple for q in written}
    assert quad(f"entity:{subject}", f"kg:{property}", f"entity:{target}", "article:x").triple not in triples


def test_polarity_and_modality_are_in_the_claim_and_in_its_name(written: set[Quad]) -> None:
    name = "claim:mara-lindqvist--conceded_to--ida-falk--negated"
    assert quad(name, "kg:polarity", "kg:negated", "article:alpha") in written
    assert quad(name, "kg:modality", "kg:actual", "article:alpha") in written
    name = "claim:ida-falk--met_with--tomas-brandt--planned"
    assert quad(name, "kg:polarity", "kg:affirmed", "article:alpha") in written
    assert quad(name, "kg:modality", "kg:planned", "article:alpha") in written


def test_a_symmetric_fact_holds_both_ways_and_is_one_claim(written: set[Quad]) -> None:
    for one, other in (("ida-falk", "mara-lindqvist"), ("mara-lindqvist", "ida-falk")):
        assert quad(f"entity:{one}", "kg:met_with", f"entity:{other}", "article:gamma") in written
    claims = {
        q.subject.value
        for q in written
        if "met_with--mara" in q.subject.value and "/claim/" in q.subject.value
    }
    assert claims == {BASE + "claim/ida-falk--met_with--mara-lindqvist"}


def test_dates_belong_to_the_article_that_gives_them(written: set[Quad]) -> None:
    name, day = (
        "claim:mara-lindqvist--called--tomas-brandt",
        Literal("2024-03-05", datatype=NamedNode(DATE + "date")),
    )
    assert quad(name, "kg:date", day, "article:alpha") in written
    assert not any(q.predicate == iri("kg:date") and q.graph_name == iri("article:beta") for q in written
                   if q.subject == iri(name))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"), [("2024-03-05", "date"), ("2024-03", "gYearMonth"), ("2024", "gYear")]
)
def test_a_date_keeps_its_granularity(ontology: Ontology, text: str, kind: str) -> None:
    item = CLAIMS[0]
    dated = replace(item, evidence=(replace(item.evidence[0], dates=(text,)),))
    found = quads(KnowledgeGraph(GRAPH.documents, GRAPH.entities, (dated,), ()), ontology)
    dates = [q.object for q in found if q.predicate == iri("kg:date")]
    assert dates == [Literal(text, datatype=NamedNode(DATE + kind))]


def test_evidence_is_cut_out_of_the_article(written: set[Quad]) -> None:
    values: dict[str, dict[str, str]] = {}
    for q in written:
        if q.subject.value.startswith(BASE + "selector/"):
            where = q.subject.value.rsplit("/", 1)[0]
            values.setdefault(where, {})[q.predicate.value.rsplit("#", 1)[-1]] = q.object.value
    assert values
    for where, found in values.items():
        text = TEXTS[where.split("/")[-2]]
        assert text[int(found["start"]) : int(found["end"])] == found["exact"]


def test_a_literal_object_has_its_datatype(written: set[Quad]) -> None:
    age = Literal("58", datatype=NamedNode(DATE + "integer"))
    assert quad("entity:tomas-brandt", "kg:age", age, "article:alpha") in written


def test_a_quotation_has_its_speaker(written: set[Quad]) -> None:
    said = [q for q in written if q.predicate == iri("kg:said")]
    assert [(q.subject, q.graph_name) for q in said] == [(iri("entity:emil-sorel"), iri("article:alpha"))]
    assert sum(q.object == iri("kg:Quotation") and "quotation/" in q.subject.value for q in written) == 2


def test_entities_are_described_where_they_appear(written: set[Quad]) -> None:
    label = Literal("Mara Lindqvist", language="en")
    for article in ("alpha", "beta", "gamma"):
        assert quad("entity:mara-lindqvist", "rdfs:label", label, f"article:{article}") in written
        assert quad("entity:mara-lindqvist", "rdf:type", "kg:Agent", f"article:{article}") in written
    formal = Literal("Ms Lindqvist", language="en")
    also = {q.graph_name for q in written if q.object == formal}
    assert also == {iri("article:alpha")}


def test_quarantine_is_apart_and_is_no_claim(written: set[Quad]) -> None:
    graph = NamedNode(BASE + "quarantine/beta")
    types = {q.object.value.removeprefix(ONTOLOGY_NS) for q in written
             if q.graph_name == graph and q.predicate == iri("rdf:type")}  # fmt: skip
    assert "QuarantinedFinding" in types and "Claim" not in types
    assert any(q.predicate == iri("kg:reason") for q in written if q.graph_name == graph)


def test_no_blank_nodes(ontology: Ontology) -> None:
    data = serialize(quads(GRAPH, ontology), "nq")
    assert not [line for line in data.splitlines() if line.startswith(b"_:") or b" _:" in line.split(b'"')[0]]


def test_the_ontology_is_in_its_own_graph(ontology: Ontology, written: set[Quad]) -> None:
    own = set(ontology_quads(ontology))
    assert own <= written
    assert {q.graph_name for q in own} == {NamedNode("https://example.org/kg/ontology")}


def test_the_dataset_describes_itself(written: set[Quad]) -> None:
    graph = NamedNode(BASE + "dataset")
    described = {q.predicate.value.rsplit("#", 1)[-1]: q.object.value for q in written
                 if q.graph_name == graph and q.subject == graph}  # fmt: skip
    assert described["uriSpace"] == BASE
    assert described["vocabulary"] == ONTOLOGY_NS
    assert described["documents"] == "3"
    articles = [
        q for q in written if q.graph_name.value.startswith((BASE + "article/", BASE + "quarantine/"))
    ]
    assert described["triples"] == str(len(articles))


def test_another_base(ontology: Ontology) -> None:
    found = quads(GRAPH, ontology, base="https://news.example/graph/")
    subjects = {q.subject.value for q in found if q.graph_name.value != "https://example.org/kg/ontology"}
    assert all(subject.startswith("https://news.example/graph/") for subject in subjects)


@pytest.mark.parametrize("base", ["no iri", "relative/", "https://example.org/no-slash", ""])
def test_a_bad_base_is_refused(ontology: Ontology, base: str) -> None:
    with pytest.raises(KgError, match="can't be the base of IRIs"):
        quads(GRAPH, ontology, base=base)


def test_the_order_of_things_does_not_matter(ontology: Ontology) -> None:
    turned = KnowledgeGraph(
        GRAPH.documents[::-1],
        GRAPH.entities[::-1],
        tuple(replace(claim, evidence=claim.evidence[::-1]) for claim in GRAPH.claims[::-1]),
        GRAPH.quotations[::-1],
        GRAPH.quarantined,
    )
    for format in ("nq", "trig"):
        one, other = (
            serialize(quads(graph, ontology), format, prefixes=prefixes()) for graph in (GRAPH, turned)
        )
        assert one == other


def test_all_files_say_the_same(ontology: Ontology, written: set[Quad]) -> None:
    nq, trig = serialize(written, "nq"), serialize(written, "trig", prefixes=prefixes())
    assert set(parse(nq, format=RdfFormat.N_QUADS)) == written
    assert set(parse(trig, format=RdfFormat.TRIG)) == written
    triples = set(plain(written))
    turtle = serialize(triples, "ttl", prefixes=prefixes())
    assert {q.triple for q in parse(turtle, format=RdfFormat.TURTLE)} == triples


def test_the_plain_file_has_no_bookkeeping(written: set[Quad]) -> None:
    predicates = {triple.predicate.value.rsplit("#", 1)[-1] for triple in plain(written)}
    assert {"called", "label", "altLabel", "type", "jurisdiction", "said", "text"} <= predicates
    assert not predicates & {"evidence", "polarity", "modality", "hasSource", "identifier", "subject"}


def test_turtle_is_for_reading(written: set[Quad]) -> None:
    text = serialize(plain(written), "ttl", prefixes=prefixes()).decode()
    assert "\nentity:mara-lindqvist a kg:Agent , kg:Person ;\n\trdfs:label" in text
    assert text.startswith("@prefix entity: ") and text.endswith(" .\n")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Value("226", "integer"), "226"),
        (Value("50.4", "decimal"), "50.4"),
        (Value("fraud", "string"), "fraud-f02b95ed"),
        (Value("“«»”", "string"), "ee8ae576"),
        (Value("a" * 60, "string"), "a" * 40 + "-11ee3912"),
    ],
)
def test_literal_slugs(value: Value, expected: str) -> None:
    assert literal_slug(value) == expected


def test_ids_of_all_kinds_make_iris() -> None:
    iris = Iris()
    assert iris.article("a b/<c>&é") == BASE + "article/a%20b%2F%3Cc%3E%26%C3%A9"
    NamedNode(iris.evidence("a b/<c>", 0, 1, "x--y--z"))
    assert slug("São Paulo, 2nd!") == "sao-paulo-2nd"


def test_what_is_below_the_floor_is_a_claim_and_no_plain_triple(ontology: Ontology) -> None:
    found = set(quads(doubted(), ontology))
    sides = ("entity:mara-lindqvist", "entity:tomas-brandt")
    assert (
        quad("claim:mara-lindqvist--thanked--tomas-brandt", "rdf:subject", sides[0], "article:alpha") in found
    )
    assert quad(sides[0], "kg:thanked", sides[1], "article:alpha") not in found


def test_each_article_asserts_by_its_own_evidence(ontology: Ontology) -> None:
    found = set(quads(doubted(), ontology))
    called = {q.graph_name for q in found if q.predicate == iri("kg:called")}
    assert called == {iri("article:alpha")}


@pytest.mark.parametrize(("floor", "there"), [(0.5, True), (0.51, False)])
def test_the_floor_itself_is_sure_enough(ontology: Ontology, floor: float, there: bool) -> None:
    found = set(quads(doubted(floor), ontology))
    sides = ("entity:mara-lindqvist", "kg:thanked", "entity:tomas-brandt")
    assert (quad(*sides, "article:alpha") in found) is there


@pytest.mark.parametrize(
    ("number", "text"), [(0.9, "0.9"), (0.97, "0.97"), (0.5, "0.5"), (1.0, "1"), (0.0, "0")]
)
def test_decimals_are_canonical(number: float, text: str) -> None:
    """Else a store that canonicalises gives other bytes than the file."""
    assert decimal(number) == Literal(text, datatype=NamedNode(DATE + "decimal"))


def test_evidence_of_claims_tells_its_confidence_and_that_of_quotations_none(ontology: Ontology) -> None:
    found = list(quads(doubted(), ontology))
    told = {q.subject for q in found if q.predicate == iri("kg:confidence")}
    of_quotations = {
        q.object for q in found if q.predicate == iri("kg:evidence") and "/quotation/" in str(q.subject)
    }
    of_claims = {q.object for q in found if q.predicate == iri("kg:evidence")} - of_quotations
    assert told == of_claims and of_quotations


def test_what_only_speakers_tell_can_be_kept_from_facts(ontology: Ontology) -> None:
    sides = ("entity:mara-lindqvist", "kg:thanked", "entity:tomas-brandt")
    assert quad(*sides, "article:alpha") in set(quads(GRAPH, ontology))
    found = set(quads(ATTRIBUTED, ontology))
    assert quad(*sides, "article:alpha") not in found
    name = "claim:mara-lindqvist--thanked--tomas-brandt"
    assert quad(name, "rdf:subject", sides[0], "article:alpha") in found


def test_whether_only_speakers_tell_it_is_asked_of_each_article(ontology: Ontology) -> None:
    won, norland = iri("kg:won"), iri("entity:norland")
    found = {q.graph_name for q in quads(ATTRIBUTED, ontology) if (q.predicate, q.object) == (won, norland)}
    assert found == {iri("article:beta")}
