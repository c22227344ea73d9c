"""The graph as a network: what is drawn, and what other programs measure.

Things are nodes, claims between two things are edges; a claim about a figure or a text is a fact of its
node. Everything comes from the store, so a built folder is all that is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from operator import itemgetter

import networkx as nx
import pyoxigraph as ox

from kg.query import Term, select

#: What XML can't hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One piece of evidence."""

    text: str
    article: str  #: its id
    start: int
    speaker: str = ""  #: a label; so is what a `Statement` is about


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

    @property
    def asserted(self) -> bool:
        """Whether it is also a plain triple."""
        return (self.polarity, self.modality) == ("affirmed", "actual")


_ENTITIES = """
SELECT DISTINCT ?thing ?label ?name ?kind ?article WHERE {
  GRAPH ?graph {
    ?graph dcterms:identifier ?article .
    ?thing rdfs:label ?label ; a ?kind .
    OPTIONAL { ?thing skos:altLabel ?name }
  }
  FILTER(STRSTARTS(STR(?thing), STR(entity:)))
}"""
_BROADER = "SELECT DISTINCT ?kind ?broader WHERE { ?kind rdfs:subClassOf+ ?broader }"
_TERMS = (
    "SELECT DISTINCT ?term ?label WHERE { ?term rdfs:label ?label FILTER(STRSTARTS(STR(?term), STR(kg:))) }"
)
_SYMMETRIC = "SELECT DISTINCT ?term WHERE { ?term a owl:SymmetricProperty }"
_ARTICLES = """
SELECT DISTINCT ?article ?title ?date ?url WHERE {
  ?iri a schema:NewsArticle ; dcterms:identifier ?article .
  OPTIONAL { ?iri schema:headline ?title }
  OPTIONAL { ?iri schema:datePublished ?date }
  OPTIONAL { ?iri schema:url ?url }
}"""
_STATEMENTS = """
SELECT DISTINCT ?id ?subject ?predicate ?object ?polarity ?modality
                ?date ?article ?start ?text ?speaker WHERE {
  GRAPH ?graph {
    { ?id a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
          kg:polarity ?polarity ; kg:modality ?modality }
    UNION
    { ?id a kg:Quotation ; kg:speaker ?subject ; kg:text ?object .
      BIND(kg:said AS ?predicate) BIND(kg:affirmed AS ?polarity) BIND(kg:actual AS ?modality) }
    ?id kg:evidence ?evidence .
    ?graph dcterms:identifier ?article .
    ?evidence oa:hasSelector ?position , ?quote .
    ?position oa:start ?start .
    ?quote oa:exact ?text .
    OPTIONAL { ?id kg:date ?date }
    OPTIONAL { ?evidence kg:speaker/rdfs:label ?speaker }
  }
}"""


def network(store: ox.Store) -> nx.MultiDiGraph:
    """A node for each entity, an edge for each claim between two of them; sorted by IRI.

    Nodes have `label`, `kind`, `names` (other names), `articles` (ids), `facts` (claims about figures
    and texts, and quotations) and `degree` (how many claims tie it to others); edges, whose key is the
    claim's IRI, a `statement`. The network itself has `articles` (id → title, date, url), `terms`
    (local name → label) and `symmetric` (local names).
    """
    drawn = nx.MultiDiGraph()
    drawn.graph["articles"] = {
        row["article"]: {name: row[name] for name in ("title", "date", "url")}
        for row in sorted(_rows(store, _ARTICLES), key=itemgetter("article"))
    }
    drawn.graph["terms"] = {_local(row["term"]): row["label"] for row in _rows(store, _TERMS)}
    drawn.graph["symmetric"] = sorted(_local(row["term"]) for row in _rows(store, _SYMMETRIC))
    for iri, attributes in _entities(store):
        drawn.add_node(iri, **attributes)
    labels = {iri: drawn.nodes[iri]["label"] for iri in drawn}
    for raw in _statements(store):
        if raw.subject not in labels:
            continue  # not whole: `kg verify` says so
        statement = replace(raw, subject=labels[raw.subject], object=labels.get(raw.object, raw.object))
        if raw.object in labels:
            drawn.add_edge(raw.subject, raw.object, key=raw.id, statement=statement)
        else:
            drawn.nodes[raw.subject]["facts"].append(statement)
    for iri, degree in drawn.degree():
        drawn.nodes[iri]["degree"] = degree
    return drawn


