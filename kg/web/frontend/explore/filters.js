// What is shown: choices of kinds of things, of relations, and of how things are known.

import { element, number } from "./dom.js";

export class Filters {
  #place;
  #network;
  #change;
  #open = new Set(["Things"]);

  // `change(name, value, hide)` is called with the name of a set of the state, and what is to be hidden or not.
  constructor(place, network, change) {
    this.#place = place;
    this.#network = network;
    this.#change = change;
  }

  show(state) {
    const { groups, properties, statuses } = this.#network;
    const things = [...this.#network.things.values()];
    const relations = [...this.#network.relations.values()];
    this.#place.hidden = false;
    this.#place.replaceChildren(
      this.#section("Things", groups.map((group) => this.#group(group, things, state))),
      this.#section("How it is known", statuses.map(({ name, label }) => this.#choice("statuses", name, label, count(relations, "status", name), state))),
      this.#section("Relations", [
        this.#all([...properties.keys()], state),
        ...[...properties.values()].sort((one, other) => other.number - one.number || one.label.localeCompare(other.label))
          .map(({ path, label, number: many }) => this.#choice("properties", path, label, many, state)),
      ]),
    );
  }

  #section(heading, choices) {
    const remember = (event) => (event.target.open ? this.#open.add(heading) : this.#open.delete(heading));
    return element("details", { open: this.#open.has(heading), ontoggle: remember }, element("summary", {}, heading), element("ul", {}, choices));
  }

  #group({ name, label }, things, state) {
    const members = things.filter((one) => one.group === name);
    const kinds = [...new Set(members.map((one) => one.kind))].sort();
    const choice = this.#choice("groups", name, label, members.length, state, `swatch group-${name.toLowerCase()}`);
    if (kinds.length > 1) {
      const heading = `kinds of ${label}`;
      choice.append(this.#section(heading, kinds.map((kind) => this.#choice("kinds", kind, kind, count(members, "kind", kind), state))));
    }
    return choice;
  }

  #choice(set, value, label, many, state, swatch) {
    const changed = (event) => this.#change(set, [value], !event.target.checked);
    const box = element("input", { type: "checkbox", onchange: changed, "data-value": value });
    box.checked = !state[set].has(value);
    const name = element("label", { class: "choice" }, box, swatch ? element("span", { class: swatch }) : "", ` ${label} `, element("small", {}, number(many)));
    return element("li", {}, name);
  }

  #all(values, state) {
    const some = values.some((value) => state.properties.has(value));
    const act = () => this.#change("properties", values, !some);
    return element("li", {}, element("button", { type: "button", class: "link", onclick: act }, some ? "Show all" : "Hide all"));
  }
}

const count = (members, name, value) => members.filter((one) => one[name] === value).length;
