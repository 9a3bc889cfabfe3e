// A search field with a list of suggestions: an editable combobox with a listbox popup (WAI-ARIA 1.2, 6.7; Authoring
// Practices, Combobox Pattern).

import { element } from "../explore/dom.js";
import { allOption, noOption, optionOf } from "./options.js";

/** @import { SearchHit, SuggestDocument } from "../documents.js" */
/** @import { Search } from "./source.js" */

const MAX_OPTIONS = 8;
// Nobody reads suggestions for letters that are already followed by others.
const PAUSE = 120;

/**
 * @typedef {object} Use
 * @property {Search} search
 * @property {(hit: SearchHit) => void} choose takes the chosen hit
 * @property {() => void} [all] shows all results. Where there is such a place, Enter leads there unless a suggestion is
 *   highlighted; elsewhere the first suggestion is highlighted.
 */

export class Combobox {
  #field;
  #list;
  #use;
  /** What is announced to readers who do not see the list. */
  #status = element("span", { class: "hidden", role: "status" });
  /** @type {Map<Element, () => void>} what each option does that can be chosen */
  #actions = new Map();
  #active = -1;
  /** The number of the last search: answers to others are late. */
  #turn = 0;
  #waits = false;
  /** Whether the reader pressed Enter before the suggestions were there. */
  #hurries = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLInputElement} field
   * @param {HTMLUListElement} list
   * @param {Use} use
   */
  constructor(field, list, use) {
    this.#field = field;
    this.#list = list;
    this.#use = use;
    list.after(this.#status);
    field.addEventListener("input", () => this.#wait());
    field.addEventListener("keydown", (event) => this.#press(event));
    field.addEventListener("blur", () => this.close());
    // The field keeps the focus when the reader presses a suggestion or the scroll bar.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  close() {
    this.#stop();
    this.#list.hidden = true;
    this.#activate(-1);
    this.#status.textContent = "";
  }

  /** Forgets what has been asked for. */
  #stop() {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#waits = false;
    this.#hurries = false;
  }

  #wait() {
    this.#stop();
    // The suggestions in view are for less than what is in the field now.
    this.#activate(-1);
    this.#waits = true;
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  async #search() {
    const { value } = this.#field;
    if (!value.trim()) {
      this.close();
      return;
    }
    this.#turn += 1;
    const turn = this.#turn;
    // Suggestions are a help: without them the form still works.
    const found = await this.#use.search(value, MAX_OPTIONS).catch(() => null);
    if (turn !== this.#turn) return;
    this.#waits = false;
    if (found) this.#offer(found, value.trim());
    else this.close();
  }

  /**
   * @param {SuggestDocument} found
   * @param {string} typed
   */
  #offer({ hits }, typed) {
    const { all } = this.#use;
    this.#actions = new Map(hits.map((hit) => [optionOf(hit), () => this.#take(hit)]));
    if (all) this.#actions.set(allOption(typed), all);
    const options = [...this.#actions.keys()];
    for (const [option, act] of this.#actions) option.addEventListener("click", act);
    this.#list.replaceChildren(...(hits.length ? [] : [noOption()]), ...options);
    for (const [at, option] of [...this.#list.children].entries()) option.id = `${this.#list.id}-${at}`;
    this.#list.hidden = false;
    this.#status.textContent = hits.length
      ? `${hits.length} suggestion${hits.length === 1 ? "" : "s"}.`
      : "No matches.";
    this.#activate(hits.length && !all ? 0 : -1);
    if (this.#hurries && hits[0]) this.#take(hits[0]);
  }

  /** @param {number} at the option to highlight; -1 for none */
  #activate(at) {
    this.#active = at;
    this.#field.setAttribute("aria-expanded", String(!this.#list.hidden));
    for (const [place, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(place === at));
    }
    const option = this.#list.children[at];
    if (option) this.#field.setAttribute("aria-activedescendant", option.id);
    else this.#field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    // The keys that compose a character, of Hangul for example, are no commands.
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") this.#move(event, 1);
    else if (event.key === "ArrowUp") this.#move(event, -1);
    else if (event.key === "Enter") this.#enter(event);
    else if (event.key === "Escape" && !this.#list.hidden) {
      // The browser would empty the field.
      event.preventDefault();
      this.close();
    }
  }

  /** @param {KeyboardEvent} event */
  #enter(event) {
    if (!this.#list.hidden && this.#active >= 0) {
      event.preventDefault();
      const option = this.#list.children[this.#active];
      if (option) this.#actions.get(option)?.();
    } else if (this.#waits && !this.#use.all) {
      event.preventDefault();
      this.#hurries = true;
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} step
   */
  #move(event, step) {
    event.preventDefault();
    if (this.#list.hidden) {
      if (!this.#waits) this.#search();
      return;
    }
    const places = [...this.#list.children].flatMap((option, at) => (this.#actions.has(option) ? [at] : []));
    // Where Enter is left to the form, nothing is highlighted between the last option and the first.
    if (this.#use.all) places.unshift(-1);
    if (!places.length) return;
    const at = places.indexOf(this.#active);
    const next = at < 0 && step < 0 ? places.length - 1 : (at + step + places.length) % places.length;
    this.#activate(places[next] ?? -1);
  }

  /** @param {SearchHit} hit */
  #take(hit) {
    this.#field.value = hit.label;
    this.close();
    this.#use.choose(hit);
  }
}
