"""The command as users run it: what it prints, where, and how it exits."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from places import ROOT, Run

from kg import __version__

ARTICLE = "Kamala Harris called Donald Trump on Wednesday.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def last_line(process: subprocess.CompletedProcess[str]) -> str:
    return process.stderr.splitlines()[-1]


# ----------------------------------------------------------------------------------------------- build


def test_bad_articles_are_listed_and_the_good_ones_built(news: Path, tmp_path: Path, run: Run) -> None:
    (news / "empty.txt").touch()
    (news / "latin.txt").write_bytes(b"Caf\xe9 society met.")
    (news / "zeros.txt").write_bytes(b"Harris\0called")
    with (news / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (news / "rows.jsonl").write_text(
        '{"id": "row", "text": "Tim Walz thanked Joe Biden."}\n{"id": \n{"id": "good", "text": "Twice."}\n'
    )
    (tmp_path / "void").mkdir()
    output = tmp_path / "out"
    process = run("build", "news", "nowhere.txt", "void", "--output", "out", cwd=tmp_path)
    assert process.returncode == 2
    assert process.stderr == ""
    for line in (
        "articles    2",
        "skipped     8:",
        "  news/empty.txt: is empty",
        "  news/latin.txt: is not UTF-8: byte 0xe9 at offset 3",
        "  news/zeros.txt: is not plain UTF-8 text: U+0000 at offset 6 of its text",
        "  news/huge.txt: is too large for one article: 50,000,000 bytes, the limit is 10,000,000",
        "  news/rows.jsonl, line 2: is not JSON: Expecting value (column 7)",
        "  news/rows.jsonl, line 3: has the id 'good', which news/good.txt has already",
        "  nowhere.txt: there is no such file or folder",
        "  void: no articles there (.txt, .md, .html, .htm, .jsonl, .csv)",
    ):
        assert line in process.stdout.splitlines()
    summary = json.loads((output / "summary.json").read_text(encoding="utf-8"))
    assert summary["articles"] == 2
    assert len(summary["skipped"]) == 8


BAD_BUILDS = {
    "no article": (["void"], "void: no articles there (.txt, .md, .html, .htm, .jsonl, .csv)"),
    "no model": (
        ["news", "--model", "no_such_model"],
        "model 'no_such_model': not installed",
    ),
    "no ontology": (["news", "--ontology", "void"], "kg.ttl"),
    "a mistake in the ontology": (["news", "--ontology", "wrong"], "kg.ttl: line 1"),
    "unwritable": (["news", "--output", "news/good.txt"], "news/good.txt: can't be written: "),
    "a bad base": (["news", "--base", "not an IRI"], "'not an IRI' can't be the base of IRIs"),
}


@pytest.mark.parametrize("case", BAD_BUILDS)
def test_what_stops_a_build_is_one_line(news: Path, tmp_path: Path, run_here: Run, case: str) -> None:
    arguments, fault = BAD_BUILDS[case]
    (tmp_path / "void").mkdir()
    shutil.copytree(ROOT / "ontology", tmp_path / "wrong")
    (tmp_path / "wrong" / "kg.ttl").write_text("kg:called a owl:ObjectProperty")
    before = sorted(tmp_path.rglob("*"))
    process = run_here("build", *arguments, cwd=tmp_path)
    assert process.returncode == 1
    assert process.stdout == ""
    assert process.stderr.count("\n") == 1
    assert process.stderr.startswith("kg: error: ")
    assert fault in process.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["Person", pytest.param("Office", marks=pytest.mark.slow)])
def test_no_class_needs_the_name_that_ours_has(tmp_path: Path, run_here: Run, name: str) -> None:
    """English asks for types of things; what a class is called is the ontology's own."""
    (tmp_path / "a.txt").write_text("Mira Holt, the president of Chile, called Tobias Reyes.")
    for file in (other := shutil.copytree(ROOT / "ontology", tmp_path / "other")).rglob("*.t*"):
        file.write_text(re.sub(rf"\b{name}\b", f"{name}X", file.read_text("utf-8")), "utf-8")
    process = run_here("build", "a.txt", "--ontology", other, cwd=tmp_path)
    assert (process.returncode, process.stderr) == (0, "")
    built = (tmp_path / "output" / "graph.nq").read_text("utf-8")
    assert f"ontology#{name}X>" in built
    assert f"ontology#{name}>" not in built


