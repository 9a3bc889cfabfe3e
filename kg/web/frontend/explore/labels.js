// Names of entities on the canvas: abbreviated beside their discs, in full on highlighted ones.

/** @import { NodeDisplayData } from "sigma/types" */
/** @import { Theme } from "./theme.js" */

/** @typedef {Pick<NodeDisplayData, "x" | "y" | "size" | "label" | "color">} Disc */
/** @typedef {{ labelSize: number, labelFont: string }} LabelFont */

const MAX_CHARACTERS = 30;

/** @param {string} label */
export function abbreviate(label) {
  return label.length > MAX_CHARACTERS ? `${label.slice(0, MAX_CHARACTERS).trimEnd()}…` : label;
}

/**
 * Draws a name with an outline in the colour of the ground, since lines may cross it.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Disc} disc
 * @param {LabelFont} font
 * @param {Theme} theme
 */
export function drawLabel(context, { x, y, size, label }, { labelSize, labelFont }, { ground, ink }) {
  if (!label) return;
  const style = {
    font: `${labelSize}px ${labelFont}`,
    lineWidth: 3,
    lineJoin: "round",
    strokeStyle: ground,
    fillStyle: ink,
  };
  Object.assign(context, style);
  context.strokeText(abbreviate(label), x + size + 3, y + labelSize / 3);
  context.fillText(abbreviate(label), x + size + 3, y + labelSize / 3);
}

/**
 * Draws a highlighted entity: its disc in a ring, its full name on a card.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Disc} disc
 * @param {LabelFont} font
 * @param {Theme} theme
 */
export function drawHighlight(context, { x, y, size, color, label }, { labelSize, labelFont }, { card, ink, accent }) {
  fillDisc(context, x, y, size + 3, accent);
  fillDisc(context, x, y, size, color);
  if (!label) return;
  context.font = `${labelSize}px ${labelFont}`;
  context.fillStyle = card;
  context.fillRect(x + size + 4, y - 10, context.measureText(label).width + 8, 20);
  context.fillStyle = ink;
  context.fillText(label, x + size + 8, y + 4);
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
