"""What a verb's subject is, where the sentence leaves it out: control, joining, participles, passives."""

from __future__ import annotations

from kg.extract.syntax import Word

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
#: Verbs whose object is the subject of the clause behind a preposition: "thank Ana for coming".
OBJECT_CONTROL = frozenset(
    "congratulate praise thank accuse criticize criticise blame fine arrest charge convict stop prevent "
    "suspect forgive commend".split()
)
#: Verbs with an object whose infinitive still has their subject: "call Ana to thank her".
SUBJECT_CONTROL = frozenset(
    "promise vow call phone telephone ring spend take have need use waste visit meet write threaten".split()
)


def perfect(verb: Word) -> bool:
    """Whether "have" stands before the verb: "has won", "having won"."""
    return any(
        c.dep == "aux" and c.text.lower() in ("have", "has", "had", "having", "'ve", "’ve")
        for c in verb.children
    )


def is_passive(verb: Word) -> bool:
    """Whether the verb's surface subject is what it is done to."""
    if verb.child("nsubjpass", "auxpass", "csubjpass") is not None:
        return True
    if verb.tag != "VBN":
        return False
    if perfect(verb):
        return False
    if (
        verb.dep == "conj"
        and verb.head.pos in ("VERB", "AUX")
        and verb.child(*SUBJECTS) is None
        and not any(c.dep == "aux" for c in verb.children)
    ):
        return is_passive(verb.head)
    return (
        verb.dep in ("acl", "advcl", "amod", "relcl", "ROOT", "conj", "ccomp", "xcomp", "oprd", "appos")
        and verb.child("dobj") is None
    )


def surface_subject(verb: Word, depth: int = 0) -> Word | None:
    """Give the word that the verb's subject position stands for, through control, joining and participles."""
    if depth > 6:
        return None
    own = verb.child("nsubj", "nsubjpass")
    if own is not None:
        return own
    head, dep = verb.head, verb.dep
    if head is verb:
        later = verb.child("conj") if verb.tag in ("VBN", "VBG") else None
        return (
            later.child("nsubj", "nsubjpass") if later is not None else None
        )  # "Born in Oslo, Cruz grew up …"
    if dep == "amod":
        return head if verb.tag == "VBN" else None
    if dep == "conj":
        return surface_subject(head, depth + 1) if head.pos in ("VERB", "AUX") else None
    if dep in ("xcomp", "ccomp", "oprd"):
        if dep == "ccomp" and verb.tag not in ("VB", "VBG"):
            return None
        if head.pos not in ("VERB", "AUX"):
            if head.dep in ("acomp", "attr", "oprd") and head.pos == "ADJ":
                return surface_subject(head.head, depth + 1)
            return head.child("poss")
        control = head.child("dobj", "dative")
        if (
            control is not None
            and control.pos != "ADP"
            and not is_passive(head)
            and head.lemma not in SUBJECT_CONTROL
        ):
            return control
        return surface_subject(head, depth + 1)
    if dep == "advcl":
        if verb.tag not in ("VB", "VBG", "VBN") or head.pos not in ("VERB", "AUX"):
            return None
        return surface_subject(head, depth + 1)
    if dep == "acl":
        if head.lemma in (
            "plan",
            "decision",
            "attempt",
            "bid",
            "effort",
            "promise",
            "failure",
            "refusal",
            "offer",
            "vow",
            "ability",
            "right",
            "desire",
        ) and _to(verb):
            possessor = head.child("poss")
            if possessor is not None:
                return possessor
            return (
                surface_subject(head.head, depth + 1)
                if head.dep == "dobj" and head.head.pos == "VERB"
                else None
            )
        return head
    if dep == "relcl":
        return None
    if dep == "pcomp":
        above = head.head
        if above.pos in ("VERB", "AUX"):
            if above.lemma in OBJECT_CONTROL and head.lemma in ("of", "on", "for", "from", "with"):
                if is_passive(above):
                    return surface_subject(above, depth + 1)
                return above.child("dobj", "dative") or surface_subject(above, depth + 1)
            return surface_subject(above, depth + 1)
        if above.pos in ("NOUN", "PROPN"):
            return above.child("poss") or (
                surface_subject(above.head, depth + 1)
                if above.dep == "dobj" and above.head.pos == "VERB"
                else None
            )
        if above.pos in ("ADP", "SCONJ", "ADV", "ADJ"):
            governor = above.head
            return surface_subject(governor, depth + 1) if governor.pos in ("VERB", "AUX") else None
    return None


def _to(verb: Word) -> bool:
    return any(c.dep == "aux" and c.lemma == "to" for c in verb.children)
