"""The tables of ontology/names/, indexed for look-up, and the words of English that mark a name."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from unicodedata import combining, normalize

from kg.ontology.package import Ontology

Row = dict[str, str]

#: Language types of towns, and of all that is somewhere but buildings.
TOWNS = ("city", "state", "place")
PLACES = ("country", *TOWNS)
#: Language types of organisations: what "group" says nothing against, and what has short names.
ORGANIZATIONS = ("group", "company", "news", "school", "party", "government", "team")
JOINERS = ("of", "on", "for")
MAX_INITIALS = 5  #: letters; longer words in capitals are no initials


class Gazetteer:
    """What every reader knows: places, parties, firms, offices, given names. Built once per ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.exact: dict[str, list[Row]] = {}  #: the things that bear a name
        self.adjectives: dict[str, Row] = {}  #: "British": the country
        self.parties: dict[str, Row] = {}  #: "Democratic", "Democrat": of a party beside a person
        self.first = _column(ontology, "first_names", "name", "gender")
        self.genders = _column(ontology, "genders", "name", "gender")
        self.nicknames = _column(ontology, "nicknames", "nickname", "name")
        self.person_nouns = _column(ontology, "person_nouns", "noun", "gender")
        classes = _column(ontology, "head_words", "word", "class")
        self.heads = {word: self.typed(kind) for word, kind in classes.items()}
        self.head_classes = classes
        self.titles: dict[str, Row] = {}
        for row in ontology.names("offices"):
            for variant in (row["title"], *row["variants"].split("|")):
                if variant:
                    self.titles.setdefault(plain(variant), dict(row) | {"of": ontology.type_of(row["of"])})
        #: the language types of what has offices
        self.office_owners = {t for d in ontology.dependents.values() if d.type == "post" for t in d.owners}
        self.title_kinds = {row["kind"]: row for row in ontology.names("title_kinds")}
        for table in ("places", "organizations", "works"):
            for row in ontology.names(table):
                self._add(dict(row) | {"class": self.typed(row["class"]), "as": row["class"]})
        #: nouns that only say what kind of thing follows: "the state of Georgia", "the company Acme"
        self.classifiers = self._nouns("classifier")
        self.forces = self._nouns("force")  #: people who fight for somebody, and act for him
        self.electoral = self._nouns("electoral")  #: nouns that only a report of an election needs
        self.units: dict[str, list[Row]] = {}  #: a noun → its units, alone and with other words
        for row in ontology.names("units"):
            self.units.setdefault(row["noun"], []).append(dict(row))
        #: a noun → the class whose things it stands for, which are known by whose they are
        self.dependents = {head: d for d in ontology.dependents.values() for head in d.heads}
        suffixes = [row["suffix"].lower() for row in ontology.names("company_suffixes") if row["comma"]]
        #: words that a comma may stand before inside a company's name
        self.comma_suffixes = {form for suffix in suffixes for form in (suffix, f"{suffix}.")}
        self.teams = self._teams()
        self.folded = {name.lower(): rows for name, rows in self.exact.items() if " " in name}
        self.starts = {first_part(name) for name in (*self.exact, *self.adjectives, *self.parties)}
        self.title_starts = {title.split()[0] for title in self.titles}

    def typed(self, kind: str) -> str:
        """Return the language type of a class that a table names."""
        return self.ontology.type_of(kind) or "group"

    def _nouns(self, role: str) -> frozenset[str]:
        return frozenset(row["noun"] for row in self.ontology.names("nouns") if row["role"] == role)

    def owned(self, noun: str) -> bool:
        """Return whether a noun stands for what only its owner tells from others: "campaign"."""
        dependent = self.dependents.get(noun)
        return dependent is not None and not dependent.dated

    def is_post(self, title: Row) -> bool:
        """Return whether a title names an office; those of nobility, courtesy and rank don't."""
        kind = self.title_kinds.get(title["kind"])
        return kind is None or kind["post"] == "yes"

    def owners(self, title: Row) -> set[str]:
        """Return the language types of what has offices of a title: a party has no MPs."""
        kind = self.title_kinds.get(title["kind"])
        return self.office_owners if kind is None else set(kind["owners"].split("|"))

    def has_title(self, party: Row, title: Row) -> bool:
        """Return whether a party has an office of a title: a Republican leader leads those in a chamber."""
        kind = self.title_kinds.get(title["kind"])
        return kind is None or not party.get("country") or party["country"] != kind["none_in"]

    def unit(self, noun: str, modifiers: set[str]) -> Row | None:
        """Return what a number of a noun counts: "electoral vote", where "electoral" is beside "votes"."""
        rows = self.units.get(noun, [])
        told = (row for row in rows if row["with"] and modifiers & set(row["with"].split("|")))
        return next(told, None) or next((row for row in rows if not row["with"]), None)

    def leans(self, noun: str) -> bool:
        """Return whether a bare number may be of a noun named before: "276 votes to Bell's 223"."""
        return any(row["leans"] for row in self.units.get(noun, ()))

    def _add(self, row: Row) -> None:
        """Index a place or an organisation by its names, adjectives and, of a party, its members."""
        aliases = (row["name"], *row["aliases"].split("|"))
        for name in aliases:
            if name and row not in self.exact.setdefault(name, []):
                self.exact[name].append(row)
        if row["class"] == "party":
            for alias in aliases:
                named = alias.lower().endswith(" party")
                base = re.sub(r" [Pp]arty$", "", alias) if named else alias.removesuffix("s")
                if base != alias and " " not in base:
                    self.parties.setdefault(base, row)
        for adjective in (row.get("demonyms") or row.get("adjectives") or "").split("|"):
            if adjective:
                self.adjectives.setdefault(adjective, row)

    def _teams(self) -> dict[str, list[Row]]:
        """Return the teams that are known by the name of a town: "Barcelona"."""
        found: dict[str, list[Row]] = {}
        for rows in list(self.exact.values()):
            for row in (r for r in rows if r["class"] == "team"):
                for word in row["name"].split():
                    town = any(r["class"] in TOWNS for r in self.exact.get(word, ()))
                    if town and row not in found.setdefault(word, []):
                        found[word].append(row)
        return found

    def rows(self, text: str) -> list[Row]:
        """Return the things of a name; the case of a name of several words does not matter."""
        found = self.exact.get(text)
        if found is None and " " in text and text.removeprefix("The ")[:1].isupper():
            found = self.folded.get(text.lower())
        if found is None and len(text) > MAX_INITIALS and text.isupper():  # "WASHINGTON (Reuters)"
            found = [row for row in self.exact.get(text.title(), ()) if row["class"] in PLACES]
        return found or []

    def describes_person(self, lemma: str) -> bool:
        """Return whether a noun says what a person is: "singer", "chancellor"."""
        return lemma in self.person_nouns or plain(lemma) in self.titles

    def gender(self, first_name: str) -> str | None:
        """Return "f", "m" or "u" for a known given name, None for an unknown one."""
        return self.first.get(first_name.lower()) or self.first.get(first_name.split("-")[0].lower())

    def person_gender(self, first_name: str) -> str:
        """Return "f", "m" or "u" for the first word of what is known to be a person's name.

        The wider table of given names stands behind the listed ones: its names don't make a person of a name.
        """
        folded = "".join(c for c in normalize("NFKD", first_name.lower()) if not combining(c))
        return (
            self.gender(first_name) or self.genders.get(folded) or self.genders.get(folded.split("-")[0], "u")
        )

    def kind_by_head(self, words: list[str]) -> str | None:
        """Return the language type that a name's last word tells, or its first before "of": "Bank of …"."""
        head = self._head(words)
        return self.heads[head] if head else None

    def class_by_head(self, words: list[str]) -> str:
        """Return the class that the same word tells, "" where it tells none."""
        head = self._head(words)
        return self.head_classes[head] if head else ""

    def _head(self, words: list[str]) -> str:
        """Return what of a name tells what it names, "" where nothing does."""
        before = next((w.lower() for w, joiner in pairwise(words) if joiner.lower() == "of"), "")
        telling = [head for head in _heads(words) if head in self.heads]
        if self.heads.get(before) == "company":  # "The Power of Song"
            telling = [head for head in telling if head != before]
        if not telling:
            return ""
        first, last = self.heads[telling[0]], self.heads[telling[-1]]
        if first in PLACES and last in ORGANIZATIONS:
            return telling[-1]  # "City of Norvale College"
        return telling[0]


