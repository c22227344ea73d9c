"""Reading is the inverse of writing, whatever the graph; and what is damaged is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from kg.errors import OutputError
from kg.graph.read import read, read_built
from kg.graph.write import quads, serialize
from kg.model import (
    Appearance,
    Claim,
    Document,
    Entity,
    Evidence,
    KnowledgeGraph,
    Policy,
    Quarantined,
    QuotedText,
    Value,
)
from kg.ontology.package import Ontology, load_ontology

ONTOLOGY = load_ontology()
IDS = ("ana-cruz", "x/..%2f", "é “ж”", "a b", "#?&", "zoë.")
ARTICLES = ("alpha", "ä/ö %20", "..", "#1", "last.")
WORDS = st.text(min_size=1, max_size=8)
NAMES = st.frozensets(WORDS, max_size=3)
CONFIDENCES = st.integers(0, 100).map(lambda hundredths: hundredths / 100)
VALUES = st.one_of(
    st.builds(Value, WORDS, st.just("string")),
    st.builds(Value, st.integers().map(str), st.just("integer")),
    st.builds(Value, st.sampled_from(("0.5", "49.90")), st.just("decimal")),
)


@st.composite
def graphs(draw: DrawFn) -> KnowledgeGraph:
    """Any graph that stage 2 could make: in its order, everything named in the articles that speak of it."""
    documents = draw(some(ARTICLES).flatmap(lambda names: st.tuples(*map(document, names))))
    texts = {item.id: item.text for item in documents}
    classes = st.sampled_from(sorted(ONTOLOGY.classes))
    entities = tuple(
        Entity(
            name, draw(WORDS), draw(classes), tuple(Appearance(a, names(draw)) for a in sorted(texts)), owner
        )
        for name in draw(some(IDS))
        for owner in [draw(st.sampled_from((None, name)))]
    )
    things = st.sampled_from([entity.id for entity in entities])
    contents = st.tuples(
        things,
        st.sampled_from(sorted(ONTOLOGY.properties)),
        st.one_of(things, VALUES),
        st.sampled_from(("affirmed", "negated")),
        st.sampled_from(("actual", "planned", "possible", "alleged")),
    )
    claims = [
        Claim(*content, support(draw, texts, things))
        for content in draw(st.lists(contents, max_size=4, unique_by=key))
    ]
    claims.sort(
        key=lambda item: key((item.subject, item.property, item.object, item.polarity, item.modality))
    )
    split = draw(st.integers(0, len(claims)))
    spans = draw(st.lists(span(texts), max_size=3, unique=True))
    return KnowledgeGraph(
        documents,
        entities,
        tuple(claims[:split]),
        tuple(quotation(draw, texts, things, place) for place in sorted(spans)),
        tuple(Quarantined(item, draw(WORDS)) for item in claims[split:]),
        Policy(draw(CONFIDENCES), draw(st.sampled_from(("asserted", "claims")))),
    )


def some(names: tuple[str, ...]) -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), min_size=1, unique=True).map(sorted)


def document(name: str) -> SearchStrategy[Document]:
    optional = st.one_of(st.none(), WORDS)
    return st.builds(Document, st.just(name), WORDS, WORDS, optional, optional, optional)


def names(draw: DrawFn) -> tuple[str, ...]:
    return tuple(sorted(draw(NAMES)))


def key(content: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(part.text if isinstance(part, Value) else str(part) for part in content)


def span(texts: dict[str, str]) -> SearchStrategy[tuple[str, int, int]]:
    return st.sampled_from(
        [(name, 0, end) for name, text in sorted(texts.items()) for end in range(1, len(text) + 1)]
    )


def support(draw: DrawFn, texts: dict[str, str], things: SearchStrategy[str]) -> tuple[Evidence, ...]:
    dates = {name: names(draw) for name in texts}
    return tuple(
        Evidence(
            *place,
            texts[place[0]][place[1] : place[2]],
            names(draw),
            draw(st.one_of(st.none(), things)),
            dates[place[0]],
            draw(CONFIDENCES),
        )
        for place in sorted(draw(st.lists(span(texts), min_size=1, max_size=3, unique=True)))
    )


def quotation(
    draw: DrawFn, texts: dict[str, str], things: SearchStrategy[str], place: tuple[str, int, int]
) -> QuotedText:
    words, speaker = texts[place[0]][place[1] : place[2]], draw(st.one_of(st.none(), things))
    return QuotedText(*place, words, speaker, Evidence(*place, words, ("quotation",), speaker))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(graph=graphs())
def test_reading_is_the_inverse_of_writing(graph: KnowledgeGraph) -> None:
    texts = {document.id: document.text for document in graph.documents}
    written = quads(graph, ONTOLOGY)
    assert read(written, texts=texts).graph == graph
    content = serialize(written, "nq")
    assert read(ox.parse(content, format=ox.RdfFormat.N_QUADS), texts=texts).graph == graph


@pytest.mark.parametrize("graph", [sample.GRAPH, sample.doubted(), sample.ATTRIBUTED])
def test_the_sample_comes_back(graph: KnowledgeGraph, ontology: Ontology) -> None:
    built = read(quads(graph, ontology, base="https://kg.example/"), texts=sample.TEXTS)
    assert built.graph == graph
    assert built.description.base == "https://kg.example/"
    assert built.claims["https://kg.example/claim/tomas-brandt--age--58"] in graph.claims


def test_what_the_ontology_says_comes_back(ontology: Ontology) -> None:
    known = read(quads(sample.GRAPH, ontology)).vocabulary
    assert known.namespace == ontology.namespace
    assert known.labels == ontology.labels
    assert set(known.symmetric) == {name for name, item in ontology.properties.items() if item.symmetric}
    assert {kind: set(wider) for kind, wider in known.broader.items() if kind in ontology.classes} == {
        kind: set(ontology.ancestors(kind)) for kind in ontology.classes
    }
    assert known.types == ontology.types


CALL = "claim/mara-lindqvist--called--tomas-brandt"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: without(t, CALL, "ontology#polarity"), "has 0 of polarity, not one, in <"),
        (lambda t: t.replace("ontology#planned>", "ontology#soon>"), "is 'affirmed' and 'soon' in <"),
        (lambda t: without(t, f"{CALL}>", "ontology#evidence"), "has no evidence in <"),
        (
            lambda t: without(t, "oa#exact", "Lindqvist phoned"),
            "needs one position and one quote, has 1 and 0",
        ),
        (
            lambda t: t.replace('oa#start> "0"', 'oa#start> "abc"'),
            "stands at 'abc', which is no place in a text",
        ),
        (lambda t: t.replace('oa#end> "81"', f'oa#end> "{"9" * 5000}"'), "which is no place in a text"),
        (
            lambda t: without(t, "rdf-schema#label", "entity/ida-falk", "article/beta"),
            "has no rdfs:label in <",
        ),
        (lambda t: t.replace('"Ida Falk"@en', '"Ada Falk"@en', 1), "has several labels: Ada Falk, Ida Falk"),
        (lambda t: without(t, "quotation/", "ontology#text"), "has 0 of text, not one, in <"),
    ],
)
def test_what_is_damaged_is_told_and_the_rest_is_read(
    tmp_path: Path, change: Callable[[str], str], fault: str
) -> None:
    path = sample.write(tmp_path) / "graph.nq"
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, "utf-8", newline="")
    sample.signed(tmp_path)
    with pytest.raises(OutputError, match=fault.partition(",")[0]):
        read_built(tmp_path)
    faults: list[str] = []
    built = read(ox.parse(path=path, format=ox.RdfFormat.N_QUADS), fault=faults.append)
    assert [line for line in faults if fault in line]
    assert len(built.graph.claims) > 10
    assert all(replace(item, text="") in built.graph.documents for item in sample.DOCUMENTS)


def without(text: str, *needles: str) -> str:
    return "".join(line for line in text.splitlines(True) if not all(needle in line for needle in needles))
