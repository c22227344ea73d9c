"""Propositions: who did what to whom, for every verb, event noun and role noun of a sentence.

The only place that knows English grammar between words: passives, control, relative clauses, participles,
conjunction, light verbs, appositions, titles, possessives, copulas. Nothing here knows the ontology; a
proposition is made whether or not a lexical entry will match it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.coreference import Resolved, Thing
from kg.extract.factuality import Factuality, factuality
from kg.extract.clauses import SUBJECTS, is_passive, surface_subject
from kg.extract.mentions import Candidate
from kg.extract.syntax import ParsedArticle, Sentence, Word
from kg.extract.times import MONTHS, WEEKDAYS, YEAR, clause_date
from kg.model import Argument, Proposition

#: Verbs that lend a noun their subject: "made a call", "paid a visit".
LIGHT = frozenset(
    "make pay give have hold take launch issue offer express extend level deliver mount conduct send place do file "
    "bring voice direct begin open start lodge win score secure earn post register claim complete sign end lead".split()
)
#: Verbs whose subject is at the noun's other end: "received a call from".
RECEIVING = frozenset("receive get accept take draw field face attract return answer enjoy".split())
#: Verbs after which "as" or a second object names a role that the subject or object now has.
SERVING = frozenset("serve work act continue swear install inaugurate remain reign practise practice return".split())
LEAVING = frozenset("resign step quit retire depart".split())
STATES = frozenset("work own belong live employ reside".split())
LASTING = frozenset("lead run head chair manage direct govern own serve work live employ captain edit preside coach".split())
#: Nouns that only say what kind of thing follows: "the state of Georgia", "the company Acme".
CLASSIFIERS = frozenset(
    "state city town country nation province county region district company firm group newspaper agency village "
    "battleground state states territory republic island".split()
)
#: Verbs that say with what their subject begins, answers or ends.
CLOSING = frozenset("end open begin start close conclude respond reply react answer follow finish".split())
#: People who fight for somebody, and act for him.
FORCES = frozenset("gunman troop soldier fighter force militant rebel insurgent army navy jet warplane missile drone guerrilla militiaman".split())
FORMER = frozenset("former ex late then onetime one-time erstwhile retired ex-".split())
COPULAS = frozenset("be become remain".split())
TIMES = frozenset("morning afternoon evening night week month year today yesterday tomorrow p.m. a.m. pm am noon midnight dawn weekend".split())
#: Labels of what belongs to a noun phrase.
WITHIN = frozenset(
    "det amod compound nummod nmod poss case quantmod advmod npadvmod prep pobj pcomp dobj aux neg".split()
)
RELATIVE = ("WP", "WDT", "WP$")
UNITS = {"vote": "vote", "ballot": "vote", "percent": "percent", "%": "percent", "per cent": "percent", "year": "year", "count": "count"}
NUMBER = re.compile(r"\d[\d,]*(\.\d+)?$")


@dataclass(slots=True)
class Quoting:
    """Who speaks at an offset: the article's quotations, for attribution."""

    spans: list[tuple[int, int, tuple[Thing, ...]]]

    def speaker(self, offset: int) -> tuple[Thing, ...] | None:
        """Give the speaker of the quotation that covers an offset; () where unknown, None outside all."""
        for start, end, speaker in self.spans:
            if start <= offset < end:
                return speaker
        return None