def _heads(words: list[str]) -> tuple[str, ...]:
    """Return what of a name may tell what it names, the surest first: "center for", "center".

    Nothing of a name of one word. What ends a name with "of" in it counts where another word of the name
    stands before it: "East of Norvale Ambulance Service", not "Children of the Revolution".
    """
    low = [w.lower() for w in words]
    ends = (" ".join(low[-3:]), " ".join(low[-2:]), low[-1])
    for joiner in JOINERS:
        if joiner in low[1:-1]:
            k = low.index(joiner)
            whole = len(low) - k > 2 and low[-2] not in ("the", "a", "and", "&", *JOINERS)
            return ends[0], f"{low[k - 1]} {joiner}", low[k - 1], *(ends[1:] if whole else ())
    return ends if len(words) > 1 else ()


def _column(ontology: Ontology, table: str, key: str, value: str) -> dict[str, str]:
    return {row[key].lower(): row[value] for row in ontology.names(table)}


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return the form in which titles are compared: "Vice-President" and "vice president" are one.

    >>> plain("Vice-President")
    'vice president'
    """
    return re.sub(r"\s+", " ", text.lower().replace("-", " ").replace("–", " ").replace("’", "'")).strip()


@lru_cache(maxsize=65536)
def first_part(text: str) -> str:
    """Return what stands before the first space or mark: "United" of "United States"."""
    return re.split(r"[ ,.'-]", text)[0]
