"""The packaged ontology says what the contract says, and a mistake in one's own is named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import rdflib
from pyshacl import validate

from kg.errors import OntologyError
from kg.ontology.package import NAMESPACE, Ontology, data_directory, load_ontology, parse_turtle

AGENT, PERSON, ORGANIZATION, PLACE = ("Agent",), ("Person",), ("Organization",), ("Place",)
CONTESTS = ("Election", "Place", "Event", "Campaign", "Work")

#: name → domain, range (classes, or a datatype). "~" before a name: symmetric.
PROPERTIES: dict[str, tuple[tuple[str, ...], tuple[str, ...] | str]] = {
    "called": (AGENT, AGENT),
    "~spoke_with": (AGENT, AGENT),
    "~met_with": (AGENT, AGENT),
    "told": (AGENT, AGENT),
    "congratulated": (AGENT, AGENT),
    "praised": (AGENT, AGENT),
    "thanked": (AGENT, AGENT),
    "criticized": (AGENT, AGENT),
    "accused": (AGENT, AGENT),
    "warned": (AGENT, AGENT),
    "invited": (AGENT, AGENT),
    "endorsed": (AGENT, AGENT),
    "~agreed_with": (AGENT, AGENT),
    "conceded_to": (AGENT, AGENT),
    "said": (AGENT, ("Quotation",)),
    "holds_office": (PERSON, ("Office",)),
    "held_office": (PERSON, ("Office",)),
    "title": (PERSON, "string"),
    "spokesperson_for": (PERSON, ("Organization", "Person")),
    "leads": (PERSON, ORGANIZATION),
    "works_for": (PERSON, ORGANIZATION),
    "member_of": (PERSON, ORGANIZATION),
    "founded": (AGENT, ORGANIZATION),
    "resigned_from": (PERSON, ("Organization", "Office")),
    "nominee_of": (PERSON, ("PoliticalParty",)),
    "candidate_in": (PERSON, ("Election",)),
    "~rival_of": (AGENT, AGENT),
    "~partner_of": (AGENT, AGENT),
    "campaign_of": (("Campaign",), PERSON),
    "educated_at": (PERSON, ("EducationalInstitution",)),
    "appointed": (AGENT, PERSON),
    "succeeded": (AGENT, PERSON),
    "owns": (AGENT, ("Organization", "Facility", "Work")),
    "part_of": (("Organization", "Facility"), ORGANIZATION),
    "~spouse_of": (PERSON, PERSON),
    "parent_of": (PERSON, PERSON),
    "~sibling_of": (PERSON, PERSON),
    "won": (AGENT, ("Election", "Place", "Event", "Work")),
    "lost": (AGENT, CONTESTS),
    "withdrew_from": (AGENT, CONTESTS),
    "launched": (AGENT, CONTESTS),
    "defeated": (AGENT, AGENT),
    "supported": (AGENT, {"Agent", "Work"}),
    "opposed": (AGENT, {"Agent", "Work"}),
    "urged": (AGENT, AGENT),
    "dismissed": (AGENT, PERSON),
    "paid": (AGENT, AGENT),
    "created": (AGENT, {"Work"}),
    "performed_in": (PERSON, {"Work", "Event"}),
    "sentenced_to": (PERSON, "string"),
    "investigated": (AGENT, AGENT),
    "killed_in": (PERSON, {"Event", "Place"}),
    "nationality": (PERSON, {"Country"}),
    "represents": (PERSON, {"Place", "Agent"}),
    "attacked": (AGENT, ("Agent", "Place")),
    "killed": (AGENT, AGENT),
    "arrested": (AGENT, AGENT),
    "sued": (AGENT, AGENT),
    "convicted_of": (PERSON, "string"),
    "charged_with": (PERSON, "string"),
    "located_in": (("Place", "Organization"), PLACE),
    "born_in": (PERSON, PLACE),
    "died_in": (PERSON, PLACE),
    "lives_in": (PERSON, PLACE),
    "visited": (PERSON, ("Place", "Organization")),
    "spoke_at": (PERSON, ("Place", "Organization", "Event")),
    "signed": (AGENT, ("Work",)),
    "jurisdiction": (("Office",), ("Place", "Organization", "Person")),
    "age": (PERSON, "integer"),
    "votes": (PERSON, "integer"),
    "electoral_votes": (PERSON, "integer"),
    "vote_share": (PERSON, "decimal"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_directory("ontology"), tmp_path / "ontology"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


# ── What it says ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("called\tverb\t1", "needs a property, a kind of word and two numbers"),
        ("called\tverb\t1\t-2", "needs a property, a kind of word and two numbers"),
        ("phoned\tverb\t1\t2", "no property is called 'phoned'"),
    ],
)
def test_a_mistake_in_judged_tsv_is_named(copy: Path, line: str, fault: str) -> None:
    (copy / "judged.tsv").write_text(f"property\tkind\tright\twrong\n{line}\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=rf"^judged\.tsv: line 2: {fault}"):
        load_ontology(copy)


def test_an_ontology_needs_no_judged_claims(copy: Path) -> None:
    (copy / "judged.tsv").unlink()
    assert load_ontology(copy).judged == {}


def test_properties_are_those_of_the_contract(ontology: Ontology) -> None:
    assert set(ontology.properties) == {name.removeprefix("~") for name in PROPERTIES}


@pytest.mark.parametrize("name", PROPERTIES)
def test_property_has_the_contract_s_sides(ontology: Ontology, name: str) -> None:
    domain, range_ = PROPERTIES[name]
    found = ontology.properties[name.removeprefix("~")]
    assert set(found.domain) == set(domain)
    assert found.symmetric == name.startswith("~")
    if isinstance(range_, str):
        assert (found.range, found.datatype) == ((), range_)
    else:
        assert (set(found.range), found.datatype) == (set(range_), None)
    assert found.label and found.definition


@pytest.mark.parametrize(
    ("kind", "above"),
    [
        ("Person", ("Agent",)),
        ("PoliticalParty", ("Organization", "Agent")),
        ("Campaign", ("Organization", "Agent")),
        ("GovernmentBody", ("Organization", "Agent")),
        ("NewsOrganization", ("Organization", "Agent")),
        ("Company", ("Organization", "Agent")),
        ("EducationalInstitution", ("Organization", "Agent")),
        ("Country", ("Place",)),
        ("State", ("Place",)),
        ("City", ("Place",)),
        ("Facility", ("Place",)),
        ("Election", ("Event",)),
        ("Office", ()),
        ("Work", ()),
        ("Claim", ("Record",)),
        ("Evidence", ("Record",)),
        ("Quotation", ("Record",)),
    ],
)
def test_classes(ontology: Ontology, kind: str, above: tuple[str, ...]) -> None:
    assert ontology.ancestors(kind) == above


def test_is_a(ontology: Ontology) -> None:
    assert ontology.is_a("City", "City")
    assert ontology.is_a("City", "Place")
    assert not ontology.is_a("Place", "City")
    assert not ontology.is_a("City", "Agent")


@pytest.mark.parametrize(
    ("kind", "allowed", "fits"),
    [
        ("Person", AGENT, True),
        ("Campaign", AGENT, True),
        ("Country", AGENT, True),
        ("State", AGENT, True),
        ("City", AGENT, True),
        ("Place", AGENT, False),
        ("Facility", AGENT, False),
        ("Work", AGENT, False),
        ("City", PLACE, True),
        ("City", ("Person",), False),
        ("Company", ("Place", "Organization"), True),
        ("Person", (), False),
    ],
)
def test_fits(ontology: Ontology, kind: str, allowed: tuple[str, ...], fits: bool) -> None:
    assert ontology.fits(kind, allowed) is fits


def test_the_other_direction_has_a_name_but_is_no_property(ontology: Ontology) -> None:
    assert ontology.properties["parent_of"].inverse == "child_of"
    assert "child_of" not in ontology.properties
    assert ontology.labels["child_of"] == "child of"


def test_no_blank_nodes_travel_into_the_graph(ontology: Ontology) -> None:
    assert not any("_:" in str(triple) for triple in parse_turtle("kg.ttl", ontology.triples))


# ── What a published ontology owes its readers ────────────────────────────────────────────────

RDFS, OWL, SKOS = rdflib.RDFS, rdflib.OWL, rdflib.SKOS
SCHEMA = rdflib.Namespace("https://schema.org/")
DCTERMS = rdflib.DCTERMS
KG = rdflib.Namespace("https://example.org/kg/ontology#")
HEADER = rdflib.URIRef("https://example.org/kg/ontology")
#: What says that a term is like one elsewhere.
ALIGNED = (
    SKOS.closeMatch,
    OWL.equivalentProperty,
    OWL.equivalentClass,
    RDFS.subPropertyOf,
    RDFS.subClassOf,
)


@pytest.fixture(scope="module")
def published() -> rdflib.Graph:
    return rdflib.Graph().parse(data_directory("ontology") / "kg.ttl")


def terms(graph: rdflib.Graph, *kinds: rdflib.URIRef) -> list[rdflib.URIRef]:
    """All terms of ours, or those of some types."""
    found = {term for term in graph.subjects() if isinstance(term, rdflib.URIRef) and term.startswith(KG)}
    return sorted(t for t in found if not kinds or any((t, rdflib.RDF.type, kind) in graph for kind in kinds))


def lacking(graph: rdflib.Graph, chosen: list[rdflib.URIRef], *predicates: rdflib.URIRef) -> list[str]:
    """The terms that say none of these."""
    assert chosen
    return [str(t) for t in chosen if not any((t, predicate, None) in graph for predicate in predicates)]


def test_each_term_has_one_label_and_one_definition_in_english(published: rdflib.Graph) -> None:
    for term in terms(published):
        for predicate in (RDFS.label, SKOS.definition):
            (text,) = published.objects(term, predicate)
            assert isinstance(text, rdflib.Literal) and text.language == "en" and text.strip() == str(text)
        assert str(published.value(term, SKOS.definition)).endswith(".")


def test_each_term_says_where_it_is_defined(published: rdflib.Graph) -> None:
    assert not lacking(published, terms(published), RDFS.isDefinedBy)
    assert set(published.objects(None, RDFS.isDefinedBy)) == {HEADER}


def test_each_property_has_a_domain_a_range_and_a_group(published: rdflib.Graph) -> None:
    """The bookkeeping, the other directions and the remarks too."""
    properties = terms(published, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    assert not lacking(published, properties, RDFS.domain, SCHEMA.domainIncludes)
    assert not lacking(published, properties, RDFS.range, SCHEMA.rangeIncludes)
    assert not lacking(published, properties, DCTERMS.subject)
    for group in set(published.objects(None, DCTERMS.subject)):
        assert (group, SKOS.prefLabel, None) in published


def test_domains_and_ranges_are_not_for_inference_and_it_says_so(published: rdflib.Graph) -> None:
    said = " ".join(map(str, published.objects(HEADER, RDFS.comment)))
    assert "SHACL" in said and "never used to infer" in said


def test_the_ontology_has_a_version_a_licence_and_the_project_as_creator(published: rdflib.Graph) -> None:
    version = str(published.value(HEADER, OWL.versionInfo))
    assert (HEADER, rdflib.RDF.type, OWL.Ontology) in published
    assert published.value(HEADER, OWL.versionIRI) == HEADER + "/" + version
    assert str(published.value(HEADER, DCTERMS.license)).startswith("https://creativecommons.org/")
    creator = published.value(HEADER, DCTERMS.creator)
    assert published.value(creator, rdflib.RDF.type) == SCHEMA.Project
    assert str(published.value(creator, RDFS.label)) == "the news-kg project"


@pytest.mark.parametrize(
    ("vocabulary", "least"),
    [
        ("https://schema.org/", 25),
        ("http://www.w3.org/ns/prov#", 4),
        ("http://xmlns.com/foaf/0.1/", 3),
        ("http://www.w3.org/ns/org#", 6),
        ("http://www.wikidata.org/entity/Q", 15),
        ("http://www.wikidata.org/prop/direct/P", 25),
        ("https://example.org/kg/plover#", 10),
        ("https://example.org/kg/cameo#", 10),
    ],
)
def test_terms_are_aligned(published: rdflib.Graph, vocabulary: str, least: int) -> None:
    matches = [
        (s, o) for name in ALIGNED for s, o in published.subject_objects(name) if o.startswith(vocabulary)
    ]
    assert len(matches) >= least
    assert all(term.startswith(KG) for term, _ in matches)


def test_the_event_codes_are_described(published: rdflib.Graph) -> None:
    for scheme in ("plover", "cameo"):
        start = f"https://example.org/kg/{scheme}#"
        used = {o for o in published.objects() if o.startswith(start)}
        concepts = {s for s in published.subjects() if s.startswith(start)}
        assert used == concepts
        for concept in concepts:
            assert str(published.value(concept, SKOS.notation)) == concept.removeprefix(start)
            assert published.value(concept, SKOS.prefLabel) and published.value(concept, SKOS.definition)


def test_nothing_is_equivalent_to_two_things(published: rdflib.Graph) -> None:
    pairs = list(published.subject_objects(OWL.equivalentProperty))
    assert pairs
    assert len({s for s, _ in pairs}) == len({o for _, o in pairs}) == len(pairs)


# ── Names ────────────────────────────────────────────────────────────────────────────────────

TABLES = {
    "places": ("name", "class", "in", "aliases", "demonyms"),
    "works": ("name", "class", "aliases"),
    "organizations": ("name", "class", "country", "aliases"),
    "offices": ("title", "variants", "kind", "leads", "unique", "of"),
    "head_words": ("word", "class"),
    "first_names": ("name", "gender"),
    "nicknames": ("nickname", "name"),
    "person_nouns": ("noun", "gender"),
}


@pytest.mark.parametrize("table", TABLES)
def test_tables_have_their_columns_and_known_values(ontology: Ontology, table: str) -> None:
    rows = ontology.names(table)
    assert len(rows) > 100
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    values = {"class": set(ontology.classes), "gender": {"f", "m", "u"}, "leads": {"yes", "no"}}
    values["unique"] = values["leads"]
    values["kind"] = {"public", "corporate", "party", "academic", "clerical", "military", "judicial"} | {
        "courtesy",
        "diplomatic",
        "rank",
    }
    for row in rows:
        assert tuple(row) == TABLES[table]
        assert all(cell == cell.strip() and "||" not in cell for cell in row.values()), row
        assert all(row[column] in allowed for column, allowed in values.items() if column in row), row


def test_places_lie_in_places(ontology: Ontology) -> None:
    names = {row["name"] for row in ontology.names("places")}
    assert {row["in"] for row in ontology.names("places")} - {""} <= names
    assert {row["country"] for row in ontology.names("organizations")} - {""} <= names


def test_a_name_may_stand_for_several_places(ontology: Ontology) -> None:
    georgias = {row["class"] for row in ontology.names("places") if row["name"] == "Georgia"}
    assert georgias == {"Country", "State"}


def test_a_variant_names_one_office(ontology: Ontology) -> None:
    variants = [variant for row in ontology.names("offices") for variant in row["variants"].split("|")]
    assert len(set(variants)) == len(variants)


def test_unknown_table(ontology: Ontology) -> None:
    with pytest.raises(OntologyError, match=r"names/planets\.tsv: missing from"):
        ontology.names("planets")


# ── Mistakes ─────────────────────────────────────────────────────────────────────────────────

GOOD = """
kg:mentored a owl:ObjectProperty ;
    rdfs:label "mentored"@en ;
    skos:definition "Taught, over years."@en ;
    rdfs:domain kg:Person ;
    rdfs:range kg:Person .
