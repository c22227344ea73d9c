"""Frames: one entry of the lexicon gives every construction that English makes of a verb, and no other.

A row is a sentence and the claims it makes, all of them.
"""

import shutil
from pathlib import Path

import pytest
from reading import expected, graphs, lines, params

from kg.extract import Extractor
from kg.extract.findings.frames import derive
from kg.extract.findings.lexicon import load_lexicon
from kg.model import KnowledgeGraph, Value
from kg.ontology.lexicon import parse_pattern
from kg.ontology.package import Ontology, data_directory, load_ontology

ENDORSED = "Mira Holt endorsed Tobias Reyes"

CONSTRUCTIONS = [
    ("Mira Holt endorsed Tobias Reyes on Monday.", ENDORSED),
    ("Tobias Reyes was endorsed by Mira Holt.", ENDORSED),
    ("Mira Holt, who endorsed Tobias Reyes, smiled.", ENDORSED),
    ("Tobias Reyes, endorsed by Mira Holt, smiled.", ENDORSED),
    ("Mira Holt's endorsement of Tobias Reyes came late.", ENDORSED),
    ("The endorsement of Tobias Reyes by Mira Holt came late.", ENDORSED),
    ("Tobias Reyes, whose endorsement by Mira Holt was no surprise, smiled.", ENDORSED),
    ("Mira Holt gave Tobias Reyes her endorsement.", ENDORSED),
    ("Mira Holt gave her endorsement to Tobias Reyes.", ENDORSED),
    ("Tobias Reyes won Mira Holt's endorsement.", ENDORSED),
    ("Tobias Reyes received the endorsement of Mira Holt.", ENDORSED),
    ("Tobias Reyes has the backing of Mira Holt.", ENDORSED),
    ("With the endorsement of Mira Holt, Tobias Reyes took the lead.", ENDORSED),
    ("With Mira Holt's backing, Tobias Reyes took the lead.", ENDORSED),
    ("Tobias Reyes, with the backing of Mira Holt, took the lead.", ENDORSED),
    ("An endorsement from Mira Holt lifted Tobias Reyes in the polls.", ENDORSED),
    ("Mira Holt, a backer of Tobias Reyes, smiled.", ENDORSED),
    ("Tobias Reyes's former backer, Mira Holt, smiled.", ENDORSED),
    ("Congratulations from Mira Holt reached Tobias Reyes.", "Mira Holt congratulated Tobias Reyes"),
    ("Tobias Reyes slept at the invitation of Mira Holt.", "Mira Holt invited Tobias Reyes"),
    ("Tobias Reyes got a call from Mira Holt.", "Mira Holt called Tobias Reyes"),
    ("Tobias Reyes won praise from Mira Holt.", "Mira Holt praised Tobias Reyes"),
    ("Tobias Reyes drew criticism from Mira Holt.", "Mira Holt criticized Tobias Reyes"),
    ("Mira Holt has criticism for Tobias Reyes.", "Mira Holt criticized Tobias Reyes"),
    ("Tobias Reyes's killer, Mira Holt, is in prison.", "Mira Holt killed Tobias Reyes"),
    ("Tobias Reyes's replacement, Mira Holt, is a lawyer.", "Mira Holt succeeded Tobias Reyes"),
    ("The meeting between Mira Holt and Tobias Reyes ended.", "Mira Holt met_with Tobias Reyes"),
    ("Tobias Reyes's defeat by Mira Holt was narrow.", "Mira Holt defeated Tobias Reyes"),
    ("Mira Holt smiled after a meeting with Tobias Reyes.", "Mira Holt met_with Tobias Reyes"),
    ("Mira Holt said in a speech in Oslo that it was late.", "Mira Holt spoke_at Oslo"),
    ("Mira Holt smiled during a visit to Chile.", "Mira Holt visited Chile"),
    ("Norway moved up to third after a victory over Sweden.", "Norway defeated Sweden"),
    ("Mira Holt will smile after a meeting with Tobias Reyes.", "planned: Mira Holt met_with Tobias Reyes"),
    ("Among the first to endorse Tobias Reyes was Mira Holt.", ENDORSED),
    ("Mira Holt was among the first to endorse Tobias Reyes.", ENDORSED),
    ("The first to endorse Tobias Reyes was Mira Holt.", ENDORSED),
    ("Mira Holt was the only senator to endorse Tobias Reyes.", ENDORSED),
    ("Mira Holt was not the first to endorse Tobias Reyes.", ""),
    ("Mira Holt will be the first to endorse Tobias Reyes.", "planned: " + ENDORSED),
    ("Mira Holt may be the first senator to endorse Tobias Reyes.", "possible: " + ENDORSED),
    ("Mira Holt would have been the first to endorse Tobias Reyes.", ""),
    ("Tobias Reyes hopes to win the endorsement of Mira Holt.", "possible: " + ENDORSED),
]

