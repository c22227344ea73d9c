"""How the graph knows what it says: a fact's claims, and for each the sentences, articles, speakers, rules.

`why` finds the claims by the names that people use; `lines` writes them down for reading.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

import pyoxigraph as ox

from kg.errors import OutputError, QueryError
from kg.graph.describe import confidence_of, policy_of
from kg.model import ArticleRecord, Policy, Withheld
from kg.ontology.lexicon import read_patterns
from kg.ontology.package import Ontology
from kg.query.answers import Term, base_of, prefixes_of, printable, select


@dataclass(frozen=True, slots=True)
class Support:
    """A sentence that supports a claim."""

    sentence: str
    start: int
    end: int
    article: str  #: its id
    title: str  #: "" where it has none; so too the rest
    published: str
    speaker: str  #: the label of whom the article credits with saying it
    rules: tuple[str, ...]
    dates: tuple[str, ...]  #: when it happened, as this article has it
    confidence: float = 1.0  #: how likely it is that the sentence says so; quotations have none
    grammar: tuple[str, ...] = ()  #: for each proposition that says so, the rules of grammar that made it


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim and all that supports it."""

    claim: str  #: its IRI
    subject: str
    predicate: str  #: the property's local name
    object: str
    polarity: str
    modality: str
    support: tuple[Support, ...]
    withheld: Withheld = ""  #: why it is no plain triple, though it is affirmed and actual

    @property
    def dates(self) -> tuple[str, ...]:
        """Every date that some article gives, once."""
        return tuple(sorted({date for item in self.support for date in item.dates}))


_NAMES = """
SELECT DISTINCT ?thing ?name ?label WHERE {
  ?thing rdfs:label ?label .
  { ?thing rdfs:label ?name } UNION { ?thing skos:altLabel ?name }
  FILTER(STRSTARTS(STR(?thing), STR(entity:)))
}"""
_PROPERTIES = """
SELECT DISTINCT ?property ?symmetric WHERE {
  { ?property a owl:ObjectProperty } UNION { ?property a owl:DatatypeProperty }
  BIND(EXISTS { ?property a owl:SymmetricProperty } AS ?symmetric)
}"""
_CLAIMS = """
SELECT DISTINCT ?claim ?subject ?object ?polarity ?modality WHERE {
  GRAPH ?article {
    ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate %s ; rdf:object ?object ;
           kg:polarity ?polarity ; kg:modality ?modality .
  }
}"""
_QUOTATIONS = """
SELECT DISTINCT ?claim ?subject ?object ?polarity ?modality WHERE {
  ?subject kg:said ?claim . ?claim kg:text ?object .
  BIND(kg:affirmed AS ?polarity) BIND(kg:actual AS ?modality)
}"""
_POLICY = """SELECT ?floor ?attributed WHERE {
  GRAPH ?about { ?dataset kg:floor ?floor ; kg:attributed ?attributed }
}"""
_SUPPORT = """
SELECT ?id ?title ?published ?start ?end ?sentence ?speaker ?rule ?date ?confidence WHERE {
  GRAPH ?article {
    %s kg:evidence ?evidence .
    ?evidence oa:hasSelector ?position , ?quote .
    ?position oa:start ?start ; oa:end ?end .
    ?quote oa:exact ?sentence .
    ?article dcterms:identifier ?id .
    OPTIONAL { ?article schema:headline ?title }
    OPTIONAL { ?article schema:datePublished ?published }
    OPTIONAL { ?evidence kg:rule ?rule }
    OPTIONAL { ?evidence kg:confidence ?confidence }
    OPTIONAL { ?evidence kg:speaker/rdfs:label ?speaker }
    OPTIONAL { %s kg:date ?date }
  }
}"""


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
    names, policy = _Names(store), _policy(store)
    properties = _properties(store, property, verbs)
    found = [
        item
        for term, symmetric in properties
        for item in _explained(store, names, names.find(subject), term, symmetric, object)
    ]
    return tuple(sorted((_weighed(item, policy) for item in found), key=attrgetter("claim")))


