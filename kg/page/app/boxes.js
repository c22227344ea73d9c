// How a thing is drawn: its name on at most four lines in the shape of its class.

const FACE = "system-ui, -apple-system, 'Segoe UI', sans-serif";
const WRAP = 240,
  LONGEST_LABEL = 60,
  MOST_LINES = 4;
const ruler = document.createElement("canvas").getContext("2d");
const widthOf = (text, font) => {
  ruler.font = font;
  return ruler.measureText(text).width;
};
const shortened = (text) =>
  [...text].length > LONGEST_LABEL ? `${[...text].slice(0, LONGEST_LABEL - 1).join("")}…` : text;

// Colours of the drawing, from the style sheet, so that they follow the theme.
let palette = {};
const readPalette = () => {
  const style = getComputedStyle(document.documentElement),
    colour = (name) => style.getPropertyValue(name).trim();
  palette = {
    ink: colour("--ink"),
    soft: colour("--soft"),
    paper: colour("--paper"),
    line: colour("--edge"),
    accent: colour("--accent"),
    fill: {},
    rim: {},
  };
  for (const family of [...FAMILIES.values(), "thing"]) {
    palette.fill[family] = colour(`--${family}`);
    palette.rim[family] = colour(`--${family}-rim`);
  }
};

const broken = (text, font) => {
  const rows = [];
  let row = "";
  for (const word of text.split(/\s+/)) {
    const longer = row ? `${row} ${word}` : word;
    if (widthOf(longer, font) <= WRAP) {
      row = longer;
      continue;
    }
    if (row) rows.push(row);
    row = word;
    while (widthOf(row, font) > WRAP && [...row].length > 1) {
      let keep = [...row].length - 1;
      while (keep > 1 && widthOf([...row].slice(0, keep).join(""), font) > WRAP) keep -= 1;
      rows.push([...row].slice(0, keep).join(""));
      row = [...row].slice(keep).join("");
    }
  }
  rows.push(row);
  return rows.length <= MOST_LINES ? rows : [...rows.slice(0, MOST_LINES - 1), `${rows[MOST_LINES - 1]}…`];
};

// Measured once for each thing.
const boxes = new Map();
const boxOf = (thing) => {
  let box = boxes.get(thing);
  if (!box) {
    const font = `${thing.size}px ${FACE}`,
      rows = broken(shortened(thing.label), font);
    const wide = Math.max(...rows.map((row) => widthOf(row, font))),
      sign = thing.size + 1;
    box = {
      font,
      rows,
      sign,
      step: thing.size * 1.22,
      family: familyOf(thing.kind),
      path: new Path2D(signOf(thing.kind)),
      width: Math.ceil(wide + sign + 30),
      height: Math.ceil(rows.length * thing.size * 1.22 + 12),
    };
    boxes.set(thing, box);
  }
  return box;
};

const drawBox = (context, thing, x, y, { chosen = false, far = false } = {}) => {
  const box = boxOf(thing),
    left = x - box.width / 2;
  outline(context, box.family, x, y, box.width, box.height);
  context.fillStyle = palette.fill[box.family];
  context.fill();
  context.lineWidth = chosen ? 3 : 1.25;
  context.strokeStyle = chosen ? palette.accent : palette.rim[box.family];
  context.stroke();
  if (far) return; // too small to read
  context.save();
  context.translate(left + 11, y - box.sign / 2);
  context.scale(box.sign / 16, box.sign / 16);
  context.lineWidth = 1.4;
  context.lineJoin = "round";
  context.strokeStyle = palette.rim[box.family];
  context.stroke(box.path);
  context.restore();
  context.font = box.font;
  context.fillStyle = palette.ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const middle = left + 15 + box.sign + (box.width - box.sign - 28) / 2;
  box.rows.forEach((row, at) =>
    context.fillText(row, middle, y + (at - (box.rows.length - 1) / 2) * box.step + 0.5),
  );
};
