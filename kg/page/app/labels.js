// Where the words of each line stand: on the line, where no box and no other words cover them.

const LABEL_FONT = `12.5px ${FACE}`;
const STOPS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];
const CELL = 120;

// What lies where, by cells: boxes and points can be asked for without looking at all of them.
const grid = () => {
  const cells = new Map(), key = (x, y) => `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;
  return {
    add: (left, top, right, bottom, item) => {
      for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
        for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) {
          const name = `${x},${y}`;
          if (!cells.has(name)) cells.set(name, []);
          cells.get(name).push(item);
        }
      }
    },
    at: (x, y) => cells.get(key(x, y)) || [],
  };
};

const boxGrid = (placed) => {
  const found = grid();
  for (const { thing, x, y } of placed) {
    const { width, height } = boxOf(thing), item = { thing, left: x - width / 2 - 3, right: x + width / 2 + 3, top: y - height / 2 - 5, bottom: y + height / 2 + 5 };
    found.add(item.left, item.top, item.right, item.bottom, item);
  }
  return found;
};
const covered = (boxes, x, y) => boxes.at(x, y).some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);

// Line id → { x, y, angle, width, clear }. `curve(line)` gives the point at each part of a line's way.
const placeLabels = (lines, placed, curve) => {
  const boxes = boxGrid(placed), words = grid(), found = new Map();
  const crowded = (x, y) => words.at(x, y).some(([a, b]) => Math.abs(a - x) < 13 && Math.abs(b - y) < 13);
  for (const line of [...lines].sort((a, b) => b.articles - a.articles || (a.id < b.id ? -1 : 1))) {
    const point = curve(line), width = widthOf(line.label, LABEL_FONT) + 8;
    let best = null;
    for (const stop of STOPS) {
      const { x, y } = point(stop), one = point(stop - 0.02), two = point(stop + 0.02);
      let angle = Math.atan2(two.y - one.y, two.x - one.x);
      if (Math.abs(angle) > Math.PI / 2) angle -= Math.sign(angle) * Math.PI;
      const spots = [-0.5, -0.25, 0, 0.25, 0.5].map((part) => [x + Math.cos(angle) * width * part, y + Math.sin(angle) * width * part]);
      const faults = spots.reduce((sum, [a, b]) => sum + (covered(boxes, a, b) ? 2 : 0) + (crowded(a, b) ? 1 : 0), 0);
      if (!best || faults < best.faults) best = { x, y, angle, width, faults, spots };
      if (!faults) break;
    }
    best.clear = best.faults < 2;
    if (best.clear) best.spots.forEach(([a, b]) => words.add(a - 13, b - 13, a + 13, b + 13, [a, b]));
    found.set(line.id, best);
  }
  return found;
};

const drawLabel = (context, line, place, { lit = false } = {}) => {
  context.save();
  context.translate(place.x, place.y);
  context.rotate(place.angle);
  context.font = LABEL_FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = palette.paper;
  context.fillRect(-place.width / 2 + 1, -7.5, place.width - 2, 15);
  context.fillStyle = lit ? palette.accent : palette.soft;
  context.fillText(line.label, 0, 0);
  context.restore();
};
