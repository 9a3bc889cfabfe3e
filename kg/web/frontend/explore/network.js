// The network of entities and relations. It grows by parts that the server sends.

import { placeEntities } from "./placement.js";

/** @import { ClusterRow, Dated, EntityNode, Labelled, NetworkPart, OverviewDocument, PropertyRow, RelationEdge } from "../documents.js" */

/** @typedef {{ x: number, y: number }} Point */
/**
 * `satellites` counts the entities that were placed around this one.
 *
 * @typedef {EntityNode & Point & { names: string[], relations: Relation[], satellites: number }} Entity
 */
/** @typedef {PropertyRow & { number: number }} Property */
/**
 * @typedef {Dated & Required<Pick<RelationEdge, "status" | "passages" | "grounds" | "through">>
 *   & { source: Entity, target: Entity, property: Property }} Relation
 */
/**
 * Neighbours of a hub that may not have been loaded; `page` is the last page that was, `more` says whether others follow.
 *
 * @typedef {{ hub: Entity, group: string, label: string, number: number, page: number, more: boolean }} Cluster
 */

export class Network {
  /** @type {Map<string, Entity>} */
  entities = new Map();
  /** @type {Map<string, Relation>} */
  relations = new Map();
  /** @type {Map<string, Property>} */
  properties = new Map();
  /** @type {Cluster[]} */
  clusters;
  /** @type {Set<string>} the paths of entities whose neighbours the reader has asked for */
  expanded = new Set();

  /** @param {OverviewDocument} overview */
  constructor(overview) {
    this.whole = overview.whole;
    this.number = overview.number;
    this.groups = overview.groups;
    this.statuses = overview.statuses;
    this.stories = overview.stories;
    const entities = this.add(overview);
    this.clusters = overview.clusters.flatMap((row) => this.#cluster(row, entities[row.hub]));
  }

  /**
   * Adds a part of the network and returns its entities. Those that are already present keep their places.
   *
   * @param {NetworkPart} part
   */
  add(part) {
    const [present] = this.entities.values();
    /** @type {Set<Entity>} */
    const unplaced = new Set();
    const entities = part.nodes.map((node) => this.entities.get(node.path) ?? this.#addEntity(node, unplaced));
    const properties = part.relations.map((row) => this.properties.get(row.path) ?? this.#addProperty(row));
    for (const { source, target, relation, ...edge } of part.edges) {
      const ends = { source: entities[source], target: entities[target], property: properties[relation] };
      if (ends.source && ends.target && ends.property) this.#addRelation(ends.source, ends.property, ends.target, edge);
    }
    placeEntities(unplaced, entities.find((entity) => !unplaced.has(entity)) ?? present);
    return entities;
  }

  /**
   * @param {EntityNode} node
   * @param {Set<Entity>} unplaced receives the entity if the node has no place
   */
  #addEntity(node, unplaced) {
    const entity = { names: [], x: 0, y: 0, ...node, relations: [], satellites: 0 };
    this.entities.set(node.path, entity);
    if (node.x === undefined) unplaced.add(entity);
    return entity;
  }

  /** @param {PropertyRow} row */
  #addProperty(row) {
    const property = { ...row, number: 0 };
    this.properties.set(row.path, property);
    return property;
  }

  /**
   * @param {Entity} source
   * @param {Property} property
   * @param {Entity} target
   * @param {Omit<RelationEdge, "source" | "target" | "relation">} edge
   */
  #addRelation(source, property, target, edge) {
    const relation = { grounds: [], passages: [], through: "", status: "", ...edge, source, property, target };
    const key = [source.path, property.path, target.path, relation.through].join(" ");
    if (this.relations.has(key)) return;
    this.relations.set(key, relation);
    property.number += 1;
    source.relations.push(relation);
    if (target !== source) target.relations.push(relation);
  }

  /**
   * @param {ClusterRow} row
   * @param {Entity | undefined} hub
   * @returns {Cluster[]}
   */
  #cluster({ group, number }, hub) {
    const label = this.groups.find(({ name }) => name === group)?.label ?? group;
    return hub ? [{ hub, group, label, number, page: 0, more: true }] : [];
  }
}
