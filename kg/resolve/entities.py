"""Which entities of different articles are the same thing, and what each is called.

Everything is decided over the whole set of records and in sorted order, so the order in which articles
came makes no difference. Two things are joined only for a reason that can be named: one full name, a
surname that only one person has, a misspelling of a long name, one office of one country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Appearance, ArticleEntity, ArticleRecord, Entity
from kg.ontology import Ontology
from kg.resolve.names import COMPANY_SUFFIX, campaign_label, election_label, fold, fullest, office_label, unique_slugs

Key = tuple[str, int]  #: article id, index of the entity in its record
FAMILIES = ("Person", "Organization", "Place", "Office", "Event", "Work")


class Groups:
    """Disjoint sets: `join` makes two one; the smallest key stands for its set."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.parent = {key: key for key in keys}

    def find(self, key: Key) -> Key:
        """Give the key that stands for the set."""
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, one: Key, other: Key) -> None:
        """Make the two sets one."""
        a, b = sorted((self.find(one), self.find(other)))
        self.parent[b] = a

    def sets(self) -> dict[Key, list[Key]]:
        """Give all sets, each under its smallest key, in order."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for key in sorted(self.parent):
            found[self.find(key)].append(key)
        return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Identities:
    """The entities of the graph, and which of them each article's entity is."""

    entities: tuple[Entity, ...]
    of: dict[Key, str]  #: article's entity → Entity.id


def identify(records: Sequence[ArticleRecord], ontology: Ontology) -> Identities:
    """Decide which article entities are one, class and name each, and give every one its id."""
    members = {(r.document.id, k): e for r in records for k, e in enumerate(r.entities)}
    groups = Groups(members)
    _join_names(members, groups, ontology)
    _join_people(members, groups, _nicknames(ontology))
    _join_owned(members, groups)
    _join_offices(records, members, groups)
    _join_elections(members, groups)
    return _describe(records, members, groups, ontology)


def _family(entity: ArticleEntity, ontology: Ontology) -> str:
    return next((f for f in FAMILIES if entity.kind in ontology.classes and ontology.is_a(entity.kind, f)), entity.kind)


def _join_names(members: dict[Key, ArticleEntity], groups: Groups, ontology: Ontology) -> None:
    """Join what bears one full name and is of one kind; a state is never a country of the same name."""
    first: dict[tuple[str, str], Key] = {}
    for key, entity in sorted(members.items()):
        if entity.kind in ("Office", "Campaign", "Election"):
            continue
        family = _family(entity, ontology)
        kind = entity.kind if family == "Place" and entity.kind in ("Country", "State") else family
        for name in sorted({*entity.names, *((entity.known,) if entity.known else ())}):
            if family == "Organization":
                name = COMPANY_SUFFIX.sub("", name)
            if family == "Person" and " " not in name:
                continue
            if family != "Person" and " " not in name and name not in (entity.name, entity.known, COMPANY_SUFFIX.sub("", entity.name)) and not name.isupper():
                continue  # "Apple" is Apple Corps in one article and Apple Computer in another
            groups.join(first.setdefault((kind, fold(name)), key), key)


def _nicknames(ontology: Ontology) -> dict[str, str]:
    """Give the full form of each nickname that has only one: joe → joseph."""
    full: dict[str, set[str]] = defaultdict(set)
    for row in ontology.names("nicknames"):
        full[fold(row["nickname"])].add(fold(row["name"]))
    return {nickname: next(iter(names)) for nickname, names in full.items() if len(names) == 1}