def _policy(store: ox.Store) -> Policy:
    """What the graph asserts; an older one doesn't say."""
    told = next(_rows(store, _POLICY), None)
    return policy_of(told["floor"].value, told["attributed"].value) if told else Policy()


def _weighed(item: Explanation, policy: Policy) -> Explanation:
    """The explanation, with why its claim is not asserted, where that isn't told by polarity and modality."""
    plain = (item.polarity, item.modality) == ("affirmed", "actual")
    return replace(item, withheld=policy.withheld(item.support) if plain else "")


def _explained(
    store: ox.Store, names: _Names, subject: Term, term: ox.NamedNode, symmetric: bool, object: str | None
) -> Iterator[Explanation]:
    """The claims of one property."""
    said = term.value == prefixes_of(store)["kg"] + "said"
    rows = list(_rows(store, _QUOTATIONS if said else _CLAIMS % term))
    literals = {
        row["object"].value
        for row in rows
        if isinstance(row["object"], ox.Literal) and row["subject"] == subject
    }
    wanted = None if object is None else _folded(object)
    texts = {
        text
        for text in literals
        if wanted is None or _folded(text) == wanted or (said and wanted in _folded(text))
    }
    target = None if object is None or texts else names.find(object, also=sorted(literals))
    for row in rows:
        sides = row["subject"], row["object"]
        forward = sides[0] == subject and (object is None or sides[1] == target or sides[1].value in texts)
        backward = symmetric and sides[1] == subject and (object is None or sides[0] == target)
        if forward or backward:
            yield Explanation(
                claim=row["claim"].value,
                subject=names.label(row["subject"]),
                predicate=_local(term.value),
                object=names.label(row["object"]),
                polarity=_local(row["polarity"].value),
                modality=_local(row["modality"].value),
                support=_support(store, row["claim"]),
            )


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
    cited = {piece.article for item in given for piece in item.support}
    by_article = {r.document.id: r for r in records if r.document.id in cited}
    return tuple(
        replace(
            item,
            support=tuple(
                replace(piece, grammar=_grammar(item.predicate, piece, by_article[piece.article]))
                if piece.article in by_article
                else piece
                for piece in item.support
            ),
        )
        for item in given
    )


def _grammar(predicate: str, piece: Support, record: ArticleRecord) -> tuple[str, ...]:
    found = []
    for finding in record.findings:
        here = (finding.start, finding.end, finding.property) == (piece.start, piece.end, predicate)
        if here and finding.rule in piece.rules and finding.proposition >= 0:
            proposition = record.propositions[finding.proposition]
            found.append(f"{proposition.kind} {proposition.predicate}: {', '.join(proposition.rules)}")
    return tuple(dict.fromkeys(found))


def lines(explanations: Iterable[Explanation]) -> Iterator[str]:
    """The explanations for reading: the claim, what is known of it, then each sentence with its source."""
    for number, item in enumerate(explanations):
        if number:
            yield ""
        yield printable(f"{item.subject} {item.predicate} {item.object}")
        dates = f" · {', '.join(item.dates)}" if item.dates else ""
        withheld = f" · {item.withheld}" if item.withheld else ""
        yield f"  {item.polarity} · {item.modality}{withheld}{dates}"
        yield f"  <{item.claim}>"
        for piece in item.support:
            yield ""
            yield printable(f"  {piece.sentence}")
            source = " · ".join(filter(None, [piece.article, piece.title, piece.published]))
            yield printable(f"    {source} · characters {piece.start}–{piece.end}")
            if piece.speaker:
                yield printable(f"    said by {piece.speaker}")
            sure = "" if item.predicate == "said" else f"confidence {piece.confidence:g} · "
            yield printable(f"    {sure}rule {'; '.join(piece.rules)}")
            for rules in piece.grammar:
                yield printable(f"    grammar {rules}")


