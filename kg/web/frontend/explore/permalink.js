// The link to the view, which the browser's address follows.

import { encode } from "./address.js";

/** @import { State } from "./state.js" */

// Browsers limit how often a page may change its address.
const DELAY_MILLISECONDS = 300;

export class Permalink {
  #link;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLAnchorElement} link */
  constructor(link) {
    this.#link = link;
    addEventListener("pagehide", () => this.#replaceAddress());
  }

  /** @param {State} state */
  show(state) {
    this.#link.href = `#${encode(state)}`;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#replaceAddress(), DELAY_MILLISECONDS);
  }

  #replaceAddress() {
    history.replaceState(null, "", this.#link.href);
  }
}
