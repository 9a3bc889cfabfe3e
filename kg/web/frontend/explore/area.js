// The part of the canvas that the panel and other elements leave free.

/** @import { Box } from "./collisions.js" */

// An element that takes more of the width lies across the canvas, others stand at its side.
const ACROSS = 0.6;

/**
 * The boxes of the elements that are visible, from the corner of a container on.
 *
 * @param {HTMLElement} container
 * @param {Iterable<HTMLElement>} elements
 * @returns {Box[]}
 */
export function boxesOver(container, elements) {
  const { left: x, top: y } = container.getBoundingClientRect();
  const visible = [...elements].filter((element) => element.checkVisibility());
  return visible.map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left: left - x, top: top - y, right: right - x, bottom: bottom - y };
  });
}

/**
 * What is left of a canvas above boxes that lie across it, and between those at its sides.
 *
 * @param {Box} canvas
 * @param {Iterable<Box>} boxes
 * @returns {Box}
 */
export function freeArea(canvas, boxes) {
  const middle = (canvas.left + canvas.right) / 2;
  const free = { ...canvas };
  for (const { left, top, right } of boxes) {
    if (right - left > ACROSS * (canvas.right - canvas.left)) free.bottom = Math.min(free.bottom, top);
    else if (left + right > 2 * middle) free.right = Math.min(free.right, left);
    else free.left = Math.max(free.left, right);
  }
  return free;
}
