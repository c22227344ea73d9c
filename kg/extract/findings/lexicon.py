"""The lexicon, ready to be matched: patterns and what frames give, found by the head word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.extract.findings.frames import derive
from kg.ontology.lexicon import Pattern, read_patterns
from kg.ontology.package import Ontology


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns, found by kind and predicate; "*" holds those that fit every predicate."""

    index: Mapping[tuple[str, str], tuple[Pattern, ...]]
    wild: Mapping[
        tuple[str, str], tuple[Pattern, ...]
    ]  #: those with "*", by a fixed word that they ask for, or ""

    def candidates(self, kind: str, predicate: str, words: Iterable[str] = ()) -> Iterator[Pattern]:
        """Yield the patterns that a proposition of this kind, predicate and argument heads may fit."""
        yield from self.index.get((kind, predicate), ())
        yield from self.wild.get((kind, ""), ())
        for word in sorted(set(words)):
            yield from self.wild.get((kind, word), ())


def load_lexicon(ontology: Ontology) -> Lexicon:
    """Read ontology/lexicon.ttl and derive what its frames stand for. Raises as `read_patterns` does."""
    index: dict[tuple[str, str], list[Pattern]] = {}
    for entry in read_patterns(ontology):
        for pattern in derive(entry) if entry.kind == "frame" else (entry,):
            for word in pattern.predicates:
                index.setdefault((pattern.kind, word), []).append(pattern)
    wild: dict[tuple[str, str], list[Pattern]] = {}
    for (kind, word), found in index.items():
        for pattern in found if word == "*" else ():
            for fixed in next((sorted(s.words) for s in pattern.slots if s.words), [""]):
                wild.setdefault((kind, fixed), []).append(pattern)
    return Lexicon(_ordered(index), _ordered(wild))


def _ordered(index: dict[tuple[str, str], list[Pattern]]) -> dict[tuple[str, str], tuple[Pattern, ...]]:
    return {
        key: tuple(sorted(found, key=lambda p: (p.property, p.text, p.frame or "")))
        for key, found in index.items()
        if key[1] != "*"
    }
