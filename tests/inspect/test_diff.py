"""What a graph has gained, lost and changed against another, as people are told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sample
from places import Run
from reading import documents

from kg.errors import OutputError
from kg.extract import Extractor
from kg.graph.write import quads, serialize
from kg.inspect.diff import diff, lines
from kg.model import Claim, KnowledgeGraph
from kg.ontology.package import Ontology
from kg.resolve import resolve


def written(folder: Path, graph: KnowledgeGraph, ontology: Ontology, base: str = "") -> Path:
    folder.mkdir()
    statements = quads(graph, ontology, base=base) if base else quads(graph, ontology)
    (folder / "graph.nq").write_bytes(serialize(statements, "nq"))
    return folder


@pytest.fixture
def before(tmp_path: Path, ontology: Ontology) -> Path:
    return written(tmp_path / "before", sample.GRAPH, ontology)


def changed(claim: Claim, **parts: object) -> KnowledgeGraph:
    """The sample with one claim changed."""
    claims = tuple(replace(item, **parts) if item == claim else item for item in sample.GRAPH.claims)
    return replace(sample.GRAPH, claims=claims)


def told(before: Path, after: Path) -> list[str]:
    return [line for line in lines(diff(before, after)) if line.startswith("  ")]


MET = next(claim for claim in sample.CLAIMS if (claim.property, claim.modality) == ("met_with", "planned"))
CALLED = next(claim for claim in sample.CLAIMS if claim.property == "called")


def test_a_graph_is_the_same_as_itself(before: Path) -> None:
    assert list(lines(diff(before, before))) == [
        "articles    3",
        "entities    8",
        "claims      17",
        "quotations  2",
        "the two are the same",
    ]


def test_under_another_base_nothing_is_gained_or_lost(
    before: Path, tmp_path: Path, ontology: Ontology
) -> None:
    after = written(tmp_path / "after", sample.GRAPH, ontology, "https://kg.example/")
    difference = diff(before, after)
    assert difference.changes == ()
    assert not difference.identical
    assert list(lines(difference))[-1].startswith("nothing gained, lost or changed but evidence")


CHANGES = {
    "planned, then done": (
        changed(MET, modality="actual"),
        ["  ~ Ida Falk met with Tomas Brandt: planned → actual"],
    ),
    "done, then denied": (
        changed(MET, modality="actual", polarity="negated"),
        ["  ~ Ida Falk met with Tomas Brandt: planned → negated"],
    ),
    "another object": (
        changed(MET, object="emil-sorel"),
        ["  + Ida Falk met with Emil Sorel (planned)", "  - Ida Falk met with Tomas Brandt (planned)"],
    ),
    "one article less": (
        changed(CALLED, evidence=CALLED.evidence[:1]),
        ["  ~ Mara Lindqvist called Tomas Brandt: no longer in beta"],
    ),
    "another date": (
        changed(CALLED, evidence=tuple(replace(item, dates=("2024",)) for item in CALLED.evidence)),
        ["  ~ Mara Lindqvist called Tomas Brandt: dated 2024, was 2024-03-05"],
    ),
    "another class": (
        replace(
            sample.GRAPH,
            entities=tuple(
                replace(e, kind="Country") if e.id == "norland" else e for e in sample.GRAPH.entities
            ),
        ),
        ["  ~ Norland, country: was of class state"],
    ),
    "another text": (
        replace(
            sample.GRAPH,
            documents=(replace(sample.DOCUMENTS[0], text="New.", title="News"), *sample.DOCUMENTS[1:]),
        ),
        ["  ~ alpha: another text, another title"],
    ),
    "no quotation": (
        replace(sample.GRAPH, quotations=()),
        ["  - Emil Sorel said “Ms Lindqvist thanked him — naïve or not,”"],
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_each_change_is_one_line(before: Path, tmp_path: Path, ontology: Ontology, case: str) -> None:
    graph, expected = CHANGES[case]
    assert told(before, written(tmp_path / "after", graph, ontology)) == expected


def test_a_thing_whose_name_changes_is_no_loss(
    tmp_path: Path, extractor: Extractor, ontology: Ontology
) -> None:
    """The full name goes with an article; what stays is called by the surname, and its facts stay."""
    texts = [
        "Mira Holt called Tobias Reyes on Monday.",
        "Ms. Holt called Mr. Reyes on Monday. Ivo Lenz thanked Ms. Holt.",
    ]
    records = list(extractor.records(documents(texts)))
    both = written(tmp_path / "both", resolve(records, ontology), ontology)
    one = written(tmp_path / "one", resolve(records[1:], ontology), ontology)
    assert list(lines(diff(both, one))) == [
        "articles    2 → 1",
        "  - t000",
        "entities    3",
        "  ~ Holt, person: was called Mira Holt",
        "  ~ Reyes, person: was called Tobias Reyes",
        "claims      2",
        "  ~ Holt called Reyes: no longer in t000",
        "quotations  0",
    ]


def test_for_programs_and_by_exit_code(before: Path, tmp_path: Path, ontology: Ontology, run: Run) -> None:
    after = written(tmp_path / "after", changed(MET, modality="actual"), ontology)
    process = run("diff", before, after, "--format", "json")
    assert process.returncode == 1
    found = json.loads(process.stdout)
    assert found["counts"]["entity"] == [8, 8]
    [change] = found["changes"]
    assert change.pop("id").startswith("claim/")
    assert change == {
        "sign": "~",
        "kind": "claim",
        "text": "Ida Falk met with Tomas Brandt",
        "note": "planned → actual",
    }
    assert run("diff", before, before).returncode == 0
    process = run("diff", before, tmp_path)
    assert process.returncode == 2
    assert process.stderr == f"kg: error: {tmp_path}/graph.nq: no such file; `kg build` makes it\n"


def test_a_broken_graph_is_named_with_its_line(before: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<a> .\n")
    with pytest.raises(OutputError, match=r"graph.nq: line 1"):
        diff(before, tmp_path)


def test_a_claim_that_became_unsure_changed(before: Path, tmp_path: Path, ontology: Ontology) -> None:
    after = written(tmp_path / "after", sample.doubted(), ontology)
    assert "  ~ Mara Lindqvist thanked Tomas Brandt: actual → unsure" in told(before, after)
