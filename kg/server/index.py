"""What has to be counted over the whole graph, once: the names to search, the numbers of the front page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from kg.server.graph import ALT_LABEL, ARTICLE, LABEL, OBJECT, PREDICATE, SUBJECT, TYPE, Graph, Node, text


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
        store, start = graph.store, f"{graph.base}entity/"
        self.labels: dict[Node, str] = {}
        names: set[tuple[Node, str]] = set()
        for predicate in (LABEL, ALT_LABEL):
            for quad in store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(start):
                    names.add((quad.subject, text(quad.object)))
                    if predicate == LABEL:
                        self.labels[quad.subject] = min(
                            text(quad.object), self.labels.get(quad.subject, text(quad.object))
                        )
        self.names = [(fold(name), name, node) for node, name in sorted(names, key=str)]
        claims = f"{graph.base}claim/"
        ends: set[tuple[str, ox.NamedNode]] = set()
        for predicate in (SUBJECT, OBJECT):
            for quad in store.quads_for_pattern(None, predicate, None, None):
                claim, end = text(quad.subject), quad.object
                if claim.startswith(claims) and isinstance(end, ox.NamedNode):
                    ends.add((claim, end))
        self.claims = Counter(end for _, end in ends)
        self.counts = _counts(graph, things=len(self.labels))

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


def _counts(graph: Graph, *, things: int) -> dict[str, int]:
    """How much the graph holds, for people."""

    def subjects(predicate: Node, target: Node | None = None) -> set[str]:
        return {text(quad.subject) for quad in graph.store.quads_for_pattern(None, predicate, target, None)}

    claims = {name for name in subjects(PREDICATE) if name.startswith(f"{graph.base}claim/")}
    aside: set[str] = subjects(graph.term("polarity"), graph.term("negated"))
    for modality in ("planned", "possible", "alleged"):
        aside |= subjects(graph.term("modality"), graph.term(modality))
    return {
        "articles": len(subjects(TYPE, ARTICLE)),
        "things": things,
        "claims": len(claims),
        "denied, planned, possible or alleged": len(claims & aside),
        "quotations": len(subjects(TYPE, graph.term("Quotation"))),
    }
