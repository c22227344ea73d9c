"""Did it happen, says the sentence? Polarity, modality, and who says so, for any verb or noun.

Propositions ask it of each verb and event noun. The word's own auxiliaries, negations and adverbs are read
first (own); then the context that the words above it make for it, from the root down (context): "denied
that", "plans to", "failed to", "if". What a governing word does stands in predicates.tsv (governors); what no
row covers is open. The method follows the polarity propagation of Nairn, Condoravdi and
Karttunen (2006) and the factuality profiles of Saurí and Pustejovsky (FactBank, 2009), cut down to the
contract's two polarities and four modalities.
"""

from __future__ import annotations

from kg.extract.grammar.factuality.context import factuality
from kg.extract.grammar.factuality.governors import signature, trait
from kg.extract.grammar.factuality.profile import Factuality

__all__ = ["Factuality", "factuality", "signature", "trait"]
