"""Questions to the hand-made graph."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample
from places import Run

from kg.errors import OutputError, QueryError
from kg.query.answers import base_of, open_store, prefixes_of, run, select
from kg.query.questions import Query, catalogue, resolve_query

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
    assert resolve_query(str(file)) == Query("# Mine\nASK {}\n", str(file), ())
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


def told(name: str, *values: str) -> Query:
    """A packaged query, with values."""
    return resolve_query(name).asked_with(values)


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
            told("states-won", "Tomas Brandt"),
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
            told("about-a-person", "Emil Sorel"),
            [
                ("Emil Sorel", "spokesperson for", "Tomas Brandt", "affirmed", "actual", "alpha"),
                ("Emil Sorel", "spokesperson for", "Tomas Brandt", "affirmed", "actual", "gamma"),
            ],
        ),
        (
            told("path-between-two-people", "Emil Sorel", "Prime Minister of Westmark"),
            [
                (
                    "3",
                    "Emil Sorel",
                    "spokesperson for →",
                    "Tomas Brandt",
                    "← praised",
                    "Ida Falk",
                    "holds office →",
                    "Prime Minister of Westmark",
                )
            ],
        ),
        (
            told("support-for-a-fact", "Tomas Brandt", "won", "Norland"),
            [
                ("Tomas Brandt", "won", "Norland", "alpha", "2024-03-06", SORELS_LINE, "Emil Sorel"),
                (
                    "Tomas Brandt",
                    "won",
                    "Norland",
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


# ---------------------------------------------------------------------------- where a query is wrong


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('ASK { ?x a "x }', 'a string that is never closed\n  ASK { ?x a "x }\n             ^'),
        ('ASK { ?x a """x" }', 'a string that is never closed\n  ASK { ?x a """x" }\n             ^'),
        ("ASK { ?x a ?y } }", "this } closes nothing\n  ASK { ?x a ?y } }\n                  ^"),
        ("ASK { FILTER(?x = 1 }", "} where ) is due\n  ASK { FILTER(?x = 1 }\n                      ^"),
        ("ASK {\n  ?x a [ }", "} where ] is due\n    ?x a [ }\n           ^"),
        ("ASK { FILTER(strlenn(?x)) }", "no function is called strlenn; did you mean STRLEN?\n"),
        ("ASK { FILTER(kg:near(?x)) }", "no function is called kg:near\n"),
        ("ASK { FILTER(<urn:f>(?x)) }", "no function is called <urn:f>\n"),
        ("SELCT ?x {}", "SELCT is no word of SPARQL; did you mean SELECT?\n  SELCT ?x {}\n  ^"),
        ("SELECT x { ?x a ?y }", "x is no word of SPARQL; a variable would be ?x\n"),
        ("ASK { ?x a <http://a.example/b c> }", "an IRI can't hold a space\n"),
        ("ASK { ?x a <thing> }", "an IRI that begins with no scheme (as https:), and no BASE\n"),
        ("PREFIX x <urn:x> ASK {}", "a prefix ends with a colon, as in x:\n"),
        ("PREFIX x: <urn:x#> ASK { x:a y:b x:c }", "y: is a prefix that nothing declares\n"),
        (
            "SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }",
            "?x is a variable that is neither grouped nor counted\n"
            "  SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }\n         ^",
        ),
        ("SELECT * { ?x a ?y } GROUP BY ?y", "* can't be selected from groups: name the variables\n"),
        ("ASK { ?x a ?y . ?x ?y }", "not SPARQL from here on\n  ASK { ?x a ?y . ?x ?y }\n"),
        ("ASK { ?x a ?y } ORDER ?x", "not SPARQL from here on\n  ASK { ?x a ?y } ORDER ?x\n"),
        ("ASK { '日本' a \t é:x }", "é: is a prefix that nothing declares\n  ASK { '日本' a   é:x }\n"),
    ],
)
def test_the_fault_and_its_place(store: ox.Store, query: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, query)
    assert told in str(caught.value)


def test_the_caret_stands_under_wide_letters_and_after_tabs(store: ox.Store) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, "# e\u0301\nASK {\t'日本e\u0301' a foo:x }")
    line, caret = str(caught.value).splitlines()[1:]
    assert line == "  ASK { '日本e\u0301' a foo:x }"
    assert caret.index("^") == 2 + len("ASK { '----e' a ")


