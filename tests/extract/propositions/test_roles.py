"""What somebody is: the offices that a sentence gives, and those that it doesn't."""

import pytest
from reading import expected, graphs, lines

from kg.extract import Extractor

ROLES = [
    ("Ana Cruz is the mayor of Oslo.", "Ana Cruz holds_office Mayor of Oslo"),
    ("Ana Cruz served as mayor of Oslo.", "Ana Cruz held_office Mayor of Oslo"),
    # of any town, so not the office that the article knows
    (
        "Ana Cruz is the mayor of Oslo. Mira Holt was the first woman to serve as mayor of an American city.",
        "Ana Cruz holds_office Mayor of Oslo",
    ),
    # the title is what is said, whole
    (
        "White House legislative director Mira Holt slept.",
        "Mira Holt holds_office Legislative Director of White House",
    ),
    ("Mira Holt, chief secretary to the Treasury, slept.", "Mira Holt title Chief Secretary to the Treasury"),
    (
        "U.S. Attorney General Mira Holt slept.",
        "Mira Holt holds_office Attorney General of the United States",
    ),
    (
        "Senate Democratic leader Mira Holt slept.",
        "Mira Holt holds_office Democratic Leader of Senate; Mira Holt member_of Democratic Party",
    ),
    (
        "Conservative leader Mira Holt slept.",
        "Mira Holt holds_office Leader of Conservative Party; Mira Holt leads Conservative Party; "
        "Mira Holt member_of Conservative Party",
    ),
    # an adjective says where from or of which party, not whose; a place in front, where
    ("Russian lawyer Mira Holt slept.", "Mira Holt nationality Russia"),
    ("Mira Holt, a UK economist at Acme Bank, slept.", "Mira Holt works_for Acme Bank"),
    ("US sprinter Mira Holt slept.", "Mira Holt nationality United States"),
    ("New York financier Mira Holt slept.", ""),
    ("Republican Representative Mira Holt slept.", "Mira Holt member_of Republican Party"),
    (
        "Republican President Mira Holt slept.",
        "Mira Holt member_of Republican Party; Mira Holt title President",
    ),
    ("Conservative donor Lord Falk slept.", "Falk paid Conservative Party; Falk title Lord"),
    ("Acme's Mira Holt slept.", ""),
    ("Microsoft's Mira Holt slept.", "Mira Holt works_for Microsoft"),
    ("Chennai's Mira Holt slept.", ""),
    # who is wanted for a post does not hold it
    (
        "The panel approved the nomination for Acme Bank's vice president, Mira Holt.",
        "planned: Mira Holt holds_office Vice President of Acme Bank; planned: Mira Holt works_for Acme Bank",
    ),
    (
        "They filed charges against Sudan's president, Mira Holt.",
        "Mira Holt holds_office President of Sudan",
    ),
    # "then" is of the first alone
    (
        "Then-candidate Ana Cruz and Russian President Boris Falk met.",
        "Ana Cruz met_with Boris Falk; Boris Falk holds_office President of Russia",
    ),
    # one holds it at a time: whom the article calls so most often
    (
        "Chile's President Ana Cruz spoke. President Ana Cruz slept. Her predecessor, Chile's President Ron "
        "Falk, slept.",
        "Ana Cruz holds_office President of Chile; Ana Cruz succeeded Ron Falk",
    ),
    # a person owns no office of a country
    (
        "U.S. President Donald Trump slept. Trump's defense secretary, Mira Holt, slept.",
        "Donald Trump holds_office President of the United States; Mira Holt title Secretary of Defense",
    ),
    ("U.S. Senator Mira Holt slept.", "Mira Holt holds_office Senator of the United States"),
    (
        "Mira Holt, director of policy studies at Acme Corp, slept.",
        "Mira Holt holds_office Director of Policy Studies of Acme Corp",
    ),
    ("Mira Holt, governor of Ohio from 1974 to 1982, slept.", "Mira Holt held_office Governor of Ohio"),
    (
        "Mira Holt, a former chief executive of Acme Corp, slept.",
        "Mira Holt held_office Chief Executive Officer of Acme Corp",
    ),
    (
        "Mira Holt, who directed the Refugee Office under President Ron Falk, slept.",
        "Ron Falk title President",
    ),
    ("Acme's Borealis unit, which sells papers, the Guardian Media Group and Trinity Mirror have sold.", ""),
    # an age told of "the 31-year-old" is of whom the sentences name, if they name one
    (
        "Mira Holt met Ron Falk and Boris Kent. The 31-year-old has slept.",
        "Boris Kent met_with Mira Holt; Mira Holt met_with Ron Falk",
    ),
    (
        "Sarah Claxton arrived in Oslo. The 25-year-old has slept.",
        "Sarah Claxton age 25; Sarah Claxton visited Oslo",
    ),
    ("Mira Holt, economic editor at the BBC, slept.", "Mira Holt holds_office Economic Editor of BBC"),
    (
        "Mira Holt, director of drug-free sport for the BBC, slept.",
        "Mira Holt holds_office Director of Drug-Free Sport of BBC",
    ),
    ("(Reuters) - U.S. President Mira Holt slept.", "Mira Holt holds_office President of the United States"),
    ("Constitutional Affairs Minister Mira Holt slept.", "Mira Holt title Constitutional Affairs Minister"),
    ("Senate tax committee chief Mira Holt slept.", ""),
    ("Acme Corp credit analyst Mira Holt slept.", "Mira Holt works_for Acme Corp"),
    ("Mira Holt and Ron Falk are the latest Congress leaders to leave.", ""),
    # a possessor speaks of what its noun is joined to
    (
        "Boeing's rivals are Airbus and its CEO Mira Holt.",
        "Airbus rival_of Boeing; Boeing rival_of Mira Holt; Mira Holt leads Airbus; "
        "Mira Holt holds_office Chief Executive Officer of Airbus",
    ),
    ("Ron Falk stayed with the Acme boss and his wife Carole.", ""),
]


@pytest.mark.parametrize(("text", "claims"), ROLES)
def test_roles(text: str, claims: str, extractor: Extractor) -> None:
    assert lines(graphs([text], extractor)[text]) == expected(claims)
