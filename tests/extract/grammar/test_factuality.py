"""Did it happen, says the sentence, and who says so?

All sentences are about one event, Mira Holt praising Tobias Reyes; a row says how its sentence gives it.
"""

import pytest
from reading import expected, graphs, labels, line, lines, params

from kg.extract import Extractor
from kg.model import KnowledgeGraph

EVENT = "Mira Holt praised Tobias Reyes"
ACTUAL, NOTHING = "actual", "nothing"

HOW = [
    ("Mira Holt praised Tobias Reyes.", ACTUAL),
    ("Tobias Reyes was praised by Mira Holt.", ACTUAL),
    ("Mira Holt has praised Tobias Reyes.", ACTUAL),
    ("It was Mira Holt who praised Tobias Reyes.", ACTUAL),
    ("Mira Holt slept after praising Tobias Reyes.", ACTUAL),
    ("Mira Holt managed to praise Tobias Reyes.", ACTUAL),
    ("Mira Holt began to praise Tobias Reyes.", ACTUAL),
    ("Mira Holt regrets praising Tobias Reyes.", ACTUAL),
    ("Ingrid Falk forced Mira Holt to praise Tobias Reyes.", ACTUAL),
    ("Mira Holt, who praised Tobias Reyes, slept.", ACTUAL),
    ("There is no doubt that Mira Holt praised Tobias Reyes.", ACTUAL),
    ("Not only did Mira Holt praise Tobias Reyes, she sang.", ACTUAL),
    ("Mira Holt telephoned Tobias Reyes to praise him.", ACTUAL),
    ("Mira Holt, known for praising Tobias Reyes, slept.", ACTUAL),
    ("By praising Tobias Reyes, Mira Holt made enemies.", ACTUAL),
    ("Ingrid Falk would not say why Mira Holt praised Tobias Reyes.", ACTUAL),
    ("Mira Holt came from behind to praise Tobias Reyes.", ACTUAL),
    ("Nobody disputes that Mira Holt praised Tobias Reyes.", ACTUAL),
    ("Mira Holt was so glad that she praised Tobias Reyes.", ACTUAL),
    # possible, with a subject of its own
    ("Calls for Mira Holt to praise Tobias Reyes came from Ingrid Falk.", "possible"),
    ("Ingrid Falk waited for Mira Holt to praise Tobias Reyes.", "possible"),
    # planned
    ("Mira Holt to praise Tobias Reyes next week", "planned"),
    ("Trump senior aide Mira Holt to praise Tobias Reyes early next year: White House", "planned"),
    # negated
    ("Mira Holt couldn't praise Tobias Reyes.", "not"),
    ("Mira Holt was not able to praise Tobias Reyes.", "not"),
    ("Mira Holt was talked out of praising Tobias Reyes.", "not"),
    ("Mira Holt came close to praising Tobias Reyes.", "not"),
    ("Mira Holt stopped short of praising Tobias Reyes.", "not"),
    ("Mira Holt did not praise Tobias Reyes.", "not"),
    ("Mira Holt never praised Tobias Reyes.", "not"),
    ("Mira Holt no longer praises Tobias Reyes.", "not"),
    ("Mira Holt refused to praise Tobias Reyes.", "not"),
    ("Mira Holt failed to praise Tobias Reyes.", "not"),
    ("Mira Holt forgot to praise Tobias Reyes.", "not"),
    ("Mira Holt avoided praising Tobias Reyes.", "not"),
    ("Mira Holt stopped praising Tobias Reyes.", "not"),
    ("Mira Holt did not manage to praise Tobias Reyes.", "not"),
    ("Mira Holt left without praising Tobias Reyes.", "not"),
    ("Mira Holt did not praise Tobias Reyes or Ingrid Falk.", "not"),
    (
        "Ingrid Falk slept, and not once did Mira Holt praise Tobias Reyes.",
        "not",
        "not once, before its verb",
    ),
    ("Neither Mira Holt nor Ingrid Falk praised Tobias Reyes.", "not"),
    ("Mira Holt praised neither Tobias Reyes nor Ingrid Falk.", "not"),
    ("Ingrid Falk praised Peter Bo, but Mira Holt did not praise Tobias Reyes.", "not"),
    ("It is not true that Mira Holt praised Tobias Reyes.", "not"),
    ("It was not Mira Holt who praised Tobias Reyes.", "not", "the negation of a cleft"),
    # planned
    ("Mira Holt will praise Tobias Reyes.", "planned"),
    ("Mira Holt is going to praise Tobias Reyes.", "planned"),
    ("Mira Holt is about to praise Tobias Reyes.", "planned"),
    ("Mira Holt is set to praise Tobias Reyes.", "planned"),
    ("Mira Holt is expected to praise Tobias Reyes.", "planned"),
    ("Mira Holt plans to praise Tobias Reyes.", "planned"),
    ("Mira Holt intends to praise Tobias Reyes.", "planned"),
    ("Mira Holt promised to praise Tobias Reyes.", "planned"),
    ("Mira Holt said she would praise Tobias Reyes.", "planned"),
    ("Mira Holt's decision to praise Tobias Reyes was wise.", "planned"),
    ("Mira Holt will not praise Tobias Reyes.", "not planned"),
    # possible
    ("Mira Holt may praise Tobias Reyes.", "possible"),
    ("Mira Holt might have praised Tobias Reyes.", "possible"),
    ("Mira Holt could praise Tobias Reyes.", "possible"),
    ("Mira Holt would praise Tobias Reyes.", "possible"),
    ("Perhaps Mira Holt praised Tobias Reyes.", "possible"),
    ("If Mira Holt praises Tobias Reyes, the deal is off.", "possible"),
    ("Unless Mira Holt praises Tobias Reyes, the deal is off.", "possible"),
    ("Mira Holt hopes to praise Tobias Reyes.", "possible"),
    ("Mira Holt wants to praise Tobias Reyes.", "possible"),
    ("Mira Holt tried to praise Tobias Reyes.", "possible"),
    ("Mira Holt considered praising Tobias Reyes.", "possible"),
    ("Mira Holt is likely to praise Tobias Reyes.", "possible"),
    ("Ingrid Falk asked Mira Holt to praise Tobias Reyes.", "possible"),
    ("Ingrid Falk allowed Mira Holt to praise Tobias Reyes.", "possible"),
    ("Mira Holt's attempt to praise Tobias Reyes failed.", "possible"),
    ("It is possible that Mira Holt praised Tobias Reyes.", "possible"),
    ("Mira Holt is capable of praising Tobias Reyes.", "possible"),
    ("Mira Holt dreamed of praising Tobias Reyes.", "possible"),
    ("Mira Holt called for praising Tobias Reyes.", "possible"),
    ("Mira Holt refused to rule out praising Tobias Reyes.", "possible"),
    ("Ingrid Falk refused to say that Mira Holt praised Tobias Reyes.", "possible"),
    ("Mira Holt flurbed that she praised Tobias Reyes.", "possible"),
    ("Mira Holt flurbed praising Tobias Reyes.", "possible"),
    # alleged
    ("Ingrid Falk dismissed reports that Mira Holt praised Tobias Reyes.", "alleged"),
    ("Mira Holt was acquitted of praising Tobias Reyes.", "alleged"),
    ("Ingrid Falk wrongly believed that Mira Holt praised Tobias Reyes.", "alleged"),
    ("Ingrid Falk claimed that Mira Holt praised Tobias Reyes.", "alleged"),
    ("Ingrid Falk alleged that Mira Holt praised Tobias Reyes.", "alleged"),
    ("Ingrid Falk denied that Mira Holt praised Tobias Reyes.", "alleged"),
    ("Mira Holt denied praising Tobias Reyes.", "alleged"),
    ("Mira Holt was accused of praising Tobias Reyes.", "alleged"),
    ("Mira Holt allegedly praised Tobias Reyes.", "alleged"),
    ("Mira Holt reportedly praised Tobias Reyes.", "alleged"),
    ("Mira Holt is believed to have praised Tobias Reyes.", "alleged"),
    ("Ingrid Falk thinks Mira Holt praised Tobias Reyes.", "alleged"),
    ("The claim that Mira Holt praised Tobias Reyes is old.", "alleged"),
    ("Rumours that Mira Holt praised Tobias Reyes are old.", "alleged"),
    # told, and so actual
    ("Ingrid Falk said that Mira Holt praised Tobias Reyes.", ACTUAL),
    ("Ingrid Falk told reporters that Mira Holt had praised Tobias Reyes.", ACTUAL),
    ("Ingrid Falk confirmed that Mira Holt praised Tobias Reyes.", ACTUAL),
    ("According to Ingrid Falk, Mira Holt praised Tobias Reyes.", ACTUAL),
    # neither facts nor claims
    ("Did Mira Holt praise Tobias Reyes?", NOTHING),
    ("Will Mira Holt praise Tobias Reyes?", NOTHING),
    ("Mira Holt should have praised Tobias Reyes.", NOTHING),
    ("Mira Holt would have praised Tobias Reyes.", NOTHING),
    (
        "If Mira Holt had praised Tobias Reyes, the deal would be off.",
        NOTHING,
    ),
    ("Had Mira Holt praised Tobias Reyes, the deal would be off.", NOTHING),
    ("Mira Holt wishes she had praised Tobias Reyes.", NOTHING),
    ("Mira Holt almost praised Tobias Reyes.", NOTHING),
    ("Mira Holt dreamed that she praised Tobias Reyes.", NOTHING),
    ("Praise Tobias Reyes!", NOTHING),
]

