// What the visitor has chosen: one frozen object, the same as the URL's hash. Everything on the page is
// drawn from it and from the data, so a link shows the same thing, and back and forward work.

const START = Object.freeze({
  node: null,
  line: null,
  claim: null, // what is chosen: a slug, "a~b" or "a~b~other", a claim's slug
  classes: [],
  properties: [],
  articles: [], // ids; an empty list keeps all
  from: "",
  to: "", // days
  text: "", // that a sentence or a name must hold
  around: null, // only this thing and its neighbours
  more: [], // things drawn with their neighbours, in the core or not
  path: null, // [slug, slug]; the second may be ""
  other: false, // with what is planned, denied, possible, alleged or unsure
  all: false, // everything that can be drawn, not only the core
  view: "drawing",
  sort: "subject",
  down: false,
  page: 0,
  gone: [], // what the address names and the graph doesn't hold; not in the hash
});
const LISTS = { class: "classes", property: "properties", article: "articles", more: "more", path: "path" };
const TEXTS = {
  node: "node",
  line: "line",
  claim: "claim",
  around: "around",
  text: "text",
  from: "from",
  to: "to",
};
const COLUMNS = ["subject", "property", "object", "status", "date", "articles"];

// A state as the hash that shows it, without "#"; nothing for what is as usual.
const formatted = (state) => {
  const parts = [],
    whole = (text) => encodeURIComponent(text).replace(/%20/g, "+").replace(/%3A/g, ":");
  for (const [key, name] of Object.entries(TEXTS))
    if (state[name]) parts.push(`${key}=${whole(state[name])}`);
  for (const [key, name] of Object.entries(LISTS))
    if (state[name] && state[name].length) parts.push(`${key}=${state[name].map(whole).join(",")}`);
  if (state.other) parts.push("show=not-asserted");
  if (state.all) parts.push("draw=all");
  if (state.view === "table") parts.push("view=table");
  if (state.sort !== START.sort || state.down) parts.push(`sort=${state.down ? "-" : ""}${state.sort}`);
  if (state.page) parts.push(`page=${state.page + 1}`);
  return parts.join("&");
};

// The state that a hash means. Names that the graph doesn't hold are left out, and told in `gone`.
const parsed = (hash, data) => {
  const found = { ...START };
  const clear = (text) => {
    try {
      return decodeURIComponent(text.replace(/\+/g, " "));
    } catch {
      return "";
    }
  };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const at = part.indexOf("="),
      key = part.slice(0, at),
      value = part.slice(at + 1);
    if (at < 0) continue;
    if (Object.hasOwn(TEXTS, key)) found[TEXTS[key]] = clear(value);
    else if (Object.hasOwn(LISTS, key)) found[LISTS[key]] = [...new Set(value.split(",").map(clear))];
    else if (key === "show") found.other = value === "not-asserted";
    else if (key === "draw") found.all = value === "all";
    else if (key === "view") found.view = value === "table" ? "table" : "drawing";
    else if (key === "sort" && COLUMNS.includes(value.replace("-", "")))
      [found.sort, found.down] = [value.replace("-", ""), value.startsWith("-")];
    else if (key === "page") found.page = Math.max(0, (Number.parseInt(value, 10) || 1) - 1);
  }
  found.gone = missing(found, data);
  return Object.freeze(sound(found, data));
};

const missing = (state, data) => {
  const ends = (state.line || "").split("~").slice(0, 2),
    things = [state.node, state.around, ...ends, ...(state.path || [])];
  const lacking = (names, has) => names.filter((name) => name && !has(name));
  return [
    ...new Set([
      ...lacking([...things, ...state.more], (slug) => data.thingOf.has(slug)),
      ...lacking([state.claim], (slug) => data.claimOf.has(slug)),
      ...lacking(state.classes, (id) => data.classOf.has(id)),
      ...lacking(state.properties, (name) => data.properties.includes(name)),
      ...lacking(state.articles, (id) => data.articleOf.has(id)),
    ]),
  ];
};

// Only what the graph holds, and one thing chosen at a time.
const sound = (state, data) => {
  const thing = (slug) => data.thingOf.has(slug),
    ends = (state.line || "").split("~");
  const date = (text) => (span(text) ? text : "");
  state.node = thing(state.node) ? state.node : null;
  state.claim = !state.node && data.claimOf.has(state.claim) ? state.claim : null;
  state.line = !state.node && !state.claim && thing(ends[0]) && thing(ends[1]) ? state.line : null;
  state.around = thing(state.around) ? state.around : null;
  state.classes = state.classes.filter((id) => data.classOf.has(id));
  state.properties = state.properties.filter((name) => data.properties.includes(name));
  state.articles = state.articles.filter((id) => data.articleOf.has(id));
  state.more = state.more.filter(thing);
  state.path =
    state.path && thing(state.path[0]) ? [state.path[0], thing(state.path[1]) ? state.path[1] : ""] : null;
  [state.from, state.to] = [date(state.from), date(state.to)];
  return state;
};

// Holds the state, tells those who listen, and keeps the hash in step.
const createKeeper = (data) => {
  const listeners = [];
  let state = parsed(location.hash, data),
    streaming = null;
  const told = (next, before) => {
    state = next;
    listeners.forEach((listener) => listener(next, before));
  };
  addEventListener("hashchange", () => {
    const next = parsed(location.hash, data);
    streaming = null;
    if (formatted(next) !== formatted(state) || String(next.gone) !== String(state.gone)) told(next, state);
  });
  return {
    get: () => state,
    listen: (listener) => listeners.push(listener),
    // Change some of it. Changes of one stream (a drag) leave one step to go back, not fifty.
    set: (changes, stream = null) => {
      const before = state,
        next = Object.freeze(sound({ ...state, page: 0, gone: [], ...changes }, data));
      if (formatted(next) === formatted(before)) return;
      const url = `#${formatted(next)}`;
      if (stream && stream === streaming) history.replaceState(null, "", url);
      else history.pushState(null, "", url);
      streaming = stream;
      told(next, before);
    },
  };
};
