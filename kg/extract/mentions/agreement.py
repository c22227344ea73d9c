"""An article agrees with itself: one name is of one class, a surname belongs to the full name it ends.

Each step mends the mentions that the steps before have left; their order matters.
"""

from __future__ import annotations

import re
from collections import Counter

from kg.extract.english.closed import SUFFIXES
from kg.extract.english.tables import honorifics, nouns
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.tables import PLACES, TOWNS, Gazetteer

FIRMS = ("company", "group", "news", "team")


def agree(spans: list[Candidate], names: Gazetteer, told: set[str]) -> None:
    """Change the classes, genders and table rows of an article's names where others speak against them.

    The class of names that are `told` by what stands around them stays.
    """
    surnames = _surnames(spans)
    _families(spans, surnames)
    _run_together(spans, surnames, names)
    _owned(spans, names)
    _modified(spans, surnames, names)
    _persons(spans, surnames, told)
    _firms(spans, surnames)
    people = {c.name for c in spans if c.kind == "person"} | set(surnames)
    _owners(spans, people, names)
    _initials(spans, people)
    _pairs(spans, people, names)
    _namesakes(spans, names)
    _foreign_parties(spans)
    _places(spans, surnames)
    _majority(spans)


def _surnames(spans: list[Candidate]) -> dict[str, str]:
    """Return the surnames of the people with full names, and their genders."""
    found: dict[str, str] = {}
    for c in spans:
        tokens = c.name.split()
        if c.kind == "person" and len(tokens) > 1:
            last = tokens[-2] if tokens[-1].lower() in SUFFIXES and len(tokens) > 2 else tokens[-1]
            found.setdefault(last, c.gender)
    return found


def _families(spans: list[Candidate], surnames: dict[str, str]) -> None:
    """Drop the plurals of surnames: "the Bells" are a group of people; "Mr Bells' wife" is Mr Bell's."""
    for c in spans:
        before, after = c.words[0].left, c.words[-1].right
        titled = before is not None and before.text.lower() in honorifics(only_before_names=True)
        marked = after is not None and after.tag == "POS" and c.name.endswith("s")
        if titled and marked and c.name not in surnames and c.name.removesuffix("s") in surnames:
            c.name = c.name.removesuffix("s")
    spans[:] = [
        c for c in spans if c.row or not c.name.endswith("s") or c.name.removesuffix("s") not in surnames
        or c.name in surnames or c.words[0].left is None or c.words[0].left.text.lower() != "the"
    ]  # fmt: skip


def _run_together(spans: list[Candidate], surnames: dict[str, str], names: Gazetteer) -> None:
    """Part a surname from the place behind it: "Bell Iowa" in "Cruz won Ohio and Bell Iowa"."""
    for c in list(spans):
        rows = names.rows(c.words[-1].text) if len(c.words) == 2 and not c.row else []
        glued = names.rows(c.words[0].text) if len(c.words) == 2 and not c.row else []
        glued = [row for row in glued if row["class"] in PLACES]
        if glued and c.words[1].text in surnames and c.kind != "person":  # "in Ohio Bell" of two lines
            first, last = c.words
            spans.append(Candidate([last], last, "name", "person", last.text, surnames[last.text]))
            c.words, c.head, c.name, c.kind, c.row = (
                [first],
                first,
                glued[0]["name"],
                glued[0]["class"],
                glued[0],
            )
            continue
        if rows and c.words[0].text in surnames and c.kind != "person":
            first, last = c.words
            spans.append(Candidate([first], first, "name", "person", first.text, surnames[first.text]))
            c.words, c.head, c.name, c.kind, c.row = [last], last, rows[0]["name"], rows[0]["class"], rows[0]
    spans.sort(key=lambda c: c.start)


def _owned(spans: list[Candidate], names: Gazetteer) -> None:
    """Cut off whose a thing is, where the article names one of the two alone: "Ohio's" of "Ohio's Act"."""
    alone = {c.name for c in spans}
    for c in spans:
        mark = next((k for k, w in enumerate(c.words) if w.tag == "POS"), None)
        if not mark or mark + 2 >= len(c.words) or c.row:
            continue
        owner, owned = ([w.text for w in part] for part in (c.words[:mark], c.words[mark + 1 :]))
        head = names.kind_by_head(owned)
        if head == "company" and not names.rows(" ".join(owner)):
            continue  # "Norvale's Farms Inc"
        if " ".join(owned) in alone or (" ".join(owner) in alone and head):
            c.words = c.words[mark + 1 :]
            c.name = " ".join(owned)
            c.head = c.head if c.head in c.words else c.words[-1]


