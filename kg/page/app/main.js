// Puts the parts together: data → state → what is seen → drawing, panel, filters, time line, table.

const packed = JSON.parse(byId("drawing").textContent);
const data = unpack(JSON.parse(byId("known").textContent), packed);

// ── Light or dark: as the system has it, until somebody chooses ──
const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => remembered("kg-theme") || (dark.matches ? "dark" : "light");
const wear = () => {
  document.documentElement.dataset.theme = theme();
  const other = theme() === "dark" ? "light" : "dark";
  byId("theme").textContent = other === "dark" ? "☾" : "☼";
  byId("theme").setAttribute("aria-label", `Make it ${other}`);
  byId("theme").title = `Make it ${other}`;
};
wear();

const keeper = createKeeper(data);
let seen = look(data, keeper.get());
const drawing = createDrawing(data, packed, keeper),
  panel = createPanel(data, keeper),
  filters = createFilters(data, keeper);
const timeline = createTimeline(data, keeper),
  table = createTable(data, keeper);
const finder = createFinder(byId("finder"), {
  data,
  id: "search",
  label: "Find a name or words",
  placeholder: "Find a name or words   /",
  choose: (thing) => keeper.set({ node: thing.slug, line: null, claim: null }),
  text: (words) => keeper.set({ text: words }),
});
createExport(data, keeper, drawing, () => seen);
const keys = createKeys(data, keeper, { drawing, panel, filters, finder, look: () => seen });

const CHOICE = ["node", "line", "claim"],
  ORDER = ["sort", "down", "page", "view"];
const same = (one, two, but) =>
  formatted({ ...one, ...Object.fromEntries(but.map((key) => [key, START[key]])) }) ===
  formatted({ ...two, ...Object.fromEntries(but.map((key) => [key, START[key]])) });

const chosenThings = (state) => {
  const found = litBy(data, state, seen);
  return found ? (found.chosen.size ? [...found.chosen] : [...found.things]) : [];
};

const show = (state, before) => {
  const filtered = !before || !same(state, before, [...CHOICE, ...ORDER]);
  seen =
    filtered || asked(data, state, seen.route).some((thing) => !seen.drawn.has(thing))
      ? look(data, state)
      : seen;
  const moved = drawing.show(seen, state);
  const tabular = state.view === "table";
  byId("canvas").hidden = tabular;
  byId("table").hidden = !tabular;
  byId("foot").classList.toggle("tabular", tabular);
  byId("as-drawing").setAttribute("aria-pressed", String(!tabular));
  byId("as-table").setAttribute("aria-pressed", String(tabular));
  if (tabular && (filtered || !same(state, before, CHOICE))) table.show(state, seen);
  else if (tabular) table.mark(state);
  panel.show(state, seen);
  filters.show(state, seen);
  if (filtered) timeline.show(state);
  document.body.classList.toggle("choosing", Boolean(state.node || state.line || state.claim || state.path));
  byId("canvas").setAttribute(
    "aria-label",
    `Drawing of ${count(seen.drawn.size, "thing")} and ${count(seen.lines.size, "line")}. Arrow keys go from thing to thing, Enter reads; the table has the same claims.`,
  );
  if (before && filtered) speak(counted(seen.claims));
  if (moved || (before && before.around !== state.around)) drawing.fit();
  else if (before && !drawing.stage.byHand)
    requestAnimationFrame(() => drawing.reveal(chosenThings(keeper.get())));
};
keeper.listen(show);
show(keeper.get(), null);
drawing.opening();
drawing.reveal(chosenThings(keeper.get()));

// ── Buttons ──
byId("as-drawing").addEventListener("click", () => keeper.set({ view: "drawing" }));
byId("as-table").addEventListener("click", () => keeper.set({ view: "table" }));
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  keeper.set({ view: "table" });
  byId("table").querySelector("button").focus();
});
byId("open-path").addEventListener("click", () => {
  const [best] = [...seen.drawn],
    from = keeper.get().node || (best && best.slug);
  if (from) {
    keeper.set({ path: [from, ""], node: null, line: null, claim: null });
    panel.focusOn("#path-to");
  }
});
byId("closer").addEventListener("click", () => drawing.zoom(1.3));
byId("further").addEventListener("click", () => drawing.zoom(1 / 1.3));
byId("whole").addEventListener("click", () => drawing.fit());
const rewear = () => {
  wear();
  drawing.recolour();
};
byId("theme").addEventListener("click", () => {
  remember("kg-theme", theme() === "dark" ? "light" : "dark");
  rewear();
});
dark.addEventListener("change", rewear);

// ── Paper: the picture and the whole table of what is seen ──
const PRINTED = 3000;
let unfolded = [];
const printedPicture = () => {
  const image = new Image();
  image.src = picture(drawing).toDataURL("image/png");
  return image;
};
addEventListener("beforeprint", () => {
  const state = keeper.get(),
    rows = sorted(seen.claims, state);
  document.documentElement.dataset.theme = "light";
  drawing.recolour();
  unfolded = [...byId("panel").querySelectorAll("details:not([open])")];
  unfolded.forEach((item) => {
    item.open = true;
  });
  const note =
    rows.length > PRINTED
      ? `The first ${PRINTED} of ${counted(rows)}`
      : counted(rows);
  byId("print").replaceChildren(
    ...[state.view === "drawing" ? printedPicture() : null, table.build(rows.slice(0, PRINTED), state, note)].filter(
      Boolean,
    ),
  );
});
addEventListener("afterprint", () => {
  byId("print").replaceChildren();
  unfolded.forEach((item) => {
    item.open = false;
  });
  unfolded = [];
  rewear();
});

// A hold for tests and for a curious visitor's console.
window.kgPage = {
  data,
  keeper,
  drawing,
  network: drawing.network,
  pointed: drawing.pointed,
  get seen() {
    return seen;
  },
  toCsv: () => toCsv(seen, keeper.get()),
  toTurtle: () => toTurtle(data, seen),
};
