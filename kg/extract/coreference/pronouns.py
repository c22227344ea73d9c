"""For whom pronouns stand: candidates ranked by weights learned from public coreference data.

What can't be is left out first (gender, number, binding); each thing that remains is described by a few
features, weighed by the table `pronouns.tsv` against "none of these". Where the best isn't clearly best, the
pronoun stands for nobody. The weights are made by benchmarks/pronouns.py, which names their sources.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.extract.coreference.binding import clash, coarguments, quoting, tellers
from kg.extract.coreference.descriptions import resolve_pair
from kg.extract.coreference.discourse import Discourse
from kg.extract.coreference.things import Thing, referents_of
from kg.extract.english.closed import REFLEXIVES
from kg.extract.english.tables import verbs_of_saying, with_trait
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.frames import frame
from kg.extract.mentions import PLACES, Candidate
from kg.extract.parsing.syntax import Word

#: How far back an antecedent is looked for.
MAX_SENTENCES = 6
MAX_PARAGRAPHS = 3
#: The least probability of the best candidate, by what the pronoun stands for.
CLEARLY = {"person": 0.57, "thing": 0.52, "speaker": 0.45}
#: The probability from which a pronoun tells the gender of whom it stands for.
TELLS_GENDER = 0.8
QUOTATION_TAGS = ("``", "''")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a pronoun, whatever it may stand for: worked out once for all candidates."""

    verbs: tuple[Word, ...]  #: above it, the nearest first
    tellers: frozenset[Thing]  #: subjects of the verbs of saying above it
    last_clause: tuple[Thing, ...]  #: subject of the clause before its own
    quoted: bool
    last_speaker: tuple[Thing, ...]  #: who spoke last, where the pronoun speaks; else nobody


@dataclass(frozen=True, slots=True)
class Option:
    """A thing that a pronoun may stand for; None is none of the others."""

    thing: Thing | None
    features: tuple[str, ...]


def resolve_pronoun(discourse: Discourse, c: Candidate) -> tuple[Thing, ...]:
    """Return what a pronoun of the third person stands for."""
    word = c.head
    if c.gender not in ("m", "f", "n", "p"):
        return ()
    if word.text.lower() in REFLEXIVES:
        subject = word.head.child(*SUBJECTS)
        return discourse.referents.get(subject.i, ()) if subject is not None else ()
    if c.gender == "p":
        subject_alone = word.dep in SUBJECTS and not _plural_between(discourse, c)
        return resolve_pair(discourse, c) if subject_alone else ()
    if word.text.lower() == "it" and word.dep == "nsubj" and word.head.lemma in with_trait("impersonal"):
        return ()
    if (beside := _joined_before(discourse, c)) is not None:
        return beside
    credits = _credits(discourse, c)
    speaker = _goes_on_speaking(discourse, c) if credits else None
    if speaker is not None:
        return (speaker,)
    options = options_of(discourse, c)
    ranked = zip(options, ranking(c, options), strict=True)
    known = [pair for pair in ranked if not credits or _may_speak(pair[0])]
    best, probability = max(known, key=lambda pair: pair[1], default=(Option(None, ()), 0.0))
    if credits:  # somebody has said it: one of these
        probability /= sum(p for _, p in known) or 1.0
    if best.thing is None or probability < CLEARLY["speaker" if credits else table_of(c)]:
        return ()
    if probability >= TELLS_GENDER and best.thing.gender == "u" and c.gender in ("m", "f"):
        best.thing.gender = c.gender
    discourse.probabilities[word.i] = round(probability, 2)
    return (best.thing,)


def _may_speak(option: Option) -> bool:
    """Return whether "she said" may stand for a thing: nobody whom the very quotation names."""
    named_inside = {"leaves_quotation", "sentence_0"} <= set(option.features)
    return option.thing is not None and not named_inside


def _joined_before(discourse: Discourse, c: Candidate) -> tuple[Thing, ...] | None:
    """Return what a possessor stands for by what its noun is joined to: "Acme and its chairman".

    Nothing where that is somebody without a name ("the coach and his wife"); None where it tells nothing.
    """
    word = c.head
    noun = word.head
    while noun.dep in ("compound", "nmod", "appos"):
        noun = noun.head
    first = noun.head
    if word.dep != "poss" or noun.dep != "conj" or first.pos not in ("NOUN", "PROPN"):
        return None
    if first.child("poss") is not None:
        return None  # "her brother and her father"
    things = referents_of(first, discourse.referents)
    if len(things) == 1 and _suits(c.gender, things[0]):
        return things
    person = first.lemma in discourse.tables.person_nouns or first.i in discourse.offices
    return () if person and not things and c.gender != "n" else None


