"""Findings pooled into claims: one claim, all its evidence; what breaks domain or range is set apart."""

import pytest

from kg.model import (
    ArticleEntity,
    ArticleRecord,
    Claim,
    Document,
    Finding,
    KnowledgeGraph,
    Policy,
    Quotation,
    Value,
)
from kg.ontology.package import Ontology
from kg.resolve import FLOOR, resolve

HOLT, REYES, SIEMENS, OSLO = range(4)
ENTITIES = (
    ArticleEntity("Mira Holt", "Person", ("Mira Holt",)),
    ArticleEntity("Tobias Reyes", "Person", ("Tobias Reyes",)),
    ArticleEntity("Siemens", "Company", ("Siemens",)),
    ArticleEntity("Oslo", "City", ("Oslo",)),
)
TEXT = "Sentence one. Sentence two. Sentence three."
ONE, TWO, THREE = (0, 13), (14, 27), (28, 43)


def finding(
    subject: int, name: str, value: int | Value, at: tuple[int, int] = ONE, **more: object
) -> Finding:
    return Finding(subject, name, value, *at, **{"rule": "a rule", **more})  # type: ignore[arg-type]


def article(name: str, *findings: Finding, quotations: tuple[Quotation, ...] = ()) -> ArticleRecord:
    return ArticleRecord(Document(name, TEXT, f"{name}.txt"), ENTITIES, (), (), findings, quotations)


def graph(ontology: Ontology, *records: ArticleRecord) -> KnowledgeGraph:
    return resolve(records, ontology)


def short(claim: Claim) -> tuple[str, str, str]:
    value = claim.object.text if isinstance(claim.object, Value) else claim.object
    return claim.subject, claim.property, value


def test_one_claim_gathers_the_evidence_of_all_articles(ontology: Ontology) -> None:
    met = finding(HOLT, "called", REYES), finding(HOLT, "called", REYES, TWO)
    (claim,) = graph(ontology, article("b", met[0]), article("a", *met)).claims
    assert short(claim) == ("mira-holt", "called", "tobias-reyes")
    assert [(e.article, e.start, e.end) for e in claim.evidence] == [
        ("a", 0, 13),
        ("a", 14, 27),
        ("b", 0, 13),
    ]


def test_evidence_quotes_its_text(ontology: Ontology) -> None:
    (claim,) = graph(ontology, article("a", finding(HOLT, "called", REYES, THREE))).claims
    assert [e.quote for e in claim.evidence] == ["Sentence three."]


def test_one_sentence_that_says_it_twice_is_one_piece_of_evidence(ontology: Ontology) -> None:
    said = (finding(HOLT, "called", REYES, rule="verb"), finding(HOLT, "called", REYES, rule="noun"))
    (claim,) = graph(ontology, article("a", *said)).claims
    assert [e.rules for e in claim.evidence] == [("noun", "verb")]


def test_evidence_names_speaker_and_date_as_its_article_gives_them(ontology: Ontology) -> None:
    told = finding(HOLT, "called", REYES, speaker=REYES, date="2024")
    plain = finding(HOLT, "called", REYES, date="2024-11-06")
    (claim,) = graph(ontology, article("a", told), article("b", plain)).claims
    assert [(e.speaker, e.dates) for e in claim.evidence] == [
        ("tobias-reyes", ("2024",)),
        (None, ("2024-11-06",)),
    ]


def test_the_finest_date_of_a_sentence_is_kept(ontology: Ontology) -> None:
    dated = [finding(HOLT, "called", REYES, date=d, rule=d) for d in ("2024", "2024-11-06", "2024-11")]
    (claim,) = graph(ontology, article("a", *dated)).claims
    assert [e.dates for e in claim.evidence] == [("2024-11-06",)]


def test_all_sentences_of_an_article_share_its_dates(ontology: Ontology) -> None:
    said = (
        finding(HOLT, "called", REYES, ONE, date="2024"),
        finding(HOLT, "called", REYES, THREE, date="2024-11-06"),
    )
    (claim,) = graph(ontology, article("a", *said), article("b", finding(HOLT, "called", REYES))).claims
    assert [e.dates for e in claim.evidence] == [("2024", "2024-11-06"), ("2024", "2024-11-06"), ()]
    assert claim.dates == ("2024", "2024-11-06")


