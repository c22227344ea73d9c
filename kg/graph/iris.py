"""The names of things: prefixes, and the IRI of every article, entity, claim and piece of evidence.

Used by all that writes or reads the graph. An IRI depends on nothing but what it names, so the same
input gives the same IRIs on every run and in every order.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.model import Claim, Value

ONTOLOGY_NS = "https://example.org/kg/ontology#"
DEFAULT_BASE = "https://example.org/kg/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
DCAT = "http://www.w3.org/ns/dcat#"
SPDX = "http://spdx.org/rdf/terms#"
VOID = "http://rdfs.org/ns/void#"
PROV = "http://www.w3.org/ns/prov#"
OWL = "http://www.w3.org/2002/07/owl#"
SHACL = "http://www.w3.org/ns/shacl#"

#: A date's datatype, by the length of its text: 2024-11-06, 2024-11, 2024.
_DATES = {10: NamedNode(XSD + "date"), 7: NamedNode(XSD + "gYearMonth"), 4: NamedNode(XSD + "gYear")}
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LITERAL_SLUG_LENGTH = 40


def prefixes(base: str = DEFAULT_BASE, namespace: str = ONTOLOGY_NS) -> dict[str, str]:
    """Every prefix that the project's files and queries use, by name.

    `kg:` are the terms of records and evidence; `onto:` those of an ontology of another namespace.
    """
    own = {} if namespace == ONTOLOGY_NS else {"onto": namespace}
    return {
        "article": f"{base}article/",
        "claim": f"{base}claim/",
        "dcat": DCAT,
        "dcterms": DCTERMS,
        "entity": f"{base}entity/",
        "evidence": f"{base}evidence/",
        "kg": ONTOLOGY_NS,
        "oa": OA,
        **own,
        "owl": OWL,
        "prov": PROV,
        "quotation": f"{base}quotation/",
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "selector": f"{base}selector/",
        "skos": SKOS,
        "spdx": SPDX,
        "void": VOID,
        "xsd": XSD,
    }


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty where the text has no such letters.

    >>> slug("a “felony” in São Paulo")
    'a-felony-in-sao-paulo'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def literal_slug(value: Value) -> str:
    """A number as it is; a text as its first letters and a hash of the whole.

    >>> literal_slug(Value("226", "integer"))
    '226'
    """
    if _PLAIN_NUMBER.fullmatch(value.text):
        return value.text
    digest = hashlib.sha256(value.text.encode()).hexdigest()[:8]
    return "-".join(filter(None, [slug(value.text)[:_LITERAL_SLUG_LENGTH].strip("-"), digest]))


def date_literal(text: str) -> Literal:
    """A day, a month or a year; a text where it is none of them."""
    datatype = _DATES.get(len(text))
    return Literal(text, datatype=datatype) if datatype else Literal(text)


def decimal(number: float) -> Literal:
    """Return a number of two decimals in the canonical form of xsd:decimal: 0.9, not 0.90."""
    return Literal(f"{number:.2f}".rstrip("0").rstrip("."), datatype=NamedNode(XSD + "decimal"))


def claim_slug(claim: Claim) -> str:
    """Subject, property and object; then the polarity and modality that aren't the usual ones."""
    target = literal_slug(claim.object) if isinstance(claim.object, Value) else claim.object
    parts = [claim.subject, claim.property, target]
    if claim.polarity != "affirmed":
        parts.append(claim.polarity)
    if claim.modality != "actual":
        parts.append(claim.modality)
    return "--".join(parts)


def _segment(text: str) -> str:
    """One step of an IRI's path. No dot ends it: not every reader of Turtle knows the end of such a name."""
    step = quote(text, safe="")
    return f"{step[:-1]}%2E" if step.endswith(".") else step


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints IRIs under a base. Raises KgError for a base that no IRI can start with."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        """Refuse a base that is no absolute IRI, or that would run into the names after it."""
        try:
            NamedNode(self.base)
        except ValueError:
            raise KgError(f"{self.base!r} can't be the base of IRIs: it isn't an absolute IRI") from None
        if not self.base.endswith(("/", "#")):
            raise KgError(f"{self.base!r} can't be the base of IRIs: it must end in / or #")

    def article(self, article: str) -> str:
        """Of an article, and of its named graph."""
        return f"{self.base}article/{_segment(article)}"

    def quarantine(self, article: str) -> str:
        """Of the graph of an article's findings that break a domain or range."""
        return f"{self.base}quarantine/{_segment(article)}"

    def entity(self, entity: str) -> str:
        """Of an entity, from its id."""
        return f"{self.base}entity/{_segment(entity)}"

    def claim(self, claim: Claim) -> str:
        """Of a claim, the same in every article that supports it."""
        return f"{self.base}claim/{_segment(claim_slug(claim))}"

    def finding(self, article: str, claim: Claim) -> str:
        """Of a finding in quarantine."""
        return f"{self.quarantine(article)}/{_segment(claim_slug(claim))}"

    def evidence(self, article: str, start: int, end: int, about: str) -> str:
        """Of one sentence's support of one claim (`about` is its slug) or of a quotation."""
        return f"{self.base}evidence/{_segment(article)}/{start}-{end}/{quote(about)}"

    def selector(self, article: str, start: int, end: int, kind: str) -> str:
        """Of a sentence's selector; `kind` is "position" or "quote"."""
        return f"{self.base}selector/{_segment(article)}/{start}-{end}/{kind}"

    def quotation(self, article: str, start: int, end: int) -> str:
        """Of a quotation, from the span of its words."""
        return f"{self.base}quotation/{_segment(article)}/{start}-{end}"

    @property
    def dataset(self) -> str:
        """Of the description of the dataset, and of its graph."""
        return f"{self.base}dataset"
