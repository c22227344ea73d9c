"""What has gone into a store, noted line by line: a load that was cut off goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import writing_output


@dataclass(frozen=True, slots=True)
class Entry:
    """How far one graph has come."""

    graph: str
    digest: str  #: of what is being loaded
    batches: int  #: that the store has taken, of a graph that is not whole
    whole: bool = False  #: the store has taken all


class Journal:
    """The entries of one dataset in one store, by graph; the newest counts.

    A file of JSON lines that only grows while a load runs. A line that was cut off or garbled is passed over:
    what it told is done again, and does no harm.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, Entry] = {}
        with writing_output(path):
            if path.exists():
                self._entries = {entry.graph: entry for entry in _entries(path.read_bytes()) if entry.digest}
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text("".join(map(_line, self._entries.values())), encoding="utf-8")
            os.replace(fresh, path)

    @classmethod
    def of(cls, store: str, dataset: str, *, cache: Path) -> Journal:
        """The journal of a dataset (the IRI of its description) in the store at a URL."""
        key = hashlib.sha256(f"{store}\n{dataset}".encode()).hexdigest()[:16]
        return cls(cache / "load" / f"{key}.jsonl")

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries.values()))

    def get(self, graph: str) -> Entry | None:
        """What is known of a graph."""
        return self._entries.get(graph)

    def note(self, entry: Entry) -> None:
        """Set down how far a graph has come."""
        if self._entries.get(entry.graph) != entry:
            self._entries[entry.graph] = entry
            self._append(entry)

    def forget(self, graph: str) -> None:
        """Take back what was noted of a graph."""
        if self._entries.pop(graph, None):
            self._append(Entry(graph, "", 0))

    def _append(self, entry: Entry) -> None:
        with writing_output(self._path), self._path.open("a", encoding="utf-8") as file:
            file.write(_line(entry))


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"


def _entries(content: bytes) -> Iterator[Entry]:
    for line in content.splitlines():
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError, RecursionError):  # cut off, garbled, or of another version
            continue
        kinds = [type(value) for value in (entry.graph, entry.digest, entry.batches, entry.whole)]
        if kinds == [str, str, int, bool] and entry.batches >= 0:
            yield entry
