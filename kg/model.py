"""What travels between the stages: frozen, plain data from the standard library only.

Stage 1 makes one `ArticleRecord` of one `Document`; stage 2 makes one `KnowledgeGraph` of a set of
records. All offsets count code points of `Document.text`; a span is half open, `text[start:end]`.
Entities inside one article are known by their index in `ArticleRecord.entities`; entities of the whole
graph by their `Entity.id`, the slug of their label.
"""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "possible", "alleged"]
#: Why what is affirmed and actual is no plain triple: it is below the floor, or told by speakers alone in a
#: graph that keeps that apart; "" where it is one.
Withheld = Literal["", "unsure", "attributed"]
Attributed = Literal["asserted", "claims"]


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read."""

    id: str  #: the file's name without its suffix, or the row's id
    text: str  #: exactly as read: what offsets count in
    source: str  #: the file's name (never its folder), for people
    title: str | None = None
    date: str | None = None  #: publication date, ISO 8601 (2024-11-07)
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that stands for an entity of the article."""

    start: int
    end: int
    text: str
    entity: int  #: index into `ArticleRecord.entities`
    rule: str  #: what joined it to the entity: "name", "surname", "pronoun", "title", …
    probability: float = 1.0  #: of a pronoun: how likely it is that it stands for the entity


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """A thing as one article knows it."""

    name: str  #: its fullest name in this article
    kind: str  #: the local name of its class: "Person", "Country", …
    names: tuple[str, ...]  #: every proper form seen, sorted
    title: str | None = None  #: of an office: "Vice President"; of a campaign: None
    owner: int | None = None  #: whose office (jurisdiction) or campaign (candidate): index of an entity
    known: str | None = None  #: its name in ontology/names, where it is listed there
    year: str | None = None  #: of an election or another yearly event


@dataclass(frozen=True, slots=True)
class Argument:
    """One participant of a proposition, in the sentence's own words."""

    role: str  #: "subject", "object", "predicative", or the preposition: "to", "with", …
    text: str
    start: int
    end: int
    entities: tuple[
        int, ...
    ] = ()  #: who it stands for, if that could be told; several where joined or plural
    value: str | None = None  #: the number in it, as digits: "67951111"
    head: str = ""  #: the lemma of its head word; the unit of a number: "vote", "percent"
    of: str = ""  #: the lemma of the noun it hangs on, where that is not the predicate


@dataclass(frozen=True, slots=True)
class Proposition:
    """Who did what to whom: what a sentence says before any ontology."""

    kind: Literal["verb", "noun", "role"]
    predicate: str  #: lemma, with its particle: "call", "pull out", "endorsement", "spokesman"
    arguments: tuple[Argument, ...]
    start: int  #: of the sentence
    end: int
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    former: bool = False  #: a state that no longer holds: "former", "ex-", "was … until"
    speaker: int | None = None  #: the entity that the article credits with saying it
    date: str | None = None  #: when it happened: 2024-11-06, 2024-11 or 2024
    asserted: bool = True  #: False: neither a fact nor a claim (a question, an order, a counterfactual)
    predicate_start: int = 0  #: of the verb or noun itself
    predicate_end: int = 0
    rules: tuple[str, ...] = ()  #: of grammar, that made it: "subject control", "light verb", "apposition"


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: a number, a text, or a date as exact as it is known."""

    text: str
    datatype: Literal["integer", "decimal", "string", "date", "gYearMonth", "gYear"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposition read in the ontology's terms, between the article's own entities."""

    subject: int
    property: str  #: local name: "called"
    object: int | Value
    start: int  #: of the sentence that says so
    end: int
    rule: str  #: the lexical entry that fired: "verb: X call Y"
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    speaker: int | None = None
    date: str | None = None
    proposition: int = field(default=-1, compare=False)  #: index of one that says so, in the record
    confidence: float = field(default=1.0, compare=False)  #: how likely it is that the sentence says so


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, and who the article says spoke them."""

    start: int  #: of the words, without the marks
    end: int
    text: str
    speaker: int | None
    evidence_start: int  #: of the sentence that holds the quotation or credits it
    evidence_end: int
    rule: str = "quotation"


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """All that stage 1 learns from one article; knows nothing of other articles."""

    document: Document
    entities: tuple[ArticleEntity, ...]
    mentions: tuple[Mention, ...]
    propositions: tuple[Proposition, ...]
    findings: tuple[Finding, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of one article that supports a claim. `text[start:end] == quote`, always."""

    article: str  #: Document.id
    start: int
    end: int
    quote: str
    rules: tuple[str, ...]
    speaker: str | None = None  #: Entity.id
    dates: tuple[str, ...] = ()  #: of what is claimed: all that this article gives, sorted
    confidence: float = 1.0  #: how likely it is that the sentence says so; two decimals


