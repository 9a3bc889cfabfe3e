// Hints above an empty answer: what the query names that the dataset does not have.

/** @import { HintsDocument } from "../documents.js" */
/** @import { Results, TabInstance, Yasgui } from "./yasgui.js" */

/** @typedef {HintsDocument["hints"][number]} Hint */

/**
 * Shows hints for the queries of all tabs.
 *
 * @param {Yasgui} yasgui
 * @param {string} address of the hints
 */
export function offerHints(yasgui, address) {
  // What was last run in each tab; its query may be edited before the answer arrives.
  /** @type {WeakMap<TabInstance, string>} */
  const queries = new WeakMap();
  yasgui.on("query", (_, tab) => {
    queries.set(tab, tab.getQuery());
  });
  yasgui.on("queryResponse", (_, tab) => {
    const yasr = tab.getYasr();
    yasr.rootEl.querySelector(".hints")?.remove();
    yasr.once("drawn", ({ results, rootEl }) => {
      const query = queries.get(tab);
      if (query !== undefined && isEmpty(results)) show(tab, rootEl, query, address);
    });
  });
}

/** @param {Results} results */
function isEmpty(results) {
  return !results.hasError() && (results.getBindings()?.length === 0 || results.getBoolean() === false);
}

/**
 * @param {TabInstance} tab
 * @param {HTMLElement} place
 * @param {string} query
 * @param {string} address
 */
async function show(tab, place, query, address) {
  const hints = await fetchHints(`${address}?${new URLSearchParams({ query })}`).catch(() => []);
  if (!hints.length || query !== tab.getQuery()) return;
  const list = document.createElement("ul");
  list.className = "hints";
  list.setAttribute("role", "status");
  list.append(...hints.map((hint) => item(tab, hint)));
  place.querySelector(".hints")?.remove();
  place.prepend(list);
}

/**
 * @param {string} address
 * @returns {Promise<Hint[]>}
 */
async function fetchHints(address) {
  const response = await fetch(address);
  // Not every endpoint has hints.
  if (!response.ok) return [];
  /** @type {HintsDocument} */
  const { hints } = await response.json();
  return hints;
}

/**
 * @param {TabInstance} tab
 * @param {Hint} hint
 */
function item(tab, { term, line, message, suggestions }) {
  const created = document.createElement("li");
  created.append(`Line ${line}: ${message}`);
  for (const suggestion of suggestions) created.append(" ", correction(tab, term, suggestion));
  return created;
}

/**
 * A button that puts a suggestion in the place of a term, and runs the query.
 *
 * @param {TabInstance} tab
 * @param {string} term
 * @param {string} suggestion
 */
function correction(tab, term, suggestion) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: `Use ${suggestion}` });
  button.addEventListener("click", () => {
    replace(tab, term, suggestion);
    tab.query().catch(() => {});
  });
  return button;
}

/**
 * Replaces a term wherever the query has it, but not within longer terms, texts and comments.
 *
 * @param {TabInstance} tab
 * @param {string} term
 * @param {string} suggestion
 */
function replace(tab, term, suggestion) {
  const document = tab.getYasqe().getDoc();
  for (let line = 0; line < document.lineCount(); line += 1) {
    const text = document.getLine(line);
    const tokens = tab.getYasqe().getLineTokens(line);
    const ends = new Set(tokens.map(({ end }) => end));
    // From the end, so that the places of the others stay.
    for (const { start } of tokens.reverse()) {
      const end = start + term.length;
      // A text may have its language or datatype in tokens of their own.
      const isWhole = ends.has(end) && !/^(?:@|\^\^)/.test(text.slice(end));
      if (isWhole && text.slice(start, end) === term) {
        document.replaceRange(suggestion, { line, ch: start }, { line, ch: end });
      }
    }
  }
}
