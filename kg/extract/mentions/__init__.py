"""Mentions: the stretches of text that may stand for a thing, each with its class where it can be told.

Stage 1 begins here, with the parsed sentences. Names come from the tables in ontology/names/ and from the
model's recogniser (spans → boundaries → naming), then the article mends itself (agreement): a name that is a
person once is a person everywhere. What nothing supports is let go (support). Offices, elections, campaigns,
descriptions and pronouns are found by their head words. What each mention stands for is coreference's to say.
"""

from __future__ import annotations

from kg.extract.mentions.agreement import agree
from kg.extract.mentions.appositions import reattach
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.dependents import YEAR, find_dated, find_owned
from kg.extract.mentions.descriptions import find_descriptions, find_pronouns
from kg.extract.mentions.evidence import is_about_sport, weigh
from kg.extract.mentions.furniture import without_furniture
from kg.extract.mentions.offices import find_offices
from kg.extract.mentions.spans import find_names
from kg.extract.mentions.support import let_go
from kg.extract.mentions.tables import ORGANIZATIONS, PLACES, Gazetteer
from kg.extract.parsing.syntax import ParsedArticle

__all__ = ["ORGANIZATIONS", "PLACES", "YEAR", "Candidate", "Gazetteer", "find_mentions"]


def find_mentions(article: ParsedArticle, names: Gazetteer) -> list[Candidate]:
    """Return the article's mentions in the order of the text; none overlaps another of the same form."""
    found: list[Candidate] = []
    spans = without_furniture(article, find_names(article, names))
    sport = is_about_sport(article)
    told = weigh(spans, names, sport=sport)
    agree(spans, names, told)
    let_go(spans, names)
    by_word = {w.i: c for c in spans for w in c.words}
    for sentence in article.sentences:
        offices = list(find_offices(sentence, names, by_word))
        inside = {w.i for c in offices for w in c.words}
        dated = [c for c in find_dated(sentence, names, by_word, sport=sport) if c.head.i not in inside]
        inside |= {w.i for c in dated for w in c.words}
        owned = list(find_owned(sentence, names, by_word))
        inside |= {c.head.i for c in owned}
        found += [*offices, *dated, *owned]
        found += find_descriptions(sentence, names, by_word, inside)
        found += find_pronouns(sentence)
    titles = {w.i for c in found if c.form == "office" for w in c.words}
    found += [c for c in spans if c.kind and not all(w.i in titles for w in c.words)]
    reattach(found, names)
    found.sort(key=lambda c: (c.head.i, c.start, c.form))  # "her" comes before "her rival"
    return found
