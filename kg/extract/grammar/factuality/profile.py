"""How a sentence presents an event: the value that the rules of this package combine."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.english.tables import Effect, Signature
from kg.extract.parsing.syntax import Word
from kg.model import Modality, Polarity

_RANK: dict[Modality, int] = {"actual": 0, "planned": 1, "possible": 2, "alleged": 3}
_MODALITIES: dict[Effect, Modality] = {
    **dict.fromkeys(("open", "unlikely"), "possible"),
    **dict.fromkeys(("planned", "unplanned"), "planned"),
    "alleged": "alleged",
}


@dataclass(frozen=True, slots=True)
class Factuality:
    """Polarity, modality and source of an event."""

    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    asserted: bool = True  #: False: neither fact nor claim (question, order, counterfactual)
    source: Word | None = None  #: the subject of the verb of saying above it

    def negate(self) -> Factuality:
        """Turn the polarity round."""
        return replace(self, polarity="negated" if self.polarity == "affirmed" else "affirmed")

    def demote(self, modality: Modality) -> Factuality:
        """Lower the modality; alleged stays alleged, and nothing becomes more certain than it was."""
        return replace(self, modality=modality) if _RANK[modality] > _RANK[self.modality] else self

    def drop(self) -> Factuality:
        """Neither a fact nor a claim."""
        return replace(self, asserted=False)

    def apply(self, effect: Effect) -> Factuality:
        """Let a word that governs or modifies an event do to it what its row in the tables says."""
        if effect == "unreal":
            return self.drop()
        result = self.negate() if effect in ("false", "unlikely", "unplanned") else self
        return result.demote(_MODALITIES[effect]) if effect in _MODALITIES else result

    def within(self, context: Factuality) -> Factuality:
        """Put an event into its context: the inner source stays, all else adds up."""
        result = self.negate() if context.polarity == "negated" else self
        result = result.demote(context.modality)
        result = replace(result, source=self.source or context.source)
        return result if context.asserted else result.drop()

    def governed(self, signature: Signature, *, tensed: bool) -> Factuality:
        """Return the context that a word, itself of this factuality, makes for what it governs.

        What is taken for granted stays so under "not" and, if it has a tense of its own, under "may". What is
        said is open where the saying itself is not a fact.
        """
        if signature.is_factive:
            modality = self.modality if not tensed or self.modality == "alleged" else "actual"
            return Factuality("affirmed", modality, self.asserted, self.source)
        result = Factuality(source=self.source, asserted=self.asserted)
        result = result.apply(signature.denied if self.polarity == "negated" else signature.affirmed)
        if tensed and self.modality == "planned":
            return result.demote("possible")
        return result.demote(self.modality)


ACTUAL = Factuality()
