"""A built folder: replaced whole or not at all, by one at a time."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.storage.folder import read_records, replacing


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
        thread.join(timeout=10)
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
    thread.join(timeout=10)
    assert content(folder) == {"a": b"second"}


def test_a_record_that_is_none_is_told_by_its_line(built: Path, tmp_path: Path) -> None:
    shutil.copy(built / "articles.jsonl", tmp_path)
    with (tmp_path / "articles.jsonl").open("a") as file:
        file.write("{")
    with pytest.raises(OutputError, match=r"articles.jsonl: line 6: not a record: not JSON"):
        read_records(tmp_path)
