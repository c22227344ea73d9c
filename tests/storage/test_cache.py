"""The cache: what it gives is what was put, or nothing; whatever happens to its files."""

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from places import SEEDS
from test_architecture import PACKAGE, imports
from typer.testing import CliRunner

from kg.build import workers
from kg.build.fingerprint import MATCHING, READING, findings_fingerprint, reading_fingerprint
from kg.build.pipeline import build
from kg.cli import app
from kg.errors import KgError, ModelError
from kg.extract import Extractor
from kg.model import ArticleRecord, Document
from kg.ontology.package import Ontology, load_ontology
from kg.storage.cache import RecordCache, cache_directory, cache_limit
from kg.storage.folder import read_records


@pytest.fixture(scope="session")
def records(built: Path) -> list[ArticleRecord]:
    return read_records(built)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def opened(folder: Path, reading: str = "f", findings: str = 32 * "0f", limit: int = 10**9) -> RecordCache:
    """A cache of records whose findings need nothing new."""
    return RecordCache(folder, reading, findings, lambda record: record, limit=limit)


def filled(folder: Path, records: Iterable[ArticleRecord]) -> RecordCache:
    cache = opened(folder)
    for record in records:
        cache.put(record)
    assert cache.fault is None
    return cache


# ------------------------------------------------------------------------------------------ place, size


def test_the_cache_is_where_one_says(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_directory() == cache
    assert cache_directory(tmp_path) == tmp_path
    monkeypatch.delenv("KG_CACHE")
    assert cache_directory().name == "news-kg"


def test_its_size_is_what_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_limit() == 1_000_000_000
    monkeypatch.setenv("KG_CACHE_MB", "5")
    assert cache_limit() == 5_000_000
    monkeypatch.setenv("KG_CACHE_MB", "much")
    with pytest.raises(KgError, match="KG_CACHE_MB: 'much' is no number of megabytes"):
        cache_limit()


def test_what_was_not_used_for_longest_makes_room(tmp_path: Path, records: list[ArticleRecord]) -> None:
    size = max(path.stat().st_size for path in files(filled(tmp_path / "measured", records).directory)) + 4096
    cache = opened(tmp_path / "small", limit=4 * size)
    first, *others = (
        replace(records[0], document=replace(records[0].document, id=f"{k}")) for k in range(12)
    )
    cache.put(first)
    for clock, record in enumerate(others, 1):
        for path in files(cache.directory):  # the file system's clock may be too slow to tell them apart
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 10))
        cache.put(record)
        assert cache.get(first.document) == first, f"used {clock} times"
        assert sum(path.stat().st_size for path in files(cache.directory)) <= 4 * size
    assert cache.get(others[0].document) is None
    assert cache.get(others[-1].document) == others[-1]


def test_nobody_elses_files_are_removed(tmp_path: Path, records: list[ArticleRecord]) -> None:
    ours = tmp_path / "records" / "00"
    ours.mkdir(parents=True)
    for strange in (ours / "letter.txt", tmp_path / "records" / "letter.txt", tmp_path / "00"):
        strange.parent.mkdir(parents=True, exist_ok=True)
        strange.write_text("Dear Ana")
    (ours / ".kg-left").write_text("by a killed process")
    before = files(tmp_path)
    opened(tmp_path, limit=0).put(records[0])
    assert [path for path in before if path not in files(tmp_path)] == [ours / ".kg-left"]


# -------------------------------------------------------------------------- what was put, or nothing


def test_a_record_comes_back_for_its_own_article_alone(tmp_path: Path, records: list[ArticleRecord]) -> None:
    cache = filled(tmp_path, records)
    for record in records:
        assert cache.get(record.document) == record
        for field in ("id", "text", "source", "title", "date", "url"):
            assert cache.get(replace(record.document, **{field: "other"})) is None
    assert cache.found == len(records)
    assert opened(tmp_path, "g").get(records[0].document) is None


def test_new_findings_are_made_of_a_record_that_is_there(
    tmp_path: Path, records: list[ArticleRecord]
) -> None:
    filled(tmp_path, records)
    bare = [replace(record, findings=()) for record in records]
    made = list[ArticleRecord]()

    def match(record: ArticleRecord) -> ArticleRecord:
        made.append(record)
        return replace(record, findings=())

    for turn in range(2):
        cache = RecordCache(tmp_path, "f", 32 * "1f", match)
        assert [cache.get(record.document) for record in records] == bare
        assert cache.found == len(records)
        assert made == records, f"turn {turn}: the first alone makes findings"
    assert len(files(tmp_path)) == len(records)


