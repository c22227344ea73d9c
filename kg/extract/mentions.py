"""Mentions: the stretches of text that may stand for a thing, each with its class where it can be told.

Names come from the model's recogniser, mended by the tables in ontology/names/ and by the article
itself: a name that is a person once is a person everywhere, a surname belongs to the full name it ends.
Offices, elections, campaigns, descriptions and pronouns are found by their head words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.syntax import NamedSpan, ParsedArticle, Sentence, Word
from kg.ontology import Ontology

LABELS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
    "EVENT": "Event",
    "WORK_OF_ART": "Work",
    "LAW": "Work",
    "PRODUCT": "Work",
}
#: Words before a name that are no part of it, and the gender that they tell.
HONORIFICS = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "father": "m", "brother": "m", "king": "m", "prince": "m",
    "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "lady": "f", "dame": "f", "sister": "f",
    "queen": "f", "princess": "f", "dr": "u", "dr.": "u", "prof.": "u", "professor": "u", "rev.": "u",
    "reverend": "u", "saint": "u", "gen.": "u", "col.": "u", "capt.": "u", "lt.": "u", "sgt.": "u", "mx": "u",
}  # fmt: skip
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "themselves": "p",
    "i": "1", "me": "1", "my": "1", "myself": "1", "we": "1p", "us": "1p", "our": "1p",
}  # fmt: skip
ORGANIZATION_NOUNS = frozenset(
    "company firm organization organisation corporation carmaker automaker airline bank maker manufacturer retailer "
    "network group agency party studio bakery chain startup start-up union club team broadcaster newspaper".split()
)
GROUP_NOUNS = frozenset("leader politician man woman side candidate rival company party firm country party".split())
ELECTION_NOUNS = frozenset("election race contest primary by-election runoff midterm midterms referendum".split())
ELECTION_KINDS = frozenset(
    "presidential parliamentary general mayoral legislative gubernatorial congressional municipal local state "
    "midterm federal regional senate primary".split()
)
JOINERS = frozenset(("of", "and", "&", "de", "van", "von", "der", "la", "al", "for", "the", "on", "'s", "’s", "-", "–"))
#: In capitals, but no organisation's initials.
ABBREVIATIONS = frozenset(
    "EST GMT EDT CET CEST PST PDT BST UTC CEO CFO COO CTO VIP HIV AIDS DNA RNA GDP VAT SUV GPS USB URL DVD VHS RSVP FAQ "
    "TBA IMAGE PHOTO FILE VIDEO AUDIO UPDATE BREAKING CORRECTION NEWS LIVE WATCH READ MORE PDF HTML WWW COVID SARS MERS ETA".split()
)
SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


@dataclass(eq=False, slots=True)
class Candidate:
    """A mention before it is known what it stands for."""

    words: list[Word]
    head: Word
    form: str  #: "name", "office", "election", "campaign", "nominal", "pronoun"
    kind: str | None = None  #: local name of its class
    name: str = ""  #: the proper name, cleaned: no article, no title, no possessive
    gender: str = "u"  #: m, f, n(euter), p(lural), u(nknown); "1" and "1p" for I and we
    title: str | None = None  #: of an office
    owner: Candidate | None = None  #: the name inside it: "Trump" in "the Trump campaign"
    year: str | None = None
    former: bool = False
    plural: bool = False
    adjective: bool = False  #: "British", "Democratic": names the country or party, but modifies
    row: dict[str, str] = field(default_factory=dict)  #: its row in a names table

    @property
    def start(self) -> int:
        """Offset of the first code point."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset behind the last code point."""
        return self.words[-1].end


