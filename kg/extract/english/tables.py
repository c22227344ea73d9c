"""What the program knows of English words: the tables of this folder, read and checked once.

Each table has one row a word and one column a property of it; the rest of `extract` knows the columns,
never the words. The tables lie in a folder that `kg/build/fingerprint.py` hashes: with another row, all
articles are read again.

    predicates.tsv    what a verb, noun or adjective does to what it governs, by construction: the clause
                      with that, the infinitive, also of its object or its passive, the gerund, what each
                      preposition leads to, the event noun that is its object or subject. `true/false`:
                      true where the word is affirmed, false where it is denied; with one value for both.
                      What has no cell is open. `modifies` is for adverbs and adjectives. `example` and
                      `counter` are the row's tests: a sentence that the row decides, with the governed
                      word in asterisks and what is said of it, and one that comes out otherwise.
    derivations.tsv   which nouns name a verb's event and its parties, and by which prepositions the noun
                      takes them: `subject` and `object`, in the order of preference, `'s` for the
                      possessive. Where both may be possessors, it is the subject's only if the object
                      is there in another way.
    evidence.tsv      what stands around a name and tells what it names: a verb whose `subject` or
                      `object` it is, a noun that is `possessed` by it ("Bell's wife") or has it behind
                      `of` ("the mayor of Bell"), `with`, `at`, `by`, `in` or `for`, or says its `kind`
                      ("the film Bell"). `context` words tell what an article is about.
    nouns.tsv         what a noun may be: the traits that `NOUN_TRAITS` explains
    modifiers.tsv     what a word that stands before or behind a noun may say of it: `MODIFIER_TRAITS`
    honorifics.tsv    words before a person's name that are no part of it, and the gender that they tell;
                      `before` a name only, or any
    capitals.tsv      words in capitals that are no organisation's initials
    generic.tsv       words that are written with capitals, and name nothing: High Street
    furniture.tsv     the first words of lines that are no text: bylines, credits, teasers
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from kg.errors import TableError
from kg.model import Modality, Polarity

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


def read_table(file: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of a table with a header. Raises `TableError` for other columns or a bad line.

    The optional columns are the last, and a line may end before them.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    least, columns = len(columns), [*columns, *optional]
    if not lines or lines[0].split("\t") != columns:
        raise TableError(f"{file.name}, line 1: the columns are not {', '.join(columns)}")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        place = f"{file.name}, line {number}"
        if len(cells) >= least:
            cells += [""] * (len(columns) - len(cells))
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


Construction = Literal[
    "subject", "object", "possessed", "modified", "of", "with", "at", "by", "in", "for",
    "kind", "behind", "named", "context",
]  # fmt: skip
#: "nothing": it is of no class that graphs have, like an index.
Told = Literal["person", "place", "team", "group", "company", "news", "facility", "work", "event", "nothing"]


@cache
def evidence() -> dict[tuple[str, Construction], Told]:
    """Return what each word tells of a name in a construction. Raises `TableError` for other words."""
    found: dict[tuple[str, Construction], Told] = {}
    for row in read_table(FOLDER / "evidence.tsv", ("word", "construction", "tells")):
        construction = row.one_of("construction", get_args(Construction))
        tells = row.one_of("tells", get_args(Told))
        found[row.cells["word"], cast(Construction, construction)] = cast(Told, tells)
    return found


@cache
def furniture(place: Literal["first", "channel"]) -> frozenset[str]:
    """Return the first words, in small letters, of lines that are no text, or where they send readers."""
    rows = read_table(FOLDER / "furniture.tsv", ("word", "place"))
    told = ((row.cells["word"], row.one_of("place", ("first", "channel"))) for row in rows)
    return frozenset(word for word, where in told if where == place)


@cache
def capitals() -> frozenset[str]:
    """Return the words that are written in capitals and are no organisation's initials."""
    return frozenset(row.cells["word"] for row in read_table(FOLDER / "capitals.tsv", ("word",)))


@cache
def generic() -> frozenset[str]:
    """Return the words, in small letters, that are written with capitals and name nothing."""
    return frozenset(row.cells["words"] for row in read_table(FOLDER / "generic.tsv", ("words",)))


@cache
def honorifics(*, only_before_names: bool = False) -> Mapping[str, str]:
    """Return the gender ("m", "f", "u") that each word before a person's name tells, by small letters."""
    found: dict[str, str] = {}
    for row in read_table(FOLDER / "honorifics.tsv", ("word", "gender", "before")):
        gender = row.one_of("gender", ("m", "f", "u"))
        if row.one_of("before", ("name", "any")) == "name" or not only_before_names:
            found[row.cells["word"]] = gender
    return found


