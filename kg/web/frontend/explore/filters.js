// What is shown: choices of kinds of things, of relations, and of how things are known.

import { element, number } from "./dom.js";

export class Filters {
  #place;
  #network;
  #change;
  // The boxes of all choices, each with the name of its set and its value; and how much they were made for.
  #boxes = [];
  #size = 0;

  // `change(name, value, hide)` is called with the name of a set of the state, and what is to be hidden or not.
  constructor(place, network, change) {
    this.#place = place;
    this.#network = network;
    this.#change = change;
  }

  // Makes the choices anew only where there is more to choose from: who uses them by keyboard is at one of them.
  show(state) {
    const size = this.#network.things.size + this.#network.relations.size;
    if (size !== this.#size) this.#make();
    this.#size = size;
    for (const { box, set, value } of this.#boxes) box.checked = !state[set].has(value);
  }

  #make() {
    const { groups, properties, statuses } = this.#network;
    const things = [...this.#network.things.values()];
    const relations = [...this.#network.relations.values()];
    const often = [...properties.values()].sort((one, other) => other.number - one.number || one.label.localeCompare(other.label));
    const open = new Set([...this.#place.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
    this.#boxes = [];
    this.#place.hidden = false;
    this.#place.replaceChildren(
      section("Things", groups.map((group) => this.#group(group, things))),
      section("How it is known", statuses.map(({ name, label }) => this.#choice("statuses", name, label, count(relations, "status", name)))),
      section("Relations", [this.#all([...properties.keys()]), ...often.map((one) => this.#choice("properties", one.path, one.label, one.number))]),
    );
    for (const one of this.#place.querySelectorAll("details")) {
      one.open = open.size ? open.has(one.firstChild.textContent) : one.firstChild.textContent === "Things";
    }
  }

  #group({ name, label }, things) {
    const members = things.filter((one) => one.group === name);
    const kinds = [...new Set(members.map((one) => one.kind))].sort();
    const choice = this.#choice("groups", name, label, members.length, `swatch group-${name.toLowerCase()}`);
    if (kinds.length > 1) {
      choice.append(section(`kinds of ${label}`, kinds.map((kind) => this.#choice("kinds", kind, kind, count(members, "kind", kind)))));
    }
    return choice;
  }

  #choice(set, value, label, many, swatch) {
    const box = element("input", { type: "checkbox", value, onchange: () => this.#change(set, [value], !box.checked) });
    this.#boxes.push({ box, set, value });
    const name = element("label", { class: "choice" }, box, swatch ? element("span", { class: swatch }) : "", ` ${label} `, element("small", {}, number(many)));
    return element("li", {}, name);
  }

  #all(values) {
    const button = (words, hide) => element("button", { type: "button", onclick: () => this.#change("properties", values, hide) }, words);
    return element("li", { class: "actions" }, button("All", false), button("None", true));
  }
}

function section(heading, choices) {
  return element("details", {}, element("summary", {}, heading), element("ul", {}, choices));
}

const count = (members, name, value) => members.filter((one) => one[name] === value).length;
