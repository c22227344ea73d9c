"""What a name names, told by all that stands around its mentions: it outvotes the recogniser.

"Bell thanked", "Bell, 45,", "Bell's wife" tell a person; "the mayor of Bell", "in Bell" a place; "Bell beat
Crane 2-0", "Bell were" a team; "the weekly magazine Bell" what its noun says. Votes are counted over the
article; what the tables list is left as it is, but for cities whose teams play.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import cast

from kg.extract.english.tables import Construction, evidence, honorifics, with_trait
from kg.extract.grammar.clauses import is_passive
from kg.extract.grammar.phrases import is_about_person
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.tables import ORGANIZATIONS, TOWNS, Gazetteer, Row
from kg.extract.parsing.syntax import ParsedArticle, Word

MIN_MAJORITY = 3  #: votes that outvote the recogniser
MIN_CONTEXT = 4  #: different words of sport that make an article one about it
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
#: Classes whose names the recogniser gives to persons and places that it doesn't know.
UNSURE = (None, "person", "group", "place", "facility", "work", "event", "company")
#: Classes that a noun behind a name tells, as a noun before it does.
SAID_BEHIND = ("facility", "news", "work", "place", "nothing")
#: Language types of what does not speak.
MUTE = ("work", "event", "facility", "place")
MARKS = ('"', "“", "'", "‘", "``")
PLURAL = ("are", "were", "have")


def weigh(spans: list[Candidate], names: Gazetteer, *, sport: bool) -> set[str]:
    """Change the classes of an article's names where most of what stands around them tells another.

    Return the names that were changed.
    """
    before = [c.kind for c in spans]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for c in spans:
        if not c.adjective:
            for told, weight in _told(c, names):
                if told != "team" or sport:
                    votes[c.name][told] += weight
    #: the teams of the article that are called by one word of their names too
    teams: dict[str, dict[str, Row]] = defaultdict(dict)
    for c in spans:
        if c.kind == "team":
            for word in c.name.split():
                teams[word][c.name] = c.row or {"name": c.name}
    for c in spans:
        tally = votes[c.name]
        if c.adjective or not tally:
            continue
        if c.kind in TOWNS and c.row:
            known = teams.get(c.words[-1].text, {}) if sport else {}
            if (len(known) == 1 or tally["team"] + sport * tally["group"] >= MIN_MAJORITY) and not _is_where(
                c
            ):
                _play(c, list(known.values()) or names.teams.get(c.name, []))
        elif not c.row and c.kind in UNSURE:
            itself = _says_itself(c, names)
            needed = MIN_MAJORITY + (itself and c.kind not in ("facility", "place"))
            if c.kind in (None, "work") and c.name.istitle() and tally["place"] == sum(tally.values()):
                needed = MIN_MAJORITY - 1
            _outvote(c, tally, names, needed)
    return {c.name for c, kind in zip(spans, before, strict=True) if c.kind != kind}


def is_about_sport(article: ParsedArticle) -> bool:
    """Return whether an article has enough of the words that reports of matches have."""
    lemmas = {w.lemma.lower() for w in article.words}
    context = sum(1 for word, construction in evidence() if construction == "context" and word in lemmas)
    return context >= MIN_CONTEXT


def _says_itself(c: Candidate, names: Gazetteer) -> bool:
    """Return whether a name's own words tell its class: "Norland Open", "Assembly"."""
    by_head = names.kind_by_head(c.name.split())
    return c.name.lower() in names.heads or (by_head is not None and by_head == c.kind)


def _outvote(c: Candidate, tally: Counter[str], names: Gazetteer, needed: int) -> None:
    """Give a name the class that its votes decide."""
    best, count = tally.most_common(1)[0]
    if count < needed or count <= sum(tally.values()) - count:
        return
    if best == c.kind or (best == "place" and c.kind == "facility"):
        return
    if best == "group" and c.kind in ORGANIZATIONS:
        return
    given = names.gender(c.words[0].text)
    full = best != "person" and c.kind == "person" and given and len(c.words) > 1
    if full and (best not in SAID_BEHIND or count <= MIN_MAJORITY):
        return
    if best == "team":
        _play(c, names.teams.get(c.name, []))
        return
    c.kind = None if best == "nothing" else best
    c.gender = (given or "u") if best == "person" else "n"


def _play(c: Candidate, rows: list[Row]) -> None:
    """Make a name a team's: the one that the tables list under a town's name, if there is only one."""
    c.kind, c.gender, c.row = "team", "n", {}
    c.name = " ".join(w.text for w in c.words)
    if len(rows) == 1:
        c.row = rows[0] if "class" in rows[0] else {}
        c.name = rows[0]["name"]


