// What is seen as RDF: the things, the claims with their evidence, and the facts as plain triples.

const unit = (number) =>
  number > 0xffff
    ? `\\U${number.toString(16).padStart(8, "0")}`
    : `\\u${number.toString(16).padStart(4, "0")}`;
const iri = (text) =>
  `<${[...text].map((sign) => (/[\u0000-\u0020<>"{}|^`\\]/.test(sign) ? unit(sign.codePointAt(0)) : sign)).join("")}>`;
const literal = (text) =>
  `"${text.replace(/[\\"]/g, "\\$&").replace(/[\u0000-\u001f\u007f\ud800-\udfff]/gu, (sign) => (/[\ud800-\udfff]/u.test(sign) ? "\\uFFFD" : unit(sign.codePointAt(0))))}"`;
const PREFIXES = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  oa: "http://www.w3.org/ns/oa#",
  dcterms: "http://purl.org/dc/terms/",
  schema: "https://schema.org/",
};
const KG = "https://example.org/kg/ontology#"; // records and evidence, whatever the ontology
const dateLiteral = (date) =>
  literal(date) + ({ 10: "^^xsd:date", 7: "^^xsd:gYearMonth", 4: "^^xsd:gYear" }[date.length] || "");

const toTurtle = (data, seen) => {
  const own = data.namespace === KG ? "kg" : "onto";
  const term = (name) => (/^[A-Za-z_][\w-]*$/.test(name) ? `${own}:${name}` : iri(data.namespace + name));
  const blocks = [],
    block = (subject, ...parts) => blocks.push(`${subject} ${parts.filter(Boolean).join(" ;\n    ")} .`);
  const things = new Set(),
    articles = new Set(),
    sentences = new Map();
  const object = (claim) =>
    claim.object
      ? iri(claim.object.iri)
      : claim.datatype && claim.datatype !== "string"
        ? `${literal(claim.value)}^^xsd:${claim.datatype}`
        : literal(claim.value);
  const whole = (item, kind) =>
    `${data.base}selector/${item.article.local}/${item.start}-${item.end}/${kind}`;
  const proof = (claim, item) =>
    `${data.base}evidence/${item.article.local}/${item.start}-${item.end}/${claim.quotation ? `quotation/${claim.local.split("/").pop()}` : claim.local.replace(/^claim\//, "")}`;
  for (const claim of seen.claims) {
    things.add(claim.subject);
    if (claim.object) things.add(claim.object);
    const evidence = [...new Set(claim.evidence.map((item) => iri(proof(claim, item))))].join(" , ");
    if (claim.quotation) {
      block(
        iri(claim.iri),
        "a kg:Quotation",
        `kg:text ${literal(claim.value)}`,
        `kg:speaker ${iri(claim.subject.iri)}`,
        `kg:evidence ${evidence}`,
      );
    } else {
      block(
        iri(claim.iri),
        "a kg:Claim , rdf:Statement",
        `rdf:subject ${iri(claim.subject.iri)}`,
        `rdf:predicate ${term(claim.property)}`,
        `rdf:object ${object(claim)}`,
        `kg:polarity kg:${claim.polarity}`,
        `kg:modality kg:${claim.modality}`,
        claim.dates.length ? `kg:date ${claim.dates.map(dateLiteral).join(" , ")}` : "",
        `kg:evidence ${evidence}`,
      );
    }
    if (claim.asserted) {
      const target = claim.quotation ? iri(claim.iri) : object(claim);
      block(iri(claim.subject.iri), `${term(claim.property)} ${target}`);
      if (claim.symmetric && claim.object) block(target, `${term(claim.property)} ${iri(claim.subject.iri)}`);
    }
    for (const item of claim.evidence) {
      articles.add(item.article);
      if (item.speaker) things.add(item.speaker);
      sentences.set(`${item.article.index} ${item.start} ${item.end}`, item);
      block(
        iri(proof(claim, item)),
        "a kg:Evidence , oa:SpecificResource",
        `oa:hasSource ${iri(item.article.iri)}`,
        `oa:hasSelector ${iri(whole(item, "position"))} , ${iri(whole(item, "quote"))}`,
        item.speaker ? `kg:speaker ${iri(item.speaker.iri)}` : "",
        claim.quotation ? "" : `kg:confidence ${literal(String(item.confidence))}^^xsd:decimal`,
      );
    }
  }
  for (const item of sentences.values()) {
    block(
      iri(whole(item, "position")),
      "a oa:TextPositionSelector",
      `oa:start ${item.start}`,
      `oa:end ${item.end}`,
    );
    block(iri(whole(item, "quote")), "a oa:TextQuoteSelector", `oa:exact ${literal(item.text)}`);
  }
  for (const thing of [...things].sort((a, b) => a.index - b.index))
    block(
      iri(thing.iri),
      `a ${[thing.kind.id, ...thing.kind.broader].map(term).join(" , ")}`,
      `rdfs:label ${literal(thing.label)}@en`,
      thing.names.length
        ? `skos:altLabel ${thing.names.map((name) => `${literal(name)}@en`).join(" , ")}`
        : "",
    );
  for (const article of articles)
    block(
      iri(article.iri),
      "a schema:NewsArticle",
      `dcterms:identifier ${literal(article.id)}`,
      article.title ? `schema:headline ${literal(article.title)}` : "",
      article.date ? `schema:datePublished ${dateLiteral(article.date)}` : "",
      article.url ? `schema:url ${literal(article.url)}` : "",
    );
  const prefixes = Object.entries({ kg: KG, [own]: data.namespace, ...PREFIXES }).map(
    ([name, text]) => `@prefix ${name}: ${iri(text)} .`,
  );
  return `${prefixes.join("\n")}\n\n${[...new Set(blocks)].join("\n\n")}\n`;
};
