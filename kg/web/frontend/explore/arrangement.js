// Where entities are drawn on a canvas of some size: the network spread over all of it, a story in columns.

/** @import { Entity, Point } from "./network.js" */
/** @import { Columns } from "./stories.js" */

/** @typedef {{ width: number, height: number }} Size */
/** @typedef {{ x: [number, number], y: [number, number] }} Extent */

// Distances in one direction may become so much longer than in the other.
const MOST_STRETCH = 2.2;
// Where the columns of a story stand: the room left of the first disc, and the distance between two as a share of the rest.
const FIRST_COLUMN = 12;
const BETWEEN_COLUMNS = 0.355;
// What a story leaves free above its columns, where a button stands, and below them, and the least room between two names.
const ABOVE = 56;
const BELOW = 16;
const BETWEEN_ROWS = 9;

/**
 * Spreads points so that they fill a canvas: returns what gives a point its place.
 *
 * @param {readonly Point[]} points
 * @param {Size} size
 */
export function spread(points, { width, height }) {
  const { x, y } = extentOf(points);
  const shape = (x[1] - x[0] || 1) / (y[1] - y[0] || 1);
  const stretch = Math.min(MOST_STRETCH, Math.max(1 / MOST_STRETCH, width / height / shape));
  const [across, down] = stretch > 1 ? [stretch, 1] : [1, 1 / stretch];
  return (/** @type {Point} */ point) => ({ x: point.x * across, y: point.y * down });
}

/**
 * The distance between the columns of a story.
 *
 * @param {number} width of the canvas
 */
export function columnDistance(width) {
  return BETWEEN_COLUMNS * (width - FIRST_COLUMN);
}

/**
 * The least height of a canvas on which all entities of a story can be named.
 *
 * @param {Columns} columns
 * @param {(entity: Entity) => number} heightOf the height of a name
 */
export function columnsHeight(columns, heightOf) {
  return ABOVE + BELOW + Math.max(...columns.map((column) => rowsHeight(column, heightOf)));
}

/**
 * The places of the entities of a story, in pixels of the canvas: each has room for its name, and all share the rest.
 *
 * @param {Columns} columns
 * @param {Size} size
 * @param {(entity: Entity) => number} heightOf the height of a name
 * @returns {Map<Entity, Point>}
 */
export function columnPlaces(columns, { width, height }, heightOf) {
  /** @type {Map<Entity, Point>} */
  const places = new Map();
  for (const [number, column] of columns.entries()) {
    const x = FIRST_COLUMN + number * columnDistance(width);
    const rest = Math.max(0, height - ABOVE - BELOW - rowsHeight(column, heightOf)) / column.length;
    let top = ABOVE;
    for (const entity of column) {
      const room = heightOf(entity) + BETWEEN_ROWS + rest;
      places.set(entity, { x, y: top + room / 2 });
      top += room;
    }
  }
  return places;
}

/**
 * The extent from which sigma, which keeps a padding free around it, draws points in pixels of the canvas.
 *
 * @param {Size} size
 * @param {number} padding
 * @returns {Extent}
 */
export function pixelExtent({ width, height }, padding) {
  const share = padding / Math.min(width, height);
  return { x: [width * share, width * (1 - share)], y: [height * (share - 1), -height * share] };
}

/**
 * @param {Entity[]} column
 * @param {(entity: Entity) => number} heightOf
 */
function rowsHeight(column, heightOf) {
  return column.reduce((sum, entity) => sum + heightOf(entity) + BETWEEN_ROWS, 0);
}

/**
 * @param {readonly Point[]} points
 * @returns {Extent}
 */
export function extentOf(points) {
  return { x: range(points.map(({ x }) => x)), y: range(points.map(({ y }) => y)) };
}

/**
 * @param {readonly number[]} numbers
 * @returns {[number, number]}
 */
function range(numbers) {
  return numbers.reduce(
    ([least, most], number) => [Math.min(least, number), Math.max(most, number)],
    /** @type {[number, number]} */ ([numbers[0] ?? 0, numbers[0] ?? 0]),
  );
}
