"""How sure a finding is: the probability that a reader would find it said in its sentence.

A logistic model over few features that the record tells: how each side was found, how much stands between and
around them, and how the words of the property did on claims that were judged (the ontology's
judged.tsv). `confidence.tsv` has the weights; benchmarks/confidence.py makes it, and names its sources.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from kg.model import ArticleEntity, ArticleRecord, Finding, Mention, Proposition
from kg.ontology.package import Ontology

#: How a side was found, by the rule that joined its mention; a name in full is the usual way.
FOUND: Mapping[str, str] = {
    "name": "name",
    "owned": "name",
    "surname": "part of a name",
    "short name": "part of a name",
    "adjective": "adjective",
    "pronoun": "pronoun",
    "speaker": "pronoun",
    "title": "title",
}
#: From the surest to the least sure: what counts where a phrase has several mentions of one thing.
ORDER = ("name", "title", "part of a name", "adjective", "pronoun")
GUESSED = "context"  #: a description, one of a list, what only the discourse tells
LONG_SENTENCE = 300  #: characters
CLEAR_PRONOUN = 0.8  #: the probability of its antecedent
MANY_ARGUMENTS = 4  #: of one predicate
MANY_FINDINGS = 3  #: of one property in one sentence: a list, or a family
#: So many claims as all others on the average are added to those that were judged: few of them tell little.
PRIOR = 10.0
RECORD = "track record"  #: the one feature that is a number
LEAST, MOST = 0.01, 0.99

Entry = tuple[str, str]


class Confidence:
    """Gives the findings of one record their confidence."""

    def __init__(self, record: ArticleRecord, findings: Iterable[Finding], ontology: Ontology) -> None:
        self.record, self.ontology = record, ontology
        self.counts = Counter((finding.start, finding.property) for finding in findings)
        self.mentions: dict[int, list[Mention]] = {}
        for mention in record.mentions:
            self.mentions.setdefault(mention.entity, []).append(mention)

    def __call__(self, finding: Finding) -> float:
        """Return the confidence of a finding, between 0.01 and 0.99, with two decimals."""
        weights = weights_of_features()
        entry = entry_of(finding, self.record.propositions[finding.proposition])
        total = weights.get(RECORD, 0.0) * track_record(entry, self.ontology.judged)
        total += sum(weights.get(feature, 0.0) for feature in self.features(finding))
        return min(MOST, max(LEAST, round(1 / (1 + math.exp(-total)), 2)))

    def features(self, finding: Finding) -> Iterator[str]:
        """Yield what is known of a finding, by the names in `confidence.tsv`; each once."""
        proposition = self.record.propositions[finding.proposition]
        yield "any"
        if finding.end - finding.start > LONG_SENTENCE:
            yield "long sentence"
        if finding.speaker is not None:
            yield "told by a speaker"
        sides = [side for side in (finding.subject, finding.object) if isinstance(side, int)]
        for role, side in zip(("subject", "object"), sides, strict=False):
            found, probability = self._found(proposition, side)
            if found not in ("name", "title"):
                yield f"{role} by {found}"
            if probability < CLEAR_PRONOUN:
                yield f"{role} not clear"
        if len(proposition.arguments) >= MANY_ARGUMENTS:
            yield "many arguments"
        if self.counts[finding.start, finding.property] >= MANY_FINDINGS:
            yield "many findings"
        if any(_is_bare(self.record.entities[side]) for side in sides):
            yield "name of one word"

    def _found(self, proposition: Proposition, side: int) -> tuple[str, float]:
        """Return how a side was found, and how likely it is that the phrase stands for it."""
        known = self.mentions.get(side, ())
        phrases = [(a.start, a.end) for a in proposition.arguments if side in a.entities]
        inside = [m for m in known if any(start <= m.start and m.end <= end for start, end in phrases)]
        inside = inside or [m for m in known if proposition.start <= m.start and m.end <= proposition.end]
        ways = {FOUND.get(m.rule, GUESSED): m.probability for m in inside}
        way = next((way for way in ORDER if way in ways), GUESSED)
        return way, ways.get(way, 1.0)


def _is_bare(entity: ArticleEntity) -> bool:
    """Return whether one word is all that an article gives of a name, and no table knows it."""
    return entity.known is None and entity.owner is None and len(entity.name.split()) == 1


def entry_of(finding: Finding, proposition: Proposition) -> Entry:
    """Return what a finding's track record is kept under: its property, and the kind of word that said so."""
    return finding.property, proposition.kind


def track_record(entry: Entry, judged: Mapping[Entry, tuple[int, int]]) -> float:
    """Return how much better an entry did than all do, as log-odds; 0 for one that nobody has judged."""
    if entry not in judged:
        return 0.0
    right = sum(one for one, _ in judged.values())
    share = (right + 1) / (right + sum(other for _, other in judged.values()) + 2)
    odds = (judged[entry][0] + PRIOR * share) / (judged[entry][1] + PRIOR * (1 - share))
    return math.log(odds) - math.log(share / (1 - share))


@cache
def weights_of_features() -> dict[str, float]:
    """Read the table: feature → weight."""
    lines = files(__package__).joinpath("confidence.tsv").read_text(encoding="utf-8").splitlines()
    _, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}
