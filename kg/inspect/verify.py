"""Whether a built folder keeps its word: hashes, spans, shapes, the contract, and files that agree.

Reads `graph.nq` and the texts in `articles.jsonl`; the other files are compared with the first.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph.describe import CONTRACT, Description, counts, described
from kg.graph.iris import SHACL, VOID, Iris
from kg.graph.read import Built, read
from kg.graph.write import EVIDENCE, article_quads
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
from kg.model import KnowledgeGraph
from kg.ontology.package import Ontology
from kg.storage.folder import read_records
from kg.storage.manifest import checked, outdated, read_manifest

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found in a folder."""

    problems: tuple[str, ...]  #: a line each; none where all is well
    quarantined: int  #: findings that are set apart because they break a domain or range: no problem


def verify(directory: Path, ontology: Ontology) -> Verdict:
    """Everything that is wrong with a built folder.

    The hashes that the dataset records of itself are computed again. What the graph says is read, compared
    with the articles, and written again: every statement about the articles must come out of that. SHACL
    shapes are applied, and at last it is seen whether the files say the same. Raises OutputError, naming the
    file, where one is missing or can't be parsed.
    """
    content = content_of(checked(directory, "graph.nq"))
    quads = list(dict.fromkeys(parsed(directory / "graph.nq", ox.RdfFormat.N_QUADS, content)))
    description = described(quads)
    manifest = read_manifest(directory)
    if manifest is None or description.contract != CONTRACT:
        raise outdated(directory, "verified")
    texts = {record.document.id: record.document.text for record in read_records(directory)}
    faults: list[str] = []
    built = read(quads, texts=texts, fault=faults.append)
    faults += [*_articles(built, texts), *_spans(built, texts), *_iris(built)]
    faults += _foreign(built.graph, ontology)
    checks: Iterable[Callable[[], Iterable[str]]] = (
        lambda: same_hash(content, quads, description),
        lambda: same_files(directory, manifest),
        lambda: same_checksums(directory, description),
        lambda: faults,
        lambda: _places(quads, description, texts),
        lambda: _statements(quads, built, ontology, whole=not faults),
        lambda: _counts(quads, description),
        lambda: _shapes(quads, ontology),
        lambda: same_drawings(directory, built, manifest),
        lambda: same_quads(directory, quads, description.base, ontology.namespace),
    )
    problems = tuple(problem for check in checks for problem in sorted(set(check())))
    return Verdict(problems, len(built.graph.quarantined))


def _articles(built: Built, texts: Mapping[str, str]) -> Iterator[str]:
    """Each article in the graph has its text, unchanged, and each text its article."""
    for name, recorded in built.hashes.items():
        if name not in texts:
            yield f"{name}: in the graph, but not in articles.jsonl"
        elif recorded != hashlib.sha256(texts[name].encode()).hexdigest():
            yield f"{name}: kg:textHash is not the hash of its text"
    for name in texts.keys() - built.hashes.keys():
        yield f"{name}: in articles.jsonl, but not in the graph"


def _spans(built: Built, texts: Mapping[str, str]) -> Iterator[str]:
    """Each piece of evidence is the sentence, and each quotation the words, that its article has there."""
    graph = built.graph
    evidence = {item for claim in graph.claims for item in claim.evidence}
    evidence |= {item for found in graph.quarantined for item in found.claim.evidence}
    evidence |= {quotation.evidence for quotation in graph.quotations}
    for item in evidence:
        if item.article in texts and not _stands(texts[item.article], item.start, item.end, item.quote):
            yield f"{item.article}: characters {item.start} to {item.end} of it are not {item.quote!r}"
    for iri, said in built.quotations.items():
        if said.article in texts and not _stands(texts[said.article], said.start, said.end, said.text):
            yield f"<{iri}>: its words are not those of the article: {said.text!r:.100}"


def _stands(text: str, start: int, end: int, words: str) -> bool:
    return 0 <= start <= end <= len(text) and text[start:end] == words


