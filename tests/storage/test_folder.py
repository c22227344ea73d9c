"""A built folder: replaced whole or not at all, by one at a time."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sample

from kg import interrupts
from kg.errors import OutputError
from kg.inspect.verify import verify
from kg.ontology.package import Ontology
from kg.query.store import open_store
from kg.storage.folder import read_records, replacing
from kg.storage.manifest import MANIFEST, manifest


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_files_take_their_place_together(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with replacing(tmp_path) as write:
        write({"a": b"new", "b": b"new"})
    assert content(tmp_path) == {"a": b"new", "b": b"new"}


def test_a_folder_in_the_place_of_a_file_is_found_before_anything_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").mkdir()
    with (
        pytest.raises(OutputError, match="can't be written: b is a folder there"),
        replacing(tmp_path) as write,
    ):
        write({"a": b"new", "b": b"new"})
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


# --------------------------------------------------------------------------- a graph in another's place


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph, not to be changed."""
    return sample.write(tmp_path_factory.mktemp("old"))


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of another graph, some of them as long as the old one's, and one file more."""
    folder = sample.write(tmp_path_factory.mktemp("new"))
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes().replace(b"Brandt", b"Brandl"))
    (folder / "summary.json").write_bytes(b"{}")
    return content(sample.signed(folder))


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    with replacing(folder) as write:
        write(files)


