"""The ontology folder, read, checked and hashed: what both stages know of classes, properties and names.

Stands before stage 1: `load_ontology` reads kg.ttl, shapes.ttl and names/*.tsv once, and the rest asks the
`Ontology` it gives. (lexicon.ttl, how the language says each property, is read by `kg.ontology.lexicon`.)
A mistake in the data is an `OntologyError` that names the file and the line or the term.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pyoxigraph as ox

from kg.errors import OntologyError

#: The language types: what English itself knows of things; below each of the six, what it treats apart.
LANGUAGE_TYPES: Mapping[str, str | None] = MappingProxyType(
    {
        "person": None, "group": None, "place": None, "work": None, "event": None, "post": None,
        "company": "group", "government": "group", "news": "group", "school": "group", "party": "group",
        "campaign": "group", "country": "place", "state": "place", "city": "place", "facility": "place",
        "election": "event", "team": "group", "award": "work",
    }
)  # fmt: skip

Datatype = Literal["integer", "decimal", "string", "date"]
Row = Mapping[str, str]

LEX = "https://example.org/kg/lexicon#"
NAMESPACE = "https://example.org/kg/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_DCTERMS = "http://purl.org/dc/terms/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_VANN = "http://purl.org/vocab/vann/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SH = "http://www.w3.org/ns/shacl#"

_RESOURCE, _DATA, _REMARK = _OWL + "ObjectProperty", _OWL + "DatatypeProperty", _OWL + "AnnotationProperty"
_CLASS, _SYMMETRIC = _OWL + "Class", _OWL + "SymmetricProperty"
_ONE_DOMAIN, _ANY_DOMAIN = _RDFS + "domain", _SCHEMA + "domainIncludes"
_ONE_RANGE, _ANY_RANGE = _RDFS + "range", _SCHEMA + "rangeIncludes"

#: What may be said of a term: a misspelt rdfs:subclassOf must not pass for something we don't read.
_SAYABLE = frozenset(
    {
        _RDF + "type",
        _DCTERMS + "subject",
        _ANY_DOMAIN,
        _ANY_RANGE,
        NAMESPACE + "actsAs",
        NAMESPACE + "whereUnowned",
    }
    | {LEX + name for name in ("type", "head", "vagueHead", "sort", "plain", "owner", "label")}
    | {
        _RDFS + name
        for name in (
            "label",
            "comment",
            "subClassOf",
            "subPropertyOf",
            "domain",
            "range",
            "isDefinedBy",
            "seeAlso",
        )
    }
    | {_OWL + name for name in ("inverseOf", "deprecated", "equivalentClass", "equivalentProperty")}
    | {
        _SKOS + name
        for name in (
            "definition",
            "closeMatch",
            "exactMatch",
            "broadMatch",
            "narrowMatch",
            "relatedMatch",
            "altLabel",
            "example",
            "scopeNote",
        )
    }
)
_DATATYPES: Mapping[str, Datatype] = {
    _XSD + "integer": "integer",
    _XSD + "decimal": "decimal",
    _XSD + "string": "string",
    _XSD + "date": "date",  # or a month or a year, where that is all that is known
}
_FIELD = re.compile(r"\{(\w*)\}")
#: What a class may have above it: pages and shapes go down as deep.
MAX_SUPERCLASSES = 100
#: The columns that the program reads, by table.
COLUMNS = {
    "body_prefixes": ("prefix",),
    "company_suffixes": ("suffix", "comma"),
    "first_names": ("name", "gender"),
    "head_words": ("word", "class"),
    "nicknames": ("nickname", "name"),
    "nouns": ("noun", "role"),
    "offices": ("title", "variants", "kind", "leads", "unique", "of"),
    "organizations": ("name", "class", "country", "aliases"),
    "person_nouns": ("noun", "gender"),
    "places": ("name", "class", "in", "aliases", "demonyms"),
    "title_kinds": ("kind", "post", "owners", "none_in"),
    "units": ("noun", "with", "unit", "leans"),
    "works": ("name", "class", "aliases"),
}
#: The words that a column may have.
_CELLS = {
    ("company_suffixes", "comma"): ("yes", ""),
    ("nouns", "role"): ("classifier", "force", "electoral"),
    ("title_kinds", "post"): ("yes", "no"),
    ("units", "leans"): ("yes", ""),
}
#: What the graph says whatever the ontology: who said a quotation, whose an office is.
_KEPT = ("said", "jurisdiction")
#: The classes from elsewhere that a property of ours describes.
_DESCRIBED = frozenset(
    {
        _SCHEMA + "NewsArticle",
        "http://rdfs.org/ns/void#Dataset",
        "http://www.w3.org/ns/prov#Entity",
    }
)


@dataclass(frozen=True, slots=True)
class Property:
    """What may hold between two things, or between a thing and a number or a text."""

    name: str  #: local name: "called"
    label: str
    definition: str
    domain: tuple[str, ...]  #: classes, any of which will do
    range: tuple[str, ...]  #: the same; () for a literal
    datatype: Datatype | None = None  #: of a literal
    least: Decimal | None = None  #: of a number, as shapes.ttl has it
    most: Decimal | None = None
    symmetric: bool = False
    inverse: str | None = None  #: the name of the other direction, which the graph never writes
    unowned: str | None = None  #: the property that says it as text, where the object's owner isn't told


@dataclass(frozen=True, slots=True, eq=False)
class Dependent:
    """A class whose things are known by whose they are, besides a title or a year: offices, elections.

    Two mentions are of one thing where nothing that the label has differs.
    """

    cls: str
    type: str  #: its language type
    label: str  #: what to call one: "{year} {owner} {title}"
    owners: tuple[str, ...]  #: the language types of what one may belong to
    heads: Mapping[str, str]  #: the nouns that stand for one, and what they are in a title
    vague: frozenset[str]  #: of these, those that an owner alone doesn't tell from others: "the Ohio race"
    sorts: frozenset[str]  #: words before the noun that tell which: "presidential"
    plain: frozenset[str]  #: adjectives before it that tell nothing: "recent"

    @property
    def dated(self) -> bool:
        """Return whether one of an owner is told from another by its year."""
        return "{year}" in self.label

    @property
    def noun(self) -> str:
        """Its title where nothing tells which it is: "election"."""
        return next(iter(self.heads.values()), "")

    def sort(self, title: str) -> frozenset[str]:
        """Return the words of a title that tell which it is: of "presidential race", "presidential"."""
        bare = {word for word, noun in self.heads.items() if noun == self.noun}
        return frozenset(title.lower().split()) - bare - {f"{word}s" for word in bare}


@dataclass(frozen=True, slots=True)
class Ontology:
    """The classes, properties and tables of names of one ontology folder."""

    namespace: str  #: what the IRIs of its terms start with
    prefix: str  #: as its header would have it: "kg"
    classes: Mapping[str, tuple[str, ...]]  #: name → direct superclasses
    properties: Mapping[str, Property]  #: name → property; bookkeeping (kg:evidence …) is not among them
    labels: Mapping[
        str, str
    ]  #: of every term, classes and bookkeeping too: "PoliticalParty" → "political party"
    directory: Path
    digest: str  #: SHA-256 over all files of the folder
    reading_digest: (
        str  #: SHA-256 over what reading an article asks: names/ and kg.ttl without its properties
    )
    triples: (
        bytes  #: kg.ttl, as read; with the terms of records behind it, where they are of another namespace
    )
    types: Mapping[str, str]  #: class → its language type, its own or that of the nearest class above
    dependents: Mapping[str, Dependent]  #: class → what it says, or the nearest above, if its things depend
    #: property and kind of word (verb, noun, role) → how many claims were judged right, and wrong
    judged: Mapping[tuple[str, str], tuple[int, int]]
    _above: Mapping[str, tuple[str, ...]] = field(repr=False)
    _counts_as: Mapping[str, frozenset[str]] = field(repr=False)
    _tables: Mapping[str, tuple[Row, ...]] = field(repr=False)
    _prefix: re.Pattern[str] = field(repr=False)
    _suffix: re.Pattern[str] = field(repr=False)

    def ancestors(self, kind: str) -> tuple[str, ...]:
        """Give all superclasses of a class, nearest first: State → Place. A KeyError for an unknown class."""
        return self._above[kind]

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Say whether all things of class `kind` are of class `ancestor`: a City is a City and a Place."""
        return kind == ancestor or ancestor in self._above[kind]

    def fits(self, kind: str, allowed: tuple[str, ...]) -> bool:
        """Say whether a thing of class `kind` may stand where one of `allowed` is asked for.

        As `is_a`, and countries, states and cities pass for agents (kg:actsAs in kg.ttl); what has no
        class, "", fits nothing.
        """
        return not self._counts_as.get(kind, frozenset()).isdisjoint(allowed)

    def type_of(self, kind: str) -> str:
        """Return the language type of a class; of a language type itself, it; "" where there is none."""
        return kind if kind in LANGUAGE_TYPES else self.types.get(kind, "")

    def is_type(self, kind: str, *wanted: str) -> bool:
        """Return whether a class has one of these language types, or one below it."""
        found: str | None = self.type_of(kind)
        while found:
            if found in wanted:
                return True
            found = LANGUAGE_TYPES[found]
        return False

    def class_of(self, language_type: str, told: str = "") -> str:
        """Return the class of a language type: the uppermost; where none has it, that of the type above.

        A class of that type that is told is taken instead; "" where no class is of such a type.
        """
        if told and self.types.get(told) == language_type:
            return told
        wanted: str | None = language_type
        while wanted:
            found = [kind for kind, own in self.types.items() if own == wanted]
            if found:
                return min(found, key=lambda kind: (len(self._above[kind]), kind))
            wanted = LANGUAGE_TYPES[wanted]
        return ""

    def without_prefix(self, name: str) -> str:
        """Return the name of a country's body without the country, where names/body_prefixes.tsv has it."""
        return self._prefix.sub("", name)

    def without_suffix(self, name: str) -> str:
        """Return a company's name without "Inc." and the like, which names/company_suffixes.tsv has."""
        return self._suffix.sub("", name)

    def names(self, table: str) -> tuple[Row, ...]:
        """Return the rows of names/<table>.tsv in the file's order, each column by its heading.

        Raises an `OntologyError` when there is no such table.
        """
        if table not in self._tables:
            raise OntologyError(f"names/{table}.tsv: missing from {self.directory}")
        return self._tables[table]


