// Lists that readers sort by a column: each row is a body of the table, and all stay on the page.

import { element } from "../explore/dom.js";

/** @typedef {"ascending" | "descending"} Direction */

const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const COLLATOR = new Intl.Collator("en", { numeric: true });

/**
 * Gives the heads of a table buttons, and puts a choice before it for screens on which the heads are out of view.
 *
 * @param {HTMLTableElement} table whose data say, if it is only a part of a list, what the sorting covers
 */
export function makeSortable(table) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const titles = heads.map((head) => head.textContent?.trim() ?? "");
  const choice = element(
    "select",
    { onchange: () => sort(Number(choice.value), "ascending") },
    element("option", { value: -1, disabled: true, selected: true }, "as listed"),
    titles.map((title, at) => element("option", { value: at }, title)),
  );
  const sort = (/** @type {number} */ at, /** @type {Direction} */ direction) => {
    sortRows(table, at, direction);
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[at]?.setAttribute("aria-sort", direction);
    choice.value = String(at);
  };
  heads.forEach((head, at) => {
    const other = () => (head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending");
    const label = `Sort by ${titles[at]}`;
    head.append(element("button", { type: "button", "aria-label": label, onclick: () => sort(at, other()) }));
  });
  const { sortable } = table.dataset;
  const note = sortable ? element("p", { class: "soft" }, `Sorting by a column covers ${sortable} only.`) : null;
  const label = element("p", { class: "sorter" }, element("label", {}, "Sort by ", choice));
  (table.closest("div") ?? table).before(...(note ? [note, label] : [label]));
}

/**
 * Sorts the rows of a table by the keys of a column. Rows with equal keys keep their order, those without one come last.
 *
 * @param {HTMLTableElement} table
 * @param {number} at the number of the column
 * @param {Direction} direction
 */
function sortRows(table, at, direction) {
  const sign = direction === "ascending" ? 1 : -1;
  const keyed = [...table.tBodies].map((body) => ({ body, key: keyOf(body.rows[0]?.cells[at]) }));
  keyed.sort((one, two) =>
    one.key && two.key ? sign * compare(one.key, two.key) : Number(!one.key) - Number(!two.key),
  );
  table.append(...keyed.map(({ body }) => body));
}

/** @param {HTMLTableCellElement | undefined} cell */
function keyOf(cell) {
  return cell?.dataset.key ?? cell?.textContent?.trim() ?? "";
}

/**
 * @param {string} one
 * @param {string} two
 */
function compare(one, two) {
  return NUMBER.test(one) && NUMBER.test(two) ? Number(one) - Number(two) : COLLATOR.compare(one, two);
}
