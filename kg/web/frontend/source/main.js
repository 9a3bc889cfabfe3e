// Opens the text of a source from the reader's own disk. It is compared with the recorded hash, and sent nowhere.

import { byId, element, formatNumber } from "../explore/dom.js";
import { CodePoints } from "./code_points.js";
import { forgetText, keepText, keptText } from "./kept_text.js";
import { verify } from "./verification.js";
import { hideWords, showWords } from "./words.js";

/** @import { Verification } from "./verification.js" */

/** The control of a page. */
class OpenText {
  #section = byId("open-text", HTMLElement);
  #input = byId("text-file", HTMLInputElement);
  #forget = byId("forget-text", HTMLButtonElement);
  #status = byId("text-status", HTMLElement);
  #recorded = this.#section.dataset.sha256 ?? "";

  constructor() {
    this.#section.querySelector(".opening")?.removeAttribute("hidden");
    this.#input.addEventListener("change", () => this.#open());
    this.#forget.addEventListener("click", () => this.#close());
    const kept = keptText(this.#recorded);
    // What is kept may have been changed there.
    const again = kept === null ? null : verify(new TextEncoder().encode(kept), this.#recorded);
    if (again?.text && !again.differences.length) this.#show(again.text, []);
  }

  async #open() {
    const file = this.#input.files?.[0];
    if (!file) return;
    try {
      const found = verify(new Uint8Array(await file.arrayBuffer()), this.#recorded);
      if (found.text === null) this.#refuse(file, found);
      else this.#accept(found.text, found.differences);
    } catch {
      this.#report("wrong", "The file could not be read. Choose it again.");
    }
  }

  /**
   * @param {string} text
   * @param {string[]} differences
   */
  #accept(text, differences) {
    const notes = differences.map((difference) => `The file differs from the source only in that ${difference}.`);
    if (!keepText(this.#recorded, text)) notes.push("It is too large to be kept for other pages: open it there again.");
    this.#show(text, notes);
  }

  /**
   * @param {string} text
   * @param {string[]} notes
   */
  #show(text, notes) {
    showWords(new CodePoints(text), this.#section.dataset.webPage);
    this.#forget.hidden = false;
    this.#report(
      "right",
      "This is the text of the source: its SHA-256 is the recorded one. Its words are shown at each passage.",
      ...notes,
    );
  }

  /**
   * @param {File} file
   * @param {Verification} found
   */
  #refuse(file, { hash, differences }) {
    const reasons = differences.map((difference) => `Reason: ${difference}.`);
    const what = `${file.name} is not the text of this source (${formatNumber(file.size)} bytes).`;
    this.#report("wrong", what, ...reasons, element("span", {}, "Its SHA-256 is ", element("code", {}, hash), "."));
    const expected = element("code", {}, this.#recorded);
    const characters = formatNumber(Number(this.#section.dataset.characters));
    this.#status.append(
      element("p", { class: "wrong" }, "Expected is ", expected, `, of a text of ${characters} characters. `),
      element("p", { class: "wrong" }, "Choose the unchanged file from which the passages were cut."),
    );
  }

  #close() {
    forgetText(this.#recorded);
    hideWords();
    this.#forget.hidden = true;
    this.#input.value = "";
    this.#report("right", "The text is forgotten.");
    this.#input.focus();
  }

  /**
   * @param {"right" | "wrong"} kind
   * @param {...(string | Node)} lines
   */
  #report(kind, ...lines) {
    this.#status.replaceChildren(...lines.map((line) => element("p", { class: kind }, line)));
  }
}

if (document.getElementById("open-text")) new OpenText();
