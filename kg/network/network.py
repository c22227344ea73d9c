"""The graph as a network: what is drawn, and what other programs measure (`kg.network.graphml`).

Things are nodes, claims between two things are edges; a claim about a figure or a text is a fact of its
node. Everything comes from the quads, so a built folder is all that is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import networkx as nx
import pyoxigraph as ox

from kg.errors import OutputError, reading_output
from kg.graph.describe import confidence_of, policy_of
from kg.graph.iris import DCTERMS, DEFAULT_BASE, OA, ONTOLOGY_NS, OWL, RDF, RDFS, SCHEMA, SKOS, VOID, Iris
from kg.model import Counts, Policy, Withheld
from kg.storage.manifest import checked

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Sentence:
    """One piece of evidence."""

    text: str
    article: str  #: its id
    start: int
    speaker: str = ""  #: a label; so is what a `Statement` is about
    speaker_iri: str = ""
    confidence: float = 1.0  #: how likely it is that the sentence says so


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, or a quotation (whose predicate is "said")."""

    id: str
    subject: str
    predicate: str  #: a local name
    object: str
    polarity: str
    modality: str
    dates: tuple[str, ...]
    support: tuple[Sentence, ...]
    datatype: str = ""  #: of an object that is no thing: "integer", "string"; else empty
    withheld: Withheld = ""  #: why it is no plain triple, though it is affirmed and actual

    @property
    def asserted(self) -> bool:
        """Return whether it is also a plain triple."""
        return (self.polarity, self.modality, self.withheld) == ("affirmed", "actual", "")


#: What is said of something in one graph, as far as anybody asks for it: predicate → objects.
Node = dict[str, list[Term]]
#: Graph → subject → what is said of it there.
Graphs = dict[str, dict[str, Node]]

_TYPE, _LABEL, _ALT_LABEL, _BROADER = RDF + "type", RDFS + "label", SKOS + "altLabel", RDFS + "subClassOf"
_IDENTIFIER, _ARTICLE = DCTERMS + "identifier", SCHEMA + "NewsArticle"
_SUBJECT, _PREDICATE, _OBJECT = (RDF + name for name in ("subject", "predicate", "object"))
_SELECTOR, _START, _EXACT = (OA + name for name in ("hasSelector", "start", "exact"))
_LEX_TYPE = "https://example.org/kg/lexicon#type"
_BASE, _NAMESPACE = VOID + "uriSpace", VOID + "vocabulary"
_ABOUT = {"title": SCHEMA + "headline", "date": SCHEMA + "datePublished", "url": SCHEMA + "url"}
_READ = frozenset(_ABOUT.values()) | {
    *(_TYPE, _LABEL, _ALT_LABEL, _BROADER, _IDENTIFIER, _BASE, _NAMESPACE, _LEX_TYPE),
    *(_SUBJECT, _PREDICATE, _OBJECT, _SELECTOR, _START, _EXACT),
}
_OURS = frozenset(
    ("polarity", "modality", "date", "evidence", "speaker", "text", "confidence", "floor", "attributed")
)


def read_network(directory: Path) -> nx.MultiDiGraph:
    """The network of a built folder. Raises `OutputError` where there is none, or where it is broken."""
    path = checked(directory, "graph.nq")
    with reading_output(path):
        return network(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))


def network(quads: Iterable[ox.Quad]) -> nx.MultiDiGraph:
    """A node for each entity, an edge for each claim between two of them; sorted by IRI.

    A store will do for the quads. Nodes have `label`, `kind`, `names` (other names), `articles` (ids),
    `facts` (claims about figures and texts, and quotations) and `degree` (how many claims tie it to others);
    edges, whose key is the claim's IRI, a `statement`. The network itself has `articles` (id → title, date,
    url), `counts` (of claims and quotations), `terms` (local name → label), `symmetric` (local names),
    `broader` (class → all that are wider, the nearest first), `types` (class → its language type) and
    `base` and `namespace`, which the IRIs of the graph and of its terms start with.
    """
    graphs = _graphs(quads)
    base, namespace, policy = _described(graphs)
    terms = _terms(graphs, namespace)
    broader = _broader(terms)
    articles = {name: nodes for name, nodes in sorted(graphs.items()) if _IDENTIFIER in nodes.get(name, ())}
    drawn = nx.MultiDiGraph(
        articles=dict(sorted(_article(nodes[name]) for name, nodes in articles.items())),
        terms={_local(iri): _first(node, _LABEL) for iri, node in terms.items() if _LABEL in node},
        symmetric=sorted(
            _local(iri) for iri, node in terms.items() if OWL + "SymmetricProperty" in _values(node, _TYPE)
        ),
        broader={
            _local(kind): [_local(iri) for iri in sorted(wider, key=lambda iri: (-len(broader[iri]), iri))]
            for kind, wider in broader.items()
        },
        types=_types(terms, broader),
        base=base,
        namespace=namespace,
    )
    for iri, attributes in _entities(articles, Iris(base).entity(""), broader):
        drawn.add_node(iri, **attributes)
    labels = {iri: drawn.nodes[iri]["label"] for iri in drawn}
    for raw in _statements(articles, policy):
        if raw.subject not in labels:
            continue  # not whole: `kg verify` says so
        statement = replace(raw, subject=labels[raw.subject], object=labels.get(raw.object, raw.object))
        if raw.object in labels and not raw.datatype:
            drawn.add_edge(raw.subject, raw.object, key=raw.id, statement=statement)
        else:
            drawn.nodes[raw.subject]["facts"].append(statement)
    drawn.graph["counts"] = _counts(drawn, articles)
    for iri, degree in drawn.degree():
        drawn.nodes[iri]["degree"] = degree
    return drawn


