// The texts of a table's columns: those in view, and those by which the rows are sorted and filtered.

/** @import { Names } from "./names.js" */
/** @import { Column, TableRow } from "./yasgui.js" */

const UNBOUND = '<span class="unbound" title="unbound">–</span>';

/**
 * A column with marks for unbound variables, which is sorted and filtered by the labels of its IRIs.
 *
 * @param {Column} column
 * @param {Names} names
 * @param {() => boolean} knowsAll whether the labels of all IRIs in the column are known, so that rows are sorted by them
 * @returns {Column}
 */
export function labelled(column, names, knowsAll) {
  return {
    ...column,
    render(term, use, row, meta) {
      if (use === "display") return term === "" ? UNBOUND : column.render(term, use, row, meta);
      const iri = iriOf(term);
      if (iri === undefined) return column.render(term, use, row, meta);
      const [label = "", short] = [names.labels.of(iri), names.short(iri)];
      if (use === "sort") return (knowsAll() && label) || short;
      return `${label} ${short} ${iri}`;
    },
  };
}

/**
 * The IRIs in some rows.
 *
 * @param {TableRow[]} rows
 */
export function irisIn(rows) {
  return new Set(rows.flat().flatMap((term) => iriOf(term) ?? []));
}

/** @param {TableRow[number]} term */
function iriOf(term) {
  return typeof term === "object" && term.type === "uri" ? term.value : undefined;
}
