"""What a sentence's other words say of the parties of an event noun: the verb that carries it, a preposition.

carriers.tsv      verbs that carry an event noun: their subject does it (agent: "make a call") or has it
done to it (holder: "receive a call"); both ways ("take"); either, as the noun's
prepositions tell ("have"); or the noun is the subject, and comes to their object
("lift") or to somebody ("go").
derivations.tsv   `holder` has the prepositions that put an event beside whom it is done to: "with" of
"with the backing of Cruz, Bell won"; `doer` those that put it beside who does
it: "after" of "said Cruz after a meeting with Bell".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, cast, get_args

from kg.extract.english.tables import FOLDER, derivations, read_table

Carries = Literal["agent", "holder", "both", "either", "to object", "to"]


@cache
def carriers() -> Mapping[str, Carries]:
    """Return what each verb of carriers.tsv says of the event noun that it carries."""
    return {
        row.cells["verb"]: cast(Carries, row.one_of("carries", get_args(Carries)))
        for row in read_table(FOLDER / "carriers.tsv", ("verb", "carries"))
    }


@cache
def beside(party: Literal["holder", "doer"]) -> Mapping[str, frozenset[str]]:
    """Return for each event noun the prepositions that put it beside a party of it."""
    found: dict[str, frozenset[str]] = {}
    for row in derivations():
        if prepositions := row.holder if party == "holder" else row.doer:
            found[row.noun] = found.get(row.noun, frozenset()) | set(prepositions)
    return found
