"""README.md shows what the commands answer: each example on the built seeds is run and compared."""

import re
import shlex
import subprocess
import textwrap
from pathlib import Path

import pytest
from places import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
_EXAMPLES = README.partition("## Five questions and their answers")[2].partition("\n## ")[0]


def shown() -> list[tuple[str, str]]:
    """Each `kg query` that stands above a table, as it would be typed, and the table."""
    found = []
    for part in re.split(r"^\*\*", _EXAMPLES, flags=re.M)[1:]:
        blocks = [textwrap.dedent(block) for block in re.findall(r"(?:^    .*\n)+", part, flags=re.M)]
        if typed := re.search(r"`(kg query [^`]+)`", part):
            blocks.insert(0, typed[1])
        found.append((blocks[0], blocks[1]))
    return found


@pytest.mark.parametrize(("command", "table"), shown())
def test_a_question_has_the_answer_that_stands_below_it(
    command: str, table: str, built: Path, run: Run
) -> None:
    kg, query, output, *rest = shlex.split(command)
    assert (kg, query, output) == ("kg", "query", "output")
    process: subprocess.CompletedProcess[str] = run("query", built, *rest)
    lines = [line.rstrip() for line in process.stdout.splitlines()]
    assert lines == table.splitlines(), "bring README.md along"


def test_there_are_as_many_as_the_heading_says() -> None:
    assert len(shown()) == 5