def test_debug_shows_where_an_error_comes_from(tmp_path: Path, run: Run) -> None:
    process = run("--debug", "build", tmp_path)
    assert process.returncode == 1
    assert "Traceback" in process.stderr
    assert "InputError" in process.stderr


def test_on_a_terminal_there_is_a_progress_bar(news: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", str(news), "--output", str(tmp_path / "out")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=environment, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert b"reading" in shown
    assert b"reading" not in process.stdout


# --------------------------------------------------------------------------------- what is built


def test_a_question_is_answered_in_every_format(built: Path, run: Run) -> None:
    question = "SELECT ?who WHERE { ?call kg:called ?whom . ?call rdfs:label ?who } ORDER BY ?who"
    table = run("query", built, question)
    assert table.returncode == 0, table.stderr
    assert "Kamala Harris" in table.stdout
    assert run("query", built, question, "--format", "csv").stdout.splitlines()[0] == "who"
    assert json.loads(run("query", built, question, "--format", "json").stdout)["head"]["vars"] == ["who"]
    assert run("query", built, question, "--format", "tsv").stdout.splitlines()[0] == "?who"


def test_the_packaged_queries_are_listed_and_run_by_name(built: Path, run: Run) -> None:
    lines = run("query", built, "--list").stdout.splitlines()
    assert len(lines) == len(list((ROOT / "queries").glob("*.rq"))) >= 20
    assert lines[0].split(maxsplit=2)[:2] == ["about-a-person", "[NAME]"]
    assert run("query", "--list").stdout.splitlines() == lines
    process = run("query", built, lines[0].split()[0])
    assert process.returncode == 0
    assert process.stdout


@pytest.mark.parametrize(
    ("arguments", "row"),
    [
        (["about-a-person", "keir starmer"], "Keir Starmer,congratulated,Donald Trump,affirmed,actual,"),
        (
            ["about-a-person"],
            "Kamala Harris,called,Donald Trump,affirmed,actual,",
        ),  # the best connected: Trump
        (["states-won", "Trump"], "Donald Trump,Georgia,"),
        (["states-won"], "Donald Trump,Georgia,"),
        (["support-for-a-fact", "Steven Cheung", "spokesperson_for"], "Steven Cheung,spokesperson for,"),
        (["support-for-a-fact", "", "defeated"], "Donald Trump,defeated,"),
        (
            ["path-between-two-people", "Keir Starmer", "Kamala Harris"],
            "2,Keir Starmer,congratulated →,Donald Trump,← called,",
        ),
        (["path-between-two-people", "Kamala Harris"], "1,Kamala Harris,called →,,,,,Donald Trump"),
    ],
)
def test_packaged_queries_take_values(built: Path, run: Run, arguments: list[str], row: str) -> None:
    process = run("query", built, *arguments, "--format", "csv")
    assert process.stderr == ""
    assert any(line.startswith(row) for line in process.stdout.splitlines()), process.stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (
            ["about-a-person", "Kiera Starmer"],
            "nothing in the graph is called 'Kiera Starmer'; did you mean Keir",
        ),
        (["SELECT * { ?a kg:caled ?b }"], "kg:caled is unknown in this graph; did you mean kg:called?"),
        (
            ["SELECT * { entity:joe-bidden ?p ?o }"],
            "entity:joe-bidden is unknown in this graph; did you mean",
        ),
        (['SELECT * { ?a rdfs:label "Joe Biden" }'], 'without a language; did you mean "Joe Biden"@en?'),
        (['SELECT * { ?a rdfs:label ?n FILTER(?n = "Joe Biden") }'], 'did you mean "Joe Biden"@en?'),
    ],
)
def test_what_the_graph_does_not_have_gets_a_hint(
    built: Path, run: Run, arguments: list[str], hint: str
) -> None:
    process = run("query", built, *arguments)
    assert process.returncode == 0
    assert process.stderr.startswith("kg: hint: ")
    assert hint in process.stderr
    assert process.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "question",
    [
        'SELECT * { ?a rdfs:label ?n FILTER(STR(?n) = "Joe Biden") }',
        'SELECT * { ?a rdfs:label "Joe Biden"@en ; kg:age ?n }',
        'PREFIX own: <https://own.example/> SELECT * { ?a own:caled ?b ; rdfs:label "Nobody at all" }',
        "SELECT * { ?a kg:founded ?b }",
    ],
)
def test_other_questions_get_no_hint(built: Path, run: Run, question: str) -> None:
    assert run("query", built, question).stderr == ""


