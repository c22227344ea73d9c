// The panel for a path: its two ends, and each step with its evidence.

const ofPath = ({ data, keeper, state, seen }) => {
  const [start, end] = state.path.map((slug) => data.thingOf.get(slug));
  const finder = (label, id, thing, choose) => {
    const host = make("div", { class: "finder" });
    createFinder(host, { data, label, id, value: thing ? thing.label : "", choose });
    return make("div", { class: "end" }, make("label", { for: id }, label), host);
  };
  const close = button(
    { class: "close", "aria-label": "Close the path", onclick: () => keeper.set({ path: null }) },
    "×",
  );
  return [
    make("header", { class: "head" }, close, make("h2", {}, "A path")),
    finder("From", "path-from", start, (thing) => keeper.set({ path: [thing.slug, end ? end.slug : ""] })),
    finder("To", "path-to", end, (thing) => keeper.set({ path: [start.slug, thing.slug] })),
    ...(end
      ? steps(keeper, data, seen.route, start, end)
      : [make("p", { class: "soft" }, "Choose two things to see how claims connect them.")]),
  ];
};

const steps = (keeper, data, route, start, end) => {
  if (!route)
    return [
      make(
        "p",
        {},
        "No claims that pass the filters connect ",
        said(start.label),
        " and ",
        said(end.label),
        ".",
      ),
    ];
  if (!route.length) return [make("p", { class: "soft" }, "Both ends are the same.")];
  const step = ({ claims: [best, ...rest] }) => {
    const names = [...new Set(rest.map((claim) => claim.label))].join(", ");
    const more = rest.length
      ? make("p", { class: "soft" }, `and ${count(rest.length, "more claim")} between the two: ${names}`)
      : null;
    return make("li", {}, claimCard(data, keeper, best), more);
  };
  return [
    make("p", { class: "soft" }, `${count(route.length, "step")}, the shortest way`),
    make("ol", { class: "way" }, route.map(step)),
  ];
};