class Names:
    """The tables of ontology/names/, indexed for look-up. Built once per ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.exact: dict[str, list[dict[str, str]]] = {}
        self.adjectives: dict[str, dict[str, str]] = {}
        self.parties: dict[str, dict[str, str]] = {}  #: "Democratic", "Democrat": of a party beside a person
        self.first: dict[str, str] = {r["name"].lower(): r["gender"] for r in ontology.names("first_names")}
        self.nicknames: dict[str, str] = {r["nickname"].lower(): r["name"] for r in ontology.names("nicknames")}
        self.person_nouns: dict[str, str] = {r["noun"].lower(): r["gender"] for r in ontology.names("person_nouns")}
        self.heads: dict[str, str] = {r["word"].lower(): r["class"] for r in ontology.names("head_words")}
        self.titles: dict[str, dict[str, str]] = {}
        for row in ontology.names("offices"):
            for variant in (row["title"], *row["variants"].split("|")):
                if variant:
                    self.titles.setdefault(_plain(variant), dict(row))
        for table in ("places", "organizations"):
            for row in ontology.names(table):
                entry = dict(row)
                for name in (row["name"], *row["aliases"].split("|")):
                    if name and entry not in self.exact.setdefault(name, []):
                        self.exact[name].append(entry)
                if row["class"] == "PoliticalParty":
                    for alias in (row["name"], *row["aliases"].split("|")):
                        base = re.sub(r" [Pp]arty$", "", alias) if alias.lower().endswith(" party") else alias.removesuffix("s")
                        if base != alias and " " not in base:
                            self.parties.setdefault(base, entry)
                for adjective in (row.get("demonyms") or row.get("adjectives") or "").split("|"):
                    if adjective:
                        self.adjectives.setdefault(adjective, entry)
        self.folded = {name.lower(): rows for name, rows in self.exact.items() if " " in name}
        self.starts = {re.split(r"[ ,.'-]", name)[0] for name in (*self.exact, *self.adjectives, *self.parties)}
        self.title_starts = {title.split()[0] for title in self.titles}

    def rows(self, text: str) -> list[dict[str, str]]:
        """Give the things of a name; the case of a name of several words does not matter."""
        found = self.exact.get(text)
        if found is None and " " in text and text[:1].isupper():
            found = self.folded.get(text.lower())
        return found or []

    def gender(self, first_name: str) -> str | None:
        """Give "f", "m" or "u" for a known given name, None for an unknown one."""
        return self.first.get(first_name.lower()) or self.first.get(first_name.split("-")[0].lower())

    def kind_by_head(self, words: list[str]) -> str | None:
        """Give the class that a name's last word tells, or its first before "of": "Bank of …"."""
        if len(words) < 2:
            return None
        low = [w.lower() for w in words]
        for joiner in ("of", "on", "for"):
            if joiner in low[1:-1]:
                return self.heads.get(low[low.index(joiner) - 1])
        return self.heads.get(low[-1])


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower().replace("-", " ").replace("–", " ").replace("’", "'")).strip()


def find_mentions(article: ParsedArticle, names: Names) -> list[Candidate]:
    """Give the article's mentions in the order of the text; none overlaps another of the same form."""
    found: list[Candidate] = []
    spans = _name_spans(article, names)
    _agree(spans, names)
    by_word: dict[int, Candidate] = {w.i: c for c in spans for w in c.words}
    for sentence in article.sentences:
        offices = list(_offices(sentence, names, by_word))
        inside = {w.i for c in offices for w in c.words}
        elections = [c for c in _elections(sentence, by_word) if not any(w.i in inside for w in c.words)]
        inside |= {w.i for c in elections for w in c.words if c.form == "election"}
        campaigns = list(_campaigns(sentence, by_word))
        inside |= {w.i for c in campaigns for w in c.words if w is c.head}
        found += [*offices, *elections, *campaigns]
        found += _nominals(sentence, names, by_word, inside)
        found += _pronouns(sentence)
    titles = {w.i for c in found if c.form == "office" for w in c.words}
    found += [c for c in spans if c.kind and not all(w.i in titles for w in c.words)]
    _reattach(found, names)
    found.sort(key=lambda c: (c.start, -c.end, c.form))
    return found


# Names


def _name_spans(article: ParsedArticle, names: Names) -> list[Candidate]:
    taken: set[int] = set()
    spans: list[Candidate] = []
    inside = {w.i: named for named in article.named for w in named.words}
    for sentence in article.sentences:
        for words in _table_matches(article, sentence, names, taken):
            around = inside.get(words[0].i) or inside.get(words[-1].i)
            longer = around is not None and len([w for w in around.words if w.pos == "PROPN"]) > len([w for w in words if w.pos == "PROPN"])
            if len(words) > 1 and not longer:
                candidate = _candidate(article, words, "", names)
                if candidate is not None:
                    spans.append(candidate)
                    taken.update(w.i for w in words)
    for named in article.named:
        words = [w for w in named.words if w.pos != "SPACE" and w.i not in taken]
        slash = next((k for k, w in enumerate(words) if w.text == "/"), None)
        if slash is not None:  # a credit: "Ana Cruz/Acme Images"
            words = words[:slash]
            named = NamedSpan(words, "PERSON") if 1 < len(words) < 4 else named
        joint = next((k for k, w in enumerate(words) if w.text.lower() == "of" and k), None)
        if joint is not None and named.label in ("PERSON", "WORK_OF_ART") and names.gender(words[0].text):
            words = words[:joint]  # "Ana Cruz of Acme" taken for one name
            named = NamedSpan(words, "PERSON")
        if named.label == "NORP" or named.label in LABELS:
            words = _mend(words, names, named.label)
            if words and not any(w.i in taken for w in words) and any(w.text[:1].isupper() for w in words):
                candidate = _candidate(article, words, named.label, names)
                if candidate is not None:
                    spans.append(candidate)
                    taken.update(w.i for w in words)
    for sentence in article.sentences:
        for words in _table_matches(article, sentence, names, taken):
            candidate = _candidate(article, words, "", names)
            if candidate is not None:
                spans.append(candidate)
                taken.update(w.i for w in words)
        for words in _capitalised_runs(sentence, names, taken):
            candidate = _candidate(article, words, "RUN", names)
            if candidate is not None:
                spans.append(candidate)
                taken.update(w.i for w in words)
    return sorted(spans, key=lambda c: c.start)


