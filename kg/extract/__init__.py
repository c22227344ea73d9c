"""Stage 1: one article in, one `ArticleRecord` out; a pure function of text, model and ontology.

    english         tables of words: asked by all below
    parsing         an article's paragraphs → its sentences as dependency trees
    grammar         what a verb's subject is, whether it happened, and when: asked by all below
    mentions        what may stand for a thing: names, offices, elections, descriptions, pronouns
    coreference     which mentions are one thing
    quotations      who speaks the words in quotation marks
    propositions    who did what to whom → `Proposition`s; `rows` is the same in the words of the sentence
    findings        propositions read in the terms of the ontology → `Finding`s

Each knows only those above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.coreference import Resolved, resolve_mentions
from kg.extract.findings import Matcher
from kg.extract.mentions import Gazetteer, find_mentions
from kg.extract.parsing.morphology import Morphology
from kg.extract.parsing.pipeline import DEFAULT_MODEL, load_pipeline, parse
from kg.extract.parsing.syntax import ParsedArticle
from kg.extract.propositions import Quoting, find_propositions
from kg.extract.quotations import Quoted, find_quotations
from kg.model import ArticleRecord, Document, Quotation
from kg.ontology.package import Ontology

__all__ = ["DEFAULT_MODEL", "Extractor"]


class Extractor:
    """Reads articles. Loading takes a second or two; reading close to what spaCy alone takes.

    Raises `ModelError` where the model is missing, `OntologyError` where the lexicon is at fault.
    """

    def __init__(self, ontology: Ontology, *, model: str = DEFAULT_MODEL) -> None:
        self.ontology = ontology
        self.match = Matcher(ontology)
        self.tables = Gazetteer(ontology)
        self.nlp = load_pipeline(model)
        self.morphology = Morphology(self.nlp)

    def records(self, documents: Iterable[Document]) -> Iterator[ArticleRecord]:
        """Yield one record per document, in the order given."""
        for document, article in parse(documents, self.nlp, self.morphology):
            yield self.record(document, article)

    def record(
        self, document: Document, article: ParsedArticle, *, everything: bool = False
    ) -> ArticleRecord:
        """Return what one parsed article says; with `everything`, propositions that name nobody too."""
        candidates = find_mentions(article, self.tables)
        resolved = resolve_mentions(article, candidates, self.tables)
        quoted = find_quotations(article, resolved)
        _join_speakers(resolved, quoted)
        quoting = Quoting([(q.start, q.end, q.speaker) for q in quoted])
        propositions = tuple(
            find_propositions(article, resolved, quoting, document.date, self.tables, everything=everything)
        )
        entities, mentions = resolved.frozen(self.ontology.class_of)
        number = {thing: k for k, thing in enumerate(resolved.things)}
        quotations = tuple(
            Quotation(
                q.start, q.end, document.text[q.start : q.end],
                number.get(q.speaker[0]) if len(q.speaker) == 1 else None,
                q.sentences[0].start, q.sentences[-1].end,
            )
            for q in quoted
        )  # fmt: skip
        mentions = tuple(replace(m, text=" ".join(article.text[m.start : m.end].split())) for m in mentions)
        return self.match(ArticleRecord(document, entities, mentions, propositions, (), quotations))


def _join_speakers(resolved: Resolved, quoted: list[Quoted]) -> None:
    """Let "I" and "my" inside a quotation, and a pronoun that credits it, stand for its speaker."""
    for c in resolved.candidates:
        if c.form != "pronoun":
            continue
        for q in quoted:
            if len(q.speaker) != 1:
                continue
            speaker = q.speaker[0]
            told = c.gender == "1" or (c.gender == "1p" and speaker.kind != "person")
            credits_it = c.head is q.source and c.head.i not in resolved.referents
            if credits_it or (told and q.start <= c.start < q.end):
                resolved.referents[c.head.i] = (speaker,)
                speaker.mentions.append((c, "speaker"))
                break