def test_a_query_takes_no_more_values_than_it_has(built: Path, run: Run) -> None:
    process = run("query", built, "who-called-whom", "Joe Biden")
    assert process.returncode == 1
    assert process.stderr == (
        "kg: error: who-called-whom: takes no values, not 1 (`kg query --list` shows all)\n"
    )


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["SELECT ?x WHERE { ?x kg:called }"], "line 1"),
        (["no-such-query"], "no query is called 'no-such-query'"),
        (["missing.rq"], "missing.rq: can't be read: No such file or directory"),
    ],
)
def test_a_bad_question_is_one_clear_error(built: Path, run: Run, arguments: list[str], fault: str) -> None:
    process = run("query", built, *arguments)
    assert process.returncode == 1
    assert process.stderr.startswith("kg: error: ")
    assert fault in process.stderr.splitlines()[0]


@pytest.mark.parametrize(
    "command", [["query", "SELECT * {}"], ["why", "a", "called", "b"], ["verify"], ["draw"]]
)
def test_a_folder_without_a_graph_is_one_clear_error(tmp_path: Path, run: Run, command: list[str]) -> None:
    process = run(command[0], tmp_path, *command[1:])
    assert process.returncode == 1
    assert process.stderr.startswith(f"kg: error: {tmp_path}/graph.nq: ")
    assert list(tmp_path.iterdir()) == []


def test_a_query_is_needed(built: Path, run: Run) -> None:
    process = run("query", built)
    assert process.returncode == 2
    assert "a query is needed, or --list" in process.stderr


def test_why_shows_the_sentences(built: Path, run: Run) -> None:
    process = run("why", built, "Kamala Harris", "called", "Donald Trump")
    assert process.returncode == 0, process.stderr
    assert "Kamala Harris called Donald Trump to concede the election" in process.stdout
    assert "000_fd80a7fa3833ec3f" in process.stdout


def test_why_shows_the_rules_of_grammar(built: Path, run: Run) -> None:
    process = run("why", built, "Kamala Harris", "called", "Donald Trump", "--grammar")
    assert process.returncode == 0
    assert "    grammar verb call: subject own\n" in process.stdout


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["Kamala Harris", "phoned", "Donald Trump"], "Kamala Harris called Donald Trump"),
        (["Kamala Harris", "telephones", "Donald Trump"], "Kamala Harris called Donald Trump"),
        (["Kamala Harris", "called"], "Kamala Harris called Donald Trump"),
        (["Steven Cheung"], "Steven Cheung spokesperson_for Donald Trump campaign"),
    ],
)
def test_why_takes_verbs_and_fewer_words(built: Path, run: Run, arguments: list[str], shown: str) -> None:
    process = run("why", built, *arguments)
    assert process.returncode == 0, process.stderr
    assert shown in process.stdout.splitlines()


