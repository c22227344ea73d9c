"""What a governing word does to the clause below it, as the table of predicates says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.english.tables import PartOfSpeech, Predicate, Signature, predicates, with_trait
from kg.extract.grammar.clauses import SUBJECTS
from kg.extract.parsing.syntax import Word

#: Labels of what may belong to a verb: "call off", "take place", "plead guilty", "stop short".
COMPANIONS = ("prt", "advmod", "prep", "dobj", "acomp", "oprd")
POS: dict[str, PartOfSpeech] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun"}


def rows(word: Word) -> Iterator[Predicate]:
    """Yield the rows that may be about a word, the longest first."""
    table, pos = predicates(), POS.get(word.pos, "adjective")
    if pos == "verb":
        word = _governor(word)
        pos = POS.get(word.pos, "adjective")
    for companion in word.all(*COMPANIONS) if pos == "verb" else ():
        below = companion.child("pobj", "pcomp")
        for words in ([companion.lemma, below.lemma] if below is not None else [], [companion.lemma]):
            found = table.get((" ".join((word.lemma, *words)), pos))
            if found is not None and words:
                yield found
    keys: list[tuple[str, PartOfSpeech]] = [(word.lemma, pos)]
    if pos != "noun":
        keys += [(word.text.lower(), "adjective"), (word.lemma, "verb")]
    yield from (table[key] for key in dict.fromkeys(keys) if key in table)


def _governor(verb: Word) -> Word:
    """Return what governs the clause below a copula: "it is likely that", "the claim is that"."""
    if verb.lemma not in with_trait("copula") or verb.child("ccomp", "csubj", "xcomp") is None:
        return verb
    said = verb.child("acomp", "attr", "oprd")
    if said is not None and said.pos in ("ADJ", "NOUN"):
        return said
    subject = verb.child("nsubj") if verb.child("ccomp") is not None else None
    return subject if subject is not None and subject.pos == "NOUN" else verb


def signature(word: Word, constructions: Sequence[str]) -> Signature | None:
    """Return what a word does to what it governs, by the first construction that a row about it has."""
    for row in rows(word):
        for name in constructions:
            if name in row.constructions:
                return row.constructions[name]
    return None


def trait(word: Word, name: str) -> bool:
    """Return whether a row about a word has a trait."""
    return any(name in row.traits for row in rows(word))


def construction(head: Word, below: Word, through: str) -> list[str]:
    """Return the names of the construction in which a clause hangs on its governor, the closest first."""
    if through:
        return [f"prep {through}"]
    subject = below.child(*SUBJECTS)
    small = below.tag == "VBN" and below.child("aux", "auxpass", "mark") is None
    bare = below.tag == "VB" and below.child("mark", "aux") is None
    if small or bare or is_infinitive(below):
        if _is_passive(head):
            return ["passive_to", "object_to", "to"]
        patient = head.child("dobj", "dative")
        return ["object_to", "to"] if patient is not None or subject is not None else ["to"]
    if below.tag == "VBG" and below.child("aux") is None:
        return ["gerund"]
    return ["that"]


def is_infinitive(verb: Word) -> bool:
    """Return whether "to" stands before the verb as its auxiliary."""
    return verb.tag in ("VB", "VBN") and any(c.lemma == "to" for c in verb.all("aux"))


def _is_passive(head: Word) -> bool:
    return head.child("auxpass") is not None or (head.tag == "VBN" and head.child("nsubjpass") is not None)


def source(governor: Word, signature: Signature, *, tensed: bool) -> Word | None:
    """Return who says what a word governs: the subject of a verb that reports, the possessor of its noun."""
    if not tensed and signature.affirmed != "alleged":
        return None
    if governor.pos in ("NOUN", "PROPN"):
        return governor.child("poss") if signature.affirmed == "alleged" else None
    return _teller(governor) if trait(governor, "reports") else None


def _teller(verb: Word) -> Word | None:
    """Return the subject of a verb that reports, of a passive its agent."""
    current = verb
    for _ in range(4):
        agent = current.child("agent")
        if agent is not None and agent.child("pobj") is not None:
            return agent.child("pobj")
        subject = current.child(*SUBJECTS)
        if subject is not None and not (subject.tag in ("WP", "WDT") and current.dep == "relcl"):
            return None if subject.dep == "nsubjpass" else subject
        if current.dep in ("relcl", "acl"):
            return None if current.tag == "VBN" and current.dep == "acl" else current.head
        if current.dep not in ("conj", "advcl", "xcomp"):
            break
        current = current.head
    return None
