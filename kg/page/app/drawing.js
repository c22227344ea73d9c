// The drawing: vis-network holds the boxes and lines, moves and zooms them; what they look like is ours.
// It shows what is seen (visible.js) and changes only what differs from what it showed before.

const CROWDED = 500; // lines, above which words are left out until one comes nearer

const widthFor = (articles) => Math.min(6, 1.2 + 1.1 * Math.log2(articles));

// What the parts of the drawing share is its `stage`: the network, what is seen, where words stand, what is lit.
const createDrawing = (data, packed, keeper) => {
  const nodes = new vis.DataSet(),
    edges = new vis.DataSet();
  const stage = {
    data,
    keeper,
    host: byId("canvas"),
    seen: { drawn: new Set(), lines: new Map() },
    spots: new Map(),
    labels: null,
    wide: false,
    lit: null,
    hovered: {},
    byHand: false,
    resting: false,
    moving: null,
  };
  readPalette();
  const ctxRenderer = ({ ctx, id, x, y }) => {
    const thing = data.things[id],
      { width, height } = boxOf(thing);
    return {
      drawNode: () => drawBox(ctx, thing, x, y, { chosen: stage.hovered.thing === thing, far: isFar(stage) }),
      nodeDimensions: { width, height },
    };
  };
  const options = { ...packed.options, nodes: { ...packed.options.nodes, ctxRenderer } };
  stage.network = new vis.Network(stage.host, { nodes, edges }, options);
  stage.redraw = () => stage.network.body.emitter.emit("_requestRedraw");

  stage.relabel = () => {
    const { seen, network } = stage,
      curve = (line) => (part) => network.body.edges[line.id].edgeType.getPoint(part);
    stage.labels = createLabels(
      [...seen.drawn].map((thing) => ({ thing, ...at(stage, thing) })),
      curve,
    );
    if (seen.lines.size <= CROWDED)
      [...seen.lines.values()]
        .sort((a, b) => b.articles - a.articles || (a.id < b.id ? -1 : 1))
        .forEach(stage.labels.of);
    stage.redraw();
  };
  // Gives whether all things have changed their places.
  const show = (seen, state) => {
    const before = stage.seen,
      moved = state.all !== stage.wide;
    [stage.wide, stage.seen] = [state.all, seen];
    if (moved) stage.spots.clear();
    if (seen !== before) {
      stage.network.body.emitter.emit("_blockRedraw"); // vis-network would draw at each step
      showThings(before, moved);
      showLines(before);
      stage.relabel();
      stage.network.body.emitter.emit("_allowRedraw");
    }
    light(state);
    return moved;
  };
  const showThings = (before, moved) => {
    const { drawn } = stage.seen,
      fresh = [...drawn].filter((thing) => moved || !before.drawn.has(thing));
    nodes.remove([...before.drawn].filter((thing) => !drawn.has(thing)).map((thing) => thing.index));
    settle(stage, fresh);
    nodes.update(fresh.map((thing) => ({ id: thing.index, label: "", ...home(stage, thing) })));
    for (const thing of fresh) {
      // sizes before the first stroke, so that lines end at borders at once
      const { shape } = stage.network.body.nodes[thing.index],
        { width, height } = boxOf(thing);
      [shape.customSizeWidth, shape.customSizeHeight] = [width, height];
    }
  };
  const showLines = (before) => {
    const { lines } = stage.seen,
      alike = (a, b) => b && a.symmetric === b.symmetric && a.bend === b.bend && a.articles === b.articles;
    edges.remove([...before.lines.keys()].filter((id) => !lines.has(id)));
    edges.update([...lines.values()].filter((line) => !alike(line, before.lines.get(line.id))).map(edgeFor));
    if (stage.resting === lines.size > RESTING) return;
    stage.resting = !stage.resting;
    stage.network.setOptions(restingOptions(stage.resting));
  };
  const edgeFor = (line) => ({
    id: line.id,
    from: line.tail.index,
    to: line.head.index,
    width: widthFor(line.articles),
    dashes: line.asserted ? false : [7, 5],
    arrows: { to: { enabled: !line.symmetric } },
    smooth: line.bend ? { enabled: true, type: "curvedCW", roundness: line.bend } : false,
  });
  const light = (state) => {
    stage.lit = litBy(data, state, stage.seen);
    stage.redraw();
  };
  const recolour = () => {
    readPalette();
    stage.network.setOptions({ edges: { color: { color: palette.line, inherit: false, opacity: 1 } } });
    stage.redraw();
  };
  recolour();
  paintOn(stage);
  movingOn(stage);
  handsOn(stage);
  return {
    ...viewOf(stage),
    stage,
    network: stage.network,
    host: stage.host,
    show,
    recolour,
    at: (thing) => at(stage, thing),
    pointed: (dom) => pointed(stage, dom),
  };
};

// A thing with its neighbours.
const expand = (keeper, thing) =>
  keeper.set({
    more: [...new Set([...keeper.get().more, thing.slug])],
    node: thing.slug,
    line: null,
    claim: null,
  });
