"""What a governing verb, adjective or noun does to the clause below it: "denied that", "failed to", …

A rule gives a step up the tree, or None where it does not apply; the first that applies is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.grammar.factuality.own import own
from kg.extract.grammar.factuality.profile import Factuality, Step
from kg.extract.grammar.factuality.words import (
    ACCUSING,
    ATTEMPTING,
    CLAIM_NOUNS,
    CLAIMING,
    CONTACT,
    COURTESIES,
    DOUBTING,
    FACTIVE_ADJECTIVES,
    IMAGINING,
    IMPLICATIVE,
    NEGATIVE,
    OPEN_PLANS,
    OPINION,
    PLANNING,
    PLANNING_THROUGH,
    POSSIBLE,
    PREVENTING,
    REPORTED,
    SAYING,
    UNREAL_NOUNS,
    UNSURE_ADJECTIVES,
)
from kg.extract.parsing.syntax import Word


@dataclass(frozen=True, slots=True)
class Governor:
    """A word and the clause that it governs."""

    word: Word
    lemma: str
    below: Word  #: the head of the clause
    through: str  #: the preposition between the two, or ""
    facts: Factuality  #: of the governor by itself
    denied: bool
    that: bool  #: the clause has a subject of its own: "said that", "said"
    passive: bool
    infinitive: bool

    def take(self, result: Factuality) -> Step:
        """Go on with a result that the governor's own negation and modality do not reach."""
        return self.word, result, False

    def share(self, result: Factuality, *, keep_polarity: bool = False) -> Step:
        """Go on with a result that shares the governor's own negation and modality."""
        return self.word, result.under(self.facts, keep_polarity=keep_polarity), False

    def stop(self, result: Factuality) -> Step:
        """End here."""
        return self.word, result, True


def governed(head: Word, below: Word, result: Factuality, through: str = "") -> Step:
    """Pass from a clause to the word that governs it, with or without a preposition between."""
    facts = own(head) if head.pos in ("VERB", "AUX") else Factuality()
    governor = Governor(
        head,
        head.lemma,
        below,
        through,
        facts,
        denied=facts.polarity == "negated",
        that=below.dep == "ccomp",
        passive=_is_passive(head),
        infinitive=is_infinitive(below) or (below.dep == "xcomp" and _has_to(below)),
    )
    for rule in RULES:
        step = rule(governor, result)
        if step is not None:
            return step
    return governor.share(result)


def is_infinitive(verb: Word) -> bool:
    """Whether "to" stands before the verb as its auxiliary."""
    return verb.tag in ("VB", "VBN") and any(c.lemma == "to" for c in verb.all("aux"))


def _has_to(word: Word) -> bool:
    return any(c.lemma == "to" for c in word.children)


def _is_passive(head: Word) -> bool:
    return head.child("auxpass") is not None or (head.tag == "VBN" and head.child("nsubjpass") is not None)


def said_by(verb: Word, result: Factuality) -> Factuality:
    """Credit an event to the subject of a verb of saying, unless it is credited already."""
    if result.source is not None:
        return result
    current = verb
    for _ in range(4):
        subject = current.child(*SUBJECTS)
        if subject is not None and not (subject.tag in ("WP", "WDT") and current.dep == "relcl"):
            if subject.dep == "nsubjpass":
                agent = current.child("agent")
                pobj = agent.child("pobj") if agent is not None else None
                return replace(result, source=pobj) if pobj is not None else result
            return replace(result, source=subject)
        if current.dep in ("relcl", "acl"):
            return replace(result, source=current.head)
        if current.dep not in ("conj", "advcl", "xcomp"):
            break
        current = current.head
    return result


# The rules, in the order in which they are tried


def _denying(g: Governor, result: Factuality) -> Step | None:
    """Read "denied that", "accused of"."""
    if g.lemma in ("deny", "dispute"):
        return g.take(result) if g.denied else g.stop(said_by(g.word, result.weaken("alleged")))
    if g.lemma in ACCUSING and g.through in ("of", "for", "over", "about", "in"):
        return g.stop(said_by(g.word, result.weaken("alleged")))
    return None


def _preventing(g: Governor, result: Factuality) -> Step | None:
    """Read "stopped short of", "kept from"."""
    short = g.lemma == "short" or (g.lemma == "stop" and any(c.lemma == "short" for c in g.word.children))
    if (g.through == "of" and short) or (g.through == "from" and g.lemma in PREVENTING):
        return g.take(result.negate())
    return None