def killed_at(step: int, folder: Path, files: dict[str, bytes]) -> bool:
    """Write in a process that is killed before it touches the folder for the nth time; whether it was."""

    def work() -> None:
        left = step

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(folder) in str(
                arguments
            ):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        write_all(folder, files)
        os._exit(0)  # not through the tests' own ends

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(timeout=60)
    return process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("first", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_killed_between_any_two_steps(
    old: Path, new: dict[str, bytes], tmp_path: Path, first: bool, ontology: Ontology
) -> None:
    """The folder holds the old graph, the new one, or says that it is neither."""
    ends = []
    for step in range(1, 200):
        folder = tmp_path / str(step)
        if first:
            folder.mkdir()
        else:
            shutil.copytree(old, folder)
        going_on = killed_at(step, folder, new)
        there = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
        if there == new:
            ends.append("new")
        elif there == ({} if first else content(old)):
            ends.append("old")
        else:
            ends.append("refused")
            for read in (open_store, read_records, lambda folder: verify(folder, ontology)):
                with pytest.raises(OutputError, match=r"a build was cut off .* build the graph again with"):
                    read(folder)  # type: ignore[operator]
        write_all(folder, new)  # the next build clears up
        assert content(folder) == new
        if not going_on:
            break
    assert list(dict.fromkeys(ends)) == ["old", "refused", "new"]
    assert ends.count("refused") > len(new)


def immutable(path: Path) -> bool:
    """Let nobody replace a file, where the file system can; undone by `mutable`."""
    return shutil.which("chattr") is not None and not subprocess.run(["chattr", "+i", path]).returncode


def mutable(path: Path) -> None:
    subprocess.run(["chattr", "-i", path], check=True)


@pytest.mark.parametrize("name", ["graph.nq", "graph.ttl", "articles.jsonl", MANIFEST])
def test_a_file_that_cannot_be_replaced_leaves_the_graph_whole(
    old: Path, new: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    folder = Path(shutil.copytree(old, tmp_path / "graph"))
    if not immutable(folder / name):
        pytest.skip("no file can be made immutable here")
    try:
        with pytest.raises(OutputError, match=rf"{name}: can't be replaced: .*; nothing was changed$"):
            write_all(folder, new)
        assert content(folder) == content(old)
    finally:
        mutable(folder / name)


@pytest.mark.parametrize("fails", range(1, 16))
def test_whatever_rename_fails_all_are_put_back(
    old: Path, new: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    """As another user's file in a sticky folder has it, or a disk that stops: also on Ctrl-C."""
    folder = Path(shutil.copytree(old, tmp_path / "graph"))
    left = fails

    def failing(real: object) -> object:
        def rename(source: object, target: object) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise PermissionError(1, "Operation not permitted") if fails % 2 else KeyboardInterrupt
            real(source, target)  # type: ignore[operator]

        return rename

    for call in ("rename", "replace"):
        monkeypatch.setattr(os, call, failing(getattr(os, call)))
    if fails > 2 * len(new) - 1:  # there are no more
        write_all(folder, new)
        assert content(folder) == new
        return
    with pytest.raises(OutputError if fails % 2 else KeyboardInterrupt):
        write_all(folder, new)
    assert content(folder) == content(old)


def test_no_second_signal_stops_what_is_put_back(old: Path, new: dict[str, bytes], tmp_path: Path) -> None:
    """Ctrl-C in the middle, again with each file that goes back, and again while all is cleared up."""
    folder = Path(shutil.copytree(old, tmp_path / "graph"))

    def work() -> None:
        interrupts.listen()
        steps = 0

        def again(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal steps
            steps += event in ("os.rename", "os.remove", "os.rmdir")
            if steps > 4 and event in ("os.rename", "os.remove", "os.rmdir"):
                signal.raise_signal(signal.SIGINT)

        sys.addaudithook(again)
        try:
            write_all(folder, new)
        except KeyboardInterrupt:
            os._exit(130)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(timeout=60)
    assert process.exitcode == 130
    assert content(folder) == content(old)


def test_one_file_of_a_graph_amends_the_manifest(old: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(old, tmp_path / "graph"))
    write_all(folder, {"graph.ttl": b"other", "notes.txt": b"mine"})
    expected = {name: data for name, data in content(old).items() if name != MANIFEST}
    assert content(folder) == {
        **expected,
        "graph.ttl": b"other",
        "notes.txt": b"mine",
        MANIFEST: manifest({**expected, "graph.ttl": b"other"}),
    }


def test_another_file_beside_a_graph_leaves_its_manifest(old: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(old, tmp_path / "graph"))
    write_all(folder, {"graph.jsonld": b"{}"})
    assert content(folder) == {**content(old), "graph.jsonld": b"{}"}
    assert open_store(folder)


# ------------------------------------------------------------------------------------------ any folder


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")

    def fsync(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OutputError, match="no space left on device"), replacing(tmp_path) as write:
        write({"a": b"new"})
    assert content(tmp_path) == {"a": b"old"}


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".building-x").mkdir()
    (tmp_path / ".building-x" / "a").write_text("half")
    with replacing(tmp_path) as write:
        write({"a": b"new"})
    assert content(tmp_path) == {"a": b"new"}


def test_one_at_a_time_holds_a_folder(tmp_path: Path) -> None:
    """Ten threads each add a letter to what they read: none is lost."""

    def add(letter: str) -> None:
        with replacing(tmp_path) as write:
            old = (tmp_path / "a").read_bytes() if (tmp_path / "a").exists() else b""
            write({"a": old + letter.encode()})

    threads = [threading.Thread(target=add, args=(letter,)) for letter in "abcdefghij"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted((tmp_path / "a").read_text()) == list("abcdefghij")


def test_a_folder_that_is_taken_away_while_one_waits_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    done = threading.Event()

    def second() -> None:
        with replacing(folder) as write:
            write({"a": b"second"})
        done.set()

    with pytest.raises(KeyboardInterrupt), replacing(folder):
        thread = threading.Thread(target=second)
        thread.start()
        assert not done.wait(0.1)
        raise KeyboardInterrupt
    thread.join(timeout=60)
    assert content(folder) == {"a": b"second"}


def test_a_record_that_is_none_is_told_by_its_line(built: Path, tmp_path: Path) -> None:
    shutil.copy(built / "articles.jsonl", tmp_path)
    with (tmp_path / "articles.jsonl").open("a") as file:
        file.write("{")
    with pytest.raises(OutputError, match=r"articles.jsonl: line 6: not a record: not JSON"):
        read_records(tmp_path)
