"""Where a proper name begins and ends: the recogniser's spans, without titles and with all their words."""

from __future__ import annotations

import re

from kg.extract.english.closed import MONTHS, POSTNOMINALS, SUFFIXES, WEEKDAYS
from kg.extract.english.tables import evidence, honorifics, nouns
from kg.extract.mentions.tables import Gazetteer, plain
from kg.extract.parsing.syntax import Word

#: Labels of the recogniser's spans that may lack words of the name.
CLIPPED = ("PERSON", "ORG", "FAC", "GPE", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT")
LOOSE_ENDS = ("'s", "’s", "'", "’", ",", "-", "–", "(", '"', ".", "the", "``", "''")
#: Small words of a name that may hold a comma.
JOINING = frozenset(("&", "and", "of", "for"))
#: Words that end no name: days, small words, letters behind a person's.
TRAILING = frozenset((*WEEKDAYS, *POSTNOMINALS, *"of and for on in at to by from with".split()))
MAX_NAME_WORDS = 7  #: words of a name that is still looked for its first
ORDINAL = re.compile(r"\d+(st|nd|rd|th)")


def correct_boundaries(words: list[Word], names: Gazetteer, label: str) -> list[Word]:
    """Return the words of the name that a recognised span is about; none where nothing is left of it."""
    words = _untitled(strip(_untitled(_owned(_closed(words, names), names), names), names), names)
    words = words[: next((k for k in range(1, len(words)) if _ends_before(words[k], label)), None)]
    if not words or (len(words) > 2 and words[-1].tag == "CD" and words[-2].text == "the"):
        return []  # "Article 5 of the 1973" European Convention
    after = words[-1].right
    if (
        label == "PERSON"
        and after is not None
        and (after.pos in ("CCONJ", "ADP", "PART", "ADV") or after.tag == "MD" or _is_month(after))
        and after.text.istitle()
        and len(words) == 1
    ):
        words = [*words, after]  # a surname that is also a word: "Ana So"
    if label in CLIPPED:
        while (left := _given_name(words, names)) is not None:
            words = [left, *words]
        while (left := _modifier(words, names)) is not None:
            words = [left, *words]
        while (right := _last_word(words, names)) is not None:
            words = [*words, right]
        words = [*_first_half(words), *words, *_second_half(words, names, label), *_number(words, label)]
    if label == "WORK_OF_ART":
        while len(words) > 2 and words[-1].text.islower() and words[-2].text.islower():
            words = words[:-1]  # "Bell for the award"
        words = strip(words, names)
    if label == "PERSON":
        while len(words) > 1 and words[-1].text.islower() and words[-2].text not in ("-", "'", "’"):
            words = words[:-1]  # "Crane jumper"
    if label == "PERSON":  # "Oslo mayor Ana Cruz" as one name: keep what follows the title
        for k in range(len(words) - 1, 0, -1):
            if plain(words[k - 1].text) in names.titles and words[k - 1].text[:1].islower():
                return words[k:]
    return words


def _ends_before(word: Word, label: str) -> bool:
    """Return whether a word inside a recognised name is no part of it: "six" of "Irish six days later"."""
    if not word.text.islower() or label == "WORK_OF_ART":
        return False
    if word.pos == "DET":
        return word.left is not None and word.left.pos == "PROPN"
    return word.pos in ("NUM", "ADV", "PRON", "AUX")


def _is_month(word: Word) -> bool:
    """Return whether a word is a month's name with no number beside it: "May" of "Ana May"."""
    return word.text.lower() in MONTHS and (word.right is None or word.right.tag != "CD")


# What the span has too much


def _closed(words: list[Word], names: Gazetteer) -> list[Word]:
    """Cut a name before an address of the web, a dash between spaces and a bracket that it doesn't close."""
    for k, word in enumerate(words):
        list_ = 0 < k < len(words) - 1 and word.text == "and" and words[k + 1].text.lower() == "the"
        if list_ and all(w.text != "for" for w in words[:k]):
            return words[:k]  # "The Sun and the News", no "School for the Deaf and the Blind"
        if 0 < k < len(words) - 1 and re.fullmatch(r"[A-Z]\.", word.text) and words[k - 1].text == "-":
            return words[: k + 1]  # "Liberty-X. Ana Cruz"
        if k > 1 and word.text == "&" and words[1].text not in JOINING and names.gender(words[0].text):
            return words[:k]  # "Ana Cruz & Brummie"
        if word.text.startswith(("www.", "http")) or "/" in word.text[1:-1]:
            return words[:k]
        if k and word.text in ("-", "–", "--") and words[k - 1].end < word.start:
            return words[:k]
        if k and word.text == "-" and word.right is not None and word.right.tag == "VBN":
            return words[:k]  # "Norvale-born"
        if k and word.text == "(" and all(w.text != ")" for w in words[k:]):
            return words[:k]
    return words


def _owned(words: list[Word], names: Gazetteer) -> list[Word]:
    """Cut off whose the named thing is: "Congress" of "Congress's Joint Committee on Trade"."""
    for k in range(1, len(words) - 1):
        if words[k].tag == "POS":
            owner, owned = ([w.text for w in part] for part in (words[:k], words[k + 1 :]))
            told = names.kind_by_head(owner) is not None and names.kind_by_head(owned) is not None
            listed = names.rows(" ".join(owner).removeprefix("the ")) or names.rows(" ".join(owned))
            return words[k + 1 :] if told or listed else words
    return words


def strip(words: list[Word], names: Gazetteer) -> list[Word]:
    """Drop what is no part of the name: articles, titles, person nouns, possessives, loose marks."""
    comma = next((k for k, w in enumerate(words) if k and w.text == ","), None)
    kept = JOINING | SUFFIXES | names.comma_suffixes
    if comma is not None and not any(w.text.lower() in kept for w in words):
        words = words[:comma]  # "Bell, Crane" is a list
    while words and _is_loose_end(words):
        words = words[:-1]
    while words and (surplus := _surplus(words, names)):
        words = words[surplus:]
    return words


def _is_loose_end(words: list[Word]) -> bool:
    """Return whether the last word is no part of the name: a mark, a score, a day, a small word."""
    last = words[-1]
    if last.text in LOOSE_ENDS or (last.pos in ("PUNCT", "SPACE") and last.text != ")"):
        return True
    score = last.pos == "NUM" and re.fullmatch(r"\d{1,2}", last.text) is not None  # "Castle Park 2"
    return len(words) > 1 and (score or last.text.lower() in TRAILING)  # "John Rankin Thursday"


def _says_firm(word: Word) -> bool:
    """Return whether a word says at the beginning of a sentence what the firm behind it is: "Brewer Bell"."""
    told = evidence().get((word.text.lower(), "kind"))
    return word is word.sentence.words[0] and told == "company"


def _surplus(words: list[Word], names: Gazetteer) -> int:
    """Say how many words at the front are no part of the name."""
    first, low = words[0], words[0].text.lower()
    inside = first.text.istitle() and first is not first.sentence.words[0]
    this = first.pos == "DET" and inside
    if (
        (first.pos in ("PUNCT", "DET", "SPACE") and not this)  # the song "This Love"
        or low in ("the", "'s", "’s")
        or (low in ("a", "an") and not this)
        or (first.tag == "CD" and not inside)  # the song "One Love"
        or first.tag == "PRP$"
    ):
        return 1
    if len(words) == 1:
        return 0
    if _says_firm(first):
        return 1  # "Brewer Bell"
    for n in (4, 3, 2, 1):
        part = plain(" ".join(w.text for w in words[:n]))
        rest = words[n:]
        noun = n == 1 and (low in names.person_nouns or first.lemma.lower() in names.person_nouns)
        noun = noun or (n == 1 and low.endswith("s") and low.removesuffix("s") in names.titles)
        if rest and (part in names.titles or part in honorifics() or noun):
            return 0 if _belongs(words, n, names) else n
    return 0 if first.text[:1].isupper() or first.text[:1].isdigit() else 1


def _belongs(words: list[Word], n: int, names: Gazetteer) -> bool:
    """Return whether a title of n words in front is part of the name after all: "King" of "King Street"."""
    low, rest = words[0].text.lower(), words[n:]
    if n == 1 and low in honorifics(only_before_names=True):
        return False  # "Mr Bank"
    if rest[0].text.lower() in ("of", "for"):
        return True
    given = n == 1 and names.gender(low) and rest[0].dep != "appos"  # "Dean Cruz"
    if given and (low not in names.titles or (len(rest) == 1 and low not in honorifics())):
        return True
    return bool(names.kind_by_head([w.text for w in words]) and not names.gender(rest[0].text))


def _untitled(words: list[Word], names: Gazetteer) -> list[Word]:
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
            if plain(" ".join(w.text for w in (*before, *words[:n]))) in names.titles:
                return words[n:]
    previous = words[0].left
    if previous is not None and previous.text == "-" and previous.end == words[0].start and len(words) > 1:
        words = words[1:]
    right = words[-1].right
    if right is not None and right.pos == "PROPN":  # "Justice Department Special Counsel" before "Ana Bell"
        for n in (3, 2, 1):
            title = " ".join(w.text for w in words[-n:])
            titled = {plain(title), plain(f"{title} {right.text}")} & names.titles.keys()
            if len(words) > n and titled and names.rows(" ".join(w.text for w in words[:-n])):
                return words[:-n]
    if right is not None and plain(right.text) in names.titles and len(words) > 1:
        for n in (2, 1):
            if len(words) > n and plain(" ".join(w.text for w in (*words[-n:], right))) in names.titles:
                return words[:-n]
    return words


# What the span lacks


def _given_name(words: list[Word], names: Gazetteer) -> Word | None:
    """Return the word before that the recogniser left out: "Nestor" before "Figueira"."""
    left = words[0].left
    if left is None or left.pos != "PROPN" or left.text.islower() or left.text in names.exact:
        return None
    if left.dep != "compound" or left.head not in words or left.text in names.adjectives:
        return None
    if left.text.lower() in WEEKDAYS or _says_firm(left):
        return None  # "on Monday U.S. officials"
    if left.text.lower() in honorifics() or plain(left.text).removesuffix("s") in names.titles:
        return None
    if _untitled([left, *words], names)[0] is not left:
        return None
    if left.text.lower() in names.person_nouns and names.gender(left.text) is None:
        return None
    return left


def _modifier(words: list[Word], names: Gazetteer) -> Word | None:
    """Give the word before one that can't be a name by itself: "Wages" before "Bill", "Fair" before that."""
    if words[-1].text.lower() not in names.heads or len(words) >= MAX_NAME_WORDS:
        return None
    left = words[0].left
    if left is None or left.head not in words:
        return None
    if ORDINAL.fullmatch(left.text):
        return left  # "8th Norvale District"
    honoured = (
        left.text.lower() in honorifics(only_before_names=True) and plain(left.text) not in names.titles
    )
    if not left.text[:1].isupper() or honoured:
        return None
    if left.dep not in ("compound", "amod", "nmod", "poss") or left.text in names.adjectives:
        return None
    if left.sentence.words[0] is left and left.pos == "DET":
        return None
    return left if _untitled([left, *words], names)[0] is left else None


def _first_half(words: list[Word]) -> list[Word]:
    """Return the half before a sign of addition: "Asthma +" of "Asthma + Lung UK"."""
    sign = words[0].left
    half = sign.left if sign is not None and sign.text == "+" else None
    return [half, sign] if half is not None and sign is not None and half.text[:1].isupper() else []


def _number(words: list[Word], label: str) -> list[Word]:
    """Return what ends a name behind its recognised part: "5" of "Maroon 5", "'s" of "St Mary's"."""
    after = words[-1].right
    behind = after.right if after is not None else None
    if after is None or label not in ("ORG", "FAC", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART"):
        return []
    beside = after.tag == "CD" and after.text.isdigit()
    if beside and len(words) > 1 and words[-1].text.lower() in nouns("numbered"):
        return [after]  # "Norvale Air Flight 17"
    ends = behind is None or behind.pos in ("PUNCT", "ADP", "CCONJ", "VERB", "AUX", "PART", "PRON", "DET")
    if beside and len(after.text) < 4 and ends and label in ("PRODUCT", "WORK_OF_ART"):
        return [after]  # "Console 2"
    closed = behind is None or behind.pos in ("PUNCT", "ADP", "CCONJ", "VERB", "AUX")
    if after.tag == "POS" and closed and len(words) == 2 and words[0].text in ("St", "St."):
        return [after]
    number = re.fullmatch(r"\d{1,2}", after.text) and behind is not None and behind.pos in ("VERB", "AUX")
    return [after] if number and len(words) == 1 and label in ("ORG", "PRODUCT") else []


def _second_half(words: list[Word], names: Gazetteer, label: str) -> list[Word]:
    """Return the other half of a name: "of Commerce" of "Chamber", "and Trade Board" of "Bell Tax"."""
    joiner, last = words[-1].right, words[-1].text.lower()
    if label not in ("ORG", "FAC") or joiner is None or joiner.text not in ("of", "and", "for", "on"):
        return []
    if joiner.text == "and" and any(w.text == "for" for w in words):
        second = joiner.right
        if second is not None and second.text == "the":  # "School for the Deaf and the Blind"
            half = _capitalised(second.right, names, joined=False)
            return [joiner, second, *half] if half else []
    purpose = joiner.text in ("for", "on") or (joiner.text == "of" and last not in nouns("whole"))
    half = _capitalised(joiner.right, names, joined=purpose)
    text = [w.text for w in (*words, *half)]
    if not half or names.rows(" ".join(w.text for w in words)):
        return []
    if purpose:
        whole = len(words) > 1 and last in nouns("purpose") and joiner.head in words
    elif joiner.text == "of":
        whole = True
    else:
        whole = len(words) > 1 and len(half) > 1 and names.kind_by_head(text) == "government"
    return [joiner, *half] if whole else []


def _capitalised(word: Word | None, names: Gazetteer, *, joined: bool) -> list[Word]:
    """Return the run of capitalised words that begins with a word, with small ones inside if `joined`."""
    run: list[Word] = []
    inner: list[Word] = []
    while word is not None and len(run) < MAX_NAME_WORDS:
        if word.pos == "PROPN" and word.text[:1].isupper():
            if inner and (plain(word.text) in names.titles or names.gender(word.text)):
                break  # "the Committee on Trade and Ana Bell"
            run += [*inner, word]
            inner = []
        elif joined and len(inner) < 2 and word.text in ("and", "the", "&"):
            inner.append(word)
        else:
            break
        word = word.right
    return run


def _last_word(words: list[Word], names: Gazetteer) -> Word | None:
    """Return the word behind that was left out: "Foods" after "Acme", "Bell" after "O'Brien"."""
    last, right = words[-1], words[-1].right
    if right is None or right.pos != "PROPN" or not right.text[:1].isupper():
        return None
    if last.dep != "compound" or last.head is not right or right.text in ("'s", "’s"):
        return None
    if last.text in names.exact and right.text.lower() in names.person_nouns:
        return None
    if " ".join(w.text for w in words) in names.exact and names.kind_by_head(["x", right.text]) is None:
        return None
    low = right.text.lower()
    if plain(right.text) in names.titles or low in honorifics() or low in TRAILING:
        return None
    return right if _untitled([*words, right], names)[-1] is right else None
