// What the server has besides what is drawn, where a dataset is too large to be drawn whole.

import { read } from "./dom.js";
import { place } from "./places.js";

export class Rest {
  #network;
  #grown;
  #failed;

  // `grown()` is called when the network has grown, `failed(words)` when the server tells why it cannot.
  constructor(network, grown, failed) {
    this.#network = network;
    this.#grown = grown;
    this.#failed = failed;
  }

  // Sees to it that a thing is known.
  async thing(path) {
    if (!this.#network.things.has(path)) await this.surroundings(path);
  }

  // Takes in more of what surrounds a thing: of a cluster around it, if a group is named or if it has one.
  async surroundings(path, group = null) {
    const cluster = this.#network.clusters.find((one) => one.more && one.hub.path === path && (!group || one.group === group));
    const page = cluster ? cluster.page + 1 : 1;
    const asked = new URLSearchParams({ thing: path, page });
    if (cluster) asked.set("group", cluster.group);
    const part = await this.#take(`explore/around.json?${asked}`);
    // Whoever asks twice before the answer is there has asked for one page.
    if (cluster && part) Object.assign(cluster, { page, more: part.more });
  }

  // Takes in a shortest path between two things, along other relations than some.
  async path([from, to], without) {
    const asked = new URLSearchParams({ from, to });
    for (const one of without) asked.append("without", one);
    await this.#take(`explore/path.json?${asked}`);
  }

  async #take(address) {
    if (this.#network.whole) return null;
    try {
      const part = await read(address);
      const [first] = this.#network.things.values();
      const added = this.#network.add(part);
      place(added, added.find((thing) => thing.x !== undefined) ?? first);
      this.#grown();
      return part;
    } catch (error) {
      this.#failed(error.message);
      return null;
    }
  }
}
