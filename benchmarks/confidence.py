"""Fit the weights of kg/extract/findings/confidence.tsv on judged claims, and measure them on held-out ones.

    python benchmarks/confidence.py --set NAME JUDGED.tsv PATH... [--set …] [--write]

JUDGED.tsv has a heading and, a line each, asserted claims that somebody judged by their sentences:
article (its id), subject, predicate, object, verdict (right, wrong; others are left out). PATH… are the
articles, each by itself: who is who in other articles is no question of reading. NAME says for the report
what they are. A claim that is no longer read is left out.

Ten folds by article: each claim is given a confidence by weights that were fitted without its article. With
--write, what was found goes to confidence.md beside this file, the weights, fitted on all, to confidence.tsv,
and how each property did to ontology/judged.tsv.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.extract import Extractor
from kg.extract.findings import confidence
from kg.extract.findings.confidence import LEAST, MOST, RECORD, Confidence, Entry, entry_of, track_record
from kg.model import ArticleRecord, Document, Entity, Finding, Value
from kg.ontology.package import Ontology, data_directory, load_ontology
from kg.resolve.entities import identify
from kg.sources.readers import read

WEIGHTS = Path(confidence.__file__).with_name("confidence.tsv")
JUDGED = data_directory("ontology") / "judged.tsv"
REPORT = Path(__file__).with_suffix(".md")
FOLDS = 10
L2 = 1.5
BINS = ((0.0, 0.7), (0.7, 0.9), (0.9, 1.01))
FLOORS = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
Table = dict[Entry, tuple[int, int]]


@dataclass(frozen=True)
class Example:
    """A finding that was judged."""

    article: str
    entry: Entry
    features: tuple[str, ...]
    right: bool


def words(name: str) -> list[str]:
    """Give a name's words without case, accents, punctuation and article."""
    plain = unicodedata.normalize("NFKD", name).lower()
    found = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
    return found[1:] if found[:1] in (["the"], ["a"], ["an"]) else found


def called(name: str, thing: Entity | Value, ontology: Ontology) -> bool:
    """Whether a judged name means a thing: one of its names; of a person, also its end or two ends."""
    judged = words(name)
    if isinstance(thing, Value):
        return words(thing.text) == judged
    names = [words(thing.label), *(words(form) for a in thing.appearances for form in a.forms)]
    if judged in names or not ontology.is_type(thing.kind, "person"):
        return judged in names
    short, long = sorted((judged, names[0]), key=len)
    return bool(short) and (
        long[-len(short) :] == short or (len(short) == 2 and short == [long[0], long[-1]])
    )


def examples(judged: Path, paths: Sequence[str], extractor: Extractor) -> Iterator[Example]:
    """Yield the judged claims that are read today, each by the first finding that makes it."""
    ontology = extractor.ontology
    with judged.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["verdict"] in ("right", "wrong")]
    wanted = {row["article"] for row in rows}
    documents = [d for d in read(paths) if isinstance(d, Document) and d.id in wanted]
    records = {record.document.id: record for record in extractor.records(documents)}
    identities = {name: identify([record], ontology) for name, record in records.items()}

    def side(record: ArticleRecord, given: int | Value) -> Entity | Value | None:
        if isinstance(given, Value):
            return given
        known = identities[record.document.id]
        name = known.of.get((record.document.id, given))
        return next((entity for entity in known.entities if entity.id == name), None)

    def says(record: ArticleRecord, finding: Finding, row: dict[str, str]) -> bool:
        known, target = ontology.properties[finding.property], side(record, finding.object)
        name = known.name
        if target is None and isinstance(finding.object, int) and known.unowned:  # an office without an owner
            name, target = known.unowned, Value(record.entities[finding.object].title or "", "string")
        subject = side(record, finding.subject)
        if name != row["predicate"] or subject is None or target is None:
            return False
        pairs = [(subject, target), (target, subject)] if known.symmetric else [(subject, target)]
        return any(
            called(row["subject"], s, ontology) and called(row["object"], o, ontology) for s, o in pairs
        )

    for row in rows:
        record = records.get(row["article"])
        for finding in sorted(record.findings, key=lambda f: f.start) if record else ():
            plain = (finding.polarity, finding.modality) == ("affirmed", "actual")
            if record and plain and says(record, finding, row):
                features = tuple(Confidence(record, record.findings, ontology).features(finding))
                entry = entry_of(finding, record.propositions[finding.proposition])
                yield Example(row["article"], entry, features, row["verdict"] == "right")
                break


def records_of(some: Sequence[Example]) -> Table:
    """Count for each property and kind of word how many were right, and wrong."""
    found: Table = {}
    for one in some:
        right, wrong = found.get(one.entry, (0, 0))
        found[one.entry] = (right + one.right, wrong + (not one.right))
    return found


def matrix(some: Sequence[Example], names: Sequence[str], record: Sequence[float]) -> np.ndarray:
    """Give a row for each example: its features as 0 and 1, then its entry's record."""
    place = {name: k for k, name in enumerate(names)}
    table = np.zeros((len(some), len(names) + 1))
    for k, one in enumerate(some):
        for feature in one.features:
            if feature in place:
                table[k, place[feature]] = 1
        table[k, -1] = record[k]
    return table