@dataclass(frozen=True, slots=True)
class Claim:
    """Subject, property, object, polarity and modality, with all that supports it (never nothing)."""

    subject: str  #: Entity.id
    property: str
    object: str | Value  #: Entity.id, or a literal
    polarity: Polarity
    modality: Modality
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        """Refuse a claim that nothing supports."""
        if not self.evidence:
            raise ValueError(f"a claim needs evidence: {self.subject} {self.property} {self.object}")

    @builtins.property
    def is_fact(self) -> bool:
        """Return whether the claim is affirmed and actual, as what is asserted has to be."""
        return self.polarity == "affirmed" and self.modality == "actual"

    @builtins.property
    def dates(self) -> tuple[str, ...]:
        """Return every date that some article gives, once."""
        return tuple(sorted({date for item in self.evidence for date in item.dates}))


class Supporting(Protocol):
    """What a piece of evidence tells of how sure it is."""

    @builtins.property
    def article(self) -> str:
        """The article that it is in."""

    @builtins.property
    def confidence(self) -> float:
        """How likely it is that the sentence says so."""

    @builtins.property
    def speaker(self) -> str | None:
        """Whom the article credits with saying it; None or "" where it says so itself."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Which of its claims a graph asserts, as plain triples; the dataset's description tells it."""

    floor: float = 0.0  #: the least confidence that one piece of evidence must have
    attributed: Attributed = "asserted"  #: what becomes of that for which an article has only speakers

    def withheld(self, evidence: Iterable[Supporting]) -> Withheld:
        """Say why an affirmed and actual claim is asserted in no article's graph; "" where it is in one."""
        by_article: dict[str, list[Supporting]] = {}
        for item in evidence:
            by_article.setdefault(item.article, []).append(item)
        reasons = {self._withheld_in_one(items) for items in by_article.values()}
        return "" if "" in reasons else "attributed" if "attributed" in reasons else "unsure"

    def withholds(self, claim: Claim) -> Withheld:
        """Say why a claim is no plain triple, though it is affirmed and actual; "" for any other."""
        return self.withheld(claim.evidence) if claim.is_fact and claim.property != "said" else ""

    def _withheld_in_one(self, evidence: list[Supporting]) -> Withheld:
        """Say why a claim is not asserted in the graph of the one article that the evidence is from."""
        if all(item.confidence < self.floor for item in evidence):
            return "unsure"
        return "attributed" if self.attributed == "claims" and all(item.speaker for item in evidence) else ""

    def asserts(self, claim: Claim, evidence: Iterable[Supporting]) -> bool:
        """Whether a claim with this evidence is a plain triple in the graph of an article that it is from."""
        return claim.is_fact and not self.withheld(evidence)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a graph says, in the words that every summary of it uses."""

    asserted: int  #: claims that are plain triples too
    not_asserted: int  #: claims that are negated, planned, possible, alleged, or unsure
    quotations: int  #: with a speaker that is known, or without

    @classmethod
    def of(cls, asserted: Iterable[bool], quotations: int) -> Counts:
        """Count claims, each given as whether it is asserted."""
        found = Counter(asserted)
        return cls(found[True], found[False], quotations)

    def named(self) -> dict[str, int]:
        """Each number by its name, to be shown."""
        return {
            "claims asserted": self.asserted,
            "claims not asserted": self.not_asserted,
            "quotations": self.quotations,
        }


@dataclass(frozen=True, slots=True)
class Appearance:
    """An entity in one article: the forms it takes there."""

    article: str
    forms: tuple[str, ...]  #: proper names and titles as written, sorted; neither its label nor pronouns
    mentions: tuple[Mention, ...] = ()  #: every mention, with the rule that joined it


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing, across all articles."""

    id: str  #: slug of the label, unique: "kamala-harris"
    label: str
    kind: str  #: the local name of its finest class
    appearances: tuple[Appearance, ...]
    jurisdiction: str | None = None  #: of an office: Entity.id

    @builtins.property
    def names(self) -> tuple[str, ...]:
        """Return every name but its label that some article has, once."""
        return tuple(sorted({form for seen in self.appearances for form in seen.forms}))


@dataclass(frozen=True, slots=True)
class QuotedText:
    """A quotation of one article with its speaker resolved."""

    article: str
    start: int  #: of the quoted words
    end: int
    text: str
    speaker: str | None  #: Entity.id
    evidence: Evidence

    @builtins.property
    def said(self) -> Claim | None:
        """Return that the speaker said it, as a claim is told; None where nobody is credited with it."""
        if self.speaker is None:
            return None
        words = Value(self.text, "string")
        return Claim(self.speaker, "said", words, "affirmed", "actual", (self.evidence,))


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A claim that breaks its property's domain or range: kept, with the reason, never asserted."""

    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """All that stage 2 decides; each tuple sorted, so that equal sets of records give equal graphs."""

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    quotations: tuple[QuotedText, ...]
    quarantined: tuple[Quarantined, ...] = ()
    policy: Policy = Policy()

    def asserts(self, claim: Claim) -> bool:
        """Return whether a claim is a plain triple in the graph of one article at the least."""
        return self.policy.asserts(claim, claim.evidence)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a graph: with the articles and the base, all that its bytes depend on."""

    generator: str  #: name and version: "news-kg 0.2.0"
    model: str  #: the pipeline's own name and version: "en_core_web_md 3.7.1"
    ontology: str  #: `Ontology.digest`, SHA-256 in hexadecimal