def statements(network: nx.MultiDiGraph) -> Iterator[tuple[str, str | None, Statement]]:
    """Yield each claim and quotation with the IRI of its subject, and of its object where that is a thing."""
    yield from network.edges(data="statement")
    for subject, facts in network.nodes(data="facts"):
        for statement in facts:
            yield subject, None, statement


def _counts(drawn: nx.MultiDiGraph, articles: Graphs) -> Counts:
    """How many claims and quotations there are, also quotations without a known speaker."""
    claims = [said for _, _, said in statements(drawn) if said.predicate != "said"]
    quotations = {
        iri
        for nodes in articles.values()
        for iri, node in nodes.items()
        if ONTOLOGY_NS + "Quotation" in _values(node, _TYPE)
    }
    return Counts.of((claim.asserted for claim in claims), len(quotations))


def _graphs(quads: Iterable[ox.Quad]) -> Graphs:
    """The quads in one pass; those that nobody asks for are left out."""
    graphs: Graphs = {}
    wanted: dict[str, bool] = {}
    for quad in quads:
        predicate = quad.predicate.value
        if predicate not in wanted:
            wanted[predicate] = predicate in _READ or _local(predicate) in _OURS
        if wanted[predicate]:
            nodes = graphs.setdefault(_text(quad.graph_name), {})
            nodes.setdefault(_text(quad.subject), {}).setdefault(predicate, []).append(quad.object)
    return graphs


def _described(graphs: Graphs) -> tuple[str, str, Policy]:
    """The base, the ontology's namespace and what is asserted, as the dataset's description gives them."""
    described = [node for nodes in graphs.values() for node in nodes.values() if _BASE in node]
    if not described:
        return DEFAULT_BASE, ONTOLOGY_NS, Policy()
    about = described[0]
    policy = policy_of(*(_first(about, ONTOLOGY_NS + name) for name in ("floor", "attributed")))
    return _first(about, _BASE), _first(about, _NAMESPACE) or ONTOLOGY_NS, policy


def _terms(graphs: Graphs, namespace: str) -> dict[str, Node]:
    """What the ontology says of its terms, sorted by IRI."""
    found: dict[str, Node] = {}
    for nodes in graphs.values():
        for iri, node in nodes.items():
            if iri.startswith((namespace, ONTOLOGY_NS)):
                for predicate, objects in node.items():
                    found.setdefault(iri, {}).setdefault(predicate, []).extend(objects)
    return dict(sorted(found.items()))


def _broader(terms: Mapping[str, Node]) -> dict[str, set[str]]:
    """Each class with all that are wider, however many steps away."""
    direct = {kind: _values(node, _BROADER) for kind, node in terms.items()}
    found: dict[str, set[str]] = {wider: set() for kinds in direct.values() for wider in kinds}
    for kind in direct:
        found[kind], to_do = set(), list(direct[kind])
        while to_do:
            if (wider := to_do.pop()) not in found[kind]:
                found[kind].add(wider)
                to_do += direct.get(wider, ())
    return {kind: found[kind] for kind in sorted(found)}


def _types(terms: Mapping[str, Node], broader: Mapping[str, set[str]]) -> dict[str, str]:
    """What English knows of each class ("person", "group", …): its lex:type, or that of the nearest above."""
    found = {}
    for kind, wider in broader.items():
        near = (kind, *sorted(wider, key=lambda iri: (-len(broader.get(iri, ())), iri)))
        told = next((_first(terms[iri], _LEX_TYPE) for iri in near if _LEX_TYPE in terms.get(iri, ())), "")
        if told:
            found[_local(kind)] = _local(told)
    return found


def _article(node: Node) -> tuple[str, dict[str, str]]:
    return _first(node, _IDENTIFIER), {name: _first(node, iri) for name, iri in _ABOUT.items()}