def _suits(gender: str, thing: Thing) -> bool:
    """Return whether "his", "her" or "its" may speak of a thing."""
    person = thing.kind == "person"
    return (
        not person and thing.kind != "post" if gender == "n" else person and not clash(gender, thing.gender)
    )


def ranking(c: Candidate, options: list[Option]) -> list[float]:
    """Give the probability of each option (they add up to 1): a softmax over the weights of its features."""
    weights, role = weights_of(table_of(c)), role_of(c.head)
    sums = [
        sum(weights.get((f, "all"), 0.0) + weights.get((f, role), 0.0) for f in o.features) for o in options
    ]
    top = max(sums)
    powers = [math.exp(s - top) for s in sums]
    total = sum(powers)
    return [round(p / total, 6) for p in powers]


@lru_cache(maxsize=2)
def weights_of(table: str) -> dict[tuple[str, str], float]:
    """Read the table: (feature, role of the pronoun) → weight."""
    lines = files(__package__).joinpath("pronouns.tsv").read_text(encoding="utf-8").splitlines()
    heading, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {
        (row[1], role): float(value)
        for row in rows
        if row[0] == table
        for role, value in zip(heading[2:], row[2:], strict=True)
    }


def table_of(c: Candidate) -> str:
    """Return the part of the table that a pronoun is weighed by: "he" and "she" by one, "it" by the other."""
    return "thing" if c.gender == "n" else "person"


def options_of(discourse: Discourse, c: Candidate) -> list[Option]:
    """Return what a pronoun may stand for, the last mentioned first, and "none of these" at the end."""
    word = c.head
    barred = coarguments(discourse, c) | quoting(discourse, word)
    before: dict[Thing, list[Candidate]] = {}
    for other, things in reversed(discourse.history):
        if word.sentence.index - other.head.sentence.index > MAX_SENTENCES:
            break
        if word.sentence.paragraph - other.head.sentence.paragraph > MAX_PARAGRAPHS:
            break
        if (
            len(things) == 1
            and other.start < c.start
            and things[0] not in barred
            and _fits(c, other, things[0])
        ):
            before.setdefault(things[0], []).append(other)
    if c.gender == "n":
        before = {t: ms for t, ms in before.items() if not _only_reports(word, t, ms)}
    ahead = {thing: m for thing, m in _ahead(discourse, c) if thing not in barred}
    around = _surroundings(discourse, word)
    found = [
        (thing, list(_describe(discourse, c, around, thing, mentions))) for thing, mentions in before.items()
    ]
    for thing, features in found:
        if thing in ahead:
            features.append("also_ahead")
    found += [(t, list(_describe_ahead(c, t, m))) for t, m in ahead.items() if t not in before]
    _compare(discourse, found)
    near = sum(1 for ms in before.values() if word.sentence.index - ms[0].head.sentence.index <= 1)
    none = ["none", f"none_of_{min(len(found), 4)}", f"none_near_{min(near, 3)}"]
    if word.dep == "poss":
        none.append("none_possessive")
    return [*(Option(t, tuple(f)) for t, f in found), Option(None, tuple(none))]


def _only_reports(word: Word, thing: Thing, mentions: list[Candidate]) -> bool:
    """Return whether a thing is but the newspaper that reported what was told before: it is no topic."""
    return thing.kind == "news" and all(
        m.head.sentence is not word.sentence
        and m.head.dep in SUBJECTS
        and m.head.head.lemma in verbs_of_saying()
        for m in mentions
    )


def _compare(discourse: Discourse, found: list[tuple[Thing, list[str]]]) -> None:
    """Add what only a comparison tells: how much more an article is about one than about the others."""
    counts = [len(thing.mentions) for thing, _ in found]
    told = any("gender_same" in features for _, features in found)
    for k, (thing, features) in enumerate(found):
        features.append(f"rank_{min(k, 3)}")
        others = counts[:k] + counts[k + 1 :]
        if not others:
            features.append("alone")
        elif counts[k] > 2 * max(others):
            features.append("topic_clear")
        elif counts[k] > max(others):
            features.append("topic")
        first = next((t for t in discourse.things if t.kind == thing.kind and t.mentions), None)
        if thing is first:
            features.append("first")
        if told and "gender_same" not in features:
            features.append("gender_of_another")


def _surroundings(discourse: Discourse, word: Word) -> Surroundings:
    quoted = word.i in discourse.quoted
    speaks = not quoted and word.dep in SUBJECTS and word.head.lemma in verbs_of_saying()
    return Surroundings(
        verbs=tuple(up for up in word.ancestors() if up.pos in ("VERB", "AUX")),
        tellers=frozenset(tellers(discourse, word)),
        last_clause=_subject_of_last_clause(discourse, word),
        quoted=quoted,
        last_speaker=_last_speaker(discourse, word) if speaks else (),
    )


