"""The packaged questions, asked of the graph that is built from seeds/ and kept in output/.

The answers stand in competency/, one CSV a query, and were read by a person against the articles. After
a change that is right, `kg query output NAME --format csv > tests/competency/NAME.csv` writes one anew.
"""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.iris import RDFS
from kg.query.answers import open_store, run
from kg.query.questions import Query, catalogue

ANSWERS = Path(__file__).parents[1] / "competency"
OUTPUT = Path(__file__).parents[2] / "output"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_store(OUTPUT)


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_the_answer_on_the_seeds(store: ox.Store, query: Query) -> None:
    expected = (ANSWERS / f"{query.name}.csv").read_text(encoding="utf-8")
    assert run(store, query, format="csv").splitlines() == expected.splitlines()


def test_no_packaged_query_names_what_the_seeds_tell_of(store: ox.Store) -> None:
    label = ox.NamedNode(RDFS + "label")
    things = [quad for quad in store.quads_for_pattern(None, label, None) if "/entity/" in str(quad.subject)]
    assert things
    for query in catalogue():
        assert not [quad.object for quad in things if getattr(quad.object, "value", "") in query.text]
