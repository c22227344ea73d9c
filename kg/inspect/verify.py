"""Whether a built folder keeps its word: hashes, spans, shapes, the contract, and files that agree.

Reads `graph.nq` and the records in `articles.jsonl`; the other files are compared with the first.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph.describe import CONTRACT, confidence_of, counts, described
from kg.graph.iris import DCTERMS, OA, ONTOLOGY_NS, RDF, RDFS, SHACL, VOID, Iris, claim_slug
from kg.graph.read import read
from kg.inspect.integrity import (
    content_of,
    parsed,
    same_checksums,
    same_drawings,
    same_files,
    same_hash,
    same_quads,
)
from kg.inspect.shapes import apply_shapes
from kg.model import Claim, Evidence, Modality, Polarity, Policy, Value
from kg.ontology.package import Ontology
from kg.storage.folder import read_records
from kg.storage.manifest import checked, outdated, read_manifest

#: Properties of entities that are no facts, and so have no claim.
_DESCRIBING = frozenset({"jurisdiction", "said"})

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found in a folder."""

    problems: tuple[str, ...]  #: a line each; none where all is well
    quarantined: int  #: findings that are set apart because they break a domain or range: no problem


def verify(directory: Path, ontology: Ontology) -> Verdict:
    """Everything that is wrong with a built folder.

    The hashes that the dataset records of itself are computed again. Evidence is cut out of its article
    again, SHACL shapes are applied, then what the contract says of claims, plain triples and names, and at
    last whether the files say the same. Raises OutputError, naming the file, where one is missing or can't
    be parsed.
    """
    content = content_of(checked(directory, "graph.nq"))
    quads = list(dict.fromkeys(parsed(directory / "graph.nq", ox.RdfFormat.N_QUADS, content)))
    description = described(quads)
    manifest = read_manifest(directory)
    if manifest is None or description.contract != CONTRACT:
        raise outdated(directory, "verified")
    texts = {record.document.id: record.document.text for record in read_records(directory)}
    built = _Built(quads, ontology.namespace, Iris(description.base), description.policy)
    checks: Iterable[Callable[[], Iterator[str]]] = (
        lambda: same_hash(content, quads, description),
        lambda: same_files(directory, manifest),
        lambda: same_checksums(directory, description),
        lambda: _articles(built, texts),
        lambda: _spans(built, texts),
        lambda: _quotations(built, texts),
        lambda: _places(built, texts),
        lambda: _claims(built),
        lambda: _iris(built, texts),
        lambda: _facts(built, ontology),
        lambda: _names(built),
        lambda: _counts(quads, built),
        lambda: _shapes(quads, ontology),
        lambda: same_drawings(directory, read(quads, texts=texts, faults=[]), manifest),
        lambda: same_quads(directory, quads, built.iris.base, ontology.namespace),
    )
    problems = tuple(problem for check in checks for problem in sorted(set(check())))
    return Verdict(problems, sum(1 for _ in built.of_type("QuarantinedFinding")))


Described = dict[str, list[Term]]


