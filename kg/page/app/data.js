// What the page knows, unpacked once: kg/page/data.py wrote it. Nothing below changes it.

const FIRST_DAY = "-01-01",
  LAST_DAY = "-12-31";

// A year or a month as its first and last day.
const span = (date) => {
  if (/^\d{4}$/.test(date)) return [date + FIRST_DAY, date + LAST_DAY];
  if (/^\d{4}-\d\d$/.test(date)) return [`${date}-01`, `${date}-31`];
  return /^\d{4}-\d\d-\d\d/.test(date) ? [date.slice(0, 10), date.slice(0, 10)] : null;
};

const unpack = (known, drawing) => {
  const symmetric = new Set(known.symmetric),
    terms = new Map(known.terms);
  const classes = known.classes.map(([id, broader, type]) => ({ id, broader, type, label: terms.get(id) || id }));
  const articles = known.articles.map(([id, local, title, date, url], index) => ({
    index,
    id,
    title,
    date,
    url: /^https?:\/\//i.test(url) ? url : "",
    iri: `${known.base}article/${local}`,
    local,
  }));
  const sentences = known.sentences.map(([article, start, text]) => ({
    text,
    article: articles[article],
    start,
    end: start + [...text].length,
  }));
  const things = known.things.map(([local, label, kind, names, seen], index) => ({
    index,
    local,
    label,
    kind: classes[kind],
    names,
    articles: seen.map((place) => articles[place]),
    slug: local.replace(/^entity\//, ""),
    iri: known.base + local,
    claims: [],
    size: known.sizes[index],
    home: drawing.nodes[index] ? { x: drawing.nodes[index].x, y: drawing.nodes[index].y } : null,
    wide: known.wide[index] ? { x: known.wide[index][0], y: known.wide[index][1] } : null,
  }));
  const claims = known.claims.map((packed, index) => {
    const [local, subject, property, object, datatype, polarity, modality, withheld, dates, support] = packed;
    const evidence = support.map(([sentence, speaker, confidence]) => ({
      ...sentences[sentence],
      speaker: things[speaker] || null,
      confidence,
    }));
    const from = [...new Set(evidence.map((item) => item.article))];
    const reported = from.map((article) => article.date).filter(Boolean);
    return {
      index,
      local,
      slug: local.replace(/^claim\//, ""),
      iri: known.base + local,
      subject: things[subject],
      property,
      label: terms.get(property) || property,
      object: typeof object === "number" ? things[object] : null,
      value: typeof object === "number" ? "" : object,
      datatype,
      polarity,
      modality,
      dates,
      evidence,
      articles: from,
      withheld, // "unsure", "attributed": affirmed and actual, and no plain triple
      asserted: polarity === "affirmed" && modality === "actual" && !withheld,
      symmetric: symmetric.has(property),
      quotation: local.startsWith("quotation/"),
      // When: as the articles date what happened, else the days on which they tell it.
      dated: dates.length > 0,
      spans: (dates.length ? dates : reported).map(span).filter(Boolean),
    };
  });
  for (const claim of claims) {
    claim.subject.claims.push(claim);
    if (claim.object && claim.object !== claim.subject) claim.object.claims.push(claim);
  }
  return {
    title: known.title,
    counts: known.counts,
    base: known.base,
    namespace: known.namespace,
    terms,
    classes,
    articles,
    things,
    claims,
    core: drawing.nodes.length,
    drawable: Math.max(drawing.nodes.length, known.wide.length),
    properties: [...new Set(claims.map((claim) => claim.property))],
    thingOf: new Map(things.map((thing) => [thing.slug, thing])),
    claimOf: new Map(claims.map((claim) => [claim.slug, claim])),
    articleOf: new Map(articles.map((article) => [article.id, article])),
    classOf: new Map(classes.map((kind) => [kind.id, kind])),
  };
};

// "planned, denied", "unsure", "attributed": what keeps a claim from being a fact; nothing for a fact.
const doubts = (claim) =>
  [
    claim.modality === "actual" ? "" : claim.modality,
    claim.polarity === "affirmed" ? "" : "denied",
    claim.withheld,
  ]
    .filter(Boolean)
    .join(", ");
const objectText = (claim) =>
  claim.object ? claim.object.label : claim.quotation ? `“${claim.value}”` : figure(claim);
// 72658972 → 72,658,972; as exact as it came, however long.
const figure = (claim) =>
  claim.datatype === "integer" && claim.property !== "year" && /^-?\d{5,}$/.test(claim.value)
    ? claim.value.replace(/\B(?=(\d{3})+$)/g, ",")
    : claim.value;
// "62 claims asserted, 4 claims not asserted, 34 quotations": what is none of these is left out.
const counted = (claims) => {
  const quotations = claims.filter((claim) => claim.quotation),
    rest = claims.filter((claim) => !claim.quotation);
  const asserted = rest.filter((claim) => claim.asserted).length;
  const parts = [
    [asserted, "claim", " asserted"],
    [rest.length - asserted, "claim", " not asserted"],
    [quotations.length, "quotation", ""],
  ];
  return (
    parts
      .filter(([number]) => number)
      .map(([number, noun, how]) => count(number, noun) + how)
      .join(", ") || "0 claims"
  );
};
const sentenceOf = (claim) => `${claim.subject.label} ${claim.label} ${objectText(claim)}`;
