"""What a name names: the thing that the tables list, or the class that its words and neighbours tell."""

from __future__ import annotations

import re

from kg.extract.english.closed import MONTHS, WEEKDAYS
from kg.extract.english.tables import capitals, generic, honorifics, nouns
from kg.extract.grammar.phrases import is_about_person
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.tables import PLACES, Gazetteer, Row, plain
from kg.extract.parsing.syntax import ParsedArticle, Word

#: The classes of the recogniser's labels.
LABELS = {
    "PERSON": "person",
    "ORG": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "PRODUCT": "work",
}
#: Labels of nouns that stand for somebody.
PARTIES = ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr", "conj")
#: A person's initial and surname: "E Nesbit", "A.J. Bell".
INITIALED = re.compile(r"([A-Z]|([A-Z]\.){1,3}) [A-Z][a-z][\w'-]+")
#: A code of letters and digits: "nL1N1NC20Q".
CODE = re.compile(r"(?=(.*\d){3})[A-Za-z0-9]{7,}")
#: A word with the full stop of its sentence: "Liberty-X.", no "Inc." and no "U.S.".
ENDED = re.compile(r"[^.]{5,}\.|[^. ]+-[A-Z]\.")
#: A senator's party and state: "D-Texas", "R-Va.".
STATE_PARTY = re.compile(r"[DRI]-[A-Z]")


def named(article: ParsedArticle, words: list[Word], label: str, names: Gazetteer) -> Candidate | None:
    """Return the mention that a name makes; None where it is a title, a description or a people.

    The label is the recogniser's, "" for a name from the tables, "RUN" for a run of capitalised words.
    A mention without a class is one that nothing tells yet.
    """
    text = re.sub(r"\s+", " ", article.text[words[0].start : words[-1].end]).replace("’", "'")
    if ENDED.fullmatch(text.rsplit(" ", 1)[-1]):
        text = text.removesuffix(".")
    tokens = [w.text for w in words]
    head = next((w for w in words if w.head not in words), words[-1])
    honoured = words[0].left is not None and words[0].left.text.lower() in honorifics(
        only_before_names=True
    )  # "Mr. King"
    if not honoured and (plain(text) in names.titles or text.lower() in names.person_nouns):
        return None  # "President", "Senator": an office or a description, no name
    if STATE_PARTY.match(text):
        return None  # "D-Texas" behind a senator's name
    if len(words) == 1 and words[0].tag in ("NNS", "NNPS") and _are_people(words[0], label, names):
        left = words[0].left
        if label != "PERSON" or left is None or left.text.lower() != "the":
            return None  # "Muslims"
        label = "ORG"  # "the Beatles"
    rows = names.rows(text) or names.rows(text.removeprefix("the ").removeprefix("The "))
    if honoured and len(words) == 1 and label != "":
        rows = []  # "Mr Forbes"
    adjective = names.adjectives.get(text)
    if text in names.parties and not rows and beside_person(words[0], names):
        adjective = names.parties[text]
    if adjective and not rows and not (label == "PERSON" and len(tokens) > 1):
        gender = "p" if words[-1].tag in ("NNS", "NNPS") and text.endswith("s") else "n"
        kind, name = adjective["class"], adjective["name"]
        return Candidate(words, head, "name", kind, name, gender, adjective=True, row=adjective)
    if not rows and _names_nothing(words, label, honoured, names):
        return None
    if not rows and len(tokens) > 1 and tokens[-1].endswith("s") and tokens[-1][:-1] in names.parties:
        some = names.rows(" ".join(tokens[:-1]).removeprefix("the "))
        if tokens[-2].lower() in nouns("whole") or any(r["class"] in ("government", "state") for r in some):
            return None  # "Senate Republicans": some of them
    given = names.gender(tokens[0])
    if rows and not (label == "PERSON" and given and len(tokens) > 1):
        row = _pick(rows, words)
        if label == "PERSON" and len(tokens) == 1 and row["class"] in ("city", "place"):
            return Candidate(words, head, "name", "person", text, "u")
        return Candidate(words, head, "name", row["class"], row["name"], "n", row=row, cls=row["as"])
    if label == "NORP" or _are_members(tokens, names):
        return None
    if tokens[0] == "Best" and len(tokens) > 1 and label in ("ORG", "WORK_OF_ART"):
        return None  # a category of awards
    name = re.sub(r"^(the|The|a|an) ", "", text)
    if label == "FAC" and len(words) == 1 and words[0].tag == "NNPS":
        label = "ORG"  # "the Dragons"
    numbered = len(tokens) > 2 and tokens[-1].isdigit() and tokens[-2].lower() in nouns("numbered")
    by_head = names.kind_by_head([*tokens[:-1], "#"] if numbered else tokens)
    if label == "EVENT" and by_head in ("company", "place"):
        by_head = None  # "Sydney Games"
    personal = _stands_for_person(words, head, names)
    first = given or names.person_gender(tokens[0]) != "u"
    titled = by_head == "company" and len(tokens) == 2 and first and _is_titled(words, names)
    if by_head and not (label == "PERSON" and (titled or (given and _ambiguous(by_head, tokens)))):
        country = next((row for row in names.rows(tokens[0]) if row["class"] == "country"), None)
        if country is not None and by_head == "government":  # "U.S. Government" is the United States'
            known = {
                "name": " ".join((country["name"], *tokens[1:])),
                "class": by_head,
                "country": country["name"],
            }
            return Candidate(words, head, "name", by_head, known["name"], "n", row=known)
        return Candidate(words, head, "name", by_head, name, "n", cls=names.class_by_head(tokens))
    placed = any(row["class"] in PLACES for row in names.rows(tokens[-1]))  # "W Norland"
    found = _kind(label, text, tokens, bool(given), personal, placed)
    if label == "WORK_OF_ART" and len(words) == 1 and _is_cut(words[0]):
        found = None
    return Candidate(
        words, head, "name", found, name, _gender(words, head, names) if found == "person" else "n"
    )


