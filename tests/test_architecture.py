"""The arrows of the design go one way, and one module alone talks to people."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Each part may import the parts listed, itself and the libraries of its own; nothing else of `kg`.
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "records": {"model", "errors"},
    "cache": {"model", "errors", "records"},
    "folder": {"model", "errors", "records"},
    "publication": set(),
    "readers": {"model", "errors", "publication"},
    "ontology": {"errors"},
    "lexicon": {"model", "errors", "ontology"},
    "extract": {"model", "errors", "ontology", "lexicon", "publication"},
    "resolve": {"model", "errors", "ontology", "lexicon"},
    "graph": {"model", "errors", "ontology", "records", "__init__"},
    "sparql": set(),
    "store": {"errors", "cache"},
    "query": {"errors", "graph", "ontology", "sparql", "store"},
    "isolated": {"errors", "cache", "query"},
    "server": {"errors", "graph", "isolated", "query", "sparql"},
    "why": {"errors", "query"},
    "network": {"errors", "graph"},
    "graphml": {"network"},
    "page": {"errors", "network"},
    "export": {"errors", "graph"},
    "vocabulary": {"errors", "ontology"},
    "gaps": {"model"},
    "identity": {"model", "errors", "ontology", "resolve"},
    "fingerprint": {"ontology", "extract"},
    "extraction": {"model", "errors", "ontology", "readers", "extract", "cache"},
    "load": {"errors", "graph"},
    "diff": {"errors", "graph", "network", "query"},
    "build": None,
    "changes": {"model", "errors", "ontology", "extract", "readers", "folder", "graph", "build"},
    "cli": None,
    "__main__": {"cli"},
    "__init__": {"errors", "model"},
}
NEVER = {
    "cache": {"spacy", "rdflib", "pyoxigraph"},
    "folder": {"spacy", "rdflib"},
    "extract": {"rdflib", "pyoxigraph", "oxrdflib", "networkx", "pyvis"},
    "resolve": {"spacy", "rdflib", "pyoxigraph", "oxrdflib", "networkx", "pyvis"},
    "graph": {"spacy"},
    "sparql": {"spacy", "pyoxigraph"},
    "store": {"spacy"},
    "query": {"spacy"},
    "isolated": {"spacy"},
    "server": {"spacy", "rdflib"},
    "network": {"spacy"},
    "graphml": {"spacy"},
    "page": {"spacy"},
    "export": {"spacy", "rdflib"},
    "diff": {"spacy"},
    "vocabulary": {"spacy", "rdflib"},
    "gaps": {"spacy"},
    "load": {"spacy"},
    "identity": {"spacy"},
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
        if root == "kg" and allowed is not None:
            there = rest.partition(".")[0]
            there = there if (PACKAGE / there).exists() or (PACKAGE / f"{there}.py").exists() else "__init__"
            assert there == here or there in allowed, f"{here} must not import {name}"


def test_the_parts_form_no_circle() -> None:
    below = {name: allowed or set() for name, allowed in MAY_IMPORT.items() if name != "__init__"}

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
