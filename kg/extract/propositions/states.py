"""What a verb says that its subject is, by "is", "became" and "served as"; and whether it still is."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.english.tables import modifying, nouns, with_trait
from kg.extract.grammar.clauses import is_passive
from kg.extract.grammar.factuality import Factuality, trait
from kg.extract.grammar.phrases import antecedent
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.phrases import is_former, is_temporal
from kg.extract.propositions.reading import ArticleContext
from kg.extract.propositions.roles import role
from kg.model import Proposition


def copula(reading: ArticleContext, verb: Word, subject: Word, facts: Factuality) -> Iterator[Proposition]:
    """Yield what the subject is: "Cruz is the chair of Acme", "the chair is Ana Cruz"."""
    if verb.lemma not in with_trait("copula"):
        return
    described = subject
    # "he said she was chair" is a present, told in the past
    told = verb.dep == "ccomp" and verb.head.tag in ("VBD", "VBN")
    past = verb.tag == "VBD" and verb.lemma != "become" and not told and not _has_have(verb)
    for noun in verb.all("attr"):
        if noun.pos not in ("NOUN", "PROPN"):
            continue
        nameless = described.pos == "NOUN" and described.i not in reading.resolved.referents
        if noun.i in reading.inside and nameless:  # "the chair is Ana Cruz"
            yield from role(
                reading, described, noun, facts, rule="copula", former=is_former(described), dated=verb
            )
            continue
        for each in noun.conjuncts():
            if each.pos in ("NOUN", "PROPN"):
                yield from role(
                    reading, each, described, facts, rule="copula", former=is_former(each) or past, dated=verb
                )


def service(reading: ArticleContext, verb: Word, subject: Word, facts: Factuality) -> Iterator[Proposition]:
    """Yield what "as" says of the subject or the object: "served as chair", "was replaced as chair"."""
    if verb.lemma in with_trait("appoints") and not is_passive(verb):
        yield from _named_as(reading, verb, facts)
    holder: Word | None = subject
    past = verb.tag == "VBD" and verb.lemma in with_trait("served") and not _has_have(verb)
    if trait(verb, "removes") or trait(verb, "resigns"):
        if facts.modality != "actual" or facts.polarity == "negated":
            return
        holder = verb.child("dobj") if trait(verb, "removes") and not is_passive(verb) else subject
        past = True
    elif verb.lemma not in with_trait("serves"):
        return
    if holder is None:
        return
    for prep in verb.all("prep"):
        pobj = prep.child("pobj") if prep.lemma == "as" else None
        for each in pobj.conjuncts() if pobj is not None else ():
            former = past or is_former(each)
            yield from role(
                reading, each, antecedent(holder), facts, rule="service", former=former, dated=verb
            )


def _named_as(reading: ArticleContext, verb: Word, facts: Factuality) -> Iterator[Proposition]:
    """Yield what an object is named as: "endorsed her as the party's nominee"; offices wait for the oath."""
    patient = verb.child("dobj")
    for prep in verb.all("prep") if patient is not None else ():
        pobj = prep.child("pobj") if prep.lemma == "as" else None
        if pobj is not None and patient is not None and pobj.i not in reading.office_words:
            yield from role(
                reading, pobj, antecedent(patient), facts, rule="named as", former=False, dated=verb
            )


def _has_have(verb: Word) -> bool:
    return any(c.lemma == "have" for c in verb.all("aux"))


def is_over(verb: Word) -> bool:
    """Return whether a state is told as past: "worked for", "used to own", "led it until 2019"."""
    if verb.head.lemma == "use" and verb.dep == "xcomp":
        return True
    then = any(c.tag == "WRB" for c in verb.all("advmod"))
    if verb.lemma in with_trait("copula") and verb.tag == "VBD" and then:  # "when she was 13"
        return True
    if verb.lemma in with_trait("lasting") | with_trait("state") | with_trait("once") and any(
        c.lemma in modifying("once") for c in verb.all("advmod")
    ):
        return True
    if verb.lemma in with_trait("lasting") and verb.tag in ("VBD", "VBN"):
        for prep in verb.all("prep"):
            pobj = prep.child("pobj")
            if pobj is None:
                continue
            if prep.lemma in ("until", "from", "between", "till") and (
                is_temporal(pobj) or pobj.lemma in nouns("time")
            ):
                return True
            under = prep.lemma == "under" and pobj.pos == "PROPN"  # "directed it under President Cruz"
            if (under or (prep.lemma == "for" and pobj.lemma in nouns("period"))) and verb.tag == "VBD":
                return True
    had = any(c.text.lower() == "had" for c in verb.all("aux"))
    return verb.lemma in with_trait("state") and (verb.tag == "VBD" or had) and not is_passive(verb)
