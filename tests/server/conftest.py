"""A server over the hand-made graph, and who asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sample
from live import serving


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made graph as a build leaves it, with a drawing."""
    directory = sample.write(tmp_path_factory.mktemp("served"))
    (directory / "graph.html").write_text("<!DOCTYPE html><title>The drawing</title>", "utf-8")
    return directory


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The address of the hand-made graph."""
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="session")
def client(site: str) -> Iterator[httpx.Client]:
    """Asks the hand-made graph's server; follows no redirects."""
    with httpx.Client(base_url=site, timeout=30) as asking:
        yield asking