def _iris(built: Built) -> Iterator[str]:
    """Each claim has the IRI that its parts give."""
    iris = Iris(built.description.base)
    for iri, claim in built.claims.items():
        if iri != (expected := iris.claim(claim)):
            yield f"<{iri}>: says what <{expected}> should say"


def _foreign(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[str]:
    """Each class and property is one of the ontology."""
    claims = (*graph.claims, *(item.claim for item in graph.quarantined))
    for name in {entity.kind for entity in graph.entities} - ontology.classes.keys():
        yield f"{name}: no class of the ontology in {ontology.directory}"
    for name in {claim.property for claim in claims} - ontology.properties.keys():
        yield f"{name}: no property of the ontology in {ontology.directory}"


def _places(quads: Iterable[ox.Quad], description: Description, texts: Iterable[str]) -> Iterator[str]:
    """Each graph is an article's, a quarantine, the ontology or the description; facts are in articles'."""
    iris = Iris(description.base)
    articles = {iris.article(name) for name in texts}
    others = {iris.quarantine(name) for name in texts}
    others |= {iris.dataset, description.namespace.rstrip("#/")}
    records = tuple(f"{iris.base}{name}/" for name in ("entity", "claim", "quotation"))
    unnamed = 0
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode) or not isinstance(quad.subject, ox.NamedNode):
            unnamed += 1
        elif (graph := quad.graph_name.value) not in articles:
            if graph not in others:
                yield f"<{graph}>: is the graph of no article"
            elif quad.subject.value.startswith(records):
                yield f"<{graph}>: speaks of <{quad.subject.value}>, and is no article's graph"
    if unnamed:
        yield f"graph.nq: has {unnamed:,} statements outside named graphs, or of what has no name"


def _statements(quads: Iterable[ox.Quad], built: Built, ontology: Ontology, *, whole: bool) -> Iterator[str]:
    """The articles' graphs say what is written of what was read from them, no less and no more.

    Where that isn't whole only facts can be compared.
    """
    if any(_foreign(built.graph, ontology)):
        return
    iris = Iris(built.description.base)
    starts = (iris.article(""), iris.quarantine(""))
    found = {quad for quad in quads if _text(quad.graph_name).startswith(starts)}
    expected = set(article_quads(built.graph, ontology, base=iris.base))
    lacking, spare = expected - found, found - expected
    named = defaultdict(list)
    for quad in lacking:
        if quad.predicate == EVIDENCE:
            named[quad.graph_name, quad.subject].append(_text(quad.object))
    for quad in spare:
        told = f"{_text(quad.subject)}> {_short(quad.predicate.value)} {quad.object}"
        if named[quad.graph_name, quad.subject] and quad.predicate == EVIDENCE:
            wanted = " or ".join(f"<{iri}>" for iri in sorted(named[quad.graph_name, quad.subject]))
            yield f"<{_text(quad.object)}>: is the evidence that {wanted} should be"
        elif quad.predicate.value.removeprefix(ontology.namespace) in ontology.properties:
            yield f"<{_text(quad.graph_name)}>: no claim asserts <{told}"
        elif whole:
            yield f"<{_text(quad.graph_name)}>: has <{told}, which nothing in it accounts for"
    for quad in lacking:
        yield (
            f"<{_text(quad.graph_name)}>: lacks <{_text(quad.subject)}> "
            f"{_short(quad.predicate.value)} {quad.object}, which follows from what it says"
        )


def _counts(quads: Sequence[ox.Quad], description: Description) -> Iterator[str]:
    """The description's counts are what there is to count."""
    iris = Iris(description.base)
    dataset = ox.NamedNode(iris.dataset)
    starts = (iris.article(""), iris.quarantine(""))
    counted = (
        quad
        for quad in quads
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(starts)
    )
    expected = set(counts(counted, namespace=description.namespace, base=iris.base))
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


def _text(term: Term | ox.DefaultGraph) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
