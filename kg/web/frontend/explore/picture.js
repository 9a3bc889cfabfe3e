// The visible network as a picture to download: SVG, or PNG with the same shapes.

import { drawNames } from "./labels.js";
import { FONT_SIZE } from "./naming.js";
import { drawStrokes, strokeToSvg } from "./strokes.js";

/** @import { Point } from "./network.js" */
/** @import { NameLine } from "./placing.js" */
/** @import { Stroke } from "./strokes.js" */

/**
 * A scene in the units of the screen; `names` are the lines of each visible name.
 *
 * @typedef {object} Picture
 * @property {number} width
 * @property {number} height
 * @property {string} ground
 * @property {string} ink
 * @property {string} font
 * @property {PictureDisc[]} discs
 * @property {Stroke[]} strokes
 * @property {NameLine[][]} names
 */
/** @typedef {Point & { node: string, radius: number, colour: string, text: string }} PictureDisc */

// The resolution of a PNG, in pixels per pixel of the screen.
const SCALE = 2;

/** @param {Picture} picture */
export function toSvg({ width, height, ground, ink, font, discs, strokes, names }) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    ...strokes.map(strokeToSvg),
    ...discs.map(
      ({ x, y, radius, colour, text }) =>
        `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" fill="${colour}"><title>${escapeXml(text)}</title></circle>`,
    ),
    `<g font-family="${escapeXml(font)}" font-size="${FONT_SIZE}" fill="${ink}" stroke="${ground}" stroke-width="3" paint-order="stroke">`,
    ...names.map((lines) => `<text>${lines.map(toSpan).join("")}</text>`),
    "</g></svg>\n",
  ].join("\n");
}

/** @param {NameLine} line */
function toSpan({ text, x, y }) {
  return `<tspan x="${fixed(x)}" y="${fixed(y)}">${escapeXml(text)}</tspan>`;
}

/**
 * @param {Picture} picture
 * @returns {Promise<Blob>}
 */
export function toPng(picture) {
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * SCALE;
  canvas.height = picture.height * SCALE;
  const context = canvas.getContext("2d");
  if (context) paint(context, picture);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The browser could not write a PNG."))),
      "image/png",
    );
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Picture} picture
 */
function paint(context, { width, height, ground, ink, font, discs, strokes, names }) {
  context.scale(SCALE, SCALE);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  drawStrokes(context, strokes);
  for (const { x, y, radius, colour } of discs) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fill();
  }
  drawNames(context, names, FONT_SIZE, { font, ground, ink });
}

/**
 * Offers a file for download.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @param {number} value */
function fixed(value) {
  return value.toFixed(1);
}

/** @param {string} text */
function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
