// The network as text: the relations that are shown, in a table.

import { byId, element, number, pageOf } from "./dom.js";

const MOST = 1000;

export class Table {
  #details = byId("text");
  #network;
  #shown;

  constructor(network) {
    this.#network = network;
    this.#details.addEventListener("toggle", () => this.#draw());
  }

  show(shown) {
    this.#shown = shown;
    this.#details.querySelector("summary").textContent =
      `The same as text: ${number(shown.things.size)} things, ${number(shown.relations.size)} relations`;
    this.#draw();
  }

  // Nobody reads a table that is closed.
  #draw() {
    if (!this.#details.open) return;
    const relations = [...this.#shown.relations].sort((one, other) => key(one).localeCompare(key(other)));
    const rows = relations.slice(0, MOST).map((one) => this.#row(one));
    if (relations.length > MOST) rows.push(element("tr", {}, element("td", { colspan: 5 }, `and ${number(relations.length - MOST)} more: choose what is shown`)));
    this.#details.querySelector("tbody").replaceChildren(...rows);
  }

  #row(one) {
    const status = this.#network.statuses.find(({ name }) => name === one.status)?.label ?? "stated";
    const link = (path, words) => element("a", { href: pageOf(path) }, words);
    return element("tr", {},
      element("td", {}, link(one.source.path, one.source.label)),
      element("td", {}, link(one.property.path, one.property.label)),
      element("td", {}, link(one.target.path, one.target.label)),
      element("td", {}, one.dates ?? ""),
      element("td", {}, one.grounds.length ? link(one.grounds[0], status) : status));
  }
}

const key = (one) => `${one.source.label} ${one.property.label} ${one.target.label}`;
