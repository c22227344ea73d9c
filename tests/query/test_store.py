"""A large graph is loaded once, and its store never answers for another file."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample

from kg.errors import OutputError
from kg.query import store as module
from kg.query.store import open_store

NQ = "<https://example.org/{}> <https://example.org/p> <https://example.org/o> <https://example.org/g> .\n"


class Cache:
    """Opens stores with a cache of its own, and counts how often a graph was loaded into one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loads = 0

    def open(self, directory: Path) -> ox.Store:
        return open_store(directory, cache=self.folder, loading=self.count)

    def count(self) -> None:
        self.loads += 1

    def subjects(self, directory: Path) -> list[str]:
        found = self.open(directory).query("SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s")
        assert isinstance(found, ox.QuerySolutions)
        return [solution["s"].value.rpartition("/")[2] for solution in found]

    @property
    def stores(self) -> list[Path]:
        return sorted(path.parent for path in self.folder.glob("stores/[!.]*/whole.json"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setattr(module, "MAX_IN_MEMORY_BYTES", 0)
    return Cache(tmp_path / "cache")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a graph about a and b."""
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", "ab")
    return tmp_path / "out"


def write(folder: Path, subjects: str) -> None:
    (folder / "graph.nq").write_text("".join(NQ.format(subject) for subject in subjects))


def test_a_small_graph_is_not_kept(folder: Path, tmp_path: Path) -> None:
    kept = Cache(tmp_path / "cache")
    assert kept.subjects(folder) == ["a", "b"]
    assert not kept.folder.exists()


def test_a_large_one_is_loaded_once(folder: Path, kept: Cache) -> None:
    assert [kept.subjects(folder) for _ in range(3)] == [["a", "b"]] * 3
    assert kept.loads == 1 and len(kept.stores) == 1


def test_it_is_not_even_read_again(folder: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CLOCK_NANOSECONDS", -1)
    kept.open(folder)
    monkeypatch.setattr(module, "_hash", None)
    assert kept.subjects(folder) == ["a", "b"]


def test_a_file_written_a_moment_ago_is_read_again(
    folder: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its times can't tell whether it was written once more since."""
    kept.open(folder)
    monkeypatch.setattr(module, "_seen", lambda path: list(range(5)))
    write(folder, "ac")
    assert kept.subjects(folder) == ["a", "c"]


@pytest.mark.parametrize("doubtful", [-1, module._CLOCK_NANOSECONDS])
def test_a_file_of_equal_size_and_time(
    folder: Path, kept: Cache, doubtful: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CLOCK_NANOSECONDS", doubtful)
    kept.open(folder)
    before = (folder / "graph.nq").stat()
    write(folder, "ac")  # in place
    os.utime(folder / "graph.nq", ns=(before.st_atime_ns, before.st_mtime_ns))
    after = (folder / "graph.nq").stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )
    if after.st_ctime_ns != before.st_ctime_ns or doubtful > 0:
        assert kept.subjects(folder) == ["a", "c"]


@pytest.mark.parametrize("doubtful", [-1, module._CLOCK_NANOSECONDS])
def test_an_older_file_restored(
    folder: Path, kept: Cache, doubtful: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CLOCK_NANOSECONDS", doubtful)
    shutil.copy2(folder / "graph.nq", folder / "old")
    kept.open(folder)
    (folder / "new").write_text(NQ.format("c"))
    os.replace(folder / "new", folder / "graph.nq")
    assert kept.subjects(folder) == ["c"]
    os.replace(folder / "old", folder / "graph.nq")
    assert kept.subjects(folder) == ["a", "b"]
    assert kept.loads == 2


def test_equal_files_share_a_store(folder: Path, kept: Cache, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    kept.open(folder)
    assert kept.subjects(tmp_path / "copy") == ["a", "b"]
    assert kept.loads == 1


def test_a_file_that_changes_while_it_is_read(
    folder: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = iter(["before", "after"])
    real = module._hash
    monkeypatch.setattr(module, "_hash", lambda path: next(hashes, None) or real(path))
    assert kept.subjects(folder) == ["a", "b"]
    assert [path.name for path in kept.stores] == [f"{real(folder / 'graph.nq')}-{ox.__version__}"]


@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_damaged_store_is_made_anew(folder: Path, kept: Cache, harm: str) -> None:
    kept.open(folder)
    kinds = {path.suffix or path.stem[:7]: path.name for path in sorted(kept.stores[0].iterdir())}
    for name in kinds.values():
        file = kept.stores[0] / name
        content = file.read_bytes()
        if harm == "gone":
            file.unlink()
        elif content:
            file.write_bytes(content[:-1] if harm == "cut" else content[:-1] + bytes([content[-1] ^ 1]))
        assert kept.subjects(folder) == ["a", "b"], name
    assert kept.loads > 4


@pytest.mark.parametrize("where", ["cache", "cache/stores", "cache/stores/lock/x", "cache/stores/files"])
def test_a_cache_that_can_not_be_written(folder: Path, kept: Cache, where: str) -> None:
    """A file stands where a folder should, or the other way round."""
    if where.endswith("x"):
        (folder.parent / where).mkdir(parents=True)
    else:
        (folder.parent / where).parent.mkdir(parents=True, exist_ok=True)
        (folder.parent / where).touch()
    assert [kept.subjects(folder) for _ in range(2)] == [["a", "b"]] * 2


def test_a_note_that_is_no_note(folder: Path, kept: Cache) -> None:
    kept.open(folder)
    for content in ("", "[]", "{}", '{"begun": "x", "seen": 1, "store": 2}'):
        (note,) = (kept.folder / "stores/files").iterdir()
        note.write_text(content)
        assert kept.subjects(folder) == ["a", "b"]


def test_what_was_not_used_for_longest_goes_first(
    folder: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, subjects in enumerate(["a", "b", "c"]):
        write(folder, subjects)
        kept.open(folder)
        newest = max(kept.stores, key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, ns=(place, 10**18 + place))
    first, second, third = sorted(kept.stores, key=lambda path: path.stat().st_mtime_ns)
    write(folder, "b")
    kept.open(folder)  # used again
    room = sum(file.stat().st_size for path in (first, second) for file in path.iterdir())
    monkeypatch.setattr(module, "MAX_STORES_BYTES", room + 2000)
    write(folder, "d")
    assert kept.subjects(folder) == ["d"]
    assert len(kept.stores) == 2 and second in kept.stores
    assert first not in kept.stores and third not in kept.stores


def test_a_store_that_is_removed_answers_its_readers(
    folder: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(sample.write(folder.parent), cache=kept.folder)
    count = len(store)
    monkeypatch.setattr(module, "MAX_STORES_BYTES", 0)
    kept.open(folder)
    assert len(kept.stores) == 1
    assert len(store) == count == sum(1 for _ in store)


def test_a_broken_graph_names_the_line_and_leaves_nothing(folder: Path, kept: Cache) -> None:
    (folder / "graph.nq").write_text(NQ.format("a") + "broken\n")
    with pytest.raises(OutputError, match=r"graph\.nq: line 2: "):
        kept.open(folder)
    assert not [*kept.folder.glob("stores/.loading-*"), *kept.stores]


PROGRAM = """
import os, signal, sys
from pathlib import Path
from kg.query import store
store.MAX_IN_MEMORY_BYTES = 0
if sys.argv[3] == "die":
    store._sync = lambda path: os.kill(os.getpid(), signal.SIGKILL)
opened = store.open_store(Path(sys.argv[1]), cache=Path(sys.argv[2]), loading=lambda: print("loading"))
print(len(opened))
"""


def start(folder: Path, kept: Cache, how: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, str(folder), str(kept.folder), how]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_process_killed_while_it_loads_leaves_nothing_to_believe(folder: Path, kept: Cache) -> None:
    with start(folder, kept, "die") as process:
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert not kept.stores and len([*kept.folder.glob("stores/.loading-*")]) == 1
    assert kept.subjects(folder) == ["a", "b"]
    assert len(kept.stores) == 1 and not [*kept.folder.glob("stores/.loading-*")]


def test_several_processes_at_once(folder: Path, kept: Cache) -> None:
    processes = [start(folder, kept, "live") for _ in range(3)]
    answers = [process.communicate(timeout=60)[0].split() for process in processes]
    assert [answer[-1] for answer in answers] == ["2"] * 3
    assert len(kept.stores) == 1 and not [*kept.folder.glob("stores/.loading-*")]
