"""A small graph made by hand: three articles about an election that never was.

Every kind of thing that a graph can hold is in it once or more: a fact with two sources, one that
only a spokesman tells, a denied, a planned, a possible and an alleged claim, a symmetric property,
figures on which articles differ, a text as object, quotations with and without a
speaker, a quarantined finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.graph.describe import CONTRACT
from kg.graph.iris import ONTOLOGY_NS, prefixes
from kg.graph.write import article_quads, plain, published, serialize
from kg.model import (
    Appearance,
    ArticleRecord,
    Claim,
    Document,
    Entity,
    Evidence,
    KnowledgeGraph,
    Modality,
    Polarity,
    Policy,
    Quarantined,
    QuotedText,
    Value,
)
from kg.ontology.package import load_ontology
from kg.storage.manifest import MANIFEST, manifest
from kg.storage.records import dumps

TEXTS = {
    "alpha": """\
Mara Lindqvist called Tomas Brandt on Tuesday to congratulate him on his victory.
Brandt, 58, carried Norland and has 226 electoral votes, his spokesman Emil Sorel said.
"Ms Lindqvist thanked him — naïve or not," Sorel said.
Lindqvist did not concede to Ida Falk.
Brandt will meet Ida Falk in Westmark next week, and Falk might endorse him.
Falk claimed that Brandt had insulted her.
""",
    "beta": """\
Ida Falk, the prime minister of Westmark, praised Brandt.
Mr Brandt took Norland and Eastvale and stood at 301 electoral votes on 6 March.
Lindqvist phoned Tomas Brandt.
"The count is over." So ended the evening.
""",
    "gamma": """\
