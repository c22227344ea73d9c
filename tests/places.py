"""Where things are in the checkout, and the type of the command that tests run."""

import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

Run = Callable[..., subprocess.CompletedProcess[str]]

#: What the packaged queries are asked with that take values, where tests/competency/ has the answers.
VALUES = {
    "about-a-person": ("Kamala Harris",),
    "path-between-two-people": ("Steven Cheung", "Keir Starmer"),
    "states-won": ("Donald Trump",),
    "support-for-a-fact": ("Kamala Harris", "called", "Donald Trump"),
}