@pytest.mark.parametrize("name", ["met_with", "spoke_with", "spouse_of", "sibling_of", "rival_of"])
def test_the_sides_of_a_symmetric_property_have_one_order(name: str, ontology: Ontology) -> None:
    (claim,) = graph(ontology, article("a", finding(HOLT, name, REYES), finding(REYES, name, HOLT))).claims
    assert short(claim) == ("mira-holt", name, "tobias-reyes")


def test_the_sides_of_other_properties_keep_theirs(ontology: Ontology) -> None:
    claims = graph(
        ontology, article("a", finding(HOLT, "called", REYES), finding(REYES, "called", HOLT))
    ).claims
    assert [short(c) for c in claims] == [
        ("mira-holt", "called", "tobias-reyes"),
        ("tobias-reyes", "called", "mira-holt"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("vote_share", Value("101", "decimal"), "at least 0 and at most 100"),
        ("vote_share", Value("100", "decimal"), None),
        ("age", Value("131", "integer"), "at least 0 and at most 130"),
        ("votes", Value("-1", "integer"), "at least 0"),
        ("votes", Value("9" * 5000, "integer"), None),
        ("charged_with", Value("fraud", "string"), None),
    ],
)
def test_a_figure_beyond_what_its_property_can_have_is_set_apart(
    name: str, value: Value, asked: str | None, ontology: Ontology
) -> None:
    made = graph(ontology, article("a", finding(HOLT, name, value)))
    reason = f"the object is {value.text}; kg:{name} asks for {asked}"
    assert [item.reason for item in made.quarantined] == ([reason] if asked else [])
    assert len(made.claims) == (asked is None)


def test_only_what_can_speak_is_credited_with_words(ontology: Ontology) -> None:
    arena = ArticleEntity("Globe Arena", "Facility", ("Globe Arena",))
    said = tuple(Quotation(0, 8, "Sentence", speaker, *ONE) for speaker in (4, OSLO, HOLT))
    told = finding(HOLT, "called", REYES, speaker=4)
    record = ArticleRecord(Document("a", TEXT, "a.txt"), (*ENTITIES, arena), (), (), (told,), said)
    made = graph(ontology, record)
    assert [(q.speaker, q.evidence.speaker) for q in made.quotations] == [
        (None, None),
        ("oslo", "oslo"),
        ("mira-holt", "mira-holt"),
    ]
    assert made.claims[0].evidence[0].speaker is None


def test_polarity_and_modality_make_claims_of_their_own(ontology: Ontology) -> None:
    ways = [("affirmed", "actual"), ("affirmed", "planned"), ("negated", "actual"), ("negated", "alleged")]
    said = [finding(HOLT, "called", REYES, polarity=p, modality=m) for p, m in ways]
    claims = graph(ontology, article("a", *said)).claims
    assert [(c.polarity, c.modality, c.is_fact) for c in claims] == [(*w, w == ways[0]) for w in ways]


def test_three_figures_are_three_claims(ontology: Ontology) -> None:
    counts = [article(n, finding(HOLT, "votes", Value(v, "integer"))) for n, v in (("a", "9"), ("b", "8"))]
    assert [short(c)[2] for c in graph(ontology, *counts).claims] == ["8", "9"]


def test_nothing_is_said_of_a_thing_and_itself(ontology: Ontology) -> None:
    assert graph(ontology, article("a", finding(HOLT, "called", HOLT))).claims == ()


QUARANTINED = [
    (
        finding(SIEMENS, "spouse_of", HOLT),
        "the object is a Company; kg:spouse_of asks for Person",  # the sides are in order of their names
    ),
    (finding(OSLO, "born_in", HOLT), "the subject is a City; kg:born_in asks for Person"),
    (finding(HOLT, "born_in", SIEMENS), "the object is a Company; kg:born_in asks for Place"),
    (
        finding(HOLT, "called", Value("9", "integer")),
        "the object is a literal; kg:called asks for a thing",
    ),
    (finding(HOLT, "age", REYES), "the object is a thing; kg:age asks for a literal"),
    (finding(SIEMENS, "age", Value("9", "integer")), "the subject is a Company; kg:age asks for Person"),
]


