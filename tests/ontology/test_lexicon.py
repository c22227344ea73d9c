"""The lexicon: each kind of pattern finds what it says, a wrong one is named, and a property is only data."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from reading import documents, expected, graphs, lines

from kg.errors import OntologyError
from kg.extract import Extractor
from kg.extract.findings.lexicon import load_lexicon
from kg.extract.findings.matching import find
from kg.model import Argument, ArticleEntity, Proposition, Value
from kg.ontology.lexicon import parse_pattern
from kg.ontology.package import Ontology, data_directory, load_ontology

PREFIXES = (
    "@prefix kg: <https://example.org/kg/ontology#> . @prefix lex: <https://example.org/kg/lexicon#> .\n"
)
PEOPLE = (
    ArticleEntity("Mira Holt", "Person", ("Mira Holt",)),
    ArticleEntity("Tobias Reyes", "Person", ("Tobias Reyes",)),
    ArticleEntity("Siemens", "Company", ("Siemens",)),
    ArticleEntity("Oslo", "City", ("Oslo",)),
)
HOLT, REYES, SIEMENS, OSLO = range(4)


def thing(role: str, *entities: int, head: str = "", of: str = "") -> Argument:
    return Argument(role, " and ".join(PEOPLE[e].name for e in entities), 0, 0, entities, head=head, of=of)


def words(role: str, text: str, head: str = "", value: str | None = None) -> Argument:
    return Argument(role, text, 0, 0, (), value, head or text.split()[-1])


def verb(lemma: str, *arguments: Argument, **features: object) -> Proposition:
    return Proposition("verb", lemma, arguments, 0, 1, **features)  # type: ignore[arg-type]


def noun(lemma: str, *arguments: Argument) -> Proposition:
    return Proposition("noun", lemma, arguments, 0, 1)


def role(lemma: str, *arguments: Argument, former: bool = False) -> Proposition:
    return Proposition("role", lemma, arguments, 0, 1, former=former)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    """The packaged ontology in a folder of its own, to try lexicons on."""
    folder = tmp_path_factory.mktemp("bench") / "ontology"
    return load_ontology(Path(shutil.copytree(data_directory("ontology"), folder)))


def found(frame: str, text: str, proposition: Proposition, ontology: Ontology) -> list[str]:
    """What a lexicon of one pattern finds in one proposition: "subject → object"."""
    (ontology.directory / "lexicon.ttl").write_text(f'{PREFIXES}kg:called lex:{frame} "{text}" .\n')
    return [
        f"{'not ' * (f.polarity == 'negated')}{PEOPLE[f.subject].name} → "
        + (f.object.text if isinstance(f.object, Value) else PEOPLE[f.object].name)
        for f in find([proposition], PEOPLE, load_lexicon(ontology), ontology)
    ]


BOTH, FIRM, SHARE = "Mira Holt → Tobias Reyes", "Mira Holt → Siemens", "Mira Holt → 9.5"
OF_FIRM, TO_REYES = thing("of", SIEMENS), thing("to", REYES)
S, O = thing("subject", HOLT), thing("object", REYES)  # noqa: E741

#: Kind, pattern, a proposition, what the pattern finds in it.
PATTERNS = [
    ("verb", "X call|phone Y", verb("call", S, O), [BOTH]),
    ("verb", "X call|phone Y", verb("phone", S, O), [BOTH]),
    ("verb", "X call|phone Y", verb("write", S, O), []),
    ("verb", "X call|phone Y", verb("call", S), []),
    ("verb", "Y call X", verb("call", S, O), ["Tobias Reyes → Mira Holt"]),
    ("verb", "X pick_up Y", verb("pick up", S, O), [BOTH]),
    ("verb", "X talk to|with Y", verb("talk", S, thing("with", REYES)), [BOTH]),
    ("verb", "X talk to|with Y", verb("talk", S, thing("about", REYES)), []),
    ("verb", "X&Y talk", verb("talk", thing("subject", HOLT, REYES)), [BOTH]),
    ("verb", "X&Y talk", verb("talk", S), []),
    ("verb", "_ marry X to Y", verb("marry", O, thing("to", HOLT)), ["Tobias Reyes → Mira Holt"]),
    ("verb", "X be =married to Y", verb("be", S, words("predicative", "married"), TO_REYES), [BOTH]),
    ("verb", "X be =married to Y", verb("be", S, words("predicative", "kind"), TO_REYES), []),
    ("verb", "X pay tribute to Y", verb("pay", S, words("object", "a tribute"), TO_REYES), [BOTH]),
    ("verb", "X pay tribute to Y", verb("pay", S, words("object", "a bill"), TO_REYES), []),
    ("verb", "X call Y !as", verb("call", S, O, words("as", "a witness")), []),
    ("verb", "X call Y !race", verb("call", S, O, words("for", "the race")), []),
    ("verb", "X attack Y +over", verb("attack", S, O, words("over", "the tax")), [BOTH]),
    ("verb", "X attack Y +over", verb("attack", S, O), []),
    ("verb", "X visit Y:Place", verb("visit", S, thing("object", OSLO)), ["Mira Holt → Oslo"]),
    ("verb", "X visit Y:Place", verb("visit", S, O), []),
    ("verb", "X visit Y:Place|Organization", verb("visit", S, thing("object", SIEMENS)), [FIRM]),
    ("verb", "X get Y#vote", verb("get", S, words("object", "90 votes", "vote", "90")), ["Mira Holt → 90"]),
    ("verb", "X get Y#vote", verb("get", S, words("object", "90 gifts", "gift", "90")), []),
    ("verb", "X get Y#percent", verb("get", S, words("object", "9.5%", "percent", "9.5")), [SHARE]),
    ("verb", "X plead to Y#text", verb("plead", S, words("to", "wire fraud")), ["Mira Holt → wire fraud"]),
    ("verb", "X call Y", verb("call", S, O, polarity="negated"), ["not " + BOTH]),
    ("verb", "X call Y", verb("call", S, O, asserted=False), []),
    ("noun", "X's praise of Y", noun("praise", thing("'s", HOLT), thing("of", REYES)), [BOTH]),
    ("noun", "praise of Y by X", noun("praise", thing("by", HOLT), thing("of", REYES)), [BOTH]),
    ("noun", "talk between X&Y", noun("talk", thing("between", HOLT, REYES)), [BOTH]),
    ("noun", "talk between X&Y", verb("talk", thing("between", HOLT, REYES)), []),
    ("role", "baker of|for Y", role("baker", S, OF_FIRM), [FIRM]),
    ("role", "baker of|for Y", role("baker", S, thing("'s", SIEMENS)), [FIRM]),
    ("role", "baker of|for Y", role("baker", S, thing("compound", SIEMENS)), [FIRM]),
    ("role", "baker of|for Y", role("baker", S, thing("compound", OSLO)), []),  # where, not whose
    ("role", "baker of|for Y:City", role("baker", S, thing("compound", OSLO)), ["Mira Holt → Oslo"]),
    ("role", "baker of|for Y", role("baker", S, thing("adjective", SIEMENS)), []),
    ("role", "*!=baker|cook adjective Y", role("baker", S, thing("adjective", SIEMENS)), []),
    ("role", "*!=cook adjective Y", role("baker", S, thing("adjective", SIEMENS)), [FIRM]),
    ("verb", "X&Y meet", verb("meet", thing("subject", HOLT, REYES)), [BOTH]),
    ("verb", "X&Y meet", verb("meet", thing("subject", HOLT, REYES), words("with", "clerks")), []),
    ("noun", "X:City's praise of Y", noun("praise", thing("'s", HOLT), thing("of", REYES)), []),
    ("role", "baker of|for Y", role("baker", S, OF_FIRM, former=True), []),
    ("role", "former baker of Y", role("baker", S, OF_FIRM, former=True), [FIRM]),
    ("role", "former baker of Y", role("baker", S, OF_FIRM), []),
    ("role", "any baker of Y", role("baker", S, OF_FIRM, former=True), [FIRM]),
    ("role", "any baker of Y", role("baker", S, OF_FIRM), [FIRM]),
    ("role", "twin of X:Person", role("twin", S, thing("of", REYES)), ["Tobias Reyes → Mira Holt"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "proposition", "pairs"), PATTERNS)
def test_a_pattern_finds(
    kind: str, text: str, proposition: Proposition, pairs: list[str], bench: Ontology
) -> None:
    assert found(kind, text, proposition, bench) == pairs


def test_a_pattern_that_denies_turns_the_polarity_round(bench: Ontology) -> None:
    snubbed = verb("snub", S, O)
    assert found("negatedVerb", "X snub Y", snubbed, bench) == ["not " + BOTH]
    assert found("negatedVerb", "X snub Y", replace(snubbed, polarity="negated"), bench) == [BOTH]


WRONG_PATTERNS = [
    ("verb", "", "is empty"),
    ("verb", "X", "needs a subject and a verb"),
    ("verb", "X call", "must name both X and Y"),
    ("verb", "_ call Y", "must name both X and Y"),
    ("verb", "X call Y:Planet", "Planet is no class of kg.ttl"),
    ("verb", "X call Y sideways Z", "can't read 'sideways' here"),
    ("verb", "X call Y with", "can't read 'with' here"),
    ("noun", "X's", "has no noun"),
    ("noun", "X's praise", "must name both X and Y"),
    ("role", "former", "is empty"),
    ("role", "baker of Siemens", "must name both X and Y"),
]


@pytest.mark.parametrize(("kind", "text", "fault"), WRONG_PATTERNS)
def test_a_wrong_pattern_is_named(kind: str, text: str, fault: str, ontology: Ontology) -> None:
    with pytest.raises(OntologyError) as raised:
        parse_pattern("called", kind, text, ontology)
    assert str(raised.value) == f'lexicon.ttl: kg:called lex:{kind} "{text}": {fault}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged ontology, to be changed."""
    return Path(shutil.copytree(data_directory("ontology"), tmp_path / "ontology"))


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