def test_why_needs_a_known_property(built: Path, run: Run) -> None:
    process = run("why", built, "Kamala Harris", "bakes", "Donald Trump")
    assert process.stderr.startswith("kg: error: no property is called 'bakes'")


def test_help_is_not_cut(run: Run) -> None:
    lines = run("--help", env={**os.environ, "COLUMNS": "80"}).stdout.splitlines()
    assert not [line for line in lines[1:] if line.endswith("...")]  # the first is the usage
    assert "--install-completion" in "\n".join(lines)


def test_shells_complete_commands(run: Run) -> None:
    asked = {"_KG_COMPLETE": "complete_bash", "COMP_WORDS": "kg ver", "COMP_CWORD": "1"}
    assert run(env={**os.environ, **asked}).stdout.split() == ["verify"]


def test_why_has_no_answer_to_what_nobody_says(built: Path, run: Run) -> None:
    process = run("why", built, "Donald Trump", "spouse_of", "Kamala Harris")
    assert (process.returncode, process.stdout) == (1, "")
    assert process.stderr == f"kg: nothing in {built} says that\n"


def test_a_fresh_graph_is_verified(built: Path, run: Run) -> None:
    process = run("verify", built)
    assert process.returncode == 0, process.stdout
    assert process.stdout.startswith(f"{built}: no problems found")


def test_a_graph_that_was_tampered_with_is_not(built: Path, tmp_path: Path, run: Run) -> None:
    wrong = tmp_path / "wrong"
    shutil.copytree(built, wrong)
    records = wrong / "articles.jsonl"
    records.write_text(
        records.read_text(encoding="utf-8").replace("several hours after", "several weeks after")
    )
    process = run("verify", wrong)
    assert process.returncode == 1
    assert "000_fd80a7fa3833ec3f" in process.stdout
    assert last_line(process).startswith("kg: ")


def test_draw_writes_the_page_that_build_writes(built: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "new" / "picture.html"
    assert run("draw", built, "--output", target).returncode == 0
    assert target.read_bytes() == (built / "graph.html").read_bytes()


# ------------------------------------------------------------------------------------- manners


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout == f"news-kg {__version__}\n"
    assert all(name in run("--help").stdout for name in ("build", "query", "why", "verify", "draw"))


def test_a_reader_that_goes_away_is_no_error(built: Path) -> None:
    command = f"{sys.executable} -m kg query {built} 'SELECT * WHERE {{ ?s ?p ?o }}' | head -1"
    process = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
    assert process.stderr == ""
    assert process.stdout.count("\n") == 1


#: A line of the shell for each command that prints; {} is a built folder.
PRINTING = (
    "--help",
    "--version",
    "query --help",
    "query {} who-called-whom",
    "query {} who-called-whom --format csv",
    "query {} --list",
    "why {} 'Kamala Harris' called 'Donald Trump'",
    "verify {}",
    "gaps {}",
    "diff {} {}",
    "export {} --jsonld",
    "draw {} --output page.html",
    "ontology --output terms.html",
    "build news --output out",
    "add {} news",
    "remove {} 000_fd80a7fa3833ec3f",
    "serve {} --port 0",
    "propositions news/good.txt",
)


#: Where printed text can't go, and what is said of it.
NOWHERE = {"> /dev/full": "no space left on device", ">&-": "it is closed"}
QUICK = ("--help", "query {} who-called-whom", "gaps {}")


@pytest.mark.parametrize(
    ("line", "to"),
    [
        pytest.param(line, to, marks=[] if line in QUICK else [pytest.mark.slow])
        for line in PRINTING
        for to in NOWHERE
    ],
)
def test_standard_output_that_takes_nothing_is_one_line(
    built: Path, news: Path, run_line: Run, line: str, to: str
) -> None:
    shutil.copytree(built, news.parent / "graph")
    process = run_line(f"{line.replace('{}', 'graph')} {to}", cwd=news.parent)
    assert process.stderr == f"kg: error: standard output: can't be written: {NOWHERE[to]}\n"
    assert process.returncode == (2 if line.startswith("diff") else 1)


def test_no_other_stream_is_needed(built: Path, run_line: Run) -> None:
    assert run_line(f"query {built} who-called-whom <&- 2>&-").stdout.startswith("caller")
    process = run_line("propositions - <&-")
    assert process.stderr == "kg: error: standard input: can't be read: it is closed\n"


DIGITS = "9" * 5000


@pytest.mark.parametrize(
    "name",
    [
        "KG_CACHE_MB",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("KG_CACHE", "COLUMNS", "LINES")),
    ],
)
def test_a_number_of_any_length_in_the_environment_is_no_traceback(
    news: Path, run: Run, tmp_path: Path, name: str
) -> None:
    process = run("build", news, "--output", tmp_path / "out", env={**os.environ, name: DIGITS})
    fault = "kg: error: KG_CACHE_MB: '99999999999999999999' is no number of megabytes\n"
    assert process.stderr == (fault if name == "KG_CACHE_MB" else "")


