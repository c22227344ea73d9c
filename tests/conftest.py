"""What several tests share: one loaded model, one build of the seeds, and the command as users run it."""

import functools
import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import browser
from places import SEEDS, Run
from typer.testing import CliRunner

import kg.extract
from kg.build.pipeline import Summary, build
from kg.cli import app
from kg.extract import Extractor
from kg.ontology.package import Ontology, load_ontology


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of the tests' own, for commands that they run too; never the one of the user."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(folder))
        yield folder


__all__ = ["browser"]  # one for all tests: a process can drive no second one


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the slow ones to CI, and to whoever asks for all."""
    if os.environ.get("KG_TEST_ALL") != "1":
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="slow: KG_TEST_ALL=1 runs it"))


@pytest.fixture(scope="session", autouse=True)
def model() -> Iterator[None]:
    """Let what runs in the tests' own process load the model once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.extract, "load_pipeline", functools.cache(kg.extract.load_pipeline))
        yield


def pytest_collection_finish() -> None:
    """Spare the tests the search of all of them, and of what they share, for garbage: 2/5 of their time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="session")
def extractor(ontology: Ontology) -> Extractor:
    """What reads articles, made once for all tests."""
    loaded = Extractor(ontology)
    gc.freeze()
    return loaded


@pytest.fixture(scope="session")
def seed_build(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> tuple[Path, Summary]:
    """The folder of a fresh build of seeds/, not to be changed, and the build's summary."""
    folder = tmp_path_factory.mktemp("seeds")
    return folder, build([str(SEEDS)], output=folder, ontology=ontology)


@pytest.fixture(scope="session")
def built(seed_build: tuple[Path, Summary]) -> Path:
    """The folder of a fresh build of seeds/, not to be changed."""
    return seed_build[0]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run `kg` in a process of its own: `run("query", folder, "--list")`."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100"}
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            [sys.executable, "-m", "kg", *map(str, arguments)],
            **{"capture_output": True, "text": True, "env": environment, "timeout": 120, **options},
        )

    return run


@pytest.fixture
def run_here(monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `run`, in the tests' own process, which has the model already: where the process isn't the point."""

    def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        if cwd:
            monkeypatch.chdir(cwd)
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return subprocess.CompletedProcess(arguments, result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def run_line() -> Run:
    """Run `kg` by a line of the shell, redirections included: `run_line("--version >&-")`."""

    def run_line(line: str, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            ["sh", "-c", f"exec {sys.executable} -m kg {line}"],
            **{"capture_output": True, "text": True, "timeout": 120, **options},
        )

    return run_line
