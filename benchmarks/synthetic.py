"""An invented world as a graph of any size: what the benchmarks of stores and of the page measure with.

Names are made of syllables and belong to nobody. The graph has the shape of a built one: things of every
class, claims whose sides fit the ontology, the sentences that say them with their exact spans, speakers,
dates, quotations, what is denied, planned, possible or alleged, figures on which articles differ, findings
in quarantine. A few things are in most of the news (Zipf's law), and most claims stay among neighbours. Equal
arguments give equal graphs.

    python benchmarks/synthetic.py --quads 1000000 DIR               # DIR/graph.nq and DIR/articles.jsonl
    python benchmarks/synthetic.py --things 2000 --claims 5000 DIR   # 5000 claims between two of 2000 things
"""

from __future__ import annotations

import argparse
import sys
import time
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from kg.graph.iris import slug
from kg.graph.write import quads, serialize
from kg.model import (
    Appearance,
    ArticleRecord,
    Claim,
    Document,
    Entity,
    Evidence,
    KnowledgeGraph,
    Mention,
    Modality,
    Polarity,
    Quarantined,
    QuotedText,
    Value,
)
from kg.ontology.package import Ontology, Property, load_ontology
from kg.storage.records import dumps

SENTENCES = 12  #: in an article, about
SUPPORT = (1, 1, 1, 1, 1, 1, 2, 2, 3, 6)  #: how many articles say the same
LITERALS = 0.12  #: of all claims
NEAR = 0.75  #: of the claims between two things stay among things of one topic
TOPIC = 40  #: things
FLATNESS = 2  #: added to the rank in Zipf's law: without it the first would be in everything
MANNERS: tuple[tuple[Polarity, Modality, int, str], ...] = (
    ("affirmed", "actual", 78, "{}"),
    ("negated", "actual", 5, "It is not true that {}"),
    ("affirmed", "planned", 7, "It is planned that {}"),
    ("affirmed", "possible", 5, "It may be that {}"),
    ("affirmed", "alleged", 4, "It is alleged that {}"),
    ("negated", "possible", 1, "It may be wrong that {}"),
)
ENDS = (
    "",
    " on {day}",
    ", after talks in the capital that ran until late in the evening",
    ", a step that few had expected so soon after the vote",
    ", according to two people who were in the room",
)
#: Properties whose label wants an "is" to make a sentence.
STATES = frozenset(
    "spokesperson_for member_of nominee_of candidate_in rival_of partner_of campaign_of part_of spouse_of "
    "parent_of sibling_of".split()
)
START, END = (
    "b br d dr f g gr h j k kl l m n p pr r s st t tr v w z".split(),
    "a e i o u an ar el en er il in or os um".split(),
)
#: Share of all things, and how they are called: {0}, {1} are new words, {place}, {person} things made before.
KINDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "Country": (2, ("{0}ia", "{0}land", "Republic of {0}")),
    "State": (4, ("{0}shire", "New {0}", "{0} Province")),
    "City": (9, ("{0}", "{0}ville", "Port {0}", "São {0}")),
    "Person": (46, ("{0} {1}", "{0} {1}", "{0} {1}é", "{0} O'{1}")),
    "Organization": (5, ("{0} Alliance", "{0} Foundation")),
    "PoliticalParty": (2, ("{0} Party", "{place} Reform Party")),
    "Campaign": (2, ("{person} campaign",)),
    "GovernmentBody": (5, ("{place} Ministry of {0}", "{place} Court")),
    "NewsOrganization": (3, ("{place} Courier", "{0} News")),
    "Company": (9, ("{0} Industries", "{0} & {1}", "{0}works")),
    "EducationalInstitution": (2, ("University of {place}", "{0} College")),
    "Facility": (2, ("{0} Airport", "{0} Stadium")),
    "Office": (4, ("Mayor of {place}", "Governor of {place}", "Minister for {0} of {place}")),
    "Election": (2, ("{year} {place} election",)),
    "Event": (1, ("{place} Summit", "{0} Games")),
    "Work": (2, ("{place} Treaty", "{0} Act", "The {0} of {1}")),
}
CRIMES = tuple(
    f"{how} {what}"
    for how in ("aggravated", "attempted", "repeated", "wire", "tax")
    for what in ("fraud", "perjury", "theft", "forgery", "smuggling")
)


@dataclass(frozen=True)
class Thing:
    """An entity before it is in any article."""

    label: str
    kind: str
    forms: tuple[str, ...]
    topic: int
    owner: str | None = None  #: an office's jurisdiction: an id

    @property
    def id(self) -> str:
        """The slug of its name."""
        return slug(self.label)


Sides = tuple[str, str, str | Value, Polarity, Modality]  #: a claim without its evidence


