// The keyboard: everything that the mouse can do.

const KEYS = [
  ["/", "search a name or words"],
  ["?", "this help"],
  ["Esc", "clear the selection; close what is open"],
  ["t", "table or drawing"],
  ["f", "filters"],
  ["p", "a path between two"],
  ["u", "show or hide what is planned, denied, alleged, unsure"],
  ["arrows", "in the drawing: go to the nearest thing in that direction"],
  ["[ and ]", "in the drawing: the lines of what is chosen, one by one"],
  ["Enter", "in the drawing: to the panel, where Tab goes through names and claims"],
  ["n", "only the neighbours of what is chosen"],
  ["e", "expand what is chosen"],
  ["+ − 0", "nearer, further, all"],
  ["Shift + arrows", "in the drawing: move the view"],
];
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const createKeys = (data, keeper, { drawing, panel, filters, look, finder }) => {
  const dialog = byId("keys");
  dialog.append(
    make(
      "header",
      { class: "head" },
      make("form", { method: "dialog" }, make("button", { class: "close", "aria-label": "Close help" }, "×")),
      make("h2", { id: "keys-title" }, "Keys and hands"),
    ),
    make(
      "p",
      {},
      "Click a line for its sentences, a name for all that is known of it; double click a name to see its neighbours. Drag to move, turn the wheel to zoom. The address keeps the view: copy it to show somebody the same.",
    ),
    make(
      "dl",
      {},
      KEYS.map(([key, text]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, text))),
    ),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
  });
  const help = () => dialog.showModal();
  byId("help").addEventListener("click", help);

  const chosen = () => data.thingOf.get(keeper.get().node) || null;
  const choose = (thing) => {
    keeper.set({ node: thing.slug, line: null, claim: null });
    speak(`${thing.label}, ${thing.kind.label}, ${count(thing.claims.length, "claim")}`);
  };
  // The nearest in a direction: what lies straight ahead counts as nearer than what lies aside.
  const go = ([across, down]) => {
    const here = chosen(),
      all = [...look().drawn];
    if (!here || !look().drawn.has(here)) {
      if (all.length) choose(all[0]);
      return;
    }
    const from = drawing.at(here);
    let best = null,
      least = Infinity;
    for (const thing of all) {
      if (thing === here) continue;
      const to = drawing.at(thing),
        ahead = (to.x - from.x) * across + (to.y - from.y) * down,
        aside = Math.abs((to.x - from.x) * down) + Math.abs((to.y - from.y) * across);
      const far = ahead + aside * 2.2;
      if (ahead > 4 && far < least) [best, least] = [thing, far];
    }
    if (best) choose(best);
  };
  // Line by line around a thing; the panel shows the sentences, the thing stays the centre.
  let centre = null;
  const turn = (step) => {
    const state = keeper.get(),
      thing = chosen() || centre;
    if (!thing) return;
    const lines = [...look().lines.values()].filter((line) => line.tail === thing || line.head === thing);
    if (!lines.length) return;
    centre = thing;
    const at = lines.findIndex((line) => line.id === state.line),
      next = lines[(at + step + lines.length + (at < 0 && step < 0 ? 1 : 0)) % lines.length];
    keeper.set({ node: null, claim: null, line: next.id });
    speak(next.claims.map((claim) => `${doubts(claim)} ${sentenceOf(claim)}`).join("; "));
  };
  keeper.listen((state) => {
    if (state.node) centre = data.thingOf.get(state.node);
  });

  const inDrawing = (event) => {
    const way = WAYS[event.key];
    if (way && event.shiftKey) {
      const { x, y } = drawing.network.getViewPosition(),
        step = 120 / drawing.network.getScale();
      drawing.network.moveTo({ position: { x: x + way[0] * step, y: y + way[1] * step } });
    } else if (way) go(way);
    else if (event.key === "[" || event.key === "]") turn(event.key === "]" ? 1 : -1);
    else if (event.key === "Enter") panel.focus();
    else return false;
    return true;
  };
  const everywhere = (event) => {
    const state = keeper.get(),
      thing = chosen();
    if (event.key === "/") finder.focus();
    else if (event.key === "?") help();
    else if (event.key === "t") keeper.set({ view: state.view === "table" ? "drawing" : "table" });
    else if (event.key === "f") filters.toggle(byId("filters").hidden);
    else if (event.key === "p") byId("open-path").click();
    else if (event.key === "u") keeper.set({ other: !state.other });
    else if (event.key === "n" && (thing || state.around))
      keeper.set({ around: state.around ? null : thing.slug });
    else if (event.key === "e" && thing) expand(keeper, thing);
    else if (event.key === "+" || event.key === "=") drawing.zoom(1.3);
    else if (event.key === "-") drawing.zoom(1 / 1.3);
    else if (event.key === "0") drawing.fit();
    else if (event.key === "Escape") escape(state);
    else return false;
    return true;
  };
  const escape = (state) => {
    if (!byId("filters").hidden) filters.toggle(false);
    else if (state.node || state.line || state.claim) {
      keeper.set({ node: null, line: null, claim: null });
      if (state.view === "drawing") drawing.host.focus({ preventScroll: true });
    } else if (state.path) keeper.set({ path: null });
    else if (state.around) keeper.set({ around: null });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const typing = event.target.matches("input[type=text], input[type=date]");
    if (
      typing
        ? event.key === "Escape" && (event.target.blur(), true)
        : (event.target === drawing.host && inDrawing(event)) || everywhere(event)
    )
      event.preventDefault();
  });
  return { help };
};