def _modified(spans: list[Candidate], surnames: dict[str, str], names: Gazetteer) -> None:
    """Cut off a people or a party before a person of the article: "American Bell", "Republican Ana Cruz"."""
    people = {c.name for c in spans if c.kind == "person"} | set(surnames)
    for c in spans:
        if len(c.words) < 2 or c.row or c.words[0].text not in {*names.adjectives, *names.parties}:
            continue
        name = " ".join(w.text for w in c.words[1:])
        if c.words[0].text in names.parties and (rows := names.rows(name)):  # "Republican Congress"
            c.words, c.name, c.row = c.words[1:], rows[0]["name"], rows[0]
            c.kind, c.cls, c.head = rows[0]["class"], rows[0]["as"], c.words[-1]
            continue
        given = c.words[0].text in names.parties or names.gender(c.words[1].text)
        if name in people or (c.kind == "person" and len(c.words) > 2 and given):
            c.words, c.name, c.kind = c.words[1:], name, "person"
            c.head = c.head if c.head in c.words else c.words[-1]
            c.gender = surnames.get(name) or names.person_gender(c.words[0].text)


def _persons(spans: list[Candidate], surnames: dict[str, str], told: set[str]) -> None:
    """Make every bare use of a surname a person: "Cruz", "De Vries"."""
    ends = {
        " ".join(c.name.split()[k:]).lower()
        for c in spans
        if c.kind == "person"
        for k in range(1, len(c.name.split()) - 1)
    }
    for c in spans:
        if " " in c.name and c.name.lower() in ends and not c.row:
            c.kind = "person"
    given = {c.name.split()[0]: c.gender for c in spans if c.kind == "person" and " " in c.name}
    for c in spans:
        unsure = c.kind in (None, "work", "group", "place", "facility", "event")
        if unsure and not c.row and c.name in given and c.name not in told:
            c.kind, c.gender = "person", given[c.name]
    for c in spans:
        placed = c.row and (c.kind in ("country", "state") or _is_placed(c))
        if " " not in c.name and c.name in surnames and not placed:
            before = c.words[0].left
            gender = honorifics().get(before.text.lower(), "u") if before is not None else "u"
            c.kind, c.gender = "person", gender if gender in ("m", "f") else surnames[c.name]
            c.row, c.adjective = {}, False


def _is_placed(c: Candidate) -> bool:
    """Return whether "in" or "the capital" stands before a place that is a surname too."""
    before = c.words[0].left
    return before is not None and (before.text.lower() == "in" or before.text.lower() in nouns("town"))


def _firms(spans: list[Candidate], surnames: dict[str, str]) -> None:
    """Make the first word of one firm's name that firm: "Norvale", of Norvale Foods."""
    firms: dict[str, set[str]] = {}
    for c in spans:
        if " " in c.name and c.kind in FIRMS and not c.row:
            firms.setdefault(c.name.split()[0], set()).add(c.name)
    given = {c.name.split()[0] for c in spans if c.kind == "person" and " " in c.name}
    for c in spans:
        if len(firms.get(c.name, ())) == 1 and not c.row and c.name not in surnames and c.name not in given:
            c.kind, c.gender = ("team" if c.kind == "team" else "group"), "n"


def _owners(spans: list[Candidate], people: set[str], names: Gazetteer) -> None:
    """Cut "Cruz campaign", found as one name, down to the person: campaigns are found by their own rules."""
    for c in spans:
        dependent = names.dependents.get(c.words[-1].lemma) if len(c.words) > 1 else None
        if dependent is not None and not dependent.dated and c.kind == dependent.type:
            owner = c.words[:-1]
            while owner and owner[-1].text in ("'s", "’s", "'", "’"):
                owner = owner[:-1]
            name = " ".join(w.text for w in owner)
            if name in people:
                c.words, c.head, c.kind, c.name = owner, owner[-1], "person", name


def _initials(spans: list[Candidate], people: set[str]) -> None:
    """Make what is written in capitals an organisation, and of this article where it spells the name out."""
    initials = {
        "".join(w[0] for w in re.split(r"[ -]", c.name) if w[:1].isupper()): c.name
        for c in spans
        if len(c.words) > 1 and c.kind not in ("person", None)
    }
    bodies = {
        form for form, name in initials.items() if any(c.name == name and c.kind in FIRMS for c in spans)
    }
    for c in spans:
        form = re.sub(r"\W", "", c.words[0].text) if len(c.words) == 1 else ""
        if not form.isupper() or not 2 <= len(form) <= 6:
            continue
        spelled = c.kind == "place" and not c.row and form in bodies
        if spelled or (c.kind == "person" and form not in people - {form}):
            c.kind, c.gender = "group", "n"
        if (
            c.row
            and c.kind not in PLACES
            and form in initials
            and initials[form] != c.name
            and c.row["name"] != form
        ):
            c.row, c.name, c.kind, c.cls, c.adjective = {}, form, "group", "", False