@pytest.mark.parametrize(
    "arguments", ["query {} {} --timeout", "gaps {} --least", "serve {} --port", "build {} --jobs"]
)
def test_a_number_of_any_length_in_an_option_is_no_traceback(
    tmp_path: Path, run: Run, arguments: str
) -> None:
    process = run(*arguments.replace("{}", str(tmp_path)).split(), DIGITS)
    assert process.returncode != 0
    assert "Traceback" not in process.stderr


def test_names_are_shown_in_any_locale(built: Path, run: Run) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    process = run("query", built, "SELECT ('naïve Zoë' AS ?name) {}", env=environment)
    assert process.returncode == 0
    assert "na\\xefve Zo\\xeb" in process.stdout


def test_a_question_does_not_wait_for_spacy(built: Path) -> None:
    program = (
        "import sys; from kg.cli import app\n"
        f"try: app(['query', {str(built)!r}, 'SELECT * {{}}'])\n"
        "except SystemExit: pass\n"
        "assert 'pyoxigraph' in sys.modules and 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL, timeout=60)


@pytest.mark.slow
def test_the_wheel_works_in_any_folder(tmp_path: Path, news: Path) -> None:
    """Installed on its own beside the libraries of this environment, far from the checkout."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("ontology", "queries"):
        expected = {file for file in (ROOT / kind).rglob("*") if file.is_file()}
        assert {f"kg/_data/{file.relative_to(ROOT)}" for file in expected} <= packed
    tables = {str(file.relative_to(ROOT)) for file in (ROOT / "kg/extract/english").glob("*.tsv")}
    assert tables and tables <= packed

    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    (libraries,) = (tmp_path / "venv" / "lib").glob("python3*/site-packages")
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(libraries), str(wheel)], check=True, timeout=60
    )
    (libraries / "others.pth").write_text(
        "\n".join(path for path in sys.path if path.endswith("site-packages"))
    )
    kg = [str(tmp_path / "venv" / "bin" / "python"), "-I", "-m", "kg"]
    where = subprocess.run(
        [kg[0], "-I", "-c", "import kg; print(kg.__file__)"], capture_output=True, text=True, cwd=tmp_path
    )
    assert str(libraries) in where.stdout
    built = subprocess.run([*kg, "build", "news"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert built.returncode == 0, built.stderr
    question = [*kg, "query", "output", "SELECT ?a ?b { ?a kg:called ?b }", "--format", "csv"]
    asked = subprocess.run(question, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "kamala-harris" in asked.stdout
    listed = subprocess.run([*kg, "query", "output", "--list"], cwd=tmp_path, capture_output=True, text=True)
    assert len(listed.stdout.splitlines()) >= 20
