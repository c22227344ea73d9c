"""For whom descriptions stand: "the company", "his rival", "both leaders"."""

from __future__ import annotations

from kg.extract.coreference.binding import clash, coarguments, commanding, is_definite, tellers
from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing
from kg.extract.english.tables import modifying, nouns
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.mentions import PLACES, Candidate
from kg.extract.parsing.syntax import Word


def resolve_description(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Return whom a description stands for, where the sentence does not name it right there."""
    head = c.head
    if any(child.i in discourse.referents for child in head.all("appos")):
        return ()
    if head.dep in ("attr", "oprd") or (head.dep == "appos" and head.head.i in discourse.referents):
        return ()
    right = head.right
    if (
        right is not None
        and right.i in discourse.referents
        and right.dep != "poss"
        and head.dep == "compound"
    ):
        return ()
    if c.plural:
        return _plural(discourse, c)
    if not is_definite(head):
        return ()
    if c.kind == "facility":
        return _venue(discourse, c)
    if c.kind == "group":
        return _organization(discourse, c)
    if c.kind == "person" and any(p.lemma in ("of", "for", "from", "in") for p in head.all("prep")):
        return ()
    return _person(discourse, c)


def _plural(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    head = c.head
    if head.lemma in nouns("pair"):
        return resolve_pair(discourse, c)
    both = any(w.text.lower() in ("both", "two") for w in head.children)
    if both or (head.lemma in nouns("paired") and is_definite(head)):
        return resolve_pair(
            discourse, c, organizations=c.kind == "group" or head.lemma in nouns("collective")
        )
    return ()


def _organization(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Return the organisation last named: the only one, or the last sentence's subject."""
    if c.head.child("poss") is not None or any(w.lemma in modifying("another") for w in c.head.children):
        return ()
    told = discourse.tables.kind_by_head(["", c.head.lemma])
    if told == "party":  # "the party": no other organisation
        parties = discourse.all("party")
        return tuple(parties) if len(parties) == 1 else ()
    near = discourse.recent(c, 3, kinds=("company", "group", "news"))
    barred = coarguments(discourse, c)
    fit = [t for t in near if t not in barred]
    return (fit[0],) if fit and (len(fit) == 1 or discourse.subject_of_last(c, fit[0])) else ()


def _venue(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Return the only building or school named in the last two sentences."""
    if c.plural or c.head.child("prep", "compound") is not None:
        return ()
    near = discourse.recent(c, 2, kinds=("facility", "school"))
    return (near[0],) if len(near) == 1 else ()


def _person(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Return the only person near whom a description fits; of a party's, the only one of that party."""
    head = c.head
    party = _party(discourse, head)
    if party is not None and _elsewhere(discourse, head):
        return ()  # "the Ohio Republican"
    if party is not None and (head.child("poss") is None or head.lemma in nouns("rival")):
        members = [t for t in discourse.all("person") if t.party is party]
        if len(members) == 1:
            return (members[0],)
    possessor = head.child("poss")
    if possessor is not None:
        return _rival(discourse, c, discourse.referents.get(possessor.i, ()), party)
    if head.lemma in nouns("nameless"):
        return ()
    if party is None and any(
        other.form == "name" and other.kind == "person" and other.head.sentence is head.sentence
        for other in discourse.candidates
    ):
        return ()  # "named the suspect as Ana Cruz": no telling
    barred = coarguments(discourse, c) | commanding(discourse, c)
    fit = [
        t
        for t in discourse.recent(c, 3)
        if not clash(c.gender, t.gender) and t not in barred and (party is None or t.party in (None, party))
    ]
    if head.lemma in modifying("age") and head.dep in SUBJECTS:  # "the 78-year-old": the last subject
        fit = [t for t in fit if len(fit) == 1 or discourse.subject_of_last(c, t)]
    return (fit[0],) if len(fit) == 1 else ()


def _elsewhere(discourse: Discourse, head: Word) -> bool:
    """Return whether a place before a description tells of where somebody is."""
    return any(
        t.kind in PLACES
        for w in head.all("compound", "amod", "nmod")
        for t in discourse.referents.get(w.i, ())
    )


def _rival(
    discourse: Discourse, c: Candidate, owners: tuple[Thing, ...], party: Thing | None
) -> tuple[Thing, ...]:
    """Return the only other person near who is not of the owner's party: "her rival"."""
    if c.head.lemma not in nouns("rival") or len(owners) != 1:
        return ()
    owner = owners[0]
    others = [
        t
        for t in discourse.recent(c, 3)
        if t is not owner and (t.party is None or t.party is not owner.party)
    ]
    if party is None:
        others = [t for t in others if t.party is not None or len(others) == 1]
    return (others[0],) if len(others) == 1 else ()


def _party(discourse: Discourse, head: Word) -> Thing | None:
    """Return the party that a description names: "the Democrat", "the Democratic candidate"."""
    if head.i in discourse.partisans:
        return discourse.partisans[head.i]
    for word in head.children:
        for thing in discourse.referents.get(word.i, ()):
            if thing.kind == "party":
                return thing
    return None


def resolve_pair(discourse: Discourse, c: Candidate, *, organizations: bool = False) -> tuple[Thing, ...]:
    """Return the two things that "both leaders" or "they" stand for: joined by and, or the only two near.

    They are looked for before the mention in its own sentence, then in the sentence before.
    """
    kinds = ("company", "group", "country") if organizations else ("person",)
    for distance in (0, 1):
        index = c.head.sentence.index - distance
        near = [
            (other, thing)
            for other, things in discourse.history
            for thing in things
            if other.head.sentence.index == index and thing.kind in kinds
        ]
        if distance == 0:
            if _somebody_else(discourse, c):
                return ()
            speakers = tellers(discourse, c.head)
            near = [(o, t) for o, t in near if o.head.i < c.head.i and t not in speakers]
        for other, _ in near:
            joined = (w for w in other.head.conjuncts() if w.i in discourse.referents)
            members = dict.fromkeys(t for w in joined for t in discourse.referents[w.i] if t.kind in kinds)
            if len(members) == 2 and other.head.dep in (*SUBJECTS, "pobj"):
                return tuple(members)
        members = dict.fromkeys(t for _, t in near)
        if len(members) == 2:
            return tuple(members)
        if len(members) > 2:
            return ()
    return ()


def _somebody_else(discourse: Discourse, c: Candidate) -> bool:
    """Return whether the sentence speaks before of a person whom nobody knows: "the president-elect"."""
    return any(
        other.form in ("office", "nominal")
        and other.kind in ("person", "post")
        and other.head.i < c.head.i
        and other.head.sentence is c.head.sentence
        and other.head.dep in (*SUBJECTS, "dobj", "dative")
        and other.head.i not in discourse.referents
        for other in discourse.candidates
    )
