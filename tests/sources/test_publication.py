"""What opens an article: its headline and its date."""

import pytest

from kg.sources.publication import parse_date, publication

BODY = "Kamala Harris called Donald Trump on Wednesday.\n"


@pytest.mark.parametrize(
    ("opening", "title", "day"),
    [
        ("", None, None),
        ("Harris calls Trump\n\n", "Harris calls Trump", None),
        ("Harris calls Trump\r\n\r\n", "Harris calls Trump", None),
        ("Harris calls Trump\n\nTuesday, September 22, 2015\n\n", "Harris calls Trump", "2015-09-22"),
        ("Harris calls Trump\nDecember 10, 2013\n\n", "Harris calls Trump", "2013-12-10"),
        ("Harris calls Trump.\n\nMay 01, 2009\n\n", "Harris calls Trump.", "2009-05-01"),
        ("12 January 2007\n\nHarris calls Trump\n\n", "Harris calls Trump", "2007-01-12"),
        ("2024-11-07\n\n", None, "2024-11-07"),
        (" date 2024-11-07 ", None, "2024-11-07"),
        ("date 2024-11-07 Harris calls Trump\n\n", "Harris calls Trump", "2024-11-07"),
        ("date 2024-11-07\n\nHarris calls Trump\n\n", "Harris calls Trump", "2024-11-07"),
        ("date 2024-13-07 ", None, None),
        ("date 2024-11-070 ", None, None),
        ("Harris calls Trump\n", None, None),  # the first line of a paragraph
        ("She called him.\n\n", None, None),
        ("“She called him.”\n\n", None, None),
        ("So she did:\n\n", None, None),
        ("Harris " * 30 + "\n\n", None, None),
        ("Up 3 on January 12, 2007, at last\n\n", "Up 3 on January 12, 2007, at last", None),
    ],
)
def test_publication(opening: str, title: str | None, day: str | None) -> None:
    assert publication(opening + BODY) == (title, day)


@pytest.mark.parametrize("text", ["", "  \n ", "Harris calls Trump", "Harris calls Trump\n\n \n"])
def test_an_article_that_is_only_one_line_has_no_headline(text: str) -> None:
    assert publication(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-11-07", "2024-11-07"),
        ("2024-11-07T10:30:00Z", "2024-11-07"),
        ("2024-11-07 10:30:00+01:00", "2024-11-07"),
        ("Thu, 7 Nov 2024", "2024-11-07"),
        ("Nov. 7, 2024", "2024-11-07"),
        ("Sept 1st, 2024", "2024-09-01"),
        ("ſept 1, 2020", "2020-09-01"),
        ("7th November, 2024", "2024-11-07"),
        ("February 30, 2024", None),
        ("Marchy 3, 2024", None),
        ("November 2024", None),
        ("07/11/2024", None),  # July or November: no date is better than a wrong one
        ("yesterday", None),
    ],
)
def test_parse_date(text: str, day: str | None) -> None:
    assert parse_date(text) == day
