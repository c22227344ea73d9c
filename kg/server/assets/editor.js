"use strict";
// Sets the editor up for this server alone: its endpoint, the project's prefixes, terms and questions.
(() => {
  const config = JSON.parse(document.getElementById("config").textContent);
  const endpoint = new URL("/sparql", location.href).href;
  const local = (iri) => {
    if (iri.startsWith(config.namespace)) return `/ontology#${iri.slice(config.namespace.length)}`;
    if (iri === config.ontology) return "/ontology";
    const known = /^(article|claim|dataset|entity|evidence|quarantine|quotation|selector)\b/;
    const rest = iri.startsWith(config.base) ? iri.slice(config.base.length) : "";
    return known.test(rest) ? `/${rest}` : null;
  };

  // Completion knows what the graph knows, and asks nobody else.
  const Yasqe = Yasgui.Yasqe;
  const declared = Object.entries(config.prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort();
  const starting = (terms) => (yasqe, token) => {
    const start = (token && token.autocompletionString) || "";
    return terms.filter((iri) => iri.startsWith(start) || iri.replace(config.namespace, "").startsWith(start));
  };
  const completers = Yasqe.Autocompleters;
  Yasqe.defaults.autocompleters = [];
  for (const [name, get] of [
    ["prefixes", () => declared],
    ["property", starting(config.properties)],
    ["class", starting(config.classes)],
    ["variables", null],
  ]) {
    const known = completers[name];
    if (known) Yasqe.registerAutocompleter({ ...known, ...(get && { get }), persistenceId: null }, true);
  }
  Yasgui.Yasr.defaults.prefixes = config.prefixes;

  // The table of YASGUI writes a result's text as markup and cleans it; here it is only ever text. What is drawn is
  // made of elements; what DataTables measures, sorts and searches gets the text escaped, for it parses what it is given.
  const element = (tag, attributes, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...children);
    return made;
  };
  const escaped = (text) => {
    const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
    return String(text).replace(/[&<>"]/g, (sign) => signs[sign]);
  };
  const link = (iri, prefixes, compact) => {
    const known = Object.entries(prefixes).find(([, start]) => iri.startsWith(start));
    const text = known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
    const anchor = element("a", { className: "iri", target: "_blank", rel: "noopener noreferrer" }, text);
    if (/^[a-z][a-z0-9+.-]*:/i.test(iri) && !/^(javascript|data|vbscript):/i.test(iri)) anchor.href = iri;
    return known || compact ? [anchor] : ["<", anchor, ">"];
  };
  const shown = (term, prefixes, compact) => {
    if (term.type === "uri") return element("div", {}, element("span", {}, ...link(term.value, prefixes, compact)));
    const value = element("span", { className: "nonIri" });
    const language = term["xml:lang"];
    if (compact || !(language || term.datatype)) value.append(term.value);
    else if (language) value.append(`"${term.value}"`, element("sup", {}, `@${language}`));
    else value.append(`"${term.value}"`, element("sup", {}, "^^", ...link(term.datatype, prefixes, compact)));
    return element("div", {}, value);
  };
  const table = Yasgui.Yasr.plugins.table.prototype;
  const columns = table.getColumns;
  table.getColumns = function () {
    const prefixes = this.yasr.getPrefixes();
    const compact = this.persistentConfig.compact === true;
    const draw = (term, use) => {
      if (term === "") return "";
      return use === "display" ? shown(term, prefixes, compact) : escaped(term.value);
    };
    return columns.call(this).map((column, k) => (k ? { ...column, title: escaped(column.name), render: draw } : column));
  };

  // A query names the prefixes that it needs, so that it runs elsewhere too.
  const start = `PREFIX kg: <${config.prefixes.kg}>
PREFIX rdfs: <${config.prefixes.rdfs}>

SELECT DISTINCT ?who ?property ?whom WHERE {
  ?a ?property ?b .
  ?a rdfs:label ?who .
  ?b rdfs:label ?whom .
} LIMIT 100`;
  const about = (iri) => `# Every claim about it
SELECT DISTINCT ?claim ?from ?property ?to ?polarity ?modality WHERE {
  { ?claim rdf:subject <${iri}> } UNION { ?claim rdf:object <${iri}> }
  ?claim a kg:Claim ; rdf:subject ?from ; rdf:predicate ?property ; rdf:object ?to ;
         kg:polarity ?polarity ; kg:modality ?modality .
} ORDER BY ?claim`;

  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    persistenceId: `news-kg ${config.base}`,
    requestConfig: { endpoint, method: "POST", acceptHeaderGraph: "text/turtle" },
    endpointCatalogueOptions: { getData: () => [] },
    autoAddOnInit: false,
    autofocus: false,
    copyEndpointOnNewTab: false,
    // A link from elsewhere may bring a query, never another endpoint or headers.
    populateFromUrl: (tab) => ({ ...tab, requestConfig: yasgui_request() }),
    yasqe: { value: start, prefixCcApi: null, editorHeight: "340px" },
    yasr: { prefixes: config.prefixes },
  });
  function yasgui_request() {
    return { ...Yasgui.defaults.requestConfig, endpoint, method: "POST", acceptHeaderGraph: "text/turtle" };
  }

  const open = (name, value) => {
    const known = Object.values(yasgui._tabs).find((tab) => tab.getName() === name);
    if (known) {
      known.show();
      yasgui.selectTabId(known.getId());
      known.setQuery(value);
      return known;
    }
    return yasgui.addTab(true, { name, yasqe: { value } });
  };
  const run = (tab) => tab.query().catch(() => {});

  if (!Object.keys(yasgui._tabs).length) {
    const first = yasgui.addTab(true, { name: "Your own", yasqe: { value: start } });
    for (const name of config.tabs) {
      yasgui.addTab(false, { name: config.questions[name].title, yasqe: { value: config.questions[name].text } });
    }
    first.show();
  }
  // Some fields of YASGUI have no names that a screen reader could say.
  const names = { ".CodeMirror textarea": "Query", ".tableSizer": "Page size" };
  const name = () => {
    for (const [fields, said] of Object.entries(names)) {
      for (const field of document.querySelectorAll(`${fields}:not([aria-label])`)) field.setAttribute("aria-label", said);
    }
  };
  new MutationObserver(name).observe(document.getElementById("yasgui"), { childList: true, subtree: true });
  name();
  // The endpoint of tabs kept from another time may be that of another port.
  for (const tab of Object.values(yasgui._tabs)) tab.setEndpoint(endpoint);

  const wanted = new URLSearchParams(location.search);
  if (config.questions[wanted.get("run")]) {
    const question = config.questions[wanted.get("run")];
    run(open(question.title, question.text));
  } else if (/^[^<>"{}|^`\\\s]+$/.test(wanted.get("about") || "")) {
    run(open("Claims", about(wanted.get("about"))));
  }

  const choice = document.getElementById("question");
  choice.addEventListener("change", () => {
    const question = config.questions[choice.value];
    if (question) run(open(question.title, question.text));
    choice.value = "";
  });

  // IRIs of the graph in an answer lead to their pages here, whatever the graph's base is.
  const lead = (event) => {
    const anchor = event.target instanceof Element && event.target.closest(".yasr a.iri");
    const address = anchor && local(anchor.getAttribute("href"));
    if (address) anchor.href = address;
  };
  for (const kind of ["mousedown", "focusin", "click"]) document.addEventListener(kind, lead, true);
  window.kgEditor = yasgui;
})();
