// The entities without visible relations, which are not drawn: how many they are, and a list that leads to their pages.

import { byId, element, formatNumber } from "./dom.js";
import { pageAddress } from "./site.js";

/** @import { Entity } from "./network.js" */

export class Orphans {
  #button = byId("alone", HTMLButtonElement);
  #details = byId("orphans", HTMLDetailsElement);
  /** @type {readonly Entity[]} */
  #orphans = [];

  constructor() {
    this.#details.addEventListener("toggle", () => this.#list());
    this.#button.addEventListener("click", () => {
      this.#details.open = true;
      this.#details.querySelector("summary")?.focus();
    });
  }

  /** @param {readonly Entity[]} orphans */
  show(orphans) {
    const count = `${formatNumber(orphans.length)} without relations`;
    this.#orphans = orphans;
    for (const place of [this.#button, this.#details]) place.hidden = !orphans.length;
    this.#button.textContent = count;
    this.#details.querySelector("summary")?.replaceChildren(`Not drawn: ${count}`);
    this.#list();
  }

  #list() {
    if (!this.#details.open) return;
    const links = this.#orphans.map(({ path, label, kind }) =>
      element("li", {}, element("a", { href: pageAddress(path) }, label), " ", element("small", {}, kind)),
    );
    this.#details.querySelector("ul")?.replaceChildren(...links);
  }
}
