// Small networks for a single test.

import { Network } from "../../kg/web/frontend/explore/network.js";

/** @import { EntityNode, NetworkPart, OverviewDocument, RelationEdge } from "../../kg/web/frontend/documents.js" */

/** @typedef {Record<string, Partial<EntityNode>>} Nodes members of nodes by path */
/** @typedef {[source: string, property: string, target: string, members?: Partial<RelationEdge>]} Edge */

/**
 * @param {Nodes} nodes
 * @param {Edge[]} edges
 * @param {Partial<OverviewDocument>} [members]
 */
export function networkOf(nodes, edges, members = {}) {
  return new Network({
    title: "A network",
    base: "https://example.org/",
    whole: true,
    number: Object.keys(nodes).length,
    groups: [
      { name: "Person", label: "persons" },
      { name: "Event", label: "events" },
    ],
    statuses: [],
    clusters: [],
    stories: [],
    ...partOf(nodes, edges),
    ...members,
  });
}

/**
 * The same as a part that the server sends.
 *
 * @param {Nodes} nodes
 * @param {Edge[]} edges
 * @returns {NetworkPart}
 */
export function partOf(nodes, edges) {
  const paths = Object.keys(nodes);
  const properties = [...new Set(edges.map(([, property]) => property))];
  return {
    nodes: paths.map((path) => ({ path, label: path, kind: "person", group: "Person", ...nodes[path] })),
    relations: properties.map((path) => ({ path, label: path, inverse: `${path} of` })),
    edges: edges.map(([source, property, target, members]) => ({
      source: paths.indexOf(source),
      target: paths.indexOf(target),
      relation: properties.indexOf(property),
      ...members,
    })),
  };
}

/** @param {Iterable<{ path: string }>} entities */
export function sortedPaths(entities) {
  return [...entities].map(({ path }) => path).sort();
}

/**
 * The entity with a path.
 *
 * @param {Network} network
 * @param {string} path
 */
export function entityOf(network, path) {
  const entity = network.entities.get(path);
  if (entity) return entity;
  throw new Error(`The network has no ${path}.`);
}
