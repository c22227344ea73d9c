"""The ranking of what a pronoun may stand for: a table of weights, and what is clearly best."""

import pytest

from kg.extract import Extractor
from kg.extract.coreference import pronouns, resolve_mentions
from kg.extract.coreference.discourse import Discourse
from kg.extract.mentions import Candidate, find_mentions
from kg.extract.parsing.pipeline import parse
from kg.model import Document

TEXT = "Mira Holt met Ingrid Falk in Oslo. She had asked Siemens for its books before she left."


@pytest.fixture(scope="module")
def rankings(extractor: Extractor) -> list[tuple[Candidate, list[pronouns.Option], list[float]]]:
    found = []
    original = pronouns.options_of

    def noted(discourse: Discourse, c: Candidate) -> list[pronouns.Option]:
        options = original(discourse, c)
        found.append((c, options, pronouns.ranking(c, options)))
        return options

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pronouns, "options_of", noted)
        for _, article in parse([Document("a", TEXT, "")], extractor.nlp, extractor.morphology):
            resolve_mentions(article, find_mentions(article, extractor.tables), extractor.tables)
    return found


def test_every_pronoun_is_ranked_with_none_at_the_end(
    rankings: list[tuple[Candidate, list[pronouns.Option], list[float]]],
) -> None:
    assert [c.head.text for c, _, _ in rankings] == ["She", "its", "she"]
    for _, options, probabilities in rankings:
        assert [o.thing is None for o in options].index(True) == len(options) - 1
        assert sum(probabilities) == pytest.approx(1, abs=1e-4)


def test_the_subject_before_outranks_the_object(
    rankings: list[tuple[Candidate, list[pronouns.Option], list[float]]],
) -> None:
    _, options, probabilities = rankings[0]
    ranked = {o.thing.best_name(): p for o, p in zip(options, probabilities, strict=True) if o.thing}
    assert ranked["Mira Holt"] > ranked["Ingrid Falk"] > 0
