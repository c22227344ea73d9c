"""For whom pronouns stand: gender and number, nearness, grammatical role, binding.

Every mention near is weighed; where the two best weigh about the same, neither is taken.
"""

from __future__ import annotations

from kg.extract.coreference.binding import clash, coarguments, quoting
from kg.extract.coreference.descriptions import resolve_pair
from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing, stands_for
from kg.extract.grammar.clauses import OBJECT_CONTROL, SUBJECTS
from kg.extract.grammar.frames import frame
from kg.extract.mentions import Candidate
from kg.extract.parsing.syntax import Word

REFLEXIVES = ("himself", "herself", "itself", "themselves")
#: Verbs that need no subject but "it": "it seems that".
IMPERSONAL = ("be", "seem", "mean", "take", "come")


def resolve_pronoun(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Give what a pronoun of the third person stands for."""
    word = c.head
    if c.gender not in ("m", "f", "n", "p"):
        return ()
    if word.text.lower() in REFLEXIVES:
        subject = word.head.child(*SUBJECTS)
        return discourse.referents.get(subject.i, ()) if subject is not None else ()
    if c.gender == "p":
        subject_alone = word.dep in SUBJECTS and not _plural_between(discourse, c)
        return resolve_pair(discourse, c) if subject_alone else ()
    if (
        c.gender in ("m", "f")
        and word.dep == "poss"
        and word.head.dep == "pobj"
        and word.head.head.dep == "prep"
    ):
        verb = word.head.head.head
        patient = verb.child("dobj") if verb.lemma in OBJECT_CONTROL else None
        if patient is not None:  # "congratulated him on his victory"
            fit = _people(c, discourse.referents.get(patient.i, ()))
            if len(fit) == 1:
                return fit
        elif _anybodys(discourse, c, verb):
            return ()
    if word.text.lower() == "it" and word.dep == "nsubj" and word.head.lemma in IMPERSONAL:
        return ()
    barred = coarguments(discourse, c) | quoting(discourse, word)
    best = sorted(_weighed(discourse, c, barred), key=lambda pair: -pair[0])
    if not best:
        return _ahead(discourse, c, barred)
    sure = 0.25 if word.dep in SUBJECTS or c.gender == "n" else 0.75 if word.dep == "poss" else 1.7
    if len(best) > 1 and best[0][0] - best[1][0] < sure:
        return ()
    return (best[0][1],)


def _people(c: Candidate, things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Give the persons of a pronoun's gender."""
    return tuple(t for t in things if t.kind == "Person" and not clash(c.gender, t.gender))


def _anybodys(discourse: Discourse, c: Candidate, verb: Word) -> bool:
    """Whether a possessive may be of several parties to a verb: "Cruz met Bell during his visit"."""
    withs = (p.child("pobj") for p in verb.all("prep") if p.lemma in ("with", "to"))
    parties = (frame(verb).subject, *verb.all("dobj"), *withs)
    known = (t for w in parties if w is not None for t in stands_for(w, discourse.referents))
    return len(set(_people(c, tuple(known)))) > 1


def _weighed(discourse: Discourse, c: Candidate, barred: set[Thing]) -> list[tuple[float, Thing]]:
    """Give the things near that a pronoun may stand for, with their weights, latest first."""
    word = c.head
    weights: dict[Thing, float] = {}
    for other, things in reversed(discourse.history):
        distance = word.sentence.index - other.head.sentence.index
        if distance > 4 or word.sentence.paragraph - other.head.sentence.paragraph > 2:
            break
        if len(things) != 1 or things[0] in barred or other.start >= c.start:
            continue
        thing = things[0]
        if not _fits(c, other, thing, distance):
            continue
        weight = -3.0 * distance + _prominence(other.head)
        weight += 3.5 if thing.gender == c.gender and c.gender != "n" else 0.0
        weight += 1.0 if other.head.dep in SUBJECTS and word.dep in SUBJECTS else 0.0
        weight -= 0.02 * min(word.i - other.head.i, 60)
        weights[thing] = max(weights[thing], weight) + 0.3 if thing in weights else weight
    return [(weight, thing) for thing, weight in weights.items()]


def _fits(c: Candidate, other: Candidate, thing: Thing, distance: int) -> bool:
    """Whether a thing is such as "he", "she" or "it" stands for."""
    if c.gender != "n":
        return thing.kind == "Person" and not clash(c.gender, thing.gender)
    if thing.kind in ("Person", "Office", "Election", "Event") or other.adjective:
        return False
    if thing.kind == "Work":
        return distance <= 1 and other.head.dep in (*SUBJECTS, "dobj")
    return thing.kind not in ("City", "State", "Country", "Place") or c.head.dep in ("poss", *SUBJECTS)


def _prominence(word: Word) -> float:
    """Weigh a mention by its grammatical role: subjects are what a text goes on about."""
    if word.dep in SUBJECTS:
        return 3.0
    if word.dep in ("dobj", "dative"):
        return 1.5
    if word.dep == "conj":
        return _prominence(word.head) - 0.4 if word.head.dep != "conj" else 1.0
    if word.dep == "appos":
        return _prominence(word.head)
    if word.dep == "pobj":
        return 2.0 if word.head.dep == "agent" else 1.0
    if word.dep == "poss":
        return 0.8
    return 0.0 if word.dep in ("compound", "nmod", "amod") else 0.5


def _ahead(discourse: Discourse, c: Candidate, barred: set[Thing]) -> tuple[Thing, ...]:
    """Take the subject of the main clause for a pronoun that stands before it: "After her win, Cray …"."""
    subject = c.head.sentence.root.child(*SUBJECTS)
    if subject is None or subject.i < c.head.i:
        return ()
    fit = tuple(t for t in discourse.referents.get(subject.i, ()) if t not in barred)
    fit = tuple(t for t in fit if t.kind != "Person") if c.gender == "n" else _people(c, fit)
    return fit if len(fit) == 1 else ()


def _plural_between(discourse: Discourse, c: Candidate) -> bool:
    """Whether a plural common noun stands between the pronoun and the last two people."""
    people = (
        other.head.i
        for other, things in discourse.history
        if things and things[0].kind == "Person" and other.head.i < c.head.i
    )
    last = max(people, default=-1)
    return any(
        w.tag == "NNS"
        and w.i < c.head.i
        and (w.dep in SUBJECTS or (w.i > last and w.dep in ("dobj", "pobj")))
        for w in c.head.sentence.words
    )