#: What a noun may be.
NOUN_TRAITS = {
    "part": "a part of an organisation: its officers are not the whole's",
    "direction": "with a preposition it says where something lies from a place: north of",
    "statement": "it holds somebody's words: letter, tweet",
    "utterance": "it is words that somebody has said: claim, pledge",
    "organization": "an organisation may be described by it: the company",
    "venue": "a place with a name of its own may be described by it: the stadium",
    "pair": "it stands for two who were just named: the duo",
    "joint": "its plural may stand for people or organisations just named: both leaders",
    "paired": "with the, its plural is for the two just named: the leaders",
    "collective": "who is so described is no person: the companies",
    "nameless": "people who are told of without names: the aide",
    "rival": "its possessor has it as another in a contest: her opponent",
    "surname": "a name of a work or an event may end with it, and a person's too: Law, Cross",
    "town": "a town's name stands right behind it: the capital Bell",
    "dwelling": "its possessor lives there",
    "numbered": "it is no name without the number behind it: Chapter 11",
    "whole": "it is no name without what its of leads to: the House of Crane",
    "purpose": "its for or on may be a part of a name: Foundation for Crane",
    "time": "it says when: on that evening",
    "period": "with for, it says how long",
    "age": "a number of it, with old, is an age",
}
#: What a word may say of the noun that it stands before or behind.
MODIFIER_TRAITS = {
    "former": "what the noun says is over",
    "leaving": "the noun's post is still held, and soon no more",
    "qualifier": "before a title, it makes another office of it: deputy",
    "awaiting": "behind a title, who has it has yet to take office: -elect",
    "another": "who is so described is another than the one just named: the merged company",
    "part": "it stands between a place and where that is: in central Oslo",
    "once": "an adverb: it says that a state is over",
    "age": "years with it are an age: 60 years old",
    "aged": "the number behind it is an age: aged 60",
    "describing": "a participle that is an adjective right before a common noun: opposing captain Cruz",
}


@cache
def nouns(trait: str) -> frozenset[str]:
    """Return the nouns that have a trait.

    >>> "stadium" in nouns("venue")
    True
    """
    return _traits("nouns.tsv", tuple(NOUN_TRAITS))[trait]


@cache
def modifying(trait: str) -> frozenset[str]:
    """Return the words that say something of the noun that they stand before or behind.

    >>> "erstwhile" in modifying("former")
    True
    """
    return _traits("modifiers.tsv", tuple(MODIFIER_TRAITS))[trait]


@cache
def _traits(name: str, known: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Return the words of a table by trait. Raises `TableError` for an unknown trait or a word told twice."""
    found: dict[str, set[str]] = {trait: set() for trait in known}
    seen: set[str] = set()
    for row in read_table(FOLDER / name, ("word", "traits")):
        word = row.cells["word"]
        if word in seen:
            raise TableError(f"{row.place}: {word} stands there twice")
        seen.add(word)
        if not row.words("traits"):
            raise TableError(f"{row.place}: {word} has no trait")
        for trait in row.words("traits"):
            if trait not in found:
                raise TableError(f"{row.place}: no such trait: {trait}")
            found[trait].add(word)
    return {trait: frozenset(words) for trait, words in found.items()}


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
        """Return whether what it governs is taken for granted either way: "(did not) regret that"."""
        return self.affirmed == self.denied == "true"


#: What no row covers.
OPEN = Signature("open", "open")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, and what it says of one word in it: a test of the row that it stands in."""

    text: str
    start: int  #: offset of the word
    polarity: str
    modality: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb, noun, adjective or adverb, and what it does to what it governs or modifies."""

    word: str  #: a lemma, with the particle or object that belongs to it ("call off", "take place")
    pos: PartOfSpeech
    constructions: Mapping[str, Signature]  #: by construction; a preposition stands as "prep for"
    modifies: Effect | None  #: of an adverb or adjective: what it makes of what it modifies
    traits: frozenset[str]
    examples: tuple[Example, ...] = ()


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
    "seeks": "behind its 'for' or 'as' stands a post that somebody does not hold yet",
    "copula": "it says what its subject is",
    "names": "it gives its object a name",
    "issues": "its object, if that is a statement, is its subject's words",
    "death": "whom it is told of is dead",
    "once": "once before it says that it is over",
    "impersonal": "its it may stand for nothing",
    "lists": "behind it stand some of those whom the noun before it means",
}


@cache
def predicates() -> Mapping[tuple[str, PartOfSpeech], Predicate]:
    """Return the rows of predicates.tsv by word and part of speech. Raises `TableError` for a bad cell."""
    columns = ("word", "pos", *CONSTRUCTIONS[:5], "prepositions", *CONSTRUCTIONS[5:], "modifies", "traits")
    found: dict[tuple[str, PartOfSpeech], Predicate] = {}
    for row in read_table(FOLDER / "predicates.tsv", columns, ("example", "counter")):
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
        examples = tuple(_example(row, row.cells[name]) for name in ("example", "counter") if row.cells[name])
        found[word, pos] = Predicate(word, pos, constructions, modifies, traits, examples)
    return found


def _example(row: Row, cell: str) -> Example:
    """Read "Cruz refused to *call* Bell. = negated actual": one word in asterisks, and what is said of it."""
    sentence, _, told = cell.partition(" = ")
    before, *rest = sentence.split("*")
    polarity, _, modality = told.partition(" ")
    if len(rest) != 2 or polarity not in get_args(Polarity) or modality not in get_args(Modality):
        raise TableError(
            f"{row.place}: {cell!r} is no example like 'Cruz may *call* Bell. = affirmed possible'"
        )
    return Example(before + "".join(rest), len(before), polarity, modality)


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
