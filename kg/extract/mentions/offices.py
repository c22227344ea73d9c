"""Mentions of offices: titles from the tables, with whose they are, and the names they stand beside."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.english.tables import modifying, nouns
from kg.extract.mentions.candidate import Candidate
from kg.extract.mentions.tables import Gazetteer, Row, plain
from kg.extract.parsing.syntax import Sentence, Word

MAX_TITLE = 6  #: words of a title
OWNED_BY = ("of", "for", "at")  #: prepositions behind a title with whose it is
OWNING = (*OWNED_BY, "to")  #: those with what is told in full: "ambassador to Acme"
MAX_PHRASE = 12  #: words behind a title that say whose it is


def find_offices(sentence: Sentence, names: Gazetteer, by_word: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield the titles of a sentence, the longest at each place; plurals and parts of names are none."""
    words, k = sentence.words, 0
    last: Candidate | None = None
    while k < len(words):
        if words[k].lemma in names.title_starts or words[k].text.lower() in names.title_starts:
            for n in range(min(MAX_TITLE, len(words) - k), 0, -1):
                part = words[k : k + n]
                row = names.titles.get(plain(" ".join(w.text for w in part)))
                if row is None or part[-1].pos not in ("NOUN", "PROPN") or part[-1].tag in ("NNS", "NNPS"):
                    continue
                if n == 1 and len(part[0].text) < 4 and part[0].text.islower():
                    continue  # "9 pm" is no prime minister
                if any(_is_part(part, by_word[w.i]) for w in part if w.i in by_word):
                    continue
                if _runs_on(words[k : k + 2 * MAX_TITLE], n, names) or _ends_compound(part[0]):
                    continue
                _part_from_place(part, names, by_word)
                if not _names_somebody(part, row, names, by_word):
                    break
                office = _office(part, row, names, by_word)
                _share_owner(last, office, names)
                yield office
                last = office
                k = office.words[-1].i - words[0].i
                break
        k += 1


def _ends_compound(word: Word) -> bool:
    """Return whether a word ends another with a hyphen: "tight-head"; not "ex-president"."""
    dash = word.left
    if dash is None or dash.text != "-" or dash.end != word.start or dash.left is None:
        return False
    first = dash.left.text.lower()
    return first == dash.left.text and first not in modifying("qualifier") | modifying("former")


def _runs_on(words: list[Word], length: int, names: Gazetteer) -> bool:
    """Return whether a title of that many words goes on, or another begins inside it and goes on.

    "director of policy" of "director of policy studies", "U.S. Attorney" of "U.S. Attorney General".
    """
    last = words[length - 1]
    if length > 1 and last.dep == "compound" and last.head.i > last.i and last.head.pos == "NOUN":
        return True
    ends = [(j, n) for j in range(1, length) for n in range(length - j + 1, MAX_TITLE) if j + n <= len(words)]
    return any(plain(" ".join(w.text for w in words[j : j + n])) in names.titles for j, n in ends)


def _is_part(part: list[Word], name: Candidate) -> bool:
    """Whether a title is part of a longer name, or a surname; not of a run of capitals: "Acting Mayor"."""
    if len(part) == 1 and name.kind == "person":
        return True  # "Mr. King"
    return len(name.words) > len(part) and (name.kind is not None or name.words[-1] is not part[-1])


def _part_from_place(part: list[Word], names: Gazetteer, by_word: dict[int, Candidate]) -> None:
    """Cut a name that runs into a title down to the place before it: "US Treasury" of the US secretary."""
    name = by_word.get(part[0].i)
    before = [w for w in name.words if w.i < part[0].i] if name is not None and name.kind else []
    rows = names.rows(" ".join(w.text for w in before)) if before else []
    if name is not None and rows and part[-1] not in name.words:
        name.words, name.head, name.row = before, before[-1], rows[0]
        name.name, name.kind = rows[0]["name"], rows[0]["class"]
        for word in part:
            by_word.pop(word.i, None)


def _names_somebody(part: list[Word], row: Row, names: Gazetteer, by_word: dict[int, Candidate]) -> bool:
    """Return whether a word is a title here: "major" and "Sultan" are also common nouns and given names."""
    first, after = part[0], part[-1].right
    named = by_word.get(after.i) if after is not None else None
    person = named is not None and named.kind == "person"
    definite = any(c.text.lower() == "the" for c in part[-1].all("det"))
    served = any(p.lemma in OWNED_BY for p in part[-1].all("prep"))
    if not names.is_post(row) and first.text.islower() and not (person or definite or served):
        return False  # "an art major"
    if named is None or named.kind != "person" or len(part) > 1 or names.gender(first.text) is None:
        return True
    return first.left is not None and first.left.text.lower() == "the"  # "Sultan Omar": a given name