@dataclass
class Page:
    """An article while it is written."""

    id: str
    published: date
    text: str = ""
    mentions: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))


def corpus(
    articles: int,
    seed: int = 0,
    *,
    things: int | None = None,
    claims: int | None = None,
    ontology: Ontology | None = None,
) -> KnowledgeGraph:
    """A graph of so many articles; by default with three things an article, and sentences enough for them.

    With `things` and `claims`: about so many things, all in some claim, and just so many claims between two
    of them (claims about figures and texts come on top).
    """
    return _Author(Random(seed), ontology or load_ontology()).write(
        articles, things or 60 + 3 * articles, claims or round(articles * SENTENCES * 0.52)
    )


class _Author:
    """Invents things, then what holds between them, then the articles that say so."""

    def __init__(self, random: Random, ontology: Ontology) -> None:
        self.random = random
        self.ontology = ontology
        self.things: dict[str, Thing] = {}
        self.pools: dict[tuple[tuple[str, ...], int | None], tuple[list[str], list[float]]] = {}

    def write(self, articles: int, things: int, claims: int) -> KnowledgeGraph:
        self.invent(things)
        sides = list(self.claims(claims))
        pages = [
            Page(f"{number:06}", date(2019, 1, 1) + timedelta(days=self.random.randrange(2000)))
            for number in range(articles)
        ]
        said: dict[Sides, list[Evidence]] = defaultdict(list)
        order = [(number, item) for item in sides for number in self.supporting(item, articles)]
        for number, item in sorted(order, key=lambda pair: pair[0]):
            said[item].append(self.sentence(pages[number], item))
        quotations = [self.quotation(page) for page in pages if self.random.random() < 0.8]
        wrong = [self.misfit(page) for page in pages[:: len(pages) // 20 + 1]]
        return KnowledgeGraph(
            documents=tuple(
                Document(
                    id=page.id,
                    text=page.text,
                    source=f"{page.id}.txt",
                    title=f"What {self.word()} said on {page.published:%-d %B}",
                    date=page.published.isoformat(),
                    url=f"https://news.example/{page.published:%Y/%m}/{page.id}",
                )
                for page in pages
            ),
            entities=tuple(self.entities(pages)),
            claims=tuple(Claim(*item, evidence=tuple(said[item])) for item in sorted(sides, key=_order)),
            quotations=tuple(quotations),
            quarantined=tuple(sorted(wrong, key=lambda item: item.claim.subject)),
        )

    # ── Things ────────────────────────────────────────────────────────────────────────────────

    def invent(self, count: int) -> None:
        """Make the things: each class its share and one at least; the order decides who is popular."""
        total = sum(share for share, _ in KINDS.values())
        made: dict[str, Thing] = {}
        places: list[Thing] = []
        people: list[Thing] = []
        for kind, (share, patterns) in KINDS.items():
            for _ in range(max(1, round(count * share / total))):
                thing = self.fresh(kind, patterns, places, people, made)
                made[thing.id] = thing
                if kind in {"Country", "State", "City"}:
                    places.append(thing)
                elif kind == "Person":
                    people.append(thing)
        order = list(made.items())
        self.random.shuffle(order)
        self.things = dict(order)

    def fresh(
        self,
        kind: str,
        patterns: Sequence[str],
        places: list[Thing],
        people: list[Thing],
        taken: dict[str, Thing],
    ) -> Thing:
        """A thing whose name nobody has."""
        while True:
            place = self.random.choice(places).label if places else ""
            person = self.random.choice(people).label if people else ""
            pattern = self.random.choice(patterns)
            first, last = self.word(), self.word()
            label = pattern.format(
                first, last, place=place, person=person, year=self.random.randrange(2000, 2025)
            )
            if slug(label) not in taken:
                break
        forms = {label}
        if kind == "Person":
            forms.add(label.split(" ", 1)[1])
        elif kind == "Office":
            forms.add(label.partition(" of ")[0].lower())
        owner = slug(place) if kind == "Office" else None
        topic = self.random.randrange(1_000_000)
        return Thing(label, kind, tuple(sorted(forms)), topic, owner)

    def word(self) -> str:
        """A word of two or three syllables that means nothing."""
        syllables = self.random.choice((2, 2, 2, 3))
        return "".join(
            self.random.choice(START) + self.random.choice(END) for _ in range(syllables)
        ).capitalize()

    # ── Claims ────────────────────────────────────────────────────────────────────────────────

    def claims(self, between: int) -> Iterator[Sides]:
        """So many claims between two things, each once, and some about figures and texts."""
        ties = [p for p in self.ontology.properties.values() if p.range and self.usable(p)]
        figures = [p for p in self.ontology.properties.values() if p.datatype and self.usable(p)]
        seen: set[Sides] = set()
        unseen = list(self.things)
        found = misses = 0
        while found < between and misses < 100_000:
            item = self.tie(self.random.choice(ties), unseen[-1] if unseen else None)
            if item is None or item in seen:
                misses += 1
                continue
            if unseen and unseen[-1] in item:
                unseen.pop()
            seen.add(item)
            found += 1
            yield item
            while figures and self.random.random() < LITERALS:
                value = self.figure(self.random.choice(figures), item[0])
                if value is not None and value not in seen:
                    seen.add(value)
                    yield value

    def usable(self, known: Property) -> bool:
        kinds = {thing.kind for thing in self.things.values()}
        return known.name != "jurisdiction" and all(
            not side or any(self.ontology.fits(kind, side) for kind in kinds)
            for side in (known.domain, known.range)
        )

    def tie(self, known: Property, start: str | None) -> Sides | None:
        """A claim between two things; `start` is in it if its class lets it be."""
        subject, target = None, None
        if start is not None:
            kind = self.things[start].kind
            if self.ontology.fits(kind, known.domain):
                subject = start
            elif self.ontology.fits(kind, known.range):
                target = start
        if subject is None:
            subject = self.pick(known.domain, near=target)
        if target is None:
            target = self.pick(known.range, near=subject)
        if subject == target:
            return None
        if known.symmetric:
            subject, target = sorted((subject, target))
        return (subject, known.name, target, *self.manner())

    def figure(self, known: Property, near: str) -> Sides | None:
        """A claim about a number or a text; articles differ on it, for popular things come up again."""
        kind = self.things[near].kind
        subject = near if self.ontology.fits(kind, known.domain) else self.pick(known.domain)
        text = {
            "integer": str(self.random.randrange(18, 95)),
            "decimal": f"{self.random.randrange(10, 700) / 10}",
            "string": self.random.choice(CRIMES),
        }[known.datatype or "string"]
        value = Value(text, known.datatype or "string")
        return (subject, known.name, value, *self.manner())

    def manner(self) -> tuple[Polarity, Modality]:
        polarity, modality, _, _ = self.random.choices(MANNERS, [share for _, _, share, _ in MANNERS])[0]
        return polarity, modality

    def pick(self, kinds: tuple[str, ...], *, near: str | None = None) -> str:
        """A thing of one of these classes, popular ones more often; mostly of the topic of `near`."""
        if near is not None and self.random.random() < NEAR:
            ids, weights = self.pool(kinds, self.topic(self.things[near]))
            if len(ids) > 1:
                return ids[bisect(weights, self.random.random() * weights[-1])]
        ids, weights = self.pool(kinds, None)
        return ids[bisect(weights, self.random.random() * weights[-1])]

    @property
    def topics(self) -> int:
        return max(1, len(self.things) // TOPIC)

    def topic(self, thing: Thing) -> int:
        return thing.topic % self.topics

    def pool(self, kinds: tuple[str, ...], topic: int | None) -> tuple[list[str], list[float]]:
        key = (kinds, topic)
        if key not in self.pools:
            members: dict[int | None, list[str]] = defaultdict(list)
            for name, thing in self.things.items():
                if self.ontology.fits(thing.kind, kinds):
                    members[self.topic(thing)].append(name)
                    members[None].append(name)
            ranks = {name: rank for rank, name in enumerate(self.things)}
            for number in {*members, topic}:
                ids = members[number]
                weights = accumulate(1 / (ranks[name] + FLATNESS) for name in ids)
                self.pools[kinds, number] = (ids, list(weights))
        return self.pools[key]

    # ── Articles ──────────────────────────────────────────────────────────────────────────────

    def sentence(self, page: Page, item: Sides) -> Evidence:
        """Add a sentence that says so to an article."""
        subject, name, target, polarity, modality = item
        form = next(f for p, m, _, f in MANNERS if (p, m) == (polarity, modality))
        day = page.published - timedelta(days=self.random.randrange(30))
        end = self.random.choice(ENDS).format(day=f"{day:%A}")
        speaker = self.pick(("Person",), near=subject) if self.random.random() < 0.25 else None
        frame, _, rest = form.partition("{}")
        start = self.begin(page)
        page.text += frame
        self.mention(page, subject)
        page.text += f" {'is ' * (name in STATES)}{self.ontology.labels.get(name, name)} "
        if isinstance(target, Value):
            page.text += target.text
        else:
            self.mention(page, target)
        page.text += rest + end
        if speaker is not None:
            page.text += ", "
            self.mention(page, speaker)
            page.text += " said"
        page.text += "."
        when = self.random.choice((None, day.isoformat(), day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}"))
        rule = f"verb: X {name} Y"
        quote = page.text[start:]
        return Evidence(page.id, start, len(page.text), quote, (rule,), speaker, (when,) if when else ())

    def quotation(self, page: Page) -> QuotedText:
        """Add a sentence with a quotation to an article; a few of them nobody is credited with."""
        words = " ".join(self.word().lower() for _ in range(self.random.randrange(5, 25))).capitalize()
        start = self.begin(page)
        page.text += "“"
        first = len(page.text)
        page.text += words
        last = len(page.text)
        page.text += ",” "
        speaker = self.pick(("Person",)) if self.random.random() < 0.9 else None
        if speaker is None:
            page.text += "they said"
        else:
            self.mention(page, speaker)
            page.text += " said"
        page.text += "."
        evidence = Evidence(page.id, start, len(page.text), page.text[start:], ("quotation",), speaker)
        return QuotedText(page.id, first, last, words, speaker, evidence)

    def supporting(self, item: Sides, articles: int) -> list[int]:
        """The articles that say so: those about the topic of the claim's subject."""
        topics = self.topics
        about = range(self.topic(self.things[item[0]]) % articles, articles, topics)
        return self.random.sample(about, min(len(about), self.random.choice(SUPPORT)))

    def misfit(self, page: Page) -> Quarantined:
        """Add a sentence whose sides don't fit: an election that calls a city."""
        subject, target = self.pick(("Election",)), self.pick(("City",))
        evidence = self.sentence(page, (subject, "called", target, "affirmed", "actual"))
        claim = Claim(subject, "called", target, "affirmed", "actual", (evidence,))
        return Quarantined(claim, "the subject is a Election; kg:called asks for Agent")

    def begin(self, page: Page) -> int:
        """Where the next sentence starts."""
        if page.text:
            page.text += "\n" if self.random.random() < 0.3 else " "
        return len(page.text)

    def mention(self, page: Page, name: str) -> None:
        """Write a thing's name; the full one first, and where the surname would do, often that."""
        thing = self.things[name]
        short = bool(page.mentions[name]) and self.random.random() < 0.5
        form = min(thing.forms, key=len) if short else thing.label
        start = len(page.text)
        page.text += form
        rule = "name" if form == thing.label else "surname"
        page.mentions[name].append(Mention(start, len(page.text), form, 0, rule))
        if thing.owner is not None:
            page.mentions[thing.owner]  # named inside the office's name

    def entities(self, pages: Sequence[Page]) -> Iterator[Entity]:
        """Each thing that an article names, with its forms there."""
        where: dict[str, list[Appearance]] = defaultdict(list)
        for page in pages:
            for name, mentions in page.mentions.items():
                forms = sorted({m.text for m in mentions} - {self.things[name].label})
                where[name].append(Appearance(page.id, tuple(forms), tuple(mentions)))
        for name in sorted(where):
            thing = self.things[name]
            yield Entity(name, thing.label, thing.kind, tuple(where[name]), thing.owner)


def _order(item: Sides) -> tuple[str, str, str, str, str]:
    subject, name, target, polarity, modality = item
    return subject, name, target.text if isinstance(target, Value) else target, polarity, modality


def articles_for(wanted: int, ontology: Ontology) -> int:
    """How many articles make about so many quads."""
    few, many = (len(quads(corpus(count, ontology=ontology), ontology)) for count in (200, 600))
    return max(1, round(200 + (wanted - few) * 400 / (many - few)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="is made where it is missing")
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--quads", type=int, help="about how many quads")
    size.add_argument("--articles", type=int, help="how many articles")
    size.add_argument("--things", type=int, help="how many things; with --claims")
    parser.add_argument("--claims", type=int, help="how many claims between two things")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    ontology = load_ontology()
    started = time.monotonic()
    if options.things:
        claims = options.claims or options.things * 5 // 2
        articles = max(1, claims // 6)
        graph = corpus(articles, options.seed, things=options.things, claims=claims, ontology=ontology)
    else:
        articles = options.articles or articles_for(options.quads, ontology)
        graph = corpus(articles, options.seed, ontology=ontology)
    statements = quads(graph, ontology)
    options.directory.mkdir(parents=True, exist_ok=True)
    (options.directory / "graph.nq").write_bytes(serialize(statements, "nq"))
    with (options.directory / "articles.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for document in graph.documents:
            file.write(dumps(ArticleRecord(document, (), (), (), (), ())) + "\n")
    ties: Counter[str] = Counter()
    for claim in graph.claims:
        if isinstance(claim.object, str):
            ties.update((claim.subject, claim.object))
    print(
        f"{len(statements)} quads; {len(graph.documents)} articles, {len(graph.entities)} things, "
        f"{len(graph.claims)} claims, {ties.total() // 2} of them between two of {len(ties)} things, "
        f"the best connected with {max(ties.values())}; {time.monotonic() - started:.0f} s",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
