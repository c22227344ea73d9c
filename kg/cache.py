"""Where things are kept that can be made again: records of articles read before."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_dir


def cache_directory(given: Path | None = None) -> Path:
    """The folder of the cache: `given`, else `$KG_CACHE`, else the user's cache folder of the system."""
    return given or Path(os.environ.get("KG_CACHE") or user_cache_dir("news-kg"))