def _told(c: Candidate, names: Gazetteer) -> Iterator[tuple[str, int]]:
    """Yield what the words around one mention tell (a class, or person, place, team) and with what weight."""
    head, table = c.head, evidence()
    before, after = c.words[0].left, c.words[-1].right
    if before is not None:
        if before.text.lower() in honorifics() and before.text[:1].isupper():
            yield "person", MIN_MAJORITY + 1
        yield from _classified(before, c, names)
    if after is not None and after.text == "," and _is_region(after.right, names):
        yield "place", MIN_MAJORITY + 1
        return
    if len(c.words) == 2 and names.person_gender(c.words[0].text) != "u":
        yield "person", 1
    numbered = c.words[-1].text.isdigit()  # "Console 5, 10 and 15"
    if after is not None and after.text in (",", "(") and not numbered and _is_age(after.right):
        yield "person", MIN_MAJORITY
    if after is not None and SCORE.fullmatch(after.text):
        yield "team", MIN_MAJORITY
    verb = head.head
    if head.dep in ("nsubj", "dobj", "nsubjpass") and verb.pos in ("VERB", "AUX"):
        done_to = head.dep != "nsubj" or is_passive(verb)
        told = table.get((verb.lemma, "object" if done_to else "subject"))
        if told is not None:
            yield told, MIN_MAJORITY if told == "team" else 2
        if head.dep == "nsubj" and not done_to and c.kind in MUTE and verb.lemma in with_trait("speaks"):
            yield "person", 2
        plural = any(w.text.lower() in PLURAL for w in (verb, *verb.all("aux", "auxpass")))
        if plural and head.tag == "NNP" and head.child("conj", "cc", "appos") is None:
            yield "team", MIN_MAJORITY
    if head.tag == "NNPS" and len(c.words) == 1 and c.kind != "event" and head.child("det") is not None:
        yield "team", MIN_MAJORITY  # "the Lions"
    if head.dep in ("poss", "compound", "nmod") and verb.pos == "NOUN" and verb not in c.words:
        told = table.get((verb.lemma, "possessed"))
        if told in ("team", "group") or (told is not None and head.dep == "poss"):
            yield told, MIN_MAJORITY if told == "team" else 2
        modified = table.get((verb.lemma, "modified"))
        if modified is not None and head.dep != "poss":  # "the Bell administration"
            yield modified, MIN_MAJORITY
        if verb is after and verb.tag == "NN":
            behind, named = table.get((verb.lemma, "behind")), table.get((verb.lemma, "kind"))
            if behind is not None:  # "the Bell programme"
                yield behind, MIN_MAJORITY + 1
            elif named in SAID_BEHIND:  # "the Bell hotel"
                yield named, MIN_MAJORITY + 1 if named != "work" else 2
    yield from _governed(_first_conjunct(head), c, names)
    yield from _predicated(c, names)
    for child in head.children:
        if is_about_person(child):
            yield "person", 2
        elif child.dep == "relcl" and c.kind == "person" and len(c.words) == 1 and _has_which(child):
            yield "group", MIN_MAJORITY
        elif child.dep == "appos" and child.pos == "NOUN" and child.i > c.words[-1].i:
            if _is_only_person(child, names):
                yield "person", MIN_MAJORITY
            elif (kind := _kind_of(child, names)) is not None:
                yield kind, MIN_MAJORITY


def _has_which(verb: Word) -> bool:
    """Return whether the subject of a relative clause is "which"."""
    subject = verb.child("nsubj", "nsubjpass")
    return subject is not None and subject.lemma == "which"


def _predicated(c: Candidate, names: Gazetteer) -> Iterator[tuple[str, int]]:
    """Yield what a sentence says that a name is: "Bell is a beekeeper", "Bell was a film"."""
    copula = c.head.head
    said = copula.child("attr") if c.head.dep == "nsubj" and copula.lemma == "be" else None
    if said is None or said.tag != "NN" or not said.text.islower():
        return
    if said.lemma in names.person_nouns:
        yield "person", MIN_MAJORITY
    elif c.kind is not None and (kind := _kind_of(said, names)) is not None:
        yield kind, 2


def _first_conjunct(word: Word) -> Word:
    """Return the first of the things that a word is joined with: "Bell" for "Crane" of "Bell and Crane"."""
    while word.dep == "conj" and word.head.pos == "PROPN":
        word = word.head
    return word


def _governed(first: Word, c: Candidate, names: Gazetteer) -> Iterator[tuple[str, int]]:
    """Yield what the preposition before a name tells, for a name joined with others that of the first."""
    table, preposition = evidence(), first.head
    if first.dep != "pobj" or preposition.pos not in ("ADP", "SCONJ"):
        return
    noun = preposition.head
    before = c.words[0].left
    near = before is preposition or first is not c.head
    if preposition.lemma in ("of", "with", "at", "by", "in", "for"):
        told = table.get((noun.lemma, cast(Construction, preposition.lemma)))
        if preposition.lemma == "for" and c.kind == "person":
            return  # "a spokesman for Bell"
        if told is not None and (near or preposition.lemma in ("of", "in")):
            yield told, MIN_MAJORITY + (told == "work")
        elif told is None and near and preposition.lemma == "in" and noun.pos in ("VERB", "AUX", "NOUN"):
            yield "place", MIN_MAJORITY if c.kind == "person" and noun.pos != "NOUN" else 2
    elif near and preposition.lemma == "against":
        yield "team", 1
    elif noun.tag == "NNS" and preposition.lemma in {"as", *with_trait("lists")}:
        # "programs such as Bell"
        kind = _kind_of(noun, names)
        if kind is not None:
            yield kind, MIN_MAJORITY


