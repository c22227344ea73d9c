"""The cache: where it is, and that it is never worse than none."""

from pathlib import Path

import pytest

from kg.cache import cache_directory


def test_the_cache_is_where_one_says(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_directory() == cache
    assert cache_directory(tmp_path) == tmp_path
    monkeypatch.delenv("KG_CACHE")
    assert cache_directory().name == "news-kg"
