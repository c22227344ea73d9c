// From the data and the state to what is seen: pure functions. The drawing, the table, the time line, the
// panel and all that is saved are made of their answer, so they always agree.

const OTHER = "other";
const EXPANDED = 30; // neighbours more that are drawn with a thing that was expanded
const lineId = (tail, head, asserted) => `${tail.slug}~${head.slug}${asserted ? "" : `~${OTHER}`}`;
const otherEnd = (claim, thing) => (claim.subject === thing ? claim.object : claim.subject);

// Those that anything ties to `thing`, best connected first.
const neighbours = (thing, keep = () => true) =>
  [
    ...new Set(
      thing.claims.filter((claim) => claim.object && keep(claim)).map((claim) => otherEnd(claim, thing)),
    ),
  ]
    .filter((other) => other !== thing)
    .sort((a, b) => a.index - b.index);

// Whether a claim passes the filters; `but` leaves one of them out ("date": for the time line itself).
const filter = (data, state, but = "") => {
  const classes = new Set(state.classes),
    properties = new Set(state.properties),
    articles = new Set(state.articles);
  const text = folded(state.text.trim()),
    from = state.from && span(state.from)[0],
    to = state.to && span(state.to)[1];
  const near = state.around ? new Set([data.thingOf.get(state.around)]) : null;
  if (near)
    neighbours(data.thingOf.get(state.around), (claim) => state.other || claim.asserted).forEach((thing) =>
      near.add(thing),
    );
  const holds = (claim) =>
    folded(sentenceOf(claim)).includes(text) ||
    claim.evidence.some((item) => folded(item.text).includes(text));
  return (claim) =>
    (state.other || claim.asserted) &&
    (!classes.size ||
      (classes.has(claim.subject.kind.id) && (!claim.object || classes.has(claim.object.kind.id)))) &&
    (!properties.size || properties.has(claim.property)) &&
    (!articles.size || claim.articles.some((article) => articles.has(article.id))) &&
    (but === "date" ||
      !(from || to) ||
      claim.spans.some(([first, last]) => (!from || last >= from) && (!to || first <= to))) &&
    (!near || (near.has(claim.subject) && (!claim.object || near.has(claim.object)))) &&
    (!text || holds(claim));
};

// Claims of the same two things in the same direction share a line; what is not asserted has its own.
const linesOf = (claims, drawn) => {
  const groups = new Map();
  const place = (claim) => {
    const forth = lineId(claim.subject, claim.object, claim.asserted),
      back = lineId(claim.object, claim.subject, claim.asserted);
    const id = claim.symmetric && !groups.has(forth) && groups.has(back) ? back : forth;
    if (!groups.has(id))
      groups.set(id, {
        id,
        claims: [],
        asserted: claim.asserted,
        ...(id === back && id !== forth
          ? { tail: claim.object, head: claim.subject }
          : { tail: claim.subject, head: claim.object }),
      });
    groups.get(id).claims.push(claim);
  };
  const between = claims.filter(
    (claim) =>
      claim.object && claim.object !== claim.subject && drawn.has(claim.subject) && drawn.has(claim.object),
  );
  between.filter((claim) => !claim.symmetric).forEach(place);
  between.filter((claim) => claim.symmetric).forEach(place);
  for (const line of groups.values()) {
    line.claims.sort((a, b) => b.evidence.length - a.evidence.length || a.index - b.index);
    line.articles = new Set(line.claims.flatMap((claim) => claim.articles)).size;
    line.symmetric = line.claims.every((claim) => claim.symmetric);
    const others = [
      lineId(line.head, line.tail, true),
      lineId(line.head, line.tail, false),
      lineId(line.tail, line.head, !line.asserted),
    ];
    line.bend = others.some((id) => groups.has(id)) ? (line.asserted ? 0.16 : 0.32) : 0;
    const names = [...new Set(line.claims.map((claim) => claim.label))];
    line.label = names[0] + (names.length > 1 ? ` +${names.length - 1}` : "");
  }
  return groups;
};

// All that is seen: `claims`, the `things` they tie and name, what of them is `drawn`, and its `lines`.
const look = (data, state) => {
  const claims = data.claims.filter(filter(data, state));
  const tied = new Set();
  for (const claim of claims)
    if (claim.object && claim.object !== claim.subject) tied.add(claim.subject).add(claim.object);
  const route =
    state.path && state.path[1]
      ? pathBetween(data.thingOf.get(state.path[0]), data.thingOf.get(state.path[1]), claims)
      : null;
  const limit = state.all ? data.drawable : data.core;
  const drawn = new Set([...tied].filter((thing) => thing.index < limit).sort((a, b) => a.index - b.index));
  const passes = new Set(claims);
  for (const slug of state.more) {
    const thing = data.thingOf.get(slug);
    [
      thing,
      ...neighbours(thing, (claim) => passes.has(claim))
        .filter((other) => !drawn.has(other))
        .slice(0, EXPANDED),
    ].forEach((item) => drawn.add(item));
  }
  const wanted = new Set(asked(data, state, route));
  for (const thing of wanted) drawn.add(thing);
  if (state.around) for (const thing of tied) if (drawn.size < data.core * 2) drawn.add(thing);
  const lines = linesOf(claims, drawn),
    lineOf = new Map();
  for (const line of lines.values()) {
    for (const claim of line.claims) lineOf.set(claim, line);
    wanted.add(line.tail).add(line.head);
  }
  for (const thing of drawn) if (!wanted.has(thing)) drawn.delete(thing); // its ties lead out of the drawing
  return { claims, tied, drawn, route, lines, lineOf };
};

// Things that are drawn because the visitor asks for them, wherever they stand in the order.
const asked = (data, state, route) => {
  const line = state.line ? state.line.split("~").slice(0, 2) : [],
    claim = data.claimOf.get(state.claim);
  const found = [state.node, state.around, ...line].filter(Boolean).map((slug) => data.thingOf.get(slug));
  if (claim) found.push(claim.subject, claim.object);
  if (route) route.forEach((step) => found.push(step.from, step.to));
  return found.filter(Boolean);
};