WHO = [
    ("Mira Holt praised Tobias Reyes.", "nobody"),
    ("Ingrid Falk said Mira Holt praised Tobias Reyes.", "Ingrid Falk"),
    ("Mira Holt praised Tobias Reyes, Ingrid Falk said.", "Ingrid Falk"),
    ("Mira Holt praised Tobias Reyes, said Ingrid Falk.", "Ingrid Falk"),
    ("Ingrid Falk told reporters that Mira Holt praised Tobias Reyes.", "Ingrid Falk"),
    ("According to Ingrid Falk, Mira Holt praised Tobias Reyes.", "Ingrid Falk"),
    ("Mira Holt said she praised Tobias Reyes.", "Mira Holt"),
    ("Ingrid Falk claimed that Mira Holt praised Tobias Reyes.", "Ingrid Falk"),
    ("Mira Holt was accused by Ingrid Falk of praising Tobias Reyes.", "Ingrid Falk"),
    ("Ingrid Falk's claim that Mira Holt praised Tobias Reyes is old.", "Ingrid Falk"),
    ("Mira Holt denied praising Tobias Reyes.", "nobody"),
    ("Mira Holt denied that she praised Tobias Reyes.", "nobody"),
    ("Ingrid Falk, a baker, confirmed that Mira Holt praised Tobias Reyes.", "Ingrid Falk"),
    ('"Mira Holt praised Tobias Reyes," Ingrid Falk said.', "Ingrid Falk"),
    ('"I praised Tobias Reyes," Mira Holt said.', "Mira Holt"),
    ("Ingrid Falk sang while Mira Holt praised Tobias Reyes.", "nobody"),
    ("Aides said Mira Holt praised Tobias Reyes.", "nobody"),
]


