// The names of things on the canvas: written beside them, and in whole where one points.

// So many characters of a name are written.
const WRITTEN = 30;

export const short = (label) => (label.length > WRITTEN ? `${label.slice(0, WRITTEN).trimEnd()}…` : label);

// A name, on a border of the ground, since it lies on lines.
export function writeName(context, { x, y, size, label }, { labelSize, labelFont }, { ground, ink }) {
  if (!label) return;
  Object.assign(context, { font: `${labelSize}px ${labelFont}`, lineWidth: 3, lineJoin: "round", strokeStyle: ground, fillStyle: ink });
  context.strokeText(short(label), x + size + 3, y + labelSize / 3);
  context.fillText(short(label), x + size + 3, y + labelSize / 3);
}

// A thing that stands out, in a ring, with its whole name on a card.
export function pointOut(context, { x, y, size, color, label }, { labelSize, labelFont }, { card, ink, accent }) {
  disc(context, x, y, size + 3, accent);
  disc(context, x, y, size, color);
  if (!label) return;
  context.font = `${labelSize}px ${labelFont}`;
  context.fillStyle = card;
  context.fillRect(x + size + 4, y - 10, context.measureText(label).width + 8, 20);
  context.fillStyle = ink;
  context.fillText(label, x + size + 8, y + 4);
}

function disc(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fillStyle = colour;
  context.fill();
}