def _describe(
    discourse: Discourse, c: Candidate, around: Surroundings, thing: Thing, mentions: list[Candidate]
) -> Iterator[str]:
    """Yield the features of a thing mentioned before a pronoun, latest mention first."""
    word, last = c.head, mentions[0].head
    distance = word.sentence.index - last.sentence.index
    yield f"sentence_{min(distance, 4)}"
    if word.sentence.paragraph != last.sentence.paragraph:
        yield "paragraph"
    words = word.i - last.i
    yield f"words_{min(int(math.log2(max(words, 1))), 6)}"
    role = _role_of_mention(last)
    yield f"role_{role}"
    yield f"role_{role}_{min(distance, 2)}"
    if role == role_of(word):
        yield "parallel" if distance else "parallel_here"
    yield f"form_{mentions[0].form}"
    if mentions[0].form == "name" and len(mentions[0].words) > 1:
        yield "full_name"
    if mentions[0].form == "pronoun":
        yield f"chain_{min(distance, 2)}"
        if role_of(last) == role_of(word):
            yield "chain_parallel"
    yield f"gender_{'same' if thing.gender == c.gender else 'unknown'}"
    yield f"times_{min(len(mentions), 4)}"
    if c.gender == "n" and thing.kind in PLACES:
        yield "place"
    subjects = [m for m in mentions if _role_of_mention(m.head) == "subject"]
    if any(m.head.sentence.index == word.sentence.index - 1 for m in subjects):
        yield "subject_before"
    if any(m.head.sentence is word.sentence for m in subjects):
        yield "subject_here"
    if _embedded(last):
        yield "embedded"
    if last.dep == "conj" or last.child("conj") is not None:
        yield "joined"
    yield f"depth_{min(sum(1 for _ in last.ancestors()), 5)}"
    if last.dep == "nsubjpass" or word.dep == "nsubjpass":
        yield (
            "passive_both"
            if last.dep == word.dep
            else "passive_mention"
            if last.dep == "nsubjpass"
            else "passive_pronoun"
        )
    yield from _speech(around, thing, last_quoted=last.i in discourse.quoted)
    if thing in around.last_clause:
        yield f"clause_before_{min(distance, 1)}"
    if not distance:
        yield from _structure(discourse, word, around, thing, last)
    elif last is _opening(last):
        yield "opens_sentence"


def _structure(
    discourse: Discourse, word: Word, around: Surroundings, thing: Thing, last: Word
) -> Iterator[str]:
    """Yield how a thing and a pronoun hang together in the tree of the pronoun's sentence."""
    for k, verb in enumerate(around.verbs[:3]):
        subject = frame(verb).subject
        if (
            subject is not None
            and subject is not word
            and thing in referents_of(subject, discourse.referents)
        ):
            yield f"governs_{k}"
            break
    for verb in around.verbs[:1]:
        for patient in verb.all("dobj", "dative"):
            if thing in discourse.referents.get(patient.i, ()):
                yield "patient"
    if thing in around.tellers:
        yield "teller"
    for verb in around.verbs[1:4]:
        told = verb.child("dobj", "dative") if verb.lemma in verbs_of_saying() else None
        if told is not None and thing in discourse.referents.get(told.i, ()):
            yield "told"
    if last.head is word.head or (word.dep == "poss" and last.head is word.head.head):
        yield "sister"
    if any(up is last for up in word.ancestors()):
        yield "under"
    if any(
        w.dep == "cc" and last.i < w.i < word.i and w.head.pos in ("VERB", "AUX") for w in word.sentence.words
    ):
        yield "clause_between"


def _speech(around: Surroundings, thing: Thing, *, last_quoted: bool) -> Iterator[str]:
    """Yield how a thing and a pronoun stand to the words in quotation marks."""
    if around.quoted != last_quoted:
        yield "enters_quotation" if around.quoted else "leaves_quotation"
    if around.last_speaker:
        yield "speaks_on" if thing in around.last_speaker else "speaks_after_another"


def _goes_on_speaking(discourse: Discourse, c: Candidate) -> Thing | None:
    """Return the last speaker for "she said" beside a quotation: news names a speaker once and goes on."""
    speaker = _last_speaker(discourse, c.head, sentences=2)
    if len(speaker) != 1 or speaker[0].kind != "person" or clash(c.gender, speaker[0].gender):
        return None
    return None if speaker[0] in coarguments(discourse, c) else speaker[0]


def _credits(discourse: Discourse, c: Candidate) -> bool:
    """Return whether a pronoun gives a quotation its speaker: "she said" outside the marks."""
    word = c.head
    says = (
        word.dep in SUBJECTS and word.head.lemma in with_trait("reports") and word.i not in discourse.quoted
    )
    return says and any(w.tag in QUOTATION_TAGS for w in word.sentence.words)