def data_directory(name: str) -> Path:
    """Return the folder of data called `name` ("ontology", "queries"): in the wheel, or in the checkout."""
    root = Path(__file__).parents[1]
    packaged = root / "_data" / name
    return packaged if packaged.is_dir() else root.parent / name


def load_ontology(directory: Path | None = None) -> Ontology:
    """Read and check an ontology folder; the packaged one when no other is given.

    Raises an `OntologyError` for the first mistake: a file that is missing or can't be parsed (with its
    line), a term that is unknown, undescribed or contradictory, a table with a row of the wrong length.
    """
    directory = data_directory("ontology") if directory is None else directory
    if not directory.is_dir():
        raise OntologyError(f"{directory}: no such folder")
    content = _read(directory, "kg.ttl")
    terms = _Terms(parse_turtle("kg.ttl", content))
    terms.check()
    limits = _limits(parse_turtle("shapes.ttl", _read(directory, "shapes.ttl")))
    classes = terms.classes()
    above = {kind: _ancestors(kind, classes) for kind in classes}
    if terms.namespace != NAMESPACE:
        content += b"\n" + _bookkeeping()
    tables = {**_packaged_tables(terms.namespace), **_tables(directory)}
    properties, types = terms.properties(limits), terms.language_types(above)
    return Ontology(
        namespace=terms.namespace,
        prefix=terms.prefix,
        classes=MappingProxyType(classes),
        properties=MappingProxyType(properties),
        labels=MappingProxyType({name: terms.text(name, _RDFS + "label") for name in terms.declared}),
        directory=directory,
        digest=_digest(directory.rglob("*"), directory),
        reading_digest=_digest((directory / "names").rglob("*"), directory, *terms.other_than_properties()),
        triples=content,
        types=MappingProxyType(types),
        dependents=MappingProxyType(terms.dependents(types, above)),
        judged=MappingProxyType(_judged(directory, properties)),
        _above=MappingProxyType(above),
        _counts_as=MappingProxyType(_counts_as(above, terms)),
        _tables=MappingProxyType(tables),
        _prefix=_prefix(tables.get("body_prefixes", ())),
        _suffix=_suffix(tables.get("company_suffixes", ())),
    )


