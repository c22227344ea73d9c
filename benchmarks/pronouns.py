"""Learn the weights of kg/extract/coreference/pronouns.tsv, and measure them on other texts.

    python benchmarks/pronouns.py --gap DIR --gum DIR [--write]

DIR are git directories or checkouts of
  github.com/google-research-datasets/gap-coreference (Apache-2.0): its validation snippets teach (454);
      its development snippets measure.
  github.com/amir-zeldes/gum (annotations CC BY 4.0): its documents teach, but for the news, which measure.
Each pronoun is one example: the things that kg might take, one or more of them right, or none. The weights
are those of a conditional logit, a softmax over the options (where a snippet leaves the right one open, over
all that may be right), with L2; a weight for all pronouns and one for each role are added up (Daumé III
2007). Pronouns before an example are resolved by the weights of the round before, so that it is learned
from what kg will see.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.extract import Extractor
from kg.extract.coreference import pronouns, resolve_mentions
from kg.extract.coreference.discourse import Discourse
from kg.extract.mentions import Candidate, find_mentions
from kg.extract.parsing.pipeline import parse
from kg.model import Document
from kg.ontology.package import load_ontology

TABLE = Path(pronouns.__file__).with_name("pronouns.tsv")
ROLES = ("all", "subject", "object", "possessor")
ROUNDS = 2
#: GAP's snippets look more like what is read than GUM's novels and talks do.
WEIGHT_OF_GAP = 1.5
L2 = {"person": 5.0, "thing": 3.0}
Span = tuple[int, int]


@dataclass
class Text:
    """A text, the pronouns to learn from, and what each may stand for: spans of right and of wrong things."""

    name: str
    text: str
    pronouns: dict[Span, tuple[list[Span], list[Span] | None]]  #: right spans; wrong spans, None: all others
    weight: float = 1.0


@dataclass
class Example:
    """One pronoun: the features of its options, and which of them may be right."""

    table: str
    role: str
    options: list[tuple[str, ...]]
    right: list[bool]
    weight: float
    where: str


def show(path: Path, name: str) -> str:
    """Give a file of a checkout or of a git directory."""
    if (path / name).is_file():
        return (path / name).read_text(encoding="utf-8")
    git = path / ".git" if (path / ".git").exists() else path
    return subprocess.run(
        ["git", f"--git-dir={git}", "show", f"HEAD:{name}"], capture_output=True, check=True
    ).stdout.decode("utf-8")


def gap(path: Path, part: str, weight: float) -> Iterator[Text]:
    """Yield GAP's snippets."""
    rows = csv.DictReader(
        io.StringIO(show(path, f"gap-{part}.tsv"), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    for row in rows:
        spans = {k: (int(row[f"{k}-offset"]), int(row[f"{k}-offset"]) + len(row[k])) for k in "AB"}
        right = [spans[k] for k in "AB" if row[f"{k}-coref"].upper() == "TRUE"]
        wrong = [spans[k] for k in "AB" if row[f"{k}-coref"].upper() != "TRUE"]
        start = int(row["Pronoun-offset"])
        yield Text(row["ID"], row["Text"], {(start, start + len(row["Pronoun"])): (right, wrong)}, weight)


def gum(path: Path, *, news: bool) -> Iterator[Text]:
    """Yield GUM's documents."""
    git = path / ".git" if (path / ".git").exists() else path
    listed = subprocess.run(
        ["git", f"--git-dir={git}", "ls-tree", "--name-only", "HEAD", "dep/"], capture_output=True, check=True
    ).stdout.decode()
    for name in sorted(listed.split()):
        if name.endswith(".conllu") and "reddit" not in name and ("_news_" in name) == news:
            yield _document(name, show(path, name))


def _document(name: str, conllu: str) -> Text:
    """Read one CoNLL-U file: its text, and each third-person pronoun with the other mentions of its group."""
    text, groups, open_ = "", {}, {}
    found: list[Span] = []
    for line in conllu.splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            text = text.rstrip() + "\n\n" if text else ""
        if not line or line.startswith("#"):
            continue
        number, form, *rest = line.split("\t")
        if not number.isdigit():
            continue
        start, misc = len(text), rest[-1]
        text += form if "SpaceAfter=No" in misc else form + " "
        end = start + len(form)
        if form.lower() in ("he", "him", "his", "she", "her", "it", "its"):
            found.append((start, end))
        entity = re.search(r"Entity=([^|]*)", misc)
        for begin, group, close in re.findall(r"(\()?(\d+)[^()]*(\))?", entity[1]) if entity else ():
            if begin:
                open_.setdefault(group, []).append(start)
            if close and open_.get(group):
                groups.setdefault(group, []).append((open_[group].pop(), end))
    of = {span: spans for spans in groups.values() for span in spans}
    return Text(name, text, {span: ([s for s in of.get(span, ()) if s != span], None) for span in found})


def examples(texts: Iterable[Text], extractor: Extractor) -> Iterator[Example]:
    """Yield the pronouns of texts with their options, as kg meets them while it reads."""
    for text in texts:
        found: list[tuple[Candidate, list[pronouns.Option]]] = []
        original = pronouns.options_of

        def record(
            discourse: Discourse, c: Candidate, found=found, original=original
        ) -> list[pronouns.Option]:
            options = original(discourse, c)
            found.append((c, options))
            return options

        pronouns.options_of = record
        try:
            for _, article in parse(
                [Document(text.name, text.text, "")], extractor.nlp, extractor.morphology
            ):
                candidates = find_mentions(article, extractor.tables)
                resolve_mentions(article, candidates, extractor.tables)
        finally:
            pronouns.options_of = original
        for c, options in found:
            if (c.start, c.end) in text.pronouns:
                right_spans, wrong_spans = text.pronouns[c.start, c.end]
                right = _right(options, right_spans, wrong_spans)
                yield Example(
                    pronouns.table_of(c), pronouns.role_of(c.head), [o.features for o in options], right,
                    text.weight, f"{text.name} {text.text[max(0, c.start - 100):c.end + 30]!r}",
                )  # fmt: skip


def _covers(option: pronouns.Option, spans: list[Span]) -> bool:
    """Whether a thing has a mention that is about one of the spans, or opens it."""
    assert option.thing is not None
    for mention, _ in option.thing.mentions:
        for start, end in spans:
            if mention.start < end and mention.end > start:
                longer = max(end, mention.end) - min(start, mention.start)
                if min(end, mention.end) - max(start, mention.start) > 0.5 * longer or (
                    start <= mention.start and mention.end <= end and mention.start - start < 12
                ):
                    return True
    return False


def _right(options: list[pronouns.Option], right: list[Span], wrong: list[Span] | None) -> list[bool]:
    """Tell which options may be right. Of GAP's snippets where neither name is, all but the two."""
    hits = [o.thing is not None and _covers(o, right) for o in options]
    if any(hits):
        return hits
    if wrong is None or right:
        return [o.thing is None for o in options]
    return [o.thing is None or not _covers(o, wrong) for o in options]


def fit(data: list[Example], table: str) -> dict[tuple[str, str], float]:
    """Give the weights that make the right options likeliest: gradient descent on all examples (Adam)."""
    data = [e for e in data if e.table == table and not all(e.right)]
    index: dict[tuple[str, str], int] = {}
    rows, start = [], [0]
    for e in data:
        for features in e.options:
            ids = [index.setdefault((f, r), len(index)) for f in features for r in ("all", e.role)]
            rows.append(ids)
        start.append(len(rows))
    lengths = [len(r) for r in rows]
    flat = np.array([i for r in rows for i in r])
    row_of = np.repeat(np.arange(len(rows)), lengths)
    example_of = np.repeat(np.arange(len(data)), np.diff(start))
    right = np.array([r for e in data for r in e.right], dtype=float)
    weight = np.array([e.weight for e in data])
    w = np.zeros(len(index))
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, 801):
        scores = np.bincount(row_of, weights=w[flat], minlength=len(rows))
        scores -= np.maximum.reduceat(scores, start[:-1])[example_of]
        power = np.exp(scores)
        p = power / np.add.reduceat(power, start[:-1])[example_of]
        good = power * right
        q = good / np.add.reduceat(good, start[:-1])[example_of]
        slope = (p - q) * weight[example_of]
        gradient = np.bincount(flat, weights=slope[row_of], minlength=len(index)) + L2[table] * w
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        w -= 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {key: round(float(w[k]), 4) for key, k in index.items()}


def write(weights: dict[str, dict[tuple[str, str], float]]) -> None:
    """Write the table; what weighs nothing is left out."""
    lines = ["# Made by benchmarks/pronouns.py from GAP's validation snippets and GUM without its news."]
    lines.append("\t".join(("pronoun", "feature", *ROLES)))
    for table, values in sorted(weights.items()):
        for feature in sorted({f for f, _ in values}):
            cells = [values.get((feature, r), 0.0) for r in ROLES]
            if any(cells):
                lines.append("\t".join((table, feature, *(f"{c:.4f}" for c in cells))))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pronouns.weights_of.cache_clear()


def probabilities(e: Example) -> list[float]:
    """Give the probability of each option by the table as it is."""
    weights = pronouns.weights_of(e.table)
    sums = np.array(
        [sum(weights.get((f, "all"), 0.0) + weights.get((f, e.role), 0.0) for f in fs) for fs in e.options]
    )
    power = np.exp(sums - sums.max())
    return list(power / power.sum())


def report(name: str, data: list[Example]) -> None:
    """Print precision and recall by the least probability."""
    for table in ("person", "thing"):
        chosen = [e for e in data if e.table == table]
        there = sum(1 for e in chosen if not e.right[-1])
        line = []
        for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
            said = hit = 0
            for e in chosen:
                p = probabilities(e)
                best = max(range(len(p)), key=p.__getitem__)
                if best < len(p) - 1 and p[best] >= least:
                    said += 1
                    hit += e.right[best]
            line.append(f"{least}: P {hit / max(said, 1):.3f} R {hit / max(there, 1):.3f}")
        print(f"{name} {table} {len(chosen)}, antecedent there {there}\n   " + "\n   ".join(line))


def main() -> None:
    """Learn, write, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gap", type=Path, required=True)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write the table anew; without it, only measure")
    args = parser.parse_args()
    extractor = Extractor(load_ontology())
    teach = [*gap(args.gap, "validation", WEIGHT_OF_GAP), *gum(args.gum, news=False)]
    if args.write:
        for _ in range(ROUNDS):
            data = list(examples(teach, extractor))
            write({table: fit(data, table) for table in ("person", "thing")})
    report("taught from", list(examples(teach, extractor)))
    report("GAP development", list(examples(gap(args.gap, "development", 1.0), extractor)))
    report("GUM news", list(examples(gum(args.gum, news=True), extractor)))


if __name__ == "__main__":
    main()
