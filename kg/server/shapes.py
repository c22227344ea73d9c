"""What the pages show: plain frozen data, made by `views` for the templates."""

from __future__ import annotations

from dataclasses import dataclass

from kg.server.graph import Node


@dataclass(frozen=True, slots=True)
class Link:
    """A name, and where its page is: "" where there is none."""

    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as a sentence of three parts, with what is known of it."""

    address: str
    iri: str
    subject: Link
    predicate: Link
    object: Link
    polarity: str  #: a local name; so is the modality
    modality: str
    dates: tuple[str, ...]
    evidence: tuple[Node, ...]
    articles: int
    plain: bool  #: whether it is also a plain triple
    sure: bool  #: whether a piece of evidence has the confidence that the graph asks for

    @property
    def aside(self) -> bool:
        """Return whether it is in quarantine, and so no claim of the graph."""
        return self.address.startswith("/quarantine/")

    @property
    def asserted(self) -> bool:
        """Return whether it is also a plain triple."""
        return self.plain and not self.aside and (self.polarity, self.modality) == ("affirmed", "actual")

    @property
    def withheld(self) -> str:
        """Why it is no plain triple, though affirmed and actual: "unsure", or "attributed" to speakers."""
        if self.plain or self.aside or (self.polarity, self.modality) != ("affirmed", "actual"):
            return ""
        return "attributed" if self.sure else "unsure"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that supports claims or a quotation."""

    address: str
    iri: str
    sentence: str
    start: int  #: in code points of the article's text
    end: int
    article: Article
    speaker: Link | None
    rules: tuple[str, ...]
    confidence: str  #: "" where none is told
    supports: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article without its text."""

    link: Link
    identifier: str
    published: str
    url: str  #: "" for what is no web address


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks."""

    address: str
    iri: str
    text: str
    speaker: Link | None
    article: Article | None
    evidence: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing and all that a page tells of it."""

    iri: str
    label: str
    classes: tuple[Link, ...]
    names: tuple[str, ...]
    descriptions: tuple[tuple[str, Link], ...]  #: property and value that are no claims: the jurisdiction
    facts: tuple[Claim, ...]
    others: tuple[Claim, ...]  #: denied, planned, possible, alleged, unsure, attributed
    more: int  #: claims that are not shown
    quotations: tuple[Quotation, ...]
    articles: tuple[Article, ...]
    neighbours: tuple[tuple[Link, int], ...]  #: with the number of claims