def _names_nothing(words: list[Word], label: str, honoured: bool, names: Gazetteer) -> bool:
    """Return whether words taken for a name are none: a month, "MPs", "OKs", words in capitals for stress."""
    first, before, after = words[0], words[0].left, words[-1].right
    if " ".join(w.text.lower() for w in words) in generic():
        return True
    if all(w.text.lower() in MONTHS for w in words) and label != "PERSON":
        return True
    if first.text.lower() in (*WEEKDAYS, *honorifics(only_before_names=True)) and len(words) == 1:
        return True
    if len(words) == 1:
        if first.pos in ("VERB", "ADV", "AUX") or (first.pos == "ADJ" and label != "PERSON"):
            return not honoured
        if re.fullmatch(r"[A-Z]{2,4}s", first.text) or CODE.fullmatch(first.text):
            return True
        native = re.fullmatch(r"([A-Z]\w+?)(wo)?m[ae]n", first.text)
        if native and any(row["class"] in PLACES for row in names.rows(native[1])):
            return True  # "the Munsterman"
        low = first.text.lower()
        people = {low.removesuffix("s"), low.removesuffix("es")} & names.person_nouns.keys()
        if people and low.endswith("s"):
            return before is None or before.text.lower() != "the"  # "Veterans", not "the Pretenders"
        if first.text.lower() in nouns("numbered") and after is not None and after.tag == "CD":
            return True
    if all(w.text.isupper() for w in words if w.text.isalpha()):
        if len(words) > 1 and any(w.pos in ("ADJ", "ADV", "VERB", "PRON") for w in words):
            return True
        beside = [w for w in (before, after) if w is not None]
        if after is not None and after.text == "-" and after.right is not None:
            beside.append(after.right)
        return any(w.text.isalpha() and w.text.isupper() and len(w.text) > 1 for w in beside)
    return False


def _ambiguous(by_head: str, tokens: list[str]) -> bool:
    """Return whether a name that ends like a thing may yet be a person's: "Ana Park", "Ana Hill"."""
    return (
        by_head == "place"
        or (by_head in ("company", "work", "event", "facility") and tokens[-1].lower() in nouns("surname"))
        or (len(tokens) == 2 and by_head in ("campaign", "election", "news"))
    )


def _are_people(word: Word, label: str, names: Gazetteer) -> bool:
    """Return whether a plural names a people or believers, and no person or family."""
    if label not in ("PERSON", "RUN", "NORP") or not word.text.endswith("s") or names.gender(word.text):
        return False
    return not names.rows(word.text) and word.text not in names.adjectives


