"""What stands beside a name: titles, "Ana Cruz of Acme", "Acme's Ana Cruz", "Bergen, Norway"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.english.tables import modifying, nouns
from kg.extract.grammar.dates import clause_date
from kg.extract.grammar.factuality import Factuality
from kg.extract.mentions import PLACES, Candidate
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.arguments import argument, entity_argument
from kg.extract.propositions.phrases import is_former
from kg.extract.propositions.reading import ArticleContext
from kg.extract.propositions.roles import role
from kg.model import Argument, Proposition

PLACED = ("city", "place", "facility", "school", "government")


def name_propositions(reading: ArticleContext, name: Word) -> Iterator[Proposition]:
    """Yield what stands before and behind a name."""
    candidate = reading.names[name.i]
    if candidate.adjective:
        return
    plain = Factuality()
    title = _title(reading, candidate)
    if title is not None:
        former = _was(reading, title, candidate)
        yield from role(
            reading, title, name, plain, rule="title before a name", former=former, before=candidate
        )
        further = _noun_before(reading, title)
        if further is not None:  # "his rival Mayor Ana Cruz"
            yield from role(
                reading, further, name, plain, rule="title before a name", former=is_former(further)
            )
    if candidate.form == "owned":
        owned = reading.resolved.referents[name.i]
        if owned[0].owner is not None:
            whose = entity_argument(reading, "of", name, (owned[0].owner,))
            subject = entity_argument(reading, "subject", name, owned)
            yield reading.proposition("role", name.lemma, name, [subject, whose], plain, rules=("owner",))
        return
    subject = entity_argument(reading, "subject", name, reading.resolved.of(name)[:1])
    owner = name.child("poss")
    if owner is not None and title is None and reading.things(owner):
        yield reading.proposition(
            "role",
            "'s",
            name,
            [subject, argument(reading, "'s", owner)],
            plain,
            rules=("possessor of a name",),
        )
    placed = reading.resolved.referents[name.i][0].kind in PLACED
    for prep in name.all("prep"):
        pobj = prep.child("pobj") if prep.i > name.i else None
        fits = prep.lemma in ("of", "at", "from") or (prep.lemma == "in" and placed and not _beyond(name))
        if fits and pobj is not None and reading.things(pobj):
            other = argument(reading, prep.lemma, pobj)
            yield reading.proposition(
                "role", prep.lemma, name, [subject, other], plain, rules=("preposition behind a name",)
            )
    place = _place_behind(reading, candidate)
    if place is not None:
        yield reading.proposition("role", "in", name, [subject, place], plain, rules=("place behind a name",))


def _beyond(name: Word) -> bool:
    """Return whether what is told lies away from a place: "north of London in Stevenage"."""
    return name.dep == "pobj" and name.head.head.lemma in nouns("direction")


def _title(reading: ArticleContext, candidate: Candidate) -> Word | None:
    """Return the noun right before a name that describes it: "spokesman" of "spokesman Ana Cruz"."""
    word = candidate.words[0].left
    if word is None or word.pos not in ("NOUN", "PROPN", "ADJ") or word.i in reading.inside:
        return None
    name = candidate.head
    joined = word.head is name or word.head.head is name or name.head is word
    return word if joined or word.i in reading.office_words else None


def _noun_before(reading: ArticleContext, title: Word) -> Word | None:
    """Give the role noun before an office before a name: "nominee" of "party nominee US Senator Ana Cruz"."""
    office = reading.office_words.get(title.i)
    word = office.words[0].left if office is not None else None
    while word is not None and (word.i in reading.inside or word.pos == "ADJ"):
        word = word.left
    return word if word is not None and word.pos == "NOUN" and word.tag == "NN" else None


def _was(reading: ArticleContext, title: Word, candidate: Candidate) -> bool:
    """Return whether the title before a name is past: "former Republican mayor Ana Cruz"."""
    office = reading.office_words.get(title.i)
    if office is not None and (office.former or _long_ago(reading, candidate.head)):
        return True
    word = candidate.words[0].left
    for _ in range(8):
        if word is None:
            return False
        if word.text.lower() in modifying("former"):  # before its label: "now-ousted" may be a verb
            return True
        if word.pos in ("VERB", "AUX", "ADP", "DET", "PUNCT", "CCONJ") and word.text not in ("-", "–"):
            return False
        word = word.left
    return False


def _long_ago(reading: ArticleContext, name: Word) -> bool:
    """Whether a name is in a clause about a year before that of the article: "In 1997, President Holt …"."""
    verb = next((up for up in name.ancestors() if up.pos == "VERB"), None)
    if verb is None or verb.tag not in ("VBD", "VBN"):
        return False
    year = (clause_date(verb, reading.published) or "")[:4]
    return bool(year) and (reading.published is None or year < reading.published[:4])


def _place_behind(reading: ArticleContext, candidate: Candidate) -> Argument | None:
    """Return the place that follows the name of another, or of a building: "Bergen, Norway"."""
    name, end = candidate.head, candidate.words[-1].right
    kind = reading.resolved.referents[name.i][0].kind
    if end is None or end.text not in (",", "in", "(") or kind not in (*PLACED, "state"):
        return None
    after = end.right
    while after is not None and (after.text.lower() == "the" or after.text.lower() in modifying("part")):
        after = after.right
    inner = reading.inside.get(after.i) if after is not None else None
    if inner is None or inner.kind not in PLACES:
        return None
    place = inner.head
    if place.i not in reading.resolved.referents or place.dep == "poss":
        return None
    if after is not end.right and place.dep in ("compound", "amod") and place.head.i > place.i:
        return None  # "in Bergen, the Norway office"
    listed = inner.kind == "city" or "conj" in (place.dep, name.dep)
    if end.text == "," and (kind not in ("city", "place") or listed):
        return None
    if end.text == "in" and _beyond(name):
        return None
    of_verb = end.head is not name and end.head.pos in ("VERB", "AUX")
    if end.text == "in" and of_verb and kind in ("state", "government"):
        return None
    if any(p.lemma == "in" and p.child("pobj") is place for p in name.all("prep")):
        return None  # told already
    return entity_argument(reading, "in", place, reading.resolved.referents[place.i])
