"""Parts of speech and lemmas, worked out once for each word, tag and label instead of once per token.

spaCy's attribute ruler and rule lemmatizer take a quarter of the pipeline's time, and what they say of a
token follows from its text, its tag and its dependency label. So they are left out of the pipe, asked about
each such triple the first time it is met, and remembered. Pipelines built otherwise are run whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

#: Hashes of the text, the tag and the label, as spaCy numbers strings.
Triple = tuple[int, int, int]
Fields = tuple[str, str, str, str, str]  #: text, lemma, part of speech, tag, label
PARTS = ("attribute_ruler", "lemmatizer")
COMMA = (",", ",", "punct")  #: set between words that are asked about, so that none is another's neighbour


class Morphology:
    """What each token of one pipeline's docs is; `left_out` names the parts that this stands in for."""

    def __init__(self, nlp: Language) -> None:
        """Look at how the pipeline is built."""
        self.nlp = nlp
        self.left_out: tuple[str, ...] = PARTS if _follows_from_the_word(nlp) else ()
        self.table: dict[Triple, Fields] = {}

    def fields(self, docs: Sequence[Doc]) -> Iterator[list[Fields]]:
        """Yield the fields of each doc's tokens, in order, asking once for all that is new in the docs."""
        if not self.left_out:
            yield from ([_fields(token, token.tag_, token.dep_) for token in doc] for doc in docs)
            return
        triples = [_triples(doc) for doc in docs]
        known = self.table
        if unknown := dict.fromkeys(triple for triple in chain.from_iterable(triples) if triple not in known):
            self._ask(unknown)
        yield from ([known[triple] for triple in of_doc] for of_doc in triples)

    def _ask(self, triples: Iterable[Triple]) -> None:
        from spacy.tokens import Doc

        text = self.nlp.vocab.strings
        wanted = {triple: tuple(text[number] for number in triple) for triple in triples}
        rows = [row for fields in wanted.values() for row in (fields, COMMA)]
        words, tags, labels = ([row[k] for row in rows] for k in range(3))
        doc = Doc(self.nlp.vocab, words=words, tags=tags, heads=list(range(len(words))), deps=labels)
        for name in PARTS:
            doc = self.nlp.get_pipe(name)(doc)
        for (triple, (_, tag, label)), token in zip(wanted.items(), list(doc)[::2], strict=True):
            self.table[triple] = _fields(token, tag, label)


def _triples(doc: Doc) -> list[Triple]:
    return list(zip(*doc.to_array(["ORTH", "TAG", "DEP"]).T.tolist(), strict=True))


def _fields(token: Token, tag: str, label: str) -> Fields:
    return token.text, token.lemma_.lower() or token.lower_, token.pos_, tag, label


def _follows_from_the_word(nlp: Language) -> bool:
    """Return whether nothing but the word itself decides: no part of speech by neighbours, lemmas by rule."""
    if not all(nlp.has_pipe(name) for name in PARTS):
        return False
    if getattr(nlp.get_pipe("lemmatizer"), "mode", "") != "rule":
        return False
    patterns = getattr(nlp.get_pipe("attribute_ruler"), "patterns", [])
    return all(  # "gonna", "there is": lemmas of contractions, VERB for AUX, which nobody here tells apart
        set(entry["attrs"]) <= {"LEMMA", "POS"} and entry["attrs"].get("POS", "VERB") in ("VERB", "AUX")
        for entry in patterns
        if any(len(pattern) > 1 for pattern in entry["patterns"])
    )
