"""What stage 1 makes of some 500 sentences; `make golden` writes it to golden.jsonl.

A change of a rule shows in the diff of that file, sentence by sentence, and whoever reviews it sees all that
the rule does. The sentences are constructions × words, all invented, and those of the seeds. Each line has
the sentence, its rows of open extraction, its propositions with their factuality, and its findings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.extract import Extractor
from kg.extract.parsing.pipeline import parse
from kg.extract.propositions.rows import rows as rows_of
from kg.model import Argument, ArticleRecord, Document, Finding, Proposition, Value
from kg.ontology.package import load_ontology
from kg.sources.readers import read_documents

GOLDEN = Path(__file__).with_name("golden.jsonl")
SEEDS = Path(__file__).parents[2] / "seeds"
PUBLISHED = "2024-11-07"

#: Verbs with their forms: base, third person, past, participle, -ing; their noun with its preposition.
VERBS = [
    ("call", "calls", "called", "called", "calling", "call to"),
    ("endorse", "endorses", "endorsed", "endorsed", "endorsing", "endorsement of"),
    ("criticize", "criticizes", "criticized", "criticized", "criticizing", "criticism of"),
    ("meet", "meets", "met", "met", "meeting", "meeting with"),
    ("defeat", "defeats", "defeated", "defeated", "defeating", "defeat of"),
    ("sue", "sues", "sued", "sued", "suing", "lawsuit against"),
]
#: People, places and organisations that the sentences are about.
NAMES = [
    ("Mira Holt", "Tobias Reyes", "Ingrid Falk", "Oslo", "Acme Corp"),
    ("Kamala Harris", "Donald Trump", "Joe Biden", "Georgia", "Microsoft"),
    ("Ana Cruz", "Peter Bell", "Laura Stone", "Madrid", "Siemens"),
]
#: Sentences with any of the verbs: {v} base, {s} third person, {d} past, {n} participle, {g} -ing, {noun};
#: {A}, {B}, {C} people, {P} a place, {O} an organisation.
CONSTRUCTIONS = """
{A} {d} {B}.
{B} was {n} by {A}.
{A} {s} {B} in {P} on Monday.
{A} has {n} {B}, {C} said.
{A}, who {d} {B}, lives in {P}.
{B}, whom {A} {d}, lives in {P}.
{B}, {n} by {A} in 2019, works for {O}.
{A} spoke after {g} {B}.
{A} spoke in {P}, {g} {B}.
Having {n} {B}, {A} flew to {P}.
{A} and {C} {d} {B}.
{A} {d} {B} and {C}.
{A} visited {P} and {d} {B}.
{A}, not {C}, {d} {B}.
{A} {d} {B}, not {C}.
{A} or {C} {d} {B}.
{A} did not {v} {B}.
{A} never {d} {B}.
Neither {A} nor {C} {d} {B}.
Nobody but {A} {d} {B}.
{A} will {v} {B} on Friday.
{A} may {v} {B}.
{A} could have {n} {B}.
If {A} {s} {B}, {C} will resign.
Did {A} {v} {B}?
{A} plans to {v} {B}.
{A} refused to {v} {B}.
{A} managed to {v} {B}.
{A} wants to {v} {B}.
{C} asked {A} to {v} {B}.
{C} promised {A} to {v} {B}.
{C} forced {A} to {v} {B}.
{A} was expected to {v} {B}.
{A} is said to have {n} {B}.
{C} said {A} {d} {B}.
{C} denied that {A} had {n} {B}.
{C} claimed that {A} {d} {B}.
{C} accused {A} of {g} {B}.
{C} thanked {A} for {g} {B}.
According to {C}, {A} {d} {B}.
"{A} {d} {B}," {C} said on Tuesday.
It was {A} who {d} {B}.
{A} was the first to {v} {B}.
{A}, the chairman of {O}, {d} {B}.
{O} chief executive {A} {d} {B}.
{A}'s {noun} {B} surprised {C}.
The {noun} {B} by {A} surprised {C}.
{C} announced the {noun} {B}.
{A} made a {noun} {B} in {P}.
{A} regrets {g} {B}.
{A} is believed to {v} {B} soon.
{A}'s plan to {v} {B} failed.
{A}, having {n} {B}, thanked {C}.
The man who {d} {B} is {A}.
""".strip().splitlines()
#: Sentences of one construction each.
SINGLE = """
{A} is the chairman of {O}.
{A} was the chairman of {O} until 2019.
{A} became president of {O} in May 2020.
The president of {O} is {A}.
{A} served as mayor of {P}.
{A}, a former mayor of {P}, joined {O}.
{A}, 60, was born in {P}.
{A} was born and raised in {P}.
Born in {P}, {A} grew up in Bergen.
A native of {P}, {A} studied at Yale University.
{O}, founded by {A}, is based in {P}.
{O}, {A}'s company, is based in {P}.
{P}-based {O} sued {A}.
{O} was bought by Globex for $2 billion.
{O} acquired Globex from {A}.
{A} resigned from {O} on Monday.
{A} resigned as chairman of {O}.
{A} will step down as chief executive of {O}.
{A} succeeded {B} as chairman of {O}.
{A} was appointed chief executive of {O}.
{O} named {A} its chief executive.
{O} named {A} as its chairman.
{A} and {B} married in {P} in 2003.
{A} is married to {B}.
{A}'s wife, {B}, lives in {P}.
{B}, the son of {A}, died in {P}.
{A} won the election in {P}.
{A} won {P} and {B} Nevada.
{A} lost to {B}.
{A} beat {B} by 400 votes.
{A} received 67,951 votes to {B}'s 66,012.
{A} conceded to {B} on Wednesday.
{A} met with {B} and {C} in {P}.
{A} and {B} met in {P}.
{A} had a meeting with {B}.
{A} received a call from {B}.
{A} paid a visit to {P}.
{A} gave {B} the prize.
{B} was given the prize by {A}.
{A} gave a speech in {P}.
{A} told {B} that {C} had left {O}.
{A} told {B} to call {C}.
{A} told reporters that she would call {B}.
{A} said: "I will call {B} on Friday."
"We will rebuild the pier," said {A}, the mayor of {P}.
"I thanked {B}," {A} said. "Then I called {C}."
{A}, whose brother {B} runs {O}, lives in {P}.
{A}'s rival {B} called {C}.
The company's founder, {A}, called {B}.
His Democratic rival {A} called {B}.
Former President {A} called {B}.
Senator {A} of {P} called {B}.
{A} spokesman {B} called {C}.
{B}, a spokesman for {A}, declined to comment.
{A} called for {B} to resign.
{A} called {B} a liar.
{A} called {B} to congratulate him.
{A} congratulated {B} on winning {P}.
{A} praised {B} for his work at {O}.
{A} warned {B} against suing {O}.
{A} urged {B} to sue {O}.
{A} was arrested in {P} and charged with fraud.
{A} was convicted of fraud in {P}.
{A} was acquitted of fraud.
{A} was sentenced to five years in prison.
{A} was killed in a crash in {P}.
Troops of {A} attacked {P} on Sunday.
{P} police arrested {A}.
{A} wrote the novel Winter Light.
{A} directed the film, starring {B}.
{A} signed a treaty with {B}.
The treaty was signed by {A} and {B}.
{O} launched the phone in {P}.
{O} said it would open a plant in {P}.
{A}'s resignation from {O} surprised {B}.
The resignation of {A} surprised {B}.
With the endorsement of {A}, {B} won {P}.
An endorsement from {A} lifted {B}.
{A} threw his weight behind {B}.
{A} turned down {B}'s offer to join {O}.
{A} took over {O} from {B}.
{A} pulled out of the race in {P}.
{A} left without thanking {B}.
{A} stopped short of endorsing {B}.
{A} called on {B} to leave {O}.
{A} is not the chairman of {O}.
{A} has not yet called {B}.
{A} no longer works for {O}.
{A} once worked for {O}.
{A} used to own {O}.
{A} would have called {B} if {C} had won.
{A} hopes that {B} will endorse {C}.
{A} doubts that {B} called {C}.
{A} allegedly called {B}.
{A} reportedly met {B} in {P}.
{A} was alleged to have called {B}.
There is no evidence that {A} called {B}.
It is possible that {A} called {B}.
It is not true that {A} called {B}.
Call {B}, {A} said.
Thank {B} and call {A}.
{A} began calling {B} in June.
{A} kept calling {B}.
{A} tried and failed to call {B}.
{A} was about to call {B} when {C} arrived.
While visiting {P}, {A} called {B}.
Before leaving {O}, {A} worked in {P} for ten years.
{A} was seen leaving {O} with {B}.
{A} saw {B} leave {O}.
{A} let {B} run {O}.
{A} helped {B} found {O}.
{A}, together with {B}, founded {O}.
{A} co-founded {O} with {B} in 1998.
{O}, of which {A} is chairman, is based in {P}.
{O}, which {A} founded, is based in {P}.
The company that {A} founded is based in {P}.
The woman {A} called lives in {P}.
The letter {A} sent {B} arrived on Monday.
""".strip().splitlines()


def sentences() -> Iterator[str]:
    """Yield each invented sentence: every construction with every verb, and the single ones."""
    k = 0
    for pattern in CONSTRUCTIONS:
        for base, third, past, participle, gerund, noun in VERBS:
            words = {"v": base, "s": third, "d": past, "n": participle, "g": gerund, "noun": noun}
            yield pattern.format_map({**words, **dict(zip("ABCPO", NAMES[k % len(NAMES)], strict=True))})
            k += 1
    for pattern in SINGLE:
        yield pattern.format_map(dict(zip("ABCPO", NAMES[k % len(NAMES)], strict=True)))
        k += 1


def documents() -> Iterator[Document]:
    """Yield each invented sentence as an article, and the seeds."""
    for k, text in enumerate(sentences()):
        yield Document(f"{k:03}", text, "golden", date=PUBLISHED)
    for path in sorted(SEEDS.glob("*.txt")):
        yield from read_documents(str(path))


def lines(extractor: Extractor) -> Iterator[str]:
    """Yield the lines of the file, one a sentence."""
    for document, article in parse(documents(), extractor.nlp, extractor.morphology):
        record = extractor.record(document, article)
        rows: dict[str, list[str]] = {}
        for row in rows_of(article, binary=True):
            rows.setdefault(row.sentence, []).append(
                " | ".join((row.arguments[0], row.relation, *row.arguments[1:]))
            )
        for sentence in article.sentences:
            text = document.text[sentence.start : sentence.end]
            here = sentence.start
            line = {
                "sentence": text,
                "rows": rows.pop(text.replace("\t", " "), []),
                "propositions": [_proposition(p, record) for p in record.propositions if p.start == here],
                "findings": [_finding(f, record) for f in record.findings if f.start == here],
            }
            yield json.dumps(line, ensure_ascii=False, sort_keys=True)


def _name(index: int, record: ArticleRecord) -> str:
    """Give an entity's name; of an unnamed office or campaign its title or class, and whose it is."""
    entity = record.entities[index]
    if entity.name or entity.owner is None:
        return entity.name or entity.title or entity.kind
    return f"{entity.title or entity.kind} of {_name(entity.owner, record)}"


