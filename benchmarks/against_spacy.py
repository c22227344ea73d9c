"""What `kg build` costs over the model it stands on.

Reads the same few hundred articles with `kg build` and with nothing but `nlp.pipe` of the same model, each in
a process of its own and in turns, and prints the ratio of CPU time (user and system, children included) and
of peak memory. spaCy alone gets the very paragraphs that `kg` makes of the articles, in batches of the same
size: whole articles cost it more of both.

The articles are those of seeds/, over and over, each time with other names and numbers.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
LIMIT = 1.3  #: what the ratio of CPU time may be

FIRST = "Anna Boris Clara David Elena Frank Grace Henry Irene James Karen Louis Maria Nigel Peter".split()
LAST = (
    "Abbott Baker Carter Dawson Ellis Foster Graham Hughes Irving Jensen Keller Lawson Mercer Norris Osborne "
    "Palmer Quinn Reeves Sawyer Turner Underwood Vaughn Walker Yates"
).split()
CHANGED = {name: FIRST for name in ("Kamala", "Donald", "Joe", "Steven", "Tim", "Doug")} | {
    name: LAST for name in ("Harris", "Trump", "Biden", "Cheung", "Walz", "Vance", "Emhoff", "Dillon")
}
WORD = re.compile(rf"\b(?:{'|'.join(CHANGED)})\b|\b\d{{2,}}\b")

BARE = """
import sys, warnings
from pathlib import Path
warnings.filterwarnings("ignore")
from kg.extract.parsing.pipeline import load_pipeline, paragraphs
texts = (file.read_text(encoding="utf-8") for file in sorted(Path(sys.argv[1]).iterdir()))
for doc in load_pipeline().pipe((part for text in texts for _, part in paragraphs(text)), batch_size=64):
    pass
"""


@dataclass(frozen=True)
class Cost:
    """What a process took."""

    cpu: float  #: seconds, user and system
    seconds: float  #: by the clock
    memory: float  #: peak, in MB


def write_articles(folder: Path, count: int) -> int:
    """Write so many articles, no two alike; returns how many bytes they are."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt"))]
    size = 0
    for number in range(count):
        data = vary(texts[number % len(texts)], number // len(texts)).encode()
        (folder / f"{number:05}.txt").write_bytes(data)
        size += len(data)
    return size


def vary(text: str, turn: int) -> str:
    """The text with other names and numbers; the same at every run; turn 0 leaves it as it is."""

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word.isdigit():
            return str(int(word) + turn) if len(word) != 4 else word
        names = CHANGED[word]
        return names[(turn * 7 + list(CHANGED).index(word)) % len(names)]

    return WORD.sub(other, text) if turn else text


def cost(command: list[str]) -> Cost:
    """Run a command to its end."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command[:4])} … ended with {code}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / unit)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=200, help="how many (default: 200)")
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often; the cheapest run counts (default: 3)"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        articles = Path(temporary, "articles")
        articles.mkdir()
        size = write_articles(articles, options.articles)
        print(f"{options.articles} articles, {size / 1e6:.1f} MB", flush=True)
        commands = {
            "nlp.pipe": [sys.executable, "-c", BARE, str(articles)],
            "kg build": [
                sys.executable,
                "-m",
                "kg",
                "build",
                "--no-cache",
                str(articles),
                "--output",
                f"{temporary}/graph",
            ],
        }
        best: dict[str, Cost] = {}
        for _ in range(options.rounds):
            for name, command in commands.items():
                best[name] = min(best.get(name, Cost(1e9, 0, 0)), cost(command), key=lambda run: run.cpu)
    for name, run in best.items():
        print(f"{name}  {run.cpu:7.1f} s CPU {run.seconds:7.1f} s {run.memory:7.0f} MB peak")
    bare, built = best["nlp.pipe"], best["kg build"]
    ratio, memory = built.cpu / bare.cpu, built.memory / bare.memory
    print(f"CPU time over spaCy alone     {ratio:.2f} (limit {LIMIT})")
    print(f"peak memory over spaCy alone  {memory:.2f}")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