WRONG_FILES = [
    ('kg:praisd lex:verb "X praise Y" .', "lexicon.ttl: praisd is no property of kg.ttl"),
    ('kg:praised lex:vreb "X praise Y" .', "lexicon.ttl: kg:praised uses unknown frame lex:vreb"),
    (
        'kg:praised lex:verb "X praise" .',
        'lexicon.ttl: kg:praised lex:verb "X praise": must name both X and Y',
    ),
]


@pytest.mark.parametrize(("text", "message"), WRONG_FILES)
def test_a_wrong_lexicon_is_refused(text: str, message: str, folder: Path) -> None:
    add(folder / "lexicon.ttl", f"\n{text}\n")
    with pytest.raises(OntologyError) as raised:
        load_lexicon(load_ontology(folder))
    assert str(raised.value) == message


def test_a_lexicon_that_is_no_turtle_is_refused_with_its_line(folder: Path) -> None:
    (folder / "lexicon.ttl").write_text("\n\nkg:called lex:verb\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"lexicon\.ttl: .*line 3"):
        load_lexicon(load_ontology(folder))


def test_a_missing_lexicon_is_refused(folder: Path) -> None:
    (folder / "lexicon.ttl").unlink()
    with pytest.raises(OntologyError, match=r"lexicon\.ttl: no such file"):
        load_lexicon(load_ontology(folder))


def test_the_order_of_the_file_makes_no_difference(folder: Path, ontology: Ontology) -> None:
    text = (folder / "lexicon.ttl").read_text(encoding="utf-8")
    assert load_lexicon(load_ontology(folder)) == load_lexicon(ontology)
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("@prefix"))
    blocks = text.removeprefix(head).split("\n\n")
    (folder / "lexicon.ttl").write_text(head + "\n\n".join(reversed(blocks)), encoding="utf-8")
    assert load_lexicon(load_ontology(folder)) == load_lexicon(ontology)


