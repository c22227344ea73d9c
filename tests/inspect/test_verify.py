"""`verify` finds nothing wrong with a good folder, and each thing that can be."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import sample

import kg.inspect.verify
from kg.errors import OntologyError, OutputError
from kg.inspect.shapes import try_shapes
from kg.inspect.verify import verify
from kg.ontology.package import Ontology

BETA = "<https://example.org/kg/article/beta>"
CALLED = (
    "<https://example.org/kg/entity/mara-lindqvist> <https://example.org/kg/ontology#called> "
    "<https://example.org/kg/entity/tomas-brandt> <https://example.org/kg/article/beta> .\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "built")


@pytest.fixture(scope="module", autouse=True)
def checked_once() -> Iterator[None]:
    """Spare the tests SHACL's check of triples that it has checked: few of them change any."""
    known: dict[frozenset[ox.Triple], list[str]] = {}

    def check(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[str]:
        triples = frozenset(quad.triple for quad in quads)
        if triples not in known:
            known[triples] = list(real(quads, ontology))
        yield from known[triples]

    real = kg.inspect.verify._shapes
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.inspect.verify, "_shapes", check)
        yield


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, "utf-8", newline="")
    sample.signed(path.parent)


def without(text: str, *needles: str) -> str:
    return "".join(line for line in text.splitlines(True) if not all(needle in line for needle in needles))


def test_a_good_folder(folder: Path, ontology: Ontology) -> None:
    assert verify(folder, ontology).problems == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            lambda t: t.replace('"Lindqvist phoned Tomas Brandt."', '"Lindqvist rang."'),
            "are not 'Lindqvist rang.'",
        ),
        (lambda t: without(t, CALLED.strip()), "lacks <https://example.org/kg/entity/mara-lindqvist> called"),
        (lambda t: t + CALLED.replace("#called", "#sued"), "no claim asserts"),
        (lambda t: without(t, "article/beta", "ontology#evidence", "claim/mara"), "has no evidence in"),
        (lambda t: without(t, "rdf-schema#label", "entity/ida-falk", "article/beta"), "has no rdfs:label in"),
        (
            lambda t: t.replace(f'"Ida Falk"@en {BETA}', f'"I. Falk"@en {BETA}'),
            "has several labels: I. Falk, Ida Falk",
        ),
        (
            lambda t: without(t, "ontology#polarity", "claim/mara-lindqvist--called"),
            "has 0 of polarity, not one",
        ),
        (lambda t: without(t, "oa#exact", "Lindqvist phoned"), "needs one position and one quote"),
        (lambda t: without(t, "ontology#textHash", "beta"), "beta: kg:textHash is not the hash"),
        (
            lambda t: t.replace(
                "oa#hasSource> <https://example.org/kg/article/beta>",
                "oa#hasSource> <https://example.org/kg/article/alpha>",
            ),
            "oa:hasSource is not the article of its graph",
        ),
        (
            lambda t: t.replace('#text> "The count is over."', '#text> "The count goes on."'),
            "its words are not those of the article: 'The count goes on.'",
        ),
        (lambda t: t + CALLED.replace("article/beta> .", "article/none> ."), "is the graph of no article"),
        (
            lambda t: t + CALLED.replace("#called", "#age"),
            "no claim asserts <https://example.org/kg/entity/mara-lindqvist> age",
        ),
        (
            lambda t: t + CALLED.replace("#called", "#colour"),
            "colour <https://example.org/kg/entity/tomas-brandt>, which nothing in it accounts for",
        ),
        (
            lambda t: without(t, "ontology#Claim>", "claim/mara-lindqvist--called", "article/beta"),
            "which nothing in it accounts for",
        ),
        (
            lambda t: t.replace(
                "position> <http://www.w3.org/ns/oa#end>", "pos> <http://www.w3.org/ns/oa#end>"
            ),
            "needs one position and one quote",
        ),
        (
            lambda t: t.replace("ontology#Office> <", "ontology#Wizard> <"),
            "Wizard: no class of the",
        ),
        (lambda t: t + CALLED.replace("article/beta> .", "dataset> ."), "dataset>: speaks of <"),
        (lambda t: t + CALLED.replace("article/beta> .", "quarantine/beta> ."), "and is no article's graph"),
        (
            lambda t: t + CALLED.replace(" <https://example.org/kg/article/beta> .", " ."),
            "has 1 statements outside named graphs",
        ),
        (
            lambda t: re.sub(r'(rdfs.org/ns/void#triples> )"\d+"', r'\1"7"', t),
            'says <https://example.org/kg/dataset> <http://rdfs.org/ns/void#triples> "7"',
        ),
        (
            lambda t: without(t, "dataset/class/Person>", "void#entities"),
            "dataset>: lacks <https://example.org/kg/dataset/class/Person>",
        ),
        (
            lambda t: t.replace(
                "claim/ida-falk--praised--tomas-brandt>", "claim/ida-falk--praised--norland>"
            ),
            "claim/ida-falk--praised--norland>: says what <https://example.org/kg/claim/ida-falk--praised--tomas",
        ),
        (
            lambda t: t.replace("claim/tomas-brandt--age--58>", "claim/tomas-brandt--age--59>"),
            "claim/tomas-brandt--age--59>: says what <",
        ),
        (
            lambda t: t.replace("evidence/gamma/0-38/", "evidence/gamma/0-37/"),
            "evidence/gamma/0-37/ida-falk--met_with--mara-lindqvist>: is the evidence that <",
        ),
    ],
)
def test_a_fault_in_the_graph(
    folder: Path, ontology: Ontology, change: Callable[[str], str], fault: str
) -> None:
    edit(folder / "graph.nq", change)
    assert [problem for problem in verify(folder, ontology).problems if fault in problem]


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace('"Ida Falk"@en', '"Ada Falk"@en'),
        lambda t: t.replace('"Ida Falk"@en', '"Ida Falk"@fr'),
        lambda t: t.replace("news articles say", "news articles lie"),  # in the description itself
        lambda t: "".join(t.splitlines(True)[:-1]),
        lambda t: t + CALLED.replace("article/beta> .", "somewhere/else> ."),
        lambda t: re.sub('graphHash> "[0-9a-f]{4}', 'graphHash> "0000', t),
        lambda t: t.replace("ontology> .", "ontology2> .", 1),
    ],
)
def test_what_is_changed_differs_from_the_hash(
    folder: Path, ontology: Ontology, change: Callable[[str], str]
) -> None:
    edit(folder / "graph.nq", change)
    found = [p for p in verify(folder, ontology).problems if p.startswith("graph.nq: its hash is ")]
    assert len(found) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda t: "".join(t.splitlines(True)[::-1]),
        lambda t: t + t.splitlines(True)[-1],
        lambda t: t.replace(" .\n", "  .\n", 1),
        lambda t: "# a remark\n" + t,
        lambda t: t.replace("Falk", "\\u0046alk", 1),
    ],
)
def test_the_same_in_other_bytes_is_not_canonical(
    folder: Path, ontology: Ontology, change: Callable[[str], str]
) -> None:
    edit(folder / "graph.nq", change)
    assert verify(folder, ontology).problems == (
        "graph.nq: not in canonical form: one line for each quad, sorted",
    )


