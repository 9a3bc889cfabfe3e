// Where names stand on the canvas: none over another, over a disc or over the edge. The first ones choose first, and a
// name for which there is no room is left out.

import { Collisions, contains } from "./collisions.js";

/** @import { Box } from "./collisions.js" */
/** @import { Point } from "./network.js" */

/** @typedef {{ lines: readonly string[], widths: readonly number[], width: number, height: number, lineHeight: number }} Block */
/**
 * A name to place beside a disc or, with the radius 0, on one of some points.
 *
 * @typedef {object} Candidate
 * @property {string} key
 * @property {Block} block
 * @property {readonly Point[]} points
 * @property {number} radius
 * @property {boolean} beside whether it may stand only to the right of its disc
 * @property {boolean} forced whether it is placed over discs, and moved into the area, if there is no other room
 */
/** @typedef {Point & { text: string }} NameLine */
/** @typedef {{ box: Box, lines: NameLine[] }} Option */
/** @typedef {Option & { key: string }} PlacedName */

// The sides of a disc, the best first, as shares of the room around it: -1 is left or above, 1 right or below.
const SIDES = /** @type {const} */ ([
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
]);
const GAP = 4;
// How far names keep from each other.
const MARGIN = 2;
// The share of a line's height that is above its baseline, when lines are close.
const ASCENT = 0.78;

/**
 * @param {Iterable<Candidate>} candidates the most important first
 * @param {Box} area
 * @param {Iterable<Box>} discs
 * @param {Iterable<Box>} covers what names may never stand under
 * @returns {PlacedName[]}
 */
export function placeNames(candidates, area, discs, covers) {
  const [taken, occupied] = [new Collisions(), new Collisions()];
  for (const cover of covers) taken.add(cover);
  for (const disc of discs) occupied.add(disc);
  /** @type {PlacedName[]} */
  const placed = [];
  for (const candidate of candidates) {
    const choices = options(candidate);
    const free = (/** @type {Option} */ { box }) => contains(area, box) && !taken.hits(box);
    const option =
      choices.find((choice) => free(choice) && !occupied.hits(choice.box)) ??
      (candidate.forced ? choices.map((choice) => movedInto(area, choice)).find(free) : undefined);
    if (!option) continue;
    taken.add(widened(option.box));
    placed.push({ key: candidate.key, ...option });
  }
  return placed;
}

/**
 * The box of a disc, which is round: its corners are free.
 *
 * @param {Point} point
 * @param {number} radius
 * @returns {Box}
 */
export function discBox({ x, y }, radius) {
  const half = radius * 0.85;
  return { left: x - half, top: y - half, right: x + half, bottom: y + half };
}

/** @param {Candidate} candidate */
function options({ block, points, radius, beside }) {
  if (!radius) return points.map((point) => option(block, point, 0, [0, 0]));
  return points.flatMap((point) =>
    (beside ? SIDES.slice(0, 1) : SIDES).map((side) => option(block, point, radius, side)),
  );
}

/**
 * @param {Block} block
 * @param {Point} point
 * @param {number} radius
 * @param {readonly [number, number]} side
 */
function option(block, { x, y }, radius, [right, down]) {
  const { width, height, lineHeight } = block;
  // On a diagonal the disc takes less room.
  const room = right && down ? radius * 0.7 : radius + GAP;
  const left = x + right * room - (width * (1 - right)) / 2;
  const top = y + down * room - (height * (1 - down)) / 2;
  const lines = block.lines.map((text, number) => {
    const free = width - (block.widths[number] ?? 0);
    return { text, x: left + (free * (1 - right)) / 2, y: top + (number + ASCENT) * lineHeight };
  });
  return { box: { left, top, right: left + width, bottom: top + height }, lines };
}

/**
 * @param {Box} area
 * @param {Option} option
 * @returns {Option}
 */
function movedInto(area, { box, lines }) {
  const right = Math.max(area.left - box.left, Math.min(0, area.right - box.right));
  const down = Math.max(area.top - box.top, Math.min(0, area.bottom - box.bottom));
  return {
    box: { left: box.left + right, top: box.top + down, right: box.right + right, bottom: box.bottom + down },
    lines: lines.map(({ text, x, y }) => ({ text, x: x + right, y: y + down })),
  };
}

/** @param {Box} box */
function widened({ left, top, right, bottom }) {
  return { left: left - MARGIN, top: top - MARGIN, right: right + MARGIN, bottom: bottom + MARGIN };
}
