// The panel when nothing is chosen: how much there is, where to begin, how to read it.

const BEST = 8;

const overview = ({ data, keeper, state, seen }) => {
  if (!data.claims.some((claim) => claim.object)) {
    return [
      make("p", { class: "intro" }, "Nothing to draw: no claim ties two things together."),
      counts(data),
    ];
  }
  return [
    make("h2", { class: "unseen" }, "Overview"),
    make(
      "p",
      { class: "intro" },
      "Every line is something that articles say, and every line can show you the sentences. Click one.",
    ),
    counts(data),
    ...drawnNote(data, keeper, state, seen),
    seen.drawn.size ? section("Best connected", bestConnected(keeper, seen)) : null,
    section(
      "How to read it",
      make(
        "ul",
        { class: "key" },
        make("li", {}, sample("solid"), "asserted: affirmed, told as actual, and read surely enough"),
        make("li", {}, sample("dashed"), "not asserted: planned, denied, possible, alleged, unsure or (where so built) told by speakers alone"),
        make("li", {}, sample("wide"), "the wider, the more articles say it"),
      ),
    ),
  ];
};

const counts = (data) => {
  const all = [["articles", data.articles.length], ["things", data.things.length], ...data.counts];
  const one = ([name, number]) => make("div", {}, make("dd", {}, digits.format(number)), make("dt", {}, name));
  return make("dl", { class: "counts" }, all.map(one));
};

const bestConnected = (keeper, seen) =>
  make(
    "ul",
    { class: "rows" },
    [...seen.drawn].slice(0, BEST).map((thing) => {
      const choose = () => keeper.set({ node: thing.slug });
      return make(
        "li",
        {},
        button(
          { class: "row", onclick: choose },
          make("span", {}, sign(thing.kind), " ", said(thing.label)),
          make("span", { class: "tally" }, String(thing.claims.length)),
        ),
      );
    }),
  );

// What the drawing leaves out, and the way to see it.
const drawnNote = (data, keeper, state, seen) => {
  const alone = data.things.filter((thing) => !thing.claims.some((claim) => claim.object)).length,
    parts = [];
  if (seen.tied.size > seen.drawn.size)
    parts.push(
      `Drawn: the ${digits.format(seen.drawn.size)} best connected of ${count(seen.tied.size, "thing")}; the rest is in the table and found by search.`,
    );
  if (alone === 1) parts.push("1 thing is named without a tie to another: search finds it.");
  else if (alone)
    parts.push(`${count(alone, "thing")} are named without a tie to another: search finds them.`);
  const [, quotations] = data.counts.find(([name]) => name === "quotations"),
    unspoken = quotations - data.claims.filter((claim) => claim.quotation).length;
  if (unspoken) parts.push(`${count(unspoken, "quotation")} without a known speaker: in the graph, not here.`);
  const number = digits.format(data.drawable),
    all =
      data.drawable === data.things.length - alone
        ? `Draw all ${number}`
        : `Draw the ${number} best connected`;
  const toggle = button(
    { "aria-pressed": String(state.all), onclick: () => keeper.set({ all: !state.all }) },
    all,
  );
  return [
    parts.length ? make("p", { class: "soft" }, parts.join(" ")) : null,
    data.drawable > data.core ? make("p", { class: "actions" }, toggle) : null,
  ];
};

const sample = (kind) =>
  svg(
    "svg",
    { class: `sample ${kind}`, width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" },
    svg("path", { d: "M1 5H33" }),
  );