def test_a_graph_without_its_hash(folder: Path, ontology: Ontology) -> None:
    edit(folder / "graph.nq", lambda t: without(t, 'ontology#graphHash> "'))
    assert "graph.nq: the dataset's description records no hash of it" in verify(folder, ontology).problems


@pytest.mark.parametrize("name", ["articles.jsonl", "graph.ttl"])
def test_a_file_whose_hash_is_recorded(folder: Path, ontology: Ontology, name: str) -> None:
    edit(folder / name, lambda text: text.removesuffix("\n") + " \n")
    assert verify(folder, ontology).problems == (
        f"{name}: changed since it was written: its hash is not the one that the dataset records",
    )


def test_a_changed_article(folder: Path, ontology: Ontology) -> None:
    edit(
        folder / "articles.jsonl", lambda text: text.replace("Lindqvist phoned", "Yesterday Lindqvist phoned")
    )
    problems = verify(folder, ontology).problems
    assert "beta: kg:textHash is not the hash of its text" in problems
    assert any("are not 'Lindqvist phoned Tomas Brandt.'" in problem for problem in problems)


def test_an_article_too_few(folder: Path, ontology: Ontology) -> None:
    edit(folder / "articles.jsonl", lambda text: "".join(text.splitlines(True)[1:]))
    assert "alpha: in the graph, but not in articles.jsonl" in verify(folder, ontology).problems


@pytest.mark.parametrize("name", ["graph.trig", "graph.ttl"])
def test_files_that_differ(folder: Path, ontology: Ontology, name: str) -> None:
    edit(folder / name, lambda text: text.replace('"Ida Falk"@en', '"Ada Falk"@en'))
    problems = verify(folder, ontology).problems
    assert any(p.startswith(f"{name}: lacks") and "Ida Falk" in p for p in problems)
    assert any(p.startswith(f"{name}: has") and "Ada Falk" in p for p in problems)


