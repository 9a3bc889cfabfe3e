// Boxes on the canvas that may not overlap, found quickly by a grid.

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

const CELL = 64;

export class Collisions {
  /** @type {Map<string, Box[]>} */
  #cells = new Map();

  /** @param {Box} box */
  add(box) {
    for (const cell of cells(box)) {
      const boxes = this.#cells.get(cell);
      if (boxes) boxes.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  /** @param {Box} box */
  hits(box) {
    return cells(box).some((cell) => this.#cells.get(cell)?.some((other) => overlap(box, other)));
  }
}

/**
 * Whether two boxes have more than an edge in common.
 *
 * @param {Box} first
 * @param {Box} second
 */
export function overlap(first, second) {
  return (
    first.left < second.right && second.left < first.right && first.top < second.bottom && second.top < first.bottom
  );
}

/**
 * Whether a box lies in another.
 *
 * @param {Box} inner
 * @param {Box} outer
 */
export function contains(outer, inner) {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  );
}

/** @param {Box} box */
function cells({ left, top, right, bottom }) {
  const keys = [];
  for (let column = Math.floor(left / CELL); column * CELL < right; column += 1) {
    for (let row = Math.floor(top / CELL); row * CELL < bottom; row += 1) keys.push(`${column} ${row}`);
  }
  return keys;
}
