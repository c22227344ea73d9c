"""Both stages: the same articles give the same bytes, and a folder is replaced whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from places import ROOT, SEEDS, Run

import kg.build.pipeline
from kg.build import workers
from kg.build.pipeline import Summary, build
from kg.errors import InputError, InternalError, KgError, ModelError
from kg.extract import Extractor
from kg.model import ArticleRecord, Document
from kg.ontology.package import Ontology
from kg.sources.readers import PassedOver
from kg.storage.records import loads

FILES = [
    "articles.jsonl",
    "graph.graphml",
    "graph.html",
    "graph.nq",
    "graph.trig",
    "graph.ttl",
    "manifest.json",
    "summary.json",
]


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def assert_same(one: Path, other: Path) -> None:
    """Compare folders; names the first line that differs, not ten thousand bytes."""
    assert sorted(content(one)) == sorted(content(other))
    for name, data in content(one).items():
        for number, (left, right) in enumerate(
            zip(data.split(b"\n"), content(other)[name].split(b"\n"), strict=False), 1
        ):
            assert left == right, f"{name}, line {number}"
        assert data == content(other)[name], name


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> None:
    """Spare a test the seconds in which a model is loaded."""
    monkeypatch.setattr(workers, "Extractor", lambda ontology, model: extractor)


def test_all_files_are_there_and_nothing_else(built: Path) -> None:
    assert sorted(content(built)) == FILES


def test_what_is_committed_is_what_a_fresh_build_gives(built: Path) -> None:
    """After a change that is meant: `make graph`, look at the difference, commit it."""
    assert_same(built, ROOT / "output")


def test_the_summary_counts_what_is_there(seed_build: tuple[Path, Summary]) -> None:
    folder, summary = seed_build
    assert summary.articles == 5
    assert summary.skipped == ()
    assert summary.counts.asserted == sum(summary.facts.values()) > 50
    assert {"Person", "Organization", "Election"} <= set(summary.entities)
    assert (folder / "graph.nq").read_text(encoding="utf-8").count("#Claim> ") > summary.counts.asserted


def test_the_records_are_kept_by_id(built: Path) -> None:
    lines = (built / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    records = [loads(line) for line in lines]
    assert [record.document.id for record in records] == sorted(file.stem for file in SEEDS.glob("*.txt"))
    assert all(record.findings for record in records)


@pytest.mark.usefixtures("loaded")
def test_in_another_order_from_other_paths_the_same_bytes(
    tmp_path: Path, built: Path, ontology: Ontology
) -> None:
    files = sorted(map(str, SEEDS.glob("*.txt")), reverse=True)
    build([*files, str(SEEDS)], output=tmp_path, ontology=ontology)
    assert_same(tmp_path, built)


@pytest.mark.slow
def test_in_another_process_the_same_bytes(tmp_path: Path, built: Path, run: Run) -> None:
    """Where sets of words come in another order."""
    other = {**os.environ, "PYTHONHASHSEED": "1"}
    assert run("build", SEEDS, "--output", tmp_path, "--no-cache", env=other).returncode == 0
    assert_same(tmp_path, built)


@pytest.mark.slow
@pytest.mark.usefixtures("loaded")
def test_in_two_processes_the_same_bytes_also_where_one_was_read_before(
    tmp_path: Path, built: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "CHUNK_SIZE", 2)
    told: list[tuple[int, int]] = []
    kept, output = tmp_path / "kept", tmp_path / "out"
    build([str(sorted(SEEDS.glob("*.txt"))[2])], output=output, ontology=ontology, cache=kept)
    build(
        [str(SEEDS)],
        output=output,
        ontology=ontology,
        jobs=2,
        cache=kept,
        progress=lambda *done: told.append(done),
    )
    assert_same(output, built)
    assert told == [(number, 5) for number in range(1, 6)]


def test_in_two_processes_a_missing_model_is_still_a_missing_model(
    tmp_path: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "CHUNK_SIZE", 2)
    with pytest.raises(ModelError):
        build([str(SEEDS)], output=tmp_path / "out", ontology=ontology, model="no_such_model", jobs=2)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("loaded")
def test_a_folder_that_holds_the_output_is_built_twice_to_the_same_bytes(
    tmp_path: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Mira Holt called Tobias Reyes on Monday.")
    assert build(["."], output=Path("output"), ontology=ontology).passed == ()
    first = content(tmp_path / "output")
    summary = build(["."], output=Path("output"), ontology=ontology)
    assert summary.passed == (PassedOver("output", "is the folder that is written to, and no input"),)
    assert content(tmp_path / "output") == first
    summary = build(["."], output=Path("other"), ontology=ontology)
    assert summary.passed == (PassedOver("output", "holds a graph that was built, and is no input"),)
    assert content(tmp_path / "other") == first


# ------------------------------------------------------------------------- whole or not at all


def test_without_articles_nothing_is_written(tmp_path: Path, yesterday: Path) -> None:
    with pytest.raises(InputError, match="nowhere: there is no such file or folder"):
        build(["nowhere"], output=tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match=r"empty\.txt: is empty"):
        build([str(tmp_path / "empty.txt")], output=yesterday)
    with pytest.raises(InputError, match="is the folder that is written to, and no input"):
        build([str(yesterday)], output=yesterday)


@pytest.fixture
def yesterday(tmp_path: Path) -> Iterator[Path]:
    """A folder with a graph, in which nothing may change."""
    folder = tmp_path / "yesterday"
    folder.mkdir()
    files = {"articles.jsonl": b"{}", "graph.nq": b"the graph of yesterday"}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    yield folder
    assert content(folder) == files


class Fragile:
    """An extractor with a fault that one article brings out, or that comes only now and then."""

    def __init__(self, extractor: Extractor, bad: str) -> None:
        self.extractor, self.ontology, self.bad = extractor, extractor.ontology, bad

    def records(self, documents: Iterable[Document]) -> Iterator[ArticleRecord]:
        for document in documents:
            if document.id.startswith(self.bad):
                raise KeyError("Person")
            yield from self.extractor.records([document])


@pytest.mark.parametrize("cached", [True, False])
def test_a_fault_of_ours_is_never_taken_for_a_bad_article(
    yesterday: Path, tmp_path: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch, cached: bool
) -> None:
    monkeypatch.setattr(workers, "Extractor", lambda ontology, model: Fragile(extractor, "001"))
    with pytest.raises(InternalError) as caught:
        build(
            [str(SEEDS)],
            output=yesterday,
            ontology=extractor.ontology,
            cache=tmp_path / "cache" if cached else None,
        )
    assert str(caught.value).splitlines() == [
        "001_c31f7bf7e3ac1793.txt can't be read: KeyError: 'Person' (kg/build/workers.py, line "
        f"{str(caught.value).partition(', line ')[2].partition(')')[0]})",
        f"this is a fault of the program or of the ontology in {extractor.ontology.directory}, not of an "
        "article; nothing was written",
    ]


def test_a_fault_of_ours_before_the_first_article(
    yesterday: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(ontology: Ontology, model: str) -> None:
        raise AttributeError("no lexicon")

    monkeypatch.setattr(workers, "Extractor", fail)
    with pytest.raises(InternalError, match="no article can be read: AttributeError: no lexicon"):
        build([str(SEEDS)], output=yesterday, ontology=ontology)


@pytest.mark.usefixtures("loaded")
def test_a_fault_of_ours_after_the_last_article(
    yesterday: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RecursionError("a circle of classes")

    monkeypatch.setattr(kg.build.pipeline, "resolve", fail)
    with pytest.raises(
        InternalError, match=r"the graph can't be made: RecursionError: a circle of classes \("
    ):
        build([str(SEEDS)], output=yesterday, ontology=ontology)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("fault", [MemoryError(), KeyboardInterrupt(), SystemExit(143)])
def test_a_build_that_fails_late_leaves_the_folder_as_it_was(
    tmp_path: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    (tmp_path / "graph.nq").write_text("the graph of yesterday")

    def page(*arguments: object) -> str:
        raise fault

    monkeypatch.setattr(kg.build.pipeline, "page", page)
    with pytest.raises(type(fault)):
        build([str(SEEDS)], output=tmp_path, ontology=ontology)
    assert content(tmp_path) == {"graph.nq": b"the graph of yesterday"}


def test_an_output_that_cannot_be_a_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for target in (tmp_path / "file", tmp_path / "file" / "sub"):
        with pytest.raises(KgError, match="can't be written"):
            build([str(SEEDS)], output=target, model="no_such_model")
