"""The rules by which entities of different articles are one; each can be named, none depends on an order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, combinations, product

from kg.model import ArticleEntity, ArticleRecord
from kg.ontology.package import Dependent, Ontology
from kg.resolve.names import fold

Key = tuple[str, int]  #: article id, index of the entity in its record
Members = dict[Key, ArticleEntity]
Traits = tuple[
    Key | None, frozenset[str]
]  #: of an election: its owner and the words for its sort, as far as given
FAMILIES = ("person", "group", "place", "post", "event", "work")


class Groups:
    """Disjoint sets: `join` makes two one; the smallest key stands for its set."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.parent = {key: key for key in keys}

    def find(self, key: Key) -> Key:
        """Return the key that stands for the set."""
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, one: Key, other: Key) -> None:
        """Make the two sets one."""
        a, b = sorted((self.find(one), self.find(other)))
        self.parent[b] = a

    def sets(self) -> dict[Key, list[Key]]:
        """Return all sets, each under its smallest key, in order."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for key in sorted(self.parent):
            found[self.find(key)].append(key)
        return dict(sorted(found.items()))


def join(records: Sequence[ArticleRecord], members: Members, ontology: Ontology) -> Groups:
    """Return the sets of article entities that are one thing."""
    groups = Groups(members)
    _join_names(members, groups, ontology)
    types = {key: ontology.type_of(entity.kind) for key, entity in members.items()}
    _join_people(members, groups, types, ontology)
    _join_owned(members, groups, ontology)
    _join_offices(records, members, groups, types)
    for dependent in dict.fromkeys(ontology.dependents.values()):
        if dependent.dated:
            _join_dated(members, groups, dependent, ontology)
    return groups


def _family(entity: ArticleEntity, ontology: Ontology) -> str:
    return next((f for f in FAMILIES if ontology.is_type(entity.kind, f)), entity.kind)


def _join_names(members: Members, groups: Groups, ontology: Ontology) -> None:
    """Join what bears one full name and is of one kind; a state is never a country of the same name."""
    first: dict[tuple[str, str], Key] = {}
    for key, entity in sorted(members.items()):
        language_type = ontology.type_of(entity.kind)
        if entity.kind in ontology.dependents:
            continue
        family = _family(entity, ontology)
        kind = language_type if language_type in ("country", "state") else family
        for name in sorted({*entity.names, *((entity.known,) if entity.known else ())}):
            if family == "group":
                name = ontology.without_suffix(name)
            if family == "person" and " " not in name:
                continue
            own = (entity.name, entity.known, ontology.without_suffix(entity.name))
            if family != "person" and " " not in name and name not in own and not name.isupper():
                continue  # "Acme" is Acme Foods in one article and Acme Steel in another
            groups.join(first.setdefault((kind, fold(name)), key), key)


def _nicknames(ontology: Ontology) -> dict[str, str]:
    """Return the full form of each nickname that has only one: joe → joseph."""
    full: dict[str, set[str]] = defaultdict(set)
    for row in ontology.names("nicknames"):
        full[fold(row["nickname"])].add(fold(row["name"]))
    return {nickname: next(iter(names)) for nickname, names in full.items() if len(names) == 1}


def _join_people(members: Members, groups: Groups, types: dict[Key, str], ontology: Ontology) -> None:
    """Join what bears one full name, and a surname alone with one whose articles share more than it."""
    nicknames = _nicknames(ontology)
    full: dict[str, list[Key]] = defaultdict(list)
    bare: dict[str, list[Key]] = defaultdict(list)
    for key, entity in sorted(members.items()):
        if types[key] == "person":
            (full if " " in entity.name else bare)[fold(entity.name)].append(key)
    names = sorted(full)
    by_end: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        first = name.split()[0]
        by_end[nicknames.get(first, first), name.split()[-1]].append(name)
    for same in by_end.values():  # middle names and initials
        longest = max(same, key=lambda n: (len(n.split()), n))
        for name in same:
            if _part_of(name.split()[1:], longest.split()[1:]) and _begin_alike(name, longest):
                groups.join(full[name][0], full[longest][0])
    by_front: dict[str, list[str]] = defaultdict(list)
    for name in names:
        words = name.split()
        if len(words) > 2:
            by_front[" ".join(words[:-1])].append(name)
    for same in by_front.values():  # misspelt in the last of three or more words
        for one, other in _near_pairs(same):
            groups.join(full[one][0], full[other][0])
    owners: dict[str, set[Key]] = defaultdict(set)
    for name in names:
        words = name.split()
        for k in range(1, len(words)):
            owners[" ".join(words[k:])].add(groups.find(full[name][0]))
    around = _around(members, groups, types, ontology)
    about: dict[Key, set[Key | str]] = defaultdict(set)  #: a person → what articles with the full name name
    articles: dict[Key, set[str]] = defaultdict(set)  #: a person → those articles
    for name in names:
        for key in full[name]:
            about[groups.find(key)] |= around[key[0]]
            articles[groups.find(key)].add(key[0])
    for surname, keys in sorted(bare.items()):
        holders = sorted({groups.find(k) for k in owners.get(surname, ())})
        loose: list[Key] = []
        for key in keys:
            beside = around[key[0]] - {surname}
            # whom the article itself tells from the full name is another: "Ana Cruz … Mr Cruz"
            others = (holder for holder in holders if key[0] not in articles[holder])
            known = [holder for holder in others if about[holder] & beside]
            if len(known) == 1:
                groups.join(key, known[0])
                continue
            for namesake in loose:
                if around[namesake[0]] & beside:
                    groups.join(key, namesake)
            loose.append(key)


def _around(
    members: Members, groups: Groups, types: dict[Key, str], ontology: Ontology
) -> dict[str, set[Key | str]]:
    """Return what each article names that tells people of one surname apart: other surnames, bodies, towns.

    Countries and states are in too many articles to tell anything.
    """
    found: dict[str, set[Key | str]] = defaultdict(set)
    for key, entity in members.items():
        if types[key] == "person":
            found[key[0]].update(fold(entity.name).split()[-1:])
        elif types[key] not in ("country", "state") and entity.kind not in ontology.dependents:
            found[key[0]].add(groups.find(key))
    return found


def _part_of(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(any(w == x or (len(w) == 1 and x.startswith(w)) for x in rest) for w in short)


def _begin_alike(one: str, other: str) -> bool:
    """Return whether the first middle names of two people don't differ: "h w" is not "w" of "George W."."""
    middle = [name.split()[1:-1][:1] for name in (one, other)]
    return not all(middle) or middle[0][0][0] == middle[1][0][0]


