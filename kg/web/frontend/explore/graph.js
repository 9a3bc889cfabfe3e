// The graph that sigma draws: entities and clusters as nodes, lines as edges.

import Graph from "graphology";
import { columnPlaces, extentOf, pixelExtent, spread } from "./arrangement.js";
import { linesOf } from "./lines.js";
import { clusterPlace } from "./placement.js";

/** @import { Extent, Size } from "./arrangement.js" */
/** @import { Line } from "./lines.js" */
/** @import { Cluster, Entity, Network, Point } from "./network.js" */
/** @import { Columns } from "./stories.js" */

/**
 * `x` and `y` are where a node is drawn, `place` is where it is in the network.
 *
 * @typedef {Point & { place: Point, label: string, size: number, entity?: Entity, cluster?: Cluster }} NodeAttributes
 */
/** @typedef {{ line?: string, cluster?: Cluster }} EdgeAttributes */

// How far the network keeps from the edge of the canvas, in pixels.
export const PADDING = 32;
// Networks with more relations are drawn more plainly, so that they move smoothly.
const LARGE = 1500;

export class NetworkGraph {
  /** @type {Graph<NodeAttributes, EdgeAttributes>} */
  graph = new Graph({ type: "directed", multi: false });
  /** @type {Map<string, Line>} */
  lines = new Map();
  #network;

  /** @param {Network} network */
  constructor(network) {
    this.#network = network;
    this.update();
  }

  get large() {
    return this.#network.relations.size > LARGE;
  }

  /** Adds the entities, lines and clusters that the network has gained. */
  update() {
    for (const entity of this.#network.entities.values()) this.#mergeEntity(entity);
    this.lines = linesOf(this.#network.relations.values());
    for (const { key, source, target } of this.lines.values()) {
      if (!this.graph.hasEdge(key)) this.graph.addEdgeWithKey(key, source.path, target.path, { line: key });
    }
    for (const cluster of this.#network.clusters) this.#addCluster(cluster);
  }

  /**
   * Gives each node the place where it is drawn on a canvas, and returns the extent of what is drawn.
   *
   * @param {Columns | null} columns those of a story
   * @param {Size} size
   * @param {(entity: Entity) => number} heightOf the height of a name
   * @returns {Extent}
   */
  arrange(columns, size, heightOf) {
    const places = columns && columnPlaces(columns, size, heightOf);
    const spreadOut = spread(this.#related(), size);
    this.graph.updateEachNodeAttributes(
      (_, attributes) => {
        const { x, y } = (attributes.entity && places?.get(attributes.entity)) ?? spreadOut(attributes.place);
        return { ...attributes, x, y: -y };
      },
      { attributes: ["x", "y"] },
    );
    if (places) return pixelExtent(size, PADDING);
    const { x, y } = extentOf(this.#related().map(spreadOut));
    return { x, y: [-y[1], -y[0]] };
  }

  /** The places of the nodes that have neighbours; of all if none has. */
  #related() {
    const nodes = this.graph.nodes();
    const related = nodes.filter((node) => this.graph.degree(node));
    return (related.length ? related : nodes).map((node) => this.graph.getNodeAttribute(node, "place"));
  }

  /** @param {Entity} entity */
  #mergeEntity(entity) {
    const { path, label, relations } = entity;
    const [least, range, step] = this.large ? [2, 8, 0.6] : [4, 12, 1.5];
    const size = least + Math.min(range, Math.sqrt(relations.length) * step);
    if (this.graph.hasNode(path)) this.graph.mergeNodeAttributes(path, { size });
    else this.graph.addNode(path, { x: 0, y: 0, place: entity, label, size, entity });
  }

  /** @param {Cluster} cluster */
  #addCluster(cluster) {
    const { hub, group, number } = cluster;
    const key = `cluster ${hub.path} ${group}`;
    if (this.graph.hasNode(key)) return;
    const place = clusterPlace(hub, this.graph.degree(hub.path));
    const label = `${cluster.label}: ${number.toLocaleString("en")}`;
    this.graph.addNode(key, { x: 0, y: 0, place, cluster, label, size: 5 + 3 * Math.log10(number) });
    this.graph.addEdgeWithKey(`${key} hub`, hub.path, key, { cluster });
  }
}
