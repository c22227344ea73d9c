"""How the graph knows what it says: a fact's claims, and for each the sentences, articles, speakers, rules.

`why` finds the claims by the names that people use; `lines` writes them down for reading.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.lookup import StoreReader
from kg.graph.read import Vocabulary
from kg.model import ArticleRecord, Claim, Document, Evidence, Value, Withheld
from kg.ontology.lexicon import read_patterns
from kg.ontology.package import Ontology
from kg.query.answers import printable


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim, or that somebody said something, with all that supports it."""

    iri: str
    claim: Claim
    withheld: Withheld  #: why it is no plain triple, though it is affirmed and actual
    labels: Mapping[str, str]  #: of the things of the graph, by their ids
    articles: Mapping[str, Document]  #: those that it is from, by their ids
    #: for each piece of evidence, of each proposition that says so the rules of grammar that made it
    grammar: Mapping[Evidence, tuple[str, ...]] = field(default_factory=dict)

    def name(self, thing: str) -> str:
        """A thing's label; its id where the graph is damaged and has none."""
        return self.labels.get(thing, thing)

    @property
    def object(self) -> str:
        """The object's label; a number or a text as it is."""
        value = self.claim.object
        return value.text if isinstance(value, Value) else self.name(value)


def why(
    store: ox.Store,
    subject: str,
    property: str | None = None,
    object: str | None = None,
    *,
    verbs: Callable[[], Mapping[str, frozenset[str]]] = dict,
) -> tuple[Explanation, ...]:
    """Every claim with this subject, property and object, sorted by IRI; none where nothing says so.

    Subject and object are given by any name the graph has for them (or slug, or IRI), the object also
    by its figure or text; case doesn't matter, nor the direction of a symmetric property. The property is
    given by its name or by a verb (`verbs_of`). Without object or property, all of them. Raises
    QueryError for a name that nothing has, with the closest ones, and for a name that several things have.
    """
    reader = StoreReader(store)
    names, iris = _Names(reader), reader.iris
    properties = _properties(reader.vocabulary, property, verbs)
    thing = names.find(subject)
    found = {
        iri: claim
        for iri, claim in _told(reader, thing)
        if claim.property in properties
        and (names.ids[thing] == claim.subject or claim.property in reader.vocabulary.symmetric)
    }
    if object is not None:
        fits = _fitting(found.values(), object, names)
        found = {iri: claim for iri, claim in found.items() if fits(claim)}
    articles = {item.article for claim in found.values() for item in claim.evidence}
    documents = {
        name: reader.document(iris.article(name), {}) or Document(name, "", "") for name in sorted(articles)
    }
    return tuple(
        Explanation(
            iri,
            claim,
            reader.description.policy.withholds(claim),
            names.labels,
            documents,
        )
        for iri, claim in sorted(found.items())
    )


def _told(reader: StoreReader, thing: str) -> Iterator[tuple[str, Claim]]:
    """Each claim about a thing, and what it said."""
    yield from reader.claims_about(thing)
    for iri in reader.quotations_of(thing):
        quotation = reader.quotation(iri)
        if quotation is not None and quotation.said is not None:
            yield iri, quotation.said


def _fitting(claims: Iterable[Claim], object: str, names: _Names) -> Callable[[Claim], bool]:
    """Whether a claim has the object that is meant: a value of one of these claims, or else a thing."""
    wanted = _folded(object)
    values = {claim.object.text: claim.property for claim in claims if isinstance(claim.object, Value)}
    texts = {
        text
        for text, property in values.items()
        if _folded(text) == wanted or (property == "said" and wanted in _folded(text))
    }
    if texts:
        return lambda claim: isinstance(claim.object, Value) and claim.object.text in texts
    thing = names.ids[names.find(object, also=sorted(values))]
    return lambda claim: thing in (claim.subject, claim.object)


def verbs_of(ontology: Ontology) -> dict[str, frozenset[str]]:
    """The local names of the properties that a verb may express, by its regular forms: "phoned" → called.

    Of the lexicon's verbs, only those that take an object as they are, with nothing else asked for.
    """
    found: dict[str, set[str]] = {}
    for item in read_patterns(ontology):
        if item.kind not in ("verb", "frame") or len(item.slots) != 2 or item.present:
            continue
        for verb in filter(str.isalpha, item.predicates):
            stem = verb[:-1] if verb.endswith(("e", "y")) else verb
            endings = ("ies", "ied", "ying") if verb.endswith("y") else ("s", "es", "ed", "ing")
            doubled = verb + verb[-1]
            for form in (verb, verb + "s", verb + "ed", *(stem + end for end in endings), doubled + "ed"):
                found.setdefault(form, set()).add(item.property)
    return {form: frozenset(names) for form, names in found.items()}