def _strip(words: list[Word], names: Names) -> list[Word]:
    """Drop what is no part of the name: articles, titles, person nouns, possessives, loose marks."""
    while len(words) > 1 and words[-1].pos == "NUM" and re.fullmatch(r"\d{1,2}", words[-1].text):
        words = words[:-1]  # "Castle Park 2": a score
    while words and (
        words[-1].text in ("'s", "’s", "'", "’", ",", "-", "–", "(", '"', ".", "the", "``", "''")
        or words[-1].pos in ("PUNCT", "SPACE")
        and words[-1].text not in (")",)
    ):
        words = words[:-1]
    changed = True
    while words and changed:
        changed = False
        first, low = words[0], words[0].text.lower()
        if first.pos in ("PUNCT", "DET", "SPACE") or low in ("the", "a", "an", "'s", "’s") or first.tag in ("CD", "PRP$"):
            words, changed = words[1:], True
        elif len(words) > 1:
            for n in (4, 3, 2, 1):
                part = _plain(" ".join(w.text for w in words[:n]))
                rest = words[n:]
                if rest and (part in names.titles or part in HONORIFICS or (n == 1 and low in names.person_nouns)):
                    if rest[0].text.lower() in ("of", "for"):
                        break
                    if n == 1 and names.gender(low) and rest[0].dep != "appos" and (low not in names.titles or len(rest) == 1 and low not in HONORIFICS):
                        break
                    if names.kind_by_head([w.text for w in words]) and not names.gender(rest[0].text):
                        break
                    words, changed = rest, True
                    break
            else:
                if not first.text[:1].isupper() and not first.text[:1].isdigit():
                    words, changed = words[1:], True
    return words


def _untitled(words: list[Word], names: Names) -> list[Word]:
    """Cut off what belongs to a title that reaches over the span's edge.

    "Elect Ana Cruz" after "President-", "Acme Communications" before "Director", "Beijing" after "pro-".
    """
    if not words:
        return words
    before: list[Word] = []
    left = words[0].left
    while left is not None and len(before) < 3:
        before.insert(0, left)
        left = left.left
        for n in range(1, len(words)):
            if _plain(" ".join(w.text for w in (*before, *words[:n]))) in names.titles:
                return words[n:]
    previous = words[0].left
    if previous is not None and previous.text == "-" and previous.end == words[0].start and len(words) > 1:
        words = words[1:]
    right = words[-1].right
    if right is not None and _plain(right.text) in names.titles and len(words) > 1:
        for n in (2, 1):
            if len(words) > n and _plain(" ".join(w.text for w in (*words[-n:], right))) in names.titles:
                return words[:-n]
    return words


