"""Event nouns: "Cruz's endorsement of Bell", also where a light verb carries them: "made a call to"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.grammar.clauses import SUBJECTS, is_passive
from kg.extract.grammar.factuality import Factuality, factuality
from kg.extract.grammar.frames import frame
from kg.extract.grammar.phrases import antecedent
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.arguments import argument, carried, prepositions
from kg.extract.propositions.phrases import quantity
from kg.extract.propositions.reading import Reading
from kg.model import Argument, Proposition

#: Verbs that lend a noun their subject: "made a call", "paid a visit".
LIGHT = frozenset(
    "make pay give have hold take launch issue offer express extend level deliver mount conduct send place "
    "do file bring voice direct begin open start lodge complete sign end lead".split()
)
#: Verbs whose subject is at the noun's other end: "received a call from".
RECEIVING = frozenset("receive get accept take draw field face attract return answer enjoy".split())
#: Verbs that say with what their subject begins, answers or ends.
CLOSING = frozenset("end open begin start close conclude respond reply react answer follow finish".split())


def noun_propositions(reading: Reading, noun: Word) -> Iterator[Proposition]:
    """Yield the events that a common noun names; not where a light verb tells them."""
    owner = noun.child("poss")
    arguments: list[Argument] = []
    if owner is not None:
        arguments.append(argument(reading, "'s", owner))
    arguments += prepositions(reading, noun)
    if noun.dep == "nsubj" and noun.head.lemma == "be":  # "its headquarters are in Oslo"
        arguments += prepositions(reading, noun.head)
    number, unit = quantity(noun)
    if number is not None:
        arguments.append(Argument("value", number, noun.start, noun.end, (), number, unit or ""))
    inner = carried(reading, noun)
    for low in inner:
        arguments += prepositions(reading, low)  # "a charge of fraud against Ana Cruz"
    if not reading.wants(arguments):
        return
    if noun.dep == "dobj" and noun.head.lemma in LIGHT and noun.head.pos == "VERB" and owner is None:
        return  # the light verb tells it
    facts = factuality(noun)
    for low in inner:
        yield reading.proposition(
            "noun",
            low.lemma,
            low,
            arguments,
            factuality(low),
            rules=("event noun", "carried by of"),
            dated=noun,
        )
    arguments += _around(reading, noun, owner)
    of_verb = noun.head.pos in ("VERB", "AUX") and noun.dep in (*SUBJECTS, "dobj")
    gone = any(up.lemma in ("die", "kill", "murder") for up in noun.ancestors())
    former = gone and noun.lemma in ("home", "house", "residence")
    dated = noun.head if of_verb else noun
    yield reading.proposition(
        "noun", noun.lemma, noun, arguments, facts, rules=("event noun",), dated=dated, former=former
    )


def _around(reading: Reading, noun: Word, owner: Word | None) -> Iterator[Argument]:
    """Yield the parties that clauses below a noun and the verb above it name."""
    for child in noun.all("acl", "ccomp"):  # "Cruz's accusation that Bell had lied"
        whom = child.child("nsubj")
        if whom is not None and child.child("mark") is not None:
            yield argument(reading, "that", whom)
    if owner is None and noun.dep == "pobj" and noun.head.lemma == "with":
        verb = noun.head.head
        subject = frame(verb).subject if verb.lemma in CLOSING else None
        if subject is not None and not is_passive(verb):
            yield argument(reading, "'s", subject)  # "ended with a tribute to"
    for child in noun.all("acl"):  # "a lawsuit brought against A by B"
        if child.tag == "VBN" and child.lemma in LIGHT:
            yield from prepositions(reading, child)
            agent = child.child("agent")
            pobj = agent.child("pobj") if agent is not None else None
            if pobj is not None:
                yield argument(reading, "'s", pobj)


def light_verb(
    reading: Reading, verb: Word, subject: Word | None, facts: Factuality, *, passive: bool
) -> Iterator[Proposition]:
    """Yield the event nouns that a light verb carries: "made a call to", "was paid a visit by"."""
    receiving = verb.lemma in RECEIVING
    if verb.lemma not in LIGHT and not receiving:
        return
    noun, agent = subject if passive else verb.child("dobj"), subject
    if noun is not None:
        noun = antecedent(noun)
    elif verb.dep == "relcl" and not passive:
        noun = verb.head  # "the speech she will give"
    if passive:
        by = verb.child("agent")
        agent = by.child("pobj") if by is not None else None
    if noun is None or noun.pos != "NOUN":
        return
    light = "receiving verb" if receiving else "light verb"
    for each in noun.conjuncts() if not passive else (noun,):
        if each.pos != "NOUN":
            continue
        arguments: list[Argument] = []
        if agent is not None:
            arguments.append(argument(reading, "to" if receiving and not passive else "'s", agent))
        arguments += prepositions(reading, each)
        arguments += prepositions(reading, verb)
        for low in carried(reading, each):
            arguments += prepositions(reading, low)
        dative = verb.child("dative")
        if dative is not None and dative.pos != "ADP":
            arguments.append(argument(reading, "to", dative))
        yield reading.proposition("noun", each.lemma, each, arguments, facts, rules=(light,), dated=verb)
        for prep in each.all("prep"):  # "a message of congratulation to", "a word of thanks to"
            pobj = prep.child("pobj") if prep.lemma == "of" else None
            if pobj is not None and pobj.pos == "NOUN":
                yield reading.proposition(
                    "noun", pobj.lemma, pobj, arguments, facts, rules=(light, "carried by of"), dated=verb
                )