def graphml(network: nx.MultiDiGraph) -> bytes:
    """The network as GraphML with plain attributes only; several values are joined by " | "."""
    flat = nx.MultiDiGraph()
    for iri, node in network.nodes(data=True):
        flat.add_node(
            iri,
            label=_text(node["label"]),
            kind=node["kind"],
            degree=node["degree"],
            names=_joined(node["names"]),
            articles=_joined(node["articles"]),
            facts=_joined(f"{_sign(fact)}{fact.predicate} {fact.object}" for fact in node["facts"]),
        )
    for subject, target, key, edge in network.edges(keys=True, data=True):
        statement: Statement = edge["statement"]
        flat.add_edge(
            subject,
            target,
            key=key,
            property=statement.predicate,
            polarity=statement.polarity,
            modality=statement.modality,
            asserted=statement.asserted,
            dates=_joined(statement.dates),
            articles=_joined(dict.fromkeys(sentence.article for sentence in statement.support)),
            sentences=_joined(sentence.text for sentence in statement.support),
            speakers=_joined(sorted({item.speaker for item in statement.support if item.speaker})),
            weight=len(statement.support),
        )
    buffer = BytesIO()
    nx.write_graphml_xml(flat, buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue().rstrip(b"\n") + b"\n"


def _entities(store: ox.Store) -> Iterator[tuple[str, dict[str, object]]]:
    """Each entity with what is said of it in all articles."""
    broader: dict[str, set[str]] = {}
    for row in _rows(store, _BROADER):
        broader.setdefault(row["kind"], set()).add(row["broader"])
    seen: dict[str, dict[str, set[str]]] = {}
    for row in _rows(store, _ENTITIES):
        values = seen.setdefault(row["thing"], {name: set() for name in ("label", "name", "kind", "article")})
        for name, collected in values.items():
            if row[name]:
                collected.add(row[name])
    for iri, values in sorted(seen.items()):
        kinds = values["kind"]
        finest = sorted(kind for kind in kinds if not any(kind in broader.get(other, ()) for other in kinds))
        yield (
            iri,
            {
                "label": min(values["label"]),
                "kind": _local((finest or sorted(kinds))[0]),
                "names": sorted(values["name"]),
                "articles": sorted(values["article"]),
                "facts": [],
            },
        )


def _statements(store: ox.Store) -> Iterator[Statement]:
    """Every claim and quotation with its evidence by article and place; subject and object are IRIs."""
    found: dict[str, tuple[dict[str, str], set[str], set[Sentence]]] = {}
    for row in _rows(store, _STATEMENTS):
        _, dates, support = found.setdefault(row["id"], (row, set(), set()))
        support.add(Sentence(row["text"], row["article"], int(row["start"]), row["speaker"]))
        if row["date"]:
            dates.add(row["date"])
    for iri, (row, dates, support) in sorted(found.items()):
        yield Statement(
            id=iri,
            subject=row["subject"],
            predicate=_local(row["predicate"]),
            object=row["object"],
            polarity=_local(row["polarity"]),
            modality=_local(row["modality"]),
            dates=tuple(sorted(dates)),
            support=tuple(
                sorted(support, key=lambda item: (item.article, item.start, item.text, item.speaker))
            ),
        )


def _rows(store: ox.Store, query: str) -> Iterator[dict[str, str]]:
    """Each solution as texts, "" for what is not bound."""
    result = select(store, query)
    assert isinstance(result, ox.QuerySolutions)
    names = [variable.value for variable in result.variables]
    for solution in result:
        yield {name: _value(solution[name]) for name in names}


def _value(term: Term | None) -> str:
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value


def _sign(statement: Statement) -> str:
    """What keeps a claim from being a fact: "not ", "planned: "."""
    modality = "" if statement.modality == "actual" else f"{statement.modality}: "
    return modality + ("" if statement.polarity == "affirmed" else "not ")


def _joined(values: Iterator[str] | list[str] | tuple[str, ...] | dict[str, None]) -> str:
    return _text(" | ".join(values))


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
