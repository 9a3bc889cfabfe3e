// Keyboard navigation in the network: arrow keys move to the next entity, other keys have actions.

/** @import { Entity, Point } from "./network.js" */

/** @typedef {readonly [right: number, down: number]} Direction */
/** @typedef {Point & { entity: Entity }} DrawnEntity where an entity is on the canvas */

/** @type {Map<string, Direction>} */
const DIRECTIONS = new Map([
  ["ArrowRight", [1, 0]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/**
 * @param {HTMLElement} canvas
 * @param {Map<string, () => void>} actions by key
 * @param {(direction: Direction) => void} step
 */
export function listen(canvas, actions, step) {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS.get(event.key);
    const action = direction ? () => step(direction) : actions.get(event.key);
    if (!action) return;
    action();
    event.preventDefault();
  });
}

/**
 * The nearest of some points in a direction; null if none lies there. Those off the straight line count as farther.
 *
 * @template {Point} T
 * @param {T} from
 * @param {T[]} points
 * @param {Direction} direction
 */
export function nearest(from, points, [right, down]) {
  /** @type {T | null} */
  let match = null;
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const [x, y] = [point.x - from.x, point.y - from.y];
    const ahead = x * right + y * down;
    const distance = ahead + 2 * Math.abs(x * down) + 2 * Math.abs(y * right);
    if (point === from || ahead <= 0 || distance >= least) continue;
    match = point;
    least = distance;
  }
  return match;
}

/**
 * The entity that an arrow key selects: the nearest in its direction, or the one with the most relations if none is
 * selected.
 *
 * @param {DrawnEntity[]} drawn
 * @param {Entity | undefined} selected
 * @param {Direction} direction
 */
export function nextEntity(drawn, selected, direction) {
  const from = drawn.find(({ entity }) => entity === selected);
  if (from) return nearest(from, drawn, direction);
  const [first] = drawn;
  const number = (/** @type {DrawnEntity} */ { entity }) => entity.relations.length;
  return first ? drawn.reduce((most, one) => (number(one) > number(most) ? one : most), first) : null;
}
