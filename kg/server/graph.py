"""An opened graph as the pages read it: by index, one node at a time, never by a scan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.graph.iris import DCTERMS, OA, OWL, RDF, RDFS, SCHEMA, SKOS
from kg.query import base_of, prefixes_of

Node = ox.NamedNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

TYPE, SUBJECT, PREDICATE, OBJECT = (Node(RDF + name) for name in ("type", "subject", "predicate", "object"))
LABEL, BROADER, DEFINED_BY = (Node(RDFS + name) for name in ("label", "subClassOf", "isDefinedBy"))
ALT_LABEL = Node(SKOS + "altLabel")
IDENTIFIER = Node(DCTERMS + "identifier")
ARTICLE, HEADLINE, PUBLISHED, URL = (
    Node(SCHEMA + name) for name in ("NewsArticle", "headline", "datePublished", "url")
)
SOURCE, SELECTOR, START, END, EXACT = (
    Node(OA + name) for name in ("hasSource", "hasSelector", "start", "end", "exact")
)
SYMMETRIC = Node(OWL + "SymmetricProperty")
_VERSION = Node(OWL + "versionIRI")
_NAMES = (LABEL, HEADLINE, Node(DCTERMS + "title"), Node(SCHEMA + "name"), IDENTIFIER)

#: What the IRIs under the base are of: the first part of their path.
KINDS = (
    "article",
    "claim",
    "dataset",
    "entity",
    "evidence",
    "ontology",
    "quarantine",
    "quotation",
    "selector",
)


class Graph:
    """One build, open for reading; the terms of its ontology and the start of its IRIs are its own."""

    def __init__(self, directory: Path, store: ox.Store) -> None:
        """Read what its description says of the base and the ontology."""
        self.directory = directory
        self.store = store
        self.base = base_of(store)
        self.prefixes = prefixes_of(store)
        self.namespace = self.prefixes["kg"]
        self.label = lru_cache(maxsize=1 << 16)(self._label)

    def term(self, name: str) -> Node:
        """A term of the ontology, from its local name."""
        return Node(self.namespace + name)

    # ---------------------------------------------------------------------- IRIs and their addresses

    def node(self, path: str) -> Node | None:
        """What the graph holds under an address, given as the client wrote it: "/entity/ida-falk".

        A client may have unescaped or escaped more than the IRI does; either is found.
        """
        rest = path.removeprefix("/")
        candidates = [self.base + rest]
        if rest.partition("/")[0] == "ontology":
            candidates.append(self.ontology.value + rest.removeprefix("ontology"))
        parts = [unquote(part) for part in rest.split("/")]
        candidates.append(self.base + "/".join(quote(part, safe="") for part in parts))
        for iri in dict.fromkeys(candidates):
            try:
                node = Node(iri)
            except ValueError:
                continue
            if self.holds(node):
                return node
            if any(True for _ in self.to(node, _VERSION)):
                return self.ontology
        return None

    def holds(self, node: Node) -> bool:
        """Whether it is described, or is the name of a graph."""
        return any(True for _ in self.about(node)) or self.store.contains_named_graph(node)

    def address(self, term: Term | str) -> str:
        """Where this server has a page of it ("/entity/ida-falk"), or "" for what it has none of."""
        iri = term if isinstance(term, str) else getattr(term, "value", "")
        if isinstance(term, ox.Literal | ox.BlankNode):
            return ""
        if iri.startswith(self.namespace):
            return f"/ontology#{iri.removeprefix(self.namespace)}"
        if iri == self.ontology.value or iri.startswith(f"{self.ontology.value}/"):
            return f"/ontology{iri.removeprefix(self.ontology.value)}"
        rest = iri.removeprefix(self.base) if iri.startswith(self.base) else ""
        return f"/{rest}" if rest.partition("/")[0] in KINDS else ""

    @cached_property
    def ontology(self) -> Node:
        """The ontology, and the named graph that it stands in."""
        return Node(self.namespace.rstrip("#/"))

    @cached_property
    def dataset(self) -> Node:
        """The description of the dataset, and the named graph that it stands in."""
        return Node(f"{self.base}dataset")

    # ---------------------------------------------------------------------- reading

    def about(self, node: Term) -> Iterator[ox.Quad]:
        """Every quad with it as subject."""
        if isinstance(node, ox.NamedNode | ox.BlankNode):
            yield from self.store.quads_for_pattern(node, None, None, None)

    def to(self, node: Term, predicate: Node | None = None) -> Iterator[ox.Quad]:
        """Every quad with it as object."""
        yield from self.store.quads_for_pattern(None, predicate, node, None)

    def values(self, node: Term, predicate: Node) -> list[Term]:
        """The objects of one property, each once, in order."""
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return []
        quads = self.store.quads_for_pattern(node, predicate, None, None)
        return sorted({quad.object for quad in quads}, key=str)

    def texts(self, node: Term, predicate: Node) -> list[str]:
        """The same as strings: of a literal its text, of a node its IRI."""
        return [text(term) for term in self.values(node, predicate)]

    def value(self, node: Term, predicate: Node) -> str:
        """The first of them, or ""."""
        return next(iter(self.texts(node, predicate)), "")

    def _label(self, term: Term) -> str:
        """What people call it; a literal's text; the end of an IRI that nothing names."""
        if isinstance(term, ox.NamedNode):
            for predicate in _NAMES:
                if name := self.value(term, predicate).strip():
                    return name
            return self.compact(term.value)
        return text(term)

    def compact(self, iri: str) -> str:
        """An IRI with the longest of the project's prefixes that fits, or as it is."""
        fitting = [name for name, start in self.prefixes.items() if iri.startswith(start)]
        best = max(fitting, key=lambda name: len(self.prefixes[name]), default=None)
        return f"{best}:{iri.removeprefix(self.prefixes[best])}" if best else iri

    def classes(self, node: Term) -> list[Node]:
        """The classes of a thing, without those that another of them implies."""
        found = [term for term in self.values(node, TYPE) if isinstance(term, ox.NamedNode)]
        implied = {broader for kind in found for broader in self._broader(kind)}
        return [kind for kind in found if kind not in implied]

    def _broader(self, kind: Node) -> set[Term]:
        found: set[Term] = set()
        waiting: list[Term] = [kind]
        while waiting:
            above = [term for term in self.values(waiting.pop(), BROADER) if term not in found]
            found.update(above)
            waiting += above
        return found - {kind}

    def description(self, node: Node) -> set[ox.Quad]:
        """What a machine gets for it: a named graph whole; else what is said of it and what names it.

        Evidence and selectors that it has come along, down to the quoted words.
        """
        if self.store.contains_named_graph(node):
            found = set(self.store.quads_for_pattern(None, None, None, node))
        else:
            found = set(self.to(node))
        waiting = [node]
        while waiting:
            for quad in self.about(waiting.pop()):
                following = quad.predicate in (self.term("evidence"), SELECTOR)
                if quad not in found and following and isinstance(quad.object, ox.NamedNode):
                    waiting.append(quad.object)
                found.add(quad)
        return found


def text(term: Term) -> str:
    """A literal's text, an IRI, or how RDF writes the rest."""
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else str(term)


def web(iri: str) -> str:
    """An address that a link may lead to: http or https alone, "" for all else."""
    return iri if re.match(r"https?://[^\s/]", iri, re.IGNORECASE) else ""


def graphs(quads: Iterable[ox.Quad]) -> set[Node]:
    """The named graphs that quads stand in."""
    return {quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
