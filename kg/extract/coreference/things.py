"""The things of one article, and what each of its words stands for: the result of coreference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.extract.english.tables import with_trait
from kg.extract.mentions import Candidate
from kg.extract.parsing.syntax import Word
from kg.model import ArticleEntity, Mention


@dataclass(eq=False, slots=True)
class Thing:
    """An entity while its article is being read."""

    kind: str  #: its language type
    cls: str = ""  #: its class in the ontology, where a table tells it
    names: Counter[str] = field(default_factory=Counter)
    gender: str = "u"
    title: str | None = None
    owner: Thing | None = None
    year: str | None = None
    known: str | None = None  #: its name in a names table
    offices: set[str] = field(default_factory=set)  #: titles that stand before or beside a person's name
    posts: list[Thing] = field(default_factory=list)  #: the offices that the article gives a person
    former_posts: list[Thing] = field(default_factory=list)  #: those that the person once had
    doubtful_posts: list[Thing] = field(default_factory=list)  #: those that the article gives another now
    party: Thing | None = None
    mentions: list[tuple[Candidate, str]] = field(default_factory=list)

    @property
    def unsure(self) -> bool:
        """Return whether nothing supports any of its names: it is no thing of the graph."""
        named = [c for c, _ in self.mentions if c.form == "name"]
        return bool(named) and all(c.unsure for c in named)

    def best_name(self) -> str:
        """Return the fullest name; of equals the more frequent, then the first in the alphabet."""
        if not self.names:
            return self.known or ""
        return min(self.names, key=lambda n: (-len(n.split()), -self.names[n], n))


def referents_of(word: Word, referents: dict[int, tuple[Thing, ...]]) -> tuple[Thing, ...]:
    """Return what a word stands for: itself, or the name set beside it ("the director, Ana Cruz")."""
    if word.i in referents:
        return referents[word.i]
    joined = word.child("conj")
    for child in word.children:
        if child.dep == "appos" and child.i in referents:
            behind = joined is not None and joined.i < child.i
            if behind and any(thing.kind != "person" for thing in referents[child.i]):
                continue  # "a lawyer and founder of the firm Acme"
            if word.tag != "NNS" or child.child("conj") is not None:
                return referents[child.i]
        elif child.dep == "acl" and child.lemma in with_trait("names"):  # "a group called Acme"
            for named in child.children:
                if named.dep in ("oprd", "dobj", "attr") and named.i in referents:
                    return referents[named.i]
    if word.dep == "appos" and word.head.i in referents and word.head.dep != "appos":
        return referents[word.head.i]
    return ()


@dataclass(slots=True)
class Resolved:
    """What each word of an article stands for."""

    things: list[Thing]
    referents: dict[int, tuple[Thing, ...]]  #: index of a mention's head word → what it stands for
    offices: dict[int, Thing]  #: index of an office's head word → the office
    candidates: list[Candidate]
    standing: set[int]  #: heads of descriptions that were resolved: "the former president"
    probabilities: dict[int, float]  #: index of a pronoun → how likely it stands for what it stands for

    def of(self, word: Word) -> tuple[Thing, ...]:
        """Return what a word stands for: itself, or the name set beside it ("the director, Ana Cruz")."""
        return referents_of(word, self.referents)

    def frozen(
        self, classes: Callable[[str, str], str]
    ) -> tuple[tuple[ArticleEntity, ...], tuple[Mention, ...]]:
        """Return the article's entities and mentions as plain data; entities in the order of `things`.

        `classes` gives the ontology's class of a language type, or that which a table tells; "" for none.
        What nothing supports has none.
        """
        number = {thing: k for k, thing in enumerate(self.things)}
        entities = tuple(
            ArticleEntity(
                name=thing.best_name(),
                kind="" if thing.unsure else classes(thing.kind, thing.cls),
                names=tuple(sorted(thing.names)),
                title=thing.title,
                owner=number.get(thing.owner) if thing.owner else None,
                year=thing.year,
                known=thing.known,
            )
            for thing in self.things
        )
        mentions = sorted(
            (
                Mention(c.start, c.end, "", number[t], rule, self.probabilities.get(c.head.i, 1.0))
                for t in self.things
                for c, rule in t.mentions
            ),
            key=lambda m: (m.start, m.end, m.entity, m.rule),
        )
        return entities, tuple(mentions)
