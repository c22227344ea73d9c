"""Which names are one person's: full names, surnames, given names alone, nicknames, middle names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.coreference.binding import clash
from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.english.closed import SUFFIXES, SURNAME_PARTICLES
from kg.extract.mentions import Candidate, Gazetteer


def join_persons(discourse: Discourse, candidates: list[Candidate]) -> None:
    """Make the persons of the article: of full names first, longest first, then of single words."""
    full: dict[str, Thing] = {}
    alike: dict[str, dict[str, int]] = {}  #: what names of one person share → those names, with their places
    ends = {
        " ".join(c.name.split()[k:]).lower() for c in candidates for k in range(1, len(c.name.split()) - 1)
    }
    bare = {c for c in candidates if " " not in c.name or (_has_particle(c.name) and c.name.lower() in ends)}
    for c in sorted((c for c in candidates if c not in bare), key=lambda c: -len(c.name.split())):
        thing = full.get(c.name)
        if thing is None:
            near = {name: k for key in _keys(c.name) for name, k in alike.get(key, {}).items()}
            same = (name for name in near if _same_person(c.name, name, discourse.tables))
            first = min(same, key=near.__getitem__, default=None)
            thing = full[first] if first is not None else discourse.new("person", c.gender)
            for key in _keys(c.name):
                alike.setdefault(key, {})[c.name] = len(full)
            full[c.name] = thing
        discourse.join(c, thing, "name")
    surnames, given = _parts(full)
    alone: dict[str, Thing] = {}
    genders: dict[str, set[str]] = {}  #: with which a surname is told: "Mr Cruz", "Mrs Cruz"
    for c in bare:
        genders.setdefault(c.name, set()).add(c.gender)
    for c in (c for c in candidates if c in bare):
        owners = surnames.get(c.name) or surnames.get(_uncapitalised(c.name)) or given.get(c.name)
        if owners and genders[c.name] >= {"m", "f"} and all(clash(c.gender, t.gender) for t in owners):
            owners = None  # "Ana Cruz … Mr Cruz … Mrs Cruz": her husband
        if owners:
            owner = _which(c, owners)
            if owner is not None:
                discourse.join(c, owner, "surname")
        else:
            if c.name not in alone:
                alone[c.name] = discourse.new("person", c.gender)
            discourse.join(c, alone[c.name], "name")


def _has_particle(name: str) -> bool:
    """Return whether a name of several words begins with what may begin a surname: "Van der Meulen"."""
    return name.split()[0].lower() in SURNAME_PARTICLES


def _uncapitalised(name: str) -> str:
    """Return a surname as it stands behind a given name: "van der Meulen"."""
    return name[:1].lower() + name[1:]


def _parts(full: dict[str, Thing]) -> tuple[dict[str, list[Thing]], dict[str, list[Thing]]]:
    """Return who bears each surname (every end of a full name) and each given name."""
    surnames: dict[str, list[Thing]] = {}
    given: dict[str, list[Thing]] = {}
    for name, thing in full.items():
        tokens = [t for t in name.split() if t.lower() not in SUFFIXES]
        if not tokens:
            continue  # "Jr. III": no name
        ends = (" ".join(tokens[k:]) for k in range(1, len(tokens)))
        bearers = [surnames.setdefault(end, []) for end in ends]
        for owners in (*bearers, given.setdefault(tokens[0], [])):
            if thing not in owners:
                owners.append(thing)
    return surnames, given


def _which(c: Candidate, owners: list[Thing]) -> Thing | None:
    """Of several people of one surname, take the only one fit, or the one the article is about.

    "Trump" is the father where the article has a "Jr." too.
    """
    owners = [t for t in owners if not all(_suffix(name) for name in t.names if " " in name)] or owners
    if len(owners) == 1:
        return owners[0]
    fit = [t for t in owners if not clash(c.gender, t.gender)]
    if len(fit) <= 1:
        return fit[0] if fit else None
    known = [t for t in fit if any(m.start < c.start for m, _ in t.mentions)]
    if len(known) == 1:
        return known[0]
    first = sorted(known or fit, key=lambda t: min(m.start for m, _ in t.mentions))
    counts = [len(t.mentions) for t in first]
    return first[0] if counts[0] >= 2 * max(counts[1:]) else None


def _same_person(one: str, other: str, tables: Gazetteer) -> bool:
    """Return whether two full names are one person's: middle names left out, nicknames, suffixes."""
    if _suffix(one) != _suffix(other):
        return False  # father and son
    a = [t for t in one.split() if t.lower() not in SUFFIXES]
    b = [t for t in other.split() if t.lower() not in SUFFIXES]
    if _letters(one) == _letters(other):
        return True  # "Kim Jong-un", "Kim Jong Un"
    if not a or not b or a[-1].lower() != b[-1].lower():
        return False
    if len(a) == 1 or len(b) == 1:
        return True  # "Trump Jr."
    nicknames = tables.nicknames
    if a[0] != b[0] and nicknames.get(a[0].lower(), a[0]) != nicknames.get(b[0].lower(), b[0]):
        return len(a) > len(b) > 1 and [t.lower() for t in a[-len(b) :]] == [t.lower() for t in b]
    return _subsequence(a[1:-1], b[1:-1]) or _subsequence(b[1:-1], a[1:-1])


def _keys(name: str) -> tuple[str, ...]:
    """Return what a full name shares with the others of its person: its surname, or all its letters."""
    surname = next((t for t in reversed(name.lower().split()) if t not in SUFFIXES), "")
    return surname, f"letters {_letters(name)}"


def _suffix(name: str) -> str:
    """Return what tells a son from his father: "jr" of "Ed Bell, Jr."."""
    last = name.split()[-1].lower()
    return last.rstrip(".") if last in SUFFIXES else ""


def _letters(name: str) -> str:
    return re.sub(r"[-\s]", "", name).lower()


def _subsequence(short: Iterable[str], long: list[str]) -> bool:
    """Return whether all words of one stand in the other in that order, as such or begun: "J." in "John"."""
    rest = iter(w.strip(".") for w in long)
    return all(any(x.startswith(w.strip(".")) for x in rest) for w in short)