def _office(part: list[Word], row: Row, names: Gazetteer, by_word: dict[int, Candidate]) -> Candidate:
    """Return the mention of an office with its owner: "President of France", "the French president"."""
    head = part[-1]
    qualifiers = _qualifiers(part, names, by_word, fields=names.is_post(row))
    words = [*qualifiers, *part, *_awaiting(head)]
    owner, unknown, former = _owner_before(words, head, by_word)
    if owner is not None and owner.start < words[0].start:
        qualifiers = [*_qualifiers(owner.words, names, by_word, fields=False), *qualifiers]
    field = _field(head, by_word)
    below, unknown_below = _owner_below(words, field[-1] if field else head, names, by_word)
    if field and below is None and not unknown_below and field[-1] is not head:
        below, unknown_below = _owner_below(words, head, names, by_word)
    partisan = _partisan(words, by_word) if row["kind"] == "party" else None
    if below is not None or unknown_below:
        owner, unknown = below, unknown_below
    elif partisan is not None and owner is None and not unknown and not _modified(partisan):
        owner = partisan if names.has_title(partisan.row, row) else None  # "Conservative leader"
    if partisan is not None and owner is not partisan:  # "Senate Democratic leader": one of several
        qualifiers = [*partisan.words, *qualifiers]
        unknown = owner is None
    if not names.is_post(row):
        body = below if below is not None and below.kind in names.owners(row) else None
        if below is not None and body is None:
            row = {**row, "title": f"{row['title']} of {below.name}"}
        owner, unknown = body, False
    elif owner is not None and (
        owner.kind not in names.office_owners
        or (owner.kind not in names.owners(row) and not (qualifiers and below is owner))
    ):
        unknown = owner.kind != "person" or row["of"] != "country"  # "Holt's defence minister"
        owner = None
    title = _capitals(qualifiers, row["title"], words[words.index(head) + 1 :], field)
    if qualifiers or field or len(words) > len(part):
        row = {**row, "leads": "", "title": title}
    if field and row["unique"] == "yes":
        row = {**row, "of": ""}  # "vice president of research": of a firm
    told = None
    if owner is None:  # "Republican Senator": the party is no part of it
        whole = (
            words if partisan is None or partisan.words[0] not in qualifiers else [*partisan.words, *words]
        )
        told = _in_full(title, whole, field, by_word, row, names)
    return Candidate(
        words, words[-1], "office", "post", title, "u", title=title, owner=owner, former=former, row=row,
        owner_unknown=unknown, told=told,
    )  # fmt: skip


def _share_owner(first: Candidate | None, second: Candidate, names: Gazetteer) -> None:
    """Give a title joined to another whose that one is: "Acme president and chief executive Ana Cruz"."""
    joint = second.words[0].left
    if first is None or first.owner is None or joint is None or joint.lemma not in ("and", "&"):
        return
    shared = second.owner is None and not second.owner_unknown and joint.left is first.words[-1]
    if shared and first.owner.start < first.start and first.owner.kind in names.owners(second.row):
        second.owner = first.owner


def _in_full(
    title: str,
    words: list[Word],
    field: list[Word],
    by_word: dict[int, Candidate],
    row: Row,
    names: Gazetteer,
) -> str | None:
    """Return a title with the words that say whose it is, where it says so: "Wales Captain".

    "" where these name nobody: "the committee's chairman"; None where no such words stand there.
    """
    head = words[-1]
    public = row["kind"] == "public"
    barred = ("person", "party") if public else ("person",)
    owner = head.child("poss")
    if owner is not None and owner not in words:
        named = by_word.get(owner.i)
        if named is None:
            nobody = owner.pos in ("NOUN", "PROPN") or owner.tag == "WP$"
            return "" if nobody and not public else None
        if named.kind not in barred:
            return f"{title} of {' '.join(w.text for w in named.words)}"
    behind = _behind(field[-1] if field else head) if names.is_post(row) else []
    if behind:
        after = behind[-1].right
        cut = after is not None and (after.text[:1].isupper() or "-" in (behind[-1].text, after.text))
        named_here = any(w.pos == "PROPN" and w.text[:1].isupper() for w in behind) and not cut
        return f"{title} {_as_written(behind)}" if named_here else None if public else ""
    before: list[Word] = []
    left = words[0].left
    while left is not None and (left.i in by_word or (before and left.text == "-")):
        named = by_word.get(left.i)
        if named is not None and (named.kind in (None, *barred) or left.dep == "poss"):
            break
        before.insert(0, left)
        left = left.left
    if before and before[0].text == "-" and left is not None:
        before.insert(0, left)  # "Anglo-Swiss"
    return f"{_as_written(before)} {title}" if before else None


