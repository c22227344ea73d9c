// Where the words of each line stand: on the line, where no box and no other words cover them.

const LABEL_FONT = `18px ${FACE}`;
const STOPS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73]; // parts of a line's way
const CELL = 120;
const LETTER = 13; // how near words may come to others

// What lies where, by cells: a place can be asked for without looking at everything.
const grid = () => {
  const cells = new Map();
  const cell = (number) => Math.floor(number / CELL);
  return {
    add: ({ left, top, right, bottom }, item) => {
      for (let x = cell(left); x <= cell(right); x += 1) {
        for (let y = cell(top); y <= cell(bottom); y += 1) {
          const key = x * 100003 + y;
          if (!cells.has(key)) cells.set(key, []);
          cells.get(key).push(item);
        }
      }
    },
    at: (x, y) => cells.get(cell(x) * 100003 + cell(y)) || [],
  };
};

// The boxes of things as they stand: `placed` has { thing, x, y }.
const boxGrid = (placed) => {
  const found = grid();
  const add = ({ thing, x, y }) => {
    const { width, height } = boxOf(thing);
    const box = {
      left: x - width / 2 - 3,
      right: x + width / 2 + 3,
      top: y - height / 2 - 5,
      bottom: y + height / 2 + 5,
    };
    found.add(box, box);
  };
  placed.forEach(add);
  return { add, at: found.at };
};
const covered = (boxes, x, y) =>
  boxes.at(x, y).some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);

// Gives `of(line)`: { x, y, angle, width, clear }, found when it is first asked for. `curve(line)` gives
// the point at each part of a line's way.
const createLabels = (placed, curve) => {
  const boxes = boxGrid(placed),
    words = grid(),
    found = new Map();
  const crowded = (x, y) =>
    words.at(x, y).some(([a, b]) => Math.abs(a - x) < LETTER && Math.abs(b - y) < LETTER);
  const attempt = (point, stop, width) => {
    const { x, y } = point(stop),
      one = point(stop - 0.02),
      two = point(stop + 0.02);
    let angle = Math.atan2(two.y - one.y, two.x - one.x);
    if (Math.abs(angle) > Math.PI / 2) angle -= Math.sign(angle) * Math.PI;
    const spots = [-0.5, -0.25, 0, 0.25, 0.5].map((part) => [
      x + Math.cos(angle) * width * part,
      y + Math.sin(angle) * width * part,
    ]);
    const faults = spots.reduce(
      (sum, [a, b]) => sum + (covered(boxes, a, b) ? 2 : 0) + (crowded(a, b) ? 1 : 0),
      0,
    );
    return { x, y, angle, width, faults, spots, clear: faults < 2 };
  };
  const place = (line) => {
    const point = curve(line),
      width = widthOf(line.label, LABEL_FONT) + 8;
    let best = null;
    for (const stop of STOPS) {
      const next = attempt(point, stop, width);
      if (!best || next.faults < best.faults) best = next;
      if (!best.faults) break;
    }
    if (best.clear)
      for (const [a, b] of best.spots)
        words.add({ left: a - LETTER, top: b - LETTER, right: a + LETTER, bottom: b + LETTER }, [a, b]);
    return best;
  };
  return {
    of: (line) => {
      if (!found.has(line.id)) found.set(line.id, place(line));
      return found.get(line.id);
    },
  };
};

const drawLabel = (context, line, place, colour) => {
  context.save();
  context.translate(place.x, place.y);
  context.rotate(place.angle);
  context.font = LABEL_FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = palette.paper;
  context.fillRect(-place.width / 2 + 1, -7.5, place.width - 2, 15);
  context.fillStyle = colour;
  context.fillText(line.label, 0, 0);
  context.restore();
};