class _Names:
    """What every entity is called."""

    def __init__(self, store: ox.Store) -> None:
        self.base = base_of(store)
        self.labels: dict[Term, str] = {}
        self.things: dict[str, set[Term]] = {}  # folded label → things
        self.others: dict[str, set[Term]] = {}  # any folded name → things
        for row in _rows(store, _NAMES):
            thing, label, name = row["thing"], row["label"].value, row["name"].value
            self.labels[thing] = label
            self.things.setdefault(_folded(label), set()).add(thing)
            self.others.setdefault(_folded(name), set()).add(thing)

    def label(self, term: Term) -> str:
        """What people call it; a literal's own text."""
        return self.labels.get(term, getattr(term, "value", str(term)))

    def find(self, name: str, *, also: Iterable[str] = ()) -> Term:
        """The one thing of this name: by label, then by any name, then by slug or IRI."""
        folded = _folded(name)
        found = self.things.get(folded) or self.others.get(folded) or set()
        if not found:
            iris = (name.strip("<>"), f"{self.base}entity/{name}")
            found = {thing for thing in self.labels if getattr(thing, "value", "") in iris}
        if len(found) > 1:
            listed = "; ".join(sorted(f"{self.labels[thing]} {thing}" for thing in found))
            raise QueryError(f"{name!r} is the name of several things: {listed}")
        if not found:
            known = {_folded(label): label for label in (*sorted(self.labels.values()), *also)}
            known.update({other: self.labels[min(things, key=str)] for other, things in self.others.items()})
            raise QueryError(f"nothing in the graph is called {name!r}{_closest(folded, known)}")
        return next(iter(found))


def _properties(
    store: ox.Store, name: str | None, verbs: Callable[[], Mapping[str, frozenset[str]]]
) -> list[tuple[ox.NamedNode, bool]]:
    """The properties of this local or prefixed name, or that this verb expresses, and whether symmetric."""
    known = {
        _local(row["property"].value): (row["property"], row["symmetric"].value == "true")
        for row in _rows(store, _PROPERTIES)
    }
    if name is None:
        return [known[local] for local in sorted(known)]
    wanted = name.removeprefix("kg:").strip().replace(" ", "_")
    if wanted in known:
        return [known[wanted]]
    found = [known[local] for local in sorted(verbs().get(wanted.lower(), ())) if local in known]
    if not found:
        raise QueryError(f"no property is called {name!r}{_closest(wanted, {key: key for key in known})}")
    return found


def _support(store: ox.Store, claim: ox.NamedNode) -> tuple[Support, ...]:
    """The claim's evidence, by article and place."""
    key = ("id", "start", "end", "sentence", "title", "published")
    rows = [
        {
            name: row[name].value if row[name] is not None else ""
            for name in (*key, "speaker", "rule", "date", "confidence")
        }
        for row in _rows(store, _SUPPORT % (claim, claim))
    ]
    found = []
    place = lambda row: (row["id"], _number(row["start"], claim), _number(row["end"], claim))  # noqa: E731
    for _, group in groupby(sorted(rows, key=place), key=place):
        same = list(group)
        first = same[0]
        several = {
            name: sorted({row[name] for row in same} - {""})
            for name in ("speaker", "rule", "date", "confidence")
        }
        found.append(
            Support(
                sentence=first["sentence"],
                start=_number(first["start"], claim),
                end=_number(first["end"], claim),
                article=first["id"],
                title=first["title"],
                published=first["published"],
                speaker=", ".join(several["speaker"]),
                rules=tuple(several["rule"]),
                dates=tuple(several["date"]),
                confidence=confidence_of(several["confidence"]),
            )
        )
    return tuple(found)


def _number(text: str, claim: ox.NamedNode) -> int:
    try:
        return int(text)
    except ValueError:
        raise OutputError(
            f"{claim}: its evidence stands at {text!r:.40}, which is no place in a text"
        ) from None


def _rows(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    result = select(store, query)
    assert isinstance(result, ox.QuerySolutions)
    yield from result


def _closest(name: str, known: dict[str, str]) -> str:
    close = dict.fromkeys(known[match] for match in difflib.get_close_matches(name, known, n=5, cutoff=0.5))
    return f"; did you mean {' or '.join(list(close)[:3])}?" if close else ""


def _folded(name: str) -> str:
    """Without case and spare spaces; a figure without its commas and percent sign."""
    text = " ".join(name.casefold().replace("’", "'").split())
    figure = text.replace(",", "").removesuffix("%").strip()
    return figure if figure.replace(".", "", 1).isdigit() else text


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
