"""What the packaged questions cost in rdflib's store, oxrdflib, and pyoxigraph in memory and on disk.

All answer over one graph of the contract's shape (benchmarks/synthetic.py); the names in the questions are
replaced by names in it. Each store is loaded in a process of its own, and each question is asked in a process
forked off that one, so that it can be ended: the limit is in seconds of CPU time, as is all that is printed.
pyoxigraph on disk, which `kg query` has for large graphs, stands in seconds that include the opening of the
store; the others as multiples of it.

    python benchmarks/stores.py --quads 100000
    python benchmarks/stores.py --quads 1000000 --limit 20
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from synthetic import articles_for, corpus

from kg.graph.write import quads, serialize
from kg.ontology.package import load_ontology
from kg.query.answers import run
from kg.query.questions import catalogue, filled

FORK = multiprocessing.get_context("fork")
Ask = Callable[[str], int]  #: a query to the number of its rows

CALLERS = """
SELECT ?who ?whom WHERE { GRAPH ?article { ?a kg:called ?b . ?a rdfs:label ?who . ?b rdfs:label ?whom } }
GROUP BY ?who ?whom ORDER BY DESC(COUNT(*)) ?who ?whom LIMIT 2
"""
WINNERS = """
SELECT ?who WHERE { GRAPH ?article { ?a kg:won ?b . ?b a kg:State . ?a rdfs:label ?who } }
GROUP BY ?who ORDER BY DESC(COUNT(*)) ?who LIMIT 1
"""


@dataclass(frozen=True)
class Took:
    """What something took."""

    cpu: float | None  #: seconds, user and system; None where the limit ended it
    rows: int = 0
    memory: float = 0  #: peak of the process, in MB


def rdflib_memory(path: Path) -> Ask:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format="nquads")
    return lambda query: sum(1 for _ in dataset.query(query))


def oxrdflib_memory(path: Path) -> Ask:
    dataset = rdflib.Dataset(store="Oxigraph", default_union=True)
    dataset.parse(path, format="ox-nquads")
    return lambda query: sum(1 for _ in dataset.query(query))


def pyoxigraph_memory(path: Path) -> Ask:
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    return lambda query: _rows(store, query)


def pyoxigraph_disk(path: Path) -> Ask:
    folder = path.parent / "disk"
    store = ox.Store(str(folder))
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    store.flush()
    return lambda query: _rows(ox.Store.read_only(str(folder)), query)


def _rows(store: ox.Store, query: str) -> int:
    answer: Any = store.query(query, use_default_graph_as_union=True)
    return sum(1 for row in answer if list(row) is not None)


STORES: Mapping[str, Callable[[Path], Ask]] = {
    "disk": pyoxigraph_disk,
    "memory": pyoxigraph_memory,
    "oxrdflib": oxrdflib_memory,
    "rdflib": rdflib_memory,
}


def questions(path: Path) -> dict[str, str]:
    """The packaged queries about people of the graph, by name."""
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    calls = [row.split("\t") for row in run(store, CALLERS, format="tsv").splitlines()[1:]]
    (caller, called), (other, _) = ([name.removesuffix("@en").strip('"') for name in row] for row in calls)
    winners = run(store, WINNERS, format="tsv").splitlines()[1:] or [caller]
    winner = winners[0].removesuffix("@en").strip('"')
    values = {
        "about-a-person": (caller,),
        "path-between-two-people": (caller, other),
        "states-won": (winner,),
        "support-for-a-fact": (caller, "called", called),
    }
    return {
        query.name: filled(query.asked_with(values.get(query.name, ())), store, tuple).text
        for query in catalogue()
    }


def measure(
    load: Callable[[Path], Ask], path: Path, asked: Mapping[str, str], limit: float
) -> Iterator[Took]:
    """What loading takes, then each question; all in other processes."""
    reader, writer = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_serve, args=(writer, load, path, asked, limit))
    process.start()
    writer.close()
    for _ in range(1 + len(asked)):
        yield reader.recv()
    process.join()


def _serve(
    writer: Any, load: Callable[[Path], Ask], path: Path, asked: Mapping[str, str], limit: float
) -> None:
    ask = load(path)
    writer.send(Took(_cpu(), 0, _peak()))
    for query in asked.values():
        inner, outer = FORK.Pipe(duplex=False)
        process = FORK.Process(target=_ask, args=(outer, ask, query, limit))
        process.start()
        outer.close()
        try:
            took = inner.recv()
        except EOFError:  # ended by the limit
            took = Took(None)
        process.join()
        if took.cpu is None and process.exitcode not in {-signal.SIGXCPU, -signal.SIGKILL}:
            sys.exit(f"a process ended with {process.exitcode}")
        writer.send(took)


def _ask(writer: Any, ask: Ask, query: str, limit: float) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
    begun = _cpu()
    rows = ask(query)
    writer.send(Took(_cpu() - begun, rows))


def _cpu() -> float:
    return time.process_time()


def _peak() -> float:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quads", type=int, default=100_000, help="about how many (default: 100000)")
    parser.add_argument("--limit", type=int, default=60, help="seconds of a question (default: 60)")
    parser.add_argument("--graph", type=Path, metavar="FILE", help="this graph.nq instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, "graph.nq")
        if options.graph:
            path.symlink_to(options.graph.absolute())
        else:
            ontology = load_ontology()
            graph = corpus(articles_for(options.quads, ontology), ontology=ontology)
            path.write_bytes(serialize(quads(graph, ontology), "nq"))
            del graph
        with path.open("rb") as file:
            print(f"{sum(1 for _ in file):,} quads, {path.stat().st_size / 1e6:.0f} MB; CPU time\n")
        asked = questions(path)
        report(path, asked, options.limit)


def report(path: Path, asked: Mapping[str, str], limit: float) -> None:
    """Measure and print, store by store, then the table."""
    found: dict[str, list[Took]] = {}
    for name, load in STORES.items():
        loaded, *found[name] = measure(load, path, asked, limit)
        print(f"{name:9} loads in {loaded.cpu:6.1f} s, peak {loaded.memory:6,.0f} MB", flush=True)
    others = [name for name in STORES if name != "disk"]
    print(f"\n{'':26}{'rows':>8}{'disk, s':>10}" + "".join(f"{name:>11}" for name in others))
    for place, query in enumerate(asked):
        disk = found["disk"][place]
        cells = [_ratio(found[name][place], disk, limit) for name in others]
        seconds = f"> {limit}" if disk.cpu is None else f"{disk.cpu:.3f}"
        print(f"{query:26}{disk.rows:8,}{seconds:>10}" + "".join(f"{cell:>11}" for cell in cells))
    print("\n× of the time on disk; ≠ another number of rows; > ended by the limit")


def _ratio(took: Took, disk: Took, limit: float) -> str:
    if disk.cpu is None:
        return f"> {limit} s" if took.cpu is None else f"{took.cpu:.1f} s"
    if took.cpu is None:
        return f"> {limit / disk.cpu:,.0f} ×"
    differs = "≠ " if took.rows != disk.rows else ""
    ratio = took.cpu / disk.cpu
    return f"{differs}{ratio:,.0f} ×" if ratio >= 10 else f"{differs}{ratio:.2f} ×"


if __name__ == "__main__":
    main()
