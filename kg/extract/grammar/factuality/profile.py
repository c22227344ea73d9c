"""How a sentence presents an event: the value that the rules of this package pass upwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.parsing.syntax import Word
from kg.model import Modality, Polarity

_RANK: dict[Modality, int] = {"actual": 0, "planned": 1, "possible": 2, "alleged": 3}


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

    def weaken(self, modality: Modality) -> Factuality:
        """Lower the modality; alleged stays alleged, and nothing becomes more certain than it was."""
        return replace(self, modality=modality) if _RANK[modality] > _RANK[self.modality] else self

    def drop(self) -> Factuality:
        """Neither a fact nor a claim."""
        return replace(self, asserted=False)

    def under(self, governor: Factuality, *, keep_polarity: bool = False) -> Factuality:
        """Let the governor's own negation and modality reach what it governs: "did not manage to"."""
        result = self.negate() if governor.polarity == "negated" and not keep_polarity else self
        result = result.weaken(governor.modality)
        return result if governor.asserted else result.drop()


#: A step up the tree: the word reached, what passing it made of the event, and whether the way ends there.
Step = tuple[Word, Factuality, bool]
