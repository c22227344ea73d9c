"""From paths to the files under them: folders with all that they hold, and globs.

What a build wrote is no input: a folder that holds a graph, and the folder that is written to, are passed
over, with one line that says so.
"""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

#: A folder that holds a graph has the first of these files, and one of the others.
_RECORDS, *_BESIDE = ("articles.jsonl", "graph.nq", "manifest.json", "summary.json")


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be read, and why."""

    source: str  #: the path as given, or file and line: "rows.jsonl, line 7"
    reason: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A folder that lies under a path and is no input: the output of a build."""

    source: str
    reason: str


@dataclass(slots=True)
class Collected:
    """The files under some paths, and what is to be said of the rest."""

    files: dict[str, str] = field(default_factory=dict)  #: absolute path → path as the user knows it
    told: list[Skipped | PassedOver] = field(default_factory=list)


def collect(paths: Iterable[str], suffixes: Container[str], kinds: str, output: Path | None) -> Collected:
    """Find the files of some suffixes under the paths; `output` is the folder that is written to, if any."""
    collected = Collected()
    outputs = _Outputs(output, collected.told)
    for path in dict.fromkeys(paths):
        _collect(path, collected, outputs, suffixes, kinds)
    return collected


def fault(error: Exception) -> str:
    """Say in a few words what is wrong with a file."""
    if isinstance(error, UnicodeEncodeError):
        return "its name is not UTF-8"
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return str(error)


def printable(text: str) -> str:
    """Return the text with an escape for each byte of a name that isn't UTF-8."""
    return text.encode(errors="backslashreplace").decode()


def _collect(
    path: str, collected: Collected, outputs: _Outputs, suffixes: Container[str], kinds: str
) -> None:
    told = collected.told
    wrong: list[OSError] = []
    passed = outputs.times_met
    if os.path.isfile(path):
        found = [path]
    elif os.path.isdir(path):
        found = list(_walk(path, outputs, wrong))
    elif os.path.exists(path):
        told.append(Skipped(path, "is neither a file nor a folder"))
        return
    elif glob.has_magic(path):
        found = []
        for hit in sorted(set(_matches(path))):
            if not outputs.hold(os.path.dirname(hit)):
                found += _walk(hit, outputs, wrong) if os.path.isdir(hit) else [hit]
    else:
        told.append(Skipped(path, "there is no such file or folder"))
        return
    told += (Skipped(str(error.filename), fault(error)) for error in wrong)
    articles = [file for file in found if Path(file).suffix.lower() in suffixes]
    inputs = [file for file in articles if not outputs.hold(os.path.dirname(file))]
    for file in inputs:
        collected.files.setdefault(os.path.abspath(file), file)
    if not articles and found == [path]:
        told.append(Skipped(path, f"is of no kind that can be read ({kinds})"))
    elif not inputs and outputs.times_met == passed:
        told.append(Skipped(path, f"no articles there ({kinds})"))


class _Outputs:
    """The folders that builds write; each is told once, however often it is met."""

    def __init__(self, own: Path | None, told: list[Skipped | PassedOver]) -> None:
        self.times_met = 0
        self._own = own and os.path.realpath(own)
        self._told = told
        self._reasons: dict[str, str | None] = {}

    def hold(self, folder: str) -> bool:
        """Tell whether the files of a folder are what a build wrote."""
        place = os.path.realpath(folder)
        if place not in self._reasons:
            self._reasons[place] = self._reason(place)
            if reason := self._reasons[place]:
                self._told.append(PassedOver(os.path.normpath(folder), reason))
        self.times_met += self._reasons[place] is not None
        return self._reasons[place] is not None

    def _reason(self, place: str) -> str | None:
        if place == self._own and any(not name.startswith(".") for name in _names(place)):
            return "is the folder that is written to, and no input"
        there = (os.path.isfile(os.path.join(place, name)) for name in _BESIDE)
        if os.path.isfile(os.path.join(place, _RECORDS)) and any(there):
            return "holds a graph that was built, and is no input"
        return None


def _walk(folder: str, outputs: _Outputs, wrong: list[OSError]) -> Iterator[str]:
    """All files under a folder; hidden ones, hidden folders, and what builds wrote, left out."""
    for parent, folders, names in os.walk(folder, onerror=wrong.append):
        if outputs.hold(parent):
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(parent, name) for name in names if not name.startswith("."))


def _matches(pattern: str) -> Iterator[str]:
    """The paths that a glob stands for, as the shell has it: `**` is any number of folders, none hidden.

    Python's own follows links from folder to folder, and so never ends where they lead in a circle.
    """
    path = Path(pattern)
    yield from _matching(path.anchor, path.parts[1:] if path.anchor else path.parts)


def _matching(folder: str, parts: Sequence[str]) -> Iterator[str]:
    if not parts:
        yield folder or "."
        return
    part, *rest = parts
    if part == "**":
        for parent, folders, _ in os.walk(folder or "."):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from _matching(parent if folder else parent[2:], rest)
    elif not glob.has_magic(part):
        if os.path.lexists(joined := os.path.join(folder, part)):
            yield from _matching(joined, rest)
    else:
        for name in _names(folder or "."):
            if fnmatch.fnmatchcase(name, part) and (part.startswith(".") or not name.startswith(".")):
                yield from _matching(os.path.join(folder, name), rest)


def _names(folder: str) -> list[str]:
    with suppress(OSError):  # no folder, or a closed one: nothing in it is meant
        return os.listdir(folder)
    return []