def _pairs(spans: list[Candidate], people: set[str], names: Gazetteer) -> None:
    """Drop what only sets two names beside each other, and part what "and" joins: "the Bell-Crane debate"."""
    alone = people | {c.name for c in spans}

    def known(name: str) -> bool:
        return name in alone or any(n.startswith(f"{name} ") for n in alone) or bool(names.rows(name))

    for c in list(spans):
        one, dash, other = c.name.partition("-")
        listed = " " in one and bool(names.rows(one))  # "the Norland Post-Bell School poll"
        if dash and not c.row and (listed or (known(one) and known(other))):
            spans.remove(c)
        joint = next((k for k, w in enumerate(c.words) if w.text == "and" and 0 < k < len(c.words) - 1), None)
        if joint is None or c.row:
            continue
        halves = [c.words[:joint], c.words[joint + 1 :]]
        if all(" ".join(w.text for w in half) in people for half in halves):
            spans.remove(c)
            for half in halves:
                head = next((w for w in half if w.head not in half), half[-1])
                spans.append(Candidate(half, head, "name", "person", " ".join(w.text for w in half)))
    spans.sort(key=lambda c: c.start)


def _namesakes(spans: list[Candidate], names: Gazetteer) -> None:
    """Of several places or bodies of one name, take that of the country that the article is about."""
    around = Counter(c.row["in"] for c in spans if c.row.get("in") and len(names.exact.get(c.name, ())) == 1)
    texts = {id(c): " ".join(w.text for w in c.words) for c in spans}
    countries = Counter(
        c.row["name"] if c.kind == "country" else c.row.get("country") or c.row.get("in")
        for c in spans
        if c.row and len(names.exact.get(texts[id(c)], ())) < 2
    )
    for c in spans:
        bodies = [row for row in names.exact.get(texts[id(c)], ()) if row.get("country")] if c.row else []
        if len(bodies) > 1:  # the Treasury of the country that the article names most
            best = max(bodies, key=lambda row: countries[row["country"]])
            if countries[best["country"]] > countries[c.row.get("country")]:
                c.row, c.name, c.kind, c.cls = best, best["name"], best["class"], best["as"]
        rows = names.exact.get(c.name, ()) if c.row else ()
        if len(rows) > 1:
            best = max(rows, key=lambda row: around[row.get("in", "")])
            if around[best.get("in", "")] > around[c.row.get("in", "")]:
                c.row, c.kind = best, best["class"]


def _foreign_parties(spans: list[Candidate]) -> None:
    """Part a party from one of that name in another country, where the article never names that country.

    Several parties of one country, and none of another, name it.
    """
    places = {c.row.get("in") for c in spans if c.row} | {c.row["name"] for c in spans if c.row}
    places |= {c.row.get("country") for c in spans if c.kind == "government" and c.row}
    parties = {(c.row["country"], c.row["name"]) for c in spans if c.kind == "party" and c.row}
    home = {country for country, _ in parties} if len(parties) > 1 else set()
    for c in spans:
        if c.kind != "party" or not c.row or c.adjective or len(places) < 2:
            continue
        if c.row["country"] not in places and home != {c.row["country"]}:
            c.row, c.name = {}, re.sub(r"^(the|The) ", "", " ".join(w.text for w in c.words))


def _places(spans: list[Candidate], surnames: dict[str, str]) -> None:
    """Make a person the place that the article has under that name, if no person has it."""
    listed = {c.name: c for c in spans if c.row and c.kind in TOWNS and not c.adjective}
    borne = {*surnames, *(w for c in spans if c.kind == "person" and " " in c.name for w in c.name.split())}
    for c in spans:
        place = listed.get(c.name)
        before = c.words[0].left
        if place is None or c.kind != "person" or c.row or c.name in borne:
            continue
        if before is None or before.text.lower() not in honorifics():
            c.row, c.kind, c.cls, c.gender = place.row, place.kind, place.cls, "n"


def _majority(spans: list[Candidate]) -> None:
    """Give all mentions of one name the class that most of them have."""
    votes: dict[str, Counter[str]] = {}
    for c in spans:
        if c.kind and not c.row:
            votes.setdefault(c.name, Counter())[c.kind] += 1
    for c in spans:
        if c.name in votes and not c.row:
            c.kind = max(votes[c.name].items(), key=lambda item: (item[1], item[0]))[0]