def _tables(directory: Path) -> dict[str, tuple[Row, ...]]:
    return {path.stem: tuple(_rows(path)) for path in sorted((directory / "names").glob("*.tsv"))}


def _prefix(rows: Iterable[Row]) -> re.Pattern[str]:
    """Return what matches a country at the beginning of a name in which more than one word follows it."""
    words = "|".join(re.escape(row["prefix"]) for row in rows)
    return re.compile(rf"^(the )?({words}) (?=\S+ )" if words else r"$^")


def _suffix(rows: Iterable[Row]) -> re.Pattern[str]:
    """Return what matches a company's suffix at the end of its name, behind a space or a comma."""
    words = "|".join(re.escape(row["suffix"]) for row in rows)
    return re.compile(rf"(?<![, ])[, ]+({words})\.?(?=$| )" if words else r"$^")


@lru_cache(maxsize=2)
def _packaged_tables(namespace: str) -> dict[str, tuple[Row, ...]]:
    """Return the shipped tables for a package of another namespace, their classes as language types.

    They stand where the package has no table of that name: given names, places and titles are much the
    same in every domain.
    """
    if namespace == NAMESPACE:
        return {}
    shipped = load_ontology()
    return {
        name: tuple(
            MappingProxyType(
                {key: shipped.type_of(cell) if key in ("class", "of") else cell for key, cell in row.items()}
            )
            for row in rows
        )
        for name, rows in shipped._tables.items()
    }


