"""What to call a thing: the fullest proper name seen, names for offices and campaigns, and slugs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

#: Countries that English names with an article: "President of the United States".
WITH_ARTICLE = re.compile(
    r"(United|Netherlands|Philippines|Bahamas|Maldives|Czech Republic|Dominican Republic|Central African|"
    r"European Union|Vatican|Gambia|Seychelles|Solomon|Marshall|Comoros|Soviet Union)"
)
INITIAL = re.compile(r"[A-Z]\.?$")


@lru_cache(1 << 16)
def fold(name: str) -> str:
    """Return the form under which equal names are equal: case, accents, marks and articles left out."""
    flat = unicodedata.normalize("NFKD", name.replace("’", "'").replace("–", "-"))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).casefold()
    flat = re.sub(r"^(the|a|an) ", "", flat)
    return re.sub(r"[^\w]+", " ", flat.replace("'s ", " ").replace("'", "")).strip()


def slug(label: str) -> str:
    """Return the readable part of an IRI: "Ann O'Brien Bell" → "ann-obrien-bell"."""
    return fold(label).replace(" ", "-").replace("_", "-") or "thing"


def fullest(names: Counter[str]) -> str:
    """Return the fullest of a thing's names.

    More words first, initials not counted ("Ana Cruz" before "Ana B. Cruz", where both were
    seen); then the more frequent; then the shorter; then the first in the alphabet.
    """

    def rank(name: str) -> tuple[int, int, int, int, str]:
        words = name.split()
        initials = sum(1 for w in words[1:] if INITIAL.match(w))
        return (-(len(words) - initials), initials, -names[name], len(name), name)

    return min(names, key=rank)


def dependent_label(template: str, *, year: str | None, owner: str | None, title: str) -> str:
    """Return the label of a thing that is known by whose it is; what isn't known is left out.

    >>> dependent_label("{title} of {owner}", year=None, owner="United States", title="President")
    'President of the United States'
    """
    whole, _, part = title.rpartition(" of the ")
    if owner is not None and part and owner.startswith(f"{part} of "):
        title = whole  # "Leader of the House", of the House of Commons
    if owner is None:
        template = template.replace("of {owner}", "").replace("{owner}", "")
    elif WITH_ARTICLE.match(owner) or owner.endswith((" campaign", " Government", " Kingdom")):
        template = template.replace("of {owner}", "of the {owner}")
    return " ".join(template.format(year=year or "", owner=owner or "", title=title).split())


def unique_slugs(labels: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return each (label, class) a slug of its own; things of one slug are told apart by their class."""
    pairs = sorted(set(labels))
    count = Counter(slug(label) for label, _ in pairs)
    made: dict[tuple[str, str], str] = {}
    used: set[str] = set()
    for label, kind in pairs:
        base = slug(label)
        chosen = base if count[base] == 1 else f"{base}-{kind.lower()}"
        number = 2
        while chosen in used:
            chosen = f"{base}-{kind.lower()}-{number}"
            number += 1
        used.add(chosen)
        made[label, kind] = chosen
    return made
