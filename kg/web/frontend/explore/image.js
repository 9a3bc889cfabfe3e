// A scene as a picture to keep: SVG, and PNG by the same shapes.

const TEXT = 12;
const GAP = 4;

export function svg({ width, height, ground, ink, font, circles, strokes, texts }) {
  const line = ({ from, to, colour, width: thick }) =>
    `<line x1="${fixed(from.x)}" y1="${fixed(from.y)}" x2="${fixed(to.x)}" y2="${fixed(to.y)}" stroke="${colour}" stroke-width="${thick}"/>`;
  const circle = ({ x, y, radius, colour, text }) =>
    `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" fill="${colour}"><title>${escaped(text)}</title></circle>`;
  const label = ({ x, y, radius, text }) => `<text x="${fixed(x + radius + GAP)}" y="${fixed(y + TEXT / 3)}">${escaped(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    ...strokes.map(line),
    ...circles.map(circle),
    `<g font-family="${escaped(font)}" font-size="${TEXT}" fill="${ink}" stroke="${ground}" stroke-width="3" paint-order="stroke">`,
    ...texts.map(label),
    "</g></svg>\n",
  ].join("\n");
}

// A promise of a Blob, twice as fine as the screen.
export function png({ width, height, ground, ink, font, circles, strokes, texts }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  for (const { from, to, colour, width: thick } of strokes) {
    Object.assign(context, { strokeStyle: colour, lineWidth: thick });
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
  for (const { x, y, radius, colour } of circles) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fill();
  }
  Object.assign(context, { font: `${TEXT}px ${font}`, fillStyle: ink, strokeStyle: ground, lineWidth: 3, lineJoin: "round" });
  for (const { x, y, radius, text } of texts) {
    context.strokeText(text, x + radius + GAP, y + TEXT / 3);
    context.fillText(text, x + radius + GAP, y + TEXT / 3);
  }
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// Offers a Blob as a file.
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const fixed = (value) => value.toFixed(1);
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