def parse_turtle(name: str, content: bytes) -> list[ox.Triple]:
    """Return the triples of a Turtle file in its order; an `OntologyError` names the file and the line."""
    try:
        triples = [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        fault = str(error.msg).partition(": ")[2] or error.msg
        raise OntologyError(f"{name}: line {error.lineno}: {fault}") from None
    for triple in triples:
        if isinstance(triple.object, ox.Triple):
            raise OntologyError(
                f"{name}: {_short(triple.predicate.value)} of a triple term: RDF 1.2, and 1.1 is read here"
            )
        if isinstance(triple.object, ox.Literal) and triple.object.direction:
            raise OntologyError(
                f"{name}: {triple.object}: a text with a direction: RDF 1.2, and 1.1 is read here"
            )
    return triples


def _limits(shapes: Iterable[ox.Triple]) -> dict[str, dict[str, Decimal]]:
    """Return the least and the most that shapes allow of a number, by the IRI of its property."""
    said: dict[object, dict[str, str]] = defaultdict(dict)
    for triple in shapes:
        if isinstance(triple.object, ox.NamedNode | ox.Literal):
            said[triple.subject][triple.predicate.value] = triple.object.value
    found: dict[str, dict[str, Decimal]] = {}
    for shape in said.values():
        for predicate, name in ((_SH + "minInclusive", "least"), (_SH + "maxInclusive", "most")):
            if _SH + "path" in shape and predicate in shape:
                with suppress(InvalidOperation):
                    found.setdefault(shape[_SH + "path"], {})[name] = Decimal(shape[predicate])
    return found


def _read(directory: Path, name: str) -> bytes:
    try:
        return (directory / name).read_bytes()
    except FileNotFoundError:
        raise OntologyError(f"{name}: missing from {directory}") from None
    except OSError as error:
        raise OntologyError(f"{name}: can't be read: {error.strerror}") from None


class _Terms:
    """The triples of kg.ttl by subject and predicate, in the file's order."""

    def __init__(self, triples: list[ox.Triple]) -> None:
        self.namespace, self.prefix = _namespace(triples)
        self._said: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = {}
        self._used: dict[str, str] = {}  # our name → the subject it was seen with
        for triple in triples:
            predicate = triple.predicate.value
            if not isinstance(triple.subject, ox.NamedNode) or isinstance(triple.object, ox.BlankNode):
                raise OntologyError(f"kg.ttl: {_short(predicate)} of a blank node: give it a name")
            subject = triple.subject.value
            self._said.setdefault(subject, defaultdict(list))[predicate].append(triple.object)
            for term in triple:
                if isinstance(term, ox.NamedNode) and term.value.startswith(self.namespace):
                    self._used.setdefault(term.value.removeprefix(self.namespace), subject)
        self.declared = tuple(
            subject.removeprefix(self.namespace)
            for subject, said in self._said.items()
            if subject.startswith(self.namespace) and said[_RDF + "type"]
        )

    def values(self, name: str, predicate: str) -> list[str]:
        """Return the IRIs that kg.ttl gives for our term `name`."""
        objects = self._said.get(self.namespace + name, {}).get(predicate, [])
        return [term.value for term in objects if isinstance(term, ox.NamedNode)]

    def ours(self, name: str, *predicates: str) -> tuple[str, ...]:
        """Return the local names of those values that are terms of ours, over several predicates."""
        return tuple(
            value.removeprefix(self.namespace)
            for predicate in predicates
            for value in self.values(name, predicate)
            if value.startswith(self.namespace)
        )

    def text(self, name: str, predicate: str) -> str:
        """Return the English text of a term, "" when there is none."""
        for term in self._said.get(self.namespace + name, {}).get(predicate, []):
            if isinstance(term, ox.Literal) and term.language == "en" and term.value.strip():
                return term.value
        return ""

    def types(self, name: str) -> frozenset[str]:
        """Return the rdf:type of a term."""
        return frozenset(self.values(name, _RDF + "type"))

    def other_than_properties(self) -> Iterator[str]:
        """Yield what is said of everything but properties, a sorted line for each triple."""
        properties = {_RESOURCE, _DATA, _REMARK}
        for subject, said in sorted(self._said.items()):
            if not any(str(getattr(kind, "value", "")) in properties for kind in said.get(_RDF + "type", ())):
                for predicate, values in sorted(said.items()):
                    yield from (f"{subject} {predicate} {value}" for value in sorted(map(str, values)))

    def classes(self) -> dict[str, tuple[str, ...]]:
        """Return each class with its direct superclasses."""
        return {
            name: self.ours(name, _RDFS + "subClassOf")
            for name in self.declared
            if _CLASS in self.types(name)
        }

    def language_types(self, above: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        """Return the language type of each class that has one, of its own or from above."""
        own = {}
        for kind in above:
            for value in self.values(kind, LEX + "type"):
                name = value.removeprefix(LEX)
                if name not in LANGUAGE_TYPES:
                    known = ", ".join(f"lex:{name}" for name in LANGUAGE_TYPES)
                    raise OntologyError(
                        f"kg.ttl: {self.prefix}:{kind} has unknown lex:type {_short(value)}; there are "
                        f"{known}"
                    )
                own[kind] = name
        found = {kind: next((own[k] for k in (kind, *above[kind]) if k in own), "") for kind in above}
        return {kind: name for kind, name in found.items() if name}

    def dependents(
        self, types: Mapping[str, str], above: Mapping[str, tuple[str, ...]]
    ) -> dict[str, Dependent]:
        """Return what the classes with a lex:label say, and those below. Raises an `OntologyError`."""
        found: dict[str, Dependent] = {}
        known: dict[str, str] = {}  # head word → class
        for name in self.declared:
            term, labels = f"kg.ttl: {self.prefix}:{name}", self.texts(name, LEX + "label")
            heads = [*self.texts(name, LEX + "head"), *self.texts(name, LEX + "vagueHead")]
            owners = [value.removeprefix(LEX) for value in self.values(name, LEX + "owner")]
            if not labels:
                if heads or owners:
                    raise OntologyError(f"{term} has lex:head or lex:owner, but no lex:label")
                continue
            if name not in types:
                raise OntologyError(f"{term} has lex:label, but no lex:type")
            fields = set(_FIELD.findall(labels[0]))
            if len(labels) > 1 or "owner" not in fields or not fields <= {"owner", "title", "year"}:
                raise OntologyError(
                    f"{term} needs one lex:label with {{owner}}, and {{title}} or {{year}} if it has them"
                )
            for owner in owners:
                if owner not in LANGUAGE_TYPES:
                    raise OntologyError(f"{term} has unknown lex:owner {_short(LEX + owner)}")
            words = {word: noun for entry in heads for word, noun in _head_words(entry)}
            for word in words:
                if known.setdefault(word, name) != name:
                    raise OntologyError(f"{term} has the lex:head {word!r} of {self.prefix}:{known[word]}")
            found[name] = Dependent(
                cls=name,
                type=types[name],
                label=labels[0],
                owners=tuple(owners),
                heads=MappingProxyType(words),
                vague=frozenset(w for e in self.texts(name, LEX + "vagueHead") for w, _ in _head_words(e)),
                sorts=frozenset(self._words(name, LEX + "sort")),
                plain=frozenset(self._words(name, LEX + "plain")),
            )
        inherited = {
            kind: next((found[k] for k in (kind, *above[kind]) if k in found), None) for kind in above
        }
        for kind, own in inherited.items():
            if own is None and types.get(kind) == "post":
                raise OntologyError(
                    f"kg.ttl: {self.prefix}:{kind} has lex:type lex:post, but no lex:label like "
                    '"{title} of {owner}"'
                )
        return {kind: own for kind, own in inherited.items() if own is not None}

    def texts(self, name: str, predicate: str) -> list[str]:
        """Return the texts that kg.ttl gives for our term `name`, in the file's order."""
        objects = self._said.get(self.namespace + name, {}).get(predicate, [])
        return [term.value for term in objects if isinstance(term, ox.Literal)]

    def _words(self, name: str, predicate: str) -> Iterator[str]:
        """Yield the words of texts in which `|` sets them apart."""
        for text in self.texts(name, predicate):
            yield from (word.strip() for word in text.split("|"))

    def properties(self, limits: Mapping[str, Mapping[str, Decimal]]) -> dict[str, Property]:
        """Return each property that facts are made of, with the limits of its numbers."""
        records = {kind for kind, above in self._closure().items() if kind == "Record" or "Record" in above}
        inverse = {of: name for name in self.declared for of in self.ours(name, _OWL + "inverseOf")}
        found = {}
        for name in self._property_names():
            domain = self.ours(name, _ONE_DOMAIN, _ANY_DOMAIN)
            if set(domain) <= records:  # bookkeeping: it describes records and articles
                continue
            literal = _DATA in self.types(name)
            found[name] = Property(
                name=name,
                label=self.text(name, _RDFS + "label"),
                definition=self.text(name, _SKOS + "definition"),
                **limits.get(self.namespace + name, {}),
                domain=domain,
                range=() if literal else self.ours(name, _ONE_RANGE, _ANY_RANGE),
                datatype=_DATATYPES[self.values(name, _ONE_RANGE)[0]] if literal else None,
                symmetric=_SYMMETRIC in self.types(name),
                inverse=inverse.get(name),
                unowned=next(iter(self.ours(name, NAMESPACE + "whereUnowned")), None),
            )
        return found

    def check(self) -> None:
        """Raise an `OntologyError` for the first thing that is wrong with kg.ttl."""
        for name, subject in self._used.items():
            if name not in self.declared:
                raise OntologyError(f"kg.ttl: {_short(subject)} uses unknown term {self.prefix}:{name}")
        for name in self.declared:
            self._check_term(name)
        self._closure()
        for name in self.declared:
            if self.types(name) & {_RESOURCE, _DATA}:
                self._check_property(name)

    def _closure(self) -> dict[str, tuple[str, ...]]:
        classes = self.classes()
        return {kind: _ancestors(kind, classes) for kind in classes}

    def _property_names(self) -> Iterator[str]:
        """Yield the properties that the graph writes: not the remarks, not the other directions."""
        for name in self.declared:
            if self.types(name) & {_RESOURCE, _DATA} and not self.values(name, _OWL + "inverseOf"):
                yield name

    def _check_term(self, name: str) -> None:
        if not self.text(name, _RDFS + "label"):
            raise OntologyError(f"kg.ttl: {self.prefix}:{name} has no rdfs:label @en")
        if not self.text(name, _SKOS + "definition"):
            raise OntologyError(f"kg.ttl: {self.prefix}:{name} has no skos:definition @en")
        for predicate in self._said[self.namespace + name]:
            if predicate not in _SAYABLE:
                raise OntologyError(f"kg.ttl: {self.prefix}:{name} uses unknown property {_short(predicate)}")
        for kind in self.values(name, _RDF + "type"):
            ours = kind.removeprefix(self.namespace)
            known = kind in {_CLASS, _RESOURCE, _DATA, _REMARK, _SYMMETRIC}
            if not known and _CLASS not in self.types(ours):
                raise OntologyError(f"kg.ttl: {self.prefix}:{name} has unknown type {_short(kind)}")
        for kind in self.ours(name, _RDFS + "subClassOf", NAMESPACE + "actsAs"):
            if _CLASS not in self.types(kind):
                raise OntologyError(
                    f"kg.ttl: {self.prefix}:{name} names {self.prefix}:{kind}, which is no class"
                )

    def _check_property(self, name: str) -> None:
        types = self.types(name)
        if {_RESOURCE, _DATA} <= types:
            raise OntologyError(
                f"kg.ttl: {self.prefix}:{name} is both owl:ObjectProperty and owl:DatatypeProperty"
            )
        for of in self.values(name, _OWL + "inverseOf"):
            target = of.removeprefix(self.namespace)
            if _RESOURCE not in self.types(target):
                raise OntologyError(
                    f"kg.ttl: {self.prefix}:{name} is the inverse of {_short(of)}, which is no property"
                )
            if self.values(target, _OWL + "inverseOf"):
                raise OntologyError(
                    f"kg.ttl: {self.prefix}:{name} and {self.prefix}:{target} are each other's inverse: keep "
                    "one owl:inverseOf"
                )
            self._check_exchanged(name, target)
            return
        for text in self.ours(name, NAMESPACE + "whereUnowned"):
            if _XSD + "string" not in self.values(text, _ONE_RANGE):
                raise OntologyError(
                    f"kg.ttl: {self.prefix}:{name} kg:whereUnowned {self.prefix}:{text}, no property "
                    "with a text"
                )
        for side, one, several in (("domain", _ONE_DOMAIN, _ANY_DOMAIN), ("range", _ONE_RANGE, _ANY_RANGE)):
            self._check_side(name, side, one, several)
        if _DATA in types:
            self._check_datatype(name)
        if _SYMMETRIC in types and set(self.ours(name, _ONE_DOMAIN, _ANY_DOMAIN)) != set(
            self.ours(name, _ONE_RANGE, _ANY_RANGE)
        ):
            raise OntologyError(f"kg.ttl: {self.prefix}:{name} is symmetric, but its domain and range differ")

    def _check_exchanged(self, name: str, target: str) -> None:
        """The sides of another direction are those of its property, exchanged, and need not be given."""
        domains, ranges = (_ONE_DOMAIN, _ANY_DOMAIN), (_ONE_RANGE, _ANY_RANGE)
        for side, own, other in (("domain", domains, ranges), ("range", ranges, domains)):
            given = set(self.ours(name, *own))
            if given and given != set(self.ours(target, *other)):
                raise OntologyError(
                    f"kg.ttl: {self.prefix}:{name} is the inverse of {self.prefix}:{target}, whose sides "
                    f"don't fit its {side}"
                )

    def _check_side(self, name: str, side: str, one: str, several: str) -> None:
        single, union = self.values(name, one), self.values(name, several)
        if not single and not union:
            raise OntologyError(f"kg.ttl: {self.prefix}:{name} has no rdfs:{side} (nor {_short(several)})")
        if len(single) > 1 or (single and union):
            raise OntologyError(
                f"kg.ttl: {self.prefix}:{name} has several {side}s: give them all as {_short(several)}"
            )
        literal = side == "range" and _DATA in self.types(name)
        for kind in single + union:
            if literal and kind.startswith(_XSD):
                continue
            if literal or (
                kind not in _DESCRIBED and _CLASS not in self.types(kind.removeprefix(self.namespace))
            ):
                expected = "no datatype" if literal else "no class"
                raise OntologyError(
                    f"kg.ttl: {self.prefix}:{name} has {side} {_short(kind)}, which is {expected}"
                )

    def _check_datatype(self, name: str) -> None:
        values = self.values(name, _ONE_RANGE)
        facts = any(not self._is_record(kind) for kind in self.ours(name, _ONE_DOMAIN, _ANY_DOMAIN))
        if facts and (not values or values[0] not in _DATATYPES):
            raise OntologyError(
                f"kg.ttl: the rdfs:range of {self.prefix}:{name} must be xsd:integer, xsd:decimal or "
                "xsd:string"
            )

    def _is_record(self, kind: str) -> bool:
        return kind == "Record" or "Record" in _ancestors(kind, self.classes())


def _head_words(entry: str) -> Iterator[tuple[str, str]]:
    """Yield the nouns of "race|contest = election", each with what it is in a title; else itself."""
    words, _, noun = entry.partition("=")
    for word in words.split("|"):
        yield word.strip(), noun.strip() or word.strip()


def _namespace(triples: Iterable[ox.Triple]) -> tuple[str, str]:
    """Return what the IRIs of an ontology's own terms start with, and its prefix, as its header says."""
    known = {triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)}
    headers = [
        triple.subject.value
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode)
        and triple.predicate.value == _RDF + "type" and triple.object == ox.NamedNode(_OWL + "Ontology")
    ]  # fmt: skip
    if len(headers) > 1:
        raise OntologyError(f"kg.ttl: declares {len(headers)} ontologies: {', '.join(sorted(headers))}")
    said = {
        triple.predicate.value.removeprefix(_VANN): triple.object.value
        for triple in triples
        if triple.predicate.value.startswith(_VANN) and isinstance(triple.object, ox.Literal)
    }
    prefix = said.get("preferredNamespacePrefix", "kg" if not headers else "onto")
    if not headers:
        return NAMESPACE, prefix
    header = headers[0]
    slash = not any(iri.startswith(f"{header}#") for iri in known) and any(
        iri.startswith(f"{header}/") for iri in known
    )
    end = "" if header.endswith(("#", "/")) else "/" if slash else "#"
    return said.get("preferredNamespaceUri", header + end), prefix