def test_a_record_cut_off_at_any_byte_is_none(tmp_path: Path, records: list[ArticleRecord]) -> None:
    cache = filled(tmp_path, records[:1])
    [path] = files(cache.directory)
    whole = path.read_bytes()
    for length in {*range(100), *range(0, len(whole), 97), len(whole) - 1}:
        path.write_bytes(whole[:length])
        assert cache.get(records[0].document) is None, length
    path.write_bytes(whole)
    assert cache.get(records[0].document) == records[0]


def test_a_record_with_any_bit_turned_is_none(tmp_path: Path, records: list[ArticleRecord]) -> None:
    cache = filled(tmp_path, records[:1])
    [path] = files(cache.directory)
    whole = path.read_bytes()
    for place in {*range(100), *range(0, len(whole), 53)}:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        assert cache.get(records[0].document) is None, place
    cache.put(records[0])
    assert path.read_bytes() == whole, "a damaged record is replaced"


def test_a_record_in_the_place_of_another_is_none(tmp_path: Path, records: list[ArticleRecord]) -> None:
    cache = filled(tmp_path, records[:2])
    one, other = files(cache.directory)
    shutil.copy(one, tmp_path / "kept")
    shutil.copy(other, one)
    shutil.copy(tmp_path / "kept", other)
    assert [cache.get(record.document) for record in records[:2]] == [None, None]


def test_junk_is_none(tmp_path: Path, records: list[ArticleRecord]) -> None:
    chance = random.Random(0)
    cache = filled(tmp_path, records)
    for path, junk in zip(
        files(cache.directory), [b"", b"\0" * 99, chance.randbytes(9999), None, None], strict=True
    ):
        path.unlink()
        if junk is None:
            path.mkdir()
        else:
            path.write_bytes(junk)
    assert [cache.get(record.document) for record in records] == [None] * 5
    for record in records:
        cache.put(record)
    assert cache.fault is not None
    assert [cache.get(record.document) is not None for record in records].count(True) == 3


