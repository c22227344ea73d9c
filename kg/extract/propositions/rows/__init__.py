"""What a sentence says in its own words: the rows that `kg propositions` prints.

frames → clauses (the words of each) → facts → confidence. See Etzioni et al. 2011, Del Corro and Gemulla
2013 for the task and its clauses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.parsing.syntax import ParsedArticle
from kg.extract.propositions.rows.confidence import confidence
from kg.extract.propositions.rows.facts import facts
from kg.extract.propositions.rows.phrases import written

__all__ = ["Row", "rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """One fact; the relation and its arguments in the words of the sentence."""

    sentence: str
    confidence: float  #: from 0 to 1: how likely somebody who reads the sentence would say so
    relation: str
    arguments: tuple[str, ...]  #: the subject first

    def __str__(self) -> str:
        """The row that `kg propositions` prints."""
        return "\t".join((self.sentence, f"{self.confidence:.2f}", self.relation, *self.arguments))


def rows(article: ParsedArticle, *, binary: bool = False) -> Iterator[Row]:
    """Yield what the sentences of an article say, in the order of the text, nothing twice.

    With `binary`, one row for each pair of arguments ("met Ana in | Oslo"), else one for each clause.
    """
    for sentence in article.sentences:
        text = article.text[sentence.start : sentence.end].replace("\t", " ")
        seen: set[tuple[str, ...]] = set()
        for fact in facts(sentence, binary=binary):
            relation, *arguments = (written(part, article.text) for part in (fact.relation, *fact.arguments))
            if all(arguments) and (relation, *arguments) not in seen:
                seen.add((relation, *arguments))
                yield Row(text, confidence(fact), relation, tuple(arguments))
