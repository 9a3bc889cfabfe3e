// Places of entities that the server has not laid out: beside a neighbour.

import { otherEnd } from "./paths.js";

/** @import { Entity, Point } from "./network.js" */

// Coordinates from the server range from 0 to 10,000.
const CENTRE = { x: 5000, y: 5000, satellites: 0 };
const CLUSTER_DISTANCE = 1100;
const STEP = 170;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Places each entity around a neighbour that has a place, or around `anchor` if there is none. Satellites of the same
 * neighbour are numbered, so that no two share a place.
 *
 * @param {Iterable<Entity>} entities
 * @param {Point & { satellites: number }} [anchor]
 */
export function placeEntities(entities, anchor = { ...CENTRE }) {
  const unplaced = new Set(entities);
  for (const entity of unplaced) {
    const neighbour = entity.relations.map((relation) => otherEnd(relation, entity)).find((end) => !unplaced.has(end));
    const centre = neighbour ?? anchor;
    centre.satellites += 1;
    const distance = STEP * (1 + Math.sqrt(centre.satellites));
    entity.x = centre.x + distance * Math.cos(centre.satellites * GOLDEN_ANGLE);
    entity.y = centre.y + distance * Math.sin(centre.satellites * GOLDEN_ANGLE);
    unplaced.delete(entity);
  }
}

/**
 * The place of a cluster beside its hub, on the side that faces away from the centre. Ten neighbours have places of their
 * own.
 *
 * @param {Point} hub
 * @param {number} neighbours how many neighbours the hub has in the drawing
 */
export function clusterPlace(hub, neighbours) {
  const angle = Math.atan2(hub.y - CENTRE.y, hub.x - CENTRE.x) + (neighbours % 5) * 0.5;
  const distance = CLUSTER_DISTANCE * (1 + 0.4 * (Math.floor(neighbours / 5) % 2));
  return { x: hub.x + distance * Math.cos(angle), y: hub.y + distance * Math.sin(angle) };
}