def _join_people(members: dict[Key, ArticleEntity], groups: Groups, nicknames: dict[str, str]) -> None:
    full: dict[str, list[Key]] = defaultdict(list)
    bare: dict[str, list[Key]] = defaultdict(list)
    for key, entity in sorted(members.items()):
        if entity.kind == "Person":
            (full if " " in entity.name else bare)[fold(entity.name)].append(key)
    names = sorted(full)
    by_end: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        first = name.split()[0]
        by_end[nicknames.get(first, first), name.split()[-1]].append(name)
    for same in by_end.values():  # middle names and initials
        longest = max(same, key=lambda n: (len(n.split()), n))
        for name in same:
            if _part_of(name.split()[1:], longest.split()[1:]):
                groups.join(full[name][0], full[longest][0])
    by_front: dict[str, list[str]] = defaultdict(list)
    for name in names:
        words = name.split()
        if len(words) > 2:
            by_front[" ".join(words[:-1])].append(name)
    for same in by_front.values():  # misspelt in the last of three or more words
        for k, one in enumerate(same):
            for other in same[k + 1 :]:
                if _one_edit(one.split()[-1], other.split()[-1]):
                    groups.join(full[one][0], full[other][0])
    owners: dict[str, set[Key]] = defaultdict(set)
    for name in names:
        words = name.split()
        for k in range(1, len(words)):
            owners[" ".join(words[k:])].add(groups.find(full[name][0]))
    for surname, keys in sorted(bare.items()):
        holders = {groups.find(k) for k in owners.get(surname, ())}
        if len(holders) == 1:
            for key in keys:
                groups.join(key, next(iter(holders)))
        elif not holders:
            for key in keys[1:]:
                groups.join(key, keys[0])


