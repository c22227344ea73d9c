"""When it happened: the dates that a clause names, no finer than the text says.

Own code and not a date library: parsers of free dates fill in what the text leaves open (a day for "in
June"), and a wrong date is worse than none. Only three shapes come out: 2024-11-06, 2024-11, 2024.
"""

from __future__ import annotations

import datetime as dt
import re

from kg.extract.english.closed import DATING, DAYS, MONTHS, WEEKDAYS
from kg.extract.parsing.syntax import Word

YEAR = re.compile(r"(1[5-9]|20)\d\d$")
DAY = re.compile(r"([0-2]?\d|3[01])(st|nd|rd|th)?")
#: Prepositions that set an event in time.
MAX_DATE_WORDS = 6  #: words of an expression of time, counted from its head
MAX_DATE_DISTANCE = 40  #: words that it may stand before the verb


def clause_date(verb: Word, published: str | None, *, ahead: bool = False) -> str | None:
    """Return the date that belongs to a verb or event noun, or None.

    Weekdays and "yesterday" count from the publication date: back for what happened, forward (`ahead`)
    for what is planned. A month and day without a year takes the publication's, if that lies within it.
    """
    words = _time_words(verb)
    if ahead and verb.sentence.root.tag == "VBD" and not any(YEAR.match(w.text) for w in words):
        return None  # "was expected to speak on Sunday": before or after the report?
    return read_date(words, published, ahead=ahead) if words else None


def _time_words(verb: Word) -> list[Word]:
    """Give the words of the times that hang on a verb; of one that hangs on its object where it has none."""
    found: list[Word] = []
    for child in verb.children:
        if child.dep in ("npadvmod", "advmod", "nummod") and child.pos in ("NOUN", "PROPN", "NUM", "ADV"):
            if any(_temporal(word) for word in child.subtree()[:MAX_DATE_WORDS]):
                found += _near(child)
        elif child.dep == "prep" and child.lemma in DATING and child.i > verb.i - MAX_DATE_DISTANCE:
            pobj = child.child("pobj")
            if pobj is not None and _temporal(pobj):
                found += _near(pobj)
    if found:
        return found
    for child in verb.all("dobj", "prep", "agent", "dative"):  # "… to Bell on Wednesday"
        for inner in (child, child.child("pobj")):
            for prep in inner.all("prep") if inner is not None else ():
                pobj = prep.child("pobj")
                if prep.lemma == "on" and pobj is not None and _temporal(pobj):
                    return _near(pobj)
    return []


def _near(head: Word) -> list[Word]:
    """Return the words of a phrase, but for what is said far behind its head."""
    return [word for word in head.subtree() if word.i - head.i < MAX_DATE_WORDS]


def _temporal(word: Word) -> bool:
    """Return whether a word names a day, a month or a year."""
    low = word.text.lower()
    if low in WEEKDAYS or low in DAYS:
        return True
    if low in MONTHS:
        return word.text[:1].isupper()
    return bool(YEAR.match(low)) and word.child("case") is None


def read_date(words: list[Word], published: str | None, *, ahead: bool = False) -> str | None:
    """Read the words of one expression of time."""
    anchor = dt.date.fromisoformat(published) if published else None
    texts = [w.text.lower().strip(",") for w in words]
    year = next((int(t) for t in texts if YEAR.match(t)), None)
    months = (w.text.lower() for w in words if w.text[:1].isupper())
    month = next((MONTHS[name] for name in months if name in MONTHS), None)
    day = next((int(found[1]) for text in texts if (found := DAY.fullmatch(text))), None)
    if month is not None:
        if year is None and anchor is not None and day is not None:
            year = _nearest_year(anchor, month, day, ahead=ahead)
        if year is None:
            return None
        if day is None:
            return f"{year:04}-{month:02}"
        try:
            return dt.date(year, month, day).isoformat()
        except ValueError:
            return None
    if year is not None:
        return f"{year:04}"
    if anchor is None:
        return None
    return _relative(texts, anchor, ahead=ahead)


def _relative(texts: list[str], anchor: dt.date, *, ahead: bool) -> str | None:
    """Read "yesterday" and weekdays, which count from the publication date."""
    for text in texts:
        if text in DAYS:
            return (anchor + dt.timedelta(days=DAYS[text])).isoformat()
        if text in WEEKDAYS:
            if "last" in texts or "next" in texts:
                return None  # which week, nobody can tell
            back = (anchor.weekday() - WEEKDAYS[text]) % 7
            step = dt.timedelta(days=(7 - back) % 7) if ahead else -dt.timedelta(days=back)
            return (anchor + step).isoformat()
    return None


def _nearest_year(anchor: dt.date, month: int, day: int, *, ahead: bool) -> int | None:
    """Return the year that puts a month and day nearest, on the right side of the publication date."""
    for year in (anchor.year, anchor.year - 1 if not ahead else anchor.year + 1):
        try:
            date = dt.date(year, month, day)
        except ValueError:
            return None
        if (date >= anchor - dt.timedelta(days=3)) if ahead else (date <= anchor + dt.timedelta(days=3)):
            return year
    return None