@pytest.mark.parametrize("verb", ["INSERT DATA", "DELETE WHERE", "PREFIX a: <urn:a> # x\nWITH a:b DELETE"])
def test_updates_are_refused(store: ox.Store, verb: str) -> None:
    with pytest.raises(QueryError, match=r"would change the graph, .* `kg add` and `kg remove` change"):
        run(store, f"{verb} {{ <urn:a> <urn:b> 1 }}")


def test_words_of_updates_elsewhere_are_no_updates(store: ox.Store) -> None:
    assert run(store, "ASK { FILTER('DROP ALL' = 'SERVICE') } # INSERT") == "no\n"
    assert run(store, "PREFIX drop: <urn:x#> ASK { FILTER(drop:service != <urn:load>) }") == "yes\n"


def test_a_query_s_own_dataset(store: ox.Store) -> None:
    everything = run(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv")
    alpha = run(store, "SELECT (COUNT(*) AS ?n) FROM article:alpha { ?s ?p ?o }", format="csv")
    assert 0 < int(alpha.split()[1]) < int(everything.split()[1])


def test_a_format_of_another_kind(store: ox.Store) -> None:
    with pytest.raises(
        QueryError, match="makes triples, which can't be written as csv; ttl, nt, rdf or json"
    ):
        run(store, "CONSTRUCT WHERE { ?s ?p ?o }", format="csv")
    with pytest.raises(QueryError, match="asks, which can't be written as ttl; table, csv, json, tsv or xml"):
        run(store, "ASK {}", format="ttl")


def test_many_rows_and_triples(store: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than are looked at ahead: the columns stay as they are, the triples are all there."""
    monkeypatch.setattr("kg.query.answers.ROWS_READ_AHEAD", 10)
    table = run(store, "SELECT ?s ?p { ?s ?p ?o } ORDER BY STRLEN(STR(?s)) LIMIT 3000").splitlines()
    assert table[0].startswith("s  ") and len(table) > 100
    many = "CONSTRUCT WHERE { ?s ?p ?o }"
    parsed = set(ox.parse(run(store, many, format="ttl"), ox.RdfFormat.TURTLE))
    assert len(parsed) > 100
    assert parsed == set(ox.parse(run(store, many, format="nt"), ox.RdfFormat.N_TRIPLES))
    assert parsed == set(ox.parse(run(store, many, format="jsonld"), ox.RdfFormat.JSON_LD))
    assert parsed == set(ox.parse(run(store, many, format="rdf"), ox.RdfFormat.RDF_XML))


# ------------------------------------------------------------------------------------- the command

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write(tmp_path_factory.mktemp("sample"))


def test_a_time_limit(folder: Path, run: Run) -> None:
    process = run("query", folder, ENDLESS, "--timeout", "0.3")
    assert (process.returncode, process.stdout) == (124, "")
    assert process.stderr == "kg: error: query: not done after 0.3 seconds; --timeout SECONDS gives it more\n"


@pytest.mark.parametrize(("limit", "said"), [("0", "yes\n"), ("inf", "yes\n"), ("none", ""), ("-1", "")])
def test_no_time_limit(folder: Path, run: Run, limit: str, said: str) -> None:
    process = run("query", folder, "ASK {}", "--timeout", limit)
    assert process.stdout == said
    assert "Traceback" not in process.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["ASK {}", "-f", "xml"], "<boolean>true</boolean>"),
        (["SELECT (1 AS ?x) {}", "-f", "csv"], "x\n1\n"),
        (["DESCRIBE entity:ida-falk"], "entity:ida-falk a kg:Agent"),
        (["CONSTRUCT { <urn:a> <urn:b> 'é' } {}", "-f", "nt"], '<urn:a> <urn:b> "é" .\n'),
        (["CONSTRUCT { <urn:a> <urn:b> 'é' } {}", "-f", "jsonld"], '"@value":"é"'),
    ],
)
def test_what_the_command_writes(folder: Path, run: Run, arguments: list[str], expected: str) -> None:
    process = run("query", folder, *arguments)
    assert (process.returncode, process.stderr) == (0, "")
    assert expected in process.stdout


def test_a_large_answer_streams_and_the_reader_may_go(folder: Path) -> None:
    """Far more than memory would hold."""
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    for format in ("table", "json"):
        command = f"{sys.executable} -m kg query {folder} '{endless}' -f {format} | head -c 100"
        process = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60)
        assert (len(process.stdout), process.stderr) == (100, b"")


def test_an_interrupt(folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "kg",
        "query",
        str(folder),
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "kg: interrupted\n")
