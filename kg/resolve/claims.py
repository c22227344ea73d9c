"""Findings of all articles pooled into claims: one claim, all its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.model import (
    ArticleRecord,
    Claim,
    Evidence,
    Finding,
    Modality,
    Polarity,
    Quarantined,
    QuotedText,
    Value,
)
from kg.ontology.package import Ontology, Property
from kg.resolve.entities import Identities

Key = tuple[str, str, str | Value, Polarity, Modality]
Support = tuple[str, int, int]  #: article, start, end of the sentence


def pool(
    records: Sequence[ArticleRecord], identities: Identities, ontology: Ontology
) -> tuple[tuple[Claim, ...], tuple[Quarantined, ...]]:
    """Return the claims that the records support, and those that break domain or range, with the reason.

    The sides of a symmetric property are put in order, so that one fact is one claim. What would say
    something of a thing and itself is left out.
    """
    found: dict[Key, dict[Support, list[tuple[ArticleRecord, Finding]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for record in records:
        for finding in record.findings:
            key = _key(record, finding, identities, ontology)
            if key is not None:
                found[key][record.document.id, finding.start, finding.end].append((record, finding))
    kinds = {e.id: e.kind for e in identities.entities}
    speakers = _speakers(identities, ontology)
    claims, quarantined = [], []
    for key in sorted(found, key=_order):
        subject, name, value, polarity, modality = key
        evidence = tuple(_evidence(group, identities, speakers) for _, group in sorted(found[key].items()))
        dates = _dates(evidence)
        evidence = tuple(replace(item, dates=dates[item.article]) for item in evidence)
        claim = Claim(subject, name, value, polarity, modality, evidence)
        reason = _misfit(claim, kinds, ontology)
        if reason is None:
            claims.append(claim)
        else:
            quarantined.append(Quarantined(claim, reason))
    return tuple(claims), tuple(quarantined)


def _key(record: ArticleRecord, finding: Finding, identities: Identities, ontology: Ontology) -> Key | None:
    article = record.document.id
    subject = identities.of.get((article, finding.subject))
    known = ontology.properties[finding.property]
    value: str | Value | None = (
        finding.object if isinstance(finding.object, Value) else identities.of.get((article, finding.object))
    )
    if value is None and isinstance(finding.object, int) and known.unowned is not None:
        office = record.entities[finding.object]
        title = office.name or office.title
        value, known = Value(title, "string") if title else None, ontology.properties[known.unowned]
    if subject is None or value is None or subject == value:
        return None
    if known.symmetric and isinstance(value, str):
        subject, value = sorted((subject, value))
    return subject, known.name, value, finding.polarity, finding.modality


def _evidence(
    group: list[tuple[ArticleRecord, Finding]], identities: Identities, allowed: Container[str]
) -> Evidence:
    record, first = group[0]
    article, text = record.document.id, record.document.text
    speakers = {identities.of.get((article, f.speaker)) for _, f in group if f.speaker is not None}
    dates = {f.date for _, f in group if f.date}
    speaker = min((s for s in speakers if s and s in allowed), default=None)
    rules = tuple(sorted({f.rule for _, f in group}))
    finest = tuple(sorted(dates, key=lambda d: (len(d), d))[-1:])
    quote, surest = text[first.start : first.end], max(f.confidence for _, f in group)
    return Evidence(article, first.start, first.end, quote, rules, speaker, finest, surest)


def _dates(evidence: Iterable[Evidence]) -> dict[str, tuple[str, ...]]:
    """Return the dates that each article gives, in whichever of its sentences."""
    found: dict[str, set[str]] = {}
    for item in evidence:
        found.setdefault(item.article, set()).update(item.dates)
    return {article: tuple(sorted(dates)) for article, dates in found.items()}


def _misfit(claim: Claim, kinds: dict[str, str], ontology: Ontology) -> str | None:
    """Say why a claim breaks its property's domain or range; None where it does not."""
    known = ontology.properties[claim.property]
    name = f"{ontology.prefix}:{claim.property}"
    kind = kinds[claim.subject]
    if known.domain and not ontology.fits(kind, known.domain):
        return f"the subject is a {kind}; {name} asks for {' or '.join(known.domain)}"
    if isinstance(claim.object, Value):
        if known.datatype is None:
            return f"the object is a literal; {name} asks for a thing"
        return _beyond(claim.object, known, name)
    if known.datatype:
        return f"the object is a thing; {name} asks for a literal"
    kind = kinds[claim.object]
    if known.range and not ontology.fits(kind, known.range):
        return f"the object is a {kind}; {name} asks for {' or '.join(known.range)}"
    return None


def _beyond(value: Value, known: Property, name: str) -> str | None:
    """Say why a number is none that a property can have; None where it can, and for a text."""
    if value.datatype == "string" or known.least is known.most is None:
        return None
    number, least, most = Decimal(value.text), known.least, known.most
    if (least is None or least <= number) and (most is None or number <= most):
        return None
    asked = " and ".join(
        f"{words} {limit}" for words, limit in (("at least", least), ("at most", most)) if limit is not None
    )
    return f"the object is {value.text}; {name} asks for {asked}"


def _speakers(identities: Identities, ontology: Ontology) -> frozenset[str]:
    """Return the entities that can be credited with words."""
    said = ontology.properties.get("said")
    allowed = said.domain if said else ()
    return frozenset(e.id for e in identities.entities if not allowed or ontology.fits(e.kind, allowed))


def _order(key: Key) -> tuple[str, str, str, str, str]:
    subject, name, value, polarity, modality = key
    return subject, name, value if isinstance(value, str) else value.text, polarity, modality


def quotations(
    records: Sequence[ArticleRecord], identities: Identities, ontology: Ontology
) -> tuple[QuotedText, ...]:
    """Return the quotations of all articles, speakers resolved, by article and place.

    What can't speak, by the domain of the ontology, is nobody's speaker: a town hall, a stadium.
    """
    found = []
    speakers = _speakers(identities, ontology)
    for record in records:
        article, text = record.document.id, record.document.text
        for q in record.quotations:
            speaker = identities.of.get((article, q.speaker)) if q.speaker is not None else None
            speaker = speaker if speaker in speakers else None
            quote = text[q.evidence_start : q.evidence_end]
            evidence = Evidence(article, q.evidence_start, q.evidence_end, quote, (q.rule,), speaker)
            found.append(QuotedText(article, q.start, q.end, q.text, speaker, evidence))
    return tuple(sorted(found, key=lambda q: (q.article, q.start, q.end)))
