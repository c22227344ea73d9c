"""How the time that `resolve` takes grows with the number of articles.

Reads the articles under a folder, or so many made from seeds/ with other names and numbers, and resolves a
quarter, half and all of their records in one process. Prints each time beside that of all and the exponent
between neighbours: 1 is linear. Machines differ, the ratios of one run don't.

    .venv/bin/python benchmarks/resolving.py [--articles 400] [FOLDER]
"""

from __future__ import annotations

import argparse
import gc
import math
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from against_spacy import write_articles

from kg.build.pipeline import DEFAULT_MODEL
from kg.build.workers import records, relaxed_gc
from kg.model import ArticleRecord, Document
from kg.ontology.package import Ontology, load_ontology
from kg.resolve import resolve
from kg.sources.readers import read

LIMIT = 1.1  #: what the exponent may be


def seconds(some: Sequence[ArticleRecord], ontology: Ontology) -> float:
    """The processor time of resolving them, at best of three."""
    best = math.inf
    for _ in range(3):
        gc.collect()
        started = time.process_time()
        resolve(some, ontology)
        best = min(best, time.process_time() - started)
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="articles of your own")
    parser.add_argument("--articles", type=int, default=400, help="how many are made without a folder")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        if options.folder is None:
            write_articles(folder, options.articles)
        documents = [found for found in read([str(folder)]) if isinstance(found, Document)]
    ontology = load_ontology()
    read_all = list(records(documents, ontology, model=DEFAULT_MODEL, jobs=options.jobs))
    with relaxed_gc():
        sizes = [len(read_all) // 4, len(read_all) // 2, len(read_all)]
        taken = [seconds(read_all[:size], ontology) for size in sizes]
    worst = 0.0
    for k, (size, cost) in enumerate(zip(sizes, taken, strict=True)):
        exponent = math.log2(cost / taken[k - 1]) if k else 1.0
        worst = max(worst, exponent)
        print(f"{size:>7} articles  {cost:7.2f} s  {cost / taken[-1]:5.2f} of all  exponent {exponent:.2f}")
    return worst > LIMIT


if __name__ == "__main__":
    raise SystemExit(main())