class Propositions:
    """Reads one article's sentences; iterate to get its propositions in the order of the text."""

    def __init__(
        self, article: ParsedArticle, resolved: Resolved, quoting: Quoting, published: str | None, *, everything: bool = False
    ) -> None:
        """Prepare to read an article published on a date (ISO 8601); `everything` gives nameless propositions too."""
        self.everything = everything
        self.article, self.resolved, self.quoting, self.published = article, resolved, quoting, published
        self.number = {id(thing): k for k, thing in enumerate(resolved.things)}
        self.names: dict[int, Candidate] = {}
        self.inside: dict[int, Candidate] = {}
        for c in resolved.candidates:
            if c.form in ("name", "campaign", "election") and c.head.i in resolved.referents:
                self.names[c.head.i] = c
                if c.form == "name" and not c.adjective:
                    self.inside.update((w.i, c) for w in c.words)
        self.office_words = {w.i: c for c in resolved.candidates if c.form == "office" for w in c.words}

    def __iter__(self) -> Iterator[Proposition]:
        for sentence in self.article.sentences:
            for word in sentence.words:
                if word.pos in ("VERB", "AUX"):
                    if word.dep not in ("aux", "auxpass"):
                        yield from self._verb(word)
                elif word.pos in ("NOUN", "PROPN", "ADJ", "NUM"):
                    if word.pos == "NOUN" or word.i not in self.inside:
                        yield from self._event(word)
                        yield from self._role(word)
                    if word.i in self.names:
                        yield from self._beside(word)
                    if word.i in self.names or word.lemma == "old" or word.text.endswith("-old"):
                        yield from self._aged(word)
            if any(word.lemma == "vote" for word in sentence.words):
                yield from self._figures(sentence)

    # Words to arguments

    def _ids(self, things: tuple[Thing, ...]) -> tuple[int, ...]:
        if not things:
            return ()
        return tuple(dict.fromkeys([self.number[id(t)] for t in things if id(t) in self.number]))

    def _deref(self, word: Word) -> Word:
        """Give what a relative pronoun stands for; any other word itself."""
        if word.tag in RELATIVE and word.text.lower() in ("who", "whom", "which", "that", "whose"):
            for up in word.ancestors():
                if up.dep == "relcl":
                    return up.head
        return word

    def _things(self, word: Word) -> tuple[Thing, ...]:
        """Give what a noun and all that is joined to it stand for; of a bare plural, what is listed under it."""
        word = self._deref(word)
        found: list[Thing] = []
        for each in word.conjuncts():
            before = each.left
            while before is not None and before.dep in ("compound", "det", "amod", "nmod"):
                before = before.left
            if each is not word and before is not None and before.text.lower() == "not":
                continue  # "Cruz but not Bell"
            things = self.resolved.of(each) or self._listed(each)
            if found and things and not _alike(found[0], things[0]):
                continue
            found += [t for t in things if t not in found]
        return tuple(found)

    def _listed(self, noun: Word) -> tuple[Thing, ...]:
        """Expand "the states of A and B", "several states: A, B", "key states, including A and B"."""
        if noun.pos not in ("NOUN", "PROPN"):
            return ()
        for child in noun.children:
            if child.dep == "prep" and (child.lemma in ("including", "include", "like") or (child.lemma == "of" and noun.lemma in CLASSIFIERS)):
                pobj = child.child("pobj")
                if pobj is not None:
                    return self._things(pobj)
            if child.dep == "appos" and (noun.tag == "NNS" or noun.lemma in CLASSIFIERS):
                return self._things(child)
            if child.dep == "prep" and child.lemma == "include":
                return self._things(child)
        if noun.lemma in FORCES:  # "Ruritanian troops", "gunmen of the Red Front": who they fight for
            for child in noun.children:
                inner = child.child("pobj") if child.dep == "prep" and child.lemma == "of" else child
                if inner is not None and inner.dep in ("pobj", "amod", "compound", "nmod", "poss"):
                    armies = tuple(t for t in self.resolved.of(inner) if t.kind not in ("Person", "Office", "City"))
                    if armies:
                        return armies
        if noun.tag == "NNS" and noun.lemma in CLASSIFIERS:  # "several states where …: A, B and C"
            for word in noun.sentence.words:
                if word.text == ":" and word.i > noun.i and word.right is not None and word.right.i in self.inside:
                    return self._things(self.inside[word.right.i].head)
        if noun.lemma in CLASSIFIERS and noun.right is not None and noun.right.i in self.names and noun.right.dep in ("appos", "npadvmod", "nmod"):
            return self._things(noun.right)
        return ()

    def _argument(self, role: str, word: Word, of: str = "") -> Argument:
        word = self._deref(word)
        value, unit = _quantity(word)
        start, end = _phrase(word)
        head = unit or word.lemma
        things = self._things(word)
        office = self.resolved.offices.get(word.i)
        if not things and office is not None and role in ("as", "from", "object"):
            things = (office,)
        if role == "predicative" and word.i in self.office_words and self.office_words[word.i].title:
            head = (self.office_words[word.i].title or "").lower()
        return Argument(role, self.article.text[start:end], start, end, self._ids(things), value, head, of)

    def _entity_argument(self, role: str, word: Word, things: tuple[Thing, ...], head: str = "") -> Argument:
        start, end = _phrase(word)
        return Argument(role, self.article.text[start:end], start, end, self._ids(things), None, head or word.lemma)

    def _make(
        self, kind: str, predicate: str, word: Word, arguments: list[Argument], facts: Factuality, *, former: bool = False, dated: Word | None = None
    ) -> Proposition:
        sentence = word.sentence
        speaker = self.quoting.speaker(word.start)
        who: tuple[Thing, ...] = ()
        if facts.source is not None:
            who = self.resolved.of(self._deref(facts.source))
        if speaker is not None:
            who = speaker or who
        ids = [n for t, n in ((t, self.number.get(id(t))) for t in who) if n is not None and t.kind != "Office"]
        date = clause_date(dated or word, self.published, ahead=facts.modality == "planned")
        return Proposition(
            kind, predicate, tuple(arguments), sentence.start, sentence.end, facts.polarity, facts.modality, former,  # type: ignore[arg-type]
            ids[0] if len(ids) == 1 else None, date, facts.asserted,
        )  # fmt: skip

    # Verbs

    def _verb(self, verb: Word) -> Iterator[Proposition]:
        passive = is_passive(verb)
        surface = surface_subject(verb)
        arguments: list[Argument] = []
        if surface is not None:
            arguments.append(self._argument("object" if passive else "subject", surface))
        objects = [c for c in verb.children if c.dep in ("dobj", "dative", "attr", "oprd", "acomp") and c.pos != "ADP"]
        for child in objects:
            role = {"dobj": "object", "dative": "dative"}.get(child.dep, "predicative")
            if child.dep == "oprd" and child.i in self.inside and not passive and verb.child("dobj") is None:
                role = "object"
            if child.dep == "acomp" or child.tag not in RELATIVE or True:
                arguments.append(self._argument(role, child))
            for beside in child.all("appos"):  # "67,951 votes (47.5%)"
                if _quantity(beside)[0] is not None and _quantity(child)[0] is not None:
                    arguments.append(self._argument(role, beside))
        clause = next((c for c in verb.children if c.dep in ("ccomp", "xcomp")), None)
        if clause is not None:
            small = clause.child(*SUBJECTS) if clause.pos not in ("VERB", "AUX") else None
            if small is not None and not any(a.role == "object" for a in arguments):  # "found him guilty of"
                arguments.append(self._argument("object", small))
                arguments.append(self._argument("predicative", clause))
                self._prepositions(clause, arguments, of=clause.lemma)
            elif clause.pos in ("NOUN", "PROPN", "ADJ") and small is None:
                arguments.append(self._argument("predicative", clause))
        if verb.dep == "relcl" and not passive and not any(a.role == "object" for a in arguments) and verb.child(*SUBJECTS) is not None:
            relative = [w for w in verb.subtree() if w.tag in RELATIVE or w.tag == "WRB"]
            if not relative or (relative[0].dep == "dobj"):
                arguments.append(self._argument("object", verb.head))
        particle = next((c.lemma for c in verb.children if c.dep == "prt"), None)
        for child in verb.children:
            if child.dep == "advmod" and child.pos in ("ADJ", "ADV"):
                arguments.append(Argument("adverb", child.text, child.start, child.end, (), None, child.lemma))
            elif child.dep in ("advcl", "xcomp") and child.tag == "VB" and child.child("aux") is not None:
                arguments.append(Argument("purpose", child.text, child.start, child.end, (), None, child.lemma))
            elif child.dep == "npadvmod" and verb.dep == "amod" and self.resolved.of(child):  # "Oslo-based"
                arguments.append(self._argument("in", child))
        self._prepositions(verb, arguments)
        if surface is not None and surface.pos == "NOUN" and not self.resolved.of(surface):
            self._prepositions(surface, arguments, of=surface.lemma)
            self._possessor(surface, arguments)
        for child in objects:
            self._possessor(child, arguments)
            self._prepositions(child, arguments, of=child.lemma)
            for g in child.all("prep"):
                pobj = g.child("pobj")
                if pobj is not None and g.dep == "prep":
                    self._prepositions(pobj, arguments, of=pobj.lemma)
        for child in verb.all("prep"):
            pobj = child.child("pobj")
            if pobj is not None:
                self._prepositions(pobj, arguments, of=pobj.lemma)
        if passive and not any(a.role == "subject" for a in arguments):
            for by in verb.children:
                pobj = by.child("pobj") if by.dep == "agent" or (by.dep == "prep" and by.lemma == "by") else None
                if pobj is not None and not _temporal_phrase(pobj) and _quantity(pobj)[0] is None:
                    arguments.append(self._argument("subject", pobj))
            if not any(a.role == "subject" for a in arguments):  # "ousted from her seat by Ana Cruz"
                arguments += [replace(a, role="subject", of="") for a in arguments if a.role == "by" and a.of and a.entities]
        if not self.everything and not any(a.entities for a in arguments):
            return
        if surface is not None and not passive:
            posts = [p for t in self.resolved.of(self._deref(surface))[:1] for p in t.posts]
            if len(posts) == 1:  # "Mayor Ana Cruz will step down": from what, her title says
                arguments.append(self._entity_argument("post", surface, tuple(posts)))
        facts = factuality(verb)
        if any(_either(w) for w in (surface, *objects, *(p.child("pobj") for p in verb.all("prep"))) if w is not None):
            facts = facts.weaken("possible")
        former = _used_to(verb)
        predicates = [verb.lemma]
        if particle is not None:
            predicates.insert(0, f"{verb.lemma} {particle}")
        else:
            predicates += [f"{verb.lemma} {c.lemma}" for c in verb.children if c.dep in ("prep", "advmod") and c.lemma in ("up", "out", "down", "off", "over", "in", "back", "away", "together", "forward") and (c.child("pobj") is None)]
        denied = self._denied(verb, surface, passive, arguments)
        for predicate in predicates:
            yield self._make("verb", predicate, verb, arguments, facts, former=former)
            for other in denied:
                yield self._make("verb", predicate, verb, other, facts.negate(), former=former)
        yield from self._copula(verb, surface, objects, facts)
        yield from self._as_role(verb, surface, passive, facts)
        yield from self._light(verb, surface, passive, facts)

    def _denied(self, verb: Word, surface: Word | None, passive: bool, arguments: list[Argument]) -> list[list[Argument]]:
        """Give the arguments with what the sentence sets aside: "Cruz, not Bell, won", "born not in Oslo but …"."""
        found = []
        subject = self._deref(surface) if surface is not None else None
        for beside in subject.children if subject is not None else ():
            before = [w for w in verb.sentence.words if w.text.lower() == "not" and w.i < beside.i and beside.i - w.i < 8]
            if beside.dep in ("appos", "conj") and before and subject is not None and before[-1].i > subject.i and beside.i in self.resolved.referents:
                role = "object" if passive else "subject"
                denied = Argument(role, beside.text, beside.start, beside.end, self._ids(self.resolved.of(beside)), None, beside.lemma)
                found.append([denied, *(a for a in arguments if a.role != role)])
        for prep in verb.all("prep"):
            pobj = prep.child("pobj")
            if pobj is not None and prep.child("neg") is not None:
                found.append([self._argument(prep.lemma, pobj), *(a for a in arguments if a.role != prep.lemma)])
        return found

    def _prepositions(self, word: Word, arguments: list[Argument], of: str = "") -> None:
        for child in word.children:
            if child.dep not in ("prep", "dative") or child.pos not in ("ADP", "SCONJ", "VERB", "PART", "ADV", "ADJ"):
                continue
            pobj = child.child("pobj")
            if child.dep == "dative" and pobj is None:
                continue
            joined_only = child.child("neg") is not None and child.child("conj") is not None
            if joined_only:  # "not in Oslo but in Bergen"
                for other in child.all("conj"):
                    place = other.child("pobj")
                    if place is not None:
                        arguments.append(self._argument(other.lemma, place, of))
                continue
            if pobj is None:
                inner = child.child("prep")
                if inner is not None and inner.child("pobj") is not None:
                    role = f"{child.lemma} {inner.lemma}"
                    pobj = inner.child("pobj")
                    assert pobj is not None
                    arguments.append(self._argument(role, pobj, of))
                    arguments.append(self._argument(inner.lemma, pobj, of))
                clause = child.child("pcomp")
                if clause is not None:
                    words = [w for w in clause.subtree() if w.dep != "punct" or w is not clause.subtree()[-1]]
                    start, end = words[0].start, words[-1].end
                    arguments.append(Argument(child.lemma, self.article.text[start:end], start, end, (), None, clause.lemma, of))
                continue
            if _temporal_phrase(pobj):
                self._prepositions(pobj, arguments, of)  # "at 4 p.m. at the club"
                continue
            arguments.append(self._argument(child.lemma, pobj, of))
            self._possessor(pobj, arguments)
            for joined in child.all("conj"):
                other = joined.child("pobj")
                if other is not None and not _temporal_phrase(other):
                    arguments.append(self._argument(joined.lemma, other, of))

    def _possessor(self, noun: Word, arguments: list[Argument]) -> None:
        """Add whose it is: "stepped into her shoes"."""
        possessor = noun.child("poss")
        if possessor is not None and noun.pos == "NOUN":
            arguments.append(self._argument("'s", possessor, noun.lemma))

    def _copula(self, verb: Word, surface: Word | None, objects: list[Word], facts: Factuality) -> Iterator[Proposition]:
        if verb.lemma not in COPULAS or surface is None:
            return
        past = verb.tag == "VBD" and verb.lemma != "become" and not _told(verb)
        perfect = any(c.lemma == "have" and c.dep == "aux" for c in verb.children)
        for noun in objects:
            if noun.dep not in ("attr",) or noun.pos not in ("NOUN", "PROPN"):
                continue
            described = self._deref(surface)
            if noun.i in self.inside and described.pos == "NOUN" and described.i not in self.resolved.referents:
                yield from self._roles(described, noun, facts, former=_former(described) or (past and not perfect and False), dated=verb)
                continue
            for each in noun.conjuncts():
                if each.pos in ("NOUN", "PROPN"):
                    own = _former(each)
                    yield from self._roles(each, self._deref(surface), facts, former=own or (past and not perfect), dated=verb)

    def _as_role(self, verb: Word, surface: Word | None, passive: bool, facts: Factuality) -> Iterator[Proposition]:
        if verb.lemma not in SERVING or surface is None:
            return
        for prep in verb.children:
            pobj = prep.child("pobj") if prep.dep == "prep" and prep.lemma == "as" else None
            if pobj is not None:
                had = any(c.lemma == "have" and c.dep == "aux" for c in verb.children)
                past = verb.tag in ("VBD",) and verb.lemma in ("serve", "work", "act", "reign") and not had
                for each in pobj.conjuncts():
                    yield from self._roles(each, self._deref(surface), facts, former=past or _former(each), dated=verb)

    def _light(self, verb: Word, surface: Word | None, passive: bool, facts: Factuality) -> Iterator[Proposition]:
        """Give the event noun that a light verb carries: "made a call to", "was paid a visit by"."""
        receiving = verb.lemma in RECEIVING
        if verb.lemma not in LIGHT and not receiving:
            return
        noun = surface if passive else verb.child("dobj")
        if noun is not None:
            noun = self._deref(noun)
        elif verb.dep == "relcl" and not passive:
            noun = verb.head  # "the speech she will give"
        agent = surface
        if passive:
            by = next((c for c in verb.children if c.dep == "agent"), None)
            agent = by.child("pobj") if by is not None else None
        if noun is None or noun.pos != "NOUN":
            return
        for each in noun.conjuncts() if not passive else [noun]:
            if each.pos != "NOUN":
                continue
            arguments: list[Argument] = []
            if agent is not None:
                arguments.append(self._argument("to" if receiving and not passive else "'s", agent))
            self._prepositions(each, arguments)
            self._prepositions(verb, arguments)
            for low in each.all("prep"):
                pobj = low.child("pobj")
                if low.lemma == "of" and pobj is not None and pobj.pos == "NOUN" and not self._things(pobj):
                    self._prepositions(pobj, arguments)
            dative = verb.child("dative")
            if dative is not None and dative.pos != "ADP":
                arguments.append(self._argument("to", dative))
            inner = [p.child("pobj") for p in each.all("prep") if p.lemma == "of"]
            yield self._make("noun", each.lemma, each, arguments, facts, dated=verb)
            for low in inner:  # "a message of congratulation to", "a word of thanks to"
                if low is not None and low.pos == "NOUN":
                    yield self._make("noun", low.lemma, low, arguments, facts, dated=verb)

    # Event nouns

    def _event(self, noun: Word) -> Iterator[Proposition]:
        if noun.pos != "NOUN":
            return
        possessor = noun.child("poss")
        arguments: list[Argument] = []
        if possessor is not None:
            arguments.append(self._argument("'s", possessor))
        self._prepositions(noun, arguments)
        if noun.dep == "nsubj" and noun.head.lemma == "be":  # "its headquarters are in Oslo"
            self._prepositions(noun.head, arguments)
        number, unit = _quantity(noun)
        if number is not None:
            arguments.append(Argument("value", number, noun.start, noun.end, (), number, unit or ""))
        for low in noun.all("prep"):
            inner = low.child("pobj")
            if low.lemma == "of" and inner is not None and inner.pos == "NOUN" and not self._things(inner):
                self._prepositions(inner, arguments)  # "a charge of fraud against Ana Cruz"
        if not any(a.entities for a in arguments):
            return
        if noun.dep == "dobj" and noun.head.lemma in LIGHT and noun.head.pos == "VERB" and possessor is None:
            return  # the light verb tells it
        for low in noun.all("prep"):
            inner = low.child("pobj")
            if low.lemma == "of" and inner is not None and inner.pos == "NOUN" and not self._things(inner):
                deeper = list(arguments)
                self._prepositions(inner, deeper)
                yield self._make("noun", inner.lemma, inner, deeper, factuality(noun), dated=noun)
        for child in noun.all("acl", "ccomp"):  # "Cruz's accusation that Bell had lied"
            whom = child.child("nsubj")
            if whom is not None and child.child("mark") is not None:
                arguments.append(self._argument("that", whom))
        if possessor is None and noun.dep == "pobj" and noun.head.lemma == "with" and noun.head.head.lemma in CLOSING:
            subject = surface_subject(noun.head.head)
            if subject is not None and not is_passive(noun.head.head):
                arguments.append(self._argument("'s", subject))  # "ended with a tribute to"
        for child in noun.children:  # "the takeover of A by B"; "a lawsuit brought against A by B"
            if child.dep == "acl" and child.tag == "VBN" and child.lemma in LIGHT:
                self._prepositions(child, arguments)
                agent = child.child("agent")
                pobj = agent.child("pobj") if agent is not None else None
                if pobj is not None:
                    arguments.append(self._argument("'s", pobj))
        gone = any(up.lemma in ("die", "kill", "murder") for up in noun.ancestors())
        yield self._make("noun", noun.lemma, noun, arguments, factuality(noun), dated=_event_time(noun), former=gone and noun.lemma in ("home", "house", "residence"))

    # Role nouns

    def _role(self, noun: Word) -> Iterator[Proposition]:
        """Give the roles that a noun says somebody has, by apposition, by title, or by standing for him."""
        plain = Factuality()
        for child in noun.children:  # "the chairman of Acme, Ana Cruz" / "Ana Cruz, the chairman of Acme"
            plural = noun.tag == "NNS" and len(child.conjuncts()) == 1
            if child.dep == "appos" and child.i in self.resolved.referents and noun.i not in self.inside and not plural:
                yield from self._roles(noun, child, plain, former=_former(noun))
        if noun.dep in ("appos", "conj") and noun.i not in self.inside:
            top = noun
            while top.dep == "conj":
                top = top.head
            if top.dep == "appos" and top.head.i in self.resolved.referents:
                yield from self._roles(noun, top.head, plain, former=_former(noun))
        if noun.dep == "appos" and noun.head.pos in ("NOUN", "PROPN") and noun.i in self.names and noun.head.i not in self.inside:
            pass
        if noun.i in self.names and noun.i in self.inside:
            return
        fronted = self._fronted(noun)
        if fronted is not None:
            yield from self._roles(noun, fronted, plain, former=_former(noun))
        if noun.i in self.resolved.standing and noun.i in self.resolved.referents:
            yield from self._roles(noun, noun, plain, former=_former(noun), stands=True)

    def _fronted(self, noun: Word) -> Word | None:
        """Give the subject that a noun phrase at the head of the sentence describes: "A native of Oslo, Cruz …"."""
        words = noun.sentence.words
        if noun.pos != "NOUN" or noun.dep not in ("npadvmod", "dep", "nsubj", "advcl", "ccomp", "appos", "nmod"):
            return None
        phrase = [w for w in noun.subtree() if w.i <= noun.i + 12]
        if phrase[0] is not words[0] or not any(c.dep == "det" and c.text.lower() in ("a", "an") for c in noun.children):
            return None
        comma = next((w for w in words if w.text == "," and w.i > noun.i), None)
        subject = noun.sentence.root.child("nsubj", "nsubjpass") if comma is not None else None
        if comma is None or subject is None or subject is noun or subject.i < comma.i or noun.sentence.root is noun:
            return None
        first = min(w.i for w in subject.subtree())
        return subject if first == comma.i + 1 and self.resolved.of(subject) else None

    def _beside(self, name: Word) -> Iterator[Proposition]:
        """Give what stands before and behind a name: titles, "Ana Cruz of Acme", "Acme's Ana Cruz", places."""
        candidate = self.names[name.i]
        if candidate.adjective:
            return
        plain = Factuality()
        title = self._title_word(candidate)
        if title is not None:
            yield from self._roles(title, name, plain, former=self._title_former(title, candidate), before=candidate)
            office = self.office_words.get(title.i)
            first = office.words[0].left if office is not None else None
            if first is not None and first.pos == "NOUN" and first.head is name and first.i not in self.inside:
                yield from self._roles(first, name, plain, former=_former(first))  # "his rival Mayor Ana Cruz"
        arguments = [self._argument_single("subject", name)]
        possessor = name.child("poss")
        if possessor is not None and title is None and self._things(possessor):
            yield self._make("role", "of", name, [*arguments, self._argument("of", possessor)], plain)
        for prep in name.all("prep"):
            pobj = prep.child("pobj")
            placed = self.resolved.referents[name.i][0].kind in ("City", "Place", "Facility", "EducationalInstitution", "GovernmentBody")
            if pobj is not None and (prep.lemma in ("of", "at", "from") or (prep.lemma == "in" and placed)) and self._things(pobj) and prep.i > name.i:
                role = self._argument(prep.lemma, pobj)
                yield self._make("role", prep.lemma, name, [*arguments, role], plain)
        end = candidate.words[-1].right
        kind = self.resolved.referents[name.i][0].kind
        if end is not None and end.text in (",", "in", "(") and kind in ("City", "Place", "Facility", "EducationalInstitution", "State", "GovernmentBody"):
            after = end.right
            while after is not None and after.text.lower() in ("the", "central", "northern", "southern", "eastern", "western", "downtown"):
                after = after.right
            inner = self.inside.get(after.i) if after is not None else None
            if inner is not None and inner.kind in ("City", "State", "Country", "Place") and inner.head.i in self.resolved.referents:
                joined = end.text == ","
                if joined and (kind not in ("City", "Place") or inner.kind == "City" or inner.head.dep == "conj" or name.dep == "conj"):
                    return
                if end.text == "in" and (end.head is not name and end.head.pos in ("VERB", "AUX") and kind in ("State", "GovernmentBody")):
                    return
                place = self._entity_argument("in", inner.head, self.resolved.referents[inner.head.i])
                if not any(p.lemma == "in" and p.child("pobj") is inner.head for p in name.all("prep")):
                    yield self._make("role", "in", name, [*arguments, place], plain)

    def _argument_single(self, role: str, word: Word) -> Argument:
        return self._entity_argument(role, word, self.resolved.of(word)[:1] or ())

    def _title_word(self, candidate: Candidate) -> Word | None:
        """Give the noun that stands right before a name and describes it: "spokesman" of "spokesman Ana Cruz"."""
        word = candidate.words[0].left
        if word is None or word.pos not in ("NOUN", "PROPN", "ADJ") or word.i in self.inside:
            return None
        if word.head is candidate.head or word.head.head is candidate.head or candidate.head.head is word:
            return word
        office = self.office_words.get(word.i)
        return word if office is not None else None

    def _title_former(self, title: Word, candidate: Candidate) -> bool:
        office = self.office_words.get(title.i)
        if office is not None and office.former:
            return True
        word: Word | None = candidate.words[0].left
        for _ in range(8):
            if word is None or word.pos in ("VERB", "AUX", "ADP", "DET", "PUNCT") and word.text not in ("-", "–"):
                return False
            if word.text.lower() in FORMER and word.text.lower() != "retired":
                return True
            word = word.left
        return False

    def _roles(
        self, noun: Word, referent: Word, facts: Factuality, *, former: bool, before: Candidate | None = None, stands: bool = False, dated: Word | None = None
    ) -> Iterator[Proposition]:
        """Give the proposition that the referent is what the noun says, with the noun's own complements."""
        if noun.lemma == "one":  # "one of four candidates in …"
            several = next((p.child("pobj") for p in noun.all("prep") if p.lemma == "of"), None)
            if several is None or several.pos != "NOUN":
                return
            noun = several
        office = self.office_words.get(noun.i)
        head = office.head if office is not None else noun
        things = self.resolved.of(referent)
        if stands:
            things = self.resolved.referents.get(noun.i, ())
        elif dated is not None:
            things = self._things(referent)
        if not things:
            return
        if office is not None and office.former:
            former = True
        arguments = [self._entity_argument("subject", referent, things)]
        self._prepositions(head, arguments)
        possessor = head.child("poss")
        if possessor is None and before is not None:
            possessor = referent.child("poss")
        if possessor is not None:
            arguments.append(self._argument("'s", possessor))
        arguments += self._modifiers(head, office, before, things)
        predicate = noun.lemma
        if office is not None:
            predicate = (office.title or "").lower()
            thing = self.resolved.offices.get(head.i)
            if thing is not None and (thing.owner is not None or office.row.get("kind") == "public"):
                arguments.append(self._entity_argument("predicative", head, (thing,), predicate))
                if thing.owner is not None and not any(self.number.get(id(thing.owner)) in a.entities for a in arguments[1:]):
                    arguments.append(self._entity_argument("of", head, (thing.owner,)))
        else:
            arguments += [self._entity_argument("predicative", noun, t) for t in (self._party_noun(noun),) if t]
        if _unreal(head):
            return
        article = next((c.text.lower() for c in head.children if c.dep == "det"), "")
        if office is not None and article in ("a", "an") and office.row.get("unique") == "yes" and not stands:
            return  # "a president for all": a way of being, not the post
        yield self._make("role", predicate, noun, arguments, facts, former=former, dated=dated)

    def _party_noun(self, noun: Word) -> tuple[Thing, ...]:
        """Give the party of "a Democrat", "the Republican"."""
        c = next((c for c in self.resolved.candidates if c.adjective and c.head is noun and c.kind == "PoliticalParty"), None)
        if c is None:
            return ()
        return tuple(t for t in self.resolved.things if t.kind == "PoliticalParty" and any(m is c for m, _ in t.mentions))

    def _modifiers(self, head: Word, office: Candidate | None, before: Candidate | None, things: tuple[Thing, ...]) -> list[Argument]:
        """Give the names among the words before a role noun: "Acme" of "Acme spokesman", "French" of "French minister"."""
        first = office.words[0] if office is not None else head
        word, found = first.left, []
        campaign = None
        while word is not None and (word.pos in ("NOUN", "PROPN", "ADJ", "NUM") or word.text in ("-", "–")) and word.dep not in ("ROOT",):
            named = self.names.get(word.i) or self.inside.get(word.i)
            if word.lemma == "campaign" and word.i in self.resolved.referents:
                campaign = word
                found.append(self._entity_argument("compound", word, self.resolved.referents[word.i]))
            elif named is not None and named.head.i in self.resolved.referents:
                owner = self.resolved.referents[named.head.i]
                if owner[0] not in things and not (campaign is not None and owner[0].kind == "Person"):
                    found.append(self._entity_argument("compound", named.head, owner))
                word = named.words[0]
            if word.dep not in ("compound", "amod", "nmod", "poss", "punct", "nummod", "npadvmod") and word.i not in self.inside and word is not campaign:
                break
            word = word.left
        if head.i in self.names and self.names[head.i].adjective:
            pass
        return found

    # Ages, figures

    def _aged(self, word: Word) -> Iterator[Proposition]:
        """Give ages: "Harris, 60,", "a 14-year-old boy", "29-year-old Ana Cruz"."""
        plain = Factuality()
        if word.i in self.names and self.names[word.i].kind == "Person":
            comma = self.names[word.i].words[-1].right
            number = comma.right if comma is not None and comma.text in (",", "(") else None
            after = number.right if number is not None else None
            if number is not None and re.fullmatch(r"\d{1,3}", number.text) and int(number.text) < 125 and (after is None or after.text in (",", ")", ".", ";")):
                yield self._make("role", "year-old", word, [self._argument_single("subject", word), self._value(number)], plain)
        if word.lemma == "old" or re.fullmatch(r"\d+-year-old", word.text.lower()):
            number = next((w for w in word.subtree() if re.fullmatch(r"\d{1,3}", w.text)), None)
            if number is None:
                return
            whose = word
            if word.dep in ("amod", "compound", "nmod"):
                whose = word.head
            things = self.resolved.of(whose)
            if not things and whose.dep in ("attr",) and whose.head.lemma == "be":
                subject = surface_subject(whose.head)
                things = self.resolved.of(subject) if subject is not None else ()
            if not things:
                described = next((c for c in whose.children if c.dep == "appos" and c.i in self.resolved.referents), None)
                things = self.resolved.of(described) if described is not None else ()
            if len(things) == 1 and things[0].kind == "Person":
                yield self._make("role", "year-old", word, [self._entity_argument("subject", whose, things), self._value(number)], plain)

    def _value(self, number: Word) -> Argument:
        return Argument("value", number.text, number.start, number.end, (), number.text.replace(",", ""), "year")

    def _figures(self, sentence: Sentence) -> Iterator[Proposition]:
        """Give figures that lean on another's noun: "276 votes to Harris' 223", "as opposed to 224 for Harris"."""
        unit = None
        for word in sentence.words:
            value, kind = _quantity(word)
            if value and kind and "vote" in kind and word.pos == "NOUN":
                unit = kind
        if unit is None:
            return
        plain = Factuality()
        for word in sentence.words:
            if not NUMBER.match(word.text) or word.dep == "nummod" and word.head.pos == "NOUN" or len(word.text) > 12:
                continue
            if re.fullmatch(r"(19|20)\d\d", word.text) or word.dep in ("quantmod", "advmod"):
                continue
            holder: Word | None = None
            left, right = word.left, word.right
            if right is not None and right.lemma == "for" and right.right is not None:
                holder = self._name_at(right.right)
            elif left is not None and left.text in ("'s", "'", "’s", "’") and left.left is not None:
                holder = self._name_at(left.left)
            elif left is not None and left.lemma in ("on", "with") and left.left is not None:
                holder = self._name_at(left.left)
                if holder is None and left.left.pos in ("VERB",):
                    holder = surface_subject(left.left)
            if holder is not None and self.resolved.of(holder):
                number = Argument("value", word.text, word.start, word.end, (), word.text.replace(",", ""), unit)
                yield self._make("role", "figure", word, [self._entity_argument("subject", holder, self.resolved.of(holder)), number], plain)

    def _name_at(self, word: Word) -> Word | None:
        if word.i in self.inside:
            return self.inside[word.i].head
        return word if word.i in self.resolved.referents else None


