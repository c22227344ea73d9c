// The panel: what is known of what is chosen, down to the sentences; without a choice, an overview.

const section = (title, ...children) => make("section", {}, make("h3", {}, title), ...children);

const heading = (keeper, ...children) => {
  const close = () => {
    keeper.set({ node: null, line: null, claim: null });
    byId("canvas").focus({ preventScroll: true });
  };
  return make(
    "header",
    { class: "head" },
    button({ class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: close }, "×"),
    make("h2", {}, ...children),
  );
};

// A link may be older than the graph.
const goneNote = ({ gone }) =>
  gone.length
    ? make(
        "p",
        { class: "gone", role: "alert" },
        "Not in this graph, though the link names it: ",
        said(gone.join(", ")),
      )
    : null;

const createPanel = (data, keeper) => {
  const panel = byId("panel");
  const focusOn = (selector) => {
    const found = panel.querySelector(selector);
    if (found) found.focus();
  };
  const content = (page) => {
    if (page.state.node) return ofThing(page);
    if (page.state.claim) return ofClaim(page);
    if (page.state.line) return ofLine(page);
    return page.state.path ? ofPath(page) : overview(page);
  };
  const show = (state, seen) => {
    const page = { data, keeper, state, seen, focusOn };
    panel.replaceChildren(...[goneNote(state), ...content(page)].filter(Boolean));
    requestAnimationFrame(() => {
      panel.scrollTop = 0;
    });
  };
  return { show, focusOn, focus: () => panel.focus({ preventScroll: true }) };
};
