"""The committed golden.jsonl is what this version makes of its sentences."""

from golden import GOLDEN, lines

from kg.extract import Extractor


def test_the_golden_file_is_fresh(extractor: Extractor) -> None:
    committed = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert list(lines(extractor)) == committed, "python tests/extract/golden.py, then look at the diff"
