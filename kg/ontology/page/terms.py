"""What kg.ttl and lexicon.ttl say, as the terms and sections that the page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_DCTERMS = "http://purl.org/dc/terms/"
_PREFIXES = {
    "cameo": "https://example.org/kg/cameo#",
    "dcterms": _DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": _OWL,
    "plover": "https://example.org/kg/plover#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": _RDF,
    "rdfs": _RDFS,
    "schema": _SCHEMA,
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": _SKOS,
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: The rows that a term's description has, where it has something to say: heading, properties.
_ROWS = (
    ("Subclass of", (_RDFS + "subClassOf",)),
    ("Counts as", ("actsAs",)),
    ("Domain", (_RDFS + "domain", _SCHEMA + "domainIncludes")),
    ("Range", (_RDFS + "range", _SCHEMA + "rangeIncludes")),
    ("Inverse of", (_OWL + "inverseOf",)),
    ("Narrower than", (_RDFS + "subPropertyOf",)),
    ("Same as", (_OWL + "equivalentProperty", _OWL + "equivalentClass", _SKOS + "exactMatch")),
    ("Close to", (_SKOS + "closeMatch",)),
    ("See also", (_RDFS + "seeAlso",)),
)
_OTHER = "Other properties"  #: the heading of those that name no group


@dataclass(frozen=True, slots=True)
class Link:
    """A thing that a term's description names."""

    text: str
    target: str  #: "#Person", or an address elsewhere


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a value, as the page describes it."""

    name: str
    label: str  #: "" where it says what the name says
    definition: str
    remarks: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Link, ...]], ...]  #: heading, and what stands under it
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: "verb", and the patterns
    symmetric: bool = False
    children: tuple[Term, ...] = ()  #: of a class: its subclasses

    def row(self, heading: str) -> tuple[Link, ...]:
        """What stands under a heading."""
        return next((links for name, links in self.rows if name == heading), ())


@dataclass(frozen=True, slots=True)
class Section:
    """Terms under one heading."""

    id: str
    title: str
    intro: str
    terms: tuple[Term, ...]


def _other(label: str, name: str) -> str:
    """The label, if it tells more than the name: "met with" doesn't beside met_with."""
    return "" if label.replace(" ", "").lower() == name.replace("_", "").lower() else label


class Facts:
    """kg.ttl by subject and predicate, in the file's order."""

    def __init__(self, triples: Iterable[ox.Triple], namespace: str) -> None:
        self.namespace = namespace
        self.said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(
                triple.object, ox.NamedNode | ox.Literal
            ):
                about = self.said.setdefault(triple.subject.value, defaultdict(list))
                about[triple.predicate.value].append(triple.object)

    def values(self, iri: str, *predicates: str) -> list[str]:
        """All values, over several predicates."""
        about = self.said.get(iri, {})
        return [term.value for predicate in predicates for term in about.get(predicate, ())]

    def value(self, iri: str, *predicates: str) -> str:
        """The first value; "" for none."""
        return next(iter(self.values(iri, *predicates)), "")

    def of_type(self, kind: str) -> Iterator[str]:
        """All that has a type, in the file's order."""
        for iri in self.said:
            if kind in self.values(iri, _RDF + "type"):
                yield iri

    def header(self) -> Mapping[str, object]:
        """What the ontology says of itself."""
        iri = next(self.of_type(_OWL + "Ontology"), self.namespace.rstrip("#/"))
        creator = self.value(iri, _DCTERMS + "creator")
        return {
            "title": self.value(iri, _DCTERMS + "title") or "Ontology",
            "description": self.value(iri, _DCTERMS + "description"),
            "version": self.value(iri, _OWL + "versionInfo"),
            "version_iri": self.value(iri, _OWL + "versionIRI"),
            "license": self.value(iri, _DCTERMS + "license"),
            "creator": self.value(creator, _RDFS + "label") or creator,
            "namespace": self.namespace,
            "remarks": self.values(iri, _RDFS + "comment"),
        }

    def link(self, iri: str) -> Link:
        """A link to a term of ours on the page, to any other in the world."""
        if iri in self.said and iri.startswith(self.namespace):
            name = iri.removeprefix(self.namespace)
            return Link(name, f"#{name}")
        for prefix, start in _PREFIXES.items():
            if iri.startswith(start):
                name = f"{prefix}:{iri.removeprefix(start)}"
                return Link(name, f"#{name.replace(':', '-')}" if iri in self.said else iri)
        return Link(iri, iri)


