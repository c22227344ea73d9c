"""Closed classes: pronouns, auxiliaries, negations, conjunctions, prepositions, ordinals, the calendar."""

from __future__ import annotations

FUTURE = frozenset(("will", "shall", "'ll", "wo", "’ll"))
MODALS = frozenset(("may", "might", "could", "would", "should", "must", "can", "ca", "ought", "'d", "’d"))
#: Denied, they deny the event: "couldn't call".
ABILITY = frozenset(("can", "ca", "could"))
#: With "have": "should have won" did not happen, "might have won" perhaps did.
COUNTERFACTUAL = frozenset(("would", "should", "could"))
PAST_MODALS = COUNTERFACTUAL | {"might", "'d"}
NEGATIONS = frozenset(("not", "n't", "never", "n’t", "neither", "nor", "hardly", "barely", "scarcely"))
NOBODY = frozenset(("nobody", "none", "nothing", "neither"))
#: Behind "not", they keep the event: "not only called but".
NOT_ALONE = frozenset(("only", "just", "until", "merely", "simply"))
CONDITIONS = frozenset(("if", "unless", "whether", "lest", "provided", "until"))
#: Conjunctions behind which a present tense is no future.
GIVEN = frozenset(("because", "since", "although", "though", "as", "while"))
#: Prepositions behind which a clause is told as having happened: "after winning".
TOLD_PREPOSITIONS = frozenset(("after", "since", "upon", "while", "following", "despite"))
#: Prepositions with which a word governs a clause: "accused of", "talk about".
GOVERNED_PREPOSITIONS = frozenset("of from for about at to against into out_of short".split())
#: Prepositions behind which a noun stands by itself: "after the visit".
PLACING_PREPOSITIONS = frozenset(
    "after since during following on in over about at by until before despite".split()
)
#: Words before a noun whose infinitive happened: "the first woman to win".
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest only".split()
)
#: The gender of a pronoun: m, f, n(euter), p(lural); "1" and "1p" for I and we.
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "themselves": "p",
    "i": "1", "me": "1", "my": "1", "myself": "1", "we": "1p", "us": "1p", "our": "1p",
}  # fmt: skip
REFLEXIVES = frozenset(("himself", "herself", "itself", "themselves"))
#: Pronouns for one person, with the gender that they tell.
THIRD_PERSON = {
    word: gender for word, gender in PRONOUNS.items() if gender in "mf" and word not in REFLEXIVES | {"hers"}
}
RELATIVE_PRONOUNS = frozenset(("who", "whom", "which", "that", "whose"))
#: Those of them that only persons have.
PERSONAL_RELATIVES = frozenset(("who", "whom"))
#: Determiners of what may be anybody's: "the mayor of a city".
INDEFINITE = frozenset(("a", "an", "another", "any", "some"))
HAVE = frozenset(("have", "has", "had", "having", "'ve", "’ve"))
PARTICLES = frozenset(("up", "out", "down", "off", "over", "in", "back", "away", "together", "forward"))
#: Conjunctions whose clause is not what the subject of the main clause says.
ASIDE = frozenset("as while when after before since although though until once".split())
#: Words between two parts of one quotation.
JOINERS = frozenset("and but or as well to a an the".split())
#: Words before "with" that tell of company: "charged along with Bell", not with him.
BESIDE = frozenset(("along", "together"))
#: Adverbs that join sentences and say nothing of the verb.
CONNECTING = frozenset("however then thus therefore".split())
#: Prepositions with which a time hangs on a verb.
DATING = frozenset(("on", "in", "at", "during", "by", "of"))
#: Prepositions that seldom belong to a name: "Bank of England", but "met Ana Cruz in Oslo".
APART = frozenset("in on at after before during since until from by with as into over".split())
#: Words of a surname before its main part.
SURNAME_PARTICLES = frozenset(
    "al bin da dal de del della den der di dos du el la le ten ter van von zu".split()
)
#: Words behind a surname.
SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
#: Letters behind a person's name that are no part of it.
POSTNOMINALS = frozenset("qc kc mp msp mep mbe cbe obe".split())
#: The number of each month, by its names and short forms.
MONTHS = {
    name: k
    for k, names in enumerate(
        "january jan jan.|february feb feb.|march mar mar.|april apr apr.|may|june jun jun.|july jul jul.|"
        "august aug aug.|september sept sept. sep sep.|october oct oct.|november nov nov.|"
        "december dec dec.".split("|"),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {d: k for k, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
#: Days as counted from today.
DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