def _behind(head: Word) -> list[Word]:
    """Return the words behind a title that say whose it is, up to the end of the phrase."""
    words = head.sentence.words
    at = head.i - words[0].i + 1
    if at >= len(words) or words[at].lemma not in OWNING or words[at].pos != "ADP":
        return []
    found: list[Word] = []
    for word in words[at : at + MAX_PHRASE]:
        within = word.lemma == "in" and (after := word.right) is not None and after.pos == "PROPN"
        other = word.pos == "ADP" and word.lemma not in OWNING and not within  # "the Treasury in a statement"
        ends = other or word.pos in ("VERB", "AUX", "SCONJ", "PRON") or word.tag.startswith("W")
        apart = found and word.start > found[-1].end  # " - "
        if ends or (word.pos == "PUNCT" and (apart or word.text not in ("-", "&"))):
            break
        found.append(word)
    while found and found[-1].pos in ("ADP", "DET", "CCONJ", "PART", "ADV"):
        found.pop()
    return found


def _as_written(words: list[Word]) -> str:
    """Return words with the space that the text has between them."""
    return "".join(
        w.text + " " * (nxt is not None and nxt.start > w.end)
        for w, nxt in zip(words, [*words[1:], None], strict=True)
    )


def _partisan(words: list[Word], by_word: dict[int, Candidate]) -> Candidate | None:
    """Return the name of a party that stands as an adjective right before a title."""
    named = by_word.get(words[0].left.i) if words[0].left is not None else None
    return named if named is not None and named.adjective and named.kind == "party" else None


def _modified(name: Candidate) -> bool:
    """Return whether an adjective or noun stands before a name: "congressional" Republican."""
    left = name.words[0].left
    return (
        left is not None
        and left.pos in ("ADJ", "NOUN", "PROPN")
        and left.text.lower() not in modifying("former") | modifying("another")
    )


def _capitals(qualifiers: list[Word], title: str, behind: list[Word], field: list[Word]) -> str:
    """Return a title as titles are written: "Deputy Finance Minister", "Minister of Water"."""
    before = (w.text[:1].upper() + w.text[1:] for w in qualifiers if w.text != "-")
    awaiting = "".join(w.text.lower() for w in behind)
    of = (w.text if w.lemma in ("and", "of") else w.text[:1].upper() + w.text[1:] for w in field)
    title = " ".join((*before, title + awaiting, *(("of", *of) if field else ())))
    return title.replace(" - ", "-")


def _qualifiers(
    part: list[Word], names: Gazetteer, by_word: dict[int, Candidate], *, fields: bool
) -> list[Word]:
    """Return the words before a title that are part of it: "deputy", "communications" of a minister."""
    found: list[Word] = []
    left = part[0].left
    while left is not None:
        named = by_word.get(left.i)
        if named is not None and (named.kind is not None or named.unsure):
            break
        low = left.text.lower()
        if (
            (left.text == "-" and left.left is not None and left.left.text.lower() in modifying("qualifier"))
            or (low in modifying("qualifier") and left.dep != "prep")  # not "under President Cruz"
            or (fields and _is_field(left, part[-1], names))
            or (found and left.pos == "ADJ" and _is_qualified(left))  # "shadow local government secretary"
        ):
            found.insert(0, left)
        else:
            break
        left = left.left
    return found


def _is_qualified(word: Word) -> bool:
    """Return whether a qualifier stands right before a word."""
    return word.left is not None and word.left.text.lower() in modifying("qualifier")


def _is_field(word: Word, head: Word, names: Gazetteer) -> bool:
    """Whether a noun before a title says what for: "port" of "port director"; no people, firms or places."""
    if word.dep not in ("compound", "nmod") or word.pos not in ("NOUN", "PROPN"):
        return False
    if word.head is not head and word.head.head is not head:
        return False
    if word.text[:1].isupper() and head.text[:1].islower():
        return False  # "the Fernway director": whose
    low = word.lemma.lower()
    return (
        low not in (*modifying("former"), *nouns("organization"), *names.classifiers)
        and low not in names.person_nouns
        and (not names.owned(low) or _owned_behind(word, head))
    )


def _owned_behind(word: Word, head: Word) -> bool:
    """Return whether a title's owner is told behind it, and none before: "campaign director at Acme"."""
    before = word.child("poss", "compound", "nmod") or head.child("poss")
    return before is None and any(prep.lemma in OWNED_BY for prep in head.all("prep"))


def _awaiting(head: Word) -> list[Word]:
    """Return what is behind the title of who has yet to take office: "-elect"."""
    dash = head.right
    last = dash.right if dash is not None and dash.text == "-" else None
    return (
        [dash, last]
        if dash is not None and last is not None and last.text.lower() in modifying("awaiting")
        else []
    )


