"""What has to be counted over the whole graph, once: the names to search, the numbers of the front page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from kg.graph.lookup import best_connected
from kg.server.graph import Graph, Node, text

NAMED = 8


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
        names = graph.reader.names()
        self.labels = {Node(iri): label for iri, (label, _) in names.items()}
        self.names = [
            (fold(name), name, Node(iri))
            for iri, (label, others) in names.items()
            for name in sorted({label, *others})
        ]
        self.claims = Counter({Node(iri): number for iri, number in graph.reader.claims_by_thing().items()})
        #: The labels of the best connected things, which packaged queries ask about if nothing else is given.
        self.named = tuple(islice(best_connected(graph.store), NAMED))
        rows = graph.select("SELECT (COUNT(DISTINCT ?it) AS ?number) WHERE { ?it a schema:NewsArticle }")
        #: What the front page tells, by the names under which it does.
        self.counts = {
            "articles": int(text(next(rows)["number"])),
            "things": len(self.labels),
            **graph.reader.counts().named(),
        }

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