def _are_members(tokens: list[str], names: Gazetteer) -> bool:
    """Return whether a name is a party's for some of it: "Senate Democrats", "Texas Republican"."""
    members = names.rows(tokens[-1]) or names.rows(f"{tokens[-1]}s")
    if len(tokens) < 2 or not any(row["class"] == "party" for row in members):
        return False
    whole = " ".join(tokens[:-1])
    prefixes = ("", *(f"{row['prefix']} " for row in names.ontology.names("body_prefixes")))  # "U.S. House"
    rows = (row for prefix in prefixes for row in names.rows(f"{prefix}{whole}"))
    return any(row["class"] in ("country", "state", "city", "government") for row in rows)


def _kind(label: str, text: str, tokens: list[str], given: bool, personal: bool, placed: bool) -> str | None:
    """Return the class by the label, the form and what stands around it (`personal`).

    `placed` is whether the last word is a place's name.
    """
    if label == "RUN":
        if len(tokens) == 1 and re.fullmatch(r"[A-Z]{3,6}", text) and text not in capitals():
            return "group"
        return "person" if (len(tokens) > 1 and given) or personal else None
    if label in ("ORG", "GPE", "PRODUCT", "FAC", "LOC", "WORK_OF_ART", "EVENT") and personal:
        return "person"
    if label in ("ORG", "GPE", "PRODUCT") and INITIALED.fullmatch(text) and not placed:
        return "person"
    if label in ("ORG", "GPE", "PRODUCT", "FAC", "LOC", "WORK_OF_ART") and given:
        full = len(tokens) in (2, 3) and all(re.fullmatch(r"[A-Z][\w.'-]+", t) for t in tokens)
        return "person" if full else LABELS[label]
    return LABELS.get(label)


def _is_cut(word: Word) -> bool:
    """Return whether a title of one word is the end of a longer one: "Prejudice" of "Pride and Prejudice"."""
    left = word.left
    if left is not None and left.text.lower() in ("the", "a", "and", "of") and left.left is not None:
        left = left.left if left.text.islower() or left.left.text[:1].isupper() else left
    return left is not None and left.text[:1].isupper() and left is not left.sentence.words[0]


def _gender(words: list[Word], head: Word, names: Gazetteer) -> str:
    """Give a person's gender by the words beside the name ("Mrs", "her husband"), else by the given name."""
    beside = [w for w in (words[0].left, head.child("appos")) if w is not None]
    if head.dep == "appos":
        beside.append(head.head)
    for word in beside:
        for told in (names.person_nouns.get(word.text.lower()), honorifics().get(word.text.lower())):
            if told in ("m", "f"):
                return told
    return names.person_gender(words[0].text)


def _pick(rows: list[Row], words: list[Word]) -> Row:
    """Of several things of one name, take the one whose country the text adds; else the first."""
    right = words[-1].right
    if right is not None and right.text == "," and right.right is not None:
        for row in rows:
            if row.get("in") and right.right.text in row["in"]:
                return row
    return rows[0]


def _stands_for_person(words: list[Word], head: Word, names: Gazetteer) -> bool:
    """Return whether the words around a name say that it is a person's."""
    before, titled = words[0].left, _is_titled(words, names)
    if before is not None and (titled or before.text.lower() in names.person_nouns):
        return titled or len(words) > 1 or before.text[:1].islower()
    for child in head.children:
        if is_about_person(child):
            return True
        if child.dep == "appos" and names.describes_person(child.lemma):
            return len(words) > 1
        if child.dep == "appos" and child.tag == "CD" and len(words) > 1 and child.i == words[-1].i + 2:
            return True
    return False


def _is_titled(words: list[Word], names: Gazetteer) -> bool:
    """Return whether a title stands right before a name: "chancellor Ana Cable"."""
    before = words[0].left
    if before is None or before.pos not in ("NOUN", "PROPN", "ADJ"):
        return False
    return before.text.lower() in honorifics() or plain(before.text) in names.titles


def beside_person(word: Word, names: Gazetteer) -> bool:
    """Return whether "Labour" or "Republican" says whose party a person is of.

    "a Labour lawmaker", "the Republican", "Democrat Ana Cruz".
    """
    nominal = word.tag in ("NN", "NNP", "NNS", "NNPS", "JJ") and word.dep in PARTIES
    if nominal and word.child("det", "amod", "nummod") is not None:
        return True
    right = word.right
    for _ in range(3):
        if right is None or right.pos not in ("NOUN", "PROPN", "ADJ", "PUNCT"):
            return False
        if names.describes_person(right.lemma):
            return True
        if names.gender(right.text) is not None:
            return True
        right = right.right
    return False
