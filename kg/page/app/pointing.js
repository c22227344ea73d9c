// Mouse and fingers: what lies under them, and what they do.

const REACH = 9; // pixels of the screen

const onLabel = (place, x, y) => {
  const across = x - place.x,
    down = y - place.y,
    cos = Math.cos(-place.angle),
    sin = Math.sin(-place.angle);
  return Math.abs(across * cos - down * sin) < place.width / 2 && Math.abs(across * sin + down * cos) < 8;
};

// { thing }, { line } or nothing: a box, then any part of a line that can be seen, then the words of a line.
const pointed = (stage, dom) => {
  const { network, seen } = stage,
    node = network.getNodeAt(dom);
  if (node !== undefined) return { thing: stage.data.things[node] };
  const { x, y } = network.DOMtoCanvas(dom),
    worded = wordsShown(stage);
  let nearest = null,
    least = REACH / network.getScale();
  for (const line of seen.lines.values()) {
    const { from, to, edgeType } = network.body.edges[line.id];
    const room = least + 8 + (line.bend ? Math.hypot(from.x - to.x, from.y - to.y) * 0.3 : 0);
    if (
      x < Math.min(from.x, to.x) - room ||
      x > Math.max(from.x, to.x) + room ||
      y < Math.min(from.y, to.y) - room ||
      y > Math.max(from.y, to.y) + room
    )
      continue;
    if (worded) {
      const place = stage.labels.of(line);
      if (place.clear && onLabel(place, x, y)) return { line };
    }
    const distance = edgeType.getDistanceToEdge(from.x, from.y, to.x, to.y, x, y);
    if (distance < least) [nearest, least] = [line, distance];
  }
  return nearest ? { line: nearest } : {};
};

const handsOn = (stage) => {
  const { network, host, keeper } = stage,
    tip = byId("tip");
  network.on("click", (event) => {
    const { thing, line } = pointed(stage, event.pointer.DOM);
    host.focus({ preventScroll: true });
    stage.byHand = true; // the view stays where it is
    keeper.set({ node: thing ? thing.slug : null, line: line ? line.id : null, claim: null });
    stage.byHand = false;
  });
  network.on("doubleClick", (event) => {
    const { thing } = pointed(stage, event.pointer.DOM);
    if (thing) expand(keeper, thing);
  });
  network.on("dragEnd", (event) => {
    if (!event.nodes.length) return;
    network.unselectAll();
    stage.relabel();
  });

  const hover = (found, x, y) => {
    const { thing, line } = found;
    if (thing !== stage.hovered.thing || line !== stage.hovered.line) {
      stage.hovered = found;
      stage.redraw();
    }
    host.classList.toggle("pointing", Boolean(thing || line));
    tip.hidden = !thing && !line;
    if (tip.hidden) return;
    tip.replaceChildren(...(line ? tipForLine(line) : tipForThing(thing)));
    const below = y + 18 + tip.offsetHeight < host.clientHeight;
    tip.style.left = `${Math.max(4, Math.min(x + 14, host.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${below ? y + 18 : y - tip.offsetHeight - 10}px`;
  };
  let last = null; // looked at once for each frame
  host.addEventListener("pointermove", (event) => {
    tip.hidden = tip.hidden || event.buttons > 0;
    if (event.pointerType !== "mouse" || event.buttons) return;
    if (!last)
      requestAnimationFrame(() => {
        const room = host.getBoundingClientRect(),
          x = last.clientX - room.left,
          y = last.clientY - room.top;
        last = null;
        hover(pointed(stage, { x, y }), x, y);
      });
    last = event;
  });
  host.addEventListener("pointerleave", () => hover({}, 0, 0));
};