@pytest.fixture(scope="module")
def made(extractor: Extractor) -> dict[str, KnowledgeGraph]:
    return graphs([row[0] for row in HOW + WHO], extractor)


@pytest.mark.parametrize(("sentence", "how"), params(HOW))
def test_polarity_and_modality(sentence: str, how: str, made: dict[str, KnowledgeGraph]) -> None:
    graph = made[sentence]
    found = [line(claim, graph) for claim in graph.claims if line(claim, graph).endswith(EVENT)]
    wanted = {ACTUAL: [EVENT], NOTHING: []}
    assert found == wanted.get(how, [f"{how}: {EVENT}"])


@pytest.mark.parametrize(("sentence", "who"), params(WHO))
def test_who_says_so(sentence: str, who: str, made: dict[str, KnowledgeGraph]) -> None:
    graph = made[sentence]
    (claim,) = (c for c in graph.claims if line(c, graph).endswith(EVENT))
    assert [labels(graph).get(e.speaker or "", "nobody") for e in claim.evidence] == [who]


#: Events that a noun names, and what their verb says of them: text → the claim, if any.
NOUNS = [
    ("The meeting between Mira Holt and Tobias Reyes lasted an hour.", "Mira Holt met_with Tobias Reyes"),
    (
        "No meeting between Mira Holt and Tobias Reyes took place.",
        "not: Mira Holt met_with Tobias Reyes",
    ),
    (
        "A meeting between Mira Holt and Tobias Reyes never took place.",
        "not: Mira Holt met_with Tobias Reyes",
    ),
    (
        "A meeting between Mira Holt and Tobias Reyes is planned for May.",
        "planned: Mira Holt met_with Tobias Reyes",
    ),
    (
        "A possible meeting between Mira Holt and Tobias Reyes was discussed.",
        "possible: Mira Holt met_with Tobias Reyes",
    ),
    (
        "The alleged meeting between Mira Holt and Tobias Reyes made news.",
        "alleged: Mira Holt met_with Tobias Reyes",
    ),
    ("Mira Holt's visit to Oslo was cancelled.", "possible: Mira Holt visited Oslo"),
    ("Mira Holt's resignation from Siemens was expected.", "planned: Mira Holt resigned_from Siemens"),
    ("Mira Holt demanded the resignation of Tobias Reyes from Siemens.", ""),
    ("Siemens's bid for Nokia failed.", ""),
]

