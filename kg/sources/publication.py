"""The headline and the date that open an article; `kg.sources.readers` tells them beside the text."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+"
_DATES = tuple(
    re.compile(rf"(?:{_WEEKDAY})?{form}", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ][\d:.,]+(?:Z|[+-][\d:]+)?)?",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
    )
)
_OPENING_DATE = re.compile(r"\s*date[:\s]\s*(\d{4}-\d{2}-\d{2})(?!\d)[^\S\n]*", re.IGNORECASE)
_OPENING_CHARACTERS = 4000  #: characters in which the headline and the date are looked for
_MAX_HEADLINE_CHARACTERS = 150  #: characters: longer first lines are paragraphs
_FINAL_STOP = re.compile(r"[.!?…:;,][\"'”’»)]*$")


def publication(text: str) -> tuple[str | None, str | None]:
    r"""The headline and the date (ISO 8601) that open an article, where they do.

    A date is `date 2024-11-07` before everything, or a line of its own above or under the headline. A
    headline is a short first line that a date line follows, or an empty line if it has no final stop.

    >>> publication("Acme sues Bell\n\nJanuary 12, 2007\n\nAcme has sued Bell.")
    ('Acme sues Bell', '2007-01-12')
    """
    day: str | None = None
    if opening := _OPENING_DATE.match(text):
        day, text = parse_date(opening[1]), text[opening.end() :]
    lines = text[:_OPENING_CHARACTERS].strip().splitlines()
    if lines and not day and (day := parse_date(lines[0])):
        lines = "\n".join(lines[1:]).strip().splitlines()
    first, *rest = (line.strip() for line in lines or [""])
    under = next(filter(None, rest), None)
    if under is None or len(first) > _MAX_HEADLINE_CHARACTERS:
        return None, day  # the one line there is, or a paragraph
    if dated := parse_date(under):
        return first, day or dated
    if rest[0] or _FINAL_STOP.search(first):
        return None, day
    return first, day


def parse_date(text: str) -> str | None:
    """A whole day as ISO 8601, or None: "Tuesday, September 22, 2015" or "2024-11-07T10:00Z".

    >>> parse_date("May 01, 2009")
    '2009-05-01'
    """
    for form in _DATES:
        if found := form.fullmatch(text.strip()):
            month = found["month"].casefold()  # "ſept", for which "sept" is taken too
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
            try:
                return date(int(found["year"]), number, int(found["day"])).isoformat()
            except ValueError:
                return None
    return None
