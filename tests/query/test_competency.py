"""The packaged questions, asked of the graph that is built from seeds/ and kept in output/.

The answers stand in competency/, one CSV a query, and were read by a person against the articles. After
a change that is right, `kg query output NAME --format csv > tests/competency/NAME.csv` writes one anew.
"""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.query.answers import Query, catalogue, open_store, run

ANSWERS = Path(__file__).parents[1] / "competency"
OUTPUT = Path(__file__).parents[2] / "output"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_store(OUTPUT)


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_the_answer_on_the_seeds(store: ox.Store, query: Query) -> None:
    expected = (ANSWERS / f"{query.name}.csv").read_text(encoding="utf-8")
    assert run(store, query, format="csv").splitlines() == expected.splitlines()
