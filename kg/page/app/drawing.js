// The drawing: vis-network holds the boxes and lines, moves and zooms them; what they look like is ours.
// It shows what is seen (see visible.js) and changes only what differs from what it showed before.

const SCALE = { least: 0.6, most: 1.25 };  // at which all is shown
const READABLE = { names: 0.34, words: 0.62 };  // scales below which letters are only noise
const CROWDED = 500;  // lines, above which words are left out until one comes nearer
const SLOW = 1500;  // lines, above which they rest while the view moves

const widthFor = (articles) => Math.min(6, 1.2 + 1.1 * Math.log2(articles));

const createDrawing = (data, packed, keeper) => {
  const host = byId("canvas"), tip = byId("tip");
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const spots = new Map();  // places found for things that have none
  let seen = { drawn: new Set(), lines: new Map() }, lit = null, hovered = {}, labels = new Map(), wide = false, resting = false;
  readPalette();
  const thingAt = (id) => data.things[id];
  const renderer = ({ ctx, id, x, y }) => {
    const thing = thingAt(id), box = boxOf(thing);
    return {
      drawNode: () => drawBox(ctx, thing, x, y, { chosen: keeper.get().node === thing.slug || hovered.thing === thing, far: network.getScale() < READABLE.names }),
      nodeDimensions: { width: box.width, height: box.height },
    };
  };
  const network = new vis.Network(host, { nodes, edges }, { ...packed.options, nodes: { ...packed.options.nodes, ctxRenderer: renderer } });
  const redraw = () => network.body.emitter.emit("_requestRedraw");

  // ── Places ──
  const home = (thing) => (wide ? thing.wide : thing.home) || spots.get(thing);
  const place = (thing) => {
    if (!home(thing)) spots.set(thing, freeSpot(thing));
    return home(thing);
  };
  // Near those it is tied to and on nobody.
  const freeSpot = (thing) => {
    const there = [...seen.drawn].filter((other) => other !== thing && at(other)), taken = boxGrid(there.map((other) => ({ thing: other, ...at(other) })));
    const near = neighbours(thing).map(at).filter(Boolean).slice(0, 3), box = boxOf(thing);
    const centre = near.length ? { x: near.reduce((sum, spot) => sum + spot.x, 0) / near.length, y: near.reduce((sum, spot) => sum + spot.y, 0) / near.length } : { x: 0, y: 0 };
    for (let turn = 0; turn < 900; turn += 1) {
      const angle = turn * 2.399963, radius = 26 * Math.sqrt(turn + 8), x = centre.x + Math.cos(angle) * radius * 1.35, y = centre.y + Math.sin(angle) * radius;
      const corners = [-0.55, -0.2, 0.2, 0.55].flatMap((a) => [-0.7, 0, 0.7].map((b) => [x + a * box.width, y + b * box.height]));
      if (!corners.some(([a, b]) => covered(taken, a, b))) return { x: Math.round(x), y: Math.round(y) };
    }
    return centre;
  };
  const at = (thing) => { const node = network.body.nodes[thing.index]; return node && Number.isFinite(node.x) ? { x: node.x, y: node.y } : spots.get(thing); };

  // ── Showing ──
  const nodeFor = (thing) => ({ id: thing.index, label: "", ...place(thing) });
  const edgeFor = (line) => ({
    id: line.id, from: line.tail.index, to: line.head.index, width: widthFor(line.articles), dashes: line.asserted ? false : [7, 5],
    arrows: { to: { enabled: !line.symmetric } }, smooth: line.bend ? { enabled: true, type: "curvedCW", roundness: line.bend } : false,
  });
  const alike = (a, b) => a.width === b.width && a.symmetric === b.symmetric && a.bend === b.bend && a.articles === b.articles;
  const show = (next, state) => {
    const before = seen, moved = state.all !== wide;
    wide = state.all;
    seen = next;
    if (moved) spots.clear();
    nodes.remove([...before.drawn].filter((thing) => !next.drawn.has(thing)).map((thing) => thing.index));
    const fresh = [...next.drawn].filter((thing) => moved || !before.drawn.has(thing));
    const ready = fresh.filter(home), rest = fresh.filter((thing) => !home(thing));
    nodes.update(ready.map(nodeFor));
    for (const thing of rest) nodes.update(nodeFor(thing));
    for (const thing of fresh) {  // sizes before the first stroke, so that lines end at borders at once
      const { shape } = network.body.nodes[thing.index], box = boxOf(thing);
      [shape.customSizeWidth, shape.customSizeHeight] = [box.width, box.height];
    }
    edges.remove([...before.lines.keys()].filter((id) => !next.lines.has(id)));
    edges.update([...next.lines.values()].filter((line) => !before.lines.has(line.id) || !alike(line, before.lines.get(line.id))).map(edgeFor));
    if (resting !== next.lines.size > SLOW) {
      resting = !resting;
      network.setOptions({ interaction: { hideEdgesOnDrag: resting, hideEdgesOnZoom: resting } });
    }
    if (next !== before) relabel();
    light(state);
    return moved;
  };
  const relabel = () => {
    const placed = [...seen.drawn].map((thing) => ({ thing, ...at(thing) }));
    labels = placeLabels(seen.lines.values(), placed, (line) => { const { edgeType } = network.body.edges[line.id]; return (part) => edgeType.getPoint(part); });
    redraw();
  };

  // ── Light: what is chosen stays, all else steps back behind a veil; nothing else is touched ──
  const light = (state) => {
    lit = litBy(data, state, seen);
    redraw();
  };
  const wordsShown = (line, spot) => spot.clear && network.getScale() >= (seen.lines.size > CROWDED ? 1 : READABLE.words);
  const inView = () => {
    const { clientWidth, clientHeight } = host, one = network.DOMtoCanvas({ x: -80, y: -20 }), two = network.DOMtoCanvas({ x: clientWidth + 80, y: clientHeight + 20 });
    return ({ x, y }) => x > one.x && x < two.x && y > one.y && y < two.y;
  };
  const drawLit = (context, line) => {
    const edge = network.body.edges[line.id];
    if (!edge) return;
    const kept = edge.options.color;
    edge.options.color = { ...kept, color: palette.accent, inherit: false, opacity: 1 };
    edge.draw(context);
    edge.drawArrows(context);
    edge.options.color = kept;
  };
  network.on("afterDrawing", (context) => {
    const visible = inView();
    for (const line of seen.lines.values()) {
      const spot = labels.get(line.id);
      if (spot && wordsShown(line, spot) && visible(spot)) drawLabel(context, line, spot);
    }
    if (lit) {
      const one = network.DOMtoCanvas({ x: -2, y: -2 }), two = network.DOMtoCanvas({ x: host.clientWidth + 2, y: host.clientHeight + 2 });
      context.save();
      context.globalAlpha = 0.8;
      context.fillStyle = palette.paper;
      context.fillRect(one.x, one.y, two.x - one.x, two.y - one.y);
      context.restore();
    }
    const lines = new Set(lit ? lit.lines : []), things = new Set(lit ? lit.things : []);
    if (hovered.line) { lines.add(hovered.line); things.add(hovered.line.tail).add(hovered.line.head); }
    for (const line of lines) drawLit(context, line);
    const far = network.getScale() < READABLE.names;
    if (!far && lines.size < 60) for (const line of lines) if (labels.get(line.id)) drawLabel(context, line, labels.get(line.id), { lit: true });
    for (const thing of things) if (seen.drawn.has(thing)) { const spot = at(thing); drawBox(context, thing, spot.x, spot.y, { chosen: lit && lit.chosen.has(thing), far }); }
  });

  // ── Hands ──
  const view = { thingAt, get lines() { return seen.lines; }, get labels() { return labels; }, shown: wordsShown };
  let byHand = false;
  const choose = (found) => { byHand = true; keeper.set({ node: found.thing ? found.thing.slug : null, line: found.line ? found.line.id : null, claim: null }); byHand = false; };
  network.on("click", (event) => { host.focus({ preventScroll: true }); choose(pointed(network, view, event.pointer.DOM)); });
  network.on("doubleClick", (event) => {
    const { thing } = pointed(network, view, event.pointer.DOM);
    if (thing) expand(keeper, thing);
  });
  network.on("dragEnd", (event) => { if (event.nodes.length) { network.unselectAll(); relabel(); } });
  const hover = (found, event) => {
    if (found.thing !== hovered.thing || found.line !== hovered.line) { hovered = found; redraw(); }
    host.classList.toggle("pointing", Boolean(found.thing || found.line));
    tip.hidden = !found.line && !found.thing;
    if (tip.hidden) return;
    tip.replaceChildren(...(found.line ? tipForLine(found.line) : tipForThing(found.thing)));
    const room = host.getBoundingClientRect();
    tip.style.left = `${Math.min(event.clientX - room.left + 14, room.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${event.clientY - room.top + 18 + tip.offsetHeight > room.height ? event.clientY - room.top - tip.offsetHeight - 10 : event.clientY - room.top + 18}px`;
  };
  let waiting = null;
  host.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons) { tip.hidden = true; return; }
    if (!waiting) requestAnimationFrame(() => {
      const room = host.getBoundingClientRect(), last = waiting;
      waiting = null;
      hover(pointed(network, view, { x: last.clientX - room.left, y: last.clientY - room.top }), last);
    });
    waiting = event;
  });
  host.addEventListener("pointerleave", (event) => hover({}, event));

  // ── View ──
  const moved = (options) => network.moveTo({ ...options, animation: still() ? false : { duration: 350, easingFunction: "easeInOutCubic" } });
  // The view that holds all that is drawn.
  const whole = () => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const thing of seen.drawn) {
      const { x, y } = at(thing), { width, height } = boxOf(thing);
      [left, right, top, bottom] = [Math.min(left, x - width / 2), Math.max(right, x + width / 2), Math.min(top, y - height / 2), Math.max(bottom, y + height / 2)];
    }
    const scale = Math.min(SCALE.most, (host.clientWidth - 40) / (right - left), (host.clientHeight - 40) / (bottom - top));
    return seen.drawn.size ? { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale } : { position: { x: 0, y: 0 }, scale: 1 };
  };
  // Until somebody moves it, the view follows the room there is.
  let touched = false, room = "";
  for (const name of ["zoom", "dragStart"]) network.on(name, () => { touched = true; });
  new ResizeObserver(() => {
    const now = `${host.clientWidth} ${host.clientHeight}`;
    if (host.clientWidth && now !== room) { if (room && !touched) opening(); room = now; }
  }).observe(host);
  // At first all, or, where all would be too small to read, the best connected one and what is around it.
  const opening = () => {
    network.setSize("100%", "100%");
    const all = whole();
    network.moveTo({ ...(all.scale < SCALE.least ? { scale: SCALE.least + 0.1, position: at([...seen.drawn][0]) } : all), animation: false });
  };
  // What is chosen comes into view where it isn't.
  const reveal = (things) => {
    const spots = things.filter((thing) => seen.drawn.has(thing)).map(at), outside = ({ x, y }) => !(x > 50 && x < host.clientWidth - 50 && y > 30 && y < host.clientHeight - 30);
    if (!host.clientWidth || !spots.length || !spots.some((spot) => outside(network.canvasToDOM(spot)))) return;
    const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)], [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const room = Math.min((host.clientWidth - 160) / (right - left || 1), (host.clientHeight - 120) / (bottom - top || 1));
    moved({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.min(room, Math.max(network.getScale(), SCALE.least)) });
  };
  const zoom = (factor) => moved({ scale: Math.min(4, Math.max(0.04, network.getScale() * factor)) });
  const fit = () => moved(whole());
  const recolour = () => {
    readPalette();
    network.setOptions({ edges: { color: { color: palette.line, inherit: false, opacity: 1 } } });
    redraw();
  };
  recolour();
  return { network, show, light, opening, reveal, zoom, fit, recolour, at, host, redraw, get byHand() { return byHand; }, pointed: (dom) => pointed(network, view, dom), get labels() { return labels; } };
};

// What is lit: nothing (null) where nothing is chosen.
const litBy = (data, state, seen) => {
  const things = new Set(), lines = new Set(), chosen = new Set();
  const withLine = (line) => { if (line) { lines.add(line); things.add(line.tail).add(line.head); } };
  if (state.node) {
    const thing = data.thingOf.get(state.node);
    chosen.add(thing);
    things.add(thing);
    for (const line of seen.lines.values()) if (line.tail === thing || line.head === thing) withLine(line);
  } else if (state.line) withLine(seen.lines.get(state.line));
  else if (state.claim) {
    const claim = data.claimOf.get(state.claim);
    withLine(seen.lineOf.get(claim));
    things.add(claim.subject);
  } else if (seen.route) {
    for (const step of seen.route) {
      things.add(step.from).add(step.to);
      for (const claim of step.claims) withLine(seen.lineOf.get(claim));
    }
  }
  return things.size ? { things, lines, chosen } : null;
};

// A thing with its neighbours.
const expand = (keeper, thing) => keeper.set({ more: [...new Set([...keeper.get().more, thing.slug])], node: thing.slug, line: null, claim: null });
