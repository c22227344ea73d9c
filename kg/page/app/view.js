// The part of the drawing that is looked at: all of it at first, then where the visitor goes.

const SCALE = { least: 0.45, most: 0.9 }; // at which all is shown; below it, only the centre

const extent = (spots) => {
  const xs = spots.flatMap(({ x, width = 0 }) => [x - width / 2, x + width / 2]);
  const ys = spots.flatMap(({ y, height = 0 }) => [y - height / 2, y + height / 2]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    width: right - left || 1,
    height: bottom - top || 1,
  };
};

const viewOf = (stage) => {
  const { network, host } = stage;
  const move = (view) =>
    network.moveTo({
      ...view,
      animation: still() ? false : { duration: 350, easingFunction: "easeInOutCubic" },
    });
  const scaleFor = ({ width, height }, margin) =>
    Math.min((host.clientWidth - margin) / width, (host.clientHeight - margin) / height);
  const whole = () => {
    const { drawn } = stage.seen;
    if (!drawn.size) return { position: { x: 0, y: 0 }, scale: 1 };
    const all = extent(
      [...drawn].map((thing) => ({
        ...at(stage, thing),
        width: boxOf(thing).width,
        height: boxOf(thing).height,
      })),
    );
    return { position: all.position, scale: Math.max(0.02, Math.min(SCALE.most, scaleFor(all, 40))) };
  };
  const fit = () => move(whole());
  // At first all; where that would be too small to read, the best connected one and what is around it.
  const opening = () => {
    network.setSize("100%", "100%");
    const { position, scale } = whole(),
      [best] = [...stage.seen.drawn];
    const view =
      scale < SCALE.least
        ? { scale: SCALE.least, position: scale < SCALE.least / 2 ? at(stage, best) : position }
        : { scale, position };
    network.moveTo({ ...view, animation: false });
  };
  // These come into view where they aren't.
  const reveal = (things) => {
    const spots = things.filter((thing) => stage.seen.drawn.has(thing)).map((thing) => at(stage, thing));
    const inside = ({ x, y }) => x > 50 && x < host.clientWidth - 50 && y > 30 && y < host.clientHeight - 30;
    if (!host.clientWidth || spots.every((spot) => inside(network.canvasToDOM(spot)))) return;
    const all = extent(spots);
    move({
      position: all.position,
      scale: Math.max(0.02, Math.min(scaleFor(all, 140), Math.max(network.getScale(), SCALE.least))),
    });
  };
  const zoom = (factor) => move({ scale: Math.min(4, Math.max(0.04, network.getScale() * factor)) });

  // Until somebody moves it, the view follows the room there is.
  let touched = false,
    room = "";
  for (const name of ["zoom", "dragStart"])
    network.on(name, () => {
      touched = true;
    });
  new ResizeObserver(() => {
    const now = `${host.clientWidth} ${host.clientHeight}`;
    if (!host.clientWidth || now === room) return;
    if (room && !touched) opening();
    room = now;
  }).observe(host);
  return { fit, opening, reveal, zoom };
};
