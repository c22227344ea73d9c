"""The programs that read English name no verb, noun or adjective: those are rows of tables."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from spacy.glossary import GLOSSARY

import kg
from kg.extract.english import tables
from kg.extract.english.carriers import Carries, carriers
from kg.extract.grammar.clauses import Source
from kg.extract.grammar.complements import Kind
from kg.model import Modality, Polarity
from kg.ontology.package import COLUMNS, LANGUAGE_TYPES, load_ontology

EXTRACT = Path(kg.__file__).parent / "extract"
MODULES = sorted(path for path in EXTRACT.rglob("*.py") if path.name != "closed.py")
ONTOLOGY = load_ontology()
PRONOUNS = EXTRACT / "coreference" / "pronouns.tsv"

#: Verbs, nouns and adjectives that are closed-class words, too, with what they are there.
CLOSED = {
    "be": "auxiliary and copula",
    "have": "auxiliary",
    "become": "copula",
    "use": "'used to' is an auxiliary",
    "accord": "'according to' is a preposition",
    "like": "preposition",
    "about": "preposition",
    "near": "preposition",
    "under": "preposition",
    "short": "'short of' is a preposition",
    "one": "pronoun",
    "two": "numeral",
    "only": "adverb of focus",
    "first": "ordinal",
    "second": "ordinal",
    "third": "ordinal",
    "last": "ordinal",
    "latest": "ordinal",
    "back": "particle",
    "forward": "particle",
    "once": "adverb of frequency",
}
#: The program's own terms: types, effects, traits, labels of the parser, columns and roles of tables, units,
#: features of pronouns, names of rules ("service"), units of patterns ("date"), and what libraries ask.
TERMS = {
    *(
        "description",
        "owner",
        "service",
        "speaker",
        "force",
        "date",
        "text",
        "ignore",
        "counter",
        "rule",
        "other",
        "same",
        "figure",
    ),
    *(line.split("\t")[1] for line in PRONOUNS.read_text(encoding="utf-8").splitlines()[2:]),
    *(row["unit"] for row in ONTOLOGY.names("units")),
    *LANGUAGE_TYPES,
    *GLOSSARY,
    *tables.EFFECTS,
    *tables.PARTS_OF_SPEECH,
    *tables.CONSTRUCTIONS,
    *tables.TRAITS,
    *tables.NOUN_TRAITS,
    *tables.MODIFIER_TRAITS,
    *(column for columns in COLUMNS.values() for column in columns),
    *(
        term
        for kinds in (
            Carries,
            Kind,
            Source,
            Modality,
            Polarity,
            tables.Named,
            tables.Told,
            tables.Construction,
        )
        for term in get_args(kinds)
    ),
}


def _words() -> set[str]:
    """All verbs, nouns and adjectives that tables list."""
    found = {word for word, pos in tables.predicates() if pos != "adverb"}
    for row in tables.derivations():
        found |= {row.verb, row.noun}
    found |= carriers().keys()
    found |= {word for trait in tables.NOUN_TRAITS for word in tables.nouns(trait)}
    found |= {word for trait in tables.MODIFIER_TRAITS for word in tables.modifying(trait)}
    found |= tables.honorifics().keys()
    found |= {word for word, _ in tables.evidence()}
    found |= {head for d in ONTOLOGY.dependents.values() for head in d.heads}
    for table, column in (
        ("nouns", "noun"),
        ("units", "noun"),
        ("person_nouns", "noun"),
        ("head_words", "word"),
    ):
        found |= {row[column] for row in ONTOLOGY.names(table)}
    return found


WORDS = _words()


def _literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The string literals of a program, and the words of those that it splits.

    No docstrings, no names of the program's own attributes and exports, no keys of rows and tables.
    """
    left_out = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            left_out.add(node.slice)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("__all__", "__slots__"):
            left_out |= set(ast.walk(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.lineno, node.value
        text = _split(node)
        if text is not None:
            yield from ((node.lineno, word) for word in re.split(r"[\s|]+", text))


def _split(node: ast.AST) -> str | None:
    """The text that a call splits, if it is a literal."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        text = node.func.value
        return text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else None
    return None


def _compared(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The literals that a word's lemma or text is compared with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and re.search(r"\.(lemma|text)\b|^low$", ast.unparse(node.left)):
            for side in node.comparators:
                for literal in getattr(side, "elts", [side]):
                    if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
                        yield literal.lineno, literal.value


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(EXTRACT)))
def test_no_program_names_a_word_of_the_tables(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = {(line, word) for line, word in _literals(tree) if word in WORDS - TERMS}
    named |= {(line, word) for line, word in _compared(tree) if word in WORDS}
    assert sorted((line, word) for line, word in named if word not in CLOSED) == []


def test_every_exception_is_needed() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in EXTRACT.rglob("*.py")]
    used = {word for tree in trees for _, word in _literals(tree)}
    assert CLOSED.keys() - (used & WORDS) == set()
