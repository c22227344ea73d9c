// What a class looks like, by what English knows of it (lex:type in the ontology): a shape and a colour for
// its family, and a sign of its own, so that no class is told by colour alone.

const FAMILIES = new Map(
  Object.entries({
    person: "person",
    organization: "group company government news school party campaign team",
    place: "place country state city facility",
    office: "post",
    event: "event election",
    work: "work award",
  }).flatMap(([family, types]) => types.split(" ").map((type) => [type, family])),
);

// On a field of 16 × 16, to be stroked.
const SIGNS = new Map(
  Object.entries({
    person:
      "M8 2.4a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 1 1 0-5.4zM2.8 14c.3-3 2.4-4.5 5.2-4.5s4.9 1.500 5.200 4.500",
    group: "M3 14V3h6v11M9 7h4v7M5 6h2M5 9h2M1.500 14h13",
    party: "M4 14.500V2M4 2.800h8.500l-2 2.800 2 2.900H4",
    campaign: "M2.500 6.500v3H5.500l7 3.300V3.200l-7 3.300zM5.500 9.700l1 4",
    government: "M2 6l6-3.700L14 6zM4 6.500v5M8 6.500v5M12 6.500v5M2 13.800h12",
    news:
      "M2.500 3h9v10.500h-8a1 1 0 0 1-1-1zM11.500 6.500h2.200v6a1 1 0 0 1-2.200 0M4.700 6h4.600M4.700 8.500h4.600M4.700 11h2.600",
    company: "M2 5.500h12v8H2zM5.700 5.500v-2.200h4.600v2.200M2 9h12",
    school:
      "M1.200 6.500L8 3.300l6.800 3.200L8 9.700zM4.300 8.200v3.500c2 1.700 5.400 1.700 7.400 0V8.200M14.600 6.800v4",
    team: "M8 1.800l5.200 1.700v4.300c0 3.200-2.200 5.300-5.200 6.600-3-1.300-5.200-3.400-5.200-6.600V3.500zM8 1.800v12.600",
    place:
      "M8 14.400C5 10.900 3.700 8.800 3.700 6.500a4.300 4.300 0 1 1 8.600 0c0 2.300-1.300 4.400-4.300 7.900zM8 5.100a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 1 1 0-2.800z",
    country: "M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2zM2 8h12M8 2c-4 3.500-4 8.500 0 12M8 2c4 3.500 4 8.500 0 12",
    state: "M2 4l4-1.500L10 4l4-1.500V12l-4 1.500L6 12l-4 1.500zM6 2.500V12M10 4v9.500",
    city: "M2 14V8h3.500v6M5.500 14V2.800h5V14M10.500 14V6.500H14V14M7.500 5.500h1M7.500 8h1M7.500 10.500h1",
    facility: "M1.800 8L8 2.800 14.200 8M3.500 7v6.700h9V7M6.500 13.500V9.700h3v3.800",
    post:
      "M8 1.800a4.200 4.200 0 1 1 0 8.400 4.200 4.200 0 1 1 0-8.400zM5.600 9.500L4.500 14.300 8 12.400l3.500 1.900-1.100-4.800",
    event: "M2.500 3.500h11v10h-11zM2.500 6.700h11M5.500 1.800v3.200M10.500 1.800v3.200",
    election: "M2 9h12v5H2zM4.500 5.200l2.600 2.600 5-5.600",
    award: "M4.500 2h7v4.500a3.500 3.500 0 1 1-7 0zM4.500 3.500H2v1.500a2.500 2.500 0 0 0 2.500 2.500M11.500 3.500H14v1.500a2.500 2.500 0 0 1-2.500 2.500M8 10v2.500M5 14h6",
    work: "M3.800 1.800h5.900l2.800 3v9.400H3.800zM9.500 1.800v3.200h3M6 8.200h4.300M6 10.800h4.300",
  }),
);
const PLAIN_SIGN = "M8 5.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 1 1 0-5z";

const familyOf = (kind) => FAMILIES.get(kind.type) || "thing";
const signOf = (kind) => SIGNS.get(kind.type) || PLAIN_SIGN;

// The sign for the page's text; the drawing draws it itself.
const sign = (kind) =>
  svg(
    "svg",
    {
      class: `sign ${familyOf(kind)}`,
      viewBox: "0 0 16 16",
      width: 16,
      height: 16,
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("path", { d: signOf(kind) }),
  );

// The outline of a box around (x, y): each family has a shape.
const outline = (context, family, x, y, width, height) => {
  const [left, top, right, bottom] = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  const through = (...points) => {
    context.beginPath();
    points.forEach(([a, b], at) => (at ? context.lineTo(a, b) : context.moveTo(a, b)));
    context.closePath();
  };
  const cut = Math.min(9, height / 3);
  if (family === "person") {
    context.beginPath();
    context.roundRect(left, top, width, height, height / 2);
  } else if (family === "organization") {
    context.beginPath();
    context.rect(left, top, width, height);
  } else if (family === "place")
    through(
      [left + cut, top],
      [right - cut, top],
      [right, top + cut],
      [right, bottom - cut],
      [right - cut, bottom],
      [left + cut, bottom],
      [left, bottom - cut],
      [left, top + cut],
    );
  else if (family === "office")
    through([left, top], [right, top], [right - cut, y], [right, bottom], [left, bottom], [left + cut, y]);
  else if (family === "event")
    through([left + cut, top], [right, top], [right - cut, bottom], [left, bottom]);
  else if (family === "work")
    through([left, top], [right - cut, top], [right, top + cut], [right, bottom], [left, bottom]);
  else {
    context.beginPath();
    context.roundRect(left, top, width, height, 6);
  }
};
