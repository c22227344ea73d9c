// The time line: how many claims each day, month or year has; a drag over it, or its two sliders, filter.
// Dark is what the articles date; light is only dated by the day on which an article tells it.

const MOST_DAYS = 100,
  MOST_MONTHS = 120,
  MOST_YEARS = 240,
  LINE_HEIGHT = 40,
  WIDEST = 16;
const dayNumber = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / 86400000);
const dateOf = (number) => new Date(number * 86400000).toISOString().slice(0, 10);

// All days, months, years or decades from the first to the last: the finest of them that gives few enough steps.
const stepsOf = (claims) => {
  const dates = claims.flatMap((claim) => claim.spans.map(([first]) => first)).sort();
  if (!dates.length) return [];
  const [first, last] = [dates[0], dates[dates.length - 1]],
    year = (date) => Number(date.slice(0, 4)),
    month = (date) => year(date) * 12 + Number(date.slice(5, 7)) - 1;
  const days = dayNumber(last) - dayNumber(first) + 1,
    months = month(last) - month(first) + 1,
    years = year(last) - year(first) + 1;
  const from = (number, name) => Array.from({ length: number }, (_, at) => name(at)),
    pad = (number) => String(number).padStart(2, "0");
  if (days <= MOST_DAYS) return from(days, (at) => dateOf(dayNumber(first) + at));
  if (months <= MOST_MONTHS)
    return from(
      months,
      (at) => `${Math.floor((month(first) + at) / 12)}-${pad(((month(first) + at) % 12) + 1)}`,
    );
  const step = years <= MOST_YEARS ? 1 : 10,
    start = Math.floor(year(first) / step) * step;
  return from(Math.ceil((year(last) - start + 1) / step), (at) => String(start + at * step).padStart(4, "0"));
};

const createTimeline = (data, keeper) => {
  const host = byId("timeline"),
    dated = data.claims.filter((claim) => claim.spans.length),
    steps = stepsOf(dated);
  if (steps.length < 2) return { show: () => {} };
  host.hidden = false;
  const last = steps.length - 1,
    letters = steps[0].length,
    where = new Map(steps.map((step, at) => [step, at]));
  const place = (date) => {
    const cut = date.slice(0, letters),
      exact = where.get(cut);
    if (exact !== undefined) return exact;
    const at = steps.findIndex((step) => step > cut);
    return at < 0 ? last : Math.max(0, at - 1);
  };
  const bars = svg("svg", {
    class: "bars",
    viewBox: `0 0 ${steps.length} ${LINE_HEIGHT}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  const caption = make("p", { class: "caption" });
  const slider = (label, change) =>
    make("input", { type: "range", min: 0, max: last, step: 1, "aria-label": label, oninput: change });
  const from = slider("From", () => choose(Math.min(Number(from.value), Number(to.value)), Number(to.value))),
    to = slider("To", () => choose(Number(from.value), Math.max(Number(from.value), Number(to.value))));
  const box = make("div", { class: "line" }, bars, from, to);
  const end = (step) => make("span", {}, day(step));
  host.append(box, make("div", { class: "ends" }, end(steps[0]), caption, end(steps[last])));

  // A drag, or a visit to a slider, is one step to go back to.
  let turn = 0;
  const choose = (first, final) => {
    const whole = first <= 0 && final >= last;
    keeper.set({ from: whole ? "" : steps[first], to: whole ? "" : steps[final] }, `time ${turn}`);
  };
  for (const input of [from, to])
    input.addEventListener("focus", () => {
      turn += 1;
    });
  // Dragging: from where the finger goes down to where it is.
  let start = null;
  const at = (event) => {
    const room = bars.getBoundingClientRect();
    return Math.max(0, Math.min(last, Math.floor(((event.clientX - room.left) / room.width) * steps.length)));
  };
  box.addEventListener("pointerdown", (event) => {
    if (event.target.closest("input") && event.pointerType !== "mouse") return;
    start = at(event);
    turn += 1;
    box.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  box.addEventListener("pointermove", (event) => {
    if (start !== null) choose(Math.min(start, at(event)), Math.max(start, at(event)));
  });
  const stop = (event) => {
    if (start === null) return;
    const here = at(event),
      state = keeper.get(),
      alone = here === start && state.from === steps[here] && state.to === steps[here];
    if (here === start && !alone) choose(here, here);
    start = null;
  };
  box.addEventListener("pointerup", stop);
  box.addEventListener("pointercancel", () => {
    start = null;
  });
  box.addEventListener("dblclick", () => keeper.set({ from: "", to: "" }));

  const show = (state) => {
    const keep = filter(data, state, "date"),
      told = new Map(),
      sure = new Map();
    for (const claim of dated)
      if (keep(claim))
        for (const [first, final] of claim.spans) {
          const where = `${place(first)} ${place(final)}`;
          told.set(where, (told.get(where) || 0) + 1);
          if (claim.dated) sure.set(where, (sure.get(where) || 0) + 1);
        }
    const most = Math.max(1, ...told.values()),
      high = (number) => 3 + (LINE_HEIGHT - 5) * Math.sqrt(number / most);
    const first = state.from ? place(state.from) : 0,
      final = state.to ? place(state.to) : last,
      chosen = Boolean(state.from || state.to);
    const widest = Math.min(0.8, (WIDEST * steps.length) / Math.max(320, host.clientWidth - 40));
    const bar = (name, where, number) => {
      const [start, end] = where.split(" ").map(Number),
        inside = end >= first && start <= final ? "" : " out",
        long = end > start;
      const width = long ? end - start + 1 : widest,
        height = long ? 4 : high(number);
      return svg("rect", {
        class: name + inside,
        x: long ? start : start + (1 - width) / 2,
        y: LINE_HEIGHT - height,
        width,
        height,
      });
    };
    bars.replaceChildren(
      ...(chosen
        ? [
            svg("rect", {
              class: "range",
              x: first,
              y: 0,
              width: Math.max(0, final - first + 1),
              height: LINE_HEIGHT,
            }),
          ]
        : []),
      ...[...told].map(([where, number]) => bar("told", where, number)),
      ...[...sure].map(([where, number]) => bar("sure", where, number)),
    );
    [from.value, to.value] = [first, final];
    from.setAttribute("aria-valuetext", day(steps[first]));
    to.setAttribute("aria-valuetext", day(steps[final]));
    const range = first === final ? day(steps[first]) : `${day(steps[first])} – ${day(steps[final])}`;
    caption.classList.toggle("idle", !chosen);
    caption.replaceChildren(
      make("span", { class: "range" }, chosen ? range : "Drag to choose a time"),
      make("span", { class: "key" }, make("i", { class: "sure" }), "dated in the text"),
      make("span", { class: "key" }, make("i", { class: "told" }), "by the article’s date"),
    );
  };
  return { show };
};
