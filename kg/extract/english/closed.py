"""Closed classes: auxiliaries, negations, conjunctions, prepositions, ordinals; told by their form."""

from __future__ import annotations

FUTURE = frozenset(("will", "shall", "'ll", "wo", "’ll"))
MODALS = frozenset(("may", "might", "could", "would", "should", "must", "can", "ca", "ought", "'d", "’d"))
#: Denied, they deny the event: "couldn't call".
ABILITY = frozenset(("can", "ca", "could"))
#: With "have": "should have won" did not happen, "might have won" perhaps did.
COUNTERFACTUAL = frozenset(("would", "should", "could"))
PAST_MODALS = COUNTERFACTUAL | {"might", "'d"}
NEGATIONS = frozenset(("not", "n't", "never", "n’t", "neither", "nor", "hardly", "barely", "scarcely"))
NOBODY = frozenset(("nobody", "none", "nothing", "neither"))
#: Behind "not", they keep the event: "not only called but".
NOT_ALONE = frozenset(("only", "just", "until", "merely", "simply"))
CONDITIONS = frozenset(("if", "unless", "whether", "lest", "provided", "until"))
#: Conjunctions behind which a present tense is no future.
GIVEN = frozenset(("because", "since", "although", "though", "as", "while"))
#: Prepositions behind which a clause is told as having happened: "after winning".
TOLD_PREPOSITIONS = frozenset(("after", "since", "upon", "while", "following", "despite"))
#: Prepositions with which a word governs a clause: "accused of", "talk about".
GOVERNED_PREPOSITIONS = frozenset("of from for about at to against into out_of short".split())
#: Prepositions behind which a noun stands by itself: "after the visit".
PLACING_PREPOSITIONS = frozenset(
    "after since during following on in over about at by until before despite".split()
)
#: Words before a noun whose infinitive happened: "the first woman to win".
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest only".split()
)