class Reader:
    """Makes the page's terms out of the facts."""

    def __init__(self, facts: Facts, words: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.facts = facts
        self.words = words

    def term(
        self,
        iri: str,
        more: Iterable[tuple[str, Iterable[str]]] = (),
        children: tuple[Term, ...] = (),
    ) -> Term:
        """One term with the rows that it has, and some more."""
        facts = self.facts
        rows = [
            (heading, facts.values(iri, *(p if ":" in p else facts.namespace + p for p in predicates)))
            for heading, predicates in _ROWS
        ]
        return Term(
            name=iri.removeprefix(facts.namespace),
            label=_other(facts.value(iri, _RDFS + "label"), iri.removeprefix(facts.namespace)),
            definition=facts.value(iri, _SKOS + "definition"),
            remarks=tuple(facts.values(iri, _SKOS + "scopeNote", _RDFS + "comment", _SKOS + "example")),
            rows=tuple((name, tuple(map(facts.link, found))) for name, found in (*rows, *more) if found),
            words=tuple((kind, tuple(found)) for kind, found in self.words.get(iri, {}).items()),
            symmetric=_OWL + "SymmetricProperty" in facts.values(iri, _RDF + "type"),
            children=children,
        )

    def classes(self) -> Section:
        """The tree of classes: each under its superclass, what has none at the top."""
        below: dict[str, list[str]] = defaultdict(list)
        own = [iri for iri in self.facts.of_type(_OWL + "Class") if iri.startswith(self.facts.namespace)]
        for iri in own:
            above = [kind for kind in self.facts.values(iri, _RDFS + "subClassOf") if kind in own]
            below[above[0] if above else ""].append(iri)

        def grown(iri: str) -> Term:
            subjects = self.using(iri, _RDFS + "domain", _SCHEMA + "domainIncludes")
            objects = self.using(iri, _RDFS + "range", _SCHEMA + "rangeIncludes")
            more = [("Domain of", subjects), ("Range of", objects)]
            return self.term(iri, more, tuple(grown(kind) for kind in below[iri]))

        intro = "The kinds of things and of records. A thing whose kind can't be told gets the superclass."
        return Section("classes", "Classes", intro, tuple(grown(iri) for iri in below[""]))

    def using(self, iri: str, *sides: str) -> list[str]:
        """The properties that name a class on one of their sides."""
        return [name for name in self.facts.said if iri in self.facts.values(name, *sides)]

    def groups(self) -> Iterator[Section]:
        """The properties, by the groups that kg.ttl puts them in, in its order."""
        kinds = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
        own = {iri for kind in kinds for iri in self.facts.of_type(_OWL + kind)}
        found: dict[str, list[str]] = defaultdict(list)
        for iri in self.facts.said:
            if iri in own and iri.startswith(self.facts.namespace):
                found[self.facts.value(iri, _DCTERMS + "subject")].append(iri)
        for group, names in found.items():
            title = self.facts.value(group, _SKOS + "prefLabel") or _OTHER
            intro = self.facts.value(group, _SKOS + "definition")
            terms = tuple(
                self.term(iri, [("Other direction", self.using(iri, _OWL + "inverseOf"))]) for iri in names
            )
            yield Section(f"group-{title.lower().replace(' ', '-')}", title, intro, terms)

    def values(self) -> Iterator[Section]:
        """The named values of a class: polarities, modalities."""
        for kind in self.facts.of_type(_OWL + "Class"):
            names = [iri for iri in self.facts.of_type(kind) if iri.startswith(self.facts.namespace)]
            if names:
                term = self.term(kind)
                title = f"Values of {term.name}"
                yield Section(f"values-{term.name}", title, term.definition, tuple(map(self.term, names)))

    def codes(self) -> Iterator[Section]:
        """The codes of other schemes that terms are close to, and which terms those are."""
        for scheme in self.facts.of_type(_SKOS + "ConceptScheme"):
            concepts = [
                iri
                for iri in self.facts.of_type(_SKOS + "Concept")
                if scheme in self.facts.values(iri, _SKOS + "inScheme")
            ]
            title = self.facts.value(scheme, _RDFS + "label")
            terms = tuple(self.code(iri) for iri in concepts)
            yield Section(
                title.split()[0].lower(), title, self.facts.value(scheme, _SKOS + "definition"), terms
            )

    def code(self, iri: str) -> Term:
        """One code, with the terms that are close to it."""
        close = [name for name in self.facts.said if iri in self.facts.values(name, _SKOS + "closeMatch")]
        return Term(
            name=self.facts.link(iri).target.removeprefix("#"),
            label=self.facts.value(iri, _SKOS + "prefLabel"),
            definition=self.facts.value(iri, _SKOS + "definition"),
            remarks=(self.facts.value(iri, _SKOS + "notation"),),
            rows=(("Close to", tuple(map(self.facts.link, close))),),
        )
