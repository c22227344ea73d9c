"""Questions to the hand-made graph."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample

from kg.errors import OutputError, QueryError
from kg.query import Query, base_of, catalogue, open_store, prefixes_of, resolve_query, run, select

NAMES = [query.name for query in catalogue()]
WHO = "SELECT ?name WHERE { ?x a kg:Person ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return open_store(sample.write(tmp_path_factory.mktemp("sample")))


def rows(store: ox.Store, query: Query | str) -> list[tuple[str, ...]]:
    result = select(store, query)
    assert isinstance(result, ox.QuerySolutions)
    return [tuple("" if term is None else term.value for term in row) for row in result]


def test_no_folder_no_graph(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"graph\.nq: no such file"):
        open_store(tmp_path)


def test_a_broken_graph_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<http://a> <http://b> <http://c> .\nbroken\n")
    with pytest.raises(OutputError, match=r"graph\.nq: line 2: "):
        open_store(tmp_path)


def test_prefixes_follow_the_base(store: ox.Store) -> None:
    assert base_of(store) == "https://example.org/kg/"
    assert rows(store, "SELECT ?l WHERE { entity:ida-falk rdfs:label ?l } LIMIT 1") == [("Ida Falk",)]
    other = ox.Store()
    dataset = ox.NamedNode("https://news.example/dataset")
    space = ox.NamedNode("http://rdfs.org/ns/void#uriSpace")
    other.add(ox.Quad(dataset, space, ox.Literal("https://news.example/"), dataset))
    assert prefixes_of(other)["entity"] == "https://news.example/entity/"


def test_the_default_graph_is_the_union(store: ox.Store) -> None:
    assert run(store, "ASK { entity:ida-falk kg:praised entity:tomas-brandt }") == "yes\n"
    assert run(store, "ASK { entity:ida-falk kg:endorsed entity:tomas-brandt }") == "no\n"


def test_a_table(store: ox.Store) -> None:
    table = run(store, "SELECT DISTINCT ?who ?age WHERE { ?who kg:spokesperson_for ?x . ?x kg:age ?age }")
    assert table == "who                age\n─────────────────  ───\nentity:emil-sorel   58\n"


def test_an_empty_table(store: ox.Store) -> None:
    assert run(store, "SELECT ?who WHERE { ?who kg:sued ?x }") == "who\n───\n"


def test_a_table_can_not_move_the_cursor(store: ox.Store) -> None:
    assert "\x1b" not in run(store, "SELECT ('a\\u001b[2Jb\\nc' AS ?x) {}")


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("csv", "name\nEmil Sorel\nIda Falk\nMara Lindqvist\nTomas Brandt\n"),
        ("tsv", '?name\n"Emil Sorel"@en\n"Ida Falk"@en\n"Mara Lindqvist"@en\n"Tomas Brandt"@en\n'),
    ],
)
def test_formats(store: ox.Store, format: str, expected: str) -> None:
    assert run(store, WHO.replace("SELECT", "SELECT DISTINCT"), format=format) == expected  # type: ignore[arg-type]


def test_json_is_the_standard_s(store: ox.Store) -> None:
    answer = json.loads(run(store, WHO, format="json"))
    assert answer["head"]["vars"] == ["name"]
    assert answer["results"]["bindings"][0]["name"]["value"] == "Emil Sorel"
    assert json.loads(run(store, "ASK {}", format="json"))["boolean"] is True


def test_construct_gives_turtle(store: ox.Store) -> None:
    turtle = run(store, "CONSTRUCT { ?a kg:told ?b } WHERE { ?a kg:called ?b }")
    assert turtle.endswith("entity:mara-lindqvist kg:told entity:tomas-brandt .\n")


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("", "query: empty"),
        ("SELECT ?x WHERE {\n  ?x foo:bar ?y }", "query: line 2: foo: is a prefix that nothing declares"),
        ("SELECT ?x WHERE {\n  ?x a kg:Person", "query: line 1: this { is never closed"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", "neither grouped nor counted"),
        ("DROP ALL", "query: line 1: DROP would change the graph"),
    ],
)
def test_a_bad_query(store: ox.Store, query: str, fault: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, query)
    assert fault in str(caught.value)
    assert not query or str(caught.value).splitlines()[-1].strip() == "^"


def test_which_query_is_meant(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("# Mine\nASK {}\n", encoding="utf-8")
    assert resolve_query(str(file)) == Query("# Mine\nASK {}\n", str(file))
    assert resolve_query("who-called-whom").title == "Who called whom?"
    assert resolve_query("ASK {}").text == "ASK {}"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("missing.rq", "missing.rq: can't be read: No such file"),
        ("who-called-who", "no query is called 'who-called-who'; did you mean who-called-whom"),
    ],
)
def test_no_such_query(text: str, fault: str) -> None:
    with pytest.raises(QueryError, match=fault):
        resolve_query(text)


def test_twenty_questions() -> None:
    assert len(NAMES) >= 20
    assert all(query.title.endswith("?") for query in catalogue())


@pytest.mark.parametrize("name", NAMES)
def test_a_packaged_query_declares_all_it_uses(store: ox.Store, name: str) -> None:
    text = resolve_query(name).text
    first = list(map(str, store.query(text, use_default_graph_as_union=True)))
    assert first == list(map(str, store.query(text, use_default_graph_as_union=True)))
    assert "ORDER BY" in text


def test_no_row_comes_twice(store: ox.Store) -> None:
    for query in catalogue():
        found = rows(store, query)
        assert len(found) == len(set(found)), query.name


def told(name: str, **changes: str) -> Query:
    """A packaged query about the people of the sample."""
    text = resolve_query(name).text
    for old, new in changes.items():
        text = text.replace(old, new)
    return Query(text, name)


SORELS_LINE = "Brandt, 58, carried Norland and has 226 electoral votes, his spokesman Emil Sorel said."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            told("who-called-whom"),
            [
                ("Mara Lindqvist", "Tomas Brandt", "alpha", "2024-03-05"),
                ("Mara Lindqvist", "Tomas Brandt", "beta", ""),
            ],
        ),
        (
            told("who-congratulated-whom"),
            [("Mara Lindqvist", "Tomas Brandt", "the article", "alpha")],
        ),
        (
            told("who-speaks-for-whom"),
            [("Emil Sorel", "Tomas Brandt", "alpha"), ("Emil Sorel", "Tomas Brandt", "gamma")],
        ),
        (
            told("states-won", **{"Donald Trump": "Tomas Brandt"}),
            [
                ("Tomas Brandt", "Eastvale", "beta"),
                ("Tomas Brandt", "Norland", "alpha"),
                ("Tomas Brandt", "Norland", "beta"),
            ],
        ),
        (
            told("figures-in-dispute"),
            [
                ("Tomas Brandt", "electoral votes", "226", "alpha"),
                ("Tomas Brandt", "electoral votes", "301", "beta"),
            ],
        ),
        (
            told("planned-not-yet-done"),
            [
                (
                    "Ida Falk",
                    "met with",
                    "Tomas Brandt",
                    "alpha",
                    "Brandt will meet Ida Falk in Westmark next week, and Falk might endorse him.",
                )
            ],
        ),
        (
            told("only-from-quotations"),
            [
                ("Mara Lindqvist", "thanked", "Tomas Brandt", "Emil Sorel", "alpha"),
                ("Tomas Brandt", "age", "58", "Emil Sorel", "alpha"),
                ("Tomas Brandt", "electoral votes", "226", "Emil Sorel", "alpha"),
            ],
        ),
        (
            told("about-a-person", **{"Kamala Harris": "Emil Sorel"}),
            [
                ("Emil Sorel", "spokesperson for", "Tomas Brandt", "affirmed", "actual", "alpha"),
                ("Emil Sorel", "spokesperson for", "Tomas Brandt", "affirmed", "actual", "gamma"),
            ],
        ),
        (
            told(
                "path-between-two-people",
                **{"Steven Cheung": "Emil Sorel", "Keir Starmer": "Prime Minister of Westmark"},
            ),
            [
                (
                    "3",
                    "Emil Sorel",
                    "spokesperson for",
                    "Tomas Brandt",
                    "praised",
                    "Ida Falk",
                    "holds office",
                    "Prime Minister of Westmark",
                )
            ],
        ),
        (
            told(
                "support-for-a-fact",
                **{"Kamala Harris": "Tomas Brandt", "kg:called": "kg:won", "Donald Trump": "Norland"},
            ),
            [
                ("alpha", "2024-03-06", SORELS_LINE, "Emil Sorel"),
                (
                    "beta",
                    "2024-03-07",
                    "Mr Brandt took Norland and Eastvale and stood at 301 electoral votes on 6 March.",
                    "",
                ),
            ],
        ),
        (
            told("best-supported-facts"),
            [
                ("Emil Sorel", "spokesperson for", "Tomas Brandt", "2", "2"),
                ("Mara Lindqvist", "called", "Tomas Brandt", "2", "2"),
                ("Tomas Brandt", "won", "Norland", "2", "2"),
            ],
        ),
        (
            told("what-is-denied"),
            [
                (
                    "Mara Lindqvist",
                    "conceded to",
                    "Ida Falk",
                    "actual",
                    "alpha",
                    "Lindqvist did not concede to Ida Falk.",
                )
            ],
        ),
        (
            told("who-said-what"),
            [
                ("alpha", "170", "Emil Sorel", "Ms Lindqvist thanked him — naïve or not,"),
                ("beta", "170", "", "The count is over."),
            ],
        ),
        (
            told("offices"),
            [("Ida Falk", "holds office", "Prime Minister of Westmark", "Westmark", "beta")],
        ),
        (
            told("articles-in-common"),
            [("alpha", "beta", "2"), ("alpha", "gamma", "1")],
        ),
        (told("contradictions"), []),
    ],
)
def test_answers(store: ox.Store, query: Query | str, expected: list[tuple[str, ...]]) -> None:
    assert rows(store, query) == expected


def test_the_timeline_starts_with_what_is_oldest(store: ox.Store) -> None:
    dates = [row[0] for row in rows(store, told("timeline"))]
    assert dates == sorted(dates) and dates[0] == "2023"


def test_the_best_connected_first(store: ox.Store) -> None:
    assert rows(store, told("best-connected"))[0] == ("Tomas Brandt", "5", "3")


def test_other_names(store: ox.Store) -> None:
    assert ("Mara Lindqvist", "Ms Lindqvist", "alpha") in rows(store, told("other-names"))


def test_what_is_alleged_or_possible(store: ox.Store) -> None:
    found = [row[:5] for row in rows(store, told("alleged-or-possible"))]
    assert found == [
        ("Ida Falk", "criticized", "Tomas Brandt", "affirmed", "alleged"),
        ("Ida Falk", "endorsed", "Tomas Brandt", "affirmed", "possible"),
    ]
