"""Both stages: articles in, the files of a graph out.

    read ─► extract, one article at a time ─► records ─► resolve, all together ─► write

What is written depends on the set of articles, the model and the ontology, and on nothing else: not on
the order of the paths, the number of processes, or the day.
"""

from __future__ import annotations

import gc
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg import __version__
from kg.build import workers
from kg.build.fingerprint import findings_fingerprint, reading_fingerprint
from kg.errors import InputError, own_faults
from kg.extract.findings import Matcher
from kg.extract.parsing.pipeline import DEFAULT_MODEL, installed_model
from kg.graph.describe import DISTRIBUTIONS, checked_license
from kg.graph.iris import DEFAULT_BASE, Iris, prefixes
from kg.graph.read import vocabulary
from kg.graph.write import article_quads, ontology_quads, plain, published, serialize
from kg.model import ArticleRecord, Attributed, Counts, Document, KnowledgeGraph, Provenance, Withheld
from kg.network.graphml import graphml
from kg.network.network import network
from kg.ontology.package import Ontology, load_ontology
from kg.page import page
from kg.resolve import resolve
from kg.sources.readers import PassedOver, Skipped, read
from kg.storage.cache import RecordCache, cache_limit
from kg.storage.folder import ARTICLES, replacing
from kg.storage.manifest import MANIFEST, manifest
from kg.storage.records import dumps

GENERATOR = f"news-kg {__version__}"
Progress = Callable[[int, int], None]  #: is told how many articles are done, and of how many


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build found."""

    articles: int
    entities: Mapping[str, int]  #: by class, the most frequent first
    facts: Mapping[str, int]  #: asserted claims by property, the most frequent first
    counts: Counts
    #: claims that are affirmed and actual, and yet not asserted, by the reason
    withheld: Mapping[Withheld, int]
    quarantined: int  #: findings that break a property's domain or range
    skipped: tuple[Skipped, ...]
    passed: tuple[PassedOver, ...]  #: folders that are no input, since builds write them
    cached: int | None  #: articles that the cache knew; None without a cache
    fault: str | None  #: why the cache keeps nothing, where it doesn't
    seconds: float


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """How a graph is made: what its bytes depend on besides the articles, then how the work is done."""

    ontology: Ontology
    model: str = DEFAULT_MODEL
    base: str = DEFAULT_BASE
    license: str | None = None
    attributed: Attributed = "asserted"  #: or "claims": what an article has from speakers alone
    jobs: int = 1
    cache: Path | None = None  #: the folder in which records are kept, if they are
    progress: Progress = lambda done, total: None

    def __post_init__(self) -> None:
        """Refuse a wrong base or licence now, not after the work."""
        Iris(self.base)
        if self.license:
            checked_license(self.license)

    @property
    def provenance(self) -> Provenance:
        """What the graph says it was made by. Raises `ModelError` where there is no such model."""
        return Provenance(GENERATOR, installed_model(self.model), self.ontology.digest)


def build(
    paths: Sequence[str],
    *,
    output: Path,
    ontology: Ontology | None = None,
    model: str = DEFAULT_MODEL,
    base: str = DEFAULT_BASE,
    license: str | None = None,
    attributed: Attributed = "asserted",
    jobs: int = 1,
    cache: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> Summary:
    """Build the graph of all articles under the paths into the folder `output`.

    `license` is the IRI that the dataset's description gives, if any; with `attributed="claims"`
    what an article has from speakers alone is no plain triple. Raises a `KgError` when no article
    can be read, when the ontology, the model, the base or the licence are wrong, or when the folder can't
    be written; what was in the folder is then as it was.
    """
    config = BuildConfig(ontology or load_ontology(), model, base, license, attributed, jobs, cache, progress)
    with replacing(output) as write:
        given = read_all(paths, output)
        files, summary = make(given.documents, given.skipped, config)
        write(files)
    return replace(summary, passed=given.passed)


@dataclass(frozen=True, slots=True)
class Given:
    """What is under the paths of a build. The texts of all are few bytes beside what is found in them."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    passed: tuple[PassedOver, ...]


def read_all(paths: Sequence[str], output: Path) -> Given:
    """All articles, and what could not be read; `InputError` where there is no article."""
    found = list(read(paths, output=output))
    documents = tuple(item for item in found if isinstance(item, Document))
    if not documents:
        reasons = [f"{item.source}: {item.reason}" for item in found if not isinstance(item, Document)]
        raise InputError("\n".join(reasons) or "no articles given")
    return Given(
        documents,
        tuple(item for item in found if isinstance(item, Skipped)),
        tuple(item for item in found if isinstance(item, PassedOver)),
    )


