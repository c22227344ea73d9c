"""A graph whose every text is as bad as can be: quotes, controls, markup, odd names, no addresses."""

from kg.model import Appearance, Claim, Document, Entity, Evidence, KnowledgeGraph, QuotedText, Value

CONTROLS = "".join(map(chr, range(32))) + "\x7f\x80\x85\x9f"
ODD = (
    f'"quotes" \'\'\' """ \\ \\n <a> & {{x}} \u2028 \u202ertl שלום\u2069 🙂 e\u0301 \ufeff \ufffe\uffff '
    f"{CONTROLS} @prefix x: <y> . "
)
URLS = (
    'http://x.example/a b{c}"d"<e>|`^\\',
    "no url",
    "",
    "http://[::1",
    "javascript:alert(1)",
    "http://é.example/ü?ñ#ß",
)
IDS = ('a b/<c>"&é🙂', "..", "%2F#?", "שלום", "x" * 300, ":", "a\tb\nc", "@prefix")


def hostile() -> KnowledgeGraph:
    """Each kind of record, eight articles."""
    texts = {name: f"{ODD}{number}" for number, name in enumerate(IDS)}
    seen = tuple(Appearance(name, (ODD, name)) for name in IDS)
    proofs = tuple(
        Evidence(name, 0, len(text), text, (ODD, "rule"), "one", (date,))
        for (name, text), date in zip(texts.items(), ("2024", "2024-11", "2024-11-06", ODD) * 2, strict=True)
    )
    values = (Value(ODD, "string"), Value("", "string"), Value("-7", "integer"), Value("0.90", "decimal"))
    return KnowledgeGraph(
        documents=tuple(
            Document(name, text, ODD, title=ODD, date="2024-11-07", url=URLS[number % len(URLS)])
            for number, (name, text) in enumerate(texts.items())
        ),
        entities=tuple(Entity(id, f"{ODD}{id}", "Person", seen) for id in ("one", "naïve--“two”", "🙂")),
        claims=(
            Claim("one", "called", "🙂", "negated", "alleged", proofs),
            *(Claim("one", "charged_with", value, "affirmed", "actual", proofs) for value in values),
        ),
        quotations=tuple(QuotedText(e.article, 0, 3, e.quote, "naïve--“two”", e) for e in proofs),
    )
