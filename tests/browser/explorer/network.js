// The network in /explore.json, and what the explorer should show of it, computed without the explorer's own scripts.

/** @import { EntityNode, OverviewDocument, PropertyRow, RelationEdge } from "../../../kg/web/frontend/documents.js" */

/** @typedef {EntityNode} Entity */
/** @typedef {Omit<RelationEdge, "source" | "target" | "relation"> & { ends: [Entity, Entity], property: PropertyRow }} Relation */
/** @typedef {{ entities: number, relations: number }} Counts */

export class Network {
  /** @param {OverviewDocument} overview */
  constructor({ nodes, edges, relations }) {
    this.entities = nodes;
    /** @type {Relation[]} */
    this.relations = edges.flatMap(({ source, target, relation, ...members }) => {
      const [from, to, property] = [nodes[source], nodes[target], relations[relation]];
      return from && to && property ? [{ ...members, ends: [from, to], property }] : [];
    });
  }

  /**
   * The entity with a label.
   *
   * @param {string} label
   * @returns {Entity}
   */
  entity(label) {
    const entity = this.entities.find((candidate) => candidate.label === label);
    if (entity) return entity;
    throw new Error(`The network has no ${label}.`);
  }

  /**
   * How much is visible if only some entities and relations are.
   *
   * @param {Iterable<Entity>} [entities]
   * @param {Relation[]} [relations]
   * @returns {Counts}
   */
  counts(entities = this.entities, relations = this.relations) {
    const visible = new Set(entities);
    return {
      entities: visible.size,
      relations: relations.filter(({ ends }) => ends.every((end) => visible.has(end))).length,
    };
  }

  /** @param {Entity} entity */
  neighbours(entity) {
    const touching = this.relations.filter(({ ends }) => ends.includes(entity));
    return new Set(touching.flatMap(({ ends }) => ends).filter((end) => end !== entity));
  }

  /**
   * The entities whose only neighbour is a given one.
   *
   * @param {Entity} entity
   */
  leaves(entity) {
    return [...this.neighbours(entity)].filter((neighbour) => this.neighbours(neighbour).size === 1);
  }

  /** @param {Entity} entity */
  degree(entity) {
    return this.relations.filter(({ ends }) => ends.includes(entity)).length;
  }

  /**
   * The number of steps between two entities.
   *
   * @param {Entity} from
   * @param {Entity} to
   */
  distance(from, to) {
    const reached = new Map([[from, 0]]);
    for (const [entity, steps] of reached) {
      for (const next of this.neighbours(entity)) if (!reached.has(next)) reached.set(next, steps + 1);
    }
    return reached.get(to);
  }

  /**
   * The headings of all relations between two entities, seen from the first.
   *
   * @param {Entity} from
   * @param {Entity} to
   */
  headings(from, to) {
    const between = this.relations.filter(({ ends }) => ends.includes(from) && ends.includes(to));
    return between.map(({ ends, property }) => (ends[0] === from ? property.label : property.inverse)).join(", ");
  }

  /** The days that are stated exactly. */
  get days() {
    const exact = [...this.entities, ...this.relations].flatMap(({ first, last }) =>
      first && first === last ? [first] : [],
    );
    return [...new Set(exact)].sort();
  }
}

/**
 * Whether an item is dated and its time includes a day.
 *
 * @param {string} day
 * @param {{ first?: string, last?: string }} item
 */
export function on(day, { first, last }) {
  return Boolean(first || last) && (!first || first <= day) && (!last || last >= day);
}