def _entities(
    articles: Graphs, start: str, broader: Mapping[str, set[str]]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Each entity with what is said of it in all articles."""
    seen: dict[str, tuple[set[str], set[str], set[str], set[str]]] = {}
    for name, nodes in articles.items():
        article = _first(nodes[name], _IDENTIFIER)
        for iri, node in nodes.items():
            if iri.startswith(start) and _LABEL in node and _TYPE in node:
                labels, names, kinds, where = seen.setdefault(iri, (set(), set(), set(), set()))
                labels.update(_values(node, _LABEL))
                names.update(_values(node, _ALT_LABEL))
                kinds.update(_values(node, _TYPE))
                where.add(article)
    for iri, (labels, names, kinds, where) in sorted(seen.items()):
        finest = sorted(kind for kind in kinds if not any(kind in broader.get(other, ()) for other in kinds))
        yield (
            iri,
            {
                "label": min(labels),
                "kind": _local((finest or sorted(kinds))[0]),
                "names": sorted(names),
                "articles": sorted(where),
                "facts": [],
            },
        )


def _statements(articles: Graphs, policy: Policy) -> Iterator[Statement]:
    """Every claim and quotation with its evidence by article and place; subject and object are IRIs."""
    found: dict[str, tuple[Statement, set[str], set[Sentence]]] = {}
    for name, nodes in articles.items():
        article = _first(nodes[name], _IDENTIFIER)
        for iri, node in nodes.items():
            said = _claim(iri, node) or _quotation(iri, node)
            if said is None:
                continue
            _, dates, support = found.setdefault(iri, (said, set(), set()))
            dates.update(_values(node, ONTOLOGY_NS + "date"))
            for evidence in _values(node, ONTOLOGY_NS + "evidence"):
                support.update(_sentences(nodes, evidence, article))
    for _, (said, dates, support) in sorted(found.items()):
        if support:
            yield replace(
                said,
                dates=tuple(sorted(dates)),
                withheld=policy.withheld(support) if said.asserted else "",
                support=tuple(
                    sorted(support, key=lambda item: (item.article, item.start, item.text, item.speaker))
                ),
            )


def _claim(iri: str, node: Node) -> Statement | None:
    """A claim that is whole, its evidence still to come."""
    if ONTOLOGY_NS + "Claim" not in _values(node, _TYPE):
        return None
    subject, predicate, target = (_first(node, part) for part in (_SUBJECT, _PREDICATE, _OBJECT))
    polarity, modality = (_local(_first(node, ONTOLOGY_NS + part)) for part in ("polarity", "modality"))
    if not (subject and predicate and target and polarity and modality):
        return None
    kind = _datatype(node[_OBJECT][0])
    return Statement(iri, subject, _local(predicate), target, polarity, modality, (), (), kind)


def _quotation(iri: str, node: Node) -> Statement | None:
    """A quotation that somebody is credited with."""
    if ONTOLOGY_NS + "Quotation" not in _values(node, _TYPE):
        return None
    speaker, text = _first(node, ONTOLOGY_NS + "speaker"), node.get(ONTOLOGY_NS + "text")
    if not speaker or not text:
        return None
    kind = _datatype(text[0])
    return Statement(iri, speaker, "said", _text(text[0]), "affirmed", "actual", (), (), kind)


def _sentences(nodes: dict[str, Node], evidence: str, article: str) -> Iterator[Sentence]:
    """What a piece of evidence quotes: one sentence, if it is whole."""
    node = nodes.get(evidence, {})
    speaker = _first(node, ONTOLOGY_NS + "speaker")
    label = _first(nodes.get(speaker, {}), _LABEL)
    confidence = confidence_of(_values(node, ONTOLOGY_NS + "confidence"))
    selectors = [nodes.get(selector, {}) for selector in _values(node, _SELECTOR)]
    starts, texts = ([v for s in selectors for v in _values(s, part)] for part in (_START, _EXACT))
    for start, text in product(starts, texts):
        begin = _number(start, evidence)
        yield Sentence(text, article, begin, label, speaker if label else "", confidence)


def _number(text: str, evidence: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise OutputError(f"<{evidence}>: begins at {text!r:.40}, which is no place in a text") from None


def _values(node: Node, predicate: str) -> list[str]:
    return [_text(term) for term in node.get(predicate, ())]


def _first(node: Node, predicate: str) -> str:
    """The only value; the first by letters where there are several, "" where there is none."""
    values = _values(node, predicate)
    return min(values) if values else ""


def _text(term: Term | ox.DefaultGraph) -> str:
    try:
        return term.value  # type: ignore[union-attr]
    except AttributeError:  # a triple, the default graph
        return str(term)


def _datatype(term: Term) -> str:
    return _local(term.datatype.value) if isinstance(term, ox.Literal) else ""


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
