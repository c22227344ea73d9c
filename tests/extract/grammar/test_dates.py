"""When it happened: no finer than the text says. The articles appeared on Thursday, 7 November 2024."""

import pytest
from reading import params, read

from kg.extract import Extractor
from kg.model import ArticleRecord

PUBLISHED = "2024-11-07"
NONE = "none"

WHEN = [
    ("Mira Holt met Tobias Reyes on Wednesday.", "2024-11-06"),
    ("Mira Holt met Tobias Reyes on Thursday.", "2024-11-07"),
    ("Mira Holt met Tobias Reyes on Friday.", "2024-11-01"),
    ("On Monday, Mira Holt met Tobias Reyes.", "2024-11-04"),
    ("Mira Holt met Tobias Reyes yesterday.", "2024-11-06"),
    ("Mira Holt met Tobias Reyes today.", "2024-11-07"),
    ("Mira Holt will meet Tobias Reyes tomorrow.", "2024-11-08"),
    ("Mira Holt will meet Tobias Reyes on Friday.", "2024-11-08"),
    ("Mira Holt plans to meet Tobias Reyes on Monday.", "2024-11-11"),
    ("Mira Holt met Tobias Reyes on Wednesday night.", "2024-11-06", "a weekday beside a part of the day"),
    ("Mira Holt met Tobias Reyes in 2019.", "2019"),
    ("In 2019, Mira Holt met Tobias Reyes.", "2019"),
    ("Mira Holt met Tobias Reyes in June 2019.", "2019-06"),
    ("Mira Holt met Tobias Reyes on June 5, 2019.", "2019-06-05"),
    ("Mira Holt met Tobias Reyes on 5 June 2019.", "2019-06-05"),
    ("Mira Holt met Tobias Reyes on Nov. 5.", "2024-11-05"),
    ("Mira Holt met Tobias Reyes on 3 December.", "2023-12-03"),
    ("Mira Holt will meet Tobias Reyes on 3 December.", "2024-12-03"),
    ("Mira Holt will meet Tobias Reyes on 3 February.", "2025-02-03"),
    ("Mira Holt met Tobias Reyes on 31 February 2019.", NONE),
    ("Mira Holt met Tobias Reyes in June.", NONE),
    ("Mira Holt met Tobias Reyes last Wednesday.", NONE),
    ("Mira Holt met Tobias Reyes.", NONE),
    ("Mira Holt may meet Tobias Reyes.", NONE),
    ("Mira Holt met Tobias Reyes with 2019 friends.", NONE),
    # the date of another clause
    ("Mira Holt said on Monday that she met Tobias Reyes.", NONE),
    ("Mira Holt, who was born in 1970, met Tobias Reyes.", NONE),
    ("Mira Holt met Tobias Reyes, who founded Siemens in 1970.", NONE),
    ("Mira Holt met Tobias Reyes before she moved to Oslo in 1999.", NONE),
]

WHEN_UNDATED = [
    ("Mira Holt met Tobias Reyes on Wednesday.", NONE),
    ("Mira Holt met Tobias Reyes yesterday.", NONE),
    ("Mira Holt met Tobias Reyes on Nov. 5.", NONE),
    ("Mira Holt met Tobias Reyes in 2019.", "2019"),
    ("Mira Holt met Tobias Reyes on 5 June 2019.", "2019-06-05"),
]


def dates(record: ArticleRecord) -> set[str]:
    return {f.date or NONE for f in record.findings if f.property == "met_with"}


@pytest.fixture(scope="module")
def dated(extractor: Extractor) -> dict[str, ArticleRecord]:
    return read([row[0] for row in WHEN], extractor, PUBLISHED)


@pytest.fixture(scope="module")
def undated(extractor: Extractor) -> dict[str, ArticleRecord]:
    return read([row[0] for row in WHEN_UNDATED], extractor)


@pytest.mark.parametrize(("sentence", "date"), params(WHEN))
def test_when(sentence: str, date: str, dated: dict[str, ArticleRecord]) -> None:
    assert dates(dated[sentence]) == {date}


@pytest.mark.parametrize(("sentence", "date"), params(WHEN_UNDATED))
def test_when_nobody_knows_when_the_article_appeared(
    sentence: str, date: str, undated: dict[str, ArticleRecord]
) -> None:
    assert dates(undated[sentence]) == {date}