class _Built:
    """The quads by graph and subject, then predicate."""

    def __init__(self, quads: Iterable[ox.Quad], namespace: str, iris: Iris, policy: Policy) -> None:
        self.namespace = namespace
        self.iris = iris
        self.policy = policy
        self.nodes: dict[tuple[str, str], Described] = {}
        self.unnamed = 0  #: statements outside named graphs, or about blank nodes
        for quad in quads:
            if isinstance(quad.graph_name, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
                node = self.nodes.setdefault((quad.graph_name.value, quad.subject.value), defaultdict(list))
                node[quad.predicate.value].append(quad.object)
            else:
                self.unnamed += 1

    def of_type(self, name: str) -> Iterator[tuple[str, str, Described]]:
        """Graph, IRI and description of all that has a type of the ontology."""
        for (graph, iri), node in self.nodes.items():
            if ONTOLOGY_NS + name in _values(node, RDF + "type"):
                yield graph, iri, node

    def position(self, graph: str, evidence: str) -> tuple[str, str]:
        """Where a piece of evidence begins and ends, as the graph has it; "" where it doesn't say."""
        node = self.nodes.get((graph, evidence), {})
        selectors = [self.nodes.get((graph, name), {}) for name in _values(node, OA + "hasSelector")]
        start, end = (
            "".join(value for selector in selectors for value in _values(selector, OA + name))
            for name in ("start", "end")
        )
        return start, end

    def values(self, node: Described, name: str) -> list[str]:
        """The values that a node has for a property of the ontology."""
        return _values(node, ONTOLOGY_NS + name)


def _articles(built: _Built, texts: dict[str, str]) -> Iterator[str]:
    """Each article in the graph has its text, unchanged, and each text its article."""
    seen = set()
    for (graph, iri), node in built.nodes.items():
        if graph != iri or not _values(node, DCTERMS + "identifier"):
            continue
        name = _values(node, DCTERMS + "identifier")[0]
        seen.add(name)
        if name not in texts:
            yield f"{name}: in the graph, but not in articles.jsonl"
        elif built.values(node, "textHash") != [hashlib.sha256(texts[name].encode()).hexdigest()]:
            yield f"{name}: kg:textHash is not the hash of its text"
    for name in texts.keys() - seen:
        yield f"{name}: in articles.jsonl, but not in the graph"


def _spans(built: _Built, texts: dict[str, str]) -> Iterator[str]:
    """Each piece of evidence comes from its graph's article, and its span is the sentence it quotes."""
    by_iri = {built.iris.article(name): text for name, text in texts.items()}
    own = {built.iris.quarantine(name): built.iris.article(name) for name in texts}
    for graph, iri, node in built.of_type("Evidence"):
        source = own.get(graph, graph)
        if _values(node, OA + "hasSource") != [source]:
            yield f"<{iri}>: oa:hasSource is not the article of its graph, <{source}>"
            continue
        selectors = [built.nodes.get((graph, name), {}) for name in _values(node, OA + "hasSelector")]
        start, end, exact = (
            [value for selector in selectors for value in _values(selector, OA + name)]
            for name in ("start", "end", "exact")
        )
        if not (len(start) == len(end) == len(exact) == 1):
            yield f"<{iri}>: needs one position and one quote, has {len(start)} and {len(exact)}"
        elif source in by_iri and _span(by_iri[source], start[0], end[0]) != exact[0]:
            yield f"<{iri}>: characters {start[0]} to {end[0]} of the article are not {exact[0]!r}"


def _quotations(built: _Built, texts: dict[str, str]) -> Iterator[str]:
    """Each quotation has the words that its article has there."""
    articles = {built.iris.article(name): name for name in texts}
    for graph, iri, node in built.of_type("Quotation"):
        if graph in articles:
            name = articles[graph]
            start, _, end = iri.removeprefix(built.iris.quotation(name, 0, 0)[: -len("0-0")]).partition("-")
            words = built.values(node, "text")
            if [_span(texts[name], start, end)] != words:
                yield f"<{iri}>: its words are not those of the article: {', '.join(words)!r:.100}"


def _places(built: _Built, texts: dict[str, str]) -> Iterator[str]:
    """Each graph is an article's, a quarantine, the ontology or the description; facts are in articles'."""
    articles = {built.iris.article(name) for name in texts}
    others = {built.iris.quarantine(name) for name in texts}
    others |= {built.iris.dataset, built.namespace.rstrip("#/")}
    records = tuple(f"{built.iris.base}{name}/" for name in ("entity", "claim", "quotation"))
    for graph, iri in built.nodes:
        if graph not in articles | others:
            yield f"<{graph}>: is the graph of no article"
        elif graph not in articles and iri.startswith(records):
            yield f"<{graph}>: speaks of <{iri}>, and is no article's graph"
    if built.unnamed:
        yield f"graph.nq: has {built.unnamed:,} statements outside named graphs, or of what has no name"


def _iris(built: _Built, texts: dict[str, str]) -> Iterator[str]:
    """Each claim, finding in quarantine, and piece of evidence has the IRI that its parts give."""
    iris = built.iris
    names = {iris.article(name): name for name in texts} | {iris.quarantine(name): name for name in texts}
    for kind in ("Claim", "QuarantinedFinding", "Quotation"):
        for graph, iri, node in built.of_type(kind):
            article = names.get(graph, "")
            if kind == "Quotation":
                about = f"quotation/{iri.rpartition('/')[2]}"
            else:
                claim = _claim(built, node)
                if claim is None:  # not whole, which is told elsewhere
                    continue
                about = claim_slug(claim)
                expected = iris.claim(claim) if kind == "Claim" else iris.finding(article, claim)
                if iri != expected:
                    yield f"<{iri}>: says what <{expected}> should say"
                    continue
            for name in built.values(node, "evidence"):
                start, end = built.position(graph, name)
                if name != (
                    expected := f"{iris.evidence(article, 0, 0, '')[:-4]}{start}-{end}/{quote(about)}"
                ):
                    yield f"<{name}>: is the evidence that <{expected}> should be"


def _claim(built: _Built, node: Described) -> Claim | None:
    """Return a claim of these parts, for its name; None where it isn't whole."""
    parts = [node.get(RDF + name, []) for name in ("subject", "predicate", "object")]
    manner = [built.values(node, name) for name in ("polarity", "modality")]
    if any(len(part) != 1 for part in parts) or any(len(values) != 1 for values in manner):
        return None
    subject, predicate, target = (part[0] for part in parts)
    entity = built.iris.entity("")
    names = [
        unquote(_text(term).removeprefix(start))
        for term, start in ((subject, entity), (predicate, built.namespace), (target, entity))
    ]
    value = Value(target.value, "string") if isinstance(target, ox.Literal) else names[2]
    polarity, modality = (values[0].removeprefix(ONTOLOGY_NS) for values in manner)
    nothing = Evidence("", 0, 0, "", ())
    return Claim(names[0], names[1], value, cast(Polarity, polarity), cast(Modality, modality), (nothing,))


def _counts(quads: Iterable[ox.Quad], built: _Built) -> Iterator[str]:
    """The description's counts are what there is to count."""
    iris, dataset = built.iris, ox.NamedNode(built.iris.dataset)
    starts = (iris.article(""), iris.quarantine(""))
    counted = (
        quad
        for quad in quads
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(starts)
    )
    expected = set(counts(counted, namespace=built.namespace, base=iris.base))
    found = {
        quad
        for quad in quads
        if quad.graph_name == dataset
        and quad.predicate.value.startswith(VOID)
        and quad.predicate.value not in (VOID + "uriSpace", VOID + "vocabulary")
    }
    for quad in expected - found:
        yield f"<{iris.dataset}>: lacks {quad.triple}, which is so"
    for quad in found - expected:
        yield f"<{iris.dataset}>: says {quad.triple}, which is not so"


def _span(text: str, start: str, end: str) -> str | None:
    """Return a stretch of a text; None where it doesn't have that."""
    try:
        first, last = int(start), int(end)
    except ValueError:
        return None
    return text[first:last] if 0 <= first <= last <= len(text) else None


def _claims(built: _Built) -> Iterator[str]:
    """Each claim is whole, has evidence in its own graph, and a plain triple if it is a fact."""
    for graph, iri, node in built.of_type("Claim"):
        parts = [RDF + name for name in ("subject", "predicate", "object")]
        for name in (*parts, ONTOLOGY_NS + "polarity", ONTOLOGY_NS + "modality"):
            if len(node.get(name, ())) != 1:
                yield f"<{iri}>: has {len(node.get(name, ()))} of {_short(name)}, not one, in <{graph}>"
        evidence = built.values(node, "evidence")
        if not evidence:
            yield f"<{iri}>: has no evidence in <{graph}>"
        for name in evidence:
            if (graph, name) not in built.nodes:
                yield f"<{iri}>: its evidence <{name}> is not in <{graph}>"
            elif not built.values(built.nodes[graph, name], "confidence"):
                yield f"<{iri}>: its evidence <{name}> has no kg:confidence in <{graph}>"
    for graph, subject, predicate, target in _asserted(built):
        if target not in built.nodes.get((graph, subject), {}).get(predicate, ()):
            yield f"<{graph}>: lacks {_triple(subject, predicate, target)}, which a claim of it asserts"


def _facts(built: _Built, ontology: Ontology) -> Iterator[str]:
    """Each plain triple is asserted by a claim of the same article."""
    asserted = set(_asserted(built))
    names = {ontology.namespace + name: item for name, item in ontology.properties.items()}
    for (graph, subject), node in built.nodes.items():
        if not subject.startswith(built.iris.entity("")):
            continue
        for predicate, targets in node.items():
            if predicate not in names or names[predicate].name in _DESCRIBING:
                continue
            for target in targets:
                there = (graph, subject, predicate, target) in asserted
                back = isinstance(target, ox.NamedNode) and names[predicate].symmetric
                if not there and not (
                    back and (graph, _text(target), predicate, ox.NamedNode(subject)) in asserted
                ):
                    yield f"<{graph}>: no claim asserts {_triple(subject, predicate, target)}"


def _names(built: _Built) -> Iterator[str]:
    """Each entity has one label and one only, and has it in every article that speaks of it."""
    start = built.iris.entity("")
    labels: dict[str, set[str]] = defaultdict(set)
    used: set[tuple[str, str]] = set()
    for (graph, iri), node in built.nodes.items():
        used.update(
            (graph, value) for name in node for value in _values(node, name) if value.startswith(start)
        )
        if iri.startswith(start):
            used.add((graph, iri))
            labels[iri].update(_values(node, RDFS + "label"))
    for graph, iri in used:
        article = not graph.startswith(built.iris.quarantine(""))
        if article and not built.nodes.get((graph, iri), {}).get(RDFS + "label"):
            yield f"<{iri}>: has no rdfs:label in <{graph}>"
    for iri, found in labels.items():
        if len(found) > 1:
            yield f"<{iri}>: has several labels: {', '.join(sorted(found))}"


def _shapes(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[str]:
    """What SHACL finds in the union of all graphs."""
    import rdflib  # slow to import, and needed only here

    data = rdflib.Graph()
    triples = ox.serialize({quad.triple for quad in quads}, format=ox.RdfFormat.N_TRIPLES)
    try:
        data.parse(data=triples, format="nt")
    except Exception as error:  # of which rdflib has many kinds
        yield f"graph.nq: can't be read by rdflib, and so not checked against the shapes: {_line(error)}"
        return
    try:
        conforms, report = apply_shapes((ontology.directory / "shapes.ttl").read_bytes(), data)
    except OntologyError as error:
        yield str(error)
        return
    if conforms:
        return
    if isinstance(report, str):
        yield f"shapes.ttl: {report}"
        return
    sh = rdflib.Namespace(SHACL)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        node, path = report.value(result, sh.focusNode), report.value(result, sh.resultPath)
        message = " ".join(str(report.value(result, sh.resultMessage) or "breaks its shape").split())
        yield f"<{node}>{f' {_short(str(path))}' if isinstance(path, rdflib.URIRef) else ''}: {message}"


def _asserted(built: _Built) -> Iterator[tuple[str, str, str, Term]]:
    """Graph, subject, predicate and object of each claim that is affirmed and actual, and sure enough."""
    for graph, _, node in built.of_type("Claim"):
        kind = (built.values(node, "polarity"), built.values(node, "modality"))
        plain = kind == ([ONTOLOGY_NS + "affirmed"], [ONTOLOGY_NS + "actual"])
        if plain and not built.policy.withheld(_support(built, graph, node)):
            for subject in _values(node, RDF + "subject"):
                for predicate in _values(node, RDF + "predicate"):
                    for target in node.get(RDF + "object", ()):
                        yield graph, subject, predicate, target


def _support(built: _Built, graph: str, node: Described) -> Iterator[Evidence]:
    """What a claim's evidence in one graph tells of how sure it is."""
    for name in built.values(node, "evidence"):
        node = built.nodes.get((graph, name), {})
        speaker = next(iter(built.values(node, "speaker")), None)
        yield Evidence(
            graph, 0, 0, "", (), speaker, confidence=confidence_of(built.values(node, "confidence"))
        )


def _values(node: Described, predicate: str) -> list[str]:
    return [_text(term) for term in node.get(predicate, ())]


def _text(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _triple(subject: str, predicate: str, target: Term) -> str:
    return f"<{subject}> {_short(predicate)} {target}"


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