# Grammar without state


def _used_to(verb: Word) -> bool:
    """Whether a state is told as past: "worked for", "used to own"."""
    if verb.head.lemma == "use" and verb.dep == "xcomp":
        return True
    had = any(c.text.lower() == "had" and c.dep == "aux" for c in verb.children)
    if verb.lemma in LASTING and verb.tag in ("VBD", "VBN"):
        for prep in verb.all("prep"):
            pobj = prep.child("pobj")
            if pobj is not None and prep.lemma in ("until", "from", "between", "till") and (_temporal_phrase(pobj) or pobj.lemma == "year"):
                return True
            if pobj is not None and prep.lemma == "for" and pobj.lemma in ("year", "decade", "month") and verb.tag == "VBD":
                return True
    return verb.lemma in STATES and (verb.tag == "VBD" or had) and not is_passive(verb)


def _either(word: Word) -> bool:
    """Whether names are joined with "or": one of them, not all."""
    if word.child("conj") is None:
        return False
    return any(c.dep == "cc" and c.text.lower() == "or" for w in word.conjuncts() for c in w.children)


def _told(verb: Word) -> bool:
    """Whether a past tense is a present told in the past: "he said she was chair"."""
    return verb.dep == "ccomp" and verb.head.tag in ("VBD", "VBN")


