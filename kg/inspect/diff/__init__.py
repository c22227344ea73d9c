"""What one built graph has and another has not: articles, entities, claims and quotations, for people.

Things are the same that have the same IRI under the base of their graph. A thing whose fullest name changed,
and with it its IRI, is found again by the names that it keeps in the articles that it keeps.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from kg.inspect.diff.contents import Claims, Content, Contents, Kind, Manner, Told
from kg.model import Entity
from kg.query.answers import printable

__all__ = ["Change", "Difference", "diff", "lines"]

Sign = Literal["+", "-", "~"]
KINDS: Mapping[Kind, str] = {
    "article": "articles",
    "entity": "entities",
    "claim": "claims",
    "quotation": "quotations",
}
PLAIN: Manner = ("affirmed", "actual")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing gained (+), lost (-) or changed (~)."""

    sign: Sign
    kind: Kind
    id: str  #: of an article its id; else the IRI without its base, in the newer graph if it is there
    text: str  #: what it is, in words
    note: str = ""  #: what changed about it


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, by kind and then by their words, and how many of each kind there were and are."""

    changes: tuple[Change, ...]
    counts: Mapping[Kind, tuple[int, int]]
    identical: bool  #: whether the two graphs say the same to the last quad


def diff(old: Path, new: Path) -> Difference:
    """Compare two built folders. Raises `OutputError` where one of them holds no graph."""
    before, after = Contents(old), Contents(new)
    renamed = _renamed(before, after)
    was, is_ = before.claims(renamed), after.claims({})
    order = list(KINDS)
    changes = chain(
        _articles(before, after), _entities(before, after, renamed), _turned(was, is_), _kept(was, is_)
    )
    return Difference(
        tuple(sorted(changes, key=lambda change: (order.index(change.kind), change.text, change.sign))),
        {
            "article": (len(before.articles), len(after.articles)),
            "entity": (len(before.entities), len(after.entities)),
            "claim": (_number(was, "claim"), _number(is_, "claim")),
            "quotation": (before.quotations, after.quotations),
        },
        before.hash == after.hash != "",
    )


def lines(difference: Difference) -> Iterator[str]:
    """The difference for reading: each kind with its numbers, then what was gained, lost or changed."""
    for kind, heading in KINDS.items():
        was, is_ = difference.counts[kind]
        yield f"{heading:10}  {was:,}" + (f" → {is_:,}" if is_ != was else "")
        for change in difference.changes:
            if change.kind == kind:
                yield printable(
                    f"  {change.sign} {change.text}" + (f": {change.note}" if change.note else "")
                )
    if difference.identical:
        yield "the two are the same"
    elif not difference.changes:
        yield "nothing gained, lost or changed but evidence, other names or the description"


def _number(claims: Claims, kind: str) -> int:
    return sum(1 for claim in claims.values() if claim.kind == kind)


# --------------------------------------------------------------------------------------- what differs


def _articles(before: Contents, after: Contents) -> Iterator[Change]:
    for name in before.articles.keys() | after.articles.keys():
        was, is_ = before.articles.get(name), after.articles.get(name)
        if was is None or is_ is None:
            title = (was or is_ or {})["title"]
            yield Change("+" if was is None else "-", "article", name, f"{name}  {title}".rstrip())
        elif others := [f"another {what}" for what in sorted(is_) if was[what] != is_[what]]:
            yield Change("~", "article", name, name, ", ".join(others))


def _renamed(before: Contents, after: Contents) -> dict[str, str]:
    """Old IRI → new IRI of things of one class that share names in an article; the most alike first."""
    lost = before.entities.keys() - after.entities.keys()
    places = defaultdict(set)
    for old in lost:
        for place in _places(before.entities[old]):
            places[place].add(old)
    alike: Counter[tuple[str, str]] = Counter()
    for new in after.entities.keys() - before.entities.keys():
        for place in _places(after.entities[new]):
            alike.update((old, new) for old in places.get(place, ()))
    renamed: dict[str, str] = {}
    for (old, new), _ in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        if old not in renamed and new not in renamed.values():
            renamed[old] = new
    return renamed


def _places(entity: Entity) -> Iterator[tuple[str, str, str]]:
    """Where one meets a thing: its class, an article, a name."""
    for seen in entity.appearances:
        for name in (entity.label, *entity.names):
            yield entity.kind, seen.article, name


def _entities(before: Contents, after: Contents, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Things gained and lost; those with another name or class."""
    same = {**{iri: iri for iri in before.entities.keys() & after.entities.keys()}, **renamed}
    sides: tuple[tuple[Sign, Contents, Collection[str]], ...] = (
        ("-", before, same.keys()),
        ("+", after, same.values()),
    )
    for sign, graph, known in sides:
        for iri in graph.entities.keys() - set(known):
            yield Change(sign, "entity", iri, graph.named(graph.entities[iri]))
    for old, new in same.items():
        was, is_ = before.entities[old], after.entities[new]
        notes = [f"was called {was.label}"] if was.label != is_.label else []
        if was.kind != is_.kind:
            notes.append(f"was of class {before.term(was.kind)}")
        if notes or old != new:
            yield Change("~", "entity", new, after.named(is_), ", ".join(notes) or f"was {old}")


def _turned(was: Claims, is_: Claims) -> Iterator[Change]:
    """Claims gained and lost; one that only turned from planned to actual, or such, is one change."""
    lost, gained = _by_content(was.keys() - is_.keys()), _by_content(is_.keys() - was.keys())
    for content in lost.keys() | gained.keys():
        old, new = lost.get(content, []), gained.get(content, [])
        if len(old) == len(new) == 1:
            claim = is_[content, new[0]]
            yield Change("~", claim.kind, claim.id, claim.words, f"{_manner(old[0])} → {_manner(new[0])}")
            continue
        for manner in old:
            yield _changed("-", was[content, manner], manner)
        for manner in new:
            yield _changed("+", is_[content, manner], manner)


def _kept(was: Claims, is_: Claims) -> Iterator[Change]:
    """Claims that are in both, with other articles behind them or another date."""
    for key in was.keys() & is_.keys():
        old, new = was[key], is_[key]
        notes = [
            f"{words} {', '.join(sorted(articles))}"
            for words, articles in (
                ("also in", new.articles - old.articles),
                ("no longer in", old.articles - new.articles),
            )
            if articles
        ]
        if old.dates != new.dates:
            notes.append(f"dated {' '.join(new.dates) or 'nowhere'}, was {' '.join(old.dates) or 'nowhere'}")
        if notes:
            yield _changed("~", new, key[1], "; ".join(notes))


def _changed(sign: Sign, claim: Told, manner: Manner, note: str = "") -> Change:
    words = claim.words if manner == PLAIN else f"{claim.words} ({_manner(manner)})"
    return Change(sign, claim.kind, claim.id, words, note)


def _by_content(keys: Iterable[tuple[Content, Manner]]) -> dict[Content, list[Manner]]:
    found: dict[Content, list[Manner]] = {}
    for content, manner in sorted(keys):
        found.setdefault(content, []).append(manner)
    return found


def _manner(manner: Manner) -> str:
    """Polarity and modality in a word or two: "actual", "negated", "negated, planned"."""
    return ", ".join(word for word in manner if word not in PLAIN) or "actual"
