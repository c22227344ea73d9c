"""One graph, one set of numbers: the command, summary.json, the page, the server and `kg diff` agree."""

import json
import re
from pathlib import Path

from places import SEEDS, Run

from kg.build.pipeline import Summary
from kg.server.source import Source


def test_every_summary_of_a_graph_has_the_same_counts(
    seed_build: tuple[Path, Summary], tmp_path: Path, run: Run, run_here: Run
) -> None:
    folder, summary = seed_build
    counts = summary.counts.named()
    assert list(counts) == ["claims asserted", "claims not asserted", "quotations"]

    told = run_here("build", SEEDS, "--output", tmp_path / "out").stdout
    asserted, not_asserted, quotations = counts.values()
    assert f"claims      {asserted} asserted, {not_asserted} not asserted\n" in told
    assert f"quotations  {quotations}\n" in told

    written = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert list(counts.values()) == [*written["claims"].values(), written["quotations"]]

    known = re.search(r'id="known">(.*?)</script>', (folder / "graph.html").read_text(encoding="utf-8"))
    assert known is not None and dict(json.loads(known[1])["counts"]) == counts

    source = Source(folder)
    shown = source.current().index.counts
    source.close()
    assert {name: shown[name] for name in counts} == counts

    compared = run("diff", folder, folder).stdout
    assert f"claims      {asserted + not_asserted}\n" in compared
    assert f"quotations  {quotations}\n" in compared
