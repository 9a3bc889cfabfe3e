// Suggestions in a search field of a page, whose form leads to all results.

import { element } from "../explore/dom.js";
import { Combobox } from "../search/combobox.js";

/** @import { SearchHit } from "../documents.js" */
/** @import { Search } from "../search/source.js" */

/**
 * @param {HTMLInputElement} field
 * @param {Search} search
 * @param {(hit: SearchHit) => void} choose takes the chosen hit
 */
export function suggestIn(field, search, choose) {
  const { form } = field;
  if (!form) return;
  const id = `${field.id}-suggestions`;
  const list = element("ul", { id, class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true });
  const attributes = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": id,
    "aria-expanded": "false",
  };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  form.append(list);
  new Combobox(field, list, { search, choose, all: () => form.requestSubmit() });
}
