// Names on the canvas, and the rings of highlighted entities.

/** @import { NodeDisplayData } from "sigma/types" */
/** @import { NameLine } from "./placing.js" */
/** @import { Theme } from "./theme.js" */

/** @typedef {Pick<NodeDisplayData, "x" | "y" | "size" | "color">} Disc */

const RING = 3;

/**
 * Draws names with an outline in the colour of the ground, since lines may cross them.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {readonly (readonly NameLine[])[]} names the lines of each
 * @param {number} size in pixels
 * @param {Pick<Theme, "font" | "ground" | "ink">} theme
 */
export function drawNames(context, names, size, { font, ground, ink }) {
  Object.assign(context, {
    font: `${size}px ${font}`,
    lineWidth: 4,
    lineJoin: "round",
    strokeStyle: ground,
    fillStyle: ink,
  });
  for (const { text, x, y } of names.flat()) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/**
 * Draws a highlighted entity: its disc in a ring.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Disc} disc
 * @param {Pick<Theme, "accent">} theme
 */
export function drawHighlight(context, { x, y, size, color }, { accent }) {
  fillDisc(context, x, y, size + RING, accent);
  fillDisc(context, x, y, size, color);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} colour
 */
function fillDisc(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fillStyle = colour;
  context.fill();
}
