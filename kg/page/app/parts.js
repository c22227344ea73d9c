// Pieces of text that panel, table and path share: things, claims, and the sentences behind them.

const SENTENCES_SHOWN = 4;
const LEAD = { planned: "Planned", possible: "Possible", alleged: "Alleged", unsure: "Unsure", attributed: "Attributed" };

// A name that can be clicked.
const thingLink = (keeper, thing, attributes = {}) =>
  button(
    {
      class: "name",
      ...attributes,
      onclick: () => keeper.set({ node: thing.slug, line: null, claim: null }),
    },
    said(thing.label),
  );

// "Planned, not so:" before what is no fact.
const lead = (claim) => {
  const words = [
    LEAD[claim.withheld || claim.modality],
    claim.polarity === "affirmed" ? "" : claim.modality === "actual" ? "Denied" : "not so",
  ].filter(Boolean);
  return words.length ? make("span", { class: "lead" }, `${words.join(", ")}: `) : null;
};

const objectPart = (keeper, claim) => {
  if (claim.object) return thingLink(keeper, claim.object);
  return claim.quotation
    ? make("q", {}, said(claim.value))
    : make("span", { class: "figure" }, said(figure(claim)));
};

// The claim as a sentence whose names can be clicked.
const claimSentence = (keeper, claim) =>
  make(
    "p",
    { class: "claim-text" },
    lead(claim),
    thingLink(keeper, claim.subject),
    " ",
    make("b", {}, claim.label),
    " ",
    objectPart(keeper, claim),
  );

const when = (claim) => claim.dates.map(day).join(", ");
const articleTitle = (article) => article.title || article.id;

const articleLink = (article) => {
  const title = make("cite", {}, said(articleTitle(article)));
  const shown = article.url
    ? make("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, title)
    : title;
  return [shown, article.date ? make("span", { class: "soft" }, ` · ${day(article.date)}`) : null];
};

// One sentence with both names marked, where it stands, and who says so.
const evidenceBlock = (keeper, claim, item) => {
  const pieces = marked(item.text, claim),
    named = new Set(pieces.map(([, side]) => side));
  const unnamed = [claim.subject, claim.object].filter(
    (thing, at) => thing && !named.has(at ? "object" : "subject"),
  );
  return make(
    "blockquote",
    {},
    make(
      "p",
      { class: "sentence", dir: "auto" },
      pieces.map(([text, side]) => (side ? make("mark", { class: side }, text) : text)),
    ),
    make(
      "footer",
      {},
      item.speaker ? make("span", { class: "teller" }, "as told by ", thingLink(keeper, item.speaker)) : null,
      make("span", {}, articleLink(item.article)),
      unnamed.length
        ? make(
            "span",
            {
              class: "soft",
              title:
                "The article was read as a whole: a pronoun or a description stands for the name in this sentence.",
            },
            "not named here: ",
            said(unnamed.map((thing) => thing.label).join(", ")),
          )
        : null,
    ),
  );
};

const evidenceList = (keeper, claim) => {
  const blocks = claim.evidence.map((item) => evidenceBlock(keeper, claim, item));
  if (blocks.length <= SENTENCES_SHOWN + 1) return blocks;
  return [
    ...blocks.slice(0, SENTENCES_SHOWN),
    make(
      "details",
      {},
      make("summary", {}, `${count(blocks.length - SENTENCES_SHOWN, "more sentence")}`),
      blocks.slice(SENTENCES_SHOWN),
    ),
  ];
};

// "affirmed · actual · unsure · 6 November 2024 · 3 articles"
const claimMeta = (data, claim) =>
  make(
    "p",
    { class: "meta" },
    [
      data.terms.get(claim.polarity) || claim.polarity,
      data.terms.get(claim.modality) || claim.modality,
      claim.withheld,
      when(claim),
      count(claim.articles.length, "article"),
    ]
      .filter(Boolean)
      .map((text, at) =>
        make(
          "span",
          {
            class:
              (at === 0 && claim.polarity !== "affirmed") ||
              (at === 1 && claim.modality !== "actual") ||
              (at === 2 && claim.withheld)
                ? "warn"
                : null,
          },
          text,
        ),
      ),
  );

const claimCard = (data, keeper, claim) =>
  make(
    "article",
    { class: claim.asserted ? "claim" : "claim other" },
    claimSentence(keeper, claim),
    claimMeta(data, claim),
    evidenceList(keeper, claim),
  );

// Under the mouse.
const tipForThing = (thing) => [
  make("strong", {}, said(thing.label)),
  make("span", {}, `${thing.kind.label} · ${count(thing.claims.length, "claim")}`),
];
const tipForLine = (line) =>
  [
    make("strong", {}, said(line.tail.label), line.symmetric ? " – " : " → ", said(line.head.label)),
    ...line.claims
      .slice(0, 4)
      .map((claim) =>
        make("span", {}, lead(claim), `${claim.label}: ${count(claim.articles.length, "article")}`),
      ),
    line.claims.length > 4 ? make("span", {}, `and ${line.claims.length - 4} more`) : null,
  ].filter(Boolean);
