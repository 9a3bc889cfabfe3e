// The slider over the days that are stated exactly.

import { exactDays } from "./dates.js";
import { byId, element } from "./dom.js";

/** @import { Network } from "./network.js" */
/** @import { State } from "./state.js" */

const FORMAT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

export class DaySlider {
  #network;
  /** @type {string[]} */
  #days = [];
  #slider = byId("day", HTMLInputElement);
  #undated = byId("undated", HTMLInputElement);
  #output = byId("when", HTMLOutputElement);

  /**
   * @param {Network} network
   * @param {(day: string | null, undated: boolean) => void} onChange
   */
  constructor(network, onChange) {
    this.#network = network;
    const report = () => onChange(this.#days[this.#slider.valueAsNumber - 1] ?? null, this.#undated.checked);
    this.#slider.addEventListener("input", report);
    this.#undated.addEventListener("change", report);
  }

  /** @param {State} state */
  show({ day, undated }) {
    this.#days = exactDays(this.#network);
    this.#slider.max = String(this.#days.length);
    this.#slider.closest(".time")?.toggleAttribute("hidden", !this.#days.length);
    byId("days", HTMLDataListElement).replaceChildren(
      ...this.#days.map((_, at) => element("option", { value: at + 1 })),
    );
    this.#slider.value = String(day ? this.#days.indexOf(day) + 1 : 0);
    this.#undated.checked = undated;
    const text = day ? FORMAT.format(new Date(`${day}T00:00:00Z`)) : "All days";
    this.#output.textContent = text;
    this.#slider.setAttribute("aria-valuetext", text);
  }
}
