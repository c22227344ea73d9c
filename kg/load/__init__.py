"""A built graph into another store, graph by graph, and a check that all of it is there.

    graph.nq ─► dataset ─► plan ─► GraphStore (HTTP) ─► counts
                             └─ journal ─┘

A load that was cut off goes on where it stopped. Nothing can be doubled: there are no blank nodes, so
sending a triple again changes nothing. The graph that describes the dataset goes last: while the store has
the description of an earlier load, that load's articles are known, and those that are gone can be dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox

from kg.errors import LoadError
from kg.graph.iris import DCTERMS
from kg.load.dataset import Dataset, NamedGraph, by_value, read_dataset
from kg.load.endpoint import Endpoint, credentials, endpoint
from kg.load.journal import Entry, Journal
from kg.load.protocol import GraphStore

__all__ = ["TIMEOUT_SECONDS", "Endpoint", "Report", "credentials", "endpoint", "load"]

TIMEOUT_SECONDS = 300.0  #: seconds for one answer; dropping a large graph takes some stores minutes
Progress = Callable[[int, int], None]  #: is told how many triples are done, and of how many


@dataclass(frozen=True, slots=True)
class Report:
    """What the store has now, and what was done for it."""

    graphs: int
    triples: int
    sent: int  #: graphs; the others were there
    dropped: int  #: graphs


@dataclass(frozen=True, slots=True)
class _Plan:
    """What there is to do."""

    send: Mapping[str, int]  #: graphs, with the number of batches that the store has taken
    drop: tuple[str, ...]


def load(
    directory: Path,
    endpoint: Endpoint,
    *,
    cache: Path,
    auth: httpx.Auth | None = None,
    replace: bool = False,
    timeout: float = TIMEOUT_SECONDS,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Put the graph of a folder into a store, and count what is there afterwards.

    Without `replace` nothing is sent if the store has other triples in one of the graphs. With it, each
    graph comes to hold what the folder's holds, and graphs of an earlier load that the folder doesn't have
    are dropped. Graphs of others are left alone. `timeout`: seconds that the store may take for an answer.

    Raises LoadError: where the store can't be reached or refuses, and for counts that don't agree.
    """
    dataset = read_dataset(directory)
    journal = Journal.of(str(endpoint.url), dataset.iris.dataset, cache=cache)
    with GraphStore(endpoint, auth=auth, timeout=timeout) as store:
        plan = _plan(dataset, store, journal, replace=replace)
        _carry_out(plan, dataset, store, journal, progress)
        _check(dataset, plan, store, journal)
    return Report(len(dataset.graphs), dataset.triples, len(plan.send), len(plan.drop))


def _plan(dataset: Dataset, store: GraphStore, journal: Journal, *, replace: bool) -> _Plan:
    """What is missing. Changes nothing in the store."""
    gone = sorted(_earlier(dataset, store, journal) - set(dataset.graphs)) if replace else []
    there = store.counts([*dataset.graphs, *gone])
    missing = [g for g in dataset.graphs.values() if not _is_whole(g, there[g.iri], dataset, store, journal)]
    taken = [graph for graph in missing if there[graph.iri] and not _begun(graph, journal)]
    if taken and not replace:
        first = taken[0]
        raise LoadError(
            f"{store.url} has other triples in {len(taken):,} of these graphs: {first.iri} has "
            f"{there[first.iri]:,} there and {first.triples:,} in {dataset.path}; nothing was sent; "
            "--replace puts these in their place"
        )
    send = {}
    for graph in missing:
        begun = _begun(graph, journal)
        send[graph.iri] = begun.batches if begun and there[graph.iri] else 0
    for graph in dataset.graphs.values():
        if graph.iri not in send:
            journal.note(Entry(graph.iri, graph.digest, 0, whole=True))
    return _Plan(send, tuple(iri for iri in gone if there[iri]))


def _earlier(dataset: Dataset, store: GraphStore, journal: Journal) -> set[str]:
    """The graphs of an earlier load: by the journal, and by the description that the store has."""
    articles, aside = dataset.iris.article(""), dataset.iris.quarantine("")
    parts = {
        triple.object.value.removeprefix(articles)
        for triple in store.fetch(dataset.iris.dataset)
        if triple.predicate.value == DCTERMS + "hasPart"
        and isinstance(triple.object, ox.NamedNode)
        and triple.object.value.startswith(articles)
    }
    return {entry.graph for entry in journal} | {
        start + part for part in parts for start in (articles, aside)
    }


def _begun(graph: NamedGraph, journal: Journal) -> Entry | None:
    """The note of a load of this very graph that was cut off."""
    known = journal.get(graph.iri)
    return known if known and known.digest == graph.digest and not known.whole else None


def _is_whole(graph: NamedGraph, count: int, dataset: Dataset, store: GraphStore, journal: Journal) -> bool:
    """Whether the store has the graph: as the journal says and the count agrees, or triple by triple."""
    if not graph.agrees(count) or _begun(graph, journal):
        return False
    known = journal.get(graph.iri)
    if known is None or known.digest != graph.digest:
        own = {(t.subject, t.predicate, by_value(t.object)) for t in dataset.triples_of(graph)}
        return own == {(t.subject, t.predicate, by_value(t.object)) for t in store.fetch(graph.iri)}
    return True


def _carry_out(
    plan: _Plan, dataset: Dataset, store: GraphStore, journal: Journal, progress: Progress
) -> None:
    """Drop and send. Each request that the store took is noted at once."""
    done = dataset.triples - sum(dataset.graphs[iri].triples for iri in plan.send)
    try:
        for iri in plan.drop:
            store.drop(iri)
        for iri, taken in plan.send.items():
            graph = dataset.graphs[iri]
            journal.note(Entry(iri, graph.digest, taken))
            for number, (batch, triples) in enumerate(dataset.batches(graph)):
                if number >= taken:
                    (store.add if number else store.put)(iri, batch)
                    journal.note(Entry(iri, graph.digest, number + 1))
                done += triples
                progress(done, dataset.triples)
            journal.note(Entry(iri, graph.digest, 0, whole=True))
    except LoadError as error:
        there = f"{done:,} of {dataset.triples:,} triples are there, and the same command goes on"
        raise LoadError(f"{error}; {there}" if done else str(error)) from None


def _check(dataset: Dataset, plan: _Plan, store: GraphStore, journal: Journal) -> None:
    """Count all graphs in the store. What was sent in vain is the next load's to send again."""
    there = store.counts([*dataset.graphs, *plan.drop])
    wrong = [graph for graph in dataset.graphs.values() if not graph.agrees(there[graph.iri])]
    for graph in wrong:
        if graph.iri in plan.send:
            journal.note(Entry(graph.iri, graph.digest, 0))
        else:
            journal.forget(graph.iri)
    for iri in plan.drop:
        journal.forget(iri)
    expected = [(graph.iri, f"{graph.triples:,} in {dataset.path}") for graph in wrong]
    expected += [(iri, "which was dropped") for iri in plan.drop if there[iri]]
    if expected:
        raise LoadError(
            "\n".join(f"{iri}: {there[iri]:,} triples in the store, {what}" for iri, what in expected)
        )
