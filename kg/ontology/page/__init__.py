"""The ontology as one HTML page, for people: its terms, what they mean, and the words that express them.

Reads kg.ttl and lexicon.ttl of an ontology folder. Needs no network and no script; each term's anchor is its
local name, so that `ontology.html#called` is where `kg:called` is described.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.errors import OntologyError
from kg.ontology.package import Ontology, parse_turtle
from kg.ontology.page.terms import Facts, Reader

_HERE = Path(__file__).parent
_LEX = "https://example.org/kg/lexicon#"


def vocabulary_page(ontology: Ontology) -> str:
    """The whole page. Raises OntologyError where lexicon.ttl is missing or can't be parsed."""
    facts = Facts(parse_turtle("kg.ttl", ontology.triples), ontology.namespace)
    words = _words(ontology)
    reader = Reader(facts, words)
    templates = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return templates.get_template("template.html").render(
        header=facts.header(),
        classes=reader.classes(),
        groups=tuple(reader.groups()),
        values=tuple(reader.values()),
        codes=tuple(reader.codes()),
        styles=Markup((_HERE / "style.css").read_text(encoding="utf-8")),
    )


def _words(ontology: Ontology) -> Mapping[str, Mapping[str, list[str]]]:
    """The patterns of each property by their kind, in the file's order."""
    path = ontology.directory / "lexicon.ttl"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OntologyError(f"lexicon.ttl: can't be read: {error.strerror}") from None
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in parse_turtle("lexicon.ttl", content):
        kind = triple.predicate.value.removeprefix(_LEX)
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
            found[triple.subject.value][kind].append(triple.object.value)
    return found
