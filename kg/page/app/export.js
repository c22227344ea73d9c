// What is seen, to keep: a picture, a table, or RDF.

const save = (name, type, content) => {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};

// ── CSV (RFC 4180); a cell that a spreadsheet would run as a formula is kept from it by an apostrophe ──
const cell = (value) => {
  const text = String(value), safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replace(/"/g, '""')}"` : safe;
};
const CSV_COLUMNS = ["subject", "property", "object", "polarity", "modality", "dates", "article", "title", "published", "speaker", "sentence", "start", "end", "claim"];
const toCsv = (seen, state) => `\ufeff${[CSV_COLUMNS, ...sorted(seen.claims, state).flatMap((claim) => claim.evidence.map((item) => [
  claim.subject.label, claim.label, claim.object ? claim.object.label : claim.value, claim.polarity, claim.modality, claim.dates.join(" "),
  item.article.id, item.article.title, item.article.date, item.speaker ? item.speaker.label : "", item.text, item.start, item.end, claim.iri,
]))].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

// ── Turtle: the entities, the claims with their evidence, and the facts as plain triples ──
const unit = (number) => (number > 0xffff ? `\\U${number.toString(16).padStart(8, "0")}` : `\\u${number.toString(16).padStart(4, "0")}`);
const iri = (text) => `<${[...text].map((sign) => (/[\u0000-\u0020<>"{}|^`\\]/.test(sign) ? unit(sign.codePointAt(0)) : sign)).join("")}>`;
const literal = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/[\u0000-\u001f\u007f\ud800-\udfff]/gu, (sign) => (/[\ud800-\udfff]/u.test(sign) ? "\\uFFFD" : unit(sign.codePointAt(0))))}"`;
const PREFIXES = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#", skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#", oa: "http://www.w3.org/ns/oa#", dcterms: "http://purl.org/dc/terms/", schema: "https://schema.org/",
};
const dateLiteral = (date) => literal(date) + ({ 10: "^^xsd:date", 7: "^^xsd:gYearMonth", 4: "^^xsd:gYear" }[date.length] || "");

const toTurtle = (data, seen) => {
  const kg = (name) => (/^[A-Za-z_][\w-]*$/.test(name) ? `kg:${name}` : iri(data.namespace + name));
  const blocks = [], block = (subject, ...parts) => blocks.push(`${subject} ${parts.filter(Boolean).join(" ;\n    ")} .`);
  const things = new Set(), articles = new Set(), sentences = new Map();
  const object = (claim) => (claim.object ? iri(claim.object.iri) : claim.datatype && claim.datatype !== "string" ? `${literal(claim.value)}^^xsd:${claim.datatype}` : literal(claim.value));
  const whole = (item, kind) => `${data.base}selector/${item.article.local}/${item.start}-${item.end}/${kind}`;
  const proof = (claim, item) => `${data.base}evidence/${item.article.local}/${item.start}-${item.end}/${claim.quotation ? `quotation/${claim.local.split("/").pop()}` : claim.local.replace(/^claim\//, "")}`;
  for (const claim of seen.claims) {
    things.add(claim.subject);
    if (claim.object) things.add(claim.object);
    const evidence = [...new Set(claim.evidence.map((item) => iri(proof(claim, item))))].join(" , ");
    if (claim.quotation) {
      block(iri(claim.iri), "a kg:Quotation", `kg:text ${literal(claim.value)}`, `kg:speaker ${iri(claim.subject.iri)}`, `kg:evidence ${evidence}`);
    } else {
      block(iri(claim.iri), "a kg:Claim , rdf:Statement", `rdf:subject ${iri(claim.subject.iri)}`, `rdf:predicate ${kg(claim.property)}`, `rdf:object ${object(claim)}`,
        `kg:polarity ${kg(claim.polarity)}`, `kg:modality ${kg(claim.modality)}`, claim.dates.length ? `kg:date ${claim.dates.map(dateLiteral).join(" , ")}` : "", `kg:evidence ${evidence}`);
    }
    if (claim.asserted) {
      const target = claim.quotation ? iri(claim.iri) : object(claim);
      block(iri(claim.subject.iri), `${kg(claim.property)} ${target}`);
      if (claim.symmetric && claim.object) block(target, `${kg(claim.property)} ${iri(claim.subject.iri)}`);
    }
    for (const item of claim.evidence) {
      articles.add(item.article);
      if (item.speaker) things.add(item.speaker);
      sentences.set(`${item.article.index} ${item.start} ${item.end}`, item);
      block(iri(proof(claim, item)), "a kg:Evidence , oa:SpecificResource", `oa:hasSource ${iri(item.article.iri)}`, `oa:hasSelector ${iri(whole(item, "position"))} , ${iri(whole(item, "quote"))}`, item.speaker ? `kg:speaker ${iri(item.speaker.iri)}` : "");
    }
  }
  for (const item of sentences.values()) {
    block(iri(whole(item, "position")), "a oa:TextPositionSelector", `oa:start ${item.start}`, `oa:end ${item.end}`);
    block(iri(whole(item, "quote")), "a oa:TextQuoteSelector", `oa:exact ${literal(item.text)}`);
  }
  for (const thing of [...things].sort((a, b) => a.index - b.index)) block(iri(thing.iri), `a ${[thing.kind.id, ...thing.kind.broader].map(kg).join(" , ")}`, `rdfs:label ${literal(thing.label)}@en`, thing.names.length ? `skos:altLabel ${thing.names.map((name) => `${literal(name)}@en`).join(" , ")}` : "");
  for (const article of articles) block(iri(article.iri), "a schema:NewsArticle", `dcterms:identifier ${literal(article.id)}`, article.title ? `schema:headline ${literal(article.title)}` : "", article.date ? `schema:datePublished ${dateLiteral(article.date)}` : "", article.url ? `schema:url ${literal(article.url)}` : "");
  const prefixes = Object.entries({ kg: data.namespace, ...PREFIXES }).map(([name, text]) => `@prefix ${name}: ${iri(text)} .`);
  return `${prefixes.join("\n")}\n\n${[...new Set(blocks)].join("\n\n")}\n`;
};

// ── The picture: the canvas with the page's colour behind it ──
const picture = (drawing) => {
  const canvas = drawing.host.querySelector("canvas"), copy = make("canvas", { width: canvas.width, height: canvas.height }), context = copy.getContext("2d");
  drawing.network.redraw();
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return copy;
};

const createExport = (data, keeper, drawing, look) => {
  const menu = byId("export"), opener = byId("open-export");
  const kinds = [
    ["Picture (PNG)", () => picture(drawing).toBlob((blob) => save("graph.png", "image/png", blob)), () => keeper.get().view === "drawing"],
    ["Table (CSV)", () => save("claims.csv", "text/csv;charset=utf-8", toCsv(look(), keeper.get())), () => true],
    ["RDF (Turtle)", () => save("claims.ttl", "text/turtle;charset=utf-8", toTurtle(data, look())), () => true],
    ["Print", () => print(), () => true],
  ];
  const close = (focus = true) => { menu.hidden = true; opener.setAttribute("aria-expanded", "false"); if (focus) opener.focus(); };
  const open = () => {
    menu.replaceChildren(...kinds.filter(([, , usable]) => usable()).map(([label, act]) => button({ role: "menuitem", tabindex: -1, onclick: () => { close(); act(); } }, label)));
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    menu.firstChild.focus();
  };
  opener.addEventListener("click", () => (menu.hidden ? open() : close()));
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.children], at = items.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(at + step + items.length) % items.length].focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") { close(false); return; }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => { if (!menu.hidden && !event.target.closest(".menu")) close(false); });
};
