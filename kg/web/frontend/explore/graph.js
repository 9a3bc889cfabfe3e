// The graph that sigma draws: entities and clusters as nodes, lines as edges.

import Graph from "graphology";
import { linesOf } from "./lines.js";
import { clusterPlace } from "./placement.js";

/** @import { Line } from "./lines.js" */
/** @import { Cluster, Entity, Network } from "./network.js" */

/** @typedef {{ x: number, y: number, label: string, size: number, entity?: Entity, cluster?: Cluster }} NodeAttributes */
/** @typedef {{ line?: string, cluster?: Cluster }} EdgeAttributes */

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

  /** @param {Entity} entity */
  #mergeEntity(entity) {
    const { path, label, x, y, relations } = entity;
    const [least, range, step] = this.large ? [2, 8, 0.6] : [4, 12, 1.5];
    const size = least + Math.min(range, Math.sqrt(relations.length) * step);
    if (this.graph.hasNode(path)) this.graph.mergeNodeAttributes(path, { size });
    else this.graph.addNode(path, { x, y: -y, label, size, entity });
  }

  /** @param {Cluster} cluster */
  #addCluster(cluster) {
    const { hub, group, number } = cluster;
    const key = `cluster ${hub.path} ${group}`;
    if (this.graph.hasNode(key)) return;
    const { x, y } = clusterPlace(hub, this.graph.degree(hub.path));
    const label = `${cluster.label}: ${number.toLocaleString("en")}`;
    this.graph.addNode(key, { x, y: -y, cluster, label, size: 5 + 3 * Math.log10(number) });
    this.graph.addEdgeWithKey(`${key} hub`, hub.path, key, { cluster });
  }
}