TRAPS = [
    ("Without the endorsement of Mira Holt, Tobias Reyes slept.", ""),
    ("Tobias Reyes sought the endorsement of Mira Holt.", ""),
    ("Tobias Reyes lost the endorsement of Mira Holt.", ""),
    ("Tobias Reyes awaits the endorsement of Mira Holt.", ""),
    ("An endorsement from Mira Holt angered Tobias Reyes.", ""),
    ("Criticism from Mira Holt angered Tobias Reyes.", ""),
    ("Tobias Reyes won Mira Holt's backing for the plan of Ingrid Falk.", ""),
    ("Mira Holt ended the day with an endorsement of Tobias Reyes.", ENDORSED),  # not the other way
    ("With the appointment of Tobias Reyes, Mira Holt completed her board.", ""),
    ("Tobias Reyes secured Mira Holt's release.", ""),
    ("Mira Holt's call on Tobias Reyes was short.", ""),
    ("Mira Holt slept before a meeting with Tobias Reyes.", ""),
    ("Mira Holt was arrested after a meeting with Tobias Reyes.", ""),
    ("Mira Holt learned of it in a call from Tobias Reyes.", ""),
    ("Mira Holt wept after Ingrid Falk's meeting with Tobias Reyes.", "Ingrid Falk met_with Tobias Reyes"),
    ("The endorsement by Mira Holt surprised Tobias Reyes.", ""),
    ("Tobias Reyes, her opponent, slept beside Mira Holt.", ""),
    ("Mira Holt and Tobias Reyes spoke at the rally.", ""),
    ("Mira Holt and Tobias Reyes held talks with Swedish officials.", ""),
    ("Wales ended their wait with a victory in Rome.", ""),
    ("Mira Holt, who studies bats at Harvard University, slept.", ""),
    ("Police officer Tobias Reyes was leaving the Downing Centre Court.", ""),
    ("Mira Holt won 68 percent of the electoral vote.", ""),
    ("Republicans control the Senate.", ""),
    ("The Magic Roundabout is out in the UK on 11 February.", ""),
    ("Children live in Hertford, north of London in Stevenage.", ""),
    ("After the success of Garfield: The Movie, Britain's shabby tabby slept.", ""),
    ("Mira Holt gained 2,000 votes more than her rival.", ""),
    ("Mira Holt received a PhD from Yale University.", "Mira Holt educated_at Yale University"),
    ("Mira Holt couldn't call an Uber to the palace.", ""),
    ("Tobias Reyes slept. The Liberals accuse the Scottish Executive of lying.", ""),
    ("Thirteen Democrats opposed the Clean Air Act.", ""),
    ("The Dutchman thanked Mira Holt.", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(extractor: Extractor) -> dict[str, KnowledgeGraph]:
    return graphs([sentence for sentence, _ in CONSTRUCTIONS + TRAPS], extractor)


@pytest.mark.parametrize(("sentence", "claims"), params(CONSTRUCTIONS + TRAPS))
def test_constructions(sentence: str, claims: str, made: dict[str, KnowledgeGraph]) -> None:
    assert lines(made[sentence]) == expected(claims)


def derived(frame: str, ontology: Ontology) -> list[str]:
    return [pattern.rule for pattern in derive(parse_pattern("endorsed", "frame", frame, ontology))]


def test_each_pattern_tells_its_construction_and_its_frame(ontology: Ontology) -> None:
    assert derived("any X endorse Y", ontology) == [
        "verb: any X endorse Y",
        "noun: endorsement 's|by|from X of|for Y (any X endorse Y)",
        "noun: endorsement of X for Y (any X endorse Y)",
        "noun: endorsement by X 's Y (any X endorse Y)",
        "noun: endorsement 's|by|from|of X holder Y (any X endorse Y)",
        "role: endorser 's|of Y (any X endorse Y)",
    ]


def test_a_party_that_either_may_be_needs_the_other_beside(ontology: Ontology) -> None:
    """Of "Cruz's appointment" by itself nobody knows which she is."""
    assert derived("any X appoint Y", ontology) == [
        "verb: any X appoint Y",
        "role: appointee 's|of X (any X appoint Y)",
        "noun: appointment by X 's|of Y (any X appoint Y)",
        "noun: appointment 's X of Y (any X appoint Y)",
    ]


def test_a_noun_of_a_verb_with_an_object_is_none_of_the_verb_with_a_preposition(ontology: Ontology) -> None:
    assert derived("X call on Y", ontology) == ["verb: X call on Y"]
    assert derived("any X resign from Y", ontology) == [
        "verb: any X resign from Y",
        "noun: resignation 's|of|by X (any X resign from Y)",
    ]


def test_two_of_a_plural(ontology: Ontology) -> None:
    assert derived("X&Y meet", ontology) == [
        "verb: X&Y meet",
        "verb: X&Y meet",
        "noun: meeting between X&Y (X&Y meet)",
        "noun: meeting of X&Y (X&Y meet)",
        "noun: meeting of X with Y (X&Y meet)",
    ]


def test_frames_are_found_by_their_head_word(ontology: Ontology) -> None:
    """Else a thousand frames would cost more than the parser."""
    lexicon = load_lexicon(ontology)
    found = {p.property for p in lexicon.candidates("noun", "endorsement")}
    assert "endorsed" in found
    assert "called" not in found


# Dates


def test_a_date_is_an_object(tmp_path: Path) -> None:
    folder = shutil.copytree(data_directory("ontology"), tmp_path / "ontology")
    with (folder / "kg.ttl").open("a", encoding="utf-8") as file:
        file.write(
            'kg:opened_on a owl:DatatypeProperty ; rdfs:label "opened on"@en ; rdfs:domain kg:Organization ; '
            'rdfs:range xsd:date ; skos:definition "Opened its doors on."@en .\n'
        )
    with (folder / "lexicon.ttl").open("a", encoding="utf-8") as file:
        file.write('kg:opened_on lex:frame "any X open" ; lex:verb "_ open X Y#date" .\n')
    rows = {
        "Siemens opened on 6 November 2024.": ["Siemens opened_on 2024-11-06"],
        "Siemens was opened in May 1990.": ["Siemens opened_on 1990-05"],
        "Siemens opened in 1990.": ["Siemens opened_on 1990"],
        "Siemens opened late.": [],
    }
    extractor = Extractor(load_ontology(folder))
    made = graphs(list(rows), extractor)
    assert {text: lines(graph) for text, graph in made.items()} == rows
    objects = {claim.object for graph in made.values() for claim in graph.claims}
    assert objects == {Value("2024-11-06", "date"), Value("1990-05", "gYearMonth"), Value("1990", "gYear")}
