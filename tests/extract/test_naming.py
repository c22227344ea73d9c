"""What names an article has, and of which class each is."""

import pytest
from reading import params, read

from kg.extract import Extractor
from kg.model import ArticleRecord

MATCH = (
    " The match was the last of the league season; the striker had a goal and a penalty before half-time,"
    " and the goalkeeper and the referee were hurt."
)

#: Text → its things as "name: class", sorted, by semicolons.
ROWS = [
    # what stands around a name outvotes the recogniser
    (f"Leeds beat Wigan 2-0 on Saturday.{MATCH}", "Leeds: SportsTeam; Wigan: SportsTeam"),
    (f"Barcelona were poor. Barcelona lost at home.{MATCH}", "FC Barcelona: SportsTeam"),
    ("The weekly magazine Wprost published the tapes.", "Wprost: NewsOrganization"),
    ("Mira Holt won the Stellan Medal.", "Mira Holt: Person; Stellan Medal: Award"),
    # titles that are surnames
    ("Mr. King met Howard Dean. Dean thanked him.", "Howard Dean: Person; King: Person"),
    # what begins and ends a name
    ("Mira Holt met Tobias Reyes Thursday.", "Mira Holt: Person; Tobias Reyes: Person"),
    # short names behind their long forms; hyphens; particles in capitals
    (
        "The World Health Assembly (WHA) met in May. The WHA voted.",
        "World Health Assembly: GovernmentBody",
    ),
    ("Kim Jong-un spoke. Kim Jong Un smiled.", "Kim Jong Un: Person"),
    ("Louis van Gaal left early. Van Gaal thanked Mira Holt.", "Louis van Gaal: Person; Mira Holt: Person"),
    # groups of people, addresses, bylines
    ("Muslims prayed beside Mira Holt.", "Mira Holt: Person"),
    ("Mira Holt left. Write to news@example.org soon.", "Mira Holt: Person"),
    ("By Ingrid Falk\n\nMira Holt left early.", "Mira Holt: Person"),
    (
        "Angry Workers Storm Holt Factory Gates\n\nMira Holt left early on Monday.",
        "Mira Holt: Person",
    ),
]


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> dict[str, ArticleRecord]:
    return read([row[0] for row in ROWS], extractor)


@pytest.mark.parametrize(("text", "things"), params(ROWS))
def test_names(text: str, things: str, records: dict[str, ArticleRecord]) -> None:
    found = {
        f"{e.known or e.name}: {e.kind}" for e in records[text].entities if e.name and e.kind != "Office"
    }
    assert "; ".join(sorted(found)) == things
