// The link to the view, which the browser's address follows, and which follows the browser's address.

import { decode, encode } from "./address.js";

/** @import { State } from "./state.js" */

// Browsers limit how often a page may change its address.
const DELAY_MILLISECONDS = 300;

export class Permalink {
  #link;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  #visit;

  /**
   * @param {HTMLAnchorElement} link
   * @param {(state: State) => void} visit is told what an address that the reader follows names
   */
  constructor(link, visit) {
    this.#link = link;
    this.#visit = visit;
    addEventListener("pagehide", () => this.#replaceAddress());
    // The address of the event, since the address of an earlier view may have replaced it by now.
    addEventListener("hashchange", ({ newURL }) => this.#visit(decode(new URL(newURL).hash)));
  }

  /** Visits the address at which the page was opened. */
  start() {
    this.#visit(decode(location.hash));
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
