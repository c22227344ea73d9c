// The panel for one line or one claim: each claim with the sentences behind it.

const ofLine = ({ data, keeper, state, seen }) => {
  const line = seen.lines.get(state.line),
    [tail, head] = state.line.split("~").map((slug) => data.thingOf.get(slug));
  const title = heading(
    keeper,
    thingLink(keeper, tail),
    line && line.symmetric ? " – " : " → ",
    thingLink(keeper, head),
  );
  if (!line) return [title, make("p", { class: "soft" }, "No claim between the two passes the filters.")];
  const sum = `${count(line.claims.length, "claim")} in ${count(line.articles, "article")}${line.asserted ? "" : ", not asserted"}`;
  return [
    title,
    make("p", { class: "soft" }, sum),
    ...line.claims.map((claim) => claimCard(data, keeper, claim)),
    alsoBetween(keeper, line, seen),
  ];
};

const alsoBetween = (keeper, line, seen) => {
  const others = [...seen.lines.values()].filter(
    (other) => other !== line && new Set([other.tail, other.head, line.tail, line.head]).size === 2,
  );
  const row = (other) =>
    make(
      "li",
      {},
      button(
        { class: "name", onclick: () => keeper.set({ line: other.id }) },
        said(other.tail.label),
        ` ${other.label} `,
        said(other.head.label),
        other.asserted ? "" : " (not asserted)",
      ),
    );
  return others.length
    ? section("Also between the two", make("ul", { class: "plain" }, others.map(row)))
    : null;
};

const ofClaim = ({ data, keeper, state, seen }) => {
  const claim = data.claimOf.get(state.claim),
    line = seen.lineOf.get(claim);
  const whole =
    line && line.claims.length > 1
      ? button(
          { onclick: () => keeper.set({ line: line.id, claim: null }) },
          `All ${line.claims.length} claims of this line`,
        )
      : null;
  return [
    heading(
      keeper,
      thingLink(keeper, claim.subject),
      claim.object ? [" → ", thingLink(keeper, claim.object)] : null,
    ),
    claimCard(data, keeper, claim),
    whole ? make("p", { class: "actions" }, whole) : null,
  ];
};
