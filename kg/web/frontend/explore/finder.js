// The search field of the explorer: entities that are drawn come before those that are not.

import { Combobox } from "../search/combobox.js";
import { searchOf } from "../search/source.js";
import { byId } from "./dom.js";

/** @import { SearchHit } from "../documents.js" */
/** @import { Network } from "./network.js" */

export class Finder {
  #combobox;

  /**
   * @param {Network} network
   * @param {(path: string) => void} onChoice
   */
  constructor(network, onChoice) {
    const search = searchOf(byId("explorer", HTMLElement));
    this.#combobox = new Combobox(byId("find", HTMLInputElement), byId("found", HTMLUListElement), {
      search: async (typed, limit) => {
        const found = await search(typed, 4 * limit);
        return { ...found, hits: arranged(found.hits, network).slice(0, limit) };
      },
      choose: ({ path }) => onChoice(path.slice(1)),
    });
  }

  focus() {
    this.#combobox.focus();
  }
}

/**
 * The entities among some hits, those first that are drawn.
 *
 * @param {SearchHit[]} hits
 * @param {Network} network
 */
function arranged(hits, network) {
  const entities = hits.filter(({ path }) => path.startsWith("/id/") && !path.endsWith(".html"));
  const drawn = entities.filter(({ path }) => network.entities.has(path.slice(1)));
  return [...drawn, ...entities.filter((hit) => !drawn.includes(hit))];
}
