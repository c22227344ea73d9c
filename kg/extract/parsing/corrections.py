"""Where the parser hangs names on the wrong word, as newspapers write them: the tree is mended.

The last step of parsing, before mentions are looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.english.tables import modifying, with_trait

if TYPE_CHECKING:
    from kg.extract.parsing.syntax import Word

FINITE = ("VBD", "VBZ", "VBP")
#: Parts of speech that may stand between a noun and its verb.
BETWEEN = ("PUNCT", "NUM", "AUX", "ADV", "ADJ", "NOUN", "DET", "PROPN")
MAX_SUBJECT_DISTANCE = 12  #: words between a noun and its verb


def repair(verb: Word) -> None:
    """Mend what hangs on a verb, or should."""
    if verb.tag in FINITE and verb.child("nsubj", "nsubjpass", "expl") is None:
        _take_from_preposition(verb)
        _take_from_name(verb)
    if verb.lemma in with_trait("names"):  # "called Ana Cruz the best of all"
        _take_given_name(verb)
    if verb.dep == "ccomp":
        _make_relative(verb)
    if verb.tag == "VBG":
        _describe(verb)
        _take_from_genitive(verb)
    if verb.dep in ("amod", "compound") and verb.tag == "VBD":
        _make_head(verb)
    _join_contrast(verb)


def _take_from_preposition(verb: Word) -> None:
    """Give a finite verb its subject back where the parser took it for a preposition's noun.

    "after Cruz, 60, withdrew": a finite verb without subject, right behind "after" and a noun that hang
    on the same word, is that noun's.
    """
    head = verb.head
    if head is verb or verb.child("csubj") is not None:
        return
    if verb.dep not in ("xcomp", "ccomp", "advcl", "dep", "conj", "parataxis"):
        return
    for prep in head.all("prep"):
        noun = prep.child("pobj")
        if noun is None or prep.i > verb.i or prep.lemma not in ("after", "before", "since", "until"):
            continue
        between = (w for w in verb.sentence.words if noun.i < w.i < verb.i)
        if verb.i - noun.i < MAX_SUBJECT_DISTANCE and all(w.pos in BETWEEN for w in between):
            noun.hang(verb, "nsubj")
            prep.hang(verb, "mark")
            verb.dep = "advcl"
            return


def _take_from_name(verb: Word) -> None:
    """Give a finite verb the name right before it where the parser hung that on a name before a comma.

    "Thanking Ann Bell, Ana Cruz said …": Cruz is no apposition to Bell.
    """
    if verb.dep not in ("ROOT", "ccomp"):
        return
    noun = verb.left
    while noun is not None and noun.pos in ("AUX", "ADV"):
        noun = noun.left
    if noun is None or noun.pos != "PROPN" or noun.dep not in ("appos", "conj") or noun.head.i >= noun.i:
        return
    first = min(w.i for w in noun.subtree())
    comma = next((w for w in verb.sentence.words if w.i == first - 1), None)
    if comma is None or comma.text != "," or any(c.i > noun.head.i for c in noun.head.all("cc")):
        return
    noun.hang(verb, "nsubj")
    for child in verb.all("csubj"):
        child.dep = "advcl"


def _take_given_name(verb: Word) -> None:
    """Read "called Ana Cruz the best of all" as a name given, where no comma makes it an apposition."""
    objects = list(verb.all("dobj", "dative"))
    if len(objects) == 2 and objects[0].pos == "PROPN" and objects[1].dep == "dobj":
        objects[0].hang(verb, "dobj")  # "calling Ana Cruz a thief": nobody is given a thief
        objects[1].hang(verb, "oprd")
    for child in verb.all("dobj"):
        for beside in child.all("appos"):
            words = verb.sentence.words
            first = min(w.i for w in beside.subtree())
            if words[first - words[0].i - 1].text not in (",", "(", "-", "–", "—"):
                beside.hang(verb, "oprd")


def _make_head(verb: Word) -> None:
    """Make a past tense with a subject the head of its noun: "A court convicted singer Cruz"."""
    noun = verb.head
    while noun.dep == "compound" and noun.head is not noun:
        noun = noun.head
    if verb.child("nsubj") is None or noun.i < verb.i:
        return
    moved = [c for c in noun.children if c.i > noun.i and c.dep in ("prep", "punct", "advcl", "npadvmod")]
    verb.hang(verb if noun.head is noun else noun.head, noun.dep)
    noun.hang(verb, "dobj")
    for child in moved:
        child.hang(verb, child.dep)


def _describe(verb: Word) -> None:
    """Make a participle right before a noun its adjective: "clashed with opposing captain Cruz"."""
    noun, right = verb.child("dobj"), verb.right
    if verb.dep != "pcomp" or noun is None or noun.pos != "PROPN" or right is None:
        return
    if verb.text.lower() in modifying("describing") and right.pos == "NOUN" and right.head is noun:
        noun.hang(verb.head, "pobj")
        verb.hang(noun, "amod")


def _take_from_genitive(verb: Word) -> None:
    """Give a participle the name right before it, behind "of": "the anniversary of Cruz taking office"."""
    noun = verb.left
    if verb.dep != "advcl" or noun is None or noun.pos != "PROPN" or noun.dep != "pobj":
        return
    if noun.head.lemma == "of" and verb.child("nsubj") is None:
        if verb not in noun.ancestors():
            verb.hang(noun.head, "pcomp")
        noun.hang(verb, "nsubj")


def _make_relative(verb: Word) -> None:
    """Make a clause relative whose "that" is tagged as a relative pronoun and stands behind a noun.

    "worked on the speech that she will give": the speech is what she will give.
    """
    that = verb.child("mark")
    noun = that.left if that is not None and that.tag == "WDT" else None
    if that is None or noun is None or noun.pos != "NOUN":
        return
    if verb.child("dobj") is not None or verb.child("nsubj") is None:
        return
    if verb.head is noun or verb in noun.ancestors():
        return
    that.dep = "dobj"
    verb.hang(noun, "relcl")


def _join_contrast(verb: Word) -> None:
    """Join a name behind "not" to the noun that it is set against: "called Bell, not Cruz"."""
    for noun in verb.children:
        if noun.dep not in ("oprd", "npadvmod", "appos", "dep", "attr") or noun.pos != "PROPN":
            continue
        negation = min(noun.subtree(), key=lambda w: w.i).left
        if negation is None or negation.text.lower() != "not" or negation.head.i > negation.i:
            continue
        other = negation.head
        if other.pos in ("NOUN", "PROPN") and other.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr"):
            noun.hang(other, "conj")
