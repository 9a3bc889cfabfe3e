// The lines of the drawing: one between two entities, however many relations connect them.

/** @import { Entity, Point, Relation } from "./network.js" */

/** @typedef {{ key: string, source: Entity, target: Entity, relations: Relation[] }} Line */

/**
 * Groups relations into lines by key. A line points in the direction of most of its relations.
 *
 * @param {Iterable<Relation>} relations
 */
export function linesOf(relations) {
  /** @type {Map<string, Relation[]>} */
  const groups = new Map();
  for (const relation of relations) {
    if (relation.source === relation.target) continue;
    const key = lineKey(relation.source, relation.target);
    const group = groups.get(key);
    if (group) group.push(relation);
    else groups.set(key, [relation]);
  }
  return new Map([...groups].map(([key, group]) => [key, line(key, group)]));
}

/**
 * The key of the line between two entities, which is the same in either order.
 *
 * @param {Entity} first
 * @param {Entity} second
 */
export function lineKey(first, second) {
  return [first.path, second.path].sort().join(" ");
}

/**
 * The label of a line with some relations.
 *
 * @param {Iterable<{ source: Entity, property: Pick<Relation["property"], "label" | "inverse"> }>} relations
 * @param {Entity} [start] the end from which the line is read; each relation is read from its source unless given
 */
export function lineLabel(relations, start) {
  const texts = [...relations].map(({ source, property }) =>
    !start || source === start ? property.label : property.inverse,
  );
  const labels = [...new Set(texts)];
  return labels.length > 2 ? `${labels.slice(0, 2).join(", ")} +${labels.length - 2}` : labels.join(", ");
}

/**
 * The distance of a point from the segment between two others.
 *
 * @param {Point} point
 * @param {Point} from
 * @param {Point} to
 */
export function distanceToSegment({ x, y }, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx ** 2 + dy ** 2 || 1)));
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}

/**
 * @param {string} key
 * @param {Relation[]} relations at least one
 * @returns {Line}
 */
function line(key, relations) {
  const [first] = relations;
  if (!first) throw new RangeError("A line needs a relation.");
  const { source, target } = first;
  const forwards = relations.filter((relation) => relation.source === source).length;
  const [start, end] = forwards * 2 >= relations.length ? [source, target] : [target, source];
  return { key, source: start, target: end, relations };
}
