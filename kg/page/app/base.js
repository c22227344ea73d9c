// Small things that all parts use. Text is only ever set as text: nothing here or elsewhere parses HTML.

const byId = (id) => document.getElementById(id);

// An element with attributes ("class", "aria-…", "on" + event) and children (elements, texts; null is skipped).
const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

const svg = (tag, attributes, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// Text of an article, kept from turning the words around it: it has a direction of its own.
const said = (text) => make("bdi", {}, text);

const button = (attributes, ...children) => make("button", { type: "button", ...attributes }, ...children);

const digits = new Intl.NumberFormat("en-GB");
const count = (number, noun, nouns = `${noun}s`) => `${digits.format(number)} ${number === 1 ? noun : nouns}`;

// For finding: no marks on letters, no capitals.
const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/ł/g, "l")
    .replace(/đ/g, "d")
    .replace(/æ/g, "ae")
    .replace(/[’‘]/g, "'");

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

// 2024-11-06 → 6 November 2024; what is no date stays as it is.
const day = (date) => {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date);
  if (!parts) return date;
  const month = parts[2] ? MONTHS[Number(parts[2]) - 1] : "";
  return [parts[3] ? String(Number(parts[3])) : "", month, parts[1]].filter(Boolean).join(" ");
};

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Told to a screen reader, quietly.
const speak = (text) => {
  byId("spoken").textContent = text;
};

// What a private window forbids to remember is not remembered.
const remembered = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const remember = (key, value) => {
  try {
    localStorage.setItem(key, value);
  } catch {
    /* for this visit only */
  }
};
