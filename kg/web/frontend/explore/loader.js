// Loads what the server has beyond the overview, for a dataset that is too large to be drawn whole.

import { fetchJson } from "./site.js";

/** @import { PartDocument } from "../documents.js" */
/** @import { Network } from "./network.js" */

export class Loader {
  #network;
  #onGrowth;
  #onFailure;

  /**
   * @param {Network} network
   * @param {() => void} onGrowth called when the network has grown
   * @param {(message: string) => void} onFailure called with the server's explanation when it cannot help
   */
  constructor(network, onGrowth, onFailure) {
    this.#network = network;
    this.#onGrowth = onGrowth;
    this.#onFailure = onFailure;
  }

  /**
   * Loads an entity unless it is present.
   *
   * @param {string} path
   */
  async entity(path) {
    if (!this.#network.entities.has(path)) await this.neighbours(path);
  }

  /**
   * Loads the next page of an entity's neighbours, of a cluster around it if it has one.
   *
   * @param {string} path
   * @param {string} [group] the group of the cluster
   */
  async neighbours(path, group) {
    const cluster = this.#network.clusters.find(
      ({ more, hub, group: members }) => more && hub.path === path && (!group || members === group),
    );
    const page = cluster ? cluster.page + 1 : 1;
    const parameters = new URLSearchParams({ thing: path, page: String(page) });
    if (cluster) parameters.set("group", cluster.group);
    const part = await this.#load(`explore/around.json?${parameters}`);
    if (part) this.#network.expanded.add(path);
    // Two clicks before the answer arrives ask for the same page.
    if (cluster && part) Object.assign(cluster, { page, more: part.more });
  }

  /**
   * Loads a shortest path between two entities.
   *
   * @param {readonly string[]} ends
   * @param {Iterable<string>} without properties that the path may not follow
   */
  async path([from = "", to = ""], without) {
    const parameters = new URLSearchParams({ from, to });
    for (const property of without) parameters.append("without", property);
    await this.#load(`explore/path.json?${parameters}`);
  }

  /** @param {string} address */
  async #load(address) {
    if (this.#network.whole) return null;
    try {
      /** @type {PartDocument} */
      const part = await fetchJson(address);
      this.#network.add(part);
      this.#onGrowth();
      return part;
    } catch (error) {
      this.#onFailure(error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}
