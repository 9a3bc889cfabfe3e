// The slider over the days on which something is said to have been.

import { byId, element } from "./dom.js";
import { days } from "./network.js";

const WORDS = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

export class Time {
  #network;
  #days = [];
  #slider = byId("day");
  #undated = byId("undated");
  #when = byId("when");

  // `change(day, undated)` is called with a day, or null for all of them.
  constructor(network, change) {
    this.#network = network;
    const tell = () => change(this.#days[this.#slider.valueAsNumber - 1] ?? null, this.#undated.checked);
    this.#slider.addEventListener("input", tell);
    this.#undated.addEventListener("change", tell);
  }

  show(state) {
    this.#days = days(this.#network);
    this.#slider.max = this.#days.length;
    this.#slider.closest(".time").hidden = !this.#days.length;
    byId("days").replaceChildren(...this.#days.map((_, at) => element("option", { value: at + 1 })));
    this.#slider.value = this.#days.indexOf(state.day) + 1;
    this.#undated.checked = state.undated;
    const words = state.day ? WORDS.format(new Date(`${state.day}T00:00:00Z`)) : "All days";
    this.#when.textContent = words;
    this.#slider.setAttribute("aria-valuetext", words);
  }
}