def with_grammar(
    explanations: Iterable[Explanation], records: Iterable[ArticleRecord]
) -> tuple[Explanation, ...]:
    """The same explanations, with the rules of grammar that made the propositions behind each sentence."""
    given = list(explanations)
    cited = {piece.article for item in given for piece in item.claim.evidence}
    read = {record.document.id: record for record in records if record.document.id in cited}
    return tuple(
        replace(
            item,
            grammar={
                piece: _grammar(item.claim.property, piece, read[piece.article])
                for piece in item.claim.evidence
                if piece.article in read
            },
        )
        for item in given
    )


def _grammar(property: str, piece: Evidence, record: ArticleRecord) -> tuple[str, ...]:
    found = []
    for finding in record.findings:
        here = (finding.start, finding.end, finding.property) == (piece.start, piece.end, property)
        if here and finding.rule in piece.rules and finding.proposition >= 0:
            proposition = record.propositions[finding.proposition]
            found.append(f"{proposition.kind} {proposition.predicate}: {', '.join(proposition.rules)}")
    return tuple(dict.fromkeys(found))


def lines(explanations: Iterable[Explanation]) -> Iterator[str]:
    """The explanations for reading: the claim, what is known of it, then each sentence with its source."""
    for number, item in enumerate(explanations):
        if number:
            yield ""
        claim = item.claim
        yield printable(f"{item.name(claim.subject)} {claim.property} {item.object}")
        dates = f" · {', '.join(claim.dates)}" if claim.dates else ""
        withheld = f" · {item.withheld}" if item.withheld else ""
        yield f"  {claim.polarity} · {claim.modality}{withheld}{dates}"
        yield f"  <{item.iri}>"
        for piece in claim.evidence:
            yield ""
            yield printable(f"  {piece.quote}")
            article = item.articles[piece.article]
            source = " · ".join(filter(None, [article.id, article.title, article.date]))
            yield printable(f"    {source} · characters {piece.start}–{piece.end}")
            if piece.speaker:
                yield printable(f"    said by {item.name(piece.speaker)}")
            sure = "" if claim.property == "said" else f"confidence {piece.confidence:g} · "
            yield printable(f"    {sure}rule {'; '.join(piece.rules)}")
            for rules in item.grammar.get(piece, ()):
                yield printable(f"    grammar {rules}")


class _Names:
    """What every thing is called."""

    def __init__(self, reader: StoreReader) -> None:
        self.iris = reader.iris
        self.ids: dict[str, str] = {}  # IRI → id
        self.labels: dict[str, str] = {}  # id → label
        self.things: dict[str, set[str]] = {}  # folded label → IRIs
        self.others: dict[str, set[str]] = {}  # any folded name → IRIs
        for iri, (label, others) in reader.names().items():
            self.ids[iri] = reader.entity_id(iri)
            self.labels[self.ids[iri]] = label
            self.things.setdefault(_folded(label), set()).add(iri)
            for name in (label, *others):
                self.others.setdefault(_folded(name), set()).add(iri)

    def find(self, name: str, *, also: Iterable[str] = ()) -> str:
        """The IRI of the one thing of this name: by label, then by any name, then by slug or IRI."""
        folded = _folded(name)
        found = self.things.get(folded) or self.others.get(folded) or set()
        if not found:
            found = {iri for iri in (name.strip("<>"), f"{self.iris.base}entity/{name}") if iri in self.ids}
        if len(found) > 1:
            listed = "; ".join(sorted(f"{self._label(iri)} <{iri}>" for iri in found))
            raise QueryError(f"{name!r} is the name of several things: {listed}")
        if not found:
            known = {_folded(label): label for label in (*sorted(self.labels.values()), *also)}
            known.update({other: self._label(min(things)) for other, things in self.others.items()})
            raise QueryError(f"nothing in the graph is called {name!r}{_closest(folded, known)}")
        return next(iter(found))

    def _label(self, iri: str) -> str:
        return self.labels[self.ids[iri]]


def _properties(
    vocabulary: Vocabulary, name: str | None, verbs: Callable[[], Mapping[str, frozenset[str]]]
) -> frozenset[str]:
    """The properties of this local or prefixed name, or that this verb expresses."""
    known = frozenset(vocabulary.properties)
    if name is None:
        return known
    wanted = name.removeprefix("kg:").strip().replace(" ", "_")
    found = frozenset({wanted}) & known or verbs().get(wanted.lower(), frozenset()) & known
    if not found:
        raise QueryError(f"no property is called {name!r}{_closest(wanted, {key: key for key in known})}")
    return found


def _closest(name: str, known: dict[str, str]) -> str:
    close = dict.fromkeys(known[match] for match in difflib.get_close_matches(name, known, n=5, cutoff=0.5))
    return f"; did you mean {' or '.join(list(close)[:3])}?" if close else ""


def _folded(name: str) -> str:
    """Without case and spare spaces; a figure without its commas and percent sign."""
    text = " ".join(name.casefold().replace("’", "'").split())
    figure = text.replace(",", "").removesuffix("%").strip()
    return figure if figure.replace(".", "", 1).isdigit() else text
