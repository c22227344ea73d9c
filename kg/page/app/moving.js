// While the view of a large drawing moves, a picture of it moves in its stead: it is drawn anew when the hand
// lets go. vis-network draws neither boxes nor lines meanwhile.

const RESTING = 1500; // lines, above which this is done

// vis-network's options for it.
const restingOptions = (resting) => ({
  interaction: { hideEdgesOnDrag: resting, hideNodesOnDrag: resting, hideEdgesOnZoom: resting },
});

const movingOn = (stage) => {
  const { network, host } = stage;
  network.on("dragStart", ({ nodes }) => {
    if (!stage.resting) return;
    const canvas = host.querySelector("canvas"),
      image = make("canvas", { width: canvas.width, height: canvas.height });
    image.getContext("2d").drawImage(canvas, 0, 0);
    const one = network.DOMtoCanvas({ x: 0, y: 0 }),
      two = network.DOMtoCanvas({ x: host.clientWidth, y: host.clientHeight });
    const thing = nodes.length ? stage.data.things[nodes[0]] : null;
    stage.moving = { image, x: one.x, y: one.y, width: two.x - one.x, height: two.y - one.y, thing };
  });
  network.on("dragEnd", () => {
    stage.moving = null;
    stage.redraw();
  });
};

// The picture where the drawing was, and the box that is dragged where it is.
const drawMoving = (context, stage) => {
  const { image, x, y, width, height, thing } = stage.moving;
  context.drawImage(image, x, y, width, height);
  if (!thing) return;
  const spot = at(stage, thing);
  drawBox(context, thing, spot.x, spot.y, { chosen: true, far: isFar(stage) });
};