def _how(item: Proposition | Finding, record: ArticleRecord) -> str:
    """Give the factuality of a proposition or finding, as far as it is not plainly true."""
    words = [item.polarity] * (item.polarity == "negated") + [item.modality] * (item.modality != "actual")
    if item.speaker is not None:
        words.append(f"says {_name(item.speaker, record)}")
    if item.date is not None:
        words.append(item.date)
    return f" ({', '.join(words)})" if words else ""


def _proposition(proposition: Proposition, record: ArticleRecord) -> str:
    arguments = "; ".join(_argument(a, record) for a in proposition.arguments)
    how = _how(proposition, record) + " former" * proposition.former + " open" * (not proposition.asserted)
    return f"{proposition.kind} {proposition.predicate}{how}: {arguments} [{', '.join(proposition.rules)}]"


def _argument(argument: Argument, record: ArticleRecord) -> str:
    names = " + ".join(_name(e, record) for e in argument.entities)
    said = argument.value or argument.text
    of = f" of {argument.of}" if argument.of else ""
    return (
        f"{argument.role}{of} {said} = {names}" if names and names != said else f"{argument.role}{of} {said}"
    )


def _finding(finding: Finding, record: ArticleRecord) -> str:
    value = finding.object
    value = value.text if isinstance(value, Value) else _name(value, record)
    return (
        f"{_name(finding.subject, record)} {finding.property} {value}{_how(finding, record)} [{finding.rule}]"
    )


def write(found: Iterable[str]) -> None:
    """Write the file."""
    GOLDEN.write_text("".join(f"{line}\n" for line in found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(lines(Extractor(load_ontology())))
