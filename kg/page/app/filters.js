// What is left out: the classes under the drawing, the drawer with all filters, and a chip for each in use.

const toggled = (list, item) =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
const SHORT_LIST = 12;

const createFilters = (data, keeper) => {
  const drawer = byId("filters"),
    legend = byId("legend"),
    chips = byId("chips"),
    opener = byId("open-filters");
  const tally = (claims, keys) => {
    const found = new Map();
    claims.forEach((claim) =>
      new Set(keys(claim)).forEach((key) => found.set(key, (found.get(key) || 0) + 1)),
    );
    return found;
  };
  const ends = (claim) => [claim.subject, claim.object].filter(Boolean);
  const known = data.claims.filter((claim) => !claim.quotation);
  // Each class, property and article with how many claims it has, most first.
  const ranked = (found) => [...found].sort((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1));
  const classes = ranked(
    tally(
      known.filter((claim) => claim.object),
      (claim) => ends(claim).map((thing) => thing.kind.id),
    ),
  ).map(([id, number]) => ({ id, number, kind: data.classOf.get(id), label: data.classOf.get(id).label }));
  const properties = ranked(tally(data.claims, (claim) => [claim.property])).map(([id, number]) => ({
    id,
    number,
    label: data.terms.get(id) || id,
  }));
  const articles = ranked(tally(data.claims, (claim) => claim.articles.map((article) => article.id))).map(
    ([id, number]) => ({ id, number, label: articleTitle(data.articleOf.get(id)) }),
  );
  const boxes = []; // [state's list, id, input]

  const group = (title, name, items) => {
    const rows = items.map(({ id, number, label, kind }) => {
      const input = make("input", {
        type: "checkbox",
        value: id,
        onchange: () => keeper.set({ [name]: toggled(keeper.get()[name], id) }),
      });
      boxes.push([name, id, input]);
      return make(
        "label",
        { "data-text": folded(label) },
        input,
        kind ? sign(kind) : null,
        make("span", {}, said(label)),
        make("span", { class: "tally" }, String(number)),
      );
    });
    const narrow =
      items.length > SHORT_LIST
        ? make("input", {
            type: "text",
            class: "narrow",
            placeholder: `Find one of ${items.length}`,
            "aria-label": `Find in ${title.toLowerCase()}`,
            oninput: (event) => {
              const words = folded(event.target.value.trim());
              rows.forEach((row) => {
                row.hidden = !row.dataset.text.includes(words);
              });
            },
          })
        : null;
    return make("fieldset", {}, make("legend", {}, title), narrow, make("div", { class: "boxes" }, rows));
  };
  const other = make("input", {
    type: "checkbox",
    id: "other",
    role: "switch",
    onchange: () => keeper.set({ other: other.checked }),
  });
  const days = ["from", "to"].map((name) =>
    make("input", {
      type: "date",
      id: `date-${name}`,
      onchange: (event) => keeper.set({ [name]: event.target.value }),
    }),
  );
  drawer.append(
    make(
      "header",
      { class: "head" },
      button({ class: "close", "aria-label": "Close filters", onclick: () => toggle(false) }, "×"),
      make("h2", {}, "Filter"),
    ),
    make(
      "label",
      { class: "switch", for: "other" },
      other,
      make("span", {}, "planned, denied, alleged, unsure"),
      make("span", { class: "tally" }, String(data.claims.filter((claim) => !claim.asserted).length)),
    ),
    group("Class", "classes", classes),
    group("Property", "properties", properties),
    group("Article", "articles", articles),
    make(
      "fieldset",
      { class: "dates" },
      make("legend", {}, "Date"),
      make("label", { for: "date-from" }, "from ", days[0]),
      make("label", { for: "date-to" }, "to ", days[1]),
    ),
  );

  const toggle = (open) => {
    drawer.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    (open ? drawer.querySelector("input") : opener).focus();
  };
  opener.addEventListener("click", () => toggle(drawer.hidden));

  // The classes with their signs, as buttons; and the switch once more, where the eye is.
  const pressed = classes.map(({ id, kind }) => {
    const item = button(
      {
        class: "class",
        "aria-pressed": "false",
        onclick: () => keeper.set({ classes: toggled(keeper.get().classes, id) }),
      },
      sign(kind),
      kind.label,
    );
    legend.append(item);
    return [id, item];
  });
  const doubted = data.claims.filter((claim) => !claim.asserted).length;
  const switcher = button(
    {
      class: "class doubt",
      role: "switch",
      "aria-checked": "false",
      id: "unasserted",
      onclick: () => keeper.set({ other: !keeper.get().other }),
    },
    svg(
      "svg",
      { class: "sample dashed", width: 26, height: 10, viewBox: "0 0 26 10", "aria-hidden": "true" },
      svg("path", { d: "M1 5H25" }),
    ),
    `planned, denied, alleged, unsure (${doubted})`,
  );
  if (doubted) byId("hand").prepend(switcher); // not in the legend, which may scroll

  const chip = (text, changes) =>
    button(
      { class: "chip", "aria-label": `Remove filter: ${text}`, onclick: () => keeper.set(changes) },
      said(text),
      make("span", { "aria-hidden": "true" }, "×"),
    );
  const show = (state, seen) => {
    for (const [name, id, input] of boxes) input.checked = state[name].includes(id);
    other.checked = state.other;
    [days[0].value, days[1].value] = [
      state.from ? span(state.from)[0] : "",
      state.to ? span(state.to)[1] : "",
    ];
    for (const [id, item] of pressed) item.setAttribute("aria-pressed", String(state.classes.includes(id)));
    switcher.setAttribute("aria-checked", String(state.other));
    const lists = [
      ["classes", (id) => data.classOf.get(id).label],
      ["properties", (id) => data.terms.get(id) || id],
      ["articles", (id) => articleTitle(data.articleOf.get(id))],
    ];
    const found = lists.flatMap(([name, label]) =>
      state[name].map((id) => chip(label(id), { [name]: toggled(state[name], id) })),
    );
    if (state.around) found.push(chip(`around ${data.thingOf.get(state.around).label}`, { around: null }));
    if (state.text) found.push(chip(`“${state.text}”`, { text: "" }));
    const dates = [state.from ? `from ${day(state.from)}` : "", state.to ? `to ${day(state.to)}` : ""];
    const range = state.from === state.to ? day(state.from) : dates.filter(Boolean).join(" ");
    if (range) found.push(chip(range, { from: "", to: "" }));
    if (found.length)
      found.push(
        button(
          {
            class: "clear",
            onclick: () =>
              keeper.set({
                classes: [],
                properties: [],
                articles: [],
                around: null,
                text: "",
                from: "",
                to: "",
              }),
          },
          "Clear",
        ),
        make("span", { class: "soft" }, counted(seen.claims)),
      );
    chips.replaceChildren(...found);
    chips.hidden = !found.length;
    opener.classList.toggle("used", found.length > 0);
  };
  return { show, toggle };
};
