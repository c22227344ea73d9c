"""What is built verifies, whatever the articles: odd texts, names, titles and dates, in odd sets."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from kg.build import workers
from kg.build.pipeline import build
from kg.extract import Extractor
from kg.inspect.verify import verify
from kg.ontology.package import load_ontology

WHO = (
    *("Mira Holt", "Tobias Reyes", "Holt", "Reyes", "she", "Mr Holt", "the president", "President Ana Cruz"),
    *("the governor of Texas", "the US vice president", "the White House", "Madison Square Garden"),
    *("Camp David", "Number 10", "Brazil", "Norland", "Paris", "the Senate", "Acme Corp.", "the FBI"),
    *("Holt’s campaign", "the Democratic Party", "the 2020 election", "The New York Times", "Jürgen Müller"),
    *(
        "O’Neill",
        "Mira H. Holt-Reyes, 58,",
        "the former president of Chile, Ana Cruz,",
        "an aide",
        "İbrahim Çelik",
    ),
)
DID = (
    *("called", "met", "did not call", "will meet", "might endorse", "defeated", "praised", "sued"),
    *(
        "is the president of",
        "was the mayor of",
        "works for",
        "is a spokesman for",
        "won",
        "lost",
        "attacked",
    ),
    *("was born in", "died in", "visited", "is married to", "resigned from", "has called for a boycott of"),
    *("claimed to have met", "denied having sued", "is from", "leads", "founded", "took over from"),
)
SAYS = (
    "“{0},” {1} said.",
    '"{0}," said a statement from {1}.',
    "{1}: “{0}.”",
    "“{0}”",
    "{1} said {0}.",
    "{1} tweeted: '{0}'",
)
ODD = st.sampled_from(
    (
        *(
            "\u202eabc\u202c",
            "\u0000",
            "\x07",
            "🙂",
            "e\u0301",
            "\ufeff",
            "\u2028",
            "<b>&amp;</b>",
            '"',
            "\\u0041",
        ),
        *(
            "in 2020",
            "on 31 February",
            "with 150 percent of the vote",
            "aged 999",
            "by -5 votes",
            "1e999 votes",
        ),
        *("with 226 electoral votes", "in 0000", "last year", "\n\n", "  ", "—", "https://x.example/a b"),
    )
)
CLAUSES = st.builds("{} {} {}".format, st.sampled_from(WHO), st.sampled_from(DID), st.sampled_from(WHO))
SENTENCES = st.one_of(
    st.builds("{}.".format, CLAUSES),
    st.builds("{} {}.".format, CLAUSES, ODD),
    st.builds(
        lambda form, clause, who: form.format(clause, who),
        st.sampled_from(SAYS),
        CLAUSES,
        st.sampled_from(WHO),
    ),
    ODD,
)
ARTICLES = st.fixed_dictionaries(
    {"text": st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)},
    optional={
        "id": st.one_of(
            st.sampled_from(("a/b", "..", "ä ö", "x%20y", "<i>", '"', "a.", "-")), st.text(max_size=5)
        ),
        "title": st.one_of(ODD, CLAUSES),
        "date": st.sampled_from(("2024-11-07", "0001-01-01", "2024-02-30", "yesterday", "2024", "")),
        "url": st.sampled_from(("https://x.example/", "javascript:alert(1)", "not a url", "http://[::1")),
    },
)


@pytest.fixture(scope="module", autouse=True)
def loaded(extractor: Extractor) -> Iterator[None]:
    """Spare the tests the loading of the model."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Extractor", lambda ontology, model: extractor)
        yield


@settings(
    max_examples=200 if os.environ.get("KG_TEST_ALL") == "1" else 6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
@given(articles=st.lists(ARTICLES, min_size=1, max_size=5))
@example(
    articles=[
        {
            "text": "“We will not move,” said a statement from Madison Square Garden. "
            "“No,” the White House said."
        },
        {"text": "Mira Holt, the president of Norland, met Tobias Reyes, the US vice president, in Norland."},
        {"text": "Holt, the president, called Reyes. The vice president thanked Mira Holt."},
    ]
)
def test_what_is_built_verifies(articles: list[dict[str, str]]) -> None:
    ontology = load_ontology()
    with TemporaryDirectory() as temporary:
        source, folder = Path(temporary, "rows.jsonl"), Path(temporary, "graph")
        rows = [{"id": f"row {number}", **row} for number, row in enumerate(articles)]
        rows.append({"id": "good", "text": "Mira Holt met Tobias Reyes."})  # one at least can be read
        source.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
        build([str(source)], output=folder, ontology=ontology)
        assert verify(folder, ontology).problems == ()