def _former(noun: Word) -> bool:
    for child in noun.children:
        low = child.text.lower()
        if low in FORMER and child.dep in ("amod", "compound", "advmod", "nmod", "punct") and low != "retired":
            return True
    left = noun.left
    if left is not None and left.text == "-" and left.left is not None and left.left.text.lower() == "ex":
        return True
    return noun.text.lower().startswith("ex-")


def _unreal(noun: Word) -> bool:
    return any(c.text.lower() in ("would-be", "aspiring", "self-styled", "so-called", "fictional", "prospective", "potential", "possible") for c in noun.children)


def _alike(one: Thing, other: Thing) -> bool:
    places = ("Country", "State", "City", "Place", "Facility")
    if (one.kind in places) != (other.kind in places):
        return one.kind == "Country" or other.kind == "Country"
    return not ({one.kind, other.kind} & {"Office", "Election", "Work"}) or one.kind == other.kind


def _quantity(word: Word) -> tuple[str | None, str | None]:
    """Give the number in a noun phrase and its unit: 67,951,111 votes → ("67951111", "vote")."""
    if word.pos == "NUM" and NUMBER.match(word.text) and word.dep != "nummod":
        return word.text.replace(",", ""), "number"
    unit = UNITS.get(word.lemma)
    if unit is None:
        return None, None
    number = next((c for c in word.children if c.dep in ("nummod", "quantmod") and NUMBER.match(c.text)), None)
    if number is None:
        return None, None
    modifiers = {w.lemma for c in word.children if c.dep in ("amod", "compound", "nmod") for w in c.subtree()}
    if unit == "vote" and "electoral" in modifiers:
        unit = "electoral vote"
    elif unit == "vote" and ({"council", "parliamentary", "other"} & modifiers):
        unit = "other vote"
    return number.text.replace(",", ""), unit


def _phrase(word: Word) -> tuple[int, int]:
    """Give where a noun phrase begins and ends in the article, its clauses and appositions left out."""
    start, end, stack = word.start, word.end, [word]
    while stack:
        current = stack.pop()
        for child in current.children:
            if child.dep in WITHIN and not (child.dep == "prep" and child.i < current.i):
                stack.append(child)
                start, end = min(start, child.start), max(end, child.end)
    return start, end


def _temporal_phrase(pobj: Word) -> bool:
    low = pobj.text.lower()
    return low in WEEKDAYS or (low in MONTHS and pobj.text[:1].isupper()) or bool(YEAR.match(low)) or low in TIMES


def _event_time(noun: Word) -> Word:
    if noun.head.pos in ("VERB", "AUX") and noun.dep in (*SUBJECTS, "dobj"):
        return noun.head
    return noun
