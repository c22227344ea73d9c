"""What the program knows of English words: the tables of this folder, read and checked once.

Each table has one row a word and one column a property of it; the rest of `extract` knows the columns,
never the words. The tables lie in a folder that `kg/build/fingerprint.py` hashes: with another row, all
articles are read again.

    predicates.tsv    what a verb, noun or adjective does to what it governs, by construction: the clause
                      with that, the infinitive, also of its object or its passive, the gerund, what each
                      preposition leads to, the event noun that is its object or subject. `true/false`:
                      true where the word is affirmed, false where it is denied; with one value for both.
                      What has no cell is open. `modifies` is for adverbs and adjectives. `examples` are
                      the row's tests: sentences with the word in asterisks, and what they say of it.
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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

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


#: What a word makes of what it governs.
Effect = Literal["true", "false", "open", "unlikely", "planned", "unplanned", "alleged", "unreal"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
PartOfSpeech = Literal["verb", "noun", "adjective", "adverb"]
PARTS_OF_SPEECH: tuple[PartOfSpeech, ...] = get_args(PartOfSpeech)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word makes of what it governs when it is affirmed itself, and when it is denied."""

    affirmed: Effect
    denied: Effect

    @property
    def is_factive(self) -> bool:
        """Whether what it governs is taken for granted either way: "(did not) regret that"."""
        return self.affirmed == self.denied == "true"


#: What no row covers.
OPEN = Signature("open", "open")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb, noun, adjective or adverb, and what it does to what it governs or modifies."""

    word: str  #: a lemma, with the particle or object that belongs to it ("call off", "take place")
    pos: PartOfSpeech
    constructions: Mapping[str, Signature]  #: by construction; a preposition stands as "prep for"
    modifies: Effect | None  #: of an adverb or adjective: what it makes of what it modifies
    traits: frozenset[str]


#: What a word may govern, besides what a preposition leads to.
CONSTRUCTIONS = ("that", "to", "object_to", "passive_to", "gerund", "object", "subject")
#: What else there is to know of a word.
TRAITS = {
    "reports": "its subject is the source of its that-clause",
    "speaks": "its subject may speak a quotation beside it",
    "contact": "to do it is to get in touch with somebody, often in order to do a courtesy",
    "courtesy": "what one gets in touch to do, and then does",
    "result": "its infinitive may be what came of it",
    "thing": "the noun of an event, or of what is left when that is over: agreement, report",
    "hostile": "whoever is called so makes claims that the article does not adopt",
    "object-control": "its object is the subject of a clause behind its preposition",
    "subject-control": "its subject is that of its infinitive, though it has an object",
    "control": "its possessor is the subject of its infinitive",
    "closes": "it says with what its subject begins, answers or ends",
    "serves": "behind its 'as' stands what its subject is",
    "served": "its past tense says that the service is over",
    "state": "its past tense says that it is over",
    "lasting": "its past tense says that it is over where its time is told",
    "removes": "its object loses a post, which may stand behind its 'as'",
    "resigns": "its subject gives up a post, which may stand behind its 'as'",
    "appoints": "behind its 'as' stands what its object is held to be",
    "copula": "it says what its subject is",
    "names": "it gives its object a name",
}


@cache
def predicates() -> Mapping[tuple[str, PartOfSpeech], Predicate]:
    """Return the rows of predicates.tsv by word and part of speech. Raises `TableError` for a bad cell."""
    columns = ("word", "pos", *CONSTRUCTIONS[:5], "prepositions", *CONSTRUCTIONS[5:], "modifies", "traits")
    found: dict[tuple[str, PartOfSpeech], Predicate] = {}
    for row in read_table(FOLDER / "predicates.tsv", columns):
        word = row.cells["word"]
        pos = cast(PartOfSpeech, row.one_of("pos", PARTS_OF_SPEECH))
        constructions = {
            name: _signature(row, name, row.cells[name]) for name in CONSTRUCTIONS if row.cells[name]
        }
        for cell in row.words("prepositions"):
            preposition, _, signature = cell.partition(":")
            constructions[f"prep {preposition}"] = _signature(row, "prepositions", signature)
        modifies = cast(Effect, row.one_of("modifies", EFFECTS)) if row.cells["modifies"] else None
        traits = frozenset(row.words("traits"))
        if unknown := sorted(traits - TRAITS.keys()):
            raise TableError(f"{row.place}: no such trait: {', '.join(unknown)}")
        if (word, pos) in found:
            raise TableError(f"{row.place}: {word}, {pos} stands there twice")
        found[word, pos] = Predicate(word, pos, constructions, modifies, traits)
    return found


def _signature(row: Row, column: str, cell: str) -> Signature:
    affirmed, _, denied = cell.partition("/")
    for effect in (affirmed, denied or affirmed):
        if effect not in EFFECTS:
            raise TableError(f"{row.place}: {column} has {effect!r}, not one of {', '.join(EFFECTS)}")
    return Signature(cast(Effect, affirmed), cast(Effect, denied or affirmed))


@cache
def with_trait(trait: str, pos: PartOfSpeech = "verb") -> frozenset[str]:
    """Return the words that have a trait.

    >>> "serve" in with_trait("serves")
    True
    """
    if trait not in TRAITS:
        raise KeyError(trait)
    return frozenset(word for (word, of), row in predicates().items() if of == pos and trait in row.traits)


@cache
def verbs_of_saying() -> frozenset[str]:
    """Return the verbs that report what is so: said by a source, and told as actual."""
    return frozenset(
        word
        for (word, pos), row in predicates().items()
        if pos == "verb"
        and "reports" in row.traits
        and row.constructions.get("that", OPEN).affirmed == "true"
    )


@cache
def modifiers() -> Mapping[str, Effect]:
    """Return what adverbs and adjectives make of what they modify: "allegedly", "planned"."""
    return {word: row.modifies for (word, _), row in predicates().items() if row.modifies is not None}