@pytest.mark.parametrize(("misfit", "reason"), QUARANTINED)
def test_what_breaks_domain_or_range_is_set_apart_with_the_reason(
    misfit: Finding, reason: str, ontology: Ontology
) -> None:
    made = graph(ontology, article("a", misfit))
    assert made.claims == ()
    assert [q.reason for q in made.quarantined] == [reason]
    assert [e.quote for e in made.quarantined[0].claim.evidence] == ["Sentence one."]


def test_places_that_act_are_agents(ontology: Ontology) -> None:
    made = graph(ontology, article("a", finding(OSLO, "sued", SIEMENS)))
    assert [short(c) for c in made.claims] == [("oslo", "sued", "siemens")]
    assert made.quarantined == ()


def test_the_order_of_articles_makes_no_difference(ontology: Ontology) -> None:
    records = [
        article("a", finding(HOLT, "called", REYES, date="2024"), finding(HOLT, "visited", OSLO, TWO)),
        article("b", finding(REYES, "met_with", HOLT)),
        article(
            "c", finding(HOLT, "met_with", REYES, THREE), finding(HOLT, "called", REYES, polarity="negated")
        ),
    ]
    assert graph(ontology, *records) == graph(ontology, *reversed(records))


def test_a_fact_stays_as_long_as_one_article_supports_it(ontology: Ontology) -> None:
    first, second = (article(name, finding(HOLT, "called", REYES)) for name in "ab")
    both, one = graph(ontology, first, second), graph(ontology, second)
    assert [short(c) for c in one.claims] == [short(c) for c in both.claims]
    assert [e.article for e in one.claims[0].evidence] == ["b"]
    assert graph(ontology, article("c")).claims == ()


def test_quotations_know_speaker_and_evidence(ontology: Ontology) -> None:
    words = Quotation(0, 8, TEXT[:8], HOLT, *ONE)
    (quoted,) = graph(ontology, article("a", quotations=(words,))).quotations
    assert (quoted.text, quoted.speaker, quoted.evidence.quote) == ("Sentence", "mira-holt", "Sentence one.")


def test_a_quotation_of_nobody_known_has_no_speaker(ontology: Ontology) -> None:
    words = Quotation(0, 8, TEXT[:8], None, *ONE)
    (quoted,) = graph(ontology, article("a", quotations=(words,))).quotations
    assert quoted.speaker is None


def test_a_claim_without_evidence_can_not_be_made() -> None:
    with pytest.raises(ValueError, match="a claim needs evidence: a called b"):
        Claim("a", "called", "b", "affirmed", "actual", ())


def test_a_sentence_is_as_sure_as_the_surest_of_its_findings(ontology: Ontology) -> None:
    said = [finding(HOLT, "called", REYES, rule=str(c), confidence=c) for c in (0.5, 0.7, 0.6)]
    (claim,) = graph(ontology, article("a", *said)).claims
    assert [e.confidence for e in claim.evidence] == [0.7]


@pytest.mark.parametrize(("confidence", "asserted"), [(FLOOR - 0.01, False), (FLOOR, True)])
def test_a_graph_asserts_from_its_floor_on(ontology: Ontology, confidence: float, asserted: bool) -> None:
    made = graph(ontology, article("a", finding(HOLT, "called", REYES, confidence=confidence)))
    (claim,) = made.claims
    assert made.policy == Policy(FLOOR)
    assert made.asserts(claim) is asserted
    assert made.policy.withheld(claim.evidence) == ("" if asserted else "unsure")


def test_what_is_no_fact_is_not_asserted_however_sure(ontology: Ontology) -> None:
    made = graph(ontology, article("a", finding(HOLT, "called", REYES, modality="planned", confidence=0.99)))
    assert not made.asserts(made.claims[0])
