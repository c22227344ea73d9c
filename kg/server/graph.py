"""An opened graph as the pages read it: by an index of the store, many nodes at a time, never by a scan."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.graph.iris import DCTERMS, ONTOLOGY_NS, OWL, RDF, RDFS, SCHEMA, SKOS
from kg.graph.lookup import StoreReader
from kg.query.answers import base_of, prefixes_of

Node = ox.NamedNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Facts = dict[Node, list[Term]]

_LOG = logging.getLogger(__name__)

TYPE = Node(RDF + "type")
LABEL, BROADER, ALT_LABEL = Node(RDFS + "label"), Node(RDFS + "subClassOf"), Node(SKOS + "altLabel")
SYMMETRIC = Node(OWL + "SymmetricProperty")
_VERSION = Node(OWL + "versionIRI")
_MAX_CACHED_LABELS = 50_000  #: labels
_NAMES = (
    LABEL,
    Node(SCHEMA + "headline"),
    Node(DCTERMS + "title"),
    Node(SCHEMA + "name"),
    Node(DCTERMS + "identifier"),
)

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
        self.namespace = self.prefixes.get("onto", ONTOLOGY_NS)
        #: Of claims and evidence; what is damaged is left out of pages, and `kg verify` tells it.
        self.reader = StoreReader(store, fault=_LOG.debug)
        self._labels: dict[Node, str] = {}

    def term(self, name: str) -> Node:
        """A term of records and evidence, from its local name."""
        return Node(ONTOLOGY_NS + name)

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
            if self.naming(node, _VERSION):
                return self.ontology
        return None

    def holds(self, node: Node) -> bool:
        """Return whether it is described, or is the name of a graph."""
        described = self.store.quads_for_pattern(node, None, None, None)
        return any(True for _ in described) or self.store.contains_named_graph(node)

    def address(self, term: Term | str) -> str:
        """Where this server has a page of it ("/entity/ida-falk"), or "" for what it has none of."""
        iri = term if isinstance(term, str) else getattr(term, "value", "")
        if isinstance(term, ox.Literal | ox.BlankNode):
            return ""
        for namespace in (self.namespace, ONTOLOGY_NS):
            if iri.startswith(namespace):
                return f"/ontology#{iri.removeprefix(namespace)}"
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

    def select(self, query: str) -> Iterator[ox.QuerySolution]:
        """The solutions of a query of our own, over the union of all graphs.

        Everything is read like this: a store on disk gives each answer once, while its quads, one for each
        article, would cost ten times as much.
        """
        result = self.store.query(query, prefixes=self.prefixes, use_default_graph_as_union=True)
        assert isinstance(result, ox.QuerySolutions)
        yield from result

    @cached_property
    def size(self) -> int:
        """How many triples a query sees: one that several graphs hold counts once."""
        rows = self.select("SELECT (COUNT(*) AS ?number) WHERE { ?s ?p ?o }")
        return int(text(next(rows)["number"]))

    def facts(self, nodes: Iterable[Node]) -> dict[Node, Facts]:
        """What is said of each node: the values of each property, in order."""
        found: dict[Node, Facts] = {node: {} for node in nodes}
        rows = self.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {_values('s', found)} ?s ?p ?o }}")
        for row in rows:
            found[row["s"]].setdefault(row["p"], []).append(row["o"])
        for facts in found.values():
            for values in facts.values():
                values.sort(key=str)
        return found

    def naming(self, node: Node, predicate: Node | None = None) -> list[Node]:
        """What has it as the value of a property, or of any."""
        rows = self.select(f"SELECT DISTINCT ?s WHERE {{ ?s {predicate or '?p'} {node} }}")
        return sorted((row["s"] for row in rows if isinstance(row["s"], ox.NamedNode)), key=str)

    def graphs(self, nodes: Iterable[Node]) -> dict[Node, list[Node]]:
        """The named graphs that speak of each node."""
        found: dict[Node, list[Node]] = {node: [] for node in nodes}
        values = _values("s", found)
        for row in self.select(f"SELECT DISTINCT ?s ?g WHERE {{ {values} GRAPH ?g {{ ?s a ?kind }} }}"):
            found[row["s"]].append(row["g"])
        for names in found.values():
            names.sort(key=str)
        return found

    def label(self, term: Term) -> str:
        """What people call it; a literal's text; the end of an IRI that nothing names."""
        if not isinstance(term, ox.NamedNode):
            return text(term)
        if term not in self._labels:
            self.learn([term])
        return self._labels.get(term) or self.compact(term.value)

    def learn(self, terms: Iterable[Term]) -> None:
        """Read the names of many nodes at once, for `label`."""
        if len(self._labels) > _MAX_CACHED_LABELS:
            self._labels = {}
        new = {term for term in terms if isinstance(term, ox.NamedNode)} - self._labels.keys()
        found: dict[Node, str] = {}
        for predicate in _NAMES:
            unnamed = new - found.keys()
            if not unnamed:
                break
            query = f"SELECT DISTINCT ?s ?o WHERE {{ {_values('s', unnamed)} ?s {predicate} ?o }}"
            for row in self.select(query):
                if name := text(row["o"]).strip():
                    found[row["s"]] = min(name, found.get(row["s"], name))
        self._labels |= dict.fromkeys(new, "") | found

    def compact(self, iri: str) -> str:
        """An IRI with the longest of the project's prefixes that fits, or without the base, or as it is."""
        fitting = [name for name, start in self.prefixes.items() if iri.startswith(start)]
        best = max(fitting, key=lambda name: len(self.prefixes[name]), default=None)
        return (
            f"{best}:{iri.removeprefix(self.prefixes[best])}" if best else iri.removeprefix(self.base) or iri
        )

    def classes(self, nodes: Iterable[Node]) -> dict[Node, list[Node]]:
        """The classes of things, without those that another of theirs implies."""
        found: dict[Node, list[Node]] = {node: [] for node in nodes}
        for row in self.select(f"SELECT DISTINCT ?s ?o WHERE {{ {_values('s', found)} ?s a ?o }}"):
            if isinstance(row["o"], ox.NamedNode):
                found[row["s"]].append(row["o"])
        broader = self._broader
        return {
            node: sorted(
                (kind for kind in kinds if not any(kind in broader.get(k, ()) for k in kinds)), key=str
            )
            for node, kinds in found.items()
        }

    @cached_property
    def _broader(self) -> dict[Node, set[Node]]:
        """Every class that another implies."""
        found: dict[Node, set[Node]] = {}
        for row in self.select("SELECT ?a ?b WHERE { ?a rdfs:subClassOf+ ?b FILTER(?a != ?b) }"):
            found.setdefault(row["a"], set()).add(row["b"])
        return found


def text(term: Term) -> str:
    """A literal's text, an IRI, or how RDF writes the rest."""
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else str(term)


def web(iri: str) -> str:
    """An address that a link may lead to: http or https alone, "" for all else."""
    return iri if re.match(r"https?://[^\s/]", iri, re.IGNORECASE) else ""


def _values(variable: str, nodes: Iterable[Node]) -> str:
    """The nodes that a variable of a query stands for."""
    return f"VALUES ?{variable} {{ {' '.join(map(str, nodes))} }}"
