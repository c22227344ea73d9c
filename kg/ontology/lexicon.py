"""The lexicon: how English says each property, as patterns in ontology/lexicon.ttl.

    kg:called lex:verb "X call|phone|telephone Y !predicative" ;
              lex:noun "X's call to Y" , "call from X to Y" .
    kg:founded lex:role "founder of Y" .

X is the property's subject, Y its object; everything else is a lemma, and `|` sets alternatives apart.

    lex:verb   subject, verb, object, then prepositions with what they govern. A passive is read as its
               active. `pick_up` is a verb with its particle; `=married` a predicative; `_` anybody.
    lex:noun   an event noun: "X's endorsement of Y", "meeting between X&Y", also where a light verb
               carries it ("X gave Y her endorsement").
    lex:role   a noun that says what X is: "spokesman for Y", in apposition, as title, after "is" or "as".
               `of`, `for` and `at` also take the possessive and the noun before it ("Acme's spokesman",
               "Acme spokesman"). A pattern that names X takes Y as the one described ("subsidiary of X").
               It fits what holds now; with `former` in front, what held; with `any`, both.

`X&Y` are two of one plural ("X&Y meet"). `Y:Place` asks for a class, `Y#vote` for a number with that
unit, `Y#text` for the words themselves. `!as` must be absent, `+over` must be there. `lex:asNegated`
turns a pattern into its denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kg.errors import OntologyError
from kg.ontology.package import Ontology

LEX = "https://example.org/kg/lexicon#"
PREPOSITIONS = frozenset(
    "about above across after against ahead_of along_with alongside among around as at before behind "
    "below beneath beside between beyond by despite down during for from in inside into like near of off "
    "on onto opposite out_of over past since through to toward towards under until up upon versus via "
    "with within without out away_with up_with including over_to away_from up_to down_to in_for "
    "out_against in_favour_of anywhere post that compound 's".split()
)
SIDE = re.compile(r"(X&Y|X|Y|_)(?::([A-Za-z|]+))?(?:#([a-z_ ]+))?$")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern: the roles that may fill it, and by what."""

    roles: tuple[str, ...]
    side: str | None = None  #: "X", "Y", "X&Y"; "_" for anybody; None for fixed words
    words: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A lexical entry: when a proposition fits it, the property holds between what fills X and Y."""

    property: str
    kind: str  #: "verb", "noun", "role"
    text: str
    predicates: tuple[str, ...]
    slots: tuple[Slot, ...]
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    former: str = "no"  #: "no", "yes", "any"
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns, found by kind and predicate; "*" holds those that fit every predicate."""

    index: Mapping[tuple[str, str], tuple[Pattern, ...]]
    wild: Mapping[
        tuple[str, str], tuple[Pattern, ...]
    ]  #: those with "*", by a fixed word that they ask for, or ""

    def candidates(self, kind: str, predicate: str, words: Iterable[str] = ()) -> Iterator[Pattern]:
        """Yield the patterns that a proposition of this kind, predicate and argument heads may fit."""
        yield from self.index.get((kind, predicate), ())
        yield from self.wild.get((kind, ""), ())
        for word in sorted(set(words)):
            yield from self.wild.get((kind, word), ())


def load_lexicon(ontology: Ontology) -> Lexicon:
    """Read ontology/lexicon.ttl; raises `OntologyError` naming the term and the pattern at fault."""
    path = Path(ontology.directory) / "lexicon.ttl"
    try:
        triples = list(pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE))
    except FileNotFoundError:
        raise OntologyError(f"{path}: no such file") from None
    except SyntaxError as error:
        raise OntologyError(f"{path.name}: {error}") from None
    index: dict[tuple[str, str], list[Pattern]] = {}
    for triple in triples:
        subject, predicate, value = (
            str(getattr(t, "value", t)) for t in (triple.subject, triple.predicate, triple.object)
        )
        if not predicate.startswith(LEX):
            continue
        name = subject.removeprefix(ontology.namespace)
        if name not in ontology.properties:
            raise OntologyError(f"{path.name}: {name} is no property of kg.ttl")
        field = predicate.removeprefix(LEX)
        negated = field.startswith("negated")
        kind = field.removeprefix("negated").lower() if negated else field
        if kind not in ("verb", "noun", "role"):
            raise OntologyError(f"{path.name}: kg:{name} uses unknown frame lex:{field}")
        pattern = parse_pattern(name, kind, value, ontology, path.name, negated=negated)
        for word in pattern.predicates:
            index.setdefault((kind, word), []).append(pattern)
    wild: dict[tuple[str, str], list[Pattern]] = {}
    for (kind, word), found in index.items():
        for pattern in found if word == "*" else ():
            for fixed in next((sorted(s.words) for s in pattern.slots if s.words), [""]):
                wild.setdefault((kind, fixed), []).append(pattern)
    return Lexicon(_ordered(index), _ordered(wild))


