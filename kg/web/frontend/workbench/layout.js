// The layout of a graph: links attract, nodes repel, and no label covers another.

/** @typedef {{ x: number, y: number, width: number, height: number }} Box centred at x and y */

const ROUNDS = 250;
const DISTANCE = 110;
const MARGIN = 24;
// Points on a spiral at this angle fill the plane evenly.
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Moves boxes to their places, and returns the size of the drawing. The same graph always gets the same layout.
 *
 * @param {Box[]} boxes
 * @param {[Box, Box][]} links
 */
export function layOut(boxes, links) {
  for (const [index, box] of boxes.entries()) {
    box.x = DISTANCE * 0.6 * Math.sqrt(index) * Math.cos(index * GOLDEN_ANGLE);
    box.y = DISTANCE * 0.6 * Math.sqrt(index) * Math.sin(index * GOLDEN_ANGLE);
  }
  for (let round = 0; round < ROUNDS; round += 1) applyForces(boxes, links, DISTANCE * (1 - round / ROUNDS));
  // Labels are wider than they are high.
  for (const box of boxes) box.x *= 1.3;
  for (let round = 0; round < ROUNDS && separate(boxes); round += 1);
  return frame(boxes);
}

/**
 * One round of the algorithm of Fruchterman and Reingold.
 *
 * @param {Box[]} boxes
 * @param {[Box, Box][]} links
 * @param {number} limit how far a box may move
 */
function applyForces(boxes, links, limit) {
  // A pull to the centre keeps unconnected parts together.
  const forces = new Map(boxes.map((box) => [box, { x: -2 * box.x, y: -2 * box.y }]));
  /** @type {(first: Box, second: Box, strength: (distance: number) => number) => void} */
  const push = (first, second, strength) => {
    const [x, y] = [first.x - second.x, first.y - second.y];
    const distance = Math.max(Math.hypot(x, y), 1);
    const share = strength(distance) / distance;
    add(forces.get(first), x * share, y * share);
    add(forces.get(second), -x * share, -y * share);
  };
  for (const [first, second] of pairs(boxes)) push(first, second, (distance) => DISTANCE ** 2 / distance);
  for (const [first, second] of links) push(first, second, (distance) => -(distance ** 2) / DISTANCE);
  for (const [box, { x, y }] of forces) {
    const length = Math.max(Math.hypot(x, y), 1);
    box.x += (x / length) * Math.min(length, limit);
    box.y += (y / length) * Math.min(length, limit);
  }
}

/**
 * @param {{ x: number, y: number } | undefined} force
 * @param {number} x
 * @param {number} y
 */
function add(force, x, y) {
  if (!force) return;
  force.x += x;
  force.y += y;
}

/**
 * Moves overlapping boxes apart in the direction that needs less, and returns whether any overlapped.
 *
 * @param {Box[]} boxes
 */
function separate(boxes) {
  let moved = false;
  for (const [first, second] of pairs(boxes)) {
    const x = (first.width + second.width) / 2 - Math.abs(first.x - second.x);
    const y = (first.height + second.height) / 2 - Math.abs(first.y - second.y);
    if (x <= 0 || y <= 0) continue;
    const axis = x < y ? "x" : "y";
    const step = (Math.min(x, y) / 2 + 1) * (first[axis] < second[axis] ? -1 : 1);
    first[axis] += step;
    second[axis] -= step;
    moved = true;
  }
  return moved;
}

/**
 * @param {Box[]} boxes
 * @returns {Generator<[Box, Box], void>}
 */
function* pairs(boxes) {
  for (const [index, first] of boxes.entries()) {
    for (const second of boxes.slice(index + 1)) yield [first, second];
  }
}

/** @param {Box[]} boxes */
function frame(boxes) {
  const left = Math.min(...boxes.map(({ x, width }) => x - width / 2)) - MARGIN;
  const top = Math.min(...boxes.map(({ y, height }) => y - height / 2)) - MARGIN;
  for (const box of boxes) {
    box.x -= left;
    box.y -= top;
  }
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width / 2)) + MARGIN,
    height: Math.max(...boxes.map(({ y, height }) => y + height / 2)) + MARGIN,
  };
}