def fitted(some: Sequence[Example]) -> dict[str, float]:
    """Give the weights that fit best, by Newton's method; an entry's record is that without the article."""
    by_article: dict[str, list[Example]] = defaultdict(list)
    for one in some:
        by_article[one.article].append(one)
    others = {name: records_of([o for o in some if o.article != name]) for name in by_article}
    record = [track_record(one.entry, others[one.article]) for one in some]
    count = Counter(feature for one in some for feature in one.features)
    names = sorted(feature for feature, number in count.items() if number >= 5)
    x, y = matrix(some, names, record), np.array([float(one.right) for one in some])
    penalty = np.array([1e-3 if name == "any" else L2 for name in [*names, RECORD]])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + penalty * weights
        weights -= np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(penalty), slope)
    return {name: round(float(w), 4) for name, w in zip([*names, RECORD], weights, strict=True)}


def predicted(one: Example, weights: dict[str, float], judged: Table) -> float:
    """Give an example its confidence, as `Confidence` does."""
    total = weights[RECORD] * track_record(one.entry, judged)
    total += sum(weights.get(feature, 0.0) for feature in one.features)
    return min(MOST, max(LEAST, round(1 / (1 + math.exp(-total)), 2)))


def held_out(some: Sequence[Example]) -> list[float]:
    """Give each example the confidence that weights fitted on the other folds give it."""
    fold = {one.article: int(hashlib.sha256(one.article.encode()).hexdigest(), 16) % FOLDS for one in some}
    found: dict[int, float] = {}
    for k in range(FOLDS):
        rest = [one for one in some if fold[one.article] != k]
        weights, judged = fitted(rest), records_of(rest)
        found |= {i: predicted(o, weights, judged) for i, o in enumerate(some) if fold[o.article] == k}
    return [found[i] for i in range(len(some))]


def wilson(right: int, number: int) -> tuple[float, float]:
    """Give the interval that holds a share with 95 % (Wilson 1927)."""
    z, p = 1.96, right / number
    middle, spread = p + z * z / (2 * number), z * math.sqrt(p * (1 - p) / number + (z / (2 * number)) ** 2)
    return (middle - spread) / (1 + z * z / number), (middle + spread) / (1 + z * z / number)


def report(sets: dict[str, list[Example]], some: list[Example], given: list[float]) -> Iterator[str]:
    """Yield the lines of the report."""
    right = [one.right for one in some]
    share = sum(right) / len(right)
    loss = -sum(math.log(p if r else 1 - p) for p, r in zip(given, right, strict=True)) / len(right)
    usual = -(share * math.log(share) + (1 - share) * math.log(1 - share))
    good = [p for p, r in zip(given, right, strict=True) if r]
    bad = [p for p, r in zip(given, right, strict=True) if not r]
    above = sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))
    yield "# How far confidence can be trusted"
    yield ""
    yield "Made by `benchmarks/confidence.py` from asserted claims that a reader judged by their sentences:"
    yield ""
    for name, part in sets.items():
        articles = len({one.article for one in part})
        yield f"- {name}: {len(part)} claims of {articles} articles, {sum(o.right for o in part)} right"
    yield ""
    yield "What was found wrong has been worked on since, and claims that are no longer read are left out:"
    yield "of articles that nobody has judged yet, fewer claims are right."
    yield ""
    yield f"Each confidence is from weights fitted without its article ({FOLDS} folds by article)."
    yield ""
    yield "| confidence | claims | mean confidence | right | 95 % interval |"
    yield "|---|---|---|---|---|"
    for low, high in BINS:
        inside = [(p, r) for p, r in zip(given, right, strict=True) if low <= p < high]
        if inside:
            number, hits = len(inside), sum(r for _, r in inside)
            name = f"below {high}" if not low else f"{low} to {high}" if high < 1 else f"{low} and above"
            ends = "{:.2f} to {:.2f}".format(*wilson(hits, number))
            mean = sum(p for p, _ in inside) / number
            yield f"| {name} | {number} | {mean:.2f} | {hits / number:.2f} | {ends} |"
    yield ""
    yield f"Of a right and a wrong claim, the right one is the surer in {above:.2f} of all pairs (AUC)."
    yield f"Log loss {loss:.3f}; of the share of right ones alone ({share:.2f}) it would be {usual:.3f}."
    yield ""
    yield "| floor | asserted | of them right | right ones kept | wrong ones kept |"
    yield "|---|---|---|---|---|"
    for floor in (0.0, *FLOORS):
        kept = [r for p, r in zip(given, right, strict=True) if p >= floor]
        hits = sum(kept)
        yield (
            f"| {floor} | {len(kept)} | {hits / max(1, len(kept)):.2f} | {hits / len(good):.2f} "
            f"| {(len(kept) - hits) / len(bad):.2f} |"
        )


def main() -> None:
    """Fit, measure, and show or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--set", action="append", nargs="+", required=True, metavar="NAME", dest="sets")
    parser.add_argument("--write", action="store_true", help="write the weights, records and report")
    given = parser.parse_args()
    extractor = Extractor(load_ontology())
    sets = {name: list(examples(Path(tsv), paths, extractor)) for name, tsv, *paths in given.sets}
    some = [one for part in sets.values() for one in part]
    lines = list(report(sets, some, held_out(some)))
    print("\n".join(lines))
    weights = fitted(some)
    source = (
        f"# Made by benchmarks/confidence.py from {len(some)} judged claims, which confidence.md there names."
    )
    table = [source, "feature\tweight", *(f"{name}\t{weights[name]:.4f}" for name in sorted(weights))]
    counted = [source, "property\tkind\tright\twrong"]
    counted += [f"{name}\t{kind}\t{r}\t{w}" for (name, kind), (r, w) in sorted(records_of(some).items())]
    if given.write:
        REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
        WEIGHTS.write_text("\n".join(table) + "\n", encoding="utf-8")
        JUDGED.write_text("\n".join(counted) + "\n", encoding="utf-8")
    else:
        print("\n".join(table))


if __name__ == "__main__":
    main()