@pytest.fixture
def drawn(built: Path, tmp_path: Path) -> Path:
    """A folder with all files that a build writes, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "drawn"))


@pytest.mark.parametrize(
    ("name", "before", "after", "fault"),
    [
        ("graph.html", '"Kamala Harris"', '"Kamala Herris"', "does not show what graph.nq says"),
        ("graph.graphml", "Kamala Harris", "Kamala Herris", "is not the network of graph.nq"),
        ("summary.json", '"asserted": ', '"asserted":9', "its claims are not those of graph.nq"),
        *(
            pytest.param("summary.json", *change, marks=pytest.mark.slow)
            for change in (
                ('"articles": 5', '"articles": 6', "its articles are not those of graph.nq: 5"),
                ("{", "[", "is not the summary of a build"),
            )
        ),
    ],
)
def test_what_is_drawn_and_counted(
    drawn: Path, ontology: Ontology, name: str, before: str, after: str, fault: str
) -> None:
    text = (drawn / name).read_text("utf-8")
    (drawn / name).write_text(text.replace(before, after), "utf-8", newline="")
    changed = f"{name}: changed since it was written: its hash is not the one in manifest.json"
    assert changed in verify(drawn, ontology).problems
    sample.signed(drawn)
    (problem,) = verify(drawn, ontology).problems
    assert problem.startswith(f"{name}: {fault}")


def test_shapes_are_applied(folder: Path, ontology: Ontology) -> None:
    edit(folder / "graph.nq", lambda t: t.replace("ontology#modality> <https://example.org/kg/ontology#planned>",
                                                  'ontology#modality> "soon"'))  # fmt: skip
    problems = verify(folder, ontology).problems
    assert any(p.startswith("<https://example.org/kg/claim/") and " modality: " in p for p in problems)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (
            'sh:targetClass kg:Person ; sh:property [ sh:path kg:age ; sh:minCount "x" ]',
            "sh:minCount must be",
        ),
        (
            'sh:targetSubjectsOf kg:age ; sh:property [ sh:path kg:age ; sh:pattern "(" ]',
            "sh:?pattern|unterminated",
        ),
        ("sh:targetObjectsOf kg:called ; sh:property [ sh:path kg:age ; sh:maxCount 1, 2 ]", "sh:maxCount"),
    ],
)
def test_a_shape_that_can_not_be_applied(
    ontology: Ontology, shape: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    shapes = (ontology.directory / "shapes.ttl").read_bytes()
    try_shapes(shapes)
    with pytest.raises(OntologyError, match=rf"^shapes\.ttl: can't be applied: .*(?:{told})"):
        try_shapes(shapes + f"\nkg:Bad a sh:NodeShape ; {shape} .\n".encode())
    assert capfd.readouterr().err == "", "pySHACL prints it too"


@pytest.mark.parametrize("name", ["graph.nq", "graph.trig", "graph.ttl", "articles.jsonl"])
def test_a_missing_file_is_named(folder: Path, ontology: Ontology, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(OutputError, match=f"{name}: no such file"):
        verify(folder, ontology)


@pytest.mark.parametrize("name", ["graph.nq", "articles.jsonl"])
def test_a_broken_line_is_named(folder: Path, ontology: Ontology, name: str) -> None:
    edit(folder / name, lambda text: "broken\n" + text)
    with pytest.raises(OutputError, match=f"{name}: line 1: "):
        verify(folder, ontology)


CONFIDENCE = "ontology#confidence> "


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t.replace(f'{CONFIDENCE}"0.59"', f'{CONFIDENCE}"0.61"'), "article/beta>: lacks <"),
        (lambda t: t.replace(f'{CONFIDENCE}"0.5"', f'{CONFIDENCE}"0.7"'), "article/alpha>: lacks <"),
        (lambda t: t.replace('ontology#floor> "0.6"', 'ontology#floor> "0.95"'), "no claim asserts <"),
        (lambda t: t.replace('ontology#floor> "0.6"', 'ontology#floor> "6"'), "A dataset says from which"),
        (lambda t: without(t, "ontology#floor"), "A dataset says from which confidence on it asserts"),
        (lambda t: without(t, CONFIDENCE, '"0.59"'), "has no kg:confidence in <"),
        (lambda t: t.replace(f'{CONFIDENCE}"0.59"', f'{CONFIDENCE}"59.0"'), "from 0 to 1"),
    ],
)
def test_what_is_asserted_is_what_is_sure_enough(
    tmp_path: Path, ontology: Ontology, change: Callable[[str], str], fault: str
) -> None:
    folder = sample.write(tmp_path / "built", sample.doubted())
    assert verify(folder, ontology).problems == ()
    edit(folder / "graph.nq", change)
    assert [problem for problem in verify(folder, ontology).problems if fault in problem]


def test_what_speakers_tell_is_asserted_as_the_description_says(tmp_path: Path, ontology: Ontology) -> None:
    folder = sample.write(tmp_path / "built", sample.ATTRIBUTED)
    assert verify(folder, ontology).problems == ()
    told = 'ontology#attributed> "claims"'
    edit(folder / "graph.nq", lambda t: t.replace(told, told.replace("claims", "asserted")))
    assert [problem for problem in verify(folder, ontology).problems if "article/alpha>: lacks <" in problem]
