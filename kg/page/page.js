"use strict";
// Shows what the graph holds about the thing or the line under the mouse. Text is only ever set as text.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const drawing = read("drawing");
  const details = read("details");
  const panel = document.getElementById("panel");
  const nodes = new vis.DataSet(drawing.nodes);
  const edges = new vis.DataSet(drawing.edges);
  const network = new vis.Network(document.getElementById("network"), { nodes, edges }, drawing.options);

  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };
  const term = (name) => details.terms[name] || name;
  const link = (text, action) => {
    const button = make("button", "", text);
    button.addEventListener("click", action);
    return button;
  };
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  // What keeps a claim from being a plain fact stands out.
  const tags = (claim) => {
    const found = [];
    if (claim.polarity !== "affirmed") found.push(make("span", "tag warn", term(claim.polarity)));
    if (claim.modality !== "actual") found.push(make("span", "tag warn", term(claim.modality)));
    if (!found.length) found.push(make("span", "tag", `${term(claim.polarity)}, ${term(claim.modality)}`));
    return [...found, ...claim.dates.map((date) => make("span", "tag", date))];
  };

  const source = (name) => {
    const article = details.articles[name];
    const text = [article.title, article.date].filter(Boolean).join(" · ");
    const shown = text ? `${text} · ${article.id}` : article.id;
    if (!/^https?:\/\//i.test(article.url)) return make("cite", "", shown);
    const anchor = make("a", "", shown);
    anchor.href = article.url;
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    return anchor;
  };

  const quote = (sentence) =>
    make("blockquote", "", make("p", "sentence", sentence.text),
      make("footer", "", source(sentence.article), sentence.speaker ? `, as told by ${sentence.speaker}` : ""));

  const claimBlock = (claim) =>
    make("div", "claim", make("p", "", `${claim.subject} `, make("b", "", term(claim.property)), ` ${claim.object}`),
      make("p", "", ...tags(claim)), ...claim.sentences.map(quote));

  const show = (...children) => {
    panel.replaceChildren(...children.filter(Boolean));
    panel.scrollTop = 0;
  };

  const showEdge = (id) => {
    const edge = details.edges[id];
    const [from, to] = [details.nodes[edge.from], details.nodes[edge.to]];
    show(
      make("h2", "", link(from.label, () => select({ node: edge.from })), " – ", link(to.label, () => select({ node: edge.to }))),
      make("h3", "", count(edge.claims.length, "claim")), ...edge.claims.map(claimBlock));
  };

  const showNode = (id) => {
    const node = details.nodes[id];
    const touching = Object.entries(details.edges).filter(([, edge]) => edge.from === id || edge.to === id);
    const ties = touching.map(([key, edge]) => {
      const other = details.nodes[edge.from === id ? edge.to : edge.from].label;
      const names = [...new Set(edge.claims.map((claim) => term(claim.property)))].join(", ");
      const text = edge.from === id ? `${names} ${other}` : `${other} ${names}`;
      return make("li", "", link(text, () => select({ edge: key })), edge.asserted ? "" : make("span", "tag warn", " not asserted"));
    });
    show(
      make("h2", "", node.label), make("p", "soft", term(node.kind)),
      node.names.length ? make("h3", "", "Also called") : null,
      node.names.length ? make("p", "", node.names.join(" · ")) : null,
      ties.length ? make("h3", "", "Claims") : null, make("ul", "", ...ties),
      node.facts.length ? make("h3", "", "Figures and words") : null, ...node.facts.map(claimBlock),
      make("h3", "", count(node.articles.length, "article")),
      make("ul", "", ...node.articles.map((name) => make("li", "", source(name)))));
  };

  const showHelp = () => show(make("p", "soft",
    drawing.nodes.length
      ? "Point at a line to read the sentences behind it; click to keep them here. Click a name for all that is known of it."
      : "Nothing to draw: no claim ties two things together."));

  // The pinned thing or line is what was clicked last; pointing at another only lends it the panel.
  let pinned = null;
  const showOne = (chosen) => {
    if (!chosen) showHelp();
    else if (chosen.edge) showEdge(chosen.edge);
    else showNode(chosen.node);
  };

  // All but the chosen one and its neighbours step back.
  const dim = (chosen) => {
    const near = new Set();
    if (chosen && chosen.edge) near.add(details.edges[chosen.edge].from).add(details.edges[chosen.edge].to);
    if (chosen && chosen.node) {
      near.add(chosen.node);
      network.getConnectedNodes(chosen.node).forEach((id) => near.add(id));
    }
    nodes.update(nodes.getIds().map((id) => ({ id, opacity: !chosen || near.has(id) ? 1 : 0.25 })));
    edges.update(edges.getIds().map((id) => {
      const { from, to } = details.edges[id];
      const lit = !chosen || chosen.edge === id || from === chosen.node || to === chosen.node;
      return { id, color: { opacity: lit ? 1 : 0.2 }, font: { color: lit ? "#5a6675" : "rgba(90,102,117,0.15)" } };
    }));
  };

  const select = (chosen) => {
    pinned = chosen;
    if (chosen && chosen.edge && !details.edges[chosen.edge].asserted) showUnasserted(true);
    network.setSelection({ nodes: chosen && chosen.node ? [chosen.node] : [], edges: chosen && chosen.edge ? [chosen.edge] : [] });
    dim(chosen);
    showOne(chosen);
  };

  network.on("click", (event) => {
    if (event.nodes.length) select({ node: event.nodes[0] });
    else if (event.edges.length) select({ edge: event.edges[0] });
    else select(null);
  });
  network.on("hoverEdge", (event) => { if (!pinned) showEdge(event.edge); });
  network.on("hoverNode", (event) => { if (!pinned) showNode(event.node); });
  network.on("blurEdge", () => { if (!pinned) showHelp(); });
  network.on("blurNode", () => { if (!pinned) showHelp(); });

  const box = document.getElementById("unasserted");
  const unasserted = Object.keys(details.edges).filter((id) => !details.edges[id].asserted);
  const showUnasserted = (visible) => {
    box.checked = visible;
    edges.update(unasserted.map((id) => ({ id, hidden: !visible })));
    const tied = new Set();
    Object.values(details.edges).forEach((edge) => { if (visible || edge.asserted) tied.add(edge.from).add(edge.to); });
    nodes.update(nodes.getIds().map((id) => ({ id, hidden: !tied.has(id) })));
  };
  box.addEventListener("change", () => showUnasserted(box.checked));
  document.querySelector("#others span").textContent = "Dashed: what is denied, planned, possible or alleged";
  document.getElementById("others").hidden = unasserted.length === 0;

  document.getElementById("notes").textContent = details.notes.join(" ");
  document.getElementById("legend").append(...details.classes.map((item) => {
    const swatch = make("i", "");
    swatch.style.background = item.colour;
    return make("li", "", swatch, `${term(item.kind)} (${item.count})`);
  }));

  const byName = new Map();
  Object.entries(details.nodes).forEach(([id, node]) => {
    [...node.names, node.label].forEach((name) => byName.set(name.toLowerCase(), id));
    const option = document.createElement("option");
    option.value = node.label;
    document.getElementById("names").append(option);
  });
  document.getElementById("search").addEventListener("change", (event) => {
    const id = byName.get(event.target.value.trim().toLowerCase());
    if (id === undefined) return;
    select({ node: id });
    network.focus(id, { scale: 1, animation: { duration: 400, easingFunction: "easeInOutQuad" } });
  });

  showUnasserted(false);
  showHelp();
  network.fit({ animation: false });
  window.addEventListener("resize", () => network.fit({ animation: false }));
  // A hold for tests and for other scripts of the page.
  window.kgPage = { network, select: (edge) => select({ edge }), middle: (edge) => network.canvasToDOM(network.body.edges[edge].edgeType.getPoint(0.5)) };
})();
