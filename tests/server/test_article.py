"""An article's text in pieces."""

import hashlib

import pytest

from kg.server.article import passages

TEXT = "One two. Three four. Five."


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [(TEXT, None)]),
        ([(0, 8)], [("One two.", (0, 8)), (" Three four. Five.", None)]),
        # A quotation over two sentences: the space between them is nobody's.
        (
            [(0, 20), (0, 8), (9, 20)],
            [("One two.", (0, 8)), (" ", None), ("Three four.", (9, 20)), (" Five.", None)],
        ),
        (
            [(0, 12), (9, 20)],
            [("One two. ", (0, 12)), ("Thr", (9, 20)), ("ee four.", (9, 20)), (" Five.", None)],
        ),
        ([(5, 5), (20, 99), (-1, 3)], [(TEXT, None)]),
    ],
)
def test_pieces(spans: list[tuple[int, int]], expected: list[tuple[str, tuple[int, int] | None]]) -> None:
    found = passages(TEXT, spans, sha=hashlib.sha256(TEXT.encode()).hexdigest())
    assert [(piece.text, piece.span) for piece in found] == expected
    assert "".join(piece.text for piece in found) == TEXT
    valid = sorted(span for span in spans if 0 <= span[0] < span[1] <= len(TEXT))
    assert sorted(span for piece in found for span in piece.begins) == valid


def test_another_text_has_no_marks() -> None:
    assert [piece.span for piece in passages(TEXT, [(0, 8)], sha="0" * 64)] == [None]
    assert passages(None, [(0, 8)], sha="") == []
