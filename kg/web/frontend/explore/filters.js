// The filters: which groups and kinds of entities, which relations, and which certainty are visible.

import { element, formatNumber } from "./dom.js";

/** @import { Entity, Network } from "./network.js" */
/** @import { Facet, State } from "./state.js" */

export class Filters {
  #place;
  #network;
  #onChange;
  /** @type {{ box: HTMLInputElement, facet: Facet, value: string }[]} */
  #boxes = [];
  // The size of the network for which the boxes were created.
  #size = 0;

  /**
   * @param {HTMLElement} place
   * @param {Network} network
   * @param {(facet: Facet, values: string[], hide: boolean) => void} onChange
   */
  constructor(place, network, onChange) {
    this.#place = place;
    this.#network = network;
    this.#onChange = onChange;
  }

  /**
   * Creates the boxes only when the network has grown, since the reader may be using one of them by keyboard.
   *
   * @param {State} state
   */
  show({ hidden }) {
    const size = this.#network.entities.size + this.#network.relations.size;
    if (size !== this.#size) this.#create();
    this.#size = size;
    for (const { box, facet, value } of this.#boxes) box.checked = !hidden[facet].has(value);
  }

  #create() {
    const open = new Set(
      [...this.#place.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent),
    );
    this.#boxes = [];
    this.#place.hidden = false;
    this.#place.replaceChildren(this.#entities(), this.#statuses(), this.#properties());
    for (const details of this.#place.querySelectorAll("details")) {
      const heading = details.querySelector("summary")?.textContent ?? "";
      details.open = open.size ? open.has(heading) : heading === "Entities";
    }
  }

  #entities() {
    const entities = [...this.#network.entities.values()];
    return section(
      "Entities",
      this.#network.groups.map(({ name, label }) => {
        const members = entities.filter(({ group }) => group === name);
        const item = this.#choice("groups", name, label, members.length, `swatch group-${name.toLowerCase()}`);
        item.append(...this.#kinds(label, members));
        return item;
      }),
    );
  }

  /**
   * @param {string} group
   * @param {Entity[]} members
   */
  #kinds(group, members) {
    const kinds = [...new Set(members.map(({ kind }) => kind))].sort();
    if (kinds.length < 2) return [];
    const choices = kinds.map((kind) =>
      this.#choice("kinds", kind, kind, members.filter((entity) => entity.kind === kind).length),
    );
    return [section(`Kinds of ${group}`, choices)];
  }

  #statuses() {
    const relations = [...this.#network.relations.values()];
    return section(
      "Certainty",
      this.#network.statuses.map(({ name, label }) =>
        this.#choice("statuses", name, label, relations.filter(({ status }) => status === name).length),
      ),
    );
  }

  #properties() {
    const { properties } = this.#network;
    const sorted = [...properties.values()].sort(
      (first, second) => second.number - first.number || first.label.localeCompare(second.label),
    );
    /** @type {(text: string, hide: boolean) => HTMLElement} */
    const button = (text, hide) =>
      element(
        "button",
        { type: "button", onclick: () => this.#onChange("properties", [...properties.keys()], hide) },
        text,
      );
    return section("Relations", [
      element("li", { class: "actions" }, button("All", false), button("None", true)),
      ...sorted.map(({ path, label, number }) => this.#choice("properties", path, label, number)),
    ]);
  }

  /**
   * @param {Facet} facet
   * @param {string} value
   * @param {string} label
   * @param {number} number
   * @param {string} [swatch] the classes of a swatch
   */
  #choice(facet, value, label, number, swatch) {
    const box = element("input", {
      type: "checkbox",
      value,
      onchange: () => this.#onChange(facet, [value], !box.checked),
    });
    this.#boxes.push({ box, facet, value });
    const colour = swatch ? element("span", { class: swatch }) : null;
    const count = element("small", {}, formatNumber(number));
    return element("li", {}, element("label", { class: "choice" }, box, colour, ` ${label} `, count));
  }
}

/**
 * @param {string} heading
 * @param {HTMLElement[]} choices
 */
function section(heading, choices) {
  return element("details", {}, element("summary", {}, heading), element("ul", {}, choices));
}
