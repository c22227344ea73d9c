"""Ctrl-C and SIGTERM, whenever they come: the command ends as it was asked to, and nothing is half done."""

import itertools
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from places import Run

YESTERDAY = "the graph of yesterday"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}

#: Runs `kg` with the arguments, and `meet()` once at a given place.
AT = {
    "while spaCy is imported": """
class Finder:
    def find_spec(self, name, *_):
        if name == "spacy":
            sys.meta_path.remove(self)
            meet()
sys.meta_path.insert(0, Finder())
""",
    "while articles are read": """
from kg.build import workers
real = workers._extract
workers._extract = lambda *arguments: (meet(), real(*arguments))[1]
""",
    "before the graph is made": """
from kg.build import pipeline
real = pipeline.resolve
pipeline.resolve = lambda *arguments, **options: (meet(), real(*arguments, **options))[1]
""",
    "while files are put in place": """
real = os.rename
def rename(source, target):
    if target.name == "graph.ttl":
        meet()
    real(source, target)
os.rename = rename
""",
}
READING = {"while spaCy is imported", "while articles are read"}  #: not where all is in the cache
#: What `meet()` does. The signal of the first comes from outside; in the others its exception is lost.
MEETING = {
    "raised": "print('here', flush=True); time.sleep(60)",
    "lost in the callback of a weak reference": """
    thing = type("Thing", (), {})()
    kept = weakref.ref(thing, lambda _: signal.raise_signal(NUMBER))
    del thing
""",
    "lost under a bare except": """
    try: signal.raise_signal(NUMBER)
    except: pass
""",
    "raised in code that C code runs": """
    run = ctypes.PYFUNCTYPE(ctypes.py_object, *[ctypes.c_char_p, ctypes.c_int] + 2 * [ctypes.py_object])
    run(("PyRun_String", ctypes.pythonapi))(b"signal.raise_signal(NUMBER)", 257, globals(), globals())
""",
}
RUN = "from kg.cli import main; main()"


def program(at: str, meeting: str, number: int) -> str:
    return "\n".join(
        (
            "import ctypes, os, signal, sys, time, weakref",
            f"NUMBER = {int(number)}",
            f"def meet():\n    {MEETING[meeting].strip()}",
            AT[at],
            RUN,
        )
    )


@pytest.fixture
def news(tmp_path: Path, run_here: Run) -> Path:
    """A folder with an article, whose record is in the cache, and a folder to build into."""
    (tmp_path / "a.txt").write_text("Kamala Harris called Donald Trump on Wednesday.\n", encoding="utf-8")
    assert run_here("build", "a.txt", "--output", "before", cwd=tmp_path).returncode == 0
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.nq").write_text(YESTERDAY)
    return tmp_path


#: Each way and each signal; the other combinations are slow.
QUICK = {
    ("while spaCy is imported", "lost in the callback of a weak reference", signal.SIGTERM),
    ("before the graph is made", "lost under a bare except", signal.SIGINT),
    ("while articles are read", "raised in code that C code runs", signal.SIGINT),
    ("while files are put in place", "raised", signal.SIGINT),
}


@pytest.mark.parametrize(
    ("at", "meeting", "number"),
    [
        pytest.param(*case, marks=[] if case in QUICK else [pytest.mark.slow])
        for case in itertools.product(AT, MEETING, CODES)
    ],
)
def test_an_interrupted_build_leaves_the_folder_as_it_was(
    news: Path, at: str, meeting: str, number: signal.Signals
) -> None:
    (news / "program.py").write_text(program(at, meeting, number))
    command = [sys.executable, "-m", "program", "build", "a.txt", "--output", "out"]
    command += ["--no-cache"] if at in READING else []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=news
    ) as process:
        if meeting == "raised":
            assert process.stdout and process.stdout.readline() == "here\n"
            process.send_signal(number)
        _, complaint = process.communicate(timeout=60)
    assert complaint == ("kg: interrupted\n" if number == signal.SIGINT else "")
    assert process.returncode == CODES[number]
    assert os.listdir(news / "out") == ["graph.nq"]
    assert (news / "out" / "graph.nq").read_text() == YESTERDAY
