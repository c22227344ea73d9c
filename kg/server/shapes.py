"""What the pages show, made by `views` for the templates: the model's own, with names and addresses."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Claim, Document, Evidence, QuotedText, Withheld


@dataclass(frozen=True, slots=True)
class Link:
    """A name, and where its page is: "" where there is none."""

    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as a sentence of three parts, or what is in quarantine."""

    address: str
    iri: str
    claim: Claim
    subject: Link
    predicate: Link
    object: Link
    aside: bool  #: in quarantine, and so no claim of the graph
    withheld: Withheld  #: why it is no plain triple, though affirmed and actual

    @property
    def asserted(self) -> bool:
        """Return whether it is also a plain triple."""
        return self.claim.is_fact and not self.aside and not self.withheld

    @property
    def articles(self) -> int:
        """Return how many articles say so."""
        return len({item.article for item in self.claim.evidence})


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A sentence that supports claims or a quotation."""

    address: str
    iri: str
    evidence: Evidence
    article: ShownArticle
    speaker: Link | None
    confidence: str  #: "" where none is told


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article without its text."""

    link: Link
    document: Document
    url: str  #: "" for what is no web address


@dataclass(frozen=True, slots=True)
class ShownQuotation:
    """Words between quotation marks."""

    address: str
    iri: str
    quotation: QuotedText
    speaker: Link | None
    article: ShownArticle


@dataclass(frozen=True, slots=True)
class ShownEntity:
    """A thing and all that a page tells of it."""

    iri: str
    label: str
    classes: tuple[Link, ...]
    names: tuple[str, ...]
    descriptions: tuple[tuple[str, Link], ...]  #: property and value that are no claims: the jurisdiction
    facts: tuple[ShownClaim, ...]
    others: tuple[ShownClaim, ...]  #: denied, planned, possible, alleged, unsure, attributed
    more: int  #: claims that are not shown
    quotations: tuple[ShownQuotation, ...]
    articles: tuple[ShownArticle, ...]
    neighbours: tuple[tuple[Link, int], ...]  #: with the number of claims
