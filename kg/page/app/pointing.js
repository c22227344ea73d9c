// What lies under the mouse or the finger: a box, the words of a line, or any visible part of a line.

const REACH = 9;  // pixels of the screen

const onLabel = (place, x, y) => {
  const [across, down] = [x - place.x, y - place.y], cos = Math.cos(-place.angle), sin = Math.sin(-place.angle);
  return Math.abs(across * cos - down * sin) < place.width / 2 && Math.abs(across * sin + down * cos) < 8;
};

// `network` is vis-network's; `view` has the lines, their labels' places and the boxes as drawn.
const pointed = (network, view, dom) => {
  const node = network.getNodeAt(dom);
  if (node !== undefined) return { thing: view.thingAt(node) };
  const { x, y } = network.DOMtoCanvas(dom), scale = network.getScale();
  for (const line of view.lines.values()) {
    const place = view.labels.get(line.id);
    if (place && view.shown(line, place) && onLabel(place, x, y)) return { line };
  }
  let nearest = null, least = REACH / scale;
  for (const [id, edge] of Object.entries(network.body.edges)) {
    if (!edge.connected || !view.lines.has(id)) continue;
    const { from, to } = edge, room = least + (edge.edgeType.options.smooth.enabled ? Math.hypot(from.x - to.x, from.y - to.y) * 0.3 : 0);
    if (x < Math.min(from.x, to.x) - room || x > Math.max(from.x, to.x) + room || y < Math.min(from.y, to.y) - room || y > Math.max(from.y, to.y) + room) continue;
    const distance = edge.edgeType.getDistanceToEdge(from.x, from.y, to.x, to.y, x, y);
    if (distance < least) [nearest, least] = [id, distance];
  }
  return nearest ? { line: view.lines.get(nearest) } : {};
};
