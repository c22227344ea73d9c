"""How sure a fact is: a logistic model over its kind, its place in the sentence and its length.

The weights were fitted to a published benchmark's development sentences (see docs/method.md) and rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain

from kg.extract.english.closed import DAYS, MONTHS, WEEKDAYS
from kg.extract.english.tables import nouns
from kg.extract.grammar.dates import YEAR
from kg.extract.propositions.rows.facts import Fact

#: Labels of clauses inside clauses.
INNER = frozenset("ccomp advcl relcl acl pcomp csubj xcomp".split())
WEIGHTS: dict[str, float] = {
    "-ing verb": -0.2,
    "all": -0.8,
    "argument before verb": -0.4,
    "arguments up to 2": -0.1,
    "arguments up to 5": 0.2,
    "arguments up to 9": 0.3,
    "arguments up to any": -0.4,
    "clauses above: 0": 0.7,
    "clauses above: 1": 0.2,
    "clauses above: 2": -0.1,
    "clauses above: 3": -0.4,
    "infinitive verb": -0.2,
    "kind: adjectival": 0.3,
    "kind: adverb": 0.1,
    "kind: agent": 0.7,
    "kind: apposition": 0.2,
    "kind: adverbial": -0.3,
    "kind: clause": 0.9,
    "kind: gerund": -0.2,
    "kind: infinitive": -0.1,
    "kind: object": 1.0,
    "kind: object-clause": -0.7,
    "kind: object-infinitive": -0.5,
    "kind: object-predicative": 0.1,
    "kind: possessive": -0.7,
    "kind: predicative": 0.5,
    "kind: preposition": 0.8,
    "kind: time": 1.1,
    "kind: title": 0.1,
    "kind: with-object-adverbial": -1.3,
    "kind: with-object-gerund": -0.8,
    "kind: with-object-preposition": -0.6,
    "kind: with-object-time": -0.7,
    "names a time": -0.3,
    "pronoun as argument": -0.5,
    "pronoun as subject": -0.1,
    "relation up to 1": 0.1,
    "relation up to 4": 0.2,
    "relation up to any": -0.3,
    "subject elsewhere": -0.2,
    "subject up to 4": 0.2,
    "subject up to 8": 0.2,
    "subject up to any": -0.5,
}


def confidence(fact: Fact) -> float:
    """Return a number between 0 and 1, with two digits."""
    return round(1 / (1 + math.exp(-sum(WEIGHTS.get(feature, 0.0) for feature in features(fact)))), 2)


def features(fact: Fact) -> Iterator[str]:
    """Yield what is known of a fact, by the names in `WEIGHTS`."""
    verb, subject, rest = fact.head, fact.arguments[0], list(chain.from_iterable(fact.arguments[1:]))
    yield "all"
    yield f"kind: {fact.kind}"
    if verb.pos in ("VERB", "AUX"):
        depth = sum(word.dep in INNER for word in (verb, *verb.ancestors()))
        yield f"clauses above: {min(depth, 3)}"
        if rest and rest[0].i < verb.i:
            yield "argument before verb"
        if verb.tag == "VB" and not any(child.tag == "MD" for child in verb.children):
            yield "infinitive verb"
        elif verb.tag == "VBG":
            yield "-ing verb"
    if fact.filled:
        yield "subject elsewhere"
    if len(subject) == 1 and subject[0].pos == "PRON":
        yield "pronoun as subject"
    if len(rest) == 1 and rest[0].pos == "PRON":
        yield "pronoun as argument"
    times = nouns("time") | MONTHS.keys() | WEEKDAYS.keys() | DAYS.keys()
    if any(word.lemma in times or YEAR.match(word.text) for word in rest):
        yield "names a time"
    yield f"subject up to {_up_to(len(subject), (1, 4, 8))}"
    yield f"relation up to {_up_to(len(fact.relation), (1, 2, 4, 8))}"
    yield f"arguments up to {_up_to(len(rest), (2, 5, 9, 15))}"


def _up_to(length: int, steps: tuple[int, ...]) -> str:
    return str(next((step for step in steps if length <= step), "any"))