PROPERTY = """
kg:tutored a owl:ObjectProperty ;
    rdfs:label "tutored"@en ;
    skos:definition "Taught by private lessons."@en ;
    rdfs:domain kg:Person ;
    rdfs:range kg:Person .
"""
WORDS = """
kg:tutored
    lex:verb "X tutor|coach Y" ;
    lex:noun "X's tuition of Y" ;
    lex:role "any pupil of X:Person" .
"""

TUTORED = [
    ("Mira Holt tutored Tobias Reyes in Latin.", "Mira Holt tutored Tobias Reyes"),
    ("Tobias Reyes was coached by Mira Holt.", "Mira Holt tutored Tobias Reyes"),
    ("Mira Holt has never tutored Tobias Reyes.", "not: Mira Holt tutored Tobias Reyes"),
    ("Mira Holt plans to tutor Tobias Reyes.", "planned: Mira Holt tutored Tobias Reyes"),
    ("Mira Holt's tuition of Tobias Reyes began early.", "Mira Holt tutored Tobias Reyes"),
    ("Tobias Reyes, a former pupil of Mira Holt, sang.", "Mira Holt tutored Tobias Reyes"),
    ("Mira Holt and a tutor met Tobias Reyes.", "Mira Holt met_with Tobias Reyes"),
]


def test_a_property_is_added_by_data_alone(folder: Path) -> None:
    add(folder / "kg.ttl", PROPERTY)
    add(folder / "lexicon.ttl", WORDS)
    made = graphs([sentence for sentence, _ in TUTORED], Extractor(load_ontology(folder)))
    assert {text: lines(graph) for text, graph in made.items()} == {
        sentence: expected(claims) for sentence, claims in TUTORED
    }


def test_without_the_data_there_is_no_such_property(extractor: Extractor) -> None:
    (record,) = extractor.records(documents([TUTORED[0][0]]))
    assert record.findings == ()
    assert "tutor" in [p.predicate for p in record.propositions]  # read, but not understood
