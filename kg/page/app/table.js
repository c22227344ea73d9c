// The same claims as a table: to read, to sort, and for those who can't see a drawing.

const ROWS = 100;
const HEADS = [
  ["subject", "Subject"],
  ["property", "Property"],
  ["object", "Object"],
  ["status", "Status"],
  ["date", "Date"],
  ["articles", "Articles"],
];
const collator = new Intl.Collator("en", { numeric: true });
const VALUES = {
  subject: (claim) => claim.subject.label,
  property: (claim) => claim.label,
  object: (claim) => (claim.object ? claim.object.label : claim.value),
  status: (claim) => doubts(claim) || (claim.quotation ? "quoted" : "asserted"),
  date: (claim) => claim.dates[0] || "",
  articles: (claim) => claim.articles.length,
};

// The order that the state asks for; what has no date comes last either way.
const sorted = (claims, { sort, down }) => {
  const value = VALUES[sort],
    sign = down ? -1 : 1;
  return [...claims].sort((a, b) => {
    const [one, two] = [value(a), value(b)];
    if ((one === "") !== (two === "")) return one === "" ? 1 : -1;
    const order = typeof one === "number" ? one - two : collator.compare(one, two);
    return order * sign || collator.compare(VALUES.subject(a), VALUES.subject(b)) || a.index - b.index;
  });
};

const createTable = (data, keeper) => {
  const host = byId("table");
  const heads = (state) =>
    make(
      "tr",
      {},
      HEADS.map(([id, label]) => {
        const here = state.sort === id,
          direction = here ? (state.down ? "descending" : "ascending") : null;
        return make(
          "th",
          { scope: "col", class: id, "aria-sort": direction },
          button(
            {
              "data-sort": id,
              onclick: () => {
                keeper.set({ sort: id, down: here ? !state.down : id === "articles" });
                host.querySelector(`[data-sort="${id}"]`).focus();
              },
            },
            label,
            make("span", { class: "arrow", "aria-hidden": "true" }, here ? (state.down ? "▾" : "▴") : ""),
          ),
        );
      }),
    );
  const row = (claim, state) =>
    make(
      "tr",
      { class: state.claim === claim.slug ? "chosen" : null, "data-claim": claim.slug },
      make("th", { scope: "row" }, thingLink(keeper, claim.subject)),
      make(
        "td",
        {},
        button(
          {
            class: "name property",
            "aria-label": `Sentences: ${sentenceOf(claim)}`,
            onclick: () => keeper.set({ claim: claim.slug, node: null, line: null }),
          },
          claim.label,
        ),
      ),
      make("td", { class: "object" }, objectPart(keeper, claim)),
      make("td", { class: claim.asserted ? "soft" : "warn" }, VALUES.status(claim)),
      make("td", { class: "date" }, when(claim)),
      make(
        "td",
        { class: "number", title: claim.articles.map(articleTitle).join("\n") },
        String(claim.articles.length),
      ),
    );
  const caption = (seen, first, shown) =>
    `${counted(seen.claims)}${shown < seen.claims.length ? `, ${first + 1} to ${first + shown} shown` : ""}`;
  const pages = (state, number) =>
    number < 2
      ? null
      : make(
          "nav",
          { class: "pages", "aria-label": "Pages of the table" },
          button({ disabled: state.page === 0, onclick: () => turn(state.page - 1) }, "Earlier"),
          make("span", {}, `page ${state.page + 1} of ${number}`),
          button({ disabled: state.page >= number - 1, onclick: () => turn(state.page + 1) }, "Later"),
        );
  const turn = (page) => {
    keeper.set({ page });
    host.scrollTop = 0;
  };
  const build = (claims, state, text) =>
    make(
      "table",
      {},
      make("caption", {}, text),
      make("thead", {}, heads(state)),
      make(
        "tbody",
        {},
        claims.map((claim) => row(claim, state)),
      ),
    );
  const show = (state, seen) => {
    const all = sorted(seen.claims, state),
      number = Math.max(1, Math.ceil(all.length / ROWS)),
      page = Math.min(state.page, number - 1);
    const rows = all.slice(page * ROWS, (page + 1) * ROWS);
    host.replaceChildren(
      ...[
        build(rows, state, caption(seen, page * ROWS, rows.length)),
        pages({ ...state, page }, number),
      ].filter(Boolean),
    );
  };
  // A choice only moves the mark.
  const mark = (state) => {
    for (const item of host.querySelectorAll("tr.chosen")) item.classList.remove("chosen");
    const found =
      state.claim &&
      [...host.querySelectorAll("tr[data-claim]")].find((item) => item.dataset.claim === state.claim);
    if (found) found.classList.add("chosen");
  };
  return { show, mark, build };
};
