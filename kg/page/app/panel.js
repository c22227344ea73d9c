// The panel: what is known of what is chosen, down to the sentences; without a choice, an overview.

const section = (title, ...children) => make("section", {}, make("h3", {}, title), ...children);

const createPanel = (data, keeper) => {
  const panel = byId("panel");
  const show = (state, seen) => {
    panel.replaceChildren(...content(state, seen).flat(2).filter(Boolean));
    requestAnimationFrame(() => { panel.scrollTop = 0; });
  };
  const content = (state, seen) => {
    if (state.node) return ofThing(data.thingOf.get(state.node), state, seen);
    if (state.claim) return ofClaim(data.claimOf.get(state.claim), seen);
    if (state.line) return ofLine(state.line, seen);
    if (state.path) return ofPath(state, seen);
    return overview(state, seen);
  };
  const closer = () => button({ class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: () => { keeper.set({ node: null, line: null, claim: null }); byId("canvas").focus({ preventScroll: true }); } }, "×");
  const heading = (...children) => make("header", { class: "head" }, closer(), make("h2", {}, ...children));

  // ── One thing ──
  const ofThing = (thing, state, seen) => {
    const mine = seen.claims.filter((claim) => claim.subject === thing || claim.object === thing);
    const offices = mine.filter((claim) => claim.subject === thing && claim.object && familyOf(claim.object.kind) === "office");
    const ties = mine.filter((claim) => claim.object && !offices.includes(claim)), words = mine.filter((claim) => claim.quotation);
    const figures = mine.filter((claim) => !claim.object && !claim.quotation), hidden = thing.claims.length - mine.length;
    return [
      heading(sign(thing.kind), said(thing.label)),
      make("p", { class: "soft kind" }, thing.kind.label),
      thing.names.length ? make("p", { class: "names" }, make("span", { class: "soft" }, "also "), thing.names.flatMap((name, at) => [at ? ", " : "", said(name)])) : null,
      actions(thing, state),
      offices.length ? section("Offices", claimList(offices, thing)) : null,
      ties.length ? section("Claims", claimList(ties, thing)) : null,
      figures.length ? section("Figures and texts", claimList(figures, thing)) : null,
      words.length ? section("Words", claimList(words, thing)) : null,
      mine.length ? null : make("p", { class: "soft" }, hidden ? "No claim about it passes the filters." : "Named, but no claim was found about it."),
      mine.length && hidden ? make("p", { class: "soft" }, `${count(hidden, "more claim")} not seen with these filters.`) : null,
      section(count(thing.articles.length, "article"), make("ul", { class: "plain" }, thing.articles.map((article) => make("li", {}, articleLink(article))))),
    ];
  };
  const actions = (thing, state) => {
    const only = state.around === thing.slug, expanded = state.more.includes(thing.slug);
    return make("p", { class: "actions" },
      button({ "aria-pressed": String(only), onclick: () => keeper.set({ around: only ? null : thing.slug }) }, "Only its neighbours"),
      button({ "aria-pressed": String(expanded), onclick: () => (expanded ? keeper.set({ more: state.more.filter((slug) => slug !== thing.slug) }) : expand(keeper, thing)) }, "Expand"),
      button({ onclick: () => { keeper.set({ path: [thing.slug, ""], node: null }); focusOn("#path-to"); } }, "Path from here"));
  };
  // Rows of property and other side; a click shows the sentences.
  const claimList = (claims, thing) => make("ul", { class: "rows" },
    [...claims].sort((a, b) => (a.subject === thing ? 0 : 1) - (b.subject === thing ? 0 : 1) || b.articles.length - a.articles.length || a.index - b.index).map((claim) => make("li", {}, row(claim, thing))));
  const row = (claim, thing) => {
    const out = claim.subject === thing, label = make("span", { class: "property" }, claim.label), sides = out ? [label, " ", objectSide(claim)] : [sideName(claim.subject), " ", label];
    return button({ class: "row", onclick: () => keeper.set({ claim: claim.slug, node: null, line: null }) },
      make("span", {}, lead(claim), sides), make("span", { class: "tally", title: count(claim.articles.length, "article") }, claim.dates.length ? make("span", {}, day(claim.dates[0])) : null, make("span", { "aria-label": count(claim.articles.length, "article") }, String(claim.articles.length))));
  };
  const sideName = (thing) => make("span", { class: "side" }, said(thing.label));
  const objectSide = (claim) => (claim.object ? sideName(claim.object) : make("span", { class: claim.quotation ? "quoted" : "figure" }, claim.quotation ? ["“", said(claim.value), "”"] : said(figure(claim))));

  // ── One line, one claim ──
  const ofLine = (id, seen) => {
    const line = seen.lines.get(id), [tail, head] = id.split("~").map((slug) => data.thingOf.get(slug));
    const title = heading(thingLink(keeper, tail), line && line.symmetric ? " – " : " → ", thingLink(keeper, head));
    if (!line) return [title, make("p", { class: "soft" }, "No claim between the two passes the filters.")];
    return [title, make("p", { class: "soft" }, `${count(line.claims.length, "claim")} in ${count(line.articles, "article")}${line.asserted ? "" : ", none of them a fact"}`), ...line.claims.map((claim) => claimCard(data, keeper, claim)), more(line, seen)];
  };
  const more = (line, seen) => {
    const others = [...seen.lines.values()].filter((other) => other !== line && new Set([other.tail, other.head, line.tail, line.head]).size === 2);
    return others.length ? section("Also between the two", make("ul", { class: "plain" }, others.map((other) => make("li", {}, button({ class: "name", onclick: () => keeper.set({ line: other.id }) }, said(other.tail.label), " ", other.label, " ", said(other.head.label), other.asserted ? "" : " (not asserted)"))))) : null;
  };
  const ofClaim = (claim, seen) => {
    const line = seen.lineOf.get(claim);
    return [
      heading(thingLink(keeper, claim.subject), claim.object ? [" → ", thingLink(keeper, claim.object)] : null),
      claimCard(data, keeper, claim),
      line && line.claims.length > 1 ? make("p", { class: "actions" }, button({ onclick: () => keeper.set({ line: line.id, claim: null }) }, `All ${line.claims.length} claims of this line`)) : null,
    ];
  };

  // ── A path ──
  const ofPath = (state, seen) => {
    const [start, end] = state.path.map((slug) => data.thingOf.get(slug));
    const finder = (label, id, thing, choose) => {
      const host = make("div", { class: "finder" });
      createFinder(host, { data, label, id, value: thing ? thing.label : "", choose });
      return make("div", { class: "end" }, make("label", { for: id }, label), host);
    };
    const close = button({ class: "close", "aria-label": "Close the path", onclick: () => keeper.set({ path: null }) }, "×");
    return [
      make("header", { class: "head" }, close, make("h2", {}, "A path")),
      finder("From", "path-from", start, (thing) => keeper.set({ path: [thing.slug, end ? end.slug : ""] })),
      finder("To", "path-to", end, (thing) => keeper.set({ path: [start.slug, thing.slug] })),
      ...(end ? way(seen.route, start, end) : [make("p", { class: "soft" }, "Choose two things to see how claims connect them.")]),
    ];
  };
  const way = (route, start, end) => {
    if (!route) return [make("p", {}, "No claims that pass the filters connect ", said(start.label), " and ", said(end.label), ".")];
    if (!route.length) return [make("p", { class: "soft" }, "Both ends are the same.")];
    return [make("p", { class: "soft" }, `${count(route.length, "step")}, the shortest way`), make("ol", { class: "way" }, route.map((step) => make("li", {}, claimCard(data, keeper, step.claims[0]),
      step.claims.length > 1 ? make("p", { class: "soft" }, `and ${count(step.claims.length - 1, "more claim")} between the two: ${[...new Set(step.claims.slice(1).map((claim) => claim.label))].join(", ")}`) : null)))];
  };

  // ── Nothing chosen ──
  const overview = (state, seen) => {
    const facts = data.claims.filter((claim) => claim.asserted).length, best = [...seen.drawn].slice(0, 8), alone = data.things.filter((thing) => !thing.claims.some((claim) => claim.object)).length;
    if (!data.claims.some((claim) => claim.object)) return [make("p", { class: "intro" }, "Nothing to draw: no claim ties two things together."), counts(facts)];
    return [
      make("p", { class: "intro" }, "Every line is something that articles say, and every line can show you the sentences. Click one."),
      counts(facts),
      drawnNote(state, seen, alone),
      best.length ? section("Best connected", make("ul", { class: "rows" }, best.map((thing) => make("li", {}, button({ class: "row", onclick: () => keeper.set({ node: thing.slug }) }, make("span", {}, sign(thing.kind), " ", said(thing.label)), make("span", { class: "tally" }, String(thing.claims.length))))))) : null,
      section("How to read it", make("ul", { class: "key" },
        make("li", {}, sample("solid"), "a fact: affirmed, and said to be so"), make("li", {}, sample("dashed"), "planned, denied, possible or alleged"), make("li", {}, sample("wide"), "the wider, the more articles say it"))),
    ];
  };
  const counts = (facts) => make("dl", { class: "counts" }, [[data.articles.length, "article"], [data.things.length, "thing"], [facts, "fact"], [data.claims.length - facts, "other claim"]]
    .map(([number, noun]) => make("div", {}, make("dd", {}, digits.format(number)), make("dt", {}, number === 1 ? noun : `${noun}s`))));
  const drawnNote = (state, seen, alone) => {
    const parts = [];
    if (seen.tied.size > seen.drawn.size) parts.push(`Drawn: the ${digits.format(seen.drawn.size)} best connected of ${count(seen.tied.size, "thing")}; the rest is in the table and found by search.`);
    if (alone) parts.push(`${count(alone, "thing")} ${alone === 1 ? "is" : "are"} named without a tie to another: search finds ${alone === 1 ? "it" : "them"}.`);
    const toggle = data.drawable > data.core ? make("p", { class: "actions" }, button({ "aria-pressed": String(state.all), onclick: () => keeper.set({ all: !state.all }) }, `Draw ${data.drawable < data.things.length - alone ? `the ${digits.format(data.drawable)} best connected` : `all ${digits.format(data.drawable)}`}`)) : null;
    return [parts.length ? make("p", { class: "soft" }, parts.join(" ")) : null, toggle].filter(Boolean);
  };
  const sample = (kind) => svg("svg", { class: `sample ${kind}`, width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" }, svg("path", { d: "M1 5H33" }));
  const focusOn = (selector) => { const found = panel.querySelector(selector); if (found) found.focus(); };
  return { show, focus: () => panel.focus({ preventScroll: true }), focusOn };
};