def _last_speaker(discourse: Discourse, word: Word, sentences: int = MAX_SENTENCES) -> tuple[Thing, ...]:
    """Return the subject of the last verb of saying before a word whose subject is known."""
    last = word.sentence.index
    for sentence in reversed(discourse.article.sentences[max(0, last - sentences) : last + 1]):
        for verb in reversed(sentence.words):
            if verb.i < word.i and verb.lemma in verbs_of_saying() and verb.i not in discourse.quoted:
                subject = frame(verb).subject
                things = referents_of(subject, discourse.referents) if subject not in (None, word) else ()
                if things:
                    return things
    return ()


def _subject_of_last_clause(discourse: Discourse, word: Word) -> tuple[Thing, ...]:
    """Return the subject of the finite clause that stands last before a pronoun's own."""
    own = next((up for up in word.ancestors() if up.pos in ("VERB", "AUX")), None)
    for k in (0, 1):
        index = word.sentence.index - k
        if index < 0:
            break
        for verb in reversed(discourse.article.sentences[index].words):
            if verb.i < word.i and verb is not own and verb.pos in ("VERB", "AUX"):
                subject = verb.child("nsubj", "nsubjpass")
                if subject is not None and subject is not word:
                    return referents_of(subject, discourse.referents)
    return ()


def _opening(last: Word) -> Word:
    """Return the first word of a sentence that is no determiner or preposition: what opens it."""
    return next((w for w in last.sentence.words if w.pos in ("PROPN", "PRON", "NOUN", "VERB")), last)


def _describe_ahead(c: Candidate, thing: Thing, mention: Candidate) -> Iterator[str]:
    """Yield the features of a thing that the sentence names only behind the pronoun."""
    yield "ahead"
    yield f"ahead_{_role_of_mention(mention.head)}"
    yield f"gender_{'same' if thing.gender == c.gender else 'unknown'}"
    subject = c.head.sentence.root.child(*SUBJECTS)
    if subject is mention.head:
        yield "ahead_main_subject"
    if not c.head.sentence.index:
        yield "ahead_in_first_sentence"


def _ahead(discourse: Discourse, c: Candidate) -> Iterator[tuple[Thing, Candidate]]:
    """Yield the things named behind a pronoun that stands below the clause: "After her win, Cray …"."""
    word = c.head
    root = word.sentence.root
    if word.i > root.i or word.head is root:
        return
    subject = root.child(*SUBJECTS)
    if subject is None or subject.i < word.i:
        return
    for thing in discourse.referents.get(subject.i, ()):
        for mention, _ in thing.mentions:
            if mention.head is subject and _fits(c, mention, thing):
                yield thing, mention


def _fits(c: Candidate, other: Candidate, thing: Thing) -> bool:
    """Return whether a thing is such as "he", "she" or "it" stands for."""
    if c.gender != "n":
        return thing.kind == "person" and not clash(c.gender, thing.gender)
    if thing.kind in ("person", "post", "election", "event") or other.adjective:
        return False
    if thing.kind == "work":
        distance = c.head.sentence.index - other.head.sentence.index
        return distance <= 1 and other.head.dep in (*SUBJECTS, "dobj")
    return thing.kind not in PLACES or c.head.dep in ("poss", *SUBJECTS)


def role_of(word: Word) -> str:
    """Return a pronoun's role: subject, object or possessor."""
    if word.dep in SUBJECTS:
        return "subject"
    return "possessor" if word.dep == "poss" else "object"


def _role_of_mention(word: Word) -> str:
    """Return the role of a mention; what is joined or in apposition has its head's."""
    for _ in range(4):
        if word.dep not in ("conj", "appos") or word.head is word:
            break
        word = word.head
    if word.dep in SUBJECTS:
        return "subject"
    if word.dep in ("dobj", "dative"):
        return "object"
    if word.dep == "pobj":
        return "agent" if word.head.dep == "agent" else "oblique"
    if word.dep == "poss":
        return "possessor"
    return "modifier" if word.dep in ("compound", "nmod", "amod") else "other"


def _embedded(word: Word) -> bool:
    """Return whether a mention stands inside a relative or adverbial clause of its sentence."""
    return any(up.dep in ("relcl", "advcl", "acl") for up in (word, *word.ancestors()))


def _plural_between(discourse: Discourse, c: Candidate) -> bool:
    """Return whether a plural common noun stands between the pronoun and the last two people."""
    people = (
        other.head.i
        for other, things in discourse.history
        if things and things[0].kind == "person" and other.head.i < c.head.i
    )
    last = max(people, default=-1)
    return any(
        w.tag == "NNS"
        and w.i < c.head.i
        and (w.dep in SUBJECTS or (w.i > last and w.dep in ("dobj", "pobj")))
        for w in c.head.sentence.words
    )
