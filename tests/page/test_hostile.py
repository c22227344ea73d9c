"""Text that nobody would write by accident, everywhere that text can stand, on a phone."""

from collections.abc import Callable, Iterator
from itertools import chain
from urllib.parse import quote

import pytest
from browsing import Opened

from kg.graph.read import vocabulary
from kg.graph.write import ontology_quads
from kg.model import Appearance, Claim, Document, Entity, Evidence, KnowledgeGraph, QuotedText, Value
from kg.network.network import network
from kg.ontology.package import load_ontology
from kg.page import page

Open = Callable[..., Opened]

NASTY = (
    *("\u0000nul", "a\u0007bell", "\ufeffmark", "\u00ad" * 100, "\U000e0001\U000e0020", "   ", "\t\n\r", "x"),
    *(
        "<svg/onload=alert(1)>",
        "&lt;b&gt;&amp;",
        "--><!--",
        "]]>",
        "%3Cscript%3E",
        "\\u003cscript",
        "\\",
        "'",
    ),
    *("\u202e\u202d\u2066\u2067\u2068" * 50, "g\u0334\u033b\u0348\u034d" * 60, "ﷺ", "﷽" * 20, "𓀀" * 60),
    *("👨‍👩‍👧‍👦" * 40, "W" * 10_000, "a-" * 300, "word " * 200, "i" * 400 + " " + "m" * 400),
    *(
        "#node=x",
        "a,b,c",
        "a~b",
        "a+b%2C",
        "toString",
        "valueOf",
        "undefined",
        "NaN",
        "-1",
        "1e400",
        "İ",
        "ﬀ",
    ),
    *(
        "data:text/html,<script>alert(1)</script>",
        "java\tscript:alert(1)",
        "//evil.example/<x>",
        "${alert(1)}",
    ),
)
DATES = ("2024-03-05", "2024-03", "2024", "0001-01-01", "9999-12-31", "0044", "12024-01-01")
#: Addresses that somebody mistyped, or sent to see what happens.
JUNK = (
    *("node=nobody", "line=a~b", "claim=%", "path=a", "path=,", "page=-5&view=table", "page=1e9&view=table"),
    *("sort=-zzz", "from=x&to=y", "class=Nope", "%E0%A4%A", "around=%00", "more=one-1,zzz", "=&=&"),
    *("__proto__=x", "from=9999-99-99", "text=%5B%28", "draw=all&show=not-asserted"),
)
#: Goes to one address after the other; the parts that are then wider than they have room for.
TOO_LARGE = """(states) => states.flatMap((state) => {
  history.replaceState(null, "", "#" + state);
  dispatchEvent(new Event("hashchange"));
  const parts = ["panel", "filters", "chips", "bar", "legend", "timeline"].filter((id) => {
    const part = document.getElementById(id);
    return part.checkVisibility() && part.scrollWidth > part.clientWidth + 1;
  });
  if (document.documentElement.scrollWidth > innerWidth) parts.push("page");
  if (document.body.scrollHeight > innerHeight) parts.push("page's height");
  return parts.map((part) => `${part} at ${state.slice(0, 60)}`);
})"""


def parts() -> Iterator[tuple[Document, list[Entity], list[Claim], QuotedText]]:
    """For each of the texts an article that says it in every place."""
    for number, words in enumerate(NASTY):
        one, two, date = f"one-{number}", f"two-{number}", DATES[number % len(DATES)]
        text = f"{words} called {words}! on {words}."
        told = Evidence(f"{words[:60]}-{number}", 0, len(text), text, (words,), one, (date,))
        seen = (Appearance(told.article, (f"{words} again",)),)
        yield (
            Document(told.article, text, told.article, words, date, words),
            [Entity(one, words, "Person", seen), Entity(two, f"{words}!", "Company", seen)],
            [
                Claim(one, "called", two, "affirmed", "actual", (told,)),
                Claim(one, "called", two, "negated", "alleged", (told,)),
                Claim(one, "charged_with", Value(words, "string"), "affirmed", "actual", (told,)),
            ],
            QuotedText(told.article, 0, len(words), words, one, told),
        )


@pytest.fixture(scope="module")
def hostile() -> str:
    documents, entities, claims, quotations = zip(*parts(), strict=True)
    graph = KnowledgeGraph(documents, tuple(chain(*entities)), tuple(chain(*claims)), quotations)
    ontology = load_ontology()
    known = vocabulary(ontology_quads(ontology), ontology.namespace)
    return page(network(graph, known), title=NASTY[8])


@pytest.mark.slow
def test_no_text_runs_or_breaks_the_page(hostile: str, opened: Open) -> None:
    shown = opened(hostile, width=360, height=740, reduced_motion="reduce")
    articles = (f"{words[:60]}-{at}" for at, words in enumerate(NASTY))
    states = ["article=" + ",".join(quote(name, safe="") for name in articles)]
    for number, words in enumerate(NASTY):
        states += [f"node=one-{number}", f"claim=one-{number}--called--two-{number}&view=table"]
        if number % 4 == 0:
            states += [f"line=one-{number}~two-{number}&show=not-asserted", f"text={quote(words[:200])}"]
    assert shown.ask(TOO_LARGE, states) == []
    assert shown.messages == []
    assert len(shown.requests) == 1
    assert shown.ask("[...document.links].every((link) => /^(https?|file):$/.test(link.protocol))")


def test_addresses_that_mean_nothing_are_harmless(hostile: str, opened: Open) -> None:
    shown = opened(hostile)
    assert shown.ask(TOO_LARGE, JUNK) == []
    assert shown.messages == []
    assert shown.ask("({}).x") is None
