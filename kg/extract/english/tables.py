"""What the program knows of English words: the tables of this folder, read and checked once.

Each table has one row a word and one column a property of it; the rest of `extract` knows the columns,
never the words. The tables lie in a folder that `kg/build/fingerprint.py` hashes: with another row, all
articles are read again.

    derivations.tsv   which nouns name a verb's event and its parties, and by which prepositions the noun
                      takes them: `subject` and `object`, in the order of preference, `'s` for the
                      possessive. Where both may be possessors, it is the subject's only if the object
                      is there in another way.
    evidence.tsv      what stands around a name and tells what it names: a verb whose `subject` or
                      `object` it is, a noun that is `possessed` by it ("Bell's wife") or has it behind
                      `of` ("the mayor of Bell"). `context` words tell what an article is about.
    furniture.tsv     the first words of lines that are no text: bylines, credits, teasers
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from kg.errors import TableError

FOLDER = Path(__file__).parent

Named = Literal["event", "subject", "object"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells by column, and where it stands."""

    place: str  #: "derivations.tsv, line 7"
    cells: dict[str, str]

    def words(self, column: str) -> tuple[str, ...]:
        """Return the words of a cell, which spaces set apart."""
        return tuple(self.cells[column].split())

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """Return a cell that has to be one of a few words. Raises `TableError` where it isn't."""
        cell = self.cells[column]
        if cell not in allowed:
            raise TableError(f"{self.place}: {column} is {cell!r}, not one of {', '.join(allowed)}")
        return cell


def read_table(file: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a table with a header. Raises `TableError` for other columns or a bad line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != list(columns):
        raise TableError(f"{file.name}, line 1: the columns are not {', '.join(columns)}")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        place = f"{file.name}, line {number}"
        if len(cells) != len(columns):
            raise TableError(f"{place}: {len(cells)} cells, not {len(columns)}")
        if not cells[0] or any(cell != cell.strip() for cell in cells):
            raise TableError(f"{place}: an empty word, or spaces around a cell")
        yield Row(place, dict(zip(columns, cells, strict=True)))


@dataclass(frozen=True, slots=True)
class Derivation:
    """A noun made from a verb, and how it takes the verb's subject and object."""

    verb: str  #: with its particle, if it has one: "take over"
    noun: str
    names: Named  #: the event ("endorsement"), who does it ("endorser"), whom it is done to ("nominee")
    subject: tuple[str, ...]  #: prepositions, or 's: "by from" of "endorsement by Cruz"
    object: tuple[str, ...]
    holder: tuple[str, ...] = ()  #: prepositions that put an event beside whom it is done to: "with", "at"
    doer: tuple[str, ...] = ()  #: and beside who does it: "after", "during"


@cache
def derivations() -> tuple[Derivation, ...]:
    """Return the rows of derivations.tsv, sorted by verb. Raises `TableError` where two are the same."""
    found: dict[tuple[str, str, str], Derivation] = {}
    columns = ("verb", "noun", "names", "subject", "object", "holder", "doer")
    for row in read_table(FOLDER / "derivations.tsv", columns):
        verb, noun = row.cells["verb"], row.cells["noun"]
        names = cast(Named, row.one_of("names", ("event", "subject", "object")))
        if (verb, noun, names) in found:
            raise TableError(f"{row.place}: {verb}, {noun} stands there twice")
        prepositions = [row.words(column) for column in columns[3:]]
        found[verb, noun, names] = Derivation(verb, noun, names, *prepositions)
    return tuple(found.values())


Construction = Literal["subject", "object", "possessed", "of", "context"]
Told = Literal["person", "place", "team"]


@cache
def evidence() -> dict[tuple[str, Construction], Told]:
    """Return what each word tells of a name in a construction. Raises `TableError` for other words."""
    found: dict[tuple[str, Construction], Told] = {}
    for row in read_table(FOLDER / "evidence.tsv", ("word", "construction", "tells")):
        construction = row.one_of("construction", ("subject", "object", "possessed", "of", "context"))
        tells = row.one_of("tells", ("person", "place", "team"))
        found[row.cells["word"], cast(Construction, construction)] = cast(Told, tells)
    return found


@cache
def furniture() -> frozenset[str]:
    """Return the first words, in small letters, of lines that are no text."""
    return frozenset(row.cells["word"] for row in read_table(FOLDER / "furniture.tsv", ("word",)))
