// The claims that are seen as a table for other programs (RFC 4180), a row for each sentence.

// What a spreadsheet would run as a formula is kept from it by an apostrophe.
const cell = (value) => {
  const text = String(value),
    safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replace(/"/g, '""')}"` : safe;
};
const CSV_COLUMNS = [
  "subject",
  "property",
  "object",
  "polarity",
  "modality",
  "asserted",
  "dates",
  "article",
  "title",
  "published",
  "speaker",
  "sentence",
  "confidence",
  "start",
  "end",
  "claim",
];
const toCsv = (seen, state) =>
  `\ufeff${[
    CSV_COLUMNS,
    ...sorted(seen.claims, state).flatMap((claim) =>
      claim.evidence.map((item) => [
        claim.subject.label,
        claim.label,
        claim.object ? claim.object.label : claim.value,
        claim.polarity,
        claim.modality,
        claim.asserted,
        claim.dates.join(" "),
        item.article.id,
        item.article.title,
        item.article.date,
        item.speaker ? item.speaker.label : "",
        item.text,
        claim.quotation ? "" : item.confidence,
        item.start,
        item.end,
        claim.iri,
      ]),
    ),
  ]
    .map((row) => row.map(cell).join(","))
    .join("\r\n")}\r\n`;
