// Where things stand: where the build put them, or, for those it gave no place, near their neighbours.

const SPIRAL = 900; // turns at most
const STEP = 26; // pixels from turn to turn

// Of all that is drawn on `stage`: where it is now.
const at = (stage, thing) => {
  const node = stage.network.body.nodes[thing.index];
  return node && Number.isFinite(node.x) ? { x: node.x, y: node.y } : stage.spots.get(thing);
};
const home = (stage, thing) => (stage.wide ? thing.wide : thing.home) || stage.spots.get(thing);

// Finds a place for each that has none, near those it is tied to and on nobody, and keeps it.
const settle = (stage, things) => {
  const missing = things.filter((thing) => !home(stage, thing));
  if (!missing.length) return;
  const there = [...stage.seen.drawn].filter((thing) => at(stage, thing) || home(stage, thing));
  const taken = boxGrid(there.map((thing) => ({ thing, ...(at(stage, thing) || home(stage, thing)) })));
  for (const thing of missing) {
    const near = neighbours(thing)
      .filter((other) => stage.seen.drawn.has(other))
      .map((other) => at(stage, other) || home(stage, other));
    const spot = freeSpot(taken, boxOf(thing), middle(near.filter(Boolean).slice(0, 3)));
    stage.spots.set(thing, spot);
    taken.add({ thing, ...spot });
  }
};

const middle = (spots) => {
  const sum = spots.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return spots.length ? { x: sum.x / spots.length, y: sum.y / spots.length } : sum;
};

// Along a spiral around `centre`, the first place where a box covers no other.
const freeSpot = (taken, { width, height }, centre) => {
  for (let turn = 0; turn < SPIRAL; turn += 1) {
    const angle = turn * 2.399963,
      radius = STEP * Math.sqrt(turn + 8);
    const x = centre.x + Math.cos(angle) * radius * 1.35,
      y = centre.y + Math.sin(angle) * radius;
    const points = [-0.55, -0.2, 0.2, 0.55].flatMap((across) =>
      [-0.7, 0, 0.7].map((down) => [x + across * width, y + down * height]),
    );
    if (!points.some(([a, b]) => covered(taken, a, b))) return { x: Math.round(x), y: Math.round(y) };
  }
  return centre;
};
