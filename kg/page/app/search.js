// Finding by name as you type: a combobox with a list, over labels and other names.

const FOUND_AT_MOST = 12;

// Things whose names hold the words: whole names first, then beginnings of names, of words, then the rest.
const findThings = (data, text) => {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  const word = new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(wanted)}`, "u");
  const ways = [
    (name) => name === wanted,
    (name) => name.startsWith(wanted),
    (name) => word.test(name),
    (name) => name.includes(wanted),
  ];
  const found = [];
  for (const thing of data.things) {
    if (!thing.folded) thing.folded = [thing.label, ...thing.names].map(folded);
    const ranks = thing.folded
      .map((name) => ways.findIndex((way) => way(name)))
      .map((at) => (at < 0 ? 9 : at));
    const rank = Math.min(...ranks),
      by = ranks.indexOf(rank);
    if (rank < 9) found.push({ thing, rank, by: by ? thing.names[by - 1] : "" });
  }
  return found.sort((a, b) => a.rank - b.rank || a.thing.index - b.thing.index);
};

// Fills `host`. `choose(thing)`; `text(words)`, where given, takes words to look for in sentences.
const createFinder = (host, { data, label, id, value = "", placeholder = "", choose, text = null }) => {
  const list = make("ul", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
  const input = make("input", {
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    placeholder,
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  });
  input.value = value;
  host.replaceChildren(input, list);
  let options = [],
    active = -1;
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const activate = (place) => {
    active = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  };
  const take = (place) => {
    const option = options[place];
    if (!option) return;
    close();
    input.value = option.thing ? option.thing.label : "";
    if (option.thing) choose(option.thing);
    else text(option.text);
  };
  const item = (option, at) => {
    const shown = option.thing
      ? [
          sign(option.thing.kind),
          make(
            "span",
            {},
            said(option.thing.label),
            option.by ? make("span", { class: "soft" }, " also ", said(option.by)) : null,
          ),
          make("span", { class: "soft kind" }, option.thing.kind.label),
        ]
      : [make("span", {}, "Claims whose sentences say “", said(option.text), "”")];
    const element = make("li", { id: `${id}-${at}`, role: "option", "aria-selected": "false" }, shown);
    element.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(at);
    });
    element.addEventListener("pointermove", () => {
      if (active !== at) activate(at);
    });
    return element;
  };
  const open = () => {
    const words = input.value.trim(),
      all = findThings(data, words);
    options = all.slice(0, FOUND_AT_MOST).map((found) => ({ thing: found.thing, by: found.by }));
    if (text && words.length > 1) options.push({ text: words });
    list.replaceChildren(...options.map(item));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    active = -1;
    if (options.length) activate(0);
    else input.removeAttribute("aria-activedescendant");
    if (words) speak(all.length ? `${count(all.length, "thing")} found` : "Nothing has that name");
  };
  input.addEventListener("input", open);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (down && list.hidden) open();
    else if (down && options.length) activate((active + down + options.length) % options.length);
    else if (event.key === "Enter" && !list.hidden) take(Math.max(0, active));
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Escape") input.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return input;
};
