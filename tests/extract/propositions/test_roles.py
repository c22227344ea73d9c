"""What somebody is: the offices that a sentence gives, and those that it doesn't."""

import pytest
from reading import expected, graphs, lines

from kg.extract import Extractor

ROLES = [
    ("Ana Cruz is the mayor of Oslo.", "Ana Cruz holds_office Mayor of Oslo"),
    ("Ana Cruz served as mayor of Oslo.", "Ana Cruz held_office Mayor of Oslo"),
    # of any town, so not the office that the article knows
    (
        "Ana Cruz is the mayor of Oslo. Mira Holt was the first woman to serve as mayor of an American city.",
        "Ana Cruz holds_office Mayor of Oslo",
    ),
]


@pytest.mark.parametrize(("text", "claims"), ROLES)
def test_roles(text: str, claims: str, extractor: Extractor) -> None:
    assert lines(graphs([text], extractor)[text]) == expected(claims)
