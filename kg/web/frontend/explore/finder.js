// The field that finds things by name as one types: a combobox with a list (WAI-ARIA 1.2, 6.7).

import { byId, element, read } from "./dom.js";
import { fit } from "./spelling.js";

const MOST = 12;

export class Finder {
  #field = byId("find");
  #list = byId("found");
  #network;
  #choose;
  #names;
  #active = -1;
  #entries = [];

  // `choose(path)` is called with the path of the thing that was chosen.
  constructor(network, choose) {
    this.#network = network;
    this.#choose = choose;
    this.#field.addEventListener("focus", () => this.#index());
    this.#field.addEventListener("input", () => this.#search());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("blur", () => this.#close());
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  // The names of all things, which are asked for once they are wanted.
  #index() {
    this.#names ??= read("search.json").then(
      ({ kinds, things }) => things.map(([path, kind, labels, others]) => ({
        path: path.slice(1),
        kind: kinds[kind],
        label: (labels.en ?? labels[""] ?? Object.values(labels)[0])[0],
        names: [labels, others].flatMap((one) => Object.values(one)).flat(),
      })),
      () => (this.#names = undefined),
    );
    return this.#names;
  }

  async #search() {
    const typed = this.#field.value;
    const names = (await this.#index()) ?? [];
    // Meanwhile somebody typed on.
    if (typed !== this.#field.value) return;
    const found = names.map((entry) => ({ entry, rank: rank(entry, typed, this.#network) })).filter(({ rank: one }) => one !== null);
    found.sort((one, other) => one.rank - other.rank || this.#weight(other) - this.#weight(one));
    this.#offer(found.slice(0, MOST).map(({ entry }) => entry), Boolean(typed.trim()));
  }

  #offer(entries, asked) {
    this.#entries = entries;
    this.#active = entries.length ? 0 : -1;
    const options = entries.map((entry, at) => element("li", { role: "option", id: `found-${at}`, onpointerdown: (event) => this.#take(event, at) },
      element("span", {}, entry.label), " ", element("small", {}, this.#described(entry))));
    if (asked && !options.length) options.push(element("li", { class: "soft" }, "Nothing has such a name."));
    this.#list.replaceChildren(...options);
    this.#list.hidden = !options.length;
    this.#mark();
  }

  // Of things whose names fit equally, the one that more is said of is meant more likely.
  #weight({ entry }) {
    return this.#network.things.get(entry.path)?.relations.length ?? 0;
  }

  #described(entry) {
    const thing = this.#network.things.get(entry.path);
    const others = entry.names.filter((name) => name !== entry.label).slice(0, 2);
    return [thing?.kind ?? words(entry.kind), ...others].join(" · ");
  }

  #mark() {
    this.#field.setAttribute("aria-expanded", String(!this.#list.hidden));
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.#active)));
    if (this.#active < 0) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", `found-${this.#active}`);
    this.#list.children[this.#active]?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#entries.length) {
      this.#active = (this.#active + step + this.#entries.length) % this.#entries.length;
      this.#mark();
      event.preventDefault();
    } else if (event.key === "Enter" && this.#active >= 0) {
      this.#take(event, this.#active);
    } else if (event.key === "Escape") {
      this.#close();
    }
  }

  #take(event, at) {
    event.preventDefault();
    const { path, label } = this.#entries[at];
    this.#field.value = label;
    this.#close();
    this.#choose(path);
  }

  #close() {
    this.#list.hidden = true;
    this.#active = -1;
    this.#mark();
  }
}

// How well a thing fits by any of its names; what is drawn comes before what is not.
function rank(entry, typed, network) {
  const fits = entry.names.map((name) => fit(name, typed)).filter((one) => one !== null);
  return fits.length ? Math.min(...fits) + (network.things.has(entry.path) ? 0 : 10) : null;
}

// The local name of a class in words.
const words = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
