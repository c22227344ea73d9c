"""Which names are sure enough to be things: no node is better than one that is none.

What the recogniser alone takes for a person, of one word and with nothing around it that a person would
have, is as often a place, a product or a common word; a phrase in quotation marks is a slogan or a
nickname; of a short name that is a common noun, "the Act", the article has to name what it is short for.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.extract.english.tables import Construction, evidence, honorifics, with_trait
from kg.extract.grammar.phrases import is_about_person
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.evidence import MARKS
from kg.extract.mentions.tables import Gazetteer, plain

#: In what construction of the table of evidence the head of a name stands, by its relation.
CONSTRUCTIONS: dict[str, Construction] = {
    "poss": "possessed", "compound": "modified", "dobj": "object", "nsubjpass": "object"
}  # fmt: skip
DONE_TO = ("dobj", "nsubjpass")
PERSONAL = ("person",)
MIN_MENTIONS = 3  #: of a lone name that need no more support
CLOSING = (*MARKS, "”", "’", "''")
MAX_PHRASE = 6  #: words of a slogan
#: Language types that a head word by itself doesn't name: "the Consulate", "the Party".
BARE = ("facility", "party")
#: Language types of what "the Act" and "the Games" may be.
SHORTENED = ("work", "event", "election")


def let_go(spans: list[Candidate], names: Gazetteer) -> None:
    """Mark the names that nothing supports; give short names the class of what they shorten.

    A person that nothing supports stays one to coreference, where pronouns may stand for it.
    """
    _spell_out(spans, names)
    lone, phrases = _lone_persons(spans, names), _phrases(spans, names)
    for c in spans:
        bare = " " not in c.name and not c.row and c.name.lower() in names.heads and c.name.istitle()
        bare = bare and names.heads[c.name.lower()] in BARE
        c.unsure = c.unsure or c.name in lone or c.name in phrases or bare
        if c.name in phrases:
            c.kind = None


def _spell_out(spans: list[Candidate], names: Gazetteer) -> None:
    """Give "the Act" the longer name before it that ends so, and no class where the article has none."""
    longer: dict[str, Candidate] = {}
    for c in spans:
        short = " " not in c.name and not c.row and c.kind != "person"
        if " " in c.name:
            longer[c.name.rsplit(" ", 1)[1]] = c
        elif short and names.heads.get(c.name.lower()) in SHORTENED:
            full = longer.get(c.name)
            if full is None:
                c.kind, c.unsure = None, True
            else:
                c.name, c.kind, c.cls, c.row = full.name, full.kind, full.cls, full.row


def _lone_persons(spans: list[Candidate], names: Gazetteer) -> set[str]:
    """Return the persons' names of one word for which nothing but the recogniser speaks."""
    full = [c for c in spans if c.kind == "person" and " " in c.name]
    known = {word for c in full for word in c.name.split()}
    given = (c for c in spans if c.kind == "person" and names.gender(c.name))
    heads = {c.head.i for c in (*full, *given)}
    alone: dict[str, list[Candidate]] = defaultdict(list)
    for c in spans:
        if c.kind == "person" and " " not in c.name and c.name not in known and not c.row:
            alone[c.name].append(c)
    return {
        name
        for name, mentions in alone.items()
        if len(mentions) < MIN_MENTIONS and not any(_is_personal(c, names, heads) for c in mentions)
    }


def _is_personal(c: Candidate, names: Gazetteer, heads: set[int]) -> bool:
    """Return whether a name stands where a person's does: behind a title, before "said", beside a person."""
    head, before = c.head, c.words[0].left
    if before is not None:
        low = before.text.lower()
        if low in honorifics() or low in names.person_nouns or plain(before.text) in names.titles:
            return True
    if head.head.pos == "VERB" and (head.dep == "nsubj" or (head.dep in DONE_TO and names.gender(c.name))):
        return True
    construction = CONSTRUCTIONS.get(head.dep)
    if construction is not None and evidence().get((head.head.lemma, construction)) in PERSONAL:
        return True
    if before is not None and before.dep == "acl" and before.lemma in with_trait("names"):
        return before.head.lemma in names.person_nouns  # "a singer called Bell"
    if head.dep == "appos" and head.head.lemma in names.person_nouns:
        return True
    joined = head
    while joined.dep == "conj":
        joined = joined.head
        if joined.i in heads:
            return True
    for child in head.children:
        if is_about_person(child):
            return True
        if child.dep == "appos" and names.describes_person(child.lemma):
            return True
        if child.dep == "conj" and child.i in heads:
            return True
    return False


def _phrases(spans: list[Candidate], names: Gazetteer) -> set[str]:
    """Return the names of several words that only stand in quotation marks, and that nothing else tells."""
    marked, all_ = Counter[str](), Counter[str]()
    for c in spans:
        before, after = c.words[0].left, c.words[-1].right
        quoted = before is not None and before.text in MARKS
        behind = (after, after.right) if after is not None else ()
        inside = quoted and any(w is not None and w.text in CLOSING for w in behind)
        called = before is not None and before.left is not None and before.left.text == "as"
        bare = not c.row and 1 < len(c.words) <= MAX_PHRASE and (c.kind != "work" or called)
        all_[c.name] += 1
        if inside and bare and names.gender(c.words[0].text) is None:
            marked[c.name] += 1
    return {name for name, count in marked.items() if count == all_[name]}