def _is_only_person(noun: Word, names: Gazetteer) -> bool:
    """Return whether a noun stands for a person, and for no firm: not "developer"."""
    told = evidence().get((noun.lemma, "kind"))
    return noun.lemma in names.person_nouns and told != "company"


def _kind_of(noun: Word, names: Gazetteer) -> str | None:
    """Return the class of what a noun is for: "film", "think-tank"; "law" of "brother-in-law" tells none."""
    lemma, dash = noun.lemma, noun.left
    if dash is not None and dash.text == "-" and dash.end == noun.start and dash.left is not None:
        lemma = f"{dash.left.text.lower()}-{lemma}"
    elif dash is not None and dash.head is noun and (f"{dash.lemma} {lemma}", "kind") in evidence():
        lemma = f"{dash.lemma} {lemma}"  # "television station"
    return evidence().get((lemma, "kind")) or names.heads.get(lemma)


def _is_region(word: Word | None, names: Gazetteer) -> bool:
    """Return whether a word set off behind a name says in what state or country it lies: "Bell, Ohio"."""
    if word is None or (word.right is not None and word.right.text not in (",", ".", ";", ")", ":")):
        return False
    return any(row["class"] in ("state", "country") for row in names.rows(word.text))


def _classified(before: Word, c: Candidate, names: Gazetteer) -> Iterator[tuple[str, int]]:
    """Yield what the noun set before a name says it is: "the film Bell", "a song called Bell"."""
    if before.tag == "VBN" and evidence().get((before.lemma, "named")) is not None:
        yield evidence()[before.lemma, "named"], MIN_MAJORITY + 1  # "a show titled Bell"
    noun: Word | None = before
    described = c.head.head
    apposed = before.text == "," and c.head.dep == "appos" and described.text.islower()
    if apposed and described.tag == "NN" and _is_only_person(described, names):
        yield "person", MIN_MAJORITY  # "the film's star, Bell"
    joined = c.head.dep == "conj" or c.head.child("conj", "appos") is not None
    if c.head.dep == "conj" and before.pos != "NOUN":
        noun = _before(_first_conjunct(c.head))
    elif before.text == ",":
        noun = c.head.head if c.head.dep == "appos" else None
        if noun is None and c.head.dep in ("npadvmod", "dep", "pobj", "conj"):
            noun = before.left  # hung elsewhere
    elif before.text in MARKS:
        noun = before.left
    elif before.lemma in with_trait("names") and before.tag == "VBN":
        noun = before.head if before.dep == "acl" else None
    if noun is None or noun.pos not in ("NOUN", "PROPN", "ADJ"):
        return
    if not noun.text.islower():
        told = evidence().get((noun.text.lower(), "kind"))
        if noun is before and noun is noun.sentence.words[0] and told == "company":
            yield told, MIN_MAJORITY + 1  # "Brewer Bell"
        return
    if noun.lemma in names.person_nouns or (noun.tag in ("NNS", "NNPS") and not joined):
        return
    kind = _kind_of(noun, names) if noun.pos != "ADJ" else evidence().get((noun.lemma, "kind"))
    if kind is None:
        return
    if kind == "group" and noun.tag == "NN" and c.head.child("conj") is not None:
        return  # "the duo Ana Bell and Ida Cruz"
    parallel = noun.head is c.head.head and noun.dep == c.head.dep  # two subjects, as the parser has it
    beside = noun.right is c.words[0]
    if beside or noun is not before or noun.head is c.head or c.head.head is noun or parallel:
        yield kind, MIN_MAJORITY + beside


def _before(head: Word) -> Word | None:
    """Return the word before a name, from the name's head."""
    word = head
    while word.left is not None and word.left.head is head and word.left.pos == "PROPN":
        word = word.left
    return word.left


def _is_age(word: Word | None) -> bool:
    """Return whether a number set off by marks is an age: "Bell, 45,"."""
    if word is None or word.right is None or not re.fullmatch(r"\d{2}", word.text):
        return False
    return word.right.text in (",", ")", ".")


def _is_where(c: Candidate) -> bool:
    """Return whether a town's name says where something is: "in Bell", "near Bell"."""
    preposition = c.head.head
    return c.head.dep == "pobj" and preposition.text.lower() in ("in", "near", "outside", "around")
