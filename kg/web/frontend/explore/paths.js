// Paths along the visible relations.

/** @import { Entity, Relation } from "./network.js" */

/**
 * The entity at the other end of a relation.
 *
 * @param {Relation} relation
 * @param {Entity} entity
 */
export function otherEnd(relation, entity) {
  return relation.source === entity ? relation.target : relation.source;
}

/**
 * The entities on a shortest path, in order; null if no path exists.
 *
 * @param {Entity} start
 * @param {Entity} end
 * @param {ReadonlySet<Relation>} relations those that the path may follow
 */
export function shortestPath(start, end, relations) {
  /** @type {Map<Entity, Entity | null>} */
  const previous = new Map([[start, null]]);
  for (const entity of previous.keys()) {
    if (entity === end) return backtrack(previous, end);
    for (const relation of entity.relations) {
      const next = otherEnd(relation, entity);
      if (relations.has(relation) && !previous.has(next)) previous.set(next, entity);
    }
  }
  return null;
}

/**
 * @param {Map<Entity, Entity | null>} previous
 * @param {Entity} end
 */
function backtrack(previous, end) {
  const path = [];
  /** @type {Entity | null | undefined} */
  let entity = end;
  for (; entity; entity = previous.get(entity)) path.unshift(entity);
  return path;
}
