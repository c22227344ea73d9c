"""A folder whose files aren't those of its manifest is refused by every command, with one line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sample
from places import Run
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import OutputError
from kg.storage.manifest import MANIFEST, UNFINISHED, checked, manifest

COMMANDS = (
    ["why", "DIR", "a", "called", "b"],
    ["why", "DIR", "--entity", "a"],
    ["gaps", "DIR"],
    ["verify", "DIR"],
    ["draw", "DIR"],
    ["export", "DIR", "--jsonld"],
    ["diff", "DIR", "DIR"],
    ["add", "DIR", "nothing.txt"],
    ["remove", "DIR", "alpha"],
    ["load", "DIR", "--endpoint", "http://127.0.0.1:9/store"],
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "graph")


def appended(name: str, text: str = "\n") -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / name).open("a") as file:
            file.write(text)

    return change


def linked(folder: Path) -> None:
    (folder / "graph.ttl").rename(folder / "elsewhere")
    (folder / "graph.ttl").symlink_to("elsewhere")


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "unfinished": (
        lambda folder: (folder / MANIFEST).write_bytes(UNFINISHED),
        "{0}: a build was cut off while it replaced the files; build the graph again with `kg build`",
    ),
    "longer": (
        appended("graph.ttl"),
        "{0}/graph.ttl: has {1} bytes, and manifest.json says {2}; build the graph again with `kg build`",
    ),
    "missing": (
        lambda folder: (folder / "graph.trig").unlink(),
        "{0}/graph.trig: no such file, and manifest.json names it; build the graph again with `kg build`",
    ),
    "link": (linked, "{0}/graph.ttl: is no plain file; build the graph again with `kg build`"),
    **{
        text: (
            lambda folder, text=text: (folder / MANIFEST).write_bytes(text.encode()),  # type: ignore[misc]
            "{0}/manifest.json: is not the manifest of a built graph; build the graph again with `kg build`",
        )
        for text in (
            *("", "{", "[]", "[" * 100_000, "{}", '{"files": 3}', '{"files": {}}', '{"files": {"a": 1}}'),
            '{"files": {"../secret": {"bytes": 1, "sha256": "0"}}}',
            '{"files": {"a": {"bytes": "1", "sha256": "0"}}}',
        )
    },
}


def line(folder: Path, fault: str) -> str:
    size = (folder / "graph.ttl").stat().st_size
    return fault.format(folder, f"{size:,}", f"{size - 1:,}")


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_agree_is_told(folder: Path, name: str) -> None:
    change, fault = FAULTS[name]
    change(folder)
    with pytest.raises(OutputError) as caught:
        checked(folder, "graph.nq")
    assert str(caught.value) == line(folder, fault)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:3]))
@pytest.mark.parametrize("name", ["unfinished", "longer", "missing"])
def test_every_command_refuses(folder: Path, command: list[str], name: str) -> None:
    change, fault = FAULTS[name]
    change(folder)
    result = CliRunner().invoke(app, [str(folder) if part == "DIR" else part for part in command])
    assert (result.exit_code, result.stdout) == (2 if command[0] == "diff" else 1, "")
    assert result.stderr == f"kg: error: {line(folder, fault)}\n"


@pytest.mark.parametrize("command", [["query", "ASK {}"], ["serve", "--port", "0"]])
def test_those_that_start_a_process_refuse_too(folder: Path, run: Run, command: list[str]) -> None:
    change, fault = FAULTS["longer"]
    change(folder)
    process = run(command[0], folder, *command[1:])
    assert (process.returncode, process.stdout) == (1, "")
    assert process.stderr == f"kg: error: {line(folder, fault)}\n"


def test_the_manifest_of_some_files() -> None:
    assert json.loads(manifest({"b": b"", "a": b"abc"})) == {
        "files": {
            "a": {"bytes": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
            "b": {"bytes": 0, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        }
    }


def test_a_build_names_all_its_files(built: Path) -> None:
    files = {path.name: path.read_bytes() for path in built.iterdir() if path.name != MANIFEST}
    assert (built / MANIFEST).read_bytes() == manifest(files)


@pytest.mark.parametrize(
    ("code", "command"),
    [
        (0, ["why", "DIR", "Mara Lindqvist", "called", "Tomas Brandt"]),
        (0, ["gaps", "DIR"]),
        (0, ["draw", "DIR", "--output", "DIR/drawn.html"]),
        (0, ["export", "DIR", "--rdf12", "--output", "DIR/graph12.trig"]),
        (0, ["diff", "DIR", "DIR"]),
        (1, ["verify", "DIR"]),
        (1, ["remove", "DIR", "alpha"]),
        (1, ["add", "DIR", "nothing.txt"]),
    ],
)
def test_a_folder_of_an_earlier_version_can_be_read(folder: Path, code: int, command: list[str]) -> None:
    sample.aged(folder)
    result = CliRunner().invoke(app, [part.replace("DIR", str(folder)) for part in command])
    assert result.exit_code == code, result.output
    if code:
        what = "verified" if command[0] == "verify" else "changed"
        assert result.stderr == (
            f"kg: error: {folder}: holds a graph of another version of `kg`, "
            f"which can be read but not {what}; `kg build ARTICLES... --output {folder}` builds it again\n"
        )


def test_a_folder_of_an_earlier_version_can_be_queried(folder: Path, run: Run) -> None:
    process = run("query", sample.aged(folder), "ASK { ?someone kg:called ?another }")
    assert (process.returncode, process.stdout, process.stderr) == (0, "yes\n", "")
