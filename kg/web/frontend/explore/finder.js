// The search field: a combobox with a list of matching entities (WAI-ARIA 1.2, 6.7).

import { byId, element } from "./dom.js";
import { fetchJson } from "./site.js";
import { matchRank } from "./spelling.js";

/** @import { SearchDocument } from "../documents.js" */
/** @import { Network } from "./network.js" */

/** @typedef {{ path: string, kind: string, label: string, names: string[] }} Entry */

const MAX_OPTIONS = 12;
// Entities that are drawn come before those that are not.
const NOT_DRAWN = 10;

export class Finder {
  #field = byId("find", HTMLInputElement);
  #list = byId("found", HTMLUListElement);
  #network;
  #onChoice;
  /** @type {Promise<Entry[]> | undefined} */
  #index;
  #active = -1;
  /** @type {Entry[]} */
  #options = [];

  /**
   * @param {Network} network
   * @param {(path: string) => void} onChoice
   */
  constructor(network, onChoice) {
    this.#network = network;
    this.#onChoice = onChoice;
    this.#field.addEventListener("focus", () => this.#entries());
    this.#field.addEventListener("input", () => this.#search());
    this.#field.addEventListener("keydown", (event) => this.#press(event));
    this.#field.addEventListener("blur", () => this.#close());
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  /** The names of all entities, which are loaded when they are first needed. */
  #entries() {
    this.#index ??= readIndex().catch(() => {
      // Try again at the next key.
      this.#index = undefined;
      return [];
    });
    return this.#index;
  }

  async #search() {
    const typed = this.#field.value;
    const entries = await this.#entries();
    // The reader may have gone on typing.
    if (typed !== this.#field.value) return;
    const matches = entries.flatMap((entry) => {
      const rank = this.#rank(entry, typed);
      return rank === null ? [] : [{ entry, rank }];
    });
    matches.sort((first, second) => first.rank - second.rank || this.#degree(second.entry) - this.#degree(first.entry));
    this.#offer(
      matches.slice(0, MAX_OPTIONS).map(({ entry }) => entry),
      Boolean(typed.trim()),
    );
  }

  /**
   * @param {Entry} entry
   * @param {string} typed
   */
  #rank({ path, names }, typed) {
    const ranks = names.map((name) => matchRank(name, typed)).filter((rank) => rank !== null);
    return ranks.length ? Math.min(...ranks) + (this.#network.entities.has(path) ? 0 : NOT_DRAWN) : null;
  }

  /** @param {Entry} entry */
  #degree({ path }) {
    return this.#network.entities.get(path)?.relations.length ?? 0;
  }

  /**
   * @param {Entry[]} entries
   * @param {boolean} asked whether the reader has typed anything
   */
  #offer(entries, asked) {
    this.#options = entries;
    this.#active = entries.length ? 0 : -1;
    const options = entries.map((entry, at) =>
      element(
        "li",
        { role: "option", id: `found-${at}`, onpointerdown: (event) => this.#take(event, entry) },
        element("span", {}, entry.label),
        " ",
        element("small", {}, this.#description(entry)),
      ),
    );
    if (asked && !options.length) options.push(element("li", { class: "soft" }, "No matches."));
    this.#list.replaceChildren(...options);
    this.#list.hidden = !options.length;
    this.#mark();
  }

  /** @param {Entry} entry */
  #description({ path, kind, label, names }) {
    const others = names.filter((name) => name !== label).slice(0, 2);
    return [this.#network.entities.get(path)?.kind ?? separateWords(kind), ...others].join(" · ");
  }

  #mark() {
    this.#field.setAttribute("aria-expanded", String(!this.#list.hidden));
    for (const [at, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(at === this.#active));
    }
    if (this.#active < 0) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", `found-${this.#active}`);
    this.#list.children[this.#active]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const active = this.#options[this.#active];
    if (event.key === "ArrowDown") this.#move(event, 1);
    else if (event.key === "ArrowUp") this.#move(event, -1);
    else if (event.key === "Enter" && active) this.#take(event, active);
    else if (event.key === "Escape") this.#close();
  }

  /**
   * @param {Event} event
   * @param {number} step
   */
  #move(event, step) {
    if (!this.#options.length) return;
    this.#active = (this.#active + step + this.#options.length) % this.#options.length;
    this.#mark();
    event.preventDefault();
  }

  /**
   * @param {Event} event
   * @param {Entry} entry
   */
  #take(event, { path, label }) {
    event.preventDefault();
    this.#field.value = label;
    this.#close();
    this.#onChoice(path);
  }

  #close() {
    this.#list.hidden = true;
    this.#active = -1;
    this.#mark();
  }
}

/** @returns {Promise<Entry[]>} */
async function readIndex() {
  /** @type {SearchDocument} */
  const { kinds, things } = await fetchJson("search.json");
  return things.map(([path, kind, labels, otherNames]) => ({
    path: path.slice(1),
    kind: kinds[kind] ?? "",
    label: (labels.en ?? labels[""] ?? Object.values(labels)[0])?.[0] ?? "",
    names: [labels, otherNames].flatMap((names) => Object.values(names)).flat(),
  }));
}

/**
 * Separates the words of the local name of a class.
 *
 * @param {string} name
 */
function separateWords(name) {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
