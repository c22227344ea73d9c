"""The work list of whoever extends the ontology."""

from pathlib import Path

import pytest
from reading import read

from kg.errors import OutputError
from kg.extract import Extractor
from kg.inspect.gaps import gaps
from kg.storage.folder import read_records

TEXTS = [
    "Mira Holt outranks Tobias Reyes. Mira Holt called Tobias Reyes.",
    "Ingrid Falk outranks Amara Osei. Ingrid Falk tutored Amara Osei at Howard University.",
]


def test_what_no_pattern_matched_is_grouped_by_relation_and_classes(extractor: Extractor) -> None:
    found = gaps(read(TEXTS, extractor).values())
    assert [(g.relation, g.subject, g.object, g.count) for g in found[:1]] == [
        ("outrank", "Person", "Person", 2)
    ]
    assert found[0].sentence == "Mira Holt outranks Tobias Reyes."
    assert ("tutor", "Person", "Person") in {(g.relation, g.subject, g.object) for g in found}


def test_what_a_pattern_matched_is_no_gap(extractor: Extractor) -> None:
    assert not [g for g in gaps(read(TEXTS, extractor).values()) if g.relation == "call"]


def test_the_records_of_a_build_are_read(built: Path) -> None:
    assert len(read_records(built)) == 5


def test_a_folder_without_a_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"articles\.jsonl: no such file"):
        read_records(tmp_path)
