"""A mention before it is known what it stands for: what `find_mentions` gives and coreference takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.parsing.syntax import Word
from kg.ontology.package import Dependent


@dataclass(eq=False, slots=True)
class Candidate:
    """A stretch of words that may stand for a thing."""

    words: list[Word]
    head: Word
    form: str  #: "name", "office", "dated", "owned", "nominal", "pronoun"
    kind: str | None = None  #: its language type: "person", "country", …
    name: str = ""  #: the proper name, cleaned: no article, no title, no possessive
    gender: str = "u"  #: m, f, n(euter), p(lural), u(nknown); "1" and "1p" for I and we
    title: str | None = None  #: of an office
    owner: Candidate | None = None  #: the name inside it: "Cruz" in "the Cruz campaign"
    owner_unknown: bool = False  #: somebody has it whom the text does not name: "the company's chairman"
    told: str | None = None  #: an office's title in full, where it tells an owner; "" where that is no name
    year: str | None = None
    former: bool = False
    plural: bool = False
    cls: str = ""  #: its class in the ontology, where a table tells it
    dependent: Dependent | None = None  #: of what is known by whose it is: its class
    adjective: bool = False  #: "British", "Democratic": names the country or party, but modifies
    unsure: bool = False  #: nothing supports it: it stands for no thing of the graph, and is part of no other
    row: dict[str, str] = field(default_factory=dict)  #: its row in a names table

    @property
    def start(self) -> int:
        """Offset of the first code point."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset behind the last code point."""
        return self.words[-1].end
