"""Sentences to lines: what the builder makes of a text, written so that a table of tests can say it.

A claim is a line such as "Mira Holt called Tobias Reyes", after what keeps it from being a plain triple:
"not: …", "planned: …", "not planned: …".
"""

from collections.abc import Iterable, Sequence

import pytest

from kg.extract import Extractor
from kg.model import ArticleRecord, Claim, Document, KnowledgeGraph, Value
from kg.ontology.package import Ontology
from kg.resolve import resolve

#: A row of a table: the text, then what it must give.
Row = tuple[str, str]


def documents(texts: Iterable[str], date: str | None = None) -> list[Document]:
    """One document of each text, called t000, t001, …"""
    return [Document(f"t{k:03}", text, f"t{k:03}.txt", date=date) for k, text in enumerate(texts)]


def read(texts: Sequence[str], extractor: Extractor, date: str | None = None) -> dict[str, ArticleRecord]:
    """The record of each text, all read in one go."""
    records = extractor.records(documents(dict.fromkeys(texts), date))
    return {record.document.text: record for record in records}


def graphs(texts: Sequence[str], extractor: Extractor, date: str | None = None) -> dict[str, KnowledgeGraph]:
    """The graph that each text makes by itself."""
    return {
        text: resolve([record], extractor.ontology) for text, record in read(texts, extractor, date).items()
    }


def together(texts: Sequence[str], extractor: Extractor, ontology: Ontology) -> KnowledgeGraph:
    """The graph that all texts make as articles of one corpus."""
    return resolve(list(extractor.records(documents(texts))), ontology)


def labels(graph: KnowledgeGraph) -> dict[str, str]:
    return {entity.id: entity.label for entity in graph.entities}


def line(claim: Claim, graph: KnowledgeGraph) -> str:
    """The claim as a line of a table."""
    names = labels(graph)
    value = claim.object.text if isinstance(claim.object, Value) else names[claim.object]
    words = ["not"] * (claim.polarity == "negated") + [claim.modality] * (claim.modality != "actual")
    mark = " ".join(words)
    said = f"{names[claim.subject]} {claim.property} {value}"
    return f"{mark}: {said}" if mark else said


def lines(graph: KnowledgeGraph) -> list[str]:
    """All claims of a graph as lines, sorted."""
    return sorted(line(claim, graph) for claim in graph.claims)


def expected(text: str) -> list[str]:
    """The lines of a table's cell, set apart by semicolons."""
    return sorted(part.strip() for part in text.split(";") if part.strip())


def params(rows: Iterable[tuple[str, ...]]) -> list[object]:
    """Rows for `pytest.mark.parametrize`; a third cell says why the row fails so far."""
    return [
        pytest.param(*row[:2], marks=pytest.mark.xfail(strict=True, reason=row[2]))
        if len(row) > 2
        else pytest.param(*row)
        for row in rows
    ]