#: What is called off, put off or averted is no fact.
NO_FACTS = [
    "A meeting between Mira Holt and Tobias Reyes was called off.",
    "Mira Holt's visit to Oslo was postponed.",
    "Siemens's takeover of Nokia collapsed.",
    "Regulators approved Siemens's acquisition of Nokia.",
    "The arrest of Mira Holt by Interpol was averted.",
    "Reports of a meeting between Mira Holt and Tobias Reyes were false.",
    "The lack of a meeting between Mira Holt and Tobias Reyes hurt.",
]

NOT_BOTH = [
    ("Mira Holt praised Tobias Reyes but not Ingrid Falk.", "Mira Holt praised Ingrid Falk"),
    ("Mira Holt, not Ingrid Falk, praised Tobias Reyes.", "Ingrid Falk praised Tobias Reyes"),
    ("Mira Holt or Ingrid Falk praised Tobias Reyes.", "Ingrid Falk praised Tobias Reyes"),
    (
        "Instead of praising Tobias Reyes, Mira Holt sang.",
        "Mira Holt praised Tobias Reyes",
    ),
    ("Rather than praise Tobias Reyes, Mira Holt sang.", "Mira Holt praised Tobias Reyes"),
    ("Mira Holt praised nobody but herself in front of Tobias Reyes.", "Mira Holt praised Tobias Reyes"),
    ("Mira Holt denies that she ever praised Tobias Reyes.", "Mira Holt praised Tobias Reyes"),
    ("Mira Holt joked that she had praised Tobias Reyes.", "Mira Holt praised Tobias Reyes"),
]


@pytest.mark.parametrize(("sentence", "fact"), params(NOT_BOTH))
def test_what_is_set_aside_is_no_fact(sentence: str, fact: str, extractor: Extractor) -> None:
    (graph,) = graphs([sentence], extractor).values()
    assert fact not in [line(claim, graph) for claim in graph.claims]


@pytest.mark.parametrize(("sentence", "claims"), params(NOUNS))
def test_events_that_a_noun_names(sentence: str, claims: str, extractor: Extractor) -> None:
    (graph,) = graphs([sentence], extractor).values()
    assert lines(graph) == expected(claims)


@pytest.mark.parametrize(
    "sentence",
    NO_FACTS,
)
def test_events_that_did_not_happen_are_no_facts(sentence: str, extractor: Extractor) -> None:
    (graph,) = graphs([sentence], extractor).values()
    assert not [claim for claim in graph.claims if claim.is_fact]