def _field(head: Word, by_word: dict[int, Candidate]) -> list[Word]:
    """Return what an office is for, where the title goes on: "water" of "minister of water"."""
    for prep in head.all("prep"):
        pobj = prep.child("pobj") if prep.lemma == "of" else None
        if pobj is None or pobj.pos not in ("NOUN", "PROPN") or pobj.lemma in nouns("organization"):
            continue
        if pobj.child("det", "poss", "nummod") is not None:
            continue
        last = pobj.child("conj") or pobj
        if last.pos not in ("NOUN", "PROPN"):
            continue
        field = [w for w in head.sentence.words if prep.i < w.i <= last.i]
        bare = not any(
            w.i in by_word or w.pos == "VERB" or (w.pos == "PUNCT" and w.text != "-") for w in field
        )
        if len(field) <= MAX_TITLE and bare:  # "director of drug-free sport"
            return field
    return []


def _owner_below(
    words: list[Word], head: Word, names: Gazetteer, by_word: dict[int, Candidate]
) -> tuple[Candidate | None, bool]:
    """Return the name that hangs on a title, and whether something unnamed does.

    "mayor of Oslo", "Oslo's mayor"; "president of the university", "the company's chairman".
    """
    for child in head.children:
        if child.dep == "prep" and child.lemma in OWNED_BY and child.i > head.i:
            pobj = child.child("pobj")
            if pobj is not None and pobj.lemma in names.classifiers and pobj.i not in by_word:
                # "the state of Ohio"
                inner = next((p.child("pobj") for p in pobj.all("prep") if p.lemma == "of"), None)
                pobj = inner or pobj
            if pobj is None:
                continue
            named = by_word.get(pobj.i)
            if named is not None:
                return (None, True) if _is_branch(named, names, by_word) else (named, False)
            if child.lemma == "of" and pobj not in words and pobj.pos in ("NOUN", "PROPN"):
                own_field = pobj.child("det", "poss", "nummod") is None
                if not own_field or any(w.i in by_word for w in pobj.subtree()):
                    return None, True
        elif child.dep == "poss" and child not in words:
            named = by_word.get(child.i)
            if named is not None or child.pos in ("NOUN", "PROPN"):
                return named, named is None
    return None, False


def _is_branch(name: Candidate, names: Gazetteer, by_word: dict[int, Candidate]) -> bool:
    """Return whether a place beside a name tells a part of it: "the Republican Party in Ohio"."""
    before, after = name.words[0].left, name.words[-1].right
    if name.kind == "party" and before is not None and before.lemma in names.classifiers:
        return True  # "the county Republican Party"
    if name.kind in ("company", "school") or after is None or after.lemma != "in":
        return False
    place = by_word.get(after.right.i) if after.right is not None else None
    return place is not None and place.kind in ("country", "state", "city", "place")


def _owner_before(
    words: list[Word], head: Word, by_word: dict[int, Candidate]
) -> tuple[Candidate | None, bool, bool]:
    """Return the name before a title ("French President"), and whether it is held no more ("former").

    The second says that a word stands there which may name an owner that is not known.
    """
    left = words[0].left
    owner: Candidate | None = None
    unknown = former = False
    while left is not None and (
        left.pos in ("ADJ", "ADV", "NOUN", "PROPN", "PART") or left.text in ("-", "'s", "’", "'")
    ):
        low = left.text.lower()
        if low in modifying("former") or low in modifying("leaving"):
            former = low in modifying("former")
        named = by_word.get(left.i)
        if named is not None and named.kind == "person":
            if left.dep == "poss":
                owner = owner or named
        elif named is not None:
            dash = left.left
            prefixed = dash is not None and dash.text == "-" and dash.end == left.start  # "pro-US"
            partisan = named.adjective and named.kind == "party"
            if not prefixed and not partisan:
                owner = owner or named
        elif owner is None and _may_own(left, words, head):
            unknown = True
        elif left.pos == "NOUN" and left.head is not head and left.dep != "compound":
            break
        left = left.left
    return owner, unknown and owner is None, former


def _may_own(word: Word, words: list[Word], head: Word) -> bool:
    """Return whether a word before a title may say whose it is: "state" attorney, "Ivorian" minister."""
    if word.head is not head and word.head not in words:
        return False
    if word.pos in ("NOUN", "PROPN"):
        return word.dep in ("compound", "nmod", "poss") and word.text.lower() not in modifying("former")
    return (
        word.pos == "ADJ"
        and word.text[:1].isupper()
        and word.left is not None
        and word.text.lower() not in modifying("former")
    )
