"""Where things are in the checkout, and the type of the command that tests run."""

import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

Run = Callable[..., subprocess.CompletedProcess[str]]