"""


def test_a_property_is_added_by_data_alone(copy: Path) -> None:
    append(copy / "kg.ttl", GOOD)
    assert load_ontology(copy).properties["mentored"].range == ("Person",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('rdfs:label "mentored"@en ;', "", "kg:mentored has no rdfs:label @en"),
        ('"mentored"@en', '"mentored"', "kg:mentored has no rdfs:label @en"),
        ("skos:definition", "rdfs:comment", "kg:mentored has no skos:definition @en"),
        ("rdfs:domain kg:Person ;", "", "kg:mentored has no rdfs:domain (nor schema:domainIncludes)"),
        (
            "rdfs:range kg:Person",
            'rdfs:comment "x"',
            "kg:mentored has no rdfs:range (nor schema:rangeIncludes)",
        ),
        ("rdfs:range kg:Person", "rdfs:range kg:Persn", "kg:mentored uses unknown term kg:Persn"),
        (
            "rdfs:range kg:Person",
            "rdfs:range kg:called",
            "kg:mentored has range kg:called, which is no class",
        ),
        (
            "rdfs:range kg:Person",
            "rdfs:range xsd:string",
            "kg:mentored has range xsd:string, which is no class",
        ),
        (
            "rdfs:domain kg:Person",
            "rdfs:domain kg:Person, kg:Company",
            "kg:mentored has several domains: give them all as schema:domainIncludes",
        ),
        ("rdfs:domain", "rdfs:domian", "kg:mentored uses unknown property rdfs:domian"),
        ("owl:ObjectProperty", "owl:Property", "kg:mentored has unknown type owl:Property"),
        (
            "rdfs:range kg:Person",
            "rdfs:range kg:Work ; a owl:SymmetricProperty",
            "kg:mentored is symmetric, but its domain and range differ",
        ),
        (
            "owl:ObjectProperty",
            "owl:DatatypeProperty",
            "kg:mentored has range kg:Person, which is no datatype",
        ),
        (
            "a owl:ObjectProperty",
            "a owl:ObjectProperty, owl:DatatypeProperty",
            "kg:mentored is both owl:ObjectProperty and owl:DatatypeProperty",
        ),
        (
            "rdfs:domain kg:Person",
            "owl:inverseOf kg:Person",
            "kg:mentored is the inverse of kg:Person, which is no property",
        ),
        (
            "rdfs:domain kg:Person ;",
            "owl:inverseOf kg:leads ; rdfs:domain kg:Person ;",
            "kg:mentored is the inverse of kg:leads, whose sides don't fit its domain",
        ),
        (
            "rdfs:range kg:Person .",
            "rdfs:seeAlso [] .",
            "rdfs:seeAlso of a blank node: give it a name",
        ),
    ],
)
def test_mistakes_in_a_property(copy: Path, old: str, new: str, message: str) -> None:
    append(copy / "kg.ttl", GOOD)
    replace(copy / "kg.ttl", GOOD, GOOD.replace(old, new, 1))
    with pytest.raises(OntologyError) as caught:
        load_ontology(copy)
    assert str(caught.value) == f"kg.ttl: {message}"


def test_a_number_needs_a_datatype_that_claims_can_hold(copy: Path) -> None:
    replace(copy / "kg.ttl", "rdfs:range xsd:decimal", "rdfs:range xsd:double")
    with pytest.raises(OntologyError, match="the rdfs:range of kg:vote_share must be xsd:integer"):
        load_ontology(copy)


def test_a_class_is_not_above_itself(copy: Path) -> None:
    append(copy / "kg.ttl", "\nkg:Place rdfs:subClassOf kg:City .\n")
    with pytest.raises(OntologyError, match=r"^kg\.ttl: kg:\w+ is a subclass of itself$"):
        load_ontology(copy)


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl"])
def test_syntax_errors_name_file_and_line(copy: Path, name: str) -> None:
    lines = (copy / name).read_text(encoding="utf-8").count("\n")
    append(copy / name, "kg:Thing a .\n")
    with pytest.raises(OntologyError, match=rf"^{name}: line {lines + 1}: "):
        load_ontology(copy)


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl"])
@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("<<( kg:Person a kg:Agent )>>", "rdfs:seeAlso of a triple term: RDF 1.2, and 1.1 is read here"),
        ("<< kg:Person a kg:Agent >>", "rdf:reifies of a triple term"),
        ('"x"@en--ltr', '"x"@en--ltr: a text with a direction: RDF 1.2, and 1.1 is read here'),
    ],
)
def test_rdf_1_2_is_refused(copy: Path, name: str, term: str, told: str) -> None:
    prefixes = f"@prefix kg: <{NAMESPACE}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    append(copy / name, f"{prefixes}kg:Person rdfs:seeAlso {term} .\n")
    with pytest.raises(OntologyError, match=f"^{name}: {re.escape(told)}"):
        load_ontology(copy)


def test_classes_are_not_piled_up_for_ever(copy: Path) -> None:
    for k in range(320):
        above = f"C{k - 1}" if k else "Person"
        append(
            copy / "kg.ttl",
            f'kg:C{k} a owl:Class ; rdfs:label "c"@en ; skos:definition "C."@en ; '
            f"rdfs:subClassOf kg:{above} .\n",
        )
    with pytest.raises(OntologyError, match=r"^kg\.ttl: kg:C99 has more than 100 superclasses$"):
        load_ontology(copy)


def test_what_is_known_by_whose_it_is(ontology: Ontology) -> None:
    election, campaign = ontology.dependents["Election"], ontology.dependents["Campaign"]
    assert (election.noun, election.dated, campaign.dated) == ("election", True, False)
    assert election.heads["race"] == "election" and "race" in election.vague
    assert election.sort("Senate midterm race") == {"senate", "midterm"}
    assert "presidential" in election.sorts and "recent" in election.plain
    assert campaign.owners == ("person",)
    assert ontology.dependents["Office"].label == "{title} of {owner}"
    assert "Person" not in ontology.dependents


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{owner} campaign", "{person} campaign", "kg:Campaign needs one lex:label with {owner}"),
        (
            'lex:label "{owner} campaign"',
            'lex:label "{owner}" , "{owner} run"',
            "kg:Campaign needs one lex:label",
        ),
        (
            '    lex:label "{owner} campaign" ;\n',
            "",
            "kg:Campaign has lex:head or lex:owner, but no lex:label",
        ),
        ("lex:owner lex:person ;", "lex:owner lex:human ;", "kg:Campaign has unknown lex:owner lex:human"),
        ('lex:head "campaign"', 'lex:head "race"', "kg:Election has the lex:head 'race' of kg:Campaign"),
        (
            "    lex:type lex:event ;\n",
            "    lex:type lex:post ;\n",
            "kg:Event has lex:type lex:post, but no lex:label",
        ),
        (
            '    lex:label "{title} of {owner}" ;\n',
            "",
            "kg:Office has lex:head or lex:owner, but no lex:label",
        ),
    ],
)
def test_mistakes_in_what_is_known_by_whose_it_is(copy: Path, old: str, new: str, told: str) -> None:
    replace(copy / "kg.ttl", old, new)
    with pytest.raises(OntologyError, match=f"^kg.ttl: {re.escape(told)}"):
        load_ontology(copy)


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("nicknames", "nickname", "nick", "line 1: no column is called nickname (there are: nick, name)"),
        ("nicknames", "\n", "\n\t\n", "line 2: no nickname"),
        ("nicknames", "\n", "\n \t \n", "line 2: no nickname"),
        ("offices", "\tleads\t", "\tlead\t", "line 1: no column is called leads"),
        (
            "nouns",
            "\tforce\n",
            "\tarmy\n",
            "line 22: role is 'army', not one of classifier, force, electoral",
        ),
        ("places", "\n", "\n \n", "line 2: 1 columns, not 5"),
    ],
)
def test_mistakes_in_the_tables_that_are_read(copy: Path, table: str, old: str, new: str, told: str) -> None:
    file = copy / "names" / f"{table}.tsv"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(OntologyError, match=f"^names/{table}.tsv: {re.escape(told)}"):
        load_ontology(copy)


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl"])
def test_missing_files_are_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(OntologyError, match=rf"^{name}: missing from .*ontology"):
        load_ontology(copy)


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="nowhere: no such folder"):
        load_ontology(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a\tb\n1\t2\n1\t2\t3\n", "names/x.tsv: line 3: 3 columns, not 2 (a, b)"),
        ("a\tb\n\t2\n", "names/x.tsv: line 2: no a"),
        ("a\ta\n1\t2\n", "names/x.tsv: line 1: each column needs a heading of its own"),
        ("", "names/x.tsv: line 1: each column needs a heading of its own"),
        (b"a\nM\xfcller\n", "names/x.tsv: not UTF-8 (byte 3)"),
    ],
)
def test_mistakes_in_a_table(copy: Path, content: str | bytes, message: str) -> None:
    (copy / "names/x.tsv").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(OntologyError) as caught:
        load_ontology(copy)
    assert str(caught.value) == message


def test_tables_may_have_windows_line_ends(copy: Path) -> None:
    (copy / "names/x.tsv").write_bytes(b"a\tb\r\n1\t2\r\n\r\n")
    assert [dict(row) for row in load_ontology(copy).names("x")] == [{"a": "1", "b": "2"}]


# ── The digest ───────────────────────────────────────────────────────────────────────────────


def test_the_digest_follows_content_not_time_or_place(ontology: Ontology, copy: Path) -> None:
    assert load_ontology(copy).digest == ontology.digest
    (copy / "names" / ".places.tsv.swp").write_text("an editor's")
    assert load_ontology(copy).digest == ontology.digest
    append(copy / "names" / "nicknames.tsv", "Zed\tZedekiah\n")
    assert load_ontology(copy).digest != ontology.digest


# ── Shapes ───────────────────────────────────────────────────────────────────────────────────

GRAPH = """
@prefix : <https://example.org/kg/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
:article a schema:NewsArticle ; dcterms:identifier "0" ; kg:textHash "HASH" .
:ann a kg:Person, kg:Agent ; rdfs:label "Ann Lee"@en ; kg:called :france ; kg:age 61 .
:france a kg:Country, kg:Place ; rdfs:label "France"@en .
:dune a kg:Work ; rdfs:label "Dune"@en .
:claim a kg:Claim ; rdf:subject :ann ; rdf:predicate kg:called ; rdf:object :france ;
    kg:polarity kg:affirmed ; kg:modality kg:actual ;
    kg:date "2024-11"^^xsd:gYearMonth ; kg:evidence :evidence .