@workers.relaxed_gc()
def make(
    documents: Iterable[Document], skipped: Iterable[Skipped], config: BuildConfig
) -> tuple[dict[str, bytes], Summary]:
    """The graph of a set of articles: the bytes of its files, by name, and what was found."""
    started = time.monotonic()
    provenance = config.provenance
    documents = sorted(documents, key=lambda document: document.id)
    cache = _cache(config)
    records: list[ArticleRecord] = []
    for record in workers.records(
        documents, config.ontology, model=config.model, jobs=config.jobs, cache=cache
    ):
        records.append(record)
        config.progress(len(records), len(documents))
    gc.collect()  # the model goes before the quads come
    with own_faults("the graph can't be made", config.ontology.directory):
        graph = resolve(records, config.ontology, attributed=config.attributed)
        summary = _summary(graph, tuple(skipped), cache)
        files = _render(graph, records, summary, config, provenance)
    return files, replace(summary, seconds=time.monotonic() - started)


def _cache(config: BuildConfig) -> RecordCache | None:
    if config.cache is None:
        return None
    return RecordCache(
        config.cache,
        reading_fingerprint(config.ontology, config.model),
        findings_fingerprint(config.ontology),
        Matcher(config.ontology),
        limit=cache_limit(),
    )


def _render(
    graph: KnowledgeGraph,
    records: Sequence[ArticleRecord],
    summary: Summary,
    config: BuildConfig,
    provenance: Provenance,
) -> dict[str, bytes]:
    """The bytes of every file of the output."""
    ontology, base = config.ontology, config.base
    names = prefixes(base, ontology.namespace)
    articles = article_quads(graph, ontology, base=base)
    facts = plain(articles, base=base, namespace=ontology.namespace)
    files: dict[str, bytes | None] = {name: None for name, _, _ in DISTRIBUTIONS}
    files[ARTICLES] = "".join(f"{dumps(record)}\n" for record in records).encode()
    files["graph.ttl"] = serialize(facts, "ttl", prefixes=names)
    statements, files["graph.nq"] = published(
        articles, graph, ontology, base=base, provenance=provenance, license=config.license, files=files
    )
    drawn = network(graph, vocabulary(ontology_quads(ontology), ontology.namespace), base=base)
    files["graph.trig"] = serialize(statements, "trig", prefixes=names)
    files["graph.graphml"] = graphml(drawn)
    files["graph.html"] = page(drawn).encode()
    files["summary.json"] = summary_json(summary)
    whole = {name: content for name, content in files.items() if content is not None}
    return {**whole, MANIFEST: manifest(whole)}


def _summary(graph: KnowledgeGraph, skipped: Sequence[Skipped], cache: RecordCache | None) -> Summary:
    facts = [claim for claim in graph.claims if graph.asserts(claim)]
    return Summary(
        articles=len(graph.documents),
        entities=_counted(entity.kind for entity in graph.entities),
        facts=_counted(claim.property for claim in facts),
        counts=Counts.of((graph.asserts(claim) for claim in graph.claims), len(graph.quotations)),
        withheld=Counter(graph.policy.withheld(c.evidence) for c in graph.claims if c.is_fact),
        quarantined=len(graph.quarantined),
        skipped=tuple(sorted(skipped, key=lambda item: (item.source, item.reason))),
        passed=(),
        cached=cache.found if cache else None,
        fault=cache.fault if cache else None,
        seconds=0.0,
    )


def _counted(names: Iterator[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def summary_json(summary: Summary) -> bytes:
    """The summary as a file: all but the seconds and the cache, which differ from build to build."""
    content = {
        "generator": GENERATOR,
        "articles": summary.articles,
        "entities": dict(summary.entities),
        "claims": {"asserted": summary.counts.asserted, "not asserted": summary.counts.not_asserted},
        "unsure": summary.withheld.get("unsure", 0),
        "attributed": summary.withheld.get("attributed", 0),
        "facts": dict(summary.facts),
        "quotations": summary.counts.quotations,
        "quarantined": summary.quarantined,
        "skipped": [{"source": item.source, "reason": item.reason} for item in summary.skipped],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
