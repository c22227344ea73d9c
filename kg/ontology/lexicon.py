"""The lexicon: how English says each property, as entries in ontology/lexicon.ttl.

    kg:endorsed lex:frame "X endorse|back Y !bill" ;
                lex:verb "X throw weight behind Y" .
    kg:founded  lex:role "any brainchild of X" .

X is the property's subject, Y its object; everything else is a lemma, and `|` sets alternatives apart.

    lex:frame  a verb with its parties. Stands for all constructions that English makes of it: active,
               passive, relative clause, participle, and its nouns with their prepositions ("X's endorsement
               of Y", "Y won the backing of X", "an endorsement from X lifted Y", "Y's backer X"), as
               kg/extract/english/derivations.tsv knows them. Where Y is a date, it need not be named.
    lex:verb   subject, verb, object, then prepositions with what they govern. A passive is read as its
               active. `pick_up` is a verb with its particle; `=married` a predicative; `_` anybody.
    lex:noun   an event noun: "X's endorsement of Y", "meeting between X&Y", also where a light verb
               carries it ("X gave Y her endorsement").
    lex:role   a noun that says what X is: "spokesman for Y", in apposition, as title, after "is" or "as".
               `of`, `for` and `at` also take the possessive and the noun before it ("Acme's spokesman",
               "Acme spokesman"). A pattern that names X takes Y as the one described ("subsidiary of X").

An entry fits what holds now; with `former` in front what no longer holds, with `any` both: "any X found Y"
also lets a former founder have founded. `X&Y` are two of one plural ("X&Y meet"). `Y:Place` asks for a
class, `Y#vote` for a number with that unit, `Y#text` for the words themselves (`Y#text=year|month` if they
are about one of these, `Y#text!=year|month` if about none of them), `Y#date` for when it happened. `!as`
must be absent, `+over` must be there. `*` stands for any word, `*!=donor|critic` for any but these.
`lex:asNegated` turns an entry into its denial: `lex:negatedVerb`.
docs/lexicon.md explains it all with examples.
"""

from __future__ import annotations

import builtins
import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kg.errors import OntologyError
from kg.ontology.package import LEX, Ontology

PREPOSITIONS = frozenset(
    "about above across after against ahead_of along_with alongside among around as at before behind "
    "below beneath beside between beyond by despite down during for from in inside into like near of off "
    "on onto opposite out_of over past since through to toward towards under until up upon versus via "
    "with within without out away_with up_with including over_to away_from up_to down_to in_for "
    "out_against in_favour_of anywhere post that compound adjective 's".split()
)
SIDE = re.compile(r"(X&Y|X|Y|_)(?::([A-Za-z|]+))?(?:#([a-z_ ]+)(?:(!?=)([a-z_|]+))?)?$")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern: the roles that may fill it, and by what."""

    roles: tuple[str, ...]
    side: str | None = None  #: "X", "Y", "X&Y"; "_" for anybody; None for fixed words
    words: frozenset[str] = frozenset()  #: lemmas of which its head must be one, if any are given
    barred: frozenset[str] = frozenset()  #: lemmas of which its head must be none
    kinds: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A lexical entry: when a proposition fits it, the property holds between what fills X and Y.

    One of kind "frame" fits none by itself: `kg.extract.findings` derives patterns of other kinds from it.
    """

    property: str
    kind: str  #: "verb", "noun", "role", "frame"
    text: str
    predicates: tuple[str, ...]
    slots: tuple[Slot, ...]
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    former: str = "no"  #: "no", "yes", "any"
    negated: bool = False
    empty: tuple[str, ...] = ()  #: roles that nothing may fill
    frame: str | None = None  #: the text of the frame that it was derived from
    barred: frozenset[str] = frozenset()  #: predicates that "*" does not stand for

    @builtins.property
    def rule(self) -> str:
        """Return what evidence says of it: "verb: X call Y", "noun: X's call to Y (X call Y)"."""
        return f"{self.kind}: {self.text}" + (f" ({self.frame})" if self.frame else "")


def read_patterns(ontology: Ontology) -> tuple[Pattern, ...]:
    """Read ontology/lexicon.ttl, sorted; raises `OntologyError` naming the term and the pattern at fault."""
    path = Path(ontology.directory) / "lexicon.ttl"
    try:
        triples = list(pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE))
    except FileNotFoundError:
        raise OntologyError(f"{path}: no such file") from None
    except SyntaxError as error:
        raise OntologyError(f"{path.name}: {error}") from None
    found: list[Pattern] = []
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
        if kind not in ("frame", "verb", "noun", "role"):
            raise OntologyError(f"{path.name}: kg:{name} uses unknown frame lex:{field}")
        found.append(parse_pattern(name, kind, value, ontology, path.name, negated=negated))
    return tuple(sorted(found, key=lambda p: (p.property, p.kind, p.text, p.negated)))


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
    if kind in ("frame", "role") and tokens and tokens[0] in ("former", "any"):
        former = "yes" if tokens[0] == "former" else "any"
        tokens = tokens[1:]
    slots: list[Slot] = []

    def words(token: str) -> frozenset[str]:
        return frozenset(word.replace("_", " ") for word in token.split("|") if word)

    def slot(roles: tuple[str, ...], token: str) -> Slot:
        match = SIDE.match(token)
        if not match:
            return Slot(roles, words=words(token))
        kinds = tuple(match.group(2).split("|")) if match.group(2) else ()
        for known in kinds:
            if known not in ontology.classes:
                raise wrong(f"{known} is no class of kg.ttl")
        unit = match.group(3) and match.group(3).replace("_", " ")
        given = words(match.group(5) or "")
        heads = {"barred" if match.group(4) == "!=" else "words": given}
        return Slot(roles, match.group(1), kinds=kinds, unit=unit, **heads)

    if not tokens:
        raise wrong("is empty")
    barred: frozenset[str] = frozenset()
    if tokens[0].startswith("*!="):
        barred, tokens[0] = words(tokens[0].removeprefix("*!=")), "*"
    if kind in ("frame", "verb"):
        if len(tokens) < 2:
            raise wrong("needs a subject and a verb")
        slots.append(slot(("subject",), tokens.pop(0)))
        predicates = tokens.pop(0)
        if tokens and tokens[0].startswith("="):
            slots.append(slot(("predicative",), tokens.pop(0)[1:]))
        elif tokens and not _preposition(tokens[0]) and not tokens[0].endswith("#date"):
            slots.append(slot(("object", "dative"), tokens.pop(0)))
        if tokens and tokens[0].startswith("="):
            slots.append(slot(("predicative",), tokens.pop(0)[1:]))
    elif kind == "noun":
        if tokens[0].endswith("'s") and SIDE.match(tokens[0].removesuffix("'s")):
            slots.append(slot(("'s",), tokens.pop(0).removesuffix("'s")))
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
        if tokens[0].endswith("#date"):
            slots.append(slot((), tokens.pop(0)))
            continue
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
    if "Y" not in sides and ontology.properties[name].datatype == "date":
        slots.append(Slot((), "Y", unit="date"))
        sides.add("Y")
    if not {"X", "Y"} <= sides:
        raise wrong("must name both X and Y")
    if kind == "frame" and any(s.side is None for s in slots[:2] if s.roles != ("predicative",)):
        raise wrong("its subject and object must be X, Y or _")
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
        barred=barred,
    )


def _preposition(token: str) -> bool:
    return all(part in PREPOSITIONS for part in token.split("|"))
