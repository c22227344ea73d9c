// The panel for one thing: what it is, what else it is called, and all that is said of it.

const ROWS_SHOWN = 40;

const ofThing = (page) => {
  const { data, keeper, state, seen } = page,
    thing = data.thingOf.get(state.node);
  const mine = seen.claims.filter((claim) => claim.subject === thing || claim.object === thing),
    hidden = thing.claims.length - mine.length;
  const isOffice = (claim) =>
    claim.subject === thing && claim.object && familyOf(claim.object.kind) === "office";
  const list = (title, keep) => {
    const claims = mine
      .filter(keep)
      .sort(
        (a, b) =>
          (b.subject === thing) - (a.subject === thing) ||
          b.articles.length - a.articles.length ||
          a.index - b.index,
      );
    const rows = claims.map((claim) => make("li", {}, row(keeper, claim, thing))),
      rest = rows.length - ROWS_SHOWN;
    const list = (items) => make("ul", { class: "rows" }, items);
    if (rest < 6) return rows.length ? section(title, list(rows)) : null;
    return section(
      title,
      list(rows.slice(0, ROWS_SHOWN)),
      make("details", {}, make("summary", {}, `${rest} more`), list(rows.slice(ROWS_SHOWN))),
    );
  };
  return [
    heading(keeper, sign(thing.kind), said(thing.label)),
    make("p", { class: "soft kind" }, thing.kind.label),
    thing.names.length
      ? make(
          "p",
          { class: "names" },
          make("span", { class: "soft" }, "also "),
          thing.names.flatMap((name, at) => [at ? ", " : "", said(name)]),
        )
      : null,
    actions(page, thing),
    list("Offices", isOffice),
    list("Claims", (claim) => claim.object && !isOffice(claim)),
    list("Figures and texts", (claim) => !claim.object && !claim.quotation),
    list("Words", (claim) => claim.quotation),
    make("p", { class: "soft" }, whatIsMissing(mine, hidden)),
    section(
      count(thing.articles.length, "article"),
      make(
        "ul",
        { class: "plain" },
        thing.articles.map((article) => make("li", {}, articleLink(article))),
      ),
    ),
  ];
};

const whatIsMissing = (mine, hidden) => {
  if (!mine.length)
    return hidden ? "No claim about it passes the filters." : "Named, but no claim about it was found.";
  return hidden ? `${count(hidden, "more claim")} not seen with these filters.` : "";
};

const actions = ({ keeper, state, focusOn }, thing) => {
  const only = state.around === thing.slug,
    expanded = state.more.includes(thing.slug);
  const fold = () => keeper.set({ more: state.more.filter((slug) => slug !== thing.slug) });
  const findPath = () => {
    keeper.set({ path: [thing.slug, ""], node: null });
    focusOn("#path-to");
  };
  return make(
    "p",
    { class: "actions" },
    button(
      { "aria-pressed": String(only), onclick: () => keeper.set({ around: only ? null : thing.slug }) },
      "Only its neighbours",
    ),
    button(
      { "aria-pressed": String(expanded), onclick: () => (expanded ? fold() : expand(keeper, thing)) },
      "Expand",
    ),
    button({ onclick: findPath }, "Path from here"),
  );
};

// Property and other side; a click shows the sentences.
const row = (keeper, claim, thing) => {
  const label = make("span", { class: "property" }, claim.label),
    articles = count(claim.articles.length, "article");
  const sides =
    claim.subject === thing ? [label, " ", objectSide(claim)] : [said(claim.subject.label), " ", label];
  const date = claim.dates.length ? make("span", {}, day(claim.dates[0])) : null;
  return button(
    { class: "row", onclick: () => keeper.set({ claim: claim.slug, node: null, line: null }) },
    make("span", {}, lead(claim), sides),
    make(
      "span",
      { class: "tally", title: articles },
      date,
      make("span", { "aria-label": articles }, String(claim.articles.length)),
    ),
  );
};

const objectSide = (claim) => {
  if (claim.object) return said(claim.object.label);
  return claim.quotation
    ? make("span", { class: "quoted" }, "“", said(claim.value), "”")
    : said(figure(claim));
};
