"""Which mentions are one thing, and the rule that says so."""

import pytest
from reading import read

from kg.errors import QueryError
from kg.extract import Extractor
from kg.inspect.mentions import entities_called, lines
from kg.ontology.package import Ontology

TEXT = "Mayor Mira Holt arrived. Holt said she would stay. The mayor smiled."


def told(name: str, extractor: Extractor, ontology: Ontology) -> list[str]:
    return list(lines(entities_called(name, read([TEXT], extractor).values(), ontology)))


def test_every_mention_is_told_with_its_rule(extractor: Extractor, ontology: Ontology) -> None:
    text = "\n".join(told("mira holt", extractor, ontology))
    for mention, rule in (
        ("Mira Holt", "name"),
        ("Holt", "surname"),
        ("she", "pronoun"),
        ("mayor", "office"),
    ):
        assert f"{mention}  [{rule}]" in text


def test_another_name_or_the_slug_will_do(extractor: Extractor, ontology: Ontology) -> None:
    assert told("Holt", extractor, ontology) == told("mira-holt", extractor, ontology)


def test_an_unknown_name_is_answered_with_the_nearest(extractor: Extractor, ontology: Ontology) -> None:
    with pytest.raises(QueryError, match="near it: Mira Holt"):
        told("Mina Holt", extractor, ontology)
