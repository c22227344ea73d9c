"""Frames: from a verb with its parties to every construction that English makes of it.

"X endorse Y" gives a pattern for the verb, which covers active, passive, relative clause, participle and
control, since propositions have verbs in active order; and, for each noun that derivations.tsv makes of it,

    X's endorsement of Y, endorsement of Y by X, X gave Y her endorsement
    Y won the endorsement of X, an endorsement from X lifted Y, with the endorsement of X, Y …
    Y's endorser X

A party in the wrong place makes another fact, so each noun's prepositions are exactly those of its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.english.tables import Derivation, derivations
from kg.ontology.lexicon import PREPOSITIONS, Pattern, Slot

POSSESSIVE = "'s"
#: What a verb's block may name besides words: its roles.
ROLES = PREPOSITIONS | {"object", "dative", "predicative", "purpose", "adverb"}


def derive(frame: Pattern) -> Iterator[Pattern]:
    """Yield the patterns that a frame stands for: its verb's, then those of its nouns, sorted by noun."""
    subject, rest = frame.slots[0], frame.slots[1:]
    governed = rest[0] if rest and rest[0].roles == ("object", "dative") else None
    others = rest[1:] if governed is not None else rest
    pattern = replace(frame, kind="verb", frame=None)
    if subject.side == "X&Y":
        yield replace(pattern, absent=(*frame.absent, "object"))
        beside = Slot(("with",), "Y", kinds=subject.kinds)
        yield replace(pattern, slots=(replace(subject, side="X"), beside, *rest))
    else:
        yield pattern
    for row in derivations():
        if row.verb not in frame.predicates:
            continue
        if subject.side == "X&Y":
            if row.names == "event":
                yield from _between(frame, row, subject)
        elif row.names == "event":
            yield from _event(frame, row, subject, governed, others)
        elif row.names == "subject":
            yield from _party(frame, row, subject, governed, others)
        elif governed is not None:
            yield from _party(frame, row, governed, subject, others)


def _between(frame: Pattern, row: Derivation, both: Slot) -> Iterator[Pattern]:
    """Yield "meeting between X&Y", "X's meeting with Y"."""
    x, y = replace(both, side="X"), replace(both, side="Y")
    yield _noun(frame, row, "between X&Y", (replace(both, roles=("between",)),))
    if "of" in row.subject:
        yield _noun(frame, row, "of X&Y", (replace(both, roles=("of",)),))
    yield _noun(frame, row, "of X with Y", (replace(x, roles=row.subject), replace(y, roles=("with",))))


def _event(
    frame: Pattern, row: Derivation, subject: Slot, governed: Slot | None, others: tuple[Slot, ...]
) -> Iterator[Pattern]:
    """Yield the constructions of an event noun. A role that either party may have needs the other beside."""
    by, of = row.subject, row.object
    if governed is None:  # "X's resignation from Y"
        taken = {role for slot in others for role in slot.roles}
        if (of and not taken & set(of)) or not others:
            return  # the noun is of the verb with an object: no "call on Y" in "call to Y"
        yield from _patterns(frame, row, (subject, by), (None, ()), others)
        return
    if not of:
        return
    either = tuple(role for role in by if role in of)
    yield from _patterns(frame, row, (subject, _without(by, either)), (governed, of), others)
    yield from _patterns(frame, row, (subject, either), (governed, _without(of, either)), others)
    if "of" in of and POSSESSIVE not in by:  # "X's murder of Y"
        yield from _patterns(frame, row, (subject, (POSSESSIVE,)), (governed, ("of",)), others)
    if POSSESSIVE not in of:
        if "by" in by:  # "Y's endorsement by X"
            yield from _patterns(frame, row, (subject, ("by",)), (governed, (POSSESSIVE,)), others)
        # "Y won the backing of X", "an endorsement from X lifted Y"
        given = (*by, *(() if "of" in by else ("of",)))
        yield from _patterns(
            frame, row, (subject, given), (governed, ("holder",)), others, empty=_without(of, given)
        )


def _patterns(
    frame: Pattern,
    row: Derivation,
    subject: tuple[Slot, tuple[str, ...]],
    governed: tuple[Slot | None, tuple[str, ...]],
    others: tuple[Slot, ...],
    *,
    empty: tuple[str, ...] = (),
) -> Iterator[Pattern]:
    """Yield the pattern of a noun whose parties have these roles, if each party has one."""
    parties = [(slot, roles) for slot, roles in (subject, governed) if slot is not None]
    if not all(roles for _, roles in parties):
        return
    said = " ".join(f"{'|'.join(roles)} {slot.side}" for slot, roles in parties)
    slots = tuple(replace(slot, roles=roles) for slot, roles in parties)
    yield replace(_noun(frame, row, said, (*slots, *others)), empty=empty)


def _noun(frame: Pattern, row: Derivation, parties: str, slots: tuple[Slot, ...]) -> Pattern:
    return _derived(frame, "noun", row, parties, slots)


def _derived(frame: Pattern, kind: str, row: Derivation, parties: str, slots: tuple[Slot, ...]) -> Pattern:
    """Return the pattern of a noun. A preposition that the verb must not have, the noun may."""
    return replace(
        frame,
        kind=kind,
        text=f"{row.noun} {parties}",
        predicates=(row.noun,),
        slots=slots,
        absent=tuple(word for word in frame.absent if word not in ROLES),
        frame=frame.text,
    )


def _party(
    frame: Pattern, row: Derivation, named: Slot, other: Slot | None, others: tuple[Slot, ...]
) -> Iterator[Pattern]:
    """Yield "endorser of Y", "Y's endorser", "nominee of X": a noun that names one of the parties."""
    roles = row.object if row.names == "subject" else row.subject
    if other is None or other.side == "_" or named.side == "_" or not roles:
        return
    compound = ("compound",) if POSSESSIVE in roles else ()
    slots = (replace(other, roles=(*roles, *compound)), replace(named, roles=("subject",)), *others)
    yield _derived(frame, "role", row, f"{'|'.join(roles)} {other.side}", slots)


def _without(roles: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(role for role in roles if role not in others)
