"""The graph as JSON-LD 1.1: one document with its context inside, for those who read JSON.

Local names of the ontology are the keys ("called", "evidence"), IRIs are short ("entity:ida-falk"), a claim
holds its evidence and that its selectors. Read as RDF it gives the quads it was made from, each of them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError
from kg.graph.iris import DCAT, DCTERMS, OA, ONTOLOGY_NS, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, SPDX, VOID, XSD

_IRI, _TERM = {"@type": "@id"}, {"@type": "@vocab"}
_ENGLISH, _NUMBER = {"@language": "en"}, {"@type": XSD + "integer"}
#: Keys for what the ontology doesn't name: the IRI, and how its values are to be read.
_KEYS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "altLabel": (SKOS + "altLabel", _ENGLISH),
    "datePublished": (SCHEMA + "datePublished", {}),
    "definition": (SKOS + "definition", _ENGLISH),
    "end": (OA + "end", _NUMBER),
    "exact": (OA + "exact", {}),
    "hasSelector": (OA + "hasSelector", _IRI),
    "hasSource": (OA + "hasSource", _IRI),
    "headline": (SCHEMA + "headline", {}),
    "identifier": (DCTERMS + "identifier", {}),
    "label": (RDFS + "label", _ENGLISH),
    "object": (RDF + "object", {}),
    "predicate": (RDF + "predicate", _TERM),
    "start": (OA + "start", _NUMBER),
    "subject": (RDF + "subject", _IRI),
    "url": (SCHEMA + "url", {}),
}
#: What comes first in an object; other keys follow by name.
_FIRST = (
    "@id", "@type", "label", "altLabel", "subject", "predicate", "object", "polarity", "modality", "date",
    "start", "end",
)  # fmt: skip
_LOCAL_NAME = re.compile(r"[A-Za-z_][\w-]*")
_PLAIN_INTEGER = re.compile(r"0|-?[1-9]\d{0,14}")  # which JSON numbers of any reader can hold

Node = dict[str, Any]
Said = Mapping[str, Sequence[NamedNode | Literal]]


def jsonld(quads: Iterable[Quad], *, prefixes: Mapping[str, str], base: str, namespace: str) -> bytes:
    """The quads as one JSON document: the context, then the named graphs; in each its entities first.

    Raises KgError for blank nodes, triple terms and the default graph, which no build writes.
    """
    graphs: dict[str, dict[str, dict[str, list[NamedNode | Literal]]]] = defaultdict(dict)
    for quad in quads:
        node = graphs[_iri(quad.graph_name)].setdefault(_iri(quad.subject), defaultdict(list))
        if not isinstance(quad.object, NamedNode | Literal):
            raise KgError(f"{quad.object} can't be written as JSON-LD: neither a name nor a literal")
        node[quad.predicate.value].append(quad.object)
    names = _Names({"base": base, **prefixes}, namespace, graphs.get(namespace.rstrip("#/"), {}))
    content = [
        {"@id": names.prefixed(graph), "@graph": list(_Graph(graphs[graph], names).nodes(graph))}
        for graph in sorted(graphs)
    ]
    context = ",\n  ".join(f"{_json(name)}: {_json(meaning)}" for name, meaning in names.context().items())
    body = json.dumps(content, ensure_ascii=False, indent=1)
    return f'{{"@context": {{\n  {context}\n}},\n"@graph": {body}}}\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise KgError(f"{term} can't be written as JSON-LD: it has no name")
    return term.value


class _Names:
    """How IRIs and properties are called, and how a value of each is written."""

    def __init__(self, prefixes: Mapping[str, str], namespace: str, ontology: Mapping[str, Said]) -> None:
        self.namespace = namespace
        # A prefix can't be called as a term is ("evidence"), nor as the scheme of an IRI in full.
        taken = {iri.partition(":")[0] for iri in prefixes.values()} | _KEYS.keys()
        taken.update(iri.removeprefix(namespace) for iri in ontology)
        self.prefixes = {name: iri for name, iri in prefixes.items() if name not in taken}
        self.longest = sorted(self.prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self.keys = {iri: name for name, (iri, _) in _KEYS.items()}
        self.forms: dict[str, Mapping[str, str]] = dict(_KEYS.values())
        self.own = dict(self._declared(ontology))
        self.forms.update(self.own)

    def _declared(self, ontology: Mapping[str, Said]) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The ontology's properties whose values are no plain texts, by their IRIs."""
        named = {
            kind.value
            for iri, said in ontology.items()
            if iri.startswith(self.namespace)
            for kind in said.get(RDF + "type", ())
        }
        for iri, said in sorted(ontology.items()):
            kinds = {term.value for term in said.get(RDF + "type", ())}
            ranges = {term.value for term in said.get(RDFS + "range", ())}
            if not iri.startswith(self.namespace) or not _LOCAL_NAME.fullmatch(self.key(iri)):
                continue
            if OWL + "ObjectProperty" in kinds:
                yield iri, _TERM if ranges & named else _IRI
            elif OWL + "DatatypeProperty" in kinds and ranges & {XSD + "integer", XSD + "decimal"}:
                yield iri, {"@type": min(ranges)}

    def context(self) -> Node:
        """What a JSON-LD processor has to know."""
        terms: dict[str, Any] = {
            name: {"@id": self.prefixed(iri), **self._typed(form)} for name, (iri, form) in _KEYS.items()
        }
        for iri, form in self.own.items():
            terms[self.key(iri)] = {"@id": self.prefixed(iri), **self._typed(form)}
        return {
            "@version": 1.1,
            "@vocab": self.namespace,
            **self.prefixes,
            **dict(sorted(terms.items())),
        }

    def _typed(self, form: Mapping[str, str]) -> Node:
        return {name: self.prefixed(value) if ":" in value else value for name, value in form.items()}

    def prefixed(self, iri: str) -> str:
        """An IRI with a prefix, or in full."""
        for name, start in self.longest:
            rest = iri.removeprefix(start)
            if rest and rest != iri and not rest.startswith("//"):
                return f"{name}:{rest}"
        return iri

    def key(self, iri: str) -> str:
        """A property, a class or a value of the ontology: its local name, where nothing else is called so."""
        if iri in self.keys:
            return self.keys[iri]
        local = iri.removeprefix(self.namespace)
        free = local != iri and local not in self.prefixes and local not in _KEYS
        return local if free and _LOCAL_NAME.fullmatch(local) else self.prefixed(iri)

    def value(self, predicate: str, term: NamedNode | Literal) -> Any:
        """A value as it stands after a property's key."""
        form = self.forms.get(predicate, {})
        if isinstance(term, NamedNode):
            if form == _TERM:
                return self.key(term.value) if term.value not in self.keys else self.prefixed(term.value)
            return self.prefixed(term.value) if form == _IRI else {"@id": self.prefixed(term.value)}
        if term.language:
            plain = form.get("@language") == term.language
            return term.value if plain else {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if form.get("@type") == datatype:
            native = datatype == XSD + "integer" and _PLAIN_INTEGER.fullmatch(term.value)
            return int(term.value) if native else term.value
        if datatype == XSD + "string":
            return {"@value": term.value} if form else term.value
        return {"@value": term.value, "@type": self.prefixed(datatype)}


class _Graph:
    """One named graph as a list of objects, some within others."""

    def __init__(self, nodes: Mapping[str, Said], names: _Names) -> None:
        self.said = nodes
        self.names = names
        self.written: set[str] = set()
        self.holding = {
            ONTOLOGY_NS + "evidence",
            OA + "hasSelector",
            DCAT + "distribution",
            DCTERMS + "rights",
            DCTERMS + "temporal",
            PROV + "used",
            PROV + "wasAssociatedWith",
            PROV + "wasGeneratedBy",
            SPDX + "checksum",
            VOID + "classPartition",
            VOID + "propertyPartition",
        }

    def nodes(self, graph: str) -> Iterator[Node]:
        """What stands by itself, the graph's own name first; then what circles would leave out."""
        held = {
            target.value
            for said in self.said.values()
            for predicate in self.holding & said.keys()
            for target in said[predicate]
            if isinstance(target, NamedNode)
        }
        things = self.names.prefixes.get("entity", "")
        for name in sorted(
            self.said, key=lambda name: (name in held, name != graph, not name.startswith(things), name)
        ):
            if name not in self.written:
                yield self.node(name)

    def node(self, name: str) -> Node:
        """One thing, with what it holds where that stands nowhere yet."""
        self.written.add(name)
        found: dict[str, list[Any]] = {}
        for predicate, targets in self.said[name].items():
            if predicate == RDF + "type":
                found["@type"] = sorted(self.names.key(_iri(target)) for target in targets)
            else:
                ordered = sorted(set(targets), key=str)
                found[self.names.key(predicate)] = [self.target(predicate, target) for target in ordered]
        node: Node = {"@id": self.names.prefixed(name)}
        rank = {key: place for place, key in enumerate(_FIRST)}
        for key in sorted(found, key=lambda key: (rank.get(key, len(rank)), key)):
            node[key] = found[key][0] if len(found[key]) == 1 else found[key]
        return node

    def target(self, predicate: str, target: NamedNode | Literal) -> Any:
        """A value; the thing itself where it is held here."""
        held = predicate in self.holding and isinstance(target, NamedNode)
        if held and target.value in self.said and target.value not in self.written:
            return self.node(target.value)
        return self.names.value(predicate, target)
