"""A graph in a store, of which only that is read that is asked for: by name, by what a claim speaks of.

What has to be looked for over the whole graph is asked in SPARQL: a store on disk gives each answer once,
while its quads, one for each article, would cost ten times as much.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from kg.graph.describe import described
from kg.graph.iris import OA, ONTOLOGY_NS, RDF, RDFS, SKOS, VOID
from kg.graph.read import Reader, Said, Term, raise_fault, vocabulary
from kg.model import Claim, Counts

_DESCRIBING = (
    *(VOID + name for name in ("uriSpace", "vocabulary")),
    *(ONTOLOGY_NS + name for name in ("floor", "attributed")),
)
_SUBJECT, _OBJECT, _SPEAKER = RDF + "subject", RDF + "object", ONTOLOGY_NS + "speaker"
_EVIDENCE, _SELECTOR = ONTOLOGY_NS + "evidence", OA + "hasSelector"
_PREFIXES = {"kg": ONTOLOGY_NS, "rdf": RDF, "rdfs": RDFS, "skos": SKOS}
#: Asking for claims alone would make Oxigraph join all of them, so what is in quarantine, which is little, is
#: counted too and taken away.
_SIDES = "SELECT ?thing (COUNT(DISTINCT ?it) AS ?number) WHERE { %s ?it <%s> ?thing } GROUP BY ?thing"
_IN_QUARANTINE = "?it a kg:QuarantinedFinding . "
_COUNTS = {
    name: f"SELECT (COUNT(DISTINCT ?it) AS ?number) WHERE {{ {pattern} }}"
    for name, pattern in {
        "claims": "?it a kg:Claim",
        "asserted": """GRAPH ?article {
            ?it kg:modality kg:actual ; kg:polarity kg:affirmed ;
                rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
            ?s ?p ?o }""",
        "quotations": "?it a kg:Quotation",
    }.items()
}


class StoreReader(Reader):
    """Reads of a store what is asked for."""

    def __init__(self, store: ox.Store, *, fault: Callable[[str], None] = raise_fault) -> None:
        """Read what the graph says of itself and of its ontology."""
        self.store = store
        about = described(quad for name in _DESCRIBING for quad in self._quads(name))
        own = ox.NamedNode(about.namespace.rstrip("#/"))
        terms = vocabulary(store.quads_for_pattern(None, None, None, own), about.namespace)
        super().__init__(self._said, about, terms, fault=fault)

    def names(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Return the label and the other names of each thing, by IRI."""
        start = self.iris.entity("")
        labels: dict[str, str] = {}
        others: dict[str, set[str]] = defaultdict(set)
        for row in self._select("SELECT DISTINCT ?thing ?name WHERE { ?thing rdfs:label ?name }"):
            iri, name = _iri(row["thing"]), row["name"].value
            if iri.startswith(start):
                labels[iri] = min(name, labels.get(iri, name))
        for row in self._select("SELECT DISTINCT ?thing ?name WHERE { ?thing skos:altLabel ?name }"):
            others[_iri(row["thing"])].add(row["name"].value)
        return {iri: (label, frozenset(others[iri])) for iri, label in labels.items()}

    def claims_about(self, iri: str) -> Iterator[tuple[str, Claim]]:
        """Yield each claim of which a thing is the subject or the object, with its IRI, sorted by it."""
        for name in sorted(self.sides(iri)):
            if (claim := self.claim(name)) is not None:
                yield name, claim

    def sides(self, iri: str) -> dict[str, int]:
        """Return the IRIs of all claims about a thing: 0 where it is the subject, 1 where the object."""
        start, found = f"{self.iris.base}claim/", dict[str, int]()
        for side, predicate in enumerate((_SUBJECT, _OBJECT)):
            for quad in self._quads(predicate, ox.NamedNode(iri)):
                if (name := _iri(quad.subject)).startswith(start):
                    found.setdefault(name, side)
        return found

    def found_in(self, article: str) -> list[str]:
        """Return the IRIs of what an article supports or has in quarantine, and of its quotations, sorted."""
        graphs = (self.iris.article(article), self.iris.quarantine(article))
        return sorted(
            {
                _iri(quad.subject)
                for graph in graphs
                for quad in self.store.quads_for_pattern(
                    None, ox.NamedNode(_EVIDENCE), None, ox.NamedNode(graph)
                )
            }
        )

    def supported_by(self, evidence: str) -> list[str]:
        """Return the IRIs of what a piece of evidence supports, sorted."""
        return sorted({_iri(quad.subject) for quad in self._quads(_EVIDENCE, ox.NamedNode(evidence))})

    def quotations_of(self, iri: str) -> list[str]:
        """Return the IRIs of what a thing is credited with saying, sorted."""
        start = f"{self.iris.base}quotation/"
        found = {_iri(quad.subject) for quad in self._quads(_SPEAKER, ox.NamedNode(iri))}
        return sorted(name for name in found if name.startswith(start))

    def description_of(self, node: ox.NamedNode) -> set[ox.Quad]:
        """What a machine gets for it: a named graph whole; else what is said of it and what names it.

        Evidence and selectors that it has come along, down to the quoted words.
        """
        pattern = self.store.quads_for_pattern
        whole = self.store.contains_named_graph(node)
        found = set(pattern(None, None, None, node) if whole else pattern(None, None, node, None))
        waiting = [node]
        while waiting:
            for quad in pattern(waiting.pop(), None, None, None):
                following = quad.predicate.value in (_EVIDENCE, _SELECTOR)
                if quad not in found and following and isinstance(quad.object, ox.NamedNode):
                    waiting.append(quad.object)
                found.add(quad)
        return found

    def claims_by_thing(self) -> Counter[str]:
        """Return how many claims each thing is the subject or the object of, by its IRI."""
        found = Counter[str]()
        for side in (_SUBJECT, _OBJECT):
            for pattern, sign in (("", 1), (_IN_QUARANTINE, -1)):
                for row in self._select(_SIDES % (pattern, side)):
                    if isinstance(row["thing"], ox.NamedNode):
                        found[row["thing"].value] += sign * int(row["number"].value)
        return found

    def counts(self) -> Counts:
        """Return how many claims and quotations there are."""
        number = {kind: int(next(self._select(query))["number"].value) for kind, query in _COUNTS.items()}
        return Counts(number["asserted"], number["claims"] - number["asserted"], number["quotations"])

    def _select(self, query: str) -> ox.QuerySolutions:
        rows = self.store.query(query, prefixes=_PREFIXES, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        return rows

    def _quads(self, predicate: str, target: Term | None = None) -> Iterator[ox.Quad]:
        return self.store.quads_for_pattern(None, ox.NamedNode(predicate), target, None)

    def _said(self, iri: str) -> Said:
        found: dict[str, dict[str, list[Term]]] = {}
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
            said = found.setdefault(_iri(quad.graph_name), {})
            said.setdefault(quad.predicate.value, []).append(quad.object)
        return found


def best_connected(store: ox.Store) -> Iterator[str]:
    """The labels of things by the number of others that facts tie them to, the most first."""

    def subjects(predicate: str, value: str) -> set[object]:
        quads = store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value))
        return {quad.subject for quad in quads}

    def objects(predicate: str) -> dict[object, object]:
        quads = store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        return {quad.subject: quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)}

    facts = subjects(RDF + "type", ONTOLOGY_NS + "Claim")
    facts &= subjects(ONTOLOGY_NS + "polarity", ONTOLOGY_NS + "affirmed")
    facts &= subjects(ONTOLOGY_NS + "modality", ONTOLOGY_NS + "actual")
    ends = objects(_SUBJECT), objects(_OBJECT)
    others: dict[object, set[object]] = {}
    for fact in facts & ends[0].keys() & ends[1].keys():
        others.setdefault(ends[0][fact], set()).add(ends[1][fact])
        others.setdefault(ends[1][fact], set()).add(ends[0][fact])
    for node in sorted(others, key=lambda node: (-len(others[node]), str(node))):
        quads = store.quads_for_pattern(node, ox.NamedNode(RDFS + "label"), None)  # type: ignore[arg-type]
        labels = sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.Literal))
        yield from labels[:1]


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
