"""What to call a thing: which of its names is the fullest, the names of offices, and slugs."""

from collections import Counter

import pytest

from kg.resolve.names import (
    dependent_label,
    fold,
    fullest,
    slug,
    unique_slugs,
)

FULLEST = [
    ({"Holt": 9, "Mira Holt": 1}, "Mira Holt"),
    ({"Mira Holt": 1, "Mira Anne Holt": 1}, "Mira Anne Holt"),
    ({"Mira Holt": 1, "Mira J. Holt": 5}, "Mira Holt"),
    ({"Mira Lindquist": 1, "Mira Lindqvist": 2}, "Mira Lindqvist"),
    ({"Mira Bb": 1, "Mira Aa": 1}, "Mira Aa"),
]

SLUGS = [
    ("Mira Holt", "mira-holt"),
    ("Siân O'Hara-Lindqvist", "sian-ohara-lindqvist"),
    ("Siân O’Hara-Lindqvist", "sian-ohara-lindqvist"),
    ("The Daily Bridge", "daily-bridge"),
    ("A.B.C. & Sons, Inc.", "a-b-c-sons-inc"),
    ("Łódź", "łodz"),
    ("!!!", "thing"),
    ("", "thing"),
]

OFFICES = [
    ("Mayor", None, "Mayor"),
    ("Mayor", "Leeds", "Mayor of Leeds"),
    ("President", "United States", "President of the United States"),
    ("Prime Minister", "Netherlands", "Prime Minister of the Netherlands"),
    ("King", "Norway", "King of Norway"),
]

ELECTIONS = [
    ("2022", "Chile", "presidential election", "2022 Chile presidential election"),
    ("2022", None, None, "2022 election"),
    (None, "Chile", None, "Chile election"),
]


@pytest.mark.parametrize(("names", "best"), FULLEST)
def test_the_fullest_name(names: dict[str, int], best: str) -> None:
    assert fullest(Counter(names)) == best
    assert fullest(Counter(dict(reversed(names.items())))) == best


@pytest.mark.parametrize(("label", "made"), SLUGS)
def test_slugs(label: str, made: str) -> None:
    assert slug(label) == made


@pytest.mark.parametrize(("title", "owner", "label"), OFFICES)
def test_the_names_of_offices(title: str, owner: str | None, label: str) -> None:
    assert dependent_label("{title} of {owner}", year=None, owner=owner, title=title) == label


@pytest.mark.parametrize(("year", "owner", "title", "label"), ELECTIONS)
def test_the_names_of_elections(year: str | None, owner: str | None, title: str | None, label: str) -> None:
    made = dependent_label("{year} {owner} {title}", year=year, owner=owner, title=title or "election")
    assert made == label


def test_the_name_of_a_campaign() -> None:
    assert dependent_label("{owner} campaign", year=None, owner="Mira Holt", title="") == "Mira Holt campaign"


@pytest.mark.parametrize("other", ["JOSÉ MARÍN", "Jose Marin", "José  Marín", "the José Marín"])
def test_equal_names_fold_to_one(other: str) -> None:
    assert fold(other) == fold("José Marín")


def test_things_of_one_slug_are_told_apart_by_class_and_then_by_number() -> None:
    labels = [("Georgia", "State"), ("Georgia", "Country"), ("Oslo", "City"), ("georgia", "State")]
    made = unique_slugs(labels)
    assert made == unique_slugs(reversed(labels))
    assert made["Oslo", "City"] == "oslo"
    assert made["Georgia", "Country"] == "georgia-country"
    assert sorted(made[label] for label in made if label[1] == "State") == [
        "georgia-state",
        "georgia-state-2",
    ]
