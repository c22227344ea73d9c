"""Did it happen, says the sentence? Polarity, modality, and who says so, for any verb or noun.

Propositions ask it of each verb and event noun. The word's own auxiliaries, negations and adverbs are read
first (own); then the words that govern it, one by one up to the root (climbing): "denied that", "plans to",
"failed to" (governors), "if". What each governing word does is in the tables (words). The method follows
the factuality profiles of Saurí and Pustejovsky (FactBank, 2009), cut down to the contract's two polarities
and four modalities.
"""

from __future__ import annotations

from kg.extract.grammar.factuality.climbing import climb
from kg.extract.grammar.factuality.own import own
from kg.extract.grammar.factuality.profile import Factuality
from kg.extract.grammar.factuality.words import SAYING
from kg.extract.parsing.syntax import Word

__all__ = ["SAYING", "Factuality", "factuality"]

HIGHEST = 12  #: steps up the tree


def factuality(word: Word) -> Factuality:
    """Read how the sentence presents the event that a verb, or a noun such as "visit", names."""
    current, result = word, own(word)
    for _ in range(HIGHEST):
        if current.head is current:
            break
        current, result, stop = climb(current, result)
        if stop or not result.asserted:
            break
    return result
