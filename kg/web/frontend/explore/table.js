// The visible relations as a table, for readers who do not see the drawing.

import { byId, element, formatNumber } from "./dom.js";
import { pageAddress } from "./site.js";

/** @import { Network, Relation } from "./network.js" */
/** @import { Visible } from "./visibility.js" */

const MAX_ROWS = 1000;

export class RelationTable {
  #details = byId("text", HTMLDetailsElement);
  #network;
  /** @type {Pick<Visible, "entities" | "relations">} */
  #visible = { entities: new Set(), relations: new Set() };

  /** @param {Network} network */
  constructor(network) {
    this.#network = network;
    this.#details.addEventListener("toggle", () => this.#draw());
  }

  /** @param {Pick<Visible, "entities" | "relations">} visible */
  show(visible) {
    this.#visible = visible;
    const counts = `${formatNumber(visible.entities.size)} entities, ${formatNumber(visible.relations.size)} relations`;
    this.#details.querySelector("summary")?.replaceChildren(`Text version: ${counts}`);
    this.#draw();
  }

  #draw() {
    if (!this.#details.open) return;
    const relations = [...this.#visible.relations].sort((first, second) =>
      sortKey(first).localeCompare(sortKey(second)),
    );
    const rows = relations.slice(0, MAX_ROWS).map((relation) => this.#row(relation));
    const omitted = relations.length - MAX_ROWS;
    if (omitted > 0) {
      const text = `and ${formatNumber(omitted)} more: use the filters to show fewer`;
      rows.push(element("tr", {}, element("td", { colspan: 5 }, text)));
    }
    this.#details.querySelector("tbody")?.replaceChildren(...rows);
  }

  /** @param {Relation} relation */
  #row({ source, property, target, dates, status, grounds: [ground] }) {
    const label = this.#network.statuses.find(({ name }) => name === status)?.label ?? "stated";
    const cells = [source, property, target].map((item) => link(item.path, item.label));
    return element(
      "tr",
      {},
      [...cells, dates ?? "", ground ? link(ground, label) : label].map((cell) => element("td", {}, cell)),
    );
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
function link(path, text) {
  return element("a", { href: pageAddress(path) }, text);
}

/** @param {Relation} relation */
function sortKey({ source, property, target }) {
  return `${source.label} ${property.label} ${target.label}`;
}
