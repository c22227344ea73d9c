"""The arrows of the design go one way, and one module alone talks to people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Each part may import the parts listed, itself, `model` and `errors`; nothing else of `kg`.
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "interrupts": set(),
    "sources": set(),
    "ontology": set(),
    "extract": {"ontology"},
    "resolve": {"ontology"},
    "storage": {"interrupts"},
    "graph": {"ontology", "storage", "__init__"},
    "query": {"ontology", "storage", "graph"},
    "network": {"graph"},
    "page": {"graph", "network"},
    "inspect": {"ontology", "resolve", "storage", "graph", "query", "network", "page"},
    "server": {"graph", "query"},
    "load": {"storage", "graph"},
    "build": {"sources", "ontology", "extract", "resolve", "storage", "graph", "network", "page", "__init__"},
    "cli": {
        *("sources", "ontology", "extract", "storage", "build", "graph", "query", "inspect", "network"),
        *("page", "server", "load", "interrupts", "__init__"),
    },
    "__main__": {"cli"},
    "__init__": set(),
}
EVERYBODYS = {"model", "errors"}
#: The steps of stage 1 in their order: each may import those above it.
STEPS = [
    *("english", "parsing", "grammar", "mentions", "coreference", "quotations", "propositions", "findings"),
    "__init__",
]
#: Libraries that a part must not know.
NEVER = {
    "sources": {"spacy", "rdflib"},
    "ontology": {"spacy", "rdflib"},
    "extract": {"rdflib", "pyoxigraph", "oxrdflib", "networkx", "pyvis"},
    "resolve": {"spacy", "rdflib", "pyoxigraph", "oxrdflib", "networkx", "pyvis"},
    "storage": {"spacy", "rdflib", "pyoxigraph"},
    "graph": {"spacy"},
    "query": {"spacy"},
    "network": {"spacy"},
    "page": {"spacy"},
    "inspect": {"spacy"},
    "server": {"spacy", "rdflib"},
    "load": {"spacy"},
}


def part(file: Path) -> str:
    """The part of the package that a file belongs to: the module, or the subpackage."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    """The full name of every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_arrows_go_one_way(file: Path) -> None:
    here = part(file)
    assert here in MAY_IMPORT, f"{here} has no place in the design: give it one in MAY_IMPORT"
    allowed = MAY_IMPORT[here]
    for name in imports(file):
        root, _, rest = name.partition(".")
        assert root not in NEVER.get(here, set()), f"{here} must not know {root}"
        if root == "kg":
            there = rest.partition(".")[0]
            there = there if (PACKAGE / there).exists() or (PACKAGE / f"{there}.py").exists() else "__init__"
            assert there in {here} | EVERYBODYS | allowed, f"{here} must not import {name}"


@pytest.mark.parametrize(
    "file", sorted((PACKAGE / "extract").rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE))
)
def test_the_steps_of_stage_1_know_only_those_before_them(file: Path) -> None:
    here = file.relative_to(PACKAGE / "extract").parts[0].removesuffix(".py")
    for name in imports(file):
        if name.startswith("kg.extract."):
            there = name.split(".")[2]
            assert STEPS.index(there) <= STEPS.index(here), f"{here} must not import {name}"


def test_the_parts_form_no_circle() -> None:
    below = {name: allowed - {"__init__"} for name, allowed in MAY_IMPORT.items()}

    def reach(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"a circle: {' → '.join((*way, name))}"
        for other in below.get(name, ()):
            reach(other, (*way, name))

    for name in below:
        reach(name, ())


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_only_the_command_prints_and_exits(file: Path) -> None:
    if part(file) == "cli":
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "exit", "sys.exit", "os._exit", "input"}, f"line {node.lineno}"
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in {"sys.stdout", "sys.stderr"}, f"line {node.lineno}"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_nothing_depends_on_the_clock_or_on_chance(file: Path) -> None:
    """But for the seconds that a build took."""
    forbidden = {"random", "uuid", "datetime.datetime.now", "secrets"}
    for name in imports(file):
        assert name.partition(".")[0] not in forbidden
    text = file.read_text(encoding="utf-8")
    for call in (".now(", ".today(", "time.time(", "utcnow("):
        assert call not in text


#: How RDF tells what a claim says, and what supports it.
TOLD_BY = {
    *("subject", "predicate", "object", "polarity", "modality", "evidence", "speaker", "rule", "confidence"),
    *("hasSource", "hasSelector", "start", "end", "exact", "textHash", "reason"),
}
IN_SPARQL = re.compile(rf"\b(?:kg|rdf|oa):(?:{'|'.join(sorted(TOLD_BY))})\b(?! is)")


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_claims_are_read_from_rdf_and_written_to_it_in_one_place(file: Path) -> None:
    """In `kg.graph`: everybody else takes the model's own `Claim` and `Evidence` from there."""
    if part(file) == "graph":
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not IN_SPARQL.search(node.value), f"line {node.lineno}"
        if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant):  # RDF + "subject"
            ours = ast.unparse(node.left) in {"RDF", "OA", "ONTOLOGY_NS"}
            assert not ours or node.right.value not in TOLD_BY, f"line {node.lineno}"
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".term"):
            assert not any(isinstance(a, ast.Constant) and a.value in TOLD_BY for a in node.args)
