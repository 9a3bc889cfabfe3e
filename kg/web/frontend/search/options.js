// The options of a list of suggestions.

import { element } from "../explore/dom.js";

/** @import { SearchHit } from "../documents.js" */

const MAX_NAMES = 2;

/**
 * A hit with what it is, its other names and its summary.
 *
 * @param {SearchHit} hit
 */
export function optionOf({ kind, label, names, summary }) {
  return element(
    "li",
    { role: "option" },
    element("span", {}, label),
    " ",
    element("small", {}, [kind, ...names.slice(0, MAX_NAMES)].filter(Boolean).join(" · ")),
    summary ? element("small", { class: "summary" }, summary) : null,
  );
}

/**
 * The last option, which leads to all results.
 *
 * @param {string} typed
 */
export function allOption(typed) {
  return element("li", { role: "option", class: "all" }, `All results for “${typed}”`);
}

/** An option that cannot be chosen. */
export function noOption() {
  return element("li", { role: "option", class: "soft", "aria-disabled": "true" }, "No matches.");
}
