"""Event nouns: "Cruz's endorsement of Bell", also where a light verb carries them: "made a call to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.english.carriers import Carries, beside, carriers
from kg.extract.english.tables import nouns, with_trait
from kg.extract.grammar.clauses import SUBJECTS, is_passive
from kg.extract.grammar.factuality import Factuality, factuality
from kg.extract.grammar.frames import frame
from kg.extract.grammar.phrases import antecedent
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.arguments import argument, carried, prepositions
from kg.extract.propositions.reading import ArticleContext
from kg.model import Argument, Proposition


def noun_propositions(reading: ArticleContext, noun: Word) -> Iterator[Proposition]:
    """Yield the events that a common noun names; not where a light verb tells them."""
    owner = noun.child("poss")
    arguments: list[Argument] = []
    if owner is not None:
        arguments.append(argument(reading, "'s", owner))
    arguments += prepositions(reading, noun)
    if noun.dep == "nsubj" and noun.head.lemma == "be":  # "its headquarters are in Oslo"
        arguments += prepositions(reading, noun.head)
    number, unit = reading.quantity(noun)
    if number is not None:
        arguments.append(Argument("value", number, noun.start, noun.end, (), number, unit or ""))
    inner = carried(reading, noun)
    for low in inner:
        arguments += prepositions(reading, low)  # "a charge of fraud against Ana Cruz"
    if not reading.wants(arguments):
        return
    carried_by = _carries(noun.head)
    if noun.dep == "dobj" and carried_by in ("agent", "both", "either") and owner is None:
        return  # the light verb tells it
    facts = factuality(noun)
    if (verb := _doing(noun)) is not None:  # "will speak after a meeting with her"
        facts = facts.demote(factuality(verb).modality)
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
    arguments += _holder(reading, noun)
    of_verb = noun.head.pos in ("VERB", "AUX") and noun.dep in (*SUBJECTS, "dobj")
    gone = any(up.lemma in with_trait("death") for up in noun.ancestors())
    former = gone and noun.lemma in nouns("dwelling")
    dated = noun.head if of_verb else noun
    yield reading.proposition(
        "noun", noun.lemma, noun, arguments, facts, rules=("event noun",), dated=dated, former=former
    )


def _around(reading: ArticleContext, noun: Word, owner: Word | None) -> Iterator[Argument]:
    """Yield the parties that clauses below a noun and the verb above it name."""
    for child in noun.all("acl", "ccomp"):  # "Cruz's accusation that Bell had lied"
        whom = child.child("nsubj")
        if whom is not None and child.child("mark") is not None:
            yield argument(reading, "that", whom)
    verb = _doing(noun)
    subject = frame(verb).subject if verb is not None and owner is None else None
    if subject is not None:
        yield argument(reading, "'s", subject)
    for child in noun.all("acl"):  # "a lawsuit brought against A by B"
        if child.tag == "VBN" and _carries(child) in ("agent", "both", "either"):
            yield from prepositions(reading, child)
            agent = child.child("agent")
            pobj = agent.child("pobj") if agent is not None else None
            if pobj is not None:
                yield argument(reading, "'s", pobj)


def _doing(noun: Word) -> Word | None:
    """Return the verb whose subject does what a noun below it tells: "said after a meeting with her"."""
    preposition, verb = noun.head, noun.head.head
    if noun.dep != "pobj" or verb.pos != "VERB" or is_passive(verb):
        return None
    closes = preposition.lemma == "with" and verb.lemma in with_trait(
        "closes"
    )  # "ended with a tribute to her"
    return verb if closes or preposition.lemma in beside("doer").get(noun.lemma, ()) else None


def _holder(reading: ArticleContext, noun: Word) -> Iterator[Argument]:
    """Yield whom an event comes to: "won her backing", "with her backing, he", "her backing lifted him"."""
    top = noun
    while top.dep == "conj":
        top = top.head
    above = top.head
    carries = _carries(above)
    found: Word | None = None
    if top.dep == "dobj" and carries in ("holder", "either") and not is_passive(above):
        found = frame(above).subject
    elif top.dep == "nsubjpass" and carries == "holder":
        found = above.child("agent")
        found = found.child("pobj") if found is not None else None
    elif top.dep == "nsubj" and carries == "to object":
        found = above.child("dobj")
    elif top.dep == "nsubj" and carries == "to":
        to = next((p for p in above.all("prep") if p.lemma == "to"), None)
        found = to.child("pobj") if to is not None else None
    elif top.dep == "pobj" and above.lemma in beside("holder").get(noun.lemma, ()):
        governor = above.head
        found = frame(governor).subject if governor.pos in ("VERB", "AUX") else governor
    if found is not None and found is not noun:
        yield argument(reading, "holder", found)


def light_verb(
    reading: ArticleContext, verb: Word, subject: Word | None, facts: Factuality, *, passive: bool
) -> Iterator[Proposition]:
    """Yield the event nouns that a light verb carries: "made a call to", "was paid a visit by"."""
    carries = _carries(verb)
    if carries not in ("agent", "holder", "both", "either"):
        return
    receiving = carries in ("holder", "both")
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
        held = (receiving or (carries == "either" and _comes_from(each))) and not passive
        if agent is not None and held:
            arguments += [argument(reading, role, agent) for role in ("to", "holder")]
        elif agent is not None:
            arguments.append(argument(reading, "'s", agent))
        arguments += prepositions(reading, each)
        given = list(prepositions(reading, verb))
        arguments += given
        if not held:  # "gave her backing to him"
            arguments += [replace(a, role="holder") for a in given if a.role == "to" and not a.of]
        for low in carried(reading, each):
            arguments += prepositions(reading, low)
        dative = verb.child("dative")
        if dative is not None and dative.pos != "ADP":
            arguments += [argument(reading, role, dative) for role in ("to", "holder")]
        yield reading.proposition("noun", each.lemma, each, arguments, facts, rules=(light,), dated=verb)
        for prep in each.all("prep"):  # "a message of congratulation to", "a word of thanks to"
            pobj = prep.child("pobj") if prep.lemma == "of" else None
            if pobj is not None and pobj.pos == "NOUN":
                yield reading.proposition(
                    "noun", pobj.lemma, pobj, arguments, facts, rules=(light, "carried by of"), dated=verb
                )


def _carries(verb: Word) -> Carries | None:
    """Return what a verb, with its particle, says of the event noun that it carries, if it can carry one."""
    if verb.pos != "VERB":
        return None
    particle = verb.child("prt")
    return carriers().get(f"{verb.lemma} {particle.lemma}" if particle is not None else verb.lemma)


def _comes_from(noun: Word) -> bool:
    """Whether an event that somebody "has" comes from another: "has the support of", "had a call from"."""
    definite = any(c.text.lower() == "the" for c in noun.all("det"))
    return any(p.lemma in ("from", "by") or (p.lemma == "of" and definite) for p in noun.all("prep"))
