"""Claims of the same two things as one line: called · congratulated +3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import networkx as nx

from kg.network import Statement

_BEND, _BEND_MORE = 0.16, 0.32


@dataclass(frozen=True, slots=True)
class Bundle:
    """One line of the drawing: all claims from one thing to another that are facts, or all that aren't."""

    tail: str
    head: str
    asserted: bool
    symmetric: bool  #: every claim holds both ways, so there is no arrow
    statements: tuple[Statement, ...]  #: the best supported first
    bend: float = field(default=0.0)  #: how far the line leaves the straight way, so that none hides another

    @property
    def predicates(self) -> tuple[str, ...]:
        """Each property once, the best supported first."""
        return tuple(dict.fromkeys(statement.predicate for statement in self.statements))


def bundles(network: nx.MultiDiGraph, *, order: Sequence[str]) -> Iterator[Bundle]:
    """The lines between the things in `order`, sorted by the places of their ends; facts first.

    A symmetric claim joins a line that is there already, whichever its direction. A claim of a thing
    about itself is left out.
    """
    place = {iri: number for number, iri in enumerate(order)}
    symmetric = set(network.graph["symmetric"])
    groups: dict[tuple[str, str, bool], list[Statement]] = {}
    edges = [(tail, head, data["statement"]) for tail, head, data in network.edges(data=True) if tail != head]
    for tail, head, statement in sorted(edges, key=lambda edge: (edge[2].predicate in symmetric, edge[2].id)):
        key = (tail, head, statement.asserted)
        back = (head, tail, statement.asserted)
        if statement.predicate in symmetric and key not in groups and back in groups:
            key = back
        groups.setdefault(key, []).append(statement)
    for tail, head, asserted in sorted(groups, key=lambda key: (place[key[0]], place[key[1]], not key[2])):
        found = groups[tail, head, asserted]
        others = {(head, tail, True), (head, tail, False), (tail, head, not asserted)} & groups.keys()
        yield Bundle(
            tail=tail,
            head=head,
            asserted=asserted,
            symmetric=all(statement.predicate in symmetric for statement in found),
            statements=tuple(sorted(found, key=lambda item: (-len(item.support), item.predicate, item.id))),
            bend=(_BEND if asserted else _BEND_MORE) if others else 0.0,
        )