def _ordered(index: dict[tuple[str, str], list[Pattern]]) -> dict[tuple[str, str], tuple[Pattern, ...]]:
    return {
        key: tuple(sorted(found, key=lambda p: (p.property, p.text)))
        for key, found in index.items()
        if key[1] != "*"
    }


def parse_pattern(
    name: str, kind: str, text: str, ontology: Ontology, source: str = "lexicon.ttl", *, negated: bool = False
) -> Pattern:
    """Read one pattern. Raises `OntologyError` where it is malformed or lacks a side."""

    def wrong(why: str) -> OntologyError:
        return OntologyError(f'{source}: kg:{name} lex:{kind} "{text}": {why}')

    tokens = text.split()
    absent = tuple(t[1:].replace("_", " ") for t in tokens if t.startswith("!"))
    present = tuple(t[1:].replace("_", " ") for t in tokens if t.startswith("+"))
    tokens = [t for t in tokens if not t.startswith(("!", "+"))]
    former = "no"
    if kind == "role" and tokens and tokens[0] in ("former", "any"):
        former = "yes" if tokens[0] == "former" else "any"
        tokens = tokens[1:]
    slots: list[Slot] = []

    def slot(roles: tuple[str, ...], token: str) -> Slot:
        match = SIDE.match(token)
        if not match:
            return Slot(roles, words=frozenset(w.replace("_", " ") for w in token.split("|")))
        kinds = tuple(match.group(2).split("|")) if match.group(2) else ()
        for known in kinds:
            if known not in ontology.classes:
                raise wrong(f"{known} is no class of kg.ttl")
        return Slot(
            roles, match.group(1), kinds=kinds, unit=match.group(3) and match.group(3).replace("_", " ")
        )

    if not tokens:
        raise wrong("is empty")
    if kind == "verb":
        if len(tokens) < 2:
            raise wrong("needs a subject and a verb")
        slots.append(slot(("subject",), tokens.pop(0)))
        predicates = tokens.pop(0)
        if tokens and tokens[0].startswith("="):
            slots.append(slot(("predicative",), tokens.pop(0)[1:]))
        elif tokens and not _preposition(tokens[0]):
            slots.append(slot(("object", "dative"), tokens.pop(0)))
        if tokens and tokens[0].startswith("="):
            slots.append(slot(("predicative",), tokens.pop(0)[1:]))
    elif kind == "noun":
        if tokens[0] in ("X's", "Y's"):
            slots.append(slot(("'s",), tokens.pop(0)[0]))
        if not tokens:
            raise wrong("has no noun")
        predicates = tokens.pop(0)
        if tokens and SIDE.match(tokens[0]):
            slots.append(slot(("value",), tokens.pop(0)))
    else:
        predicates = tokens.pop(0)
        if tokens and tokens[0].startswith("="):
            slots.append(slot(("predicative",), tokens.pop(0)[1:]))
        elif tokens and SIDE.match(tokens[0]):
            slots.append(slot(("value",), tokens.pop(0)))
    while tokens:
        if len(tokens) < 2 or not _preposition(tokens[0]):
            raise wrong(f"can't read {tokens[0]!r} here")
        roles = tuple(p.replace("_", " ") for p in tokens.pop(0).split("|"))
        if kind == "role" and {"of", "for", "at"} & set(roles):
            roles += ("'s", "compound")
        slots.append(slot(roles, tokens.pop(0)))
    sides = {side for s in slots if s.side for side in s.side.split("&")}
    if kind == "role":
        slots.append(Slot(("subject",), "Y" if "X" in sides else "X"))
        sides |= {"X", "Y"} if sides & {"X", "Y"} else {"X"}
    if not {"X", "Y"} <= sides:
        raise wrong("must name both X and Y")
    return Pattern(
        name,
        kind,
        text,
        tuple(p.replace("_", " ") for p in predicates.split("|")),
        tuple(slots),
        absent,
        present,
        former,
        negated,
    )


def _preposition(token: str) -> bool:
    return all(part in PREPOSITIONS for part in token.split("|"))
