// What is chosen stays as it is; all else steps back behind a veil. Nothing else has to change for it.

const READABLE = { names: 0.25, words: 0.42, crowd: 0.8 }; // scales below which letters are only noise
const WORDS_LIT = 60; // lines, above which their words would only hide each other
const VEIL = 0.7;

const isFar = (stage) => stage.network.getScale() < READABLE.names;
const wordsShown = (stage) =>
  stage.network.getScale() >= (stage.seen.lines.size > CROWDED ? READABLE.crowd : READABLE.words);

// The things and lines that are lit; null where nothing is chosen.
const litBy = (data, state, seen) => {
  const things = new Set(),
    lines = new Set(),
    chosen = new Set();
  const add = (line) => {
    if (line) {
      lines.add(line);
      things.add(line.tail).add(line.head);
    }
  };
  if (state.node) {
    const thing = data.thingOf.get(state.node);
    chosen.add(thing);
    things.add(thing);
    for (const line of seen.lines.values()) if (line.tail === thing || line.head === thing) add(line);
  } else if (state.line) {
    add(seen.lines.get(state.line));
  } else if (state.claim) {
    const claim = data.claimOf.get(state.claim);
    add(seen.lineOf.get(claim));
    things.add(claim.subject);
  } else if (seen.route) {
    for (const step of seen.route) {
      things.add(step.from).add(step.to);
      for (const claim of step.claims) add(seen.lineOf.get(claim));
    }
  }
  return things.size ? { things, lines, chosen } : null;
};

// After vis-network has drawn boxes and lines: the words, the veil, and on it what is lit.
const paintOn = (stage) => {
  const { network, host } = stage;
  const corners = (margin) => [
    network.DOMtoCanvas({ x: -margin, y: -margin }),
    network.DOMtoCanvas({ x: host.clientWidth + margin, y: host.clientHeight + margin }),
  ];
  const words = (context) => {
    const [one, two] = corners(80);
    for (const line of stage.seen.lines.values()) {
      const { from, to } = network.body.edges[line.id]; // words stand between the ends
      if (
        Math.max(from.x, to.x) < one.x ||
        Math.min(from.x, to.x) > two.x ||
        Math.max(from.y, to.y) < one.y ||
        Math.min(from.y, to.y) > two.y
      )
        continue;
      const place = stage.labels.of(line);
      if (place.clear && place.x > one.x && place.x < two.x && place.y > one.y && place.y < two.y)
        drawLabel(context, line, place, palette.soft);
    }
  };
  const veil = (context) => {
    const [one, two] = corners(2);
    context.save();
    context.globalAlpha = VEIL;
    context.fillStyle = palette.paper;
    context.fillRect(one.x, one.y, two.x - one.x, two.y - one.y);
    context.restore();
  };
  const drawLit = (context, line) => {
    const edge = network.body.edges[line.id],
      kept = edge.options.color;
    edge.options.color = { ...kept, color: palette.accent, inherit: false, opacity: 1 };
    edge.draw(context);
    edge.drawArrows(context);
    edge.options.color = kept;
  };
  network.on("afterDrawing", (context) => {
    if (stage.moving) {
      drawMoving(context, stage);
      return;
    }
    const { lit, hovered, seen } = stage,
      far = isFar(stage);
    if (wordsShown(stage)) words(context);
    if (lit) veil(context);
    const lines = new Set(lit ? lit.lines : []),
      things = new Set(lit ? lit.things : []);
    if (hovered.line && seen.lines.has(hovered.line.id)) {
      lines.add(hovered.line);
      things.add(hovered.line.tail).add(hovered.line.head);
    }
    for (const line of lines) drawLit(context, line);
    if (!far && lines.size <= WORDS_LIT)
      for (const line of lines) drawLabel(context, line, stage.labels.of(line), palette.accent);
    for (const thing of things) {
      if (!seen.drawn.has(thing)) continue;
      const { x, y } = at(stage, thing);
      drawBox(context, thing, x, y, { chosen: lit && lit.chosen.has(thing), far });
    }
  });
};