:evidence a kg:Evidence, oa:SpecificResource ; oa:hasSource :article ;
    oa:hasSelector :position, :quote ; kg:confidence 0.9 ; kg:rule "r" .
:position a oa:TextPositionSelector ; oa:start 0 ; oa:end 9 .
:quote a oa:TextQuoteSelector ; oa:exact "Ann rang." .
:dataset a void:Dataset, dcat:Dataset ; dcterms:title "What it says" ; dcterms:rights :rights ;
    dcterms:license :licence ; void:triples 9 ; prov:wasDerivedFrom :article ;
    kg:floor 0.5 ; kg:attributed "asserted" ; kg:graphHash "FEED" ;
    dcat:distribution :file .
:rights a dcterms:RightsStatement .
:file a dcat:Distribution ; dcterms:title "graph.nq" ; dcat:mediaType :nquads .
""".replace("HASH", "0" * 64).replace("FEED", "feed" * 16)


def shacl(ontology: Ontology, turtle: str) -> tuple[bool, str]:
    data = ontology.triples.decode() + turtle
    shapes = rdflib.Graph().parse(ontology.directory / "shapes.ttl")
    conforms, _, text = validate(rdflib.Graph().parse(data=data, format="turtle"), shacl_graph=shapes)
    return conforms, text


def test_a_valid_graph_conforms(ontology: Ontology) -> None:
    conforms, text = shacl(ontology, GRAPH)
    assert conforms, text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kg:polarity kg:affirmed", "kg:polarity kg:actual", "A claim is affirmed or negated"),
        ("kg:modality kg:actual ;", "", "A claim is actual, planned, possible or alleged"),
        ("; kg:evidence :evidence", "", "A claim has evidence"),
        (
            "rdf:predicate kg:called",
            "rdf:predicate kg:phoned",
            "A claim has one predicate, a property of kg.ttl",
        ),
        ('"2024-11"^^xsd:gYearMonth', '"last week"', "A date is a day, a month or a year"),
        ('; kg:rule "r"', "", "Evidence names the rule that found it"),
        ("kg:confidence 0.9", "kg:confidence 1.9", "Evidence has one confidence at most, from 0 to 1"),
        ('kg:attributed "asserted"', 'kg:attributed "told"', "A dataset says whether it asserts what only"),
        ("kg:floor 0.5", "kg:floor 0.5, 0.6", "A dataset says from which confidence on it asserts"),
        ("oa:hasSource :article", "oa:hasSource :article, :ann", "Evidence comes from one article"),
        (":position, :quote", ":position", "Evidence has one quote from its article"),
        (":position, :quote", ":quote", "Evidence has one position in its article"),
        ("oa:start 0", "oa:start 9", "A position has one start, from 0 on and before its end"),
        ("0" * 64, "abc", "An article has the SHA-256 of its text"),
        ('"Ann Lee"@en', '"Ann Lee"@en, "Ann"@en', "A thing has one label, in English"),
        ('"Ann Lee"@en', '"Ann Lee"', "A thing has one label, in English"),
        ("kg:age 61", "kg:age 161", "An age is a number of years from 0 to 130"),
        ("kg:age 61", "kg:vote_share 101.5", "A share of the vote is from 0 to 100 percent"),
        ("kg:age 61", "kg:votes -1", "Votes are counted from 0 on"),
        (
            "kg:called :france ;",
            "kg:called :dune ;",
            "is the object of <https://example.org/kg/ontology#called>",
        ),
        (
            "kg:age 61",
            "kg:campaign_of :ann",
            "is the subject of <https://example.org/kg/ontology#campaign_of>",
        ),
        ("kg:age 61", "kg:charged_with 3", "is the object of <https://example.org/kg/ontology#charged_with>"),
        ("kg:actual", "kg:planned", None),
        ("dcterms:license :licence ;", "", None),
        ("dcterms:license :licence", 'dcterms:license "CC BY"', "A licence is named by its IRI"),
        ("dcterms:rights :rights ;", "", "A dataset says whose its texts are"),
        ("wasDerivedFrom :article", "wasDerivedFrom :ann", "A dataset comes from articles"),
        ("feed", "FEED", "A dataset has the SHA-256 of its canonical form"),
        ("; dcat:mediaType :nquads", "", "A file has one media type"),
        ("rdf:object :france", "rdf:object :dune", "and not of its range"),
        ("rdf:subject :ann", "rdf:subject :dune", "and not of its domain"),
    ],
)
def test_shapes(ontology: Ontology, old: str, new: str, message: str | None) -> None:
    assert old in GRAPH
    conforms, text = shacl(ontology, GRAPH.replace(old, new, 1))
    assert conforms is (message is None)
    if message is not None:
        assert message.replace("<", "").replace(">", "") in text.replace("<", "").replace(">", "")


# ── Parts of names that may be left out ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("U.S. Treasury Department", "Treasury Department"),
        ("the United States Bell Board", "Bell Board"),
        ("UK Parliament", "UK Parliament"),  # one word behind it: no name without it
        ("Norland Treasury Department", "Norland Treasury Department"),
    ],
)
def test_a_country_before_the_name_of_its_body(ontology: Ontology, name: str, bare: str) -> None:
    assert ontology.without_prefix(name) == bare
