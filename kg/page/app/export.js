// What is seen, to keep: a picture, a table, or RDF.

const save = (name, type, content) => {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};

// The picture: the canvas with the page's colour behind it.
const picture = (drawing) => {
  const canvas = drawing.host.querySelector("canvas"),
    copy = make("canvas", { width: canvas.width, height: canvas.height }),
    context = copy.getContext("2d");
  drawing.network.redraw();
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return copy;
};

const createExport = (data, keeper, drawing, look) => {
  const menu = byId("export"),
    opener = byId("open-export");
  const kinds = [
    [
      "Picture (PNG)",
      () => picture(drawing).toBlob((blob) => save("graph.png", "image/png", blob)),
      () => keeper.get().view === "drawing",
    ],
    [
      "Table (CSV)",
      () => save("claims.csv", "text/csv;charset=utf-8", toCsv(look(), keeper.get())),
      () => true,
    ],
    [
      "RDF (Turtle)",
      () => save("claims.ttl", "text/turtle;charset=utf-8", toTurtle(data, look())),
      () => true,
    ],
    ["Print", () => print(), () => true],
  ];
  const close = (focus = true) => {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (focus) opener.focus();
  };
  const open = () => {
    menu.replaceChildren(
      ...kinds
        .filter(([, , usable]) => usable())
        .map(([label, act]) =>
          button(
            {
              role: "menuitem",
              tabindex: -1,
              onclick: () => {
                close();
                act();
              },
            },
            label,
          ),
        ),
    );
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    menu.firstChild.focus();
  };
  opener.addEventListener("click", () => (menu.hidden ? open() : close()));
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.children],
      at = items.indexOf(document.activeElement),
      step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(at + step + items.length) % items.length].focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") {
      close(false);
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !event.target.closest(".menu")) close(false);
  });
};
