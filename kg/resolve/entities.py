"""Which entities of different articles are the same thing, and what each is called.

Everything is decided over the whole set of records and in sorted order, so the order in which articles
came makes no difference. Two things are joined only for a reason that can be named: one full name, a
surname that only one person has, a misspelling of a long name, one office of one country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

from kg.model import Appearance, ArticleEntity, ArticleRecord, Entity, Mention
from kg.ontology.package import Dependent, Ontology
from kg.resolve.joining import Groups, Key, Members, join
from kg.resolve.names import dependent_label, fullest, unique_slugs

#: Rules whose mentions are names of the thing, as written.
NAMING = ("name", "surname", "short name", "title")
Numbered = tuple[int, Mention]  #: a mention and its place among those of its article


@dataclass(frozen=True, slots=True)
class Identities:
    """The entities of the graph, and which of them each article's entity is."""

    entities: tuple[Entity, ...]
    of: dict[Key, str]  #: article's entity → Entity.id


def identify(records: Sequence[ArticleRecord], ontology: Ontology) -> Identities:
    """Decide which article entities are one, class and name each, and give every one its id."""
    members = {(r.document.id, k): e for r in records for k, e in enumerate(r.entities)}
    return _describe(records, members, join(records, members, ontology), ontology)


def _describe(
    records: Sequence[ArticleRecord], members: Members, groups: Groups, ontology: Ontology
) -> Identities:
    sets = groups.sets()
    counted: dict[Key, Counter[str]] = {}
    forms: dict[Key, Counter[str]] = defaultdict(Counter)
    mentions: dict[Key, list[Numbered]] = defaultdict(list)
    for record in records:
        for number, mention in enumerate(record.mentions):
            mentions[record.document.id, mention.entity].append((number, mention))
            if mention.rule in NAMING:
                forms[record.document.id, mention.entity][mention.text] += 1
    for root, keys in sets.items():
        counted[root] = Counter()
        for key in keys:
            for name in members[key].names or ((members[key].known or ""),):
                if name:
                    counted[root][name] += 1 + forms[key].get(name, 0)
    kinds = {root: _kind([members[k].kind for k in keys], ontology) for root, keys in sets.items()}
    types = {root: ontology.type_of(kind) for root, kind in kinds.items()}
    labels: dict[Key, str] = {}
    for want_owner in (False, True):  # what is named after another thing comes second
        for root, keys in sets.items():
            owners = sorted(groups.find((k[0], o)) for k in keys if (o := members[k].owner) is not None)
            if not kinds[root] or (types[root] == "post" and not owners):
                continue  # "the president", of what country nobody says: no thing, but a title
            if bool(owners) == want_owner and root not in labels:
                owner = labels.get(owners[0]) if owners else None
                if types[root] == "post" and owner is None:
                    continue  # its owner is of no class of the ontology
                dependent = ontology.dependents.get(kinds[root])
                label = _label(dependent, [members[k] for k in keys], counted[root], owner)
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
        about[identity] = (
            label,
            kinds[root],
            ids[owner_label] if owner_label and types[root] == "post" else None,
        )
    entities = tuple(
        _entity(identity, about[identity], keys, mentions, members)
        for identity, keys in sorted(grouped.items())
    )
    return Identities(entities, of)


def _entity(
    identity: str, about: tuple[str, str, str | None], keys: list[Key],
    mentions: Mapping[Key, Sequence[Numbered]], members: Members,
) -> Entity:  # fmt: skip
    label, kind, jurisdiction = about
    appearances = []
    for article, group in groupby(sorted(keys), key=lambda key: key[0]):
        own = list(group)
        numbered = chain.from_iterable(mentions.get(key, ()) for key in own)
        here = tuple(mention for _, mention in sorted(numbered, key=itemgetter(0)))
        names = {n for key in own for n in members[key].names}
        names |= {m.text for m in here if m.rule in NAMING}
        appearances.append(Appearance(article, tuple(sorted(names - {"", label})), here))
    return Entity(identity, label, kind, tuple(appearances), jurisdiction)


def _kind(kinds: list[str], ontology: Ontology) -> str:
    """Return the class that most articles see; a finer class wins over its own superclass."""
    count = Counter(kinds)
    finest = [
        k for k in count if not any(o != k and o in ontology.classes and ontology.is_a(o, k) for o in count)
    ]
    return min(finest, key=lambda k: (-count[k], k))


def _label(
    dependent: Dependent | None, entities: list[ArticleEntity], names: Counter[str], owner: str | None
) -> str:
    year = next((e.year for e in entities if e.year), None)
    if dependent is not None and (owner or (year and dependent.dated)):
        titles = Counter(e.title for e in entities if e.title)
        best = min(titles, key=lambda t: (-len(t.split()), -titles[t], t)) if titles else dependent.noun
        return dependent_label(dependent.label, year=year, owner=owner, title=best)
    return fullest(names) if names else ""
