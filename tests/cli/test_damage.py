"""A damaged folder whose manifest agrees with it: every command says in one line what is wrong, or works."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sample
from places import Run
from typer.testing import CliRunner

from kg.build import workers
from kg.build.pipeline import build
from kg.cli import app
from kg.extract import Extractor
from kg.ontology.package import Ontology

ROWS = (
    {"id": "alpha", "text": "Mira Holt, the president of Norland, called Tobias Reyes. “We won,” Holt said."},
    {"id": "beta", "text": "Holt met Ida Falk in Paris. Falk worked on boats with Ana Cruz."},
)
COMMANDS = (
    ["why", "DIR", "Mira Holt", "called", "Tobias Reyes"],
    ["why", "DIR", "--entity", "Ida Falk"],
    ["gaps", "DIR"],
    ["verify", "DIR"],
    ["draw", "DIR"],
    ["export", "DIR", "--jsonld", "--output", "DIR/graph.jsonld"],
    ["diff", "DIR", "WHOLE"],
    ["remove", "DIR", "alpha"],
    ["add", "DIR", "nothing.txt"],
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor, ontology: Ontology) -> Path:
    """A built folder, not to be changed."""
    folder = tmp_path_factory.mktemp("whole")
    rows = folder / "rows.jsonl"
    rows.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Extractor", lambda ontology, model: extractor)
        build([str(rows)], output=folder / "graph", ontology=ontology)
    return folder / "graph"


def record(change: Callable[[dict[str, list[dict[str, object]]]], object]) -> Callable[[bytes], bytes]:
    """A change of the first record."""

    def changed(content: bytes) -> bytes:
        first, rest = content.split(b"\n", 1)
        value = json.loads(first)
        change(value)
        return json.dumps(value).encode() + b"\n" + rest

    return changed


def literal(before: str, after: str) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(before.encode(), after.encode())


POSITION = 'oa#start> "0"^^<http://www.w3.org/2001/XMLSchema#integer>'
DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "no text": ("articles.jsonl", lambda content: content.replace(b"a", b"\xff", 1), "line 1: not UTF-8"),
    "deep": (
        "articles.jsonl",
        lambda content: b"[" * 100_000 + b"\n" + content,
        "line 1: not a record: nested",
    ),
    "no entity": (
        "articles.jsonl",
        record(lambda value: value["findings"][0].update(subject=99)),
        "line 1: not a record: findings[0].subject: there is no entity 99",
    ),
    "before the first": (
        "articles.jsonl",
        record(lambda value: value["mentions"][0].update(entity=-1)),
        "line 1: not a record: mentions[0].entity: there is no entity -1",
    ),
    "no place": (
        "articles.jsonl",
        record(lambda value: value["mentions"][0].update(end=10**9)),
        "line 1: not a record: mentions[0]: characters",
    ),
    "half a sign": (
        "articles.jsonl",
        lambda content: content.replace(b'"text":"', b'"text":"\\ud83d', 1),
        "line 1: not a record: not Unicode",
    ),
    "another ontology": (
        "articles.jsonl",
        record(lambda value: value["entities"][0].update(kind="Wizard")),
        "'Wizard' of the articles is not in the ontology in",
    ),
    "no number": ("graph.nq", literal(POSITION, 'oa#start> "abc"'), "'abc', which is no place in a text"),
    "long number": (
        "graph.nq",
        literal(POSITION, POSITION.replace("0", "9" * 5000, 1)),
        "which is no place in a text",
    ),
    "triple term": (
        "graph.nq",
        lambda content: content + b"<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> <urn:g> .\n",
        "",
    ),
    "half a line": ("graph.nq", lambda content: content[:-9], "graph.nq: line "),
    "bytes": ("graph.nq", lambda content: content.replace(b'"Mira', b'"\xff', 1), "graph.nq: line "),
    "odd base": ("graph.nq", literal('void#uriSpace> "', 'void#uriSpace> "no base'), "can't be the base"),
    "summary": (
        "summary.json",
        lambda content: b"[" * 100_000,
        "summary.json: is not the summary of a build",
    ),
}


#: One of each file and kind; CI tries all.
QUICK = {"deep", "half a line", "bytes", "odd base", "summary"}


@pytest.fixture(
    params=[name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in DAMAGES]
)
def damaged(request: pytest.FixtureRequest, whole: Path, tmp_path: Path) -> tuple[Path, str]:
    name, change, fault = DAMAGES[request.param]
    folder = Path(shutil.copytree(whole, tmp_path / "graph"))
    before = (folder / name).read_bytes()
    (folder / name).write_bytes(change(before))
    assert (folder / name).read_bytes() != before
    return sample.signed(folder), fault


def test_every_command_says_it_in_one_line(damaged: tuple[Path, str], whole: Path) -> None:
    folder, fault = damaged
    told = []
    for command in COMMANDS:
        names = {"DIR": str(folder), "WHOLE": str(whole)}
        arguments = [names.get(part, part.replace("DIR", str(folder))) for part in command]
        result = CliRunner().invoke(app, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), command
        if result.stderr and command[0] not in ("add", "verify"):
            assert result.stderr.startswith("kg: error: "), command
            assert result.stderr.count("\n") == 1, (command, result.stderr)
        told.append(result.stderr)
        if command[0] == "verify":
            assert result.exit_code == 1
    assert any(fault in line for line in told)


def test_a_query_of_a_damaged_graph(whole: Path, tmp_path: Path, run: Run) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "graph"))
    (folder / "graph.nq").write_bytes((folder / "graph.nq").read_bytes()[:-9])
    process = run("query", sample.signed(folder), "ASK {}")
    assert process.returncode == 1
    assert process.stderr.startswith(f"kg: error: {folder}/graph.nq: line ")
    assert process.stderr.count("\n") == 1