Lindqvist met Falk in Norland in 2023.
Brandt was charged with wire fraud & “bribery”.
Emil Sorel speaks for Brandt.
""",
}

DOCUMENTS = (
    Document(
        "alpha", TEXTS["alpha"], "alpha.txt", "A call, & a <count>", "2024-03-06", "https://example.com/a"
    ),
    Document("beta", TEXTS["beta"], "beta.txt", "Brandt ahead", "2024-03-07"),
    Document("gamma", TEXTS["gamma"], "gamma.txt"),
)

#: id → label, class, jurisdiction, other forms per article.
ENTITIES: dict[str, tuple[str, str, str | None, dict[str, tuple[str, ...]]]] = {
    "eastvale": ("Eastvale", "State", None, {"beta": ()}),
    "emil-sorel": (
        "Emil Sorel",
        "Person",
        None,
        {"alpha": ("Sorel",), "gamma": ()},
    ),
    "ida-falk": (
        "Ida Falk",
        "Person",
        None,
        {"alpha": ("Falk",), "beta": (), "gamma": ("Falk",)},
    ),
    "mara-lindqvist": (
        "Mara Lindqvist",
        "Person",
        None,
        {
            "alpha": ("Lindqvist", "Ms Lindqvist"),
            "beta": ("Lindqvist",),
            "gamma": ("Lindqvist",),
        },
    ),
    "norland": (
        "Norland",
        "State",
        None,
        {"alpha": (), "beta": (), "gamma": ()},
    ),
    "prime-minister-of-westmark": (
        "Prime Minister of Westmark",
        "Office",
        "westmark",
        {"beta": ("prime minister",)},
    ),
    "tomas-brandt": (
        "Tomas Brandt",
        "Person",
        None,
        {
            "alpha": ("Brandt",),
            "beta": ("Brandt", "Mr Brandt"),
            "gamma": ("Brandt",),
        },
    ),
    "westmark": ("Westmark", "Country", None, {"alpha": (), "beta": ()}),
}


def evidence(
    article: str,
    start: str,
    *,
    rule: str = "verb: X does Y",
    speaker: str | None = None,
    date: str | None = None,
) -> Evidence:
    """The line of an article that starts with these words."""
    text = TEXTS[article]
    begin = text.index(start)
    end = text.index("\n", begin)
    return Evidence(article, begin, end, text[begin:end], (rule,), speaker, (date,) if date else ())


def claim(
    subject: str,
    property: str,
    target: str | Value,
    *support: Evidence,
    polarity: Polarity = "affirmed",
    modality: Modality = "actual",
) -> Claim:
    """A claim with its evidence."""
    return Claim(subject, property, target, polarity, modality, support)


def quotation(article: str, words: str, line: str, speaker: str | None) -> QuotedText:
    """Quoted words in a line of an article."""
    start = TEXTS[article].index(words)
    told = evidence(article, line, rule="quotation", speaker=speaker)
    return QuotedText(article, start, start + len(words), words, speaker, told)


CALL = evidence("alpha", "Mara Lindqvist called", rule="verb: X call Y", date="2024-03-05")
FIGURES = evidence("alpha", "Brandt, 58", speaker="emil-sorel")
TAKEN = evidence("beta", "Mr Brandt took", date="2024-03-06")
NEXT = evidence("alpha", "Brandt will meet")

CLAIMS = (
    claim("emil-sorel", "spokesperson_for", "tomas-brandt", FIGURES, evidence("gamma", "Emil Sorel speaks")),
    claim("ida-falk", "criticized", "tomas-brandt", evidence("alpha", "Falk claimed"), modality="alleged"),
    claim("ida-falk", "endorsed", "tomas-brandt", NEXT, modality="possible"),
    claim("ida-falk", "holds_office", "prime-minister-of-westmark", evidence("beta", "Ida Falk,")),
    claim("ida-falk", "met_with", "mara-lindqvist", evidence("gamma", "Lindqvist met", date="2023")),
    claim("ida-falk", "met_with", "tomas-brandt", NEXT, modality="planned"),
    claim("ida-falk", "praised", "tomas-brandt", evidence("beta", "Ida Falk,")),
    claim("mara-lindqvist", "called", "tomas-brandt", CALL, evidence("beta", "Lindqvist phoned")),
    claim(
        "mara-lindqvist",
        "conceded_to",
        "ida-falk",
        evidence("alpha", "Lindqvist did not"),
        polarity="negated",
    ),
    claim("mara-lindqvist", "congratulated", "tomas-brandt", CALL),
    claim("mara-lindqvist", "thanked", "tomas-brandt", evidence("alpha", '"Ms Lind', speaker="emil-sorel")),
    claim("tomas-brandt", "age", Value("58", "integer"), FIGURES),
    claim(
        "tomas-brandt",
        "charged_with",
        Value("wire fraud & “bribery”", "string"),
        evidence("gamma", "Brandt was"),
    ),
    claim("tomas-brandt", "electoral_votes", Value("226", "integer"), FIGURES),
    claim("tomas-brandt", "electoral_votes", Value("301", "integer"), TAKEN),
    claim("tomas-brandt", "won", "eastvale", TAKEN),
    claim("tomas-brandt", "won", "norland", FIGURES, TAKEN),
)

QUOTATIONS = (
    quotation("alpha", "Ms Lindqvist thanked him — naïve or not,", '"Ms Lind', "emil-sorel"),
    quotation("beta", "The count is over.", '"The count', None),
)

QUARANTINED = (
    Quarantined(
        claim("norland", "called", "tomas-brandt", evidence("beta", "Lindqvist phoned")),
        "kg:called wants an Agent as subject, norland is a State",
    ),
)


def entities() -> tuple[Entity, ...]:
    """All entities with their appearances."""
    return tuple(
        Entity(
            name,
            label,
            kind,
            tuple(Appearance(article, forms) for article, forms in seen.items()),
            jurisdiction,
        )
        for name, (label, kind, jurisdiction, seen) in ENTITIES.items()
    )


GRAPH = KnowledgeGraph(DOCUMENTS, entities(), CLAIMS, QUOTATIONS, QUARANTINED)


def doubted(floor: float = 0.6) -> KnowledgeGraph:
    """The graph with a floor: "thanked" is below it, "called" is in article beta, and not in alpha."""
    low = {"thanked": {"alpha": 0.5}, "called": {"beta": 0.59}}
    claims = tuple(
        replace(
            item,
            evidence=tuple(
                replace(e, confidence=low.get(item.property, {}).get(e.article, 0.9)) for e in item.evidence
            ),
        )
        for item in CLAIMS
    )
    return replace(GRAPH, claims=claims, policy=Policy(floor))


#: The graph that keeps apart what only speakers tell: "thanked", an age and, in article alpha, a victory.
ATTRIBUTED = replace(GRAPH, policy=Policy(attributed="claims"))


def write(directory: Path, graph: KnowledgeGraph = GRAPH) -> Path:
    """Write the graph to a folder as a build does, without its page."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in _files(graph).items():
        (directory / name).write_bytes(content)
    return signed(directory)


@cache
def _files(graph: KnowledgeGraph) -> Mapping[str, bytes]:
    ontology = load_ontology()
    names, articles = prefixes(), article_quads(graph, ontology)
    records = (ArticleRecord(document, (), (), (), (), ()) for document in graph.documents)
    files: dict[str, bytes | None] = {
        "articles.jsonl": "".join(f"{dumps(record)}\n" for record in records).encode(),
        "graph.ttl": serialize(plain(articles), "ttl", prefixes=names),
        "graph.nq": None,
        "graph.trig": None,
    }
    statements, files["graph.nq"] = published(articles, graph, ontology, files=files)
    files["graph.trig"] = serialize(statements, "trig", prefixes=names)
    return {name: content or b"" for name, content in files.items()}


def aged(directory: Path) -> Path:
    """Make a folder what version 0.1 wrote."""
    (directory / MANIFEST).unlink()
    path = directory / "graph.nq"
    old = path.read_text("utf-8").replace(f"conformsTo> <{CONTRACT}>", f"conformsTo> <{ONTOLOGY_NS[:-1]}>")
    path.write_text(old, "utf-8", newline="")
    return directory


def signed(directory: Path) -> Path:
    """Let the manifest agree with the files of a folder, whatever they are now."""
    files = {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}
    files.pop(MANIFEST, None)
    (directory / MANIFEST).write_bytes(manifest(files))
    return directory