def test_a_cache_that_cannot_be_written_keeps_nothing_and_says_so(
    tmp_path: Path, records: list[ArticleRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    cache = opened(tmp_path / "file")
    cache.put(records[0])
    assert cache.get(records[0].document) is None
    assert cache.fault == f"{tmp_path}/file/records: can't be written: not a directory"

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    cache = opened(tmp_path / "full")
    cache.put(records[0])
    assert cache.fault == f"{tmp_path}/full/records: can't be written: no space left on device"
    assert files(tmp_path / "full") == []


def test_a_cache_that_is_read_only_is_read(
    tmp_path: Path, records: list[ArticleRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, records[:1])

    def refused(*arguments: object, **options: object) -> None:
        raise OSError(30, "Read-only file system")

    for name in ("utime", "replace", "unlink", "mkdir", "open"):  # tests may run as root, who may do all
        monkeypatch.setattr(os, name, refused)
    cache = opened(tmp_path, limit=0)
    assert cache.get(records[0].document) == records[0]
    cache.put(records[1])
    assert cache.get(records[1].document) is None
    assert cache.fault == f"{tmp_path}/records: can't be written: read-only file system"


def test_many_share_it_at_once(tmp_path: Path, records: list[ArticleRecord]) -> None:
    """While room is made again and again: what one gets is right, or nothing."""
    faults: list[object] = []

    def work(seed: int) -> None:
        chance = random.Random(seed)
        cache = opened(tmp_path, limit=40_000)
        for _ in range(25):
            record = chance.choice(records)
            if chance.random() < 0.5:
                cache.put(record)
            elif cache.get(record.document) not in (None, record):
                faults.append(record.document.id)
        faults.extend(filter(None, [cache.fault]))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []


# ------------------------------------------------------------------------------------------ in a build


class Counting:
    """An extractor that remembers what it read."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor
        self.seen: list[str] = []

    def records(self, documents: Iterable[Document]) -> Iterator[ArticleRecord]:
        documents = list(documents)
        self.seen += [document.id for document in documents]
        return self.extractor.records(documents)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> Counting:
    counting = Counting(extractor)
    monkeypatch.setattr(workers, "Extractor", lambda ontology, model: counting)
    return counting


def same(one: Path, other: Path) -> bool:
    return {path.name: path.read_bytes() for path in one.iterdir()} == {
        path.name: path.read_bytes() for path in other.iterdir()
    }


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Three articles of a line each."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in {
        "a": "Ana Cruz called Joe Biden.",
        "b": "Biden thanked Ana Cruz.",
        "c": "Cruz is the mayor of Oslo.",
    }.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_only_what_changed_is_read_and_the_bytes_are_those_of_a_build_from_nothing(
    tmp_path: Path, ontology: Ontology, counting: Counting, news: Path
) -> None:
    def built(output: str, *, cache: Path | None = tmp_path / "kept") -> int | None:
        return build([str(news)], output=tmp_path / output, ontology=ontology, cache=cache).cached

    assert built("nothing", cache=None) is None
    assert built("first") == 0
    assert built("again") == 3
    assert same(tmp_path / "first", tmp_path / "nothing")
    assert same(tmp_path / "again", tmp_path / "nothing")
    counting.seen.clear()
    (news / "a.txt").write_text("Ana Cruz did not call Joe Biden.", "utf-8")
    (news / "c.txt").unlink()
    assert built("changed") == 1
    assert counting.seen == ["a"]
    assert built("nothing", cache=None) is None
    assert same(tmp_path / "changed", tmp_path / "nothing")
    assert not same(tmp_path / "changed", tmp_path / "first")


def test_a_changed_lexicon_reads_no_article_again(
    tmp_path: Path, ontology: Ontology, counting: Counting, news: Path
) -> None:
    def built(output: str, ontology: Ontology, *, cache: Path | None = tmp_path / "kept") -> int | None:
        return build([str(news)], output=tmp_path / output, ontology=ontology, cache=cache).cached

    built("first", ontology)
    folder = shutil.copytree(ontology.directory, tmp_path / "ontology")
    lexicon = folder / "lexicon.ttl"
    lexicon.write_text(lexicon.read_text("utf-8").replace("X thank Y", "X call Y"), "utf-8")
    other = load_ontology(folder)
    counting.seen.clear()
    assert built("changed", other) == 3
    assert counting.seen == []
    assert "thanked" in (tmp_path / "first" / "graph.ttl").read_text("utf-8")
    assert "thanked entity:joe-biden" in (tmp_path / "changed" / "graph.ttl").read_text("utf-8")


@pytest.mark.slow
def test_what_a_killed_build_has_read_is_not_read_again(
    tmp_path: Path, ontology: Ontology, counting: Counting, built: Path
) -> None:
    kept, output = tmp_path / "kept", tmp_path / "out"
    command = [sys.executable, "-m", "kg", "build", SEEDS, "-o", output, "--cache", kept]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while not files(kept) and process.poll() is None:
            time.sleep(0.002)
        process.kill()
    summary = build([str(SEEDS)], output=output, ontology=ontology, cache=kept)
    assert summary.cached
    assert len(counting.seen) == 5 - summary.cached
    assert same(output, built)


@pytest.mark.slow
def test_a_cache_that_is_no_folder_fails_no_build(
    tmp_path: Path, ontology: Ontology, counting: Counting, news: Path
) -> None:
    (tmp_path / "file").touch()
    summary = build([str(news)], output=tmp_path / "a", ontology=ontology, cache=tmp_path / "file")
    build([str(news)], output=tmp_path / "b", ontology=ontology)
    assert same(tmp_path / "a", tmp_path / "b")
    assert summary.cached == 0
    assert summary.fault is not None
    assert "not a directory" in summary.fault


def test_what_is_known_needs_no_spacy(
    tmp_path: Path, ontology: Ontology, counting: Counting, news: Path
) -> None:
    build([str(news)], output=tmp_path / "a", ontology=ontology, cache=tmp_path / "kept")
    script = (
        "import sys; from kg.cli import main\n"
        "try: main()\nfinally: assert not {'spacy', 'thinc'} & set(sys.modules), 'spaCy was loaded'"
    )
    process = subprocess.run(
        [sys.executable, "-c", script, "build", news, "-o", tmp_path / "b", "--cache", tmp_path / "kept"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert process.stderr == ""
    assert "read        0 anew, 3 from the cache" in process.stdout.splitlines()
    assert same(tmp_path / "a", tmp_path / "b")


@pytest.mark.slow
def test_without_a_cache_none_is_made(
    tmp_path: Path, counting: Counting, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "kept"))
    command = ["build", str(news), "--output", str(tmp_path / "out")]
    result = CliRunner().invoke(app, [*command, "--no-cache"])
    assert result.exit_code == 0
    assert "from the cache" not in result.output
    assert not (tmp_path / "kept").exists()
    assert "read        3 anew, 0 from the cache" in CliRunner().invoke(app, command).output
    assert (tmp_path / "kept").exists()
    assert CliRunner().invoke(app, [*command, "--no-cache", "--cache", "other"]).exit_code == 2


# ------------------------------------------------------------------------------------------ fingerprint


def test_the_rules_are_all_that_stage_1_is_made_of() -> None:
    """Every module that stage 1 imports, directly or not, and that which writes its records down."""
    waiting, reached = ["extract/__init__.py", "storage/records.py"], set[str]()
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            names = [name.split(".") for name in imports(PACKAGE / module) if name.startswith("kg.")]
            paths = ["/".join(parts[1:k]) for parts in names for k in range(2, len(parts) + 1)]
            waiting += [
                p for path in paths for p in (f"{path}.py", f"{path}/__init__.py") if (PACKAGE / p).exists()
            ]
    named = {
        module for module in reached if not module.endswith("__init__.py") or module.startswith("extract/")
    }
    rules = READING + MATCHING
    assert named == {
        module
        for module in named
        if f"{module.removesuffix('.py')}/".startswith(tuple(f"{r}/" for r in rules))
    }
    assert all(
        any(f"{module.removesuffix('.py')}/".startswith(f"{rule}/") for module in named) for rule in rules
    )


def test_what_reads_an_article_knows_nothing_of_what_makes_findings() -> None:
    """Else a change of the lexicon's modules would change records that are not read again."""
    for module in sorted((PACKAGE / "extract").glob("*/**/*.py")):
        if module.parent.name != "findings":
            assert not [name for name in imports(module) if "lexicon" in name or "findings" in name], module


def test_what_changes_the_fingerprints(
    tmp_path: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    def model(name: str) -> str:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "meta.json").write_text('{"lang": "en", "name": "tiny", "version": "1"}')
        return str(folder)

    def fingerprints(folder: Path = ontology.directory, name: str = "tiny") -> tuple[str, str]:
        given = load_ontology(folder)
        return reading_fingerprint(given, model(name)), findings_fingerprint(given)

    def with_line(root: Path, name: str, line: str) -> Path:
        with (root / name).open("a") as file:
            file.write(line)
        return root

    def changed(name: str, line: str) -> tuple[str, str]:
        where = tmp_path / name.replace("/", "-")
        return fingerprints(with_line(shutil.copytree(ontology.directory, where), name, line))

    reading, findings = fingerprints()
    assert fingerprints(name="same") == (reading, findings)
    (tmp_path / "same" / "weights").write_bytes(b"\1")
    assert fingerprints(name="same")[0] != reading
    for name, line in (
        ("lexicon.ttl", "# a remark\n"),
        ("shapes.ttl", "# a remark\n"),
        ("kg.ttl", 'kg:called skos:example "She called him."@en .\n'),
    ):
        now = changed(name, line)
        assert now[0] == reading, name
        assert now[1] != findings, name
    assert changed("names/nicknames.tsv", "Ankie\tAna\n")[0] != reading
    rules = shutil.copytree(PACKAGE, tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("kg.build.fingerprint.__file__", str(rules / "build" / "fingerprint.py"))
    assert fingerprints() == (reading, findings)
    with_line(rules, "extract/findings/matching.py", "# a remark\n")
    now = fingerprints()
    assert now[0] == reading
    assert now[1] != findings
    with_line(rules, "extract/grammar/factuality/__init__.py", "# a remark\n")
    assert fingerprints()[0] != reading
    with pytest.raises(ModelError):
        reading_fingerprint(ontology, "no_such_model")
