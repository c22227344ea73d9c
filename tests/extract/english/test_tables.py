"""The tables of English words: well formed, and refused with file and line where they aren't."""

from pathlib import Path

import pytest

from kg.errors import TableError
from kg.extract.english import tables
from kg.extract.english.tables import derivations, honorifics, modifying, nouns, read_table


def test_derivations_say_how_a_noun_takes_its_parties() -> None:
    rows = {(row.verb, row.noun): row for row in derivations()}
    assert rows["endorse", "endorsement"].names == "event"
    assert "by" in rows["endorse", "endorsement"].subject
    assert "of" in rows["endorse", "endorsement"].object
    assert rows["endorse", "endorser"].names == "subject"
    assert rows["resign", "resignation"].object == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: the columns are not word, form"),
        ("word\tkind\n", "line 1: the columns are not word, form"),
        ("word\tform\nrun\n", "line 2: 1 cells, not 2"),
        ("word\tform\n\trun\n", "line 2: an empty word"),
        ("word\tform\nrun \tx\n", "line 2: an empty word, or spaces"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "words.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=fault):
        list(read_table(file, ("word", "form")))


def test_nouns_and_modifiers_are_found_by_their_traits() -> None:
    assert "stadium" in nouns("venue")
    assert "stadium" not in nouns("organization")
    assert {"former", "ousted"} <= modifying("former")
    assert honorifics()["dame"] == "f"
    assert "dame" not in honorifics(only_before_names=True)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("hall\tvenue\nhall\tvenue\n", "line 3: hall stands there twice"),
        ("hall\tvenue tall\n", "line 2: no such trait: tall"),
        ("hall\t\n", "line 2: hall has no trait"),
    ],
)
def test_a_trait_that_is_not_known_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, fault: str
) -> None:
    (tmp_path / "halls.tsv").write_text("word\ttraits\n" + rows, encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    with pytest.raises(TableError, match=f"halls.tsv, {fault}"):
        tables._traits("halls.tsv", ("venue",))
