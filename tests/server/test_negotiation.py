"""Which form a client gets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.server.negotiation import DESCRIPTIONS, HTML, RESULTS, TRIPLES, Form, choose

PAGE = (HTML, *DESCRIPTIONS)


@pytest.mark.parametrize(
    ("accept", "offered", "expected"),
    [
        (None, RESULTS, "json"),
        ("", RESULTS, "json"),
        ("*/*", RESULTS, "json"),
        ("*/*", PAGE, "html"),
        ("nonsense", RESULTS, "json"),
        ("application/sparql-results+xml", RESULTS, "xml"),
        ("text/csv, text/tab-separated-values;q=0.5", RESULTS, "csv"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.5", RESULTS, "tsv"),
        ("TEXT/CSV ; Q=0.9", RESULTS, "csv"),
        ("text/csv;charset=utf-8", RESULTS, "csv"),
        ("text/csv;charset=latin-1", RESULTS, None),
        ("text/turtle, */*;q=0.1", PAGE, "ttl"),
        ("application/*", TRIPLES, "nt"),
        ("application/ld+json", TRIPLES, "jsonld"),
        ("application/rdf+xml;q=0.8, application/n-triples;q=0.9", TRIPLES, "nt"),
        # The more precise range counts, wherever it stands.
        ("application/sparql-results+json;q=0, application/json;q=0, */*", RESULTS, "xml"),
        ("*/*;q=1, text/csv;q=0", (RESULTS[5],), None),
        ("text/*;q=0.1, text/tab-separated-values", RESULTS, "tsv"),
        ("image/png", RESULTS, None),
        ("text/html", RESULTS, None),
        # A browser.
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", PAGE, "html"),
        # What can't be read is left out: a weight that is none, a star with a subtype, a comma in quotes.
        ("text/csv;q=2, text/tab-separated-values;q=0.1", RESULTS, "tsv"),
        ("*/csv, text/tab-separated-values", RESULTS, "tsv"),
        ('application/json;profile="a, text/csv;b", text/csv;q=0.2', RESULTS, "csv"),
    ],
)
def test_the_form(accept: str | None, offered: tuple[Form, ...], expected: str | None) -> None:
    chosen = choose(accept, offered)
    assert (chosen.name if chosen else None) == expected


def test_the_content_type_is_the_one_asked_for() -> None:
    assert choose("application/json", RESULTS).media == "application/json"  # type: ignore[union-attr]
    assert choose("text/turtle", TRIPLES).content_type == "text/turtle; charset=utf-8"  # type: ignore[union-attr]


_MEDIA = sorted({form.media for form in RESULTS} | {"image/png", "text/*", "application/*", "*/*"})
_RANGES = st.lists(st.tuples(st.sampled_from(_MEDIA), st.integers(0, 10)), min_size=1, max_size=6)


def _weight(media: str, ranges: dict[str, int]) -> int:
    """As RFC 9110 has it: the most precise range decides."""
    for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0


@given(_RANGES)
@settings(max_examples=100, deadline=None)
def test_nothing_liked_better_is_passed_over(given_ranges: list[tuple[str, int]]) -> None:
    ranges = dict(given_ranges)
    accept = ", ".join(f"{media};q={tenths / 10:.1f}" for media, tenths in ranges.items())
    weights = {form: _weight(form.media, ranges) for form in RESULTS}
    chosen = choose(accept, RESULTS)
    if chosen is None:
        assert not any(weights.values())
    else:
        best = max(weights.values())
        assert chosen == next(form for form in RESULTS if weights[form] == best)


@given(st.text(max_size=60) | st.from_regex(r"[a-z*/;=q0-9., \"\\]{0,60}", fullmatch=True))
@settings(max_examples=150, deadline=None)
def test_no_header_is_too_odd(accept: str) -> None:
    assert choose(accept, RESULTS) in (None, *RESULTS)
