"""Which form of an answer a client gets: content negotiation as RFC 9110 (12.5.1) has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form that an answer can take."""

    name: str  #: short, the suffix of a file's name: "ttl"
    media: str  #: its media type
    label: str = ""  #: for people

    @property
    def content_type(self) -> str:
        """The header's value: texts are UTF-8, and say so where the type doesn't."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


HTML = Form("html", "text/html", "HTML")

#: What describes a resource; the first is what a client gets that takes anything.
DESCRIPTIONS = (
    Form("ttl", "text/turtle", "Turtle"),
    Form("nt", "application/n-triples", "N-Triples"),
    Form("jsonld", "application/ld+json", "JSON-LD"),
    Form("rdf", "application/rdf+xml", "RDF/XML"),
    Form("trig", "application/trig", "TriG"),
    Form("nq", "application/n-quads", "N-Quads"),
)
#: What answers CONSTRUCT and DESCRIBE: triples, so nothing that is for quads.
TRIPLES = (
    *DESCRIPTIONS[:4],
    Form("rdf", "application/xml"),
    Form("jsonld", "application/json"),
)
#: What answers SELECT and ASK.
RESULTS = (
    Form("json", "application/sparql-results+json", "JSON"),
    Form("json", "application/json"),
    Form("xml", "application/sparql-results+xml", "XML"),
    Form("xml", "application/xml"),
    Form("xml", "text/xml"),
    Form("csv", "text/csv", "CSV"),
    Form("tsv", "text/tab-separated-values", "TSV"),
)

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})\s*((?:;[^;]*)*)\Z", re.ASCII)
_PAIR = re.compile(rf"\s*({_TOKEN})\s*=\s*(?:({_TOKEN})|\"((?:[^\"\\]|\\.)*)\")\s*\Z", re.ASCII)
#: By the mark between them: parts, quoted strings whole; a string that is never closed goes to the end.
_PARTS = {
    ",": re.compile(r'(?:"(?:[^"\\]|\\.)*+"?|[^,"])++'),
    ";": re.compile(r'(?:"(?:[^"\\]|\\.)*+"?|[^;"])++'),
}
_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z", re.ASCII)
#: Parameters that change nothing about what is offered.
_HARMLESS = {"charset": "utf-8"}


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range of an Accept header: "text/*;q=0.5"."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...]
    weight: float

    def precision(self, media: str) -> int:
        """How closely it names a media type; 0 where it doesn't."""
        kind, _, name = media.partition("/")
        if any(_HARMLESS.get(key) != value.lower() for key, value in self.parameters):
            return 0
        if (self.type, self.subtype) == ("*", "*"):
            return 1
        if self.type == kind and self.subtype == "*":
            return 2
        return 3 + len(self.parameters) if (self.type, self.subtype) == (kind, name) else 0


def choose(accept: str | None, offered: Sequence[Form]) -> Form | None:
    """The offered form that an Accept header likes best, or None where it takes none of them.

    The most precise range counts for each form; of forms liked as well, the first offered is taken.
    No header, an empty one, and one without a single readable range take anything.

    >>> choose("text/csv;q=0.9, text/*", RESULTS).name
    'xml'
    """
    ranges = list(_ranges(accept or "*/*")) or list(_ranges("*/*"))
    best: tuple[float, Form] | None = None
    for form in offered:
        matching = [(item.precision(form.media), item.weight) for item in ranges]
        precision, weight = max(matching)
        if precision and weight and (best is None or weight > best[0]):
            best = weight, form
    return best[1] if best else None


def refusal(offered: Iterable[Form]) -> str:
    """What a client is told that takes nothing of what is offered."""
    media = dict.fromkeys(form.media for form in offered)
    return f"Nothing that the Accept header takes. There is: {', '.join(media)}\n"


def _ranges(accept: str) -> Iterable[_Range]:
    """The ranges that can be read; what can't is left out, as servers do."""
    for part in _PARTS[","].findall(accept):
        found = _RANGE.match(part)
        if found is None or (found[1] == "*" and found[2] != "*"):
            continue
        parameters, weight, valid = [], 1.0, True
        for text in _PARTS[";"].findall(found[3]):
            if not text.strip():
                continue
            pair = _PAIR.match(text)
            if pair is None:
                valid = False
            elif pair[1].lower() == "q":
                value = pair[2] or ""
                valid &= _WEIGHT.match(value) is not None
                weight = float(value) if valid else 0.0
                break  # what follows is no part of the media type
            else:
                parameters.append((pair[1].lower(), pair[2] or pair[3] or ""))
        if valid:
            yield _Range(found[1].lower(), found[2].lower(), tuple(parameters), weight)
