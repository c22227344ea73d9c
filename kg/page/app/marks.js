// Where the two sides of a claim are named in its sentence.

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const LONGEST_NAME = 200;

// What may stand for one side: its label and other names; a figure with or without its commas.
const formsOf = (claim, side) => {
  const thing = claim[side];
  if (thing)
    return [thing.label, ...thing.names]
      .filter((name) => name.length > 1 && name.length <= LONGEST_NAME)
      .map(escaped);
  if (/^-?\d+(\.\d+)?$/.test(claim.value))
    return [figure({ ...claim, datatype: "integer" }), claim.value].map(escaped);
  return claim.value.length <= LONGEST_NAME ? [escaped(claim.value)] : [];
};

const places = (text, forms) => {
  if (!forms.length) return [];
  const longestFirst = [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .join("|")
    .replace(/\s+/g, "\\s+");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst})(?![\\p{L}\\p{N}])`, "gu");
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
};

// The sentence cut into [text, ""|"subject"|"object"]. A name inside a longer name of the other side
// ("Trump" in "the Trump campaign") is part of the longer one. Only names are marked: who "she" is was
// decided when the article was read.
const marked = (text, claim) => {
  const spans = ["subject", "object"].flatMap((side) =>
    places(text, formsOf(claim, side)).map(([from, to]) => ({ from, to, side })),
  );
  spans.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  const kept = [];
  for (const item of spans)
    if (kept.every((other) => item.to <= other.from || item.from >= other.to)) kept.push(item);
  kept.sort((a, b) => a.from - b.from);
  const pieces = [];
  let at = 0;
  for (const { from, to, side } of kept) {
    if (from > at) pieces.push([text.slice(at, from), ""]);
    pieces.push([text.slice(from, to), side]);
    at = to;
  }
  if (at < text.length) pieces.push([text.slice(at), ""]);
  return pieces;
};