def _bookkeeping() -> bytes:
    """Return what the shipped ontology says of records and evidence, for a package of another namespace.

    As N-Triples, which may follow Turtle; sorted.
    """
    triples = parse_turtle("kg.ttl", _read(data_directory("ontology"), "kg.ttl"))
    terms = _Terms(triples)
    classes, facts = terms.classes(), {*terms.properties({})} - set(_KEPT)
    records = {kind for kind in classes if kind == "Record" or "Record" in _ancestors(kind, classes)}
    left_out = {NAMESPACE + name for name in (facts | classes.keys()) - records}
    kept = {NAMESPACE + name for name in terms.declared} - left_out
    chosen = (
        triple
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value in kept
        and not (isinstance(triple.object, ox.NamedNode) and triple.object.value in left_out)
    )
    return b"".join(sorted(f"{triple} .\n".encode() for triple in chosen))


def _ancestors(kind: str, classes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return all superclasses, nearest first; an `OntologyError` when a class is above itself."""
    found: list[str] = []
    seen: set[str] = set()
    level: tuple[str, ...] = classes[kind]
    while level:
        if kind in level:
            raise OntologyError(f"kg.ttl: kg:{kind} is a subclass of itself")
        fresh = [above for above in dict.fromkeys(level) if above not in seen]
        found += fresh
        seen.update(fresh)
        level = tuple(higher for above in fresh for higher in classes[above])
        if len(found) > MAX_SUPERCLASSES:
            raise OntologyError(f"kg.ttl: kg:{kind} has more than {MAX_SUPERCLASSES} superclasses")
    return tuple(found)


def _counts_as(above: Mapping[str, tuple[str, ...]], terms: _Terms) -> dict[str, frozenset[str]]:
    """Return for each class all classes it passes for: itself, its superclasses, and what those act as."""
    counts = {}
    for kind, ancestors in above.items():
        own = (kind, *ancestors)
        roles = [role for name in own for role in terms.ours(name, NAMESPACE + "actsAs")]
        counts[kind] = frozenset(own).union(roles, *(above[role] for role in roles))
    return counts


def _judged(directory: Path, properties: Mapping[str, Property]) -> dict[tuple[str, str], tuple[int, int]]:
    """Read judged.tsv, if there: property, kind of word, how many claims were right, how many wrong."""
    if not (directory / "judged.tsv").is_file():
        return {}
    found: dict[tuple[str, str], tuple[int, int]] = {}
    lines = _read(directory, "judged.tsv").decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        if line.startswith("#") or cells == ["property", "kind", "right", "wrong"]:
            continue
        where = f"judged.tsv: line {number}"
        if len(cells) != 4 or not all(cell.isdecimal() and len(cell) < 10 for cell in cells[2:]):
            raise OntologyError(
                f"{where}: needs a property, a kind of word and two numbers, with tabs between them"
            )
        if cells[0] not in properties:
            raise OntologyError(f"{where}: no property is called {cells[0]!r}")
        found[cells[0], cells[1]] = int(cells[2]), int(cells[3])
    return found


def _rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a table: tabs between columns, the first line their headings, nothing quoted."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise OntologyError(f"names/{path.name}: not UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise OntologyError(f"names/{path.name}: can't be read: {error.strerror}") from None
    headings = lines[0].rstrip("\r").split("\t")
    limited = {column: allowed for (table, column), allowed in _CELLS.items() if table == path.stem}
    if missing := [column for column in COLUMNS.get(path.stem, ()) if column not in headings]:
        given = ", ".join(headings)
        raise OntologyError(
            f"names/{path.name}: line 1: no column is called {missing[0]} (there are: {given})"
        )
    if not all(headings) or len(set(headings)) < len(headings):
        raise OntologyError(f"names/{path.name}: line 1: each column needs a heading of its own")
    for number, line in enumerate(lines[1:], start=2):
        line = line.rstrip("\r")
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(headings):
            columns = f"{len(cells)} columns, not {len(headings)} ({', '.join(headings)})"
            raise OntologyError(f"names/{path.name}: line {number}: {columns}")
        if not cells[0].strip():
            raise OntologyError(f"names/{path.name}: line {number}: no {headings[0]}")
        row = dict(zip(headings, cells, strict=True))
        for column, allowed in limited.items():
            if row[column] not in allowed:
                known = ", ".join(filter(None, allowed))
                raise OntologyError(
                    f"names/{path.name}: line {number}: {column} is {row[column]!r}, not one of {known}"
                )
        yield MappingProxyType(row)


def _digest(paths: Iterable[Path], directory: Path, *lines: str) -> str:
    """Hash files' names and content, hidden ones left out, and lines; times and owners don't count."""
    digest = hashlib.sha256()
    files = {path.relative_to(directory).as_posix(): path for path in paths if path.is_file()}
    for name in sorted(name for name in files if not any(part.startswith(".") for part in name.split("/"))):
        digest.update(f"{name}\n{hashlib.sha256(files[name].read_bytes()).hexdigest()}\n".encode())
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _short(iri: str) -> str:
    """Write an IRI as people do: kg:called."""
    prefixes = {
        "kg": NAMESPACE,
        "rdf": _RDF,
        "rdfs": _RDFS,
        "owl": _OWL,
        "skos": _SKOS,
        "schema": _SCHEMA,
        "xsd": _XSD,
        "lex": LEX,
        "vann": _VANN,
    }
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"