def _part_of(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(any(w == x or (len(w) == 1 and x.startswith(w)) for x in rest) for w in short)


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less or other makes the two words one; only of words of five and more."""
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    k = next((k for k in range(len(short)) if short[k] != long[k]), len(short))
    return short[k + (len(short) == len(long)) :] == long[k + 1 :]


def _join_owned(members: dict[Key, ArticleEntity], groups: Groups) -> None:
    """Join campaigns of one person, and offices of one title and one country, city or firm."""
    first: dict[tuple[str, str, Key], Key] = {}
    for key, entity in sorted(members.items()):
        if entity.kind in ("Campaign", "Office") and entity.owner is not None:
            owner = groups.find((key[0], entity.owner))
            groups.join(first.setdefault((entity.kind, entity.title or "", owner), key), key)


def _join_offices(records: Sequence[ArticleRecord], members: dict[Key, ArticleEntity], groups: Groups) -> None:
    """Join "the president" with the office of that title that its holder has elsewhere; else by title alone."""
    holders: dict[tuple[str, Key], set[Key]] = defaultdict(set)
    for record in records:
        article = record.document.id
        for finding in record.findings:
            if isinstance(finding.object, int) and record.entities[finding.object].kind == "Office":
                office = record.entities[finding.object]
                person = groups.find((article, finding.subject))
                holders[office.title or "", person].add(groups.find((article, finding.object)))
    chains = Groups({groups.find(k) for k, e in members.items() if e.kind == "Office"})
    for offices in holders.values():
        for office in sorted(offices):
            chains.join(office, min(offices))
    owned = {groups.find(k) for k, e in members.items() if e.kind == "Office" and e.owner is not None}
    loose: dict[str, Key] = {}
    for chain in chains.sets().values():
        with_owner = [k for k in chain if k in owned]
        without = [k for k in chain if k not in owned]
        if len(with_owner) == 1:
            for key in without:
                groups.join(key, with_owner[0])
        else:
            for key in without:
                groups.join(loose.setdefault(members[key].title or "", key), key)


def _join_elections(members: dict[Key, ArticleEntity], groups: Groups) -> None:
    """Join elections of one year whose country and kind do not differ."""
    by_year: dict[str, list[Key]] = defaultdict(list)
    undated: dict[str, Key] = {}
    for key, entity in sorted(members.items()):
        if entity.kind == "Election":
            if entity.year:
                by_year[entity.year].append(key)
            else:
                groups.join(undated.setdefault(fold(entity.name), key), key)

    def traits(key: Key) -> tuple[Key | None, frozenset[str]]:
        entity = members[key]
        owner = groups.find((key[0], entity.owner)) if entity.owner is not None else None
        return owner, frozenset((entity.title or "").split()) - {"election", "race", "contest"}

    for keys in by_year.values():
        kinds = sorted({traits(k) for k in keys}, key=str)
        for key in keys:
            owner, kind = traits(key)
            fits = [t for t in kinds if (not owner or t[0] in (None, owner)) and (not kind or t[1] in (frozenset(), kind))]
            fullest_fit = [t for t in fits if t[0] is not None or t[1]]
            owners, sorts = {t[0] for t in fullest_fit if t[0]}, {t[1] for t in fullest_fit if t[1]}
            if len(owners) <= 1 and len(sorts) <= 1:
                for other in keys:
                    if traits(other) in fits:
                        groups.join(key, other)


def _describe(
    records: Sequence[ArticleRecord], members: dict[Key, ArticleEntity], groups: Groups, ontology: Ontology
) -> Identities:
    sets = groups.sets()
    counted: dict[Key, Counter[str]] = {}
    mentions: dict[Key, list[tuple[str, object]]] = defaultdict(list)
    for record in records:
        for mention in record.mentions:
            mentions[groups.find((record.document.id, mention.entity))].append((record.document.id, mention))
    forms: dict[Key, Counter[str]] = defaultdict(Counter)
    for record in records:
        for mention in record.mentions:
            if mention.rule in ("name", "surname", "short name", "the only election"):
                forms[record.document.id, mention.entity][mention.text] += 1
    for root, keys in sets.items():
        counted[root] = Counter()
        for key in keys:
            for name in members[key].names or ((members[key].known or ""),):
                if name:
                    counted[root][name] += 1 + forms[key].get(name, 0)
    kinds = {root: _kind([members[k].kind for k in keys], ontology) for root, keys in sets.items()}
    labels: dict[Key, str] = {}
    for want_owner in (False, True):  # what is named after another thing comes second
        for root, keys in sets.items():
            owners = sorted(groups.find((k[0], o)) for k in keys if (o := members[k].owner) is not None)
            if bool(owners) == want_owner and root not in labels:
                owner = labels.get(owners[0]) if owners else None
                label = _label(kinds[root], [members[k] for k in keys], counted[root], owner)
                if label:
                    labels[root] = label
    # one label and class, one thing: an office of a country that two articles spell differently
    ids = unique_slugs((label, kinds[root]) for root, label in labels.items())
    of: dict[Key, str] = {}
    grouped: dict[str, list[Key]] = defaultdict(list)
    about: dict[str, tuple[str, str, str | None]] = {}
    for root, label in sorted(labels.items()):
        identity = ids[label, kinds[root]]
        grouped[identity] += sets[root]
        for key in sets[root]:
            of[key] = identity
        owners = sorted(groups.find((k[0], o)) for k in sets[root] if (o := members[k].owner) is not None)
        owner_label = (labels[owners[0]], kinds[owners[0]]) if owners and owners[0] in labels else None
        about[identity] = (label, kinds[root], ids[owner_label] if owner_label and kinds[root] == "Office" else None)
    entities = tuple(
        _entity(identity, about[identity], keys, records, members) for identity, keys in sorted(grouped.items())
    )
    return Identities(entities, of)


def _entity(
    identity: str, about: tuple[str, str, str | None], keys: list[Key], records: Sequence[ArticleRecord],
    members: dict[Key, ArticleEntity],
) -> Entity:  # fmt: skip
    label, kind, jurisdiction = about
    wanted = set(keys)
    articles = {article for article, _ in keys}
    appearances = []
    for record in records:
        article = record.document.id
        if article not in articles:
            continue
        here = tuple(m for m in record.mentions if (article, m.entity) in wanted)
        names = {n for k in keys if k[0] == article for n in members[k].names}
        names |= {m.text for m in here if m.rule in ("name", "surname", "short name", "title", "the only election")}
        appearances.append(Appearance(article, tuple(sorted(n for n in names if n)), here))
    return Entity(identity, label, kind, tuple(appearances), jurisdiction)


def _kind(kinds: list[str], ontology: Ontology) -> str:
    """Give the class that most articles see; a finer class wins over its own superclass."""
    count = Counter(kinds)
    finest = [k for k in count if not any(o != k and o in ontology.classes and ontology.is_a(o, k) for o in count)]
    return min(finest, key=lambda k: (-count[k], k))


def _label(kind: str, entities: list[ArticleEntity], names: Counter[str], owner: str | None) -> str:
    title = next((e.title for e in entities if e.title), None)
    if kind == "Office":
        return office_label(title or "Office", owner)
    if kind == "Campaign" and owner:
        return campaign_label(owner)
    if kind == "Election":
        year = next((e.year for e in entities if e.year), None)
        titles = Counter(e.title for e in entities if e.title)
        best = min(titles, key=lambda t: (-len(t.split()), -titles[t], t)) if titles else None
        return election_label(year, owner, best) if year or owner else fullest(names) if names else ""
    return fullest(names) if names else ""