def _mend(words: list[Word], names: Names, label: str) -> list[Word]:
    words = _untitled(_strip(_untitled(words, names), names), names)
    cut = next((k for k, w in enumerate(words) if k and w.pos == "DET" and w.text.islower() and words[k - 1].pos == "PROPN"), None)
    words = words[:cut]
    after = words[-1].right if words else None
    if label == "PERSON" and after is not None and after.pos in ("CCONJ", "ADP", "PART", "ADV") and after.text.istitle() and len(words) == 1:
        words = [*words, after]  # a surname that is also a word: "Wilson Or"
    if not words:
        return []
    if label in ("PERSON", "ORG", "FAC", "GPE", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT"):
        while True:  # the recogniser left the given name out: "Figueira" of "Nestor Figueira"
            left = words[0].left
            if left is None or left.pos != "PROPN" or left.text.islower() or left.text in names.exact:
                break
            if left.dep != "compound" or left.head not in words or left.text in names.adjectives:
                break
            if left.text.lower() in HONORIFICS or _plain(left.text) in names.titles:
                break
            if _untitled([left, *words], names)[0] is not left:
                break
            if left.text.lower() in names.person_nouns and names.gender(left.text) is None:
                break
            words = [left, *words]
        while words[-1].text.lower() in names.heads and len(words) < 7:  # "Bill" of "the Fair Wages Bill"
            left = words[0].left
            if left is None or not left.text[:1].isupper() or left.dep not in ("compound", "amod", "nmod", "poss") or left.head not in words:
                break
            if left.text in names.adjectives or _untitled([left, *words], names)[0] is not left or left.sentence.words[0] is left and left.pos == "DET":
                break
            words = [left, *words]
        while True:  # … or the last word: "Norvald" of "Norvald Petroleum", "Dillon" of "O'Malley Dillon"
            right = words[-1].right
            if right is None or right.pos != "PROPN" or not right.text[:1].isupper():
                break
            if words[-1].dep != "compound" or words[-1].head is not right or right.text in ("'s", "’s"):
                break
            if words[-1].text in names.exact and right.text.lower() in names.person_nouns:
                break
            if " ".join(w.text for w in words) in names.exact and names.kind_by_head(["x", right.text]) is None:
                break
            if _plain(right.text) in names.titles or right.text.lower() in HONORIFICS:
                break
            if _untitled([*words, right], names)[-1] is not right:
                break
            words = [*words, right]
    # "London mayor Sadiq Khan" as one name: keep what follows the title
    for k in range(len(words) - 1, 0, -1):
        if label == "PERSON" and _plain(words[k - 1].text) in names.titles and words[k - 1].text[:1].islower():
            return words[k:]
    return words


def _table_matches(
    article: ParsedArticle, sentence: Sentence, names: Names, taken: set[int]
) -> Iterator[list[Word]]:
    words, k = sentence.words, 0
    while k < len(words):
        first = words[k]
        if not first.text[:1].isupper() or first.i in taken or _start(first.text) not in names.starts:
            k += 1
            continue
        for n in range(min(6, len(words) - k), 0, -1):
            part = words[k : k + n]
            text = article.text[part[0].start : part[-1].end]
            partisan = n == 1 and text in names.parties and _beside_person(first, names)
            if (names.rows(text) or text in names.adjectives or partisan) and not any(w.i in taken for w in part):
                before, after = part[0].left, part[-1].right
                joined = (
                    after is not None
                    and after.pos == "PROPN"
                    and part[-1].dep == "compound"
                    and part[-1].head is after
                    and _plain(after.text) not in names.titles
                    and text not in names.adjectives
                    and not partisan
                )
                led = before is not None and before.pos == "PROPN" and before.dep == "compound" and before.head in part
                if n > 1 or not (joined or led):
                    yield part
                    k += n - 1
                    break
        k += 1


@lru_cache(maxsize=65536)
def _start(text: str) -> str:
    return re.split(r"[ ,.'-]", text)[0]


def _beside_person(word: Word, names: Names) -> bool:
    """Whether "Labour" or "Republican" says whose party it is: "a Labour lawmaker", "the Republican", "Democrat Ana Cruz"."""
    noun = word.tag in ("NN", "NNP", "NNS", "NNPS", "JJ") and word.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr", "conj")
    if noun and any(c.dep in ("det", "amod", "nummod") for c in word.children):
        return True
    right = word.right
    for _ in range(3):
        if right is None or right.pos not in ("NOUN", "PROPN", "ADJ", "PUNCT"):
            return False
        if right.lemma in names.person_nouns or _plain(right.lemma) in names.titles or names.gender(right.text) is not None:
            return True
        right = right.right
    return False


def _capitalised_runs(sentence: Sentence, names: Names, taken: set[int]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in [*sentence.words, None]:
        fits = word is not None and word.i not in taken and word.pos == "PROPN" and word.text[:1].isupper()
        if fits and word is not None and run and run[-1].dep not in ("compound", "nmod", "amod") and run[-1].head is not word:
            yield from _usable(run, names)
            run = []
        if fits and word is not None:
            run.append(word)
        elif run:
            yield from _usable(run, names)
            run = []


def _usable(run: list[Word], names: Names) -> Iterator[list[Word]]:
    words = _strip(run, names)
    if words and not (len(words) == 1 and (words[0].text.isupper() and len(words[0].text) < 2)):
        yield words


def _candidate(article: ParsedArticle, words: list[Word], label: str, names: Names) -> Candidate | None:
    text = re.sub(r"\s+", " ", article.text[words[0].start : words[-1].end]).replace("’", "'")
    tokens = [w.text for w in words]
    head = next((w for w in words if w.head not in words), words[-1])
    if _plain(text) in names.titles or text.lower() in names.person_nouns:
        return None  # "President", "Senator": an office or a description, no name
    rows = names.rows(text) or names.rows(text.removeprefix("the ").removeprefix("The "))
    adjective = names.adjectives.get(text)
    if text in names.parties and not rows and _beside_person(words[0], names):
        adjective = names.parties[text]
    if adjective and not rows and not (label == "PERSON" and len(tokens) > 1):
        plural = words[-1].tag in ("NNS", "NNPS") and text.endswith("s")
        return Candidate(
            words, head, "name", adjective["class"], adjective["name"], "p" if plural else "n", adjective=True, row=adjective
        )
    gender = "n"
    if rows and not (label == "PERSON" and names.gender(tokens[0]) and len(tokens) > 1):
        row = _pick(rows, article, words)
        kind, name = row["class"], row["name"]
        if label == "PERSON" and len(tokens) == 1 and kind in ("City", "Place"):
            return Candidate(words, head, "name", "Person", text, "u")
        return Candidate(words, head, "name", kind, name, gender, row=row)
    by_head = names.kind_by_head(tokens)
    given = names.gender(tokens[0])
    kind = LABELS.get(label)
    if label == "NORP":
        return None
    if by_head and (label != "PERSON" or given is None or by_head not in ("Place", "Work", "Event")):
        if not (given and label == "PERSON" and len(tokens) == 2 and by_head in ("Facility", "Campaign", "Election")):
            return Candidate(words, head, "name", by_head, _without_article(text), gender)
    personal = _stands_for_person(words, head, names)
    if label == "RUN" and len(tokens) == 1 and re.fullmatch(r"[A-Z]{3,6}", text) and text not in ABBREVIATIONS:
        kind = "Organization"
    elif label == "RUN":
        kind = "Person" if (len(tokens) > 1 and given) or personal else None
    elif label in ("ORG", "PRODUCT", "WORK_OF_ART", "FAC", "GPE", "LOC", "EVENT") and personal:
        kind = "Person"
    elif label in ("ORG", "GPE", "PRODUCT", "FAC", "LOC", "WORK_OF_ART") and len(tokens) in (2, 3) and given:
        kind = "Person" if all(re.fullmatch(r"[A-Z][\w.'-]+", t) for t in tokens) else kind
    if kind == "Person":
        gender = given or "u"
        before = words[0].left
        if before is not None:
            gender = {"m": "m", "f": "f"}.get(HONORIFICS.get(before.text.lower(), ""), gender)
            told = names.person_nouns.get(before.text.lower(), "u")
            gender = told if told in ("m", "f") else gender
    return Candidate(words, head, "name", kind, _without_article(text), gender)


def _without_article(text: str) -> str:
    return re.sub(r"^(the|The|a|an) ", "", text)


def _pick(rows: list[dict[str, str]], article: ParsedArticle, words: list[Word]) -> dict[str, str]:
    """Of several things of one name, take the one whose surroundings the article names; else the first."""
    if len(rows) == 1:
        return rows[0]
    right = words[-1].right
    if right is not None and right.text == "," and right.right is not None:
        for row in rows:
            if row.get("in") and right.right.text in row["in"]:
                return row
    return rows[0]


def _stands_for_person(words: list[Word], head: Word, names: Names) -> bool:
    """Whether the words around a name say that it is a person's."""
    before = words[0].left
    if before is not None and before.pos in ("NOUN", "PROPN", "ADJ"):
        low = before.text.lower()
        if low in HONORIFICS or low in names.person_nouns or _plain(low) in names.titles:
            return len(words) > 1 or low in HONORIFICS or before.text[:1].islower() or _plain(low) in names.titles
    for child in head.children:
        if child.dep == "relcl" and any(w.lemma in ("who", "whom") for w in child.subtree()[:4]):
            return True
        if child.dep == "appos" and (child.lemma in names.person_nouns or _plain(child.lemma) in names.titles):
            return len(words) > 1
        if child.dep == "appos" and child.tag == "CD" and len(words) > 1:
            return True
    return False


def _agree(spans: list[Candidate], names: Names) -> None:
    """Let an article agree with itself: one class per name, surnames with the full names they end."""
    full: dict[str, str] = {}
    for c in spans:
        tokens = c.name.split()
        if c.kind == "Person" and len(tokens) > 1:
            last = tokens[-2] if tokens[-1].lower() in SUFFIXES and len(tokens) > 2 else tokens[-1]
            full.setdefault(last, c.gender)
    for c in spans:
        if " " not in c.name and c.name in full and not (c.row and c.kind in ("Country", "State")):
            before = c.words[0].left
            told = HONORIFICS.get(before.text.lower(), "u") if before is not None else "u"
            c.kind, c.gender, c.row, c.adjective = "Person", told if told in ("m", "f") else full[c.name], {}, False
    firms: dict[str, set[str]] = {}
    for c in spans:
        if " " in c.name and c.kind in ("Company", "Organization", "NewsOrganization") and not c.row:
            firms.setdefault(c.name.split()[0], set()).add(c.name)
    for c in spans:  # "Norvale", of Norvale Foods
        if len(firms.get(c.name, ())) == 1 and not c.row and c.name not in full:
            c.kind, c.gender = "Organization", "n"
    people = {c.name for c in spans if c.kind == "Person"} | set(full)
    for c in spans:
        if c.kind == "Campaign" and len(c.words) > 1 and c.words[-1].lemma == "campaign":
            owner = c.words[:-1]
            while owner and owner[-1].text in ("'s", "’s", "'", "’"):
                owner = owner[:-1]
            name = " ".join(w.text for w in owner)
            if name in people:
                c.words, c.head, c.kind, c.name = owner, owner[-1], "Person", name
    initials = {
        "".join(w[0] for w in re.split(r"[ -]", c.name) if w[:1].isupper()): c.name
        for c in spans if " " in c.name and c.kind not in ("Person", None)
    }  # fmt: skip
    for c in spans:
        form = re.sub(r"\W", "", c.words[0].text) if len(c.words) == 1 else ""
        if form.isupper() and 2 <= len(form) <= 6:
            if c.kind == "Person" and form not in people - {form}:
                c.kind, c.gender = "Organization", "n"
            if c.row and form in initials and initials[form] != c.name and c.row["name"] != form:
                c.row, c.name, c.kind, c.adjective = {}, form, "Organization", False
    around = Counter(c.row["in"] for c in spans if c.row.get("in") and len(names.exact.get(c.name, ())) == 1)
    for c in spans:
        rows = names.exact.get(c.name, ()) if c.row else ()
        if len(rows) > 1:
            best_row = max(rows, key=lambda r: around.get(r.get("in", ""), 0))
            if around.get(best_row.get("in", ""), 0) > around.get(c.row.get("in", ""), 0):
                c.row, c.kind = best_row, best_row["class"]
    places = {c.row.get("in") for c in spans if c.row} | {c.row["name"] for c in spans if c.row}
    for c in spans:
        if c.kind == "PoliticalParty" and c.row and c.row["country"] not in places and not c.adjective and len(places) > 1:
            c.row, c.name = {}, re.sub(r"^(the|The) ", "", " ".join(w.text for w in c.words))  # another country's party of that name
    votes: dict[str, Counter[str]] = {}
    for c in spans:
        if c.kind and not c.row:
            votes.setdefault(c.name, Counter())[c.kind] += 1
    for c in spans:
        if c.name in votes and not c.row:
            best = max(votes[c.name].items(), key=lambda kv: (kv[1], kv[0]))[0]
            c.kind = best


# Offices


def _offices(sentence: Sentence, names: Names, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    words, k = sentence.words, 0
    while k < len(words):
        if words[k].lemma in names.title_starts or words[k].text.lower() in names.title_starts:
            for n in range(min(6, len(words) - k), 0, -1):
                part = words[k : k + n]
                text = _plain(" ".join(w.text for w in part))
                row = names.titles.get(re.sub(r" +", " ", text))
                if row is None or part[-1].pos not in ("NOUN", "PROPN") or part[-1].tag in ("NNS", "NNPS"):
                    continue
                if any(w.i in by_word and len(by_word[w.i].words) > len(part) for w in part):
                    continue
                yield _office(part, row, by_word)
                k += n - 1
                break
        k += 1


def _office(part: list[Word], row: dict[str, str], by_word: dict[int, Candidate]) -> Candidate:
    head = part[-1]
    owner: Candidate | None = None
    for child in head.children:
        if child.dep == "prep" and child.lemma in ("of", "for", "at") and child.i > head.i:
            owner = owner or _named(child.child("pobj"), by_word)
            pobj = child.child("pobj")
            if owner is None and pobj is not None and child.lemma == "of" and row["leads"] == "yes":
                owner = next((by_word[w.i] for w in pobj.subtree() if w.i in by_word and w.dep == "poss"), None)
        elif child.dep == "poss" and child not in part:
            owner = owner or _named(child, by_word)
    left = part[0].left
    former = False
    while left is not None and (left.pos in ("ADJ", "ADV", "NOUN", "PROPN", "PART") or left.text in ("-", "'s", "’", "'", "47th")):
        if left.text.lower() in ("former", "ex", "then", "late", "onetime", "one-time", "ousted", "outgoing"):
            former = left.text.lower() not in ("outgoing",)
        c = by_word.get(left.i)
        prefixed = left.left is not None and left.left.text == "-"
        partisan = c is not None and c.adjective and c.kind == "PoliticalParty"
        if c is not None and c.kind != "Person" and not prefixed and not partisan:
            owner = owner or c
        if c is not None and c.kind == "Person" and left.dep == "poss":
            owner = owner or c
        if left.pos == "NOUN" and left.text.lower() not in ("-",) and c is None and left.head is not head and left.dep != "compound":
            break
        left = left.left
    if owner is not None and owner.kind not in (
        "Country", "State", "City", "Place", "Organization", "Company", "GovernmentBody", "NewsOrganization",
        "PoliticalParty", "EducationalInstitution", "Campaign", "Person", "Facility",
    ):  # fmt: skip
        owner = None
    title = row["title"]
    if row["kind"] != "public":
        for child in head.children:
            pobj = child.child("pobj") if child.dep == "prep" and child.lemma == "of" else None
            if pobj is not None and pobj.text.islower() and pobj.lemma not in ORGANIZATION_NOUNS and not any(w.i in by_word for w in pobj.subtree()):  # "head of product development"
                field = [w for w in pobj.subtree() if w.i <= pobj.i and w.dep != "det"]
                title = f"{title} of {' '.join(w.text.capitalize() for w in field)}"
    return Candidate(part, head, "office", "Office", title, "u", title=title, owner=owner, former=former, row=row)


def _named(word: Word | None, by_word: dict[int, Candidate]) -> Candidate | None:
    return by_word.get(word.i) if word is not None else None


# Elections and campaigns


def _elections(sentence: Sentence, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    for head in sentence.words:
        if head.lemma not in ELECTION_NOUNS or head.pos not in ("NOUN", "PROPN"):
            continue
        own = by_word.get(head.i)
        if own is not None and own.kind == "Election":
            year = next((w.text for w in own.words if re.fullmatch(r"(1[89]|20)\d\d", w.text)), None)
            owner = next((by_word[w.i] for w in head.children if w.i in by_word and by_word[w.i] is not own), None)
            own.form, own.year, own.owner = "election", year, owner
            continue
        if own is not None:
            continue
        parts, year, kinds, owner = [head], None, [], None
        for child in [w for w in sentence.words if w.i < head.i and (w.head is head or w.head.head is head)]:
            if re.fullmatch(r"(1[89]|20)\d\d", child.text):
                year = child.text
                parts.append(child)
            elif child.lemma in ELECTION_KINDS:
                kinds.append(child.lemma)
                parts.append(child)
            elif child.i in by_word and child.dep in ("amod", "compound", "nmod", "poss") and by_word[child.i].kind in (
                "Country", "State", "City", "Place",
            ):  # fmt: skip
                owner = by_word[child.i]
                parts.append(child)
        definite = any(c.text.lower() in ("the", "this", "last") for c in head.children)
        if head.lemma in ("race", "contest", "primary") and not (kinds or year or definite):
            continue
        if not (kinds or year or owner or definite):
            continue
        first = min(w.i for w in parts)
        span = [w for w in sentence.words if first <= w.i <= head.i]
        noun = {"race": "election", "contest": "election", "midterm": "midterm elections", "midterms": "midterm elections"}.get(
            head.lemma, head.lemma
        )
        if "midterm" in kinds:
            noun, kinds = "midterm elections", [x for x in kinds if x != "midterm"]
        place = owner.name if owner else None
        label = " ".join([*([year] if year else []), *([place] if place else []), *dict.fromkeys(kinds), noun])
        named = bool(year or (owner and kinds))
        yield Candidate(span, head, "election", "Election", label if named else "", "n", owner=owner, year=year, title=" ".join([*dict.fromkeys(kinds), noun]))


def _campaigns(sentence: Sentence, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    for head in sentence.words:
        if head.lemma != "campaign" or head.pos not in ("NOUN", "PROPN") or head.tag in ("NNS", "NNPS"):
            continue
        own = by_word.get(head.i)
        if own is not None and own.kind != "Campaign" and own.kind is not None:
            if own.kind != "Organization":
                continue
        left, owner = head.left, None
        words = [head]
        while left is not None and (left.pos in ("PROPN", "ADJ", "NOUN", "PART", "NUM") or left.text in ("-", "'s", "'", "’")):
            c = by_word.get(left.i)
            words.insert(0, left)
            if c is not None and c.kind == "Person":
                owner = c
                words = [*c.words, *(w for w in sentence.words if c.words[-1].i < w.i <= head.i)]
                break
            left = left.left
        yield Candidate(words if owner else [head], head, "campaign", "Campaign", "", "n", owner=owner)


def _reattach(candidates: list[Candidate], names: Names) -> None:
    """Mend the tree where a name hangs elsewhere than the description right before it: "his rival Ana Cruz"."""
    offices = {w.i: c for c in candidates if c.form == "office" for w in c.words}
    for c in candidates:
        if c.form != "name" or c.kind != "Person":
            continue
        near = c.head.head
        if c.head.dep == "appos" and near.dep == "pobj" and near.head.dep == "prep" and near.head.i > 0:
            noun = near.head.head  # "the co-founder of Acme, Ana Cruz," set beside Acme
            organization = any(o.head is near and o.kind not in ("Person", None) for o in candidates if o.form == "name")
            if organization and (noun.lemma in names.person_nouns or noun.i in offices) and noun.head is not c.head:
                near.children.remove(c.head)
                c.head.head = noun
                noun.children.append(c.head)
                continue
        before = c.words[0].left
        office = offices.get(before.i) if before is not None else None
        if office is not None and office.words[0].left is not None:
            noun = office.words[0].left if office.words[0].left.lemma in names.person_nouns else office.head
        else:
            noun = before
        if noun is None or noun.pos not in ("NOUN", "PROPN") or noun.tag in ("NNS", "NNPS"):
            continue
        if noun.lemma not in names.person_nouns and noun.i not in offices:
            continue
        name = c.head
        if noun.head is name or noun in c.words or name in noun.children or name.dep not in ("appos", "dep", "npadvmod"):
            continue
        if noun.head in c.words or any(up is name for up in noun.ancestors()) or name.head is name:
            continue
        name.head.children.remove(name)
        if noun.head is not noun:
            noun.head.children[noun.head.children.index(noun)] = name
            name.head, name.dep = noun.head, noun.dep
        noun.head, noun.dep = name, "compound"
        name.children.insert(0, noun)


# Descriptions and pronouns


def _nominals(
    sentence: Sentence, names: Names, by_word: dict[int, Candidate], inside: set[int]
) -> Iterator[Candidate]:
    for head in sentence.words:
        if head.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or head.i in inside or head.dep in ("compound", "amod"):
            continue
        own = by_word.get(head.i)
        party = own is not None and own.adjective and own.kind == "PoliticalParty" and head.tag in ("NNP", "NN", "NNPS", "JJ")
        if own is not None and not party:
            continue
        low = head.lemma
        plural = head.tag in ("NNS", "NNPS")
        person = low in names.person_nouns or party
        aged = head.text.lower() == "old" and "year" in [w.lemma for w in head.subtree()]
        if aged and head.dep not in ("nsubj", "dobj", "pobj", "nsubjpass", "appos", "attr", "conj"):
            continue
        organization = low in ORGANIZATION_NOUNS
        if low in ("two", "pair", "duo", "couple") and head.dep in ("nsubj", "nsubjpass") and head.child("prep") is None:
            determiner = next((c for c in head.children if c.dep == "det" and c.text.lower() == "the"), None)
            if determiner is not None:
                yield Candidate([determiner, head], head, "nominal", "Person", "", "p", plural=True)
            continue
        if not (person or organization or aged or (plural and low in GROUP_NOUNS)):
            continue
        determiner = next((c for c in head.children if c.dep in ("det", "poss", "predet")), None)
        if determiner is None and not (aged or head.dep == "appos"):
            continue
        gender = "n" if organization and not person else names.person_nouns.get(low, "u")
        words = [w for w in sentence.words if min(c.i for c in [head, *_left(head)]) <= w.i <= head.i]
        former = any(c.text.lower() in ("former", "ex", "late", "then") for c in head.children)
        yield Candidate(
            words, head, "nominal", "Organization" if organization and not person else "Person", "", gender,
            plural=plural, former=former,
        )  # fmt: skip


def _left(head: Word) -> Iterable[Word]:
    return (c for c in head.children if c.i < head.i and c.dep in ("det", "poss", "amod", "compound", "nummod", "npadvmod"))


def _pronouns(sentence: Sentence) -> Iterator[Candidate]:
    for word in sentence.words:
        gender = PRONOUNS.get(word.text.lower())
        if word.text.lower() == "both" and word.dep in ("nsubj", "nsubjpass"):
            gender = "p"
        if gender and word.pos in ("PRON", "DET", "PROPN", "NOUN") and not (word.text == "US"):
            yield Candidate([word], word, "pronoun", None, "", gender, plural=gender in ("p", "1p"))
