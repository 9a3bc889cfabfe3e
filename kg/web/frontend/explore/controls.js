// What surrounds the drawing: stories, filters, the slider over days, and the view as text.

import { Contents } from "./contents.js";
import { byId } from "./dom.js";
import { Filters } from "./filters.js";
import { Orphans } from "./orphans.js";
import { DaySlider } from "./slider.js";
import { RelationTable } from "./table.js";

/** @import { Network } from "./network.js" */
/** @import { Facet, State } from "./state.js" */
/** @import { View } from "./view.js" */

/**
 * @typedef {object} ControlListeners
 * @property {(facet: Facet, values: string[], hide: boolean) => void} hide
 * @property {(day: string | null, undated: boolean) => void} day
 */

export class Controls {
  #contents;
  #filters;
  #slider;
  #orphans = new Orphans();
  #table;

  /**
   * @param {Network} network
   * @param {ControlListeners} listeners
   */
  constructor(network, { hide, day }) {
    this.#contents = new Contents(network);
    this.#filters = new Filters(byId("filters", HTMLElement), network, hide);
    this.#slider = new DaySlider(network, day);
    this.#table = new RelationTable(network);
  }

  /**
   * @param {State} state
   * @param {View} view
   */
  show(state, view) {
    this.#contents.show(view.story);
    this.#filters.show(state);
    this.#slider.show(state);
    this.#orphans.show(view.orphans);
    this.#table.show(view);
  }
}