def _near_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names, alike but for their last words, of which one letter more, less or other makes two one.

    Only words of five letters and more. Two such words are one when a letter is left out of one or of both at
    the same place, so each is kept under what remains of it and only those that share that are compared.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        word = name.split()[-1]
        if len(word) >= 5:
            for left in {word, *(word[:k] + word[k + 1 :] for k in range(len(word)))}:
                alike[left].append(name)
    for near in alike.values():
        for one, other in combinations(near, 2):
            if _one_edit(one.split()[-1], other.split()[-1]):
                yield one, other


def _one_edit(one: str, other: str) -> bool:
    """Return whether one letter more, less or other makes the two words one."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    k = next((k for k in range(len(short)) if short[k] != long[k]), len(short))
    return short[k + (len(short) == len(long)) :] == long[k + 1 :]


def _join_owned(members: Members, groups: Groups, ontology: Ontology) -> None:
    """Join what has one title and one owner and no year: offices, the campaign of one person."""
    first: dict[tuple[str, str, Key], Key] = {}
    for key, entity in sorted(members.items()):
        dependent = ontology.dependents.get(entity.kind)
        if dependent is not None and not dependent.dated and entity.owner is not None:
            owner = groups.find((key[0], entity.owner))
            groups.join(first.setdefault((entity.kind, entity.title or "", owner), key), key)


def _join_offices(
    records: Sequence[ArticleRecord], members: Members, groups: Groups, types: dict[Key, str]
) -> None:
    """Join an office whose owner an article leaves out with that of the title which its holder has elsewhere.

    What several people have in one article is joined with none.
    """
    held: dict[tuple[str, Key], set[Key]] = defaultdict(set)
    holders: dict[Key, set[Key]] = defaultdict(set)
    for record in records:
        article = record.document.id
        for finding in record.findings:
            if isinstance(finding.object, int) and types[article, finding.object] == "post":
                office, person = (article, finding.object), groups.find((article, finding.subject))
                held[members[office].title or "", person].add(office)
                holders[office].add(person)
    for offices in held.values():
        owned = sorted({groups.find(k) for k in offices if members[k].owner is not None})
        if len(owned) == 1:
            for key in sorted(offices):
                if members[key].owner is None and len(holders[key]) == 1:
                    groups.join(key, owned[0])


def _join_dated(members: Members, groups: Groups, dependent: Dependent, ontology: Ontology) -> None:
    """Join the elections, or whatever it is, of one year whose owner and sort do not differ."""
    by_year: dict[str, list[Key]] = defaultdict(list)
    undated: dict[str, Key] = {}
    for key, entity in sorted(members.items()):
        if ontology.dependents.get(entity.kind) is dependent:
            if entity.year:
                by_year[entity.year].append(key)
            else:
                groups.join(undated.setdefault(fold(entity.name), key), key)

    for keys in by_year.values():
        alike: dict[Traits, list[Key]] = defaultdict(list)
        for key in keys:
            entity = members[key]
            owner = groups.find((key[0], entity.owner)) if entity.owner is not None else None
            alike[owner, dependent.sort(entity.title or "")].append(key)
        joined = set[Traits]()
        for fits in _compatible(alike):
            for traits in fits:
                first, *others = alike[traits]
                groups.join(alike[fits[0]][0], first)
                if traits not in joined:
                    joined.add(traits)
                    for key in others:
                        groups.join(first, key)


def _compatible(given: Collection[Traits]) -> Iterator[list[Traits]]:
    """For each of the traits those that don't contradict it, unless these contradict each other."""
    by_owner: dict[Key | None, list[Traits]] = defaultdict(list)
    by_sort: dict[frozenset[str], list[Traits]] = defaultdict(list)
    for traits in given:
        by_owner[traits[0]].append(traits)
        by_sort[traits[1]].append(traits)
    for owner, sort in given:
        near: Iterable[Traits] = given
        if owner and sort:
            near = (t for t in product((None, owner), (frozenset[str](), sort)) if t in given)
        elif owner:
            near = chain(by_owner[None], by_owner[owner])
        elif sort:
            near = chain(by_sort[frozenset()], by_sort[sort])
        fits, owners, sorts = list[Traits](), set[Key](), set[frozenset[str]]()
        for traits in near:
            fits.append(traits)
            owners |= {traits[0]} if traits[0] else set()
            sorts |= {traits[1]} if traits[1] else set()
            if len(owners) > 1 or len(sorts) > 1:
                break
        else:
            yield fits