def _noun(g: Governor, result: Factuality) -> Step | None:
    """Read "a plan for", "the claim that"."""
    if g.word.pos not in ("NOUN", "PROPN"):
        return None
    if g.lemma in UNREAL_NOUNS:
        return g.stop(result.weaken("possible"))
    if g.lemma in CLAIM_NOUNS:
        return g.stop(result.weaken("alleged"))
    return g.stop(result) if g.that else g.take(result)


def _claiming(g: Governor, result: Factuality) -> Step | None:
    """Read "claimed that", "considered buying", "is rumoured to"."""
    if g.lemma in CLAIMING and (g.that or g.below.dep == "xcomp" or g.through):
        if g.lemma in OPINION and not g.that and not g.passive:
            return g.take(result.weaken("possible"))
        weak = g.lemma in ("fear", "suggest")
        return g.take(said_by(g.word, result.weaken("possible" if weak else "alleged")))
    if g.lemma in DOUBTING and g.that:
        return g.stop(result.weaken("possible"))
    if g.lemma in REPORTED and g.passive and g.below.dep == "xcomp":
        return g.take(result.weaken("alleged"))
    return None


def _saying(g: Governor, result: Factuality) -> Step | None:
    """Read "said that", "did not say that", "will say whether"."""
    if not g.that or g.lemma not in SAYING:
        return None
    mark = g.below.child("mark")
    open_question = mark is not None and mark.text.lower() in ("if", "whether")
    if g.denied or open_question or g.facts.modality != "actual" or not g.facts.asserted:
        result = result.weaken("possible")
    return g.take(said_by(g.word, result))


def _imagining(g: Governor, result: Factuality) -> Step | None:
    """Read "it is possible that", "wished that", "hopes that"."""
    adjective = g.word.child("acomp") if g.lemma == "be" else g.word if g.word.pos == "ADJ" else None
    if adjective is not None and adjective.lemma in UNSURE_ADJECTIVES:
        return g.take(result.weaken("possible"))
    if g.that and g.lemma == "wish":
        return g.stop(result.drop())
    if g.that and g.lemma in IMAGINING:
        return g.take(said_by(g.word, result.weaken("planned" if g.lemma == "expect" else "possible")))
    return None


def _failing(g: Governor, result: Factuality) -> Step | None:
    """Read "failed to", "never failed to", "hesitated to", "called to congratulate"."""
    if g.lemma in NEGATIVE and (g.infinitive or g.below.tag == "VBG"):
        if g.denied:
            return g.take(result) if g.lemma == "fail" else g.share(result, keep_polarity=True)
        return g.share(result.negate(), keep_polarity=True)
    if g.lemma == "hesitate":
        return g.take(result if g.denied else result.weaken("possible"))
    courteous = g.infinitive and g.lemma in CONTACT and g.below.lemma in COURTESIES
    return g.share(result) if courteous and g.word.child("dobj", "prep", "dative") is not None else None


def _infinitive(g: Governor, result: Factuality) -> Step | None:
    """Read "is to", "managed to", "plans to", "wants to", "is glad to", and gerunds."""
    gerund = g.below.tag == "VBG" and g.below.dep in ("xcomp", "pcomp")
    if not (g.infinitive or g.through or gerund):
        return None
    if g.infinitive and (g.lemma == "go" or (g.lemma == "be" and g.below.dep == "xcomp")):
        return g.share(result.weaken("planned"))
    if g.infinitive and g.lemma == "have":
        return g.share(result.weaken("possible"))
    if g.lemma in IMPLICATIVE or g.lemma == "compel":
        return g.share(result)
    if g.lemma in PLANNING:
        if g.lemma in OPEN_PLANS or (g.lemma == "propose" and not g.infinitive):
            return g.share(result.weaken("possible"))
        if g.through and g.lemma not in PLANNING_THROUGH:
            return g.take(result)
        return g.share(result.weaken("planned"))
    if g.lemma in POSSIBLE and (g.infinitive or g.lemma in ATTEMPTING):
        return g.share(result.weaken("possible"))
    if g.lemma in NEGATIVE:
        return g.take(result.negate())
    if g.infinitive and g.word.pos == "ADJ":
        return g.take(result if g.lemma in FACTIVE_ADJECTIVES else result.weaken("possible"))
    return g.share(result.weaken("possible") if g.infinitive and g.word.pos == "VERB" else result)


def _unknown(g: Governor, result: Factuality) -> Step | None:
    """Read a that-clause below a verb that no list has."""
    return g.stop(result) if g.that and g.word.pos == "VERB" and g.lemma not in IMPLICATIVE else None


Rule = Callable[[Governor, Factuality], Step | None]
RULES: tuple[Rule, ...] = (
    _denying,
    _preventing,
    _noun,
    _claiming,
    _saying,
    _imagining,
    _failing,
    _infinitive,
    _unknown,
)
