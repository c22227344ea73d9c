"""What a built graph has, as far as `kg diff` compares it: its IRIs without their base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.graph.iris import Iris
from kg.graph.read import read_built
from kg.model import Claim, Entity, Value
from kg.network.network import stated

Kind = Literal["article", "entity", "claim", "quotation"]
#: What a claim is about: subject, property, object, the object's datatype.
Content = tuple[str, str, str, str]
Manner = tuple[str, str]  #: polarity and modality; instead of "actual" also why it is not asserted
MAX_QUOTED = 100  #: letters of a quotation


@dataclass(frozen=True, slots=True)
class Told:
    """A claim or a quotation, with what may differ while it stays the same."""

    id: str
    kind: Kind
    words: str  #: without polarity and modality
    articles: frozenset[str]
    dates: tuple[str, ...]


Claims = Mapping[tuple[Content, Manner], Told]


class Contents:
    """A built graph; things, claims and quotations by their IRIs without the base."""

    def __init__(self, directory: Path) -> None:
        self._built = built = read_built(directory)
        self._iris = Iris(built.description.base)
        self.hash = built.description.hash or ""
        self.quotations = len(built.quotations)
        self.entities = {self._short(self._iris.entity(item.id)): item for item in built.graph.entities}
        self._labels = {item.id: item.label for item in built.graph.entities}
        self.articles = {
            item.id: {
                "title": item.title or "",
                "date": item.date or "",
                "url": item.url or "",
                "text": built.hashes[item.id],
            }
            for item in built.graph.documents
        }

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self._iris.base)

    def term(self, name: str) -> str:
        """A class or a property in words."""
        return self._built.vocabulary.labels.get(name, name)

    def named(self, entity: Entity) -> str:
        """A thing and its class in words."""
        return f"{entity.label}, {self.term(entity.kind)}"

    def claims(self, renamed: Mapping[str, str]) -> Claims:
        """All claims and quotations, by what they say; sides that were renamed by their later names."""
        found: dict[tuple[Content, Manner], Told] = {}
        for said in stated(self._built.graph, self._iris):
            claim, value = said.claim, said.claim.object
            ends = (
                self._short(said.subject),
                value.text if isinstance(value, Value) else self._short(said.object or ""),
            )
            sides = [renamed.get(end, end) for end in ends]
            if claim.property in self._built.vocabulary.symmetric:
                sides.sort()
            content = (sides[0], claim.property, sides[1], value.datatype if isinstance(value, Value) else "")
            found[content, (claim.polarity, said.withheld or claim.modality)] = Told(
                id=self._short(said.iri),
                kind="quotation" if claim.property == "said" else "claim",
                words=f"{self._labels[claim.subject]} {self.term(claim.property)} {self._object(claim)}",
                articles=frozenset(item.article for item in claim.evidence),
                dates=claim.dates,
            )
        return found

    def _object(self, claim: Claim) -> str:
        if isinstance(claim.object, str):
            return self._labels[claim.object]
        text = claim.object.text
        if claim.property != "said":
            return text
        return f"“{text if len(text) <= MAX_QUOTED else text[: MAX_QUOTED - 1] + '…'}”"
