"""Propositions: who did what to whom, for every verb, event noun and role noun of a sentence.

They are made of the parsed sentences and of what coreference says their words stand for; findings reads
them. The only place that knows English grammar between words: passives, control, relative clauses,
participles, conjunction, light verbs, appositions, titles, possessives, copulas. Nothing here knows the
ontology; a proposition with a thing in it is made whether or not a lexical entry will match it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.coreference import Resolved
from kg.extract.english.tables import modifying
from kg.extract.mentions import Gazetteer
from kg.extract.parsing.syntax import ParsedArticle, Word
from kg.extract.propositions.figures import age_propositions, leaning_propositions
from kg.extract.propositions.names import name_propositions
from kg.extract.propositions.nouns import noun_propositions
from kg.extract.propositions.reading import ArticleContext, Quoting
from kg.extract.propositions.roles import role_propositions
from kg.extract.propositions.verbs import verb_propositions
from kg.model import Proposition

__all__ = ["Quoting", "find_propositions"]


def find_propositions(
    article: ParsedArticle,
    resolved: Resolved,
    quoting: Quoting,
    published: str | None,
    tables: Gazetteer,
    *,
    everything: bool = False,
) -> Iterator[Proposition]:
    """Yield the propositions of an article, published on a date (ISO 8601), in the order of the text.

    Those that name nobody are left out, but with `everything`.
    """
    reading = ArticleContext(article, resolved, quoting, published, tables, everything=everything)
    for sentence in article.sentences:
        if not reading.names_any(sentence):
            continue
        for word in sentence.words:
            if word.pos in ("VERB", "AUX"):
                if word.dep not in ("aux", "auxpass"):
                    yield from verb_propositions(reading, word)
            elif word.pos in ("NOUN", "PROPN", "ADJ", "NUM"):
                yield from _nominal(reading, word)
        if any(tables.leans(word.lemma) for word in sentence.words):
            yield from leaning_propositions(reading, sentence)


def _nominal(reading: ArticleContext, word: Word) -> Iterator[Proposition]:
    """Yield what a noun, an adjective or a number says."""
    if word.pos == "NOUN":
        yield from noun_propositions(reading, word)
    if word.pos == "NOUN" or word.i not in reading.inside:
        yield from role_propositions(reading, word)
    if word.i in reading.names:
        yield from name_propositions(reading, word)
    if word.i in reading.names or word.lemma in modifying("age") or word.text.endswith("-old"):
        yield from age_propositions(reading, word)
