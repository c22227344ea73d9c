"""A graph in a store, of which only that is read that is asked for: by name, by what a claim speaks of.

What has to be looked for over the whole graph is asked in SPARQL: a store on disk gives each answer once,
while its quads, one for each article, would cost ten times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from kg.graph.describe import described
from kg.graph.iris import ONTOLOGY_NS, RDF, RDFS, SKOS, VOID
from kg.graph.read import Reader, Said, Term, raise_fault, vocabulary
from kg.model import Claim

_DESCRIBING = (
    *(VOID + name for name in ("uriSpace", "vocabulary")),
    *(ONTOLOGY_NS + name for name in ("floor", "attributed")),
)
_SUBJECT, _OBJECT, _SPEAKER = RDF + "subject", RDF + "object", ONTOLOGY_NS + "speaker"
_NAMES = f"""
SELECT DISTINCT ?thing ?label ?name WHERE {{
  ?thing <{RDFS}label> ?label . OPTIONAL {{ ?thing <{SKOS}altLabel> ?name }}
  FILTER(STRSTARTS(STR(?thing), "%s"))
}}"""


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
        found: dict[str, tuple[str, frozenset[str]]] = {}
        rows = self.store.query(_NAMES % self.iris.entity(""), use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            label, name = row["label"].value, row["name"]
            known, others = found.get(row["thing"].value, (label, frozenset()))
            found[row["thing"].value] = min(known, label), others | ({name.value} if name else set())
        return found

    def claims_about(self, iri: str) -> Iterator[tuple[str, Claim]]:
        """Yield each claim of which a thing is the subject or the object, with its IRI, sorted by it."""
        found = {
            quad.subject for side in (_SUBJECT, _OBJECT) for quad in self._quads(side, ox.NamedNode(iri))
        }
        for name in sorted(_iri(term) for term in found):
            if (claim := self.claim(name)) is not None:
                yield name, claim

    def quotations_of(self, iri: str) -> list[str]:
        """Return the IRIs of what a thing is credited with saying, sorted."""
        start = f"{self.iris.base}quotation/"
        found = {_iri(quad.subject) for quad in self._quads(_SPEAKER, ox.NamedNode(iri))}
        return sorted(name for name in found if name.startswith(start))

    def _quads(self, predicate: str, target: Term | None = None) -> Iterator[ox.Quad]:
        return self.store.quads_for_pattern(None, ox.NamedNode(predicate), target, None)

    def _said(self, iri: str) -> Said:
        found: dict[str, dict[str, list[Term]]] = {}
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
            said = found.setdefault(_iri(quad.graph_name), {})
            said.setdefault(quad.predicate.value, []).append(quad.object)
        return found


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
