"""Did it happen, says the sentence? Polarity, modality, and who says so, for any verb or noun.

The word's own auxiliaries, negations and adverbs are read first; then the words that govern it, one by
one up to the root: "denied that", "plans to", "failed to", "if". What each governing word does is in the
tables. The method follows the factuality profiles of Saurí and Pustejovsky (FactBank, 2009), cut down to
the contract's two polarities and four modalities.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.clauses import SUBJECTS
from kg.extract.syntax import Word
from kg.model import Modality, Polarity

#: Plain verbs of saying: what is said counts as said by a source, and as actual.
SAYING = frozenset(
    "say tell announce confirm report state add note reveal explain write declare disclose inform recall respond "
    "reply testify show find observe comment acknowledge admit concede remark mention repeat continue tweet warn "
    "conclude indicate point stress emphasise emphasize describe know learn discover realise realize remember "
    "notice see hear understand prove mean remind cite argue".split()
)
#: The source's own claim, which the article does not adopt.
CLAIMING = frozenset(
    "claim allege deny accuse suspect contend assert insist maintain believe think suggest rumour rumor speculate "
    "dispute reject blame charge suppose consider assume feel purport fear".split()
)
DOUBTING = frozenset("doubt question wonder ask debate".split())
#: to + verb: said to lie ahead.
PLANNING = frozenset(
    "plan intend agree promise vow pledge prepare decide aim expect schedule set wait mean swear undertake offer "
    "arrange choose opt commit threaten propose elect project slate want look due ready go about bind".split()
)
POSSIBLE = frozenset(
    "hope wish want try attempt seek consider ask urge order tell call invite encourage persuade advise press beg "
    "push allow permit enable require need fear like love prefer struggle fight able likely unlikely eager willing "
    "keen anxious free supposed welcome possible ready strive vie campaign run compete command instruct demand "
    "request recommend beckon dream think wait".split()
)
#: verb + to: it happened (failed to: it did not).
IMPLICATIVE = frozenset(
    "manage begin start continue help force make let come happen dare get proceed go lead cause keep stop finish "
    "hesitate use have be appear succeed serve be".split()
)
NEGATIVE = frozenset(
    "fail refuse decline forget neglect avoid refrain prevent bar block miss omit resist rule stop cease abandon "
    "cancel".split()
)
REPORTED = frozenset("rumour rumor report believe say allege think understand claim suspect suppose".split())
ALLEGED_ADVERBS = frozenset("allegedly reportedly purportedly supposedly apparently".split())
POSSIBLE_ADVERBS = frozenset("possibly perhaps maybe probably likely potentially presumably".split())
NEGATIONS = frozenset(("not", "n't", "never", "n’t", "neither", "nor", "hardly", "barely", "scarcely"))
FUTURE = frozenset(("will", "shall", "'ll", "wo", "’ll"))
MODALS = frozenset(("may", "might", "could", "would", "should", "must", "can", "ca", "ought", "'d", "’d"))
CONDITIONS = frozenset(("if", "unless", "whether", "lest", "provided", "until"))
UNREAL_NOUNS = frozenset(
    "plan promise decision attempt effort ability opportunity chance bid offer proposal threat right permission "
    "intention desire willingness request call demand hope pledge vow option way need time pressure move deal "
    "agreement talk possibility refusal failure prospect failure goal aim commitment".split()
)
CLAIM_NOUNS = frozenset("claim allegation accusation rumour rumor suspicion suggestion charge belief theory".split())
#: What a verb says of the event noun that is its object or passive subject.
EVENT_FATES: dict[Modality, frozenset[str]] = {
    "planned": frozenset("plan schedule expect prepare arrange await approve clear postpone delay".split()),
    "possible": frozenset(
        "propose seek demand request want consider discuss reject urge suggest threaten need offer cancel refuse "
        "avoid prevent block scrap shelve abandon avert veto thwart foil halt suspend oppose challenge review "
        "contemplate rule_out back".split()
    )
    | {"call off", "put off", "rule out"},
    "alleged": frozenset(("deny",)),
}
#: Verbs whose subject, an event, came to nothing; and those that only say that it happened.
ENDS = frozenset("collapse fail founder stall fizzle".split()) | {"fall through", "fall apart", "break down"}
HAPPENING = frozenset("happen occur materialise materialize".split()) | {"take place", "go ahead", "come about"}
HEARSAY_NOUNS = frozenset("report rumour rumor talk speculation word hint".split())
MISSING_NOUNS = frozenset("lack absence cancellation collapse postponement idea threat risk rejection".split())
HOSTILE_SOURCES = frozenset("rival critic opponent enemy detractor rumour rumor gossip accuser legend".split())
CONTACT = frozenset("call phone telephone ring write speak text email cable meet visit contact".split())
#: What one contacts somebody in order to do, and then does.
COURTESIES = frozenset(
    "congratulate concede thank discuss apologise apologize inform tell warn express offer wish praise urge "
    "acknowledge invite complain explain admit".split()
)
UNREAL_ADJECTIVES = {
    "planned": "planned", "proposed": "planned", "expected": "planned", "upcoming": "planned", "future": "planned",
    "forthcoming": "planned", "scheduled": "planned", "possible": "possible", "potential": "possible",
    "alleged": "alleged", "suspected": "alleged", "attempted": "possible", "failed": "possible", "likely": "possible",
    "supposed": "alleged", "rumoured": "alleged", "would-be": "possible", "hypothetical": "possible",
    "cancelled": "possible", "canceled": "possible", "aborted": "possible", "threatened": "possible",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Factuality:
    """How a sentence presents an event."""

    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    asserted: bool = True  #: False: neither fact nor claim (question, order, counterfactual)
    source: Word | None = None  #: the subject of the verb of saying above it

    def negate(self) -> Factuality:
        """Turn the polarity round."""
        return replace(self, polarity="negated" if self.polarity == "affirmed" else "affirmed")

    def weaken(self, modality: Modality) -> Factuality:
        """Lower the modality; alleged stays alleged, and nothing becomes more certain than it was."""
        rank = {"actual": 0, "planned": 1, "possible": 2, "alleged": 3}
        return replace(self, modality=max(self.modality, modality, key=rank.__getitem__))

    def drop(self) -> Factuality:
        """Neither a fact nor a claim."""
        return replace(self, asserted=False)


def auxiliaries(verb: Word) -> list[Word]:
    """Give the verb's auxiliaries; a bare verb joined to another shares the other's."""
    own = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if not own and verb.dep == "conj" and verb.tag in ("VB", "VBN", "VBG") and verb.child(*SUBJECTS) is None:
        return auxiliaries(verb.head) if verb.head.pos in ("VERB", "AUX") else []
    return own


def negated(word: Word) -> bool:
    """Whether a negation stands on the word itself, on its subject or on its object."""
    count = 0
    for child in word.children:
        low = child.text.lower()
        if child.dep == "neg" or (low in NEGATIONS and child.dep in ("advmod", "preconj", "neg", "det")):
            previous = child.left
            only = child.right is not None and child.right.text.lower() in ("only", "just", "until", "merely", "simply")
            if not only and not (previous is not None and previous.text.lower() == "whether"):
                count += 1
        elif child.dep == "advmod" and any(g.text.lower() == "not" for g in child.children) and low == "once":
            count += 1  # "not once did she thank"
        elif low == "longer" and any(g.text.lower() == "no" for g in child.children):
            count += 1
        elif child.dep in (*SUBJECTS, "dobj", "attr", "expl"):
            if any(g.text.lower() in ("no", "neither") and g.dep in ("det", "preconj", "cc") for g in child.children):
                count += 1
            elif low in ("nobody", "none", "nothing", "neither") or (low == "no" and any(g.lemma == "one" for g in child.children)):
                count += 1
        elif child.dep == "prep" and low == "without" and child.child("pobj") is None and child.child("pcomp") is None:
            count += 1
    if word.dep == "conj" and any(c.dep == "cc" and c.text.lower() == "nor" for c in word.head.children):
        count += 1
    if count == 0 and word.dep == "conj" and word.head.pos in ("VERB", "AUX") and word.child(*SUBJECTS) is None:
        joined = word.head.child("cc")
        if joined is not None and joined.text.lower() in ("or", "nor") and negated(word.head):
            return True
    return count % 2 == 1


def factuality(word: Word) -> Factuality:
    """Read how the sentence presents the event that a verb, or a noun such as "visit", names."""
    result = Factuality()
    if word.pos in ("VERB", "AUX"):
        result = _own(word, result)
    else:
        result = _noun(word, result)
    current = word
    for _ in range(12):
        if current.head is current:
            break
        current, result, stop = _climb(current, result)
        if stop or not result.asserted:
            break
    return result


def _own(verb: Word, result: Factuality) -> Factuality:
    aux = [a.text.lower() for a in auxiliaries(verb)]
    have = any(a.text.lower() in ("have", "'ve", "’ve") for a in auxiliaries(verb))
    if any(a in FUTURE for a in aux):
        result = result.weaken("planned")
    elif any(a in MODALS for a in aux):
        if have and verb.tag in ("VBN", "VBD") and any(a in ("would", "could", "should", "might", "'d") for a in aux):
            counter = any(a in ("would", "should", "could") for a in aux)
            result = result.drop() if counter else result.weaken("possible")
        elif any(a in ("'d", "’d") for a in aux) and verb.tag == "VBN":
            pass  # he'd won: had
        elif "would" in aux and _reported(verb):
            result = result.weaken("planned")
        else:
            result = result.weaken("possible")
    before = verb.left
    if before is not None and before.text.lower() == "than" and before.left is not None and before.left.text.lower() == "rather":
        result = result.negate()
    if negated(verb):
        result = result.negate()
    for child in verb.children:
        low = child.text.lower()
        if child.dep == "advmod":
            if low in ("almost", "nearly", "virtually"):
                result = result.drop()
            elif low in ALLEGED_ADVERBS:
                result = result.weaken("alleged")
            elif low in POSSIBLE_ADVERBS:
                result = result.weaken("possible")
        elif child.dep == "mark" and low in CONDITIONS and low != "until":
            unreal = "had" in aux and verb.tag == "VBN"  # "if she had won"
            result = result.drop() if unreal else result.weaken("possible")
        elif child.dep == "prep" and low == "according":
            result = _according(child, result)
    subject = verb.child(*SUBJECTS)
    inverted = [c for c in verb.all("aux", "auxpass") if subject is not None and c.i < subject.i]
    if inverted and subject is not None:
        first = inverted[0].text.lower()
        begins = min(w.i for w in verb.subtree()) == inverted[0].i or (inverted[0].left is not None and inverted[0].left.pos == "PUNCT")
        if verb.sentence.words[-1].text == "?" or (verb.sentence.words[-1].text in ('"', "”", "'") and any(w.text == "?" for w in verb.sentence.words[-3:])):
            result = result.drop()
        elif first in ("had", "should", "were") and begins:
            result = result.drop() if first in ("had", "were") else result.weaken("possible")
    elif verb.head is verb and verb.sentence.words[-1].text == "?":
        result = result.drop()
    if verb.tag == "VB" and verb.head is verb and subject is None and not aux:
        result = result.drop()  # an order
    return result


def _reported(verb: Word) -> bool:
    """Whether a "would" is a "will" told in the past: "she said she would run"."""
    return verb.dep in ("ccomp", "conj", "relcl", "ROOT") and any(
        up.lemma in SAYING | PLANNING and up.tag in ("VBD", "VBN", "VBP", "VBZ", "VBG") for up in verb.ancestors()
    )


def _according(child: Word, result: Factuality) -> Factuality:
    for word in child.subtree():
        if word.dep == "pobj" and word.head.lemma == "to":
            source = replace(result, source=word)
            return source.weaken("alleged") if word.lemma in HOSTILE_SOURCES else source
    return result


def _noun(noun: Word, result: Factuality) -> Factuality:
    for child in noun.children:
        low = child.text.lower()
        if low in UNREAL_ADJECTIVES and child.dep in ("amod", "compound"):
            kind = UNREAL_ADJECTIVES[low]
            result = result.weaken("planned" if kind == "planned" else "alleged" if kind == "alleged" else "possible")
        elif low in ("no", "any") and child.dep == "det":
            result = result.negate() if low == "no" else result
    return result


def _climb(word: Word, result: Factuality) -> tuple[Word, Factuality, bool]:
    """Pass from a word to what governs it; say whether the way ends there."""
    head = word.head
    dep = word.dep
    if dep == "conj":
        # joined to its governor's kind: share what lies above the first of them
        return head, result, False
    if dep in ("pcomp",) and head.pos in ("ADP", "SCONJ"):
        low = head.lemma
        above = head.head
        if low == "without":
            return above, result.negate(), above.pos not in ("VERB", "AUX")
        before = head.left
        if low in ("instead", "than") or (low == "of" and before is not None and before.text.lower() == "instead"):
            return above, result.negate(), True
        if low in ("of", "from", "for", "about", "at", "on", "in", "to", "against", "with", "short") and above.pos in ("VERB", "AUX", "NOUN", "ADP", "ADV", "ADJ"):
            return _governed(above, word, result, through=low)
        if low in ("after", "before", "since", "upon", "while", "following", "despite", "on"):
            return above, result, True
        return above, result, False
    if dep in ("xcomp", "ccomp", "acomp", "oprd", "csubj") or (dep == "advcl" and head.lemma in (PLANNING | NEGATIVE) and _infinitive(word)):
        return _governed(head, word, result)
    if dep == "advcl":
        mark = word.child("mark")
        low = mark.text.lower() if mark is not None else ""
        if low in CONDITIONS:
            return head, result.weaken("possible") if low != "until" else result, True
        if _infinitive(word) and not mark:
            if head.lemma in CONTACT and word.lemma in COURTESIES:
                return head, result, False
            if head.lemma in ("live", "go") and any(c.text.lower() == "only" for c in word.children):
                return head, result, True
            ahead = any(c.dep == "auxpass" for c in word.children)  # "…, to be replaced by"
            return head, result.weaken("planned" if ahead else "possible"), False
        if low or any(c.tag == "WRB" for c in word.children):
            ahead = word.tag in ("VBZ", "VBP") and low not in ("because", "since", "although", "though", "as", "while")
            if ahead and head.pos in ("VERB", "AUX"):  # "will speak when she visits": no more certain than "will"
                return head, _above(result, _own(head, Factuality()), keep_polarity=True), False
            return head, result, True  # after, before, when, while, since, because: as told
        if word.tag == "VBG" or word.tag == "VBN":
            return head, result, _subject_of_own(word)
        return head, result, True
    if dep == "acl" and head.pos in ("NOUN", "PROPN"):
        if _infinitive(word):
            if head.lemma in ("first", "last", "only", "person", "man", "woman", "one"):
                return head, result, True
            if head.lemma in ("failure", "refusal", "inability"):
                return head, result.negate(), True
            return head, result.weaken("planned" if head.lemma in ("plan", "promise", "decision", "pledge", "vow", "intention", "deal", "agreement") else "possible"), True
        if head.lemma in CLAIM_NOUNS:
            return head, result.weaken("alleged"), True
        return head, result, True
    if dep == "relcl":
        if head.lemma in CLAIM_NOUNS:
            return head, result.weaken("alleged"), True
        cleft = head.head
        subject = cleft.child("nsubj")
        if head.dep == "attr" and cleft.lemma == "be" and subject is not None and subject.text.lower() == "it":
            return head, _above(result, _own(cleft, Factuality())), True  # "it was not Cruz who called"
        return head, result, True
    if dep in ("parataxis",) and head.pos in ("VERB", "AUX"):
        return head, result, False
    if word.pos in ("VERB", "AUX"):
        return head, result, True
    # a noun such as "visit": go on up to the verb that it depends on
    if dep in ("pobj",) and head.pos in ("ADP", "SCONJ"):
        if head.lemma == "without":
            return head.head, result.negate(), head.head.pos not in ("VERB", "AUX")
        if head.head.lemma in ("call", "bid", "hope", "push", "prepare", "plan", "ask") and head.lemma == "for":
            return head.head, result.weaken("possible"), False
        if head.lemma == "of" and head.head.lemma in HEARSAY_NOUNS | CLAIM_NOUNS:
            return head.head, result.weaken("alleged"), True
        if head.lemma == "of" and head.head.lemma in UNREAL_NOUNS | MISSING_NOUNS:
            return head.head, result.weaken("possible"), True
        return head, result, head.lemma in ("after", "since", "during", "following", "on", "in", "over", "about", "at", "by", "until", "before", "despite")
    if dep in ("dobj", "nsubjpass", "nsubj", "attr", "prep", "agent", "compound", "poss", "appos", "pobj", "dative", "oprd", "nmod"):
        if head.pos in ("VERB", "AUX"):
            own = _own(head, Factuality())
            particle = next((f"{head.lemma} {c.lemma}" for c in head.children if c.dep in ("prt", "advmod", "prep")), "")
            taken = f"{head.lemma} {c.lemma}" if (c := head.child("dobj")) is not None else ""
            fates = (head.lemma, particle, taken)
            if dep in ("dobj", "nsubjpass"):
                for modality, verbs in EVENT_FATES.items():
                    if any(fate in verbs for fate in fates):
                        result = result.weaken(modality)
            if dep in ("nsubj", "nsubjpass") and any(fate in ENDS for fate in fates):
                result = result.weaken("possible")
            happens = dep == "nsubj" and any(fate in HAPPENING for fate in fates)
            if happens and any(c.dep == "neg" for c in head.children):
                result = result.negate()
            elif own.polarity == "negated" and dep in ("dobj", "nsubjpass", "attr"):
                result = result.negate()
            result = replace(result.weaken(own.modality), asserted=result.asserted and own.asserted)
            return head, result, False
        return head, result, head.pos in ("NOUN", "PROPN") and dep not in ("prep", "pobj", "dobj")
    return head, result, True


def _infinitive(verb: Word) -> bool:
    return verb.tag in ("VB", "VBN") and any(c.dep == "aux" and c.lemma == "to" for c in verb.children)


def _subject_of_own(verb: Word) -> bool:
    return verb.child(*SUBJECTS) is not None


def _governed(head: Word, word: Word, result: Factuality, through: str = "") -> tuple[Word, Factuality, bool]:
    """Apply what a governing verb, adjective or noun does to the clause below it."""
    lemma = head.lemma
    clause = word.dep == "ccomp" or (word.dep == "conj")
    own = _own(head, Factuality()) if head.pos in ("VERB", "AUX") else Factuality()
    denied = own.polarity == "negated"
    passive = any(c.dep == "auxpass" for c in head.children) or (head.tag == "VBN" and head.child("nsubjpass") is not None)
    if lemma == "deny" or lemma == "dispute":
        if denied:
            return head, result, False
        return head, _said_by(head, result.weaken("alleged")), True
    if through in ("of", "for", "over", "about", "in") and lemma in ("accuse", "suspect", "blame", "charge", "accusation", "allegation", "convict"):
        return head, _said_by(head, result.weaken("alleged")), True
    if through == "of" and (lemma == "short" or (lemma == "stop" and any(c.lemma == "short" for c in head.children))):
        return head, result.negate(), False
    if through in ("from",) and lemma in ("prevent", "bar", "stop", "refrain", "block", "keep", "ban", "discourage"):
        return head, result.negate(), False
    if head.pos in ("NOUN", "PROPN"):
        if lemma in UNREAL_NOUNS:
            return head, result.weaken("possible"), True
        if lemma in CLAIM_NOUNS:
            return head, result.weaken("alleged"), True
        return head, result, word.dep == "ccomp"
    if lemma in CLAIMING and (clause or word.dep in ("xcomp",) or through):
        if lemma in ("consider", "feel", "think", "believe", "imagine", "reject") and not clause and not passive:
            return head, result.weaken("possible"), False
        if lemma == "fear" or lemma == "suggest":
            return head, _said_by(head, result.weaken("possible")), False
        return head, _said_by(head, result.weaken("alleged")), False
    if lemma in DOUBTING and clause:
        return head, result.weaken("possible"), True
    if word.dep == "xcomp" and passive and lemma in REPORTED:
        return head, result.weaken("alleged"), False
    if clause and lemma in SAYING:
        if own.modality != "actual" or not own.asserted:
            result = result.weaken("possible")
        if denied:
            result = result.weaken("possible")
        mark = word.child("mark")
        if mark is not None and mark.text.lower() in ("if", "whether"):
            result = result.weaken("possible")
        return head, _said_by(head, result), False
    complement = head.child("acomp") if lemma == "be" else head if head.pos == "ADJ" else None
    if complement is not None and complement.lemma in ("possible", "likely", "unlikely", "conceivable", "plausible", "doubtful", "probable", "false", "untrue"):
        return head, result.weaken("possible"), False
    if clause and lemma == "wish":
        return head, result.drop(), True
    if clause and lemma in ("dream", "joke", "pretend", "imagine", "fantasise", "fantasize", "hope", "wish", "expect", "pray", "bet", "predict", "forecast", "want", "ensure"):
        return head, _said_by(head, result.weaken("planned" if lemma == "expect" else "possible")), False
    infinitive = _infinitive(word) or (word.dep in ("xcomp", "advcl") and any(c.lemma == "to" for c in word.children))
    if lemma in NEGATIVE and (infinitive or word.tag == "VBG"):
        if not denied:
            result = result.negate()
        if denied and lemma in ("hesitate", "fail"):
            return head, result, False
        return head, _above(result, own, keep_polarity=True), False
    if lemma == "hesitate":
        return head, result if denied else result.weaken("possible"), False
    if infinitive and lemma in CONTACT and word.lemma in COURTESIES and head.child("dobj", "prep", "dative") is not None:
        return head, _above(result, own), False  # "called him to congratulate him"
    if infinitive or through or (word.tag == "VBG" and word.dep in ("xcomp", "pcomp")):
        if lemma == "be" and infinitive and word.dep == "xcomp":
            return head, _above(result.weaken("planned"), own), False
        if lemma == "go" and infinitive:
            return head, _above(result.weaken("planned"), own), False
        if lemma == "have" and infinitive:
            return head, _above(result.weaken("possible"), own), False
        if lemma in IMPLICATIVE:
            return head, _above(result, own), False
        if lemma == "force" or lemma == "compel":
            return head, _above(result, own), False
        if lemma in PLANNING and not (lemma == "threaten" and False):
            if lemma in ("want", "offer", "look", "wait") or (lemma in ("propose",) and not infinitive):
                return head, _above(result.weaken("possible"), own), False
            if through and lemma not in ("prepare", "plan", "aim", "commit"):
                return head, result, False
            return head, _above(result.weaken("planned"), own), False
        if lemma in POSSIBLE and (infinitive or lemma in ("consider", "try", "attempt")):
            return head, _above(result.weaken("possible"), own), False
        if lemma in NEGATIVE:
            return head, result.negate(), False
        if head.pos == "ADJ" and infinitive:
            factive = lemma in ("sorry", "glad", "happy", "proud", "pleased", "honoured", "honored", "delighted", "first", "last", "thrilled", "surprised")
            return head, result if factive else result.weaken("possible"), False
        if infinitive and head.pos == "VERB":
            return head, _above(result.weaken("possible"), own), False
        return head, _above(result, own), False
    if word.dep in ("ccomp",) and lemma not in IMPLICATIVE:
        if head.pos == "VERB" and lemma not in ("be",):
            return head, result, True
    return head, _above(result, own), False


def _above(result: Factuality, own: Factuality, *, keep_polarity: bool = False) -> Factuality:
    """Let the governor's own negation and modality reach the governed: "did not manage to"."""
    if own.polarity == "negated" and not keep_polarity:
        result = result.negate()
    result = result.weaken(own.modality)
    return result if own.asserted else result.drop()


def _said_by(verb: Word, result: Factuality) -> Factuality:
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
        if current.dep in ("conj", "advcl", "xcomp"):
            current = current.head
        else:
            break
    return result
