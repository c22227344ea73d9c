"""Role nouns: what somebody is, by apposition, by a noun phrase in front, or by being called nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.coreference import Thing
from kg.extract.english.tables import nouns
from kg.extract.grammar.factuality import Factuality, factuality, signature, trait
from kg.extract.grammar.phrases import described_alone
from kg.extract.mentions import Candidate
from kg.extract.parsing.syntax import Word
from kg.extract.propositions.arguments import argument, entity_argument, is_anybodys, prepositions
from kg.extract.propositions.phrases import is_former, is_temporal, is_unreal
from kg.extract.propositions.reading import ArticleContext
from kg.model import Argument, Proposition


def role_propositions(reading: ArticleContext, noun: Word) -> Iterator[Proposition]:
    """Yield the roles that a noun says somebody has, by apposition or by standing for him."""
    plain = Factuality()
    referents = reading.resolved.referents
    if noun.i not in reading.inside:
        for child in noun.all("appos"):  # "the chairman of Acme, Ana Cruz"
            several = len(child.conjuncts()) > 1
            apart = noun.tag != "NNS" and several and _clause_between(noun, child)
            if child.i in referents and noun.tag == "NNS" and not several:
                continue
            if child.i in referents and not apart:
                yield from role(reading, noun, child, plain, rule="apposition", former=is_former(noun))
        top = noun
        while top.dep == "conj":
            top = top.head
        titled = (behind := _office_end(reading, noun).right) is not None and behind.i in reading.inside
        if (
            top.dep == "appos" and top.head.i in referents and not titled
        ):  # "Ana Cruz, founder and chairman of Acme"
            yield from role(reading, noun, top.head, plain, rule="apposition", former=is_former(noun))
    elif noun.i in reading.names:
        return
    subject = _fronts(reading, noun)
    if subject is not None:
        yield from role(reading, noun, subject, plain, rule="description in front", former=is_former(noun))
    if noun.i in reading.resolved.standing and _is_known(reading, noun):
        yield from role(reading, noun, noun, plain, rule="description", former=is_former(noun), stands=True)


def _office_end(reading: ArticleContext, noun: Word) -> Word:
    """Return the last word of the office that a noun is part of, or the noun itself."""
    office = reading.office_words.get(noun.i)
    return office.words[-1] if office is not None else noun


def _clause_between(noun: Word, name: Word) -> bool:
    """Return whether a clause stands between a noun and names: they go on a list that the noun is in."""
    return any(noun.i < w.i < name.i and w.pos in ("VERB", "AUX") for w in noun.sentence.words)


def _is_known(reading: ArticleContext, noun: Word) -> bool:
    """Return whether a description is known of whom it stands for: a title, "her rival", "the Democrat"."""
    return noun.i in reading.office_words or noun.child("poss") is not None or bool(_party(reading, noun))


def _fronts(reading: ArticleContext, noun: Word) -> Word | None:
    """Return the subject that a noun phrase before it describes: "A native of Oslo, Cruz grew up …"."""
    if noun.pos != "NOUN" or noun.dep not in ("npadvmod", "dep", "nsubj", "advcl", "ccomp", "appos", "nmod"):
        return None
    if not any(c.text.lower() in ("a", "an") for c in noun.all("det")):
        return None
    words, root = noun.sentence.words, noun.sentence.root
    comma = next((w for w in words if w.text == "," and w.i > noun.i), None)
    subject = next((s for s in root.all("nsubj", "nsubjpass") if s is not noun), None)
    if noun.subtree()[0] is not words[0] or comma is None or subject is None:
        return None
    if subject.i < comma.i or root is noun:
        return None
    begins = min(w.i for w in subject.subtree()) == comma.i + 1
    return subject if begins and reading.resolved.of(subject) else None


def role(
    reading: ArticleContext,
    noun: Word,
    referent: Word,
    facts: Factuality,
    *,
    rule: str,
    former: bool,
    before: Candidate | None = None,
    stands: bool = False,
    dated: Word | None = None,
) -> Iterator[Proposition]:
    """Yield the proposition that the referent is what the noun says, with the noun's own complements.

    `rule` is the name of what joins the two; `before` is the name that the noun stands right before;
    `stands`: the noun itself is the mention of who it is; `dated`: the verb that says so, whose subjects,
    joined or listed, all have the role.
    """
    if noun.lemma == "one":  # "one of four candidates in …"
        several = next((p.child("pobj") for p in noun.all("prep") if p.lemma == "of"), None)
        if several is None or several.pos != "NOUN":
            return
        noun = several
    if stands:
        things = reading.resolved.referents.get(noun.i, ())
    else:
        alone = dated is None or described_alone(referent, dated)
        things = reading.resolved.of(referent) if alone else reading.things(referent)
    office = reading.office_words.get(noun.i)
    head = office.head if office is not None else noun
    if not things or is_unreal(head):
        return
    if office is not None and any(c.tag == "VB" for c in head.all("relcl", "acl")):
        return  # "the third minister to leave"
    article = next((c.text.lower() for c in head.all("det")), "")
    title = reading.tables.titles.get(noun.lemma) if noun.tag in ("NNS", "NNPS") else None
    if title is not None and title["unique"] == "yes":
        return  # "Congress leaders": some of them
    one_of_kind = office is not None and office.row.get("unique") == "yes" and not stands
    if office is not None and one_of_kind and article in ("a", "an") and not (former or office.former):
        return  # "a president for all": a way of being, not the post
    if office is not None and is_anybodys(reading, head):
        return
    arguments = [entity_argument(reading, "subject", referent, things)]
    arguments += _complements(reading, head)
    owner = head.child("poss")
    if owner is None and before is not None:
        owner = referent.child("poss")
    if owner is not None:
        arguments.append(argument(reading, "'s", owner))
    if owner is None or arguments[-1].entities:  # "her Republican rival": not the party's, whoever she is
        arguments += _modifiers(reading, office.words[0] if office is not None else head, things)
    former = former or _has_ended(head)
    if (above := _wanted(head)) is not None:  # "the nomination for treasurer, Ana Cruz"
        facts = above.within(facts)
    if office is not None:
        former = former or office.former or loses_post(referent) or loses_post(noun)
        post = reading.resolved.offices.get(head.i)
        if not former and any(post in t.doubtful_posts for t in things):
            return
        owned = post is not None and post.owner is not None
        if stands and owned and not any(post in (*t.posts, *t.former_posts) for t in things):
            return  # "the president" is Cruz, and the article's only other is Acme's
        predicate = (office.title or "").lower()
        arguments += _post(reading, office, arguments[1:], stands=stands)
    else:
        predicate = noun.lemma + _in_law(noun)
        if party := _party(reading, noun):
            arguments.append(entity_argument(reading, "predicative", noun, party))
    yield reading.proposition(
        "role", predicate, noun, arguments, facts, rules=(rule,), former=former, dated=dated
    )


def _complements(reading: ArticleContext, noun: Word) -> list[Argument]:
    """Return a role's prepositions: those behind a list are its last noun's, and plain ones share them."""
    found, joined = list(prepositions(reading, noun)), noun.child("conj")
    if joined is None:
        shared = noun.dep == "conj" and not found  # "founder and chairman of Acme", "of" being the founder's
        return [a for a in prepositions(reading, noun.head) if a.start > noun.end] if shared else found
    if noun.child("amod") is not None and not is_former(noun):  # "a local lawyer and chairman of Acme"
        return [a for a in found if a.start < joined.start]
    return found or list(prepositions(reading, joined))


def _has_ended(role: Word) -> bool:
    """Return whether a role is told with its end: "governor of Ohio from 1974 to 1982"."""
    times = (p.child("pobj") for p in role.all("prep") if p.lemma in ("from", "between", "until", "till"))
    return any(time is not None and is_temporal(time) for time in times)


def _wanted(role: Word) -> Factuality | None:
    """Return what a noun above a role makes of it: "the candidate for mayor", "his pick as chairman"."""
    preposition = role.head
    above = preposition.head
    if role.dep != "pobj" or above.pos != "NOUN" or not trait(above, "seeks"):
        return None
    found = signature(above, [f"prep {preposition.lemma}"])
    return None if found is None else Factuality().governed(found, tensed=False)


def _in_law(noun: Word) -> str:
    """Return what follows "brother" of "brother-in-law"."""
    words = noun.sentence.words
    k = noun.i - words[0].i + 1
    behind = "".join(w.text for w in words[k : k + 4]).lower()
    return behind if behind == "-in-law" else ""


def loses_post(word: Word) -> bool:
    """Return whether whoever a word is about is told to have lost or given up the post that it names."""
    while word.dep in ("appos", "compound", "nmod") and word.head is not word:
        word = word.head
    verb = word.head
    if verb.pos != "VERB" or (
        verb.child("prep") is not None and any(p.lemma in ("as", "from") for p in verb.all("prep"))
    ):
        return False  # "the mayor was dismissed as coach"
    removed = trait(verb, "removes") and word.dep in ("dobj", "nsubjpass")
    resigned = trait(verb, "resigns") and word.dep == "nsubj" and verb.child("dobj") is None
    return (removed or resigned) and factuality(verb) == Factuality()


def _post(
    reading: ArticleContext, office: Candidate, others: list[Argument], *, stands: bool
) -> list[Argument]:
    """Return the office itself, and whose it is where no other argument says so.

    One without an owner only where it is said of a name: "the mayor said" gives nobody a title.
    """
    thing = reading.resolved.offices.get(office.head.i)
    if thing is None or (thing.owner is None and (stands or office.told == "")):
        return []
    found = [entity_argument(reading, "predicative", office.head, (thing,), (office.title or "").lower())]
    if thing.owner is not None:
        number = reading.number.get(thing.owner)
        if not any(number in a.entities for a in (*others, *found) if a.role != "adjective"):
            found.append(entity_argument(reading, "of", office.head, (thing.owner,)))
    return found


def _party(reading: ArticleContext, noun: Word) -> tuple[Thing, ...]:
    """Return the party of "a Democrat", "the Republican"."""
    for c in reading.resolved.candidates:
        if c.head is noun and c.adjective and c.kind == "party":
            parties = (t for t in reading.resolved.things if t.kind == "party")
            return tuple(t for t in parties if any(m is c for m, _ in t.mentions))
    return ()


def _modifiers(reading: ArticleContext, first: Word, things: tuple[Thing, ...]) -> Iterator[Argument]:
    """Yield the names among the words before a role noun.

    "Acme" of "Acme spokesman", the campaign of "Cruz campaign aide"; "French" of "French minister" as an
    adjective, for it says where from or of which party, not whose.
    """
    referents = reading.resolved.referents
    word, in_owned, described, parted, grouped = first.left, False, False, False, False
    while word is not None and word.dep != "ROOT":
        if word.pos not in ("NOUN", "PROPN", "ADJ", "NUM") and word.text not in ("-", "–"):
            return
        named = reading.names.get(word.i) or reading.inside.get(word.i)
        owned = named is not None and named.form == "owned" and named.head is word
        if owned:
            in_owned = True
            yield entity_argument(reading, "compound", word, referents[word.i])
        elif named is not None and named.head.i in referents:
            if _sided(named):
                return
            owner = referents[named.head.i]
            if owner[0] not in things and not ((in_owned or grouped) and owner[0].kind == "person"):
                role = "adjective" if named.adjective else "compound"
                # "Conservative donor Lord Falk": the donor is; "Senate panel chief": not the Senate's
                if not (described if named.adjective else parted):
                    yield entity_argument(reading, role, named.head, owner)
            word = named.words[0]
        elif word.pos == "NOUN" and word.lemma in nouns("organization"):
            grouped = True  # "Cruz team lawyer": the team's
        elif word.pos == "NOUN" and word.lemma in nouns("part"):
            parted = True
        elif first.i in reading.office_words and word.pos == "NOUN":
            described = True
        within = word.dep in ("compound", "amod", "nmod", "poss", "punct", "nummod", "npadvmod")
        if not within and word.i not in reading.inside and not owned:
            return
        word = word.left


def _sided(named: Candidate) -> bool:
    """Return whether a name says for or against whom, not of whom: "the pro-Ruritanian mayor"."""
    dash = named.words[0].left
    prefix = dash.left if dash is not None and dash.text in ("-", "–") else None
    return prefix is not None and prefix.text.lower() in ("pro", "anti")
