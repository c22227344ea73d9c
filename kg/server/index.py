"""What has to be counted over the whole graph, once: the names to search, the numbers of the front page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from kg.model import Counts
from kg.query.questions import best_connected
from kg.server.graph import ALT_LABEL, LABEL, OBJECT, SUBJECT, Graph, Node, text

NAMED = 8
#: What the front page counts. Asking for claims alone would make Oxigraph join all of them, so
#: what is in quarantine, which is little, is counted too and taken away.
_COUNTED = {
    "articles": "?it a schema:NewsArticle",
    "claims": "?it a kg:Claim",
    "asserted": """GRAPH ?article {
        ?it kg:modality kg:actual ; kg:polarity kg:affirmed ;
            rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
        ?s ?p ?o }""",
    "quotations": "?it a kg:Quotation",
}
_ASIDE = "?it a kg:QuarantinedFinding . "
_ENDS = "SELECT ?end (COUNT(DISTINCT ?it) AS ?number) WHERE { %s ?it %s ?end } GROUP BY ?end"


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that a search found, and the name that fitted."""

    node: Node
    label: str
    name: str  #: another name than its label, where that one fitted better; else ""
    claims: int


class Index:
    """Every name of every thing, folded, and how many claims each thing is in."""

    def __init__(self, graph: Graph) -> None:
        """Read the names and the claims; takes about a second for a million quads."""
        start = f"{graph.base}entity/"
        names: dict[Node, set[str]] = {}
        self.labels: dict[Node, str] = {}
        for predicate in (LABEL, ALT_LABEL):
            for row in graph.select(f"SELECT DISTINCT ?s ?o WHERE {{ ?s {predicate} ?o }}"):
                node, name = row["s"], text(row["o"])
                if isinstance(node, ox.NamedNode) and node.value.startswith(start):
                    names.setdefault(node, set()).add(name)
                    if predicate == LABEL:
                        self.labels[node] = min(name, self.labels.get(node, name))
        self.names = [(fold(name), name, node) for node, known in names.items() for name in sorted(known)]
        self.claims = Counter[Node]()
        for predicate in (SUBJECT, OBJECT):
            for pattern, sign in (("", 1), (_ASIDE, -1)):
                for row in graph.select(_ENDS % (pattern, predicate)):
                    if isinstance(row["end"], ox.NamedNode):
                        self.claims[row["end"]] += sign * int(text(row["number"]))
        #: The labels of the best connected things, which packaged queries ask about if nothing else is given.
        self.named = tuple(islice(best_connected(graph.store, graph.namespace), NAMED))
        found = {name: _number(graph, pattern) for name, pattern in _COUNTED.items()}
        told = Counts(found["asserted"], found["claims"] - found["asserted"], found["quotations"])
        #: What the front page tells, by the names under which it does.
        self.counts = {"articles": found["articles"], "things": len(self.labels), **told.named()}

    def best_connected(self, number: int) -> list[Found]:
        """The things in most claims, the first ones first."""
        ranked = sorted(self.claims.items(), key=lambda item: (-item[1], item[0].value))
        return [
            Found(node, self.labels[node], "", count)
            for node, count in ranked[: 2 * number]
            if node in self.labels
        ][:number]

    def search(self, words: str, limit: int) -> tuple[list[Found], int]:
        """Things with a name that holds the words, and how many there are.

        A whole name counts more than its beginning, that more than the beginning of a word in it, that
        more than the middle of a word; then the number of claims. Case and accents don't matter.
        """
        wanted = fold(words)
        best: dict[Node, tuple[int, str]] = {}
        for folded, name, node in self.names:
            place = folded.find(wanted)
            if place < 0:
                continue
            if folded == wanted:
                rank = 0
            elif place == 0:
                rank = 1
            else:
                rank = 2 if f" {wanted}" in folded else 3
            rank = 2 * rank + (name != self.labels.get(node))
            if node not in best or rank < best[node][0]:
                best[node] = rank, name
        ranked = sorted(best, key=lambda node: (best[node][0], -self.claims[node], node.value))
        found = []
        for node in ranked[:limit]:
            label, name = self.labels.get(node, best[node][1]), best[node][1]
            found.append(Found(node, label, name if name != label else "", self.claims[node]))
        return found, len(ranked)


def fold(name: str) -> str:
    """Without case, accents and spare spaces.

    >>> fold(" São  Paulo")
    'sao paulo'
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def _number(graph: Graph, pattern: str) -> int:
    """How many things fit a pattern."""
    rows = graph.select(f"SELECT (COUNT(DISTINCT ?it) AS ?number) WHERE {{ {pattern} }}")
    return int(text(next(rows)["number"]))
