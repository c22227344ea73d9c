"""What a built graph has, as far as `kg diff` compares it: its IRIs without their base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from kg.errors import reading_output
from kg.graph.iris import Iris
from kg.network.network import Statement, network, statements
from kg.storage.manifest import checked

Kind = Literal["article", "entity", "claim", "quotation"]
#: What a claim is about: subject, property, object, the object's datatype.
Content = tuple[str, str, str, str]
Manner = tuple[str, str]  #: polarity and modality; instead of "actual" also why it is not asserted
MAX_QUOTED = 100  #: letters of a quotation


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim or a quotation, with what may differ while it stays the same."""

    id: str
    kind: Kind
    words: str  #: without polarity and modality
    articles: frozenset[str]
    dates: tuple[str, ...]


Claims = Mapping[tuple[Content, Manner], Claim]


class Contents:
    """A built graph, its IRIs without their base."""

    def __init__(self, directory: Path) -> None:
        self.hash = ""
        self._texts: dict[str, str] = {}
        path = checked(directory, "graph.nq")
        with reading_output(path):
            drawn = network(self._watched(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)))
        self._drawn = drawn
        self.quotations: int = drawn.graph["counts"].quotations
        self._base: str = drawn.graph["base"]
        self._terms: Mapping[str, str] = drawn.graph["terms"]
        self.entities: dict[str, dict[str, Any]] = {
            self._short(iri): node for iri, node in drawn.nodes(data=True)
        }
        iris = Iris(self._base)
        self.articles: dict[str, dict[str, str]] = {
            name: {**about, "text": self._texts.get(iris.article(name), "")}
            for name, about in drawn.graph["articles"].items()
        }

    def _watched(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """The quads; the hashes, which a network has no use for, are noted on the way."""
        for quad in quads:
            name = quad.predicate.value.rpartition("#")[2]
            if name in ("textHash", "graphHash"):
                subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
                if name == "graphHash":
                    self.hash = value
                else:
                    self._texts[subject] = value
            yield quad

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self._base)

    def term(self, name: str) -> str:
        """A class or a property in words."""
        return self._terms.get(name, name)

    def named(self, iri: str) -> str:
        """A thing and its class in words."""
        return f"{self.entities[iri]['label']}, {self.term(self.entities[iri]['kind'])}"

    def claims(self, renamed: Mapping[str, str]) -> Claims:
        """All claims and quotations, by what they say; sides that were renamed by their later names."""
        found = {}
        symmetric = frozenset(self._drawn.graph["symmetric"])
        for subject, target, said in self._statements():
            sides = [renamed.get(side, side) for side in (subject, target)]
            if said.predicate in symmetric:
                sides.sort()
            content = (sides[0], said.predicate, sides[1], said.datatype)
            found[content, (said.polarity, said.withheld or said.modality)] = Claim(
                id=self._short(said.id),
                kind="quotation" if said.predicate == "said" else "claim",
                words=f"{said.subject} {self.term(said.predicate)} {_object(said)}",
                articles=frozenset(sentence.article for sentence in said.support),
                dates=said.dates,
            )
        return found

    def _statements(self) -> Iterator[tuple[str, str, Statement]]:
        """Subject, object or text, and all else of each claim and quotation."""
        for subject, target, said in statements(self._drawn):
            yield self._short(subject), said.object if target is None else self._short(target), said


def _object(said: Statement) -> str:
    if said.predicate != "said":
        return said.object
    return f"“{said.object if len(said.object) <= MAX_QUOTED else said.object[: MAX_QUOTED - 1] + '…'}”"
