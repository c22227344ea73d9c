"""Propositions read in the ontology's terms: matching against the lexicon, and nothing of grammar."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.findings.confidence import Confidence
from kg.extract.findings.lexicon import Lexicon, load_lexicon
from kg.model import Argument, ArticleEntity, ArticleRecord, Finding, Proposition, Value
from kg.ontology.lexicon import Pattern, Slot
from kg.ontology.package import Ontology

Filler = int | Value


class Matcher:
    """Gives records their findings. Raises `OntologyError` where the lexicon is at fault."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.lexicon = load_lexicon(ontology)

    def __call__(self, record: ArticleRecord) -> ArticleRecord:
        """Return the record with the findings that the lexicon makes of its propositions, and no others.

        Of equal ones, that are read from several propositions, the surest is kept.
        """
        found = list(find(record.propositions, record.entities, self.lexicon, self.ontology))
        confidence = Confidence(record, dict.fromkeys(found), self.ontology)
        surest: dict[Finding, Finding] = {}
        for each in found:
            finding = replace(each, confidence=confidence(each))
            if each not in surest or finding.confidence > surest[each].confidence:
                surest[each] = finding
        return replace(record, findings=tuple(surest.values()))


def find(
    propositions: Iterable[Proposition],
    entities: tuple[ArticleEntity, ...],
    lexicon: Lexicon,
    ontology: Ontology,
) -> Iterator[Finding]:
    """Yield what the lexicon finds in the propositions, in their order; each once of a proposition.

    Skips propositions that assert nothing (questions, orders, counterfactuals). Whether a finding fits
    its property's domain and range is not judged here but where claims are made.
    """
    for number, proposition in enumerate(propositions):
        if not proposition.asserted:
            continue
        by_role: dict[str, list[Argument]] = {}
        for argument in proposition.arguments:
            by_role.setdefault(argument.role, []).append(argument)
        heads = [a.head for a in proposition.arguments]
        found: dict[Finding, None] = {}
        for pattern in lexicon.candidates(proposition.kind, proposition.predicate, heads):
            for subject, value in _match(pattern, proposition, by_role, entities, ontology):
                found[_finding(pattern, proposition, subject, value, number)] = None
        yield from found


def _finding(pattern: Pattern, proposition: Proposition, subject: int, value: Filler, number: int) -> Finding:
    polarity = proposition.polarity
    if pattern.negated:
        polarity = "negated" if polarity == "affirmed" else "affirmed"
    return Finding(
        subject,
        pattern.property,
        value,
        proposition.start,
        proposition.end,
        pattern.rule,
        polarity,
        proposition.modality,
        proposition.speaker,
        proposition.date,
        number,
    )


def _match(
    pattern: Pattern,
    proposition: Proposition,
    by_role: dict[str, list[Argument]],
    entities: tuple[ArticleEntity, ...],
    ontology: Ontology,
) -> Iterator[tuple[int, Filler]]:
    if pattern.former != "any" and (pattern.former == "yes") != proposition.former:
        return
    if proposition.predicate in pattern.barred:
        return
    if any(_present(word, proposition) for word in pattern.absent):
        return
    if not all(_present(word, proposition) for word in pattern.present):
        return
    if any(role in by_role for role in pattern.empty):
        return
    fixed: set[str] = set()
    for slot in pattern.slots:
        if slot.side is None:
            hit = next(
                (a for role in slot.roles for a in by_role.get(role, ()) if a.head in slot.words), None
            )
            if hit is None:
                return
            fixed.add(hit.head)
        elif slot.side == "_" and slot.roles != ("subject",):
            fixed.update(a.head for role in slot.roles for a in by_role.get(role, ()))
    sides: dict[str, list[Filler]] = {}
    pair: list[int] = []
    for slot in pattern.slots:
        if slot.side is None or (slot.side == "_" and not slot.kinds):
            continue
        if slot.unit == "date":
            fillers: list[Filler] = [_date(proposition.date)] if proposition.date else []
        else:
            decimal = ontology.properties[pattern.property].datatype == "decimal"
            fillers = _fillers(slot, by_role, fixed, entities, ontology, decimal=decimal)
        if not fillers:
            return
        if slot.side == "_":
            continue
        if slot.side == "X&Y":
            if pattern.kind == "verb" and "with" in by_role:
                return  # "A and B met with officials": not each other
            pair = [f for f in fillers if isinstance(f, int)]
        else:
            sides[slot.side or ""] = fillers
    if pair:
        yield from itertools.combinations(dict.fromkeys(pair), 2)
        return
    for x, y in itertools.product(sides.get("X", ()), sides.get("Y", ())):
        if isinstance(x, int) and x != y:
            yield x, y


def _date(text: str) -> Value:
    """Return a date as exact as it is known: 2024-11-06, 2024-11 or 2024."""
    return Value(text, {10: "date", 7: "gYearMonth", 4: "gYear"}[len(text)])  # type: ignore[arg-type]


def _present(word: str, proposition: Proposition) -> bool:
    """Return whether a role of that name is filled, or a word of that form stands in an argument."""
    return any(
        a.role == word or a.head == word or word in a.text.lower().split() for a in proposition.arguments
    )


def _fillers(
    slot: Slot,
    by_role: dict[str, list[Argument]],
    fixed: set[str],
    entities: tuple[ArticleEntity, ...],
    ontology: Ontology,
    *,
    decimal: bool,
) -> list[Filler]:
    for role in slot.roles:
        for argument in by_role.get(role, ()) if role != "anywhere" else itertools.chain(*by_role.values()):
            if role != "anywhere" and argument.of and argument.of not in fixed:
                continue  # hangs on a noun that the pattern does not name
            if slot.unit == "text":
                if argument.head in slot.barred or (slot.words and argument.head not in slot.words):
                    continue
                return [Value(argument.text, "string")]
            if slot.unit is not None:
                if argument.value is not None and (argument.head == slot.unit or slot.unit == "any"):
                    return [Value(argument.value, "decimal" if decimal else "integer")]
                continue
            fits: list[Filler] = [
                e for e in argument.entities if _fits(slot, role, entities[e].kind, ontology)
            ]
            if fits:
                return fits
    return []


def _fits(slot: Slot, role: str, kind: str, ontology: Ontology) -> bool:
    """Return whether a thing of this class may fill a slot in this role.

    A place before a noun says where somebody is ("Oslo lawyer"), not whose, but where the slot is for places.
    """
    if role == "compound" and ontology.is_type(kind, "place"):
        return any(
            ontology.is_type(wanted, "place") and ontology.fits(kind, (wanted,)) for wanted in slot.kinds
        )
    return not slot.kinds or ontology.fits(kind, slot.kinds)
