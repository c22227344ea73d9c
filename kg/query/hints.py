"""What may be meant where a query names what the graph doesn't have: another property, a label in English."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.graph.iris import RDFS, SKOS
from kg.query.questions import Query, folded, labels_of
from kg.query.syntax import declared, tokens

_LABEL, _ALT_LABEL = RDFS + "label", SKOS + "altLabel"


def hints(store: ox.Store, query: Query, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Each hint as one line: terms and things that are unknown, texts without a language, values of nobody.

    `query` is one that the store has answered; `prefixes` are those that need no declaring.
    """
    yield from _unknown_values(store, query)
    yield from _unknown_names(store, query.text, prefixes)
    yield from _texts_without_language(store, query.text)


def _unknown_values(store: ox.Store, query: Query) -> Iterator[str]:
    for value in dict.fromkeys(query.values or ()):
        if value and not any(
            _has(store, ox.Literal(label, language="en")) for label in labels_of(store, value)
        ):
            yield f"nothing in the graph is called {value!r}{_meant(folded(value), _labels(store))}"


def _unknown_names(store: ox.Store, text: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Names of the ontology or of entities that no statement holds."""
    known = {**prefixes, **declared(text)}
    seen = set()
    for token in tokens(text):
        prefix, _, local = token.text.partition(":")
        start = known.get(prefix)
        if token.kind != "name" or not local or token.text in seen:
            continue
        seen.add(token.text)
        if start not in (prefixes["kg"], prefixes["entity"]) or _has(store, ox.NamedNode(start + local)):
            continue
        names = {iri.removeprefix(start) for iri in _subjects(store) if iri.startswith(start)}
        close = difflib.get_close_matches(local, sorted(names), n=1, cutoff=0.6)
        meant = f"; did you mean {prefix}:{close[0]}?" if close else ""
        yield f"{token.text} is unknown in this graph{meant}"


def _texts_without_language(store: ox.Store, text: str) -> Iterator[str]:
    """Texts that something is asked to have, and that it has only as English."""
    found = list(tokens(text))
    if any(token.word == "STR" for token in found):
        return
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        plain = token.kind == "string" and not token.text.startswith(("'''", '"""'))
        tagged = after is not None and (after.kind == "language" or after.text == "^")
        asked = before is not None and (before.kind in ("name", "iri") or before.text in ("{", "=", ",", "a"))
        content = token.text[1:-1]
        if plain and asked and not tagged and "\\" not in content:
            english = ox.Literal(content, language="en")
            if not _has(store, ox.Literal(content)) and _has(store, english):
                yield f"nothing is called {token.text} without a language; did you mean {english}?"


def _has(store: ox.Store, term: ox.NamedNode | ox.Literal) -> bool:
    """Return whether any statement holds the term."""
    found = [store.quads_for_pattern(None, None, term)]
    if isinstance(term, ox.NamedNode):
        found += [store.quads_for_pattern(term, None, None), store.quads_for_pattern(None, term, None)]
    return any(next(quads, None) is not None for quads in found)


def _subjects(store: ox.Store) -> set[str]:
    quads = store.quads_for_pattern(None, ox.NamedNode(_LABEL), None)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _labels(store: ox.Store) -> dict[str, str]:
    """What things are called, folded, with the name to use."""
    return {
        folded(quad.object.value): quad.object.value
        for predicate in (_ALT_LABEL, _LABEL)
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        if isinstance(quad.object, ox.Literal)
    }


def _meant(name: str, known: Mapping[str, str]) -> str:
    close = [known[match] for match in difflib.get_close_matches(name, known, n=3, cutoff=0.6)]
    return f"; did you mean {' or '.join(close)}?" if close else ""
