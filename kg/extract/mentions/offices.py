"""Mentions of offices: titles from the tables, with whose they are, and the names they stand beside."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.descriptions import ORGANIZATION_NOUNS
from kg.extract.mentions.tables import Names, Row, plain
from kg.extract.parsing.syntax import Sentence, Word

LONGEST = 6  #: words of a title
#: Classes of things that have offices.
OWNERS = frozenset(
    "Country State City Place Organization Company GovernmentBody NewsOrganization PoliticalParty "
    "EducationalInstitution Campaign Person Facility".split()
)
#: Classes that have no offices of a kind: "a Conservative MP" is none of the party's.
NO_OWNERS = {"public": ("PoliticalParty",), "corporate": ("Country", "State", "City", "Place", "Person")}
FORMER = ("former", "ex", "then", "late", "onetime", "one-time", "ousted")


def find_offices(sentence: Sentence, names: Names, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield the titles of a sentence, the longest at each place; plurals and parts of names are none."""
    words, k = sentence.words, 0
    while k < len(words):
        if words[k].lemma in names.title_starts or words[k].text.lower() in names.title_starts:
            for n in range(min(LONGEST, len(words) - k), 0, -1):
                part = words[k : k + n]
                row = names.titles.get(plain(" ".join(w.text for w in part)))
                if row is None or part[-1].pos not in ("NOUN", "PROPN") or part[-1].tag in ("NNS", "NNPS"):
                    continue
                if n == 1 and len(part[0].text) < 4 and not part[0].text.isupper():
                    continue  # "9 pm" is no prime minister
                if any(w.i in by_word and _is_longer(by_word[w.i], part) for w in part):
                    continue
                yield _office(part, row, by_word)
                k += n - 1
                break
        k += 1


def _is_longer(name: Candidate, part: list[Word]) -> bool:
    """Whether a title is only a part of a name, or a surname: "Mr. King"."""
    return len(name.words) > len(part) or (len(part) == 1 and name.kind == "Person")


def _office(part: list[Word], row: Row, by_word: dict[int, Candidate]) -> Candidate:
    """Give the mention of an office with its owner: "President of France", "the French president"."""
    head = part[-1]
    before, former = _owner_before(part, by_word)
    owner = _owner_below(part, row, by_word) or before
    if owner is not None and (owner.kind not in OWNERS or owner.kind in NO_OWNERS.get(row["kind"], ())):
        owner = None
    title = _title(head, row, by_word)
    return Candidate(
        part, head, "office", "Office", title, "u", title=title, owner=owner, former=former, row=row
    )


def _owner_below(part: list[Word], row: Row, by_word: dict[int, Candidate]) -> Candidate | None:
    """Give the name that hangs on a title: "mayor of Oslo", "Oslo's mayor", "head of Acme's board"."""
    for child in part[-1].children:
        named: Candidate | None = None
        if child.dep == "prep" and child.lemma in ("of", "for", "at") and child.i > part[-1].i:
            pobj = child.child("pobj")
            named = by_word.get(pobj.i) if pobj is not None else None
            if named is None and pobj is not None and child.lemma == "of" and row["leads"] == "yes":
                possessors = (by_word[w.i] for w in pobj.subtree() if w.i in by_word and w.dep == "poss")
                named = next(possessors, None)
        elif child.dep == "poss" and child not in part:
            named = by_word.get(child.i)
        if named is not None:
            return named
    return None


def _owner_before(part: list[Word], by_word: dict[int, Candidate]) -> tuple[Candidate | None, bool]:
    """Give the name before a title ("French President"), and whether it is held no more ("former")."""
    head, left = part[-1], part[0].left
    owner: Candidate | None = None
    former = False
    while left is not None and (
        left.pos in ("ADJ", "ADV", "NOUN", "PROPN", "PART") or left.text in ("-", "'s", "’", "'")
    ):
        low = left.text.lower()
        if low in FORMER or low == "outgoing":
            former = low != "outgoing"
        named = by_word.get(left.i)
        if named is not None and named.kind == "Person":
            if left.dep == "poss":
                owner = owner or named
        elif named is not None:
            prefixed = left.left is not None and left.left.text == "-"
            partisan = named.adjective and named.kind == "PoliticalParty"
            if not prefixed and not partisan:
                owner = owner or named
        elif left.pos == "NOUN" and left.text != "-" and left.head is not head and left.dep != "compound":
            break
        left = left.left
    return owner, former


def _title(head: Word, row: Row, by_word: dict[int, Candidate]) -> str:
    """Give the office's title, with its field in a firm: "Head of Product Development"."""
    title = row["title"]
    for child in head.children if row["kind"] != "public" else ():
        pobj = child.child("pobj") if child.dep == "prep" and child.lemma == "of" else None
        if pobj is None or not pobj.text.islower() or pobj.lemma in ORGANIZATION_NOUNS:
            continue
        if not any(w.i in by_word for w in pobj.subtree()):
            field = [w for w in pobj.subtree() if w.i <= pobj.i and w.dep != "det"]
            title = f"{title} of {' '.join(w.text.capitalize() for w in field)}"
    return title
