// The network in /explore.json, and what the explorer should show of it, computed without the explorer's own scripts.

/** @import { EntityNode, OverviewDocument, PropertyRow, RelationEdge, StoryRow } from "../../../kg/web/frontend/documents.js" */

/** @typedef {EntityNode} Entity */
/** @typedef {Omit<RelationEdge, "source" | "target" | "relation"> & { ends: [Entity, Entity], property: PropertyRow }} Relation */
/** @typedef {{ entities: number, relations: number }} Counts */

export class Network {
  /** @param {OverviewDocument} overview */
  constructor({ nodes, edges, relations, stories }) {
    this.entities = nodes;
    this.stories = stories;
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
   * How much is drawn if only some entities and relations may be visible: entities without relations are not.
   *
   * @param {Iterable<Entity>} [entities]
   * @param {Relation[]} [relations]
   * @returns {Counts}
   */
  counts(entities = this.entities, relations = this.relations) {
    const visible = new Set(entities);
    const between = relations.filter(({ ends }) => ends.every((end) => visible.has(end)));
    return { entities: new Set(between.flatMap(({ ends }) => ends)).size, relations: between.length };
  }

  /**
   * How much a story has: the relations of its paths that touch an entity of its kinds.
   *
   * @param {StoryRow} story
   */
  told({ kinds, paths }) {
    const properties = paths.map(({ relation }) => relation);
    const relations = this.relations.filter(
      ({ ends, property }) => properties.includes(property.path) && ends.some(({ kind }) => kinds.includes(kind)),
    );
    return this.counts(this.entities, relations);
  }

  /** The entities that have relations. */
  get related() {
    return this.entities.filter((entity) => this.neighbours(entity).size);
  }

  /** @param {Entity} entity */
  neighbours(entity) {
    const touching = this.relations.filter(({ ends }) => ends.includes(entity));
    return new Set(touching.flatMap(({ ends }) => ends).filter((end) => end !== entity));
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
