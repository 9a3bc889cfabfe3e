// Lines as they are drawn on a canvas or in a picture: straight, or from a name in a column to a disc in the next.

import { distanceToSegment } from "./lines.js";

/** @import { Point } from "./network.js" */

/**
 * A line through points, with an arrowhead at its end if it has a `head`.
 *
 * @typedef {{ points: Point[], colour: string, width: number, dashed: boolean, head: boolean }} Stroke
 */

const DASHES = [5, 4];
const HEAD = 6;
// How many segments the curved part of a line has.
const SEGMENTS = 16;

/**
 * The course of a line between columns: along its name as far as the column reaches, then in a curve to its end.
 *
 * @param {{ start: Point, bend: number, end: Point }} ends
 * @returns {Point[]}
 */
export function courseBetween({ start, bend, end }) {
  const turn = Math.max(start.x, Math.min(bend, end.x));
  const curve = Array.from({ length: SEGMENTS + 1 }, (_, number) => {
    const share = number / SEGMENTS;
    const rise = share * share * (3 - 2 * share);
    return { x: turn + share * (end.x - turn), y: start.y + rise * (end.y - start.y) };
  });
  return [start, ...curve];
}

/**
 * The point at a share of the way through others.
 *
 * @param {Point[]} points
 * @param {number} share
 * @returns {Point}
 */
export function pointAlong(points, share) {
  const position = share * (points.length - 1);
  const from = points[Math.floor(position)] ?? { x: 0, y: 0 };
  const to = points[Math.ceil(position)] ?? from;
  const rest = position - Math.floor(position);
  return { x: from.x + rest * (to.x - from.x), y: from.y + rest * (to.y - from.y) };
}

/**
 * The distance of a point from a line through others.
 *
 * @param {Point} point
 * @param {Point[]} points
 */
export function distanceToCourse(point, points) {
  const distances = points.slice(1).map((to, index) => distanceToSegment(point, points[index] ?? to, to));
  return Math.min(...distances);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Iterable<Stroke>} strokes
 */
export function drawStrokes(context, strokes) {
  for (const { points, colour, width, dashed, head } of strokes) {
    Object.assign(context, { strokeStyle: colour, fillStyle: colour, lineWidth: width });
    context.setLineDash(dashed ? DASHES : []);
    context.stroke(new Path2D(pathOf(points)));
    if (head) context.fill(new Path2D(headOf(points)));
  }
  context.setLineDash([]);
}

/** @param {Stroke} stroke */
export function strokeToSvg({ points, colour, width, dashed, head }) {
  const dashes = dashed ? ` stroke-dasharray="${DASHES.join(" ")}"` : "";
  const line = `<path d="${pathOf(points)}" fill="none" stroke="${colour}" stroke-width="${width}"${dashes}/>`;
  return head ? `${line}<path class="head" d="${headOf(points)}" fill="${colour}"/>` : line;
}

/** @param {Point[]} points */
function pathOf(points) {
  return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
}

/**
 * An arrowhead, which points to the right as all lines between columns do.
 *
 * @param {Point[]} points
 */
function headOf(points) {
  const { x, y } = points.at(-1) ?? { x: 0, y: 0 };
  const corners = [
    { x: x - HEAD, y: y - HEAD / 2 },
    { x, y },
    { x: x - HEAD, y: y + HEAD / 2 },
  ];
  return `${pathOf(corners)}Z`;
}
