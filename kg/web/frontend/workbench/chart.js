// The chart view: a bar for each number of an answer.

import { literalText } from "./literals.js";
import { icon, svg } from "./svg.js";

/** @import { SimpleTerm } from "../documents.js" */
/** @import { Names } from "./names.js" */
/** @import { Bindings, View, YasrInstance } from "./yasgui.js" */

/** @typedef {{ text: string, values: (number | undefined)[] }} Row */

const MAX_ROWS = 200;
const LINE_HEIGHT = 18;
const BAR_HEIGHT = 14;
const ROW_GAP = 12;
// The width of the bars, in percent; the numbers have the rest.
const BARS_WIDTH = 86;
const COLOURS = 4;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set("integer decimal double float int long short nonNegativeInteger positiveInteger".split(" "));

/**
 * @param {Names} names
 * @returns {new (yasr: YasrInstance) => View}
 */
export function chartView(names) {
  return class {
    label = "Chart";
    priority = 1;

    /** @param {YasrInstance} yasr */
    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      const bindings = this.yasr.results?.getBindings() ?? [];
      return bindings.length > 0 && this.#columns(bindings).numbers.length > 0;
    }

    async draw() {
      const bindings = this.yasr.results?.getBindings() ?? [];
      const { texts, numbers } = this.#columns(bindings);
      // The reader may leave the view before the names are there; the chart then leaves with it.
      const chart = document.createElement("div");
      chart.className = "chart";
      this.yasr.resultsEl.append(chart);
      const shown = bindings.slice(0, MAX_ROWS);
      await names.labels.learn(shown.flatMap((row) => texts.flatMap((name) => irisOf(row[name]))));
      const rows = shown.map((row) => ({
        text: texts.flatMap((name) => textOf(row[name], names) || []).join(" · "),
        values: numbers.map((name) => (row[name] ? Number(row[name].value) : undefined)),
      }));
      if (numbers.length > 1) chart.append(legend(numbers));
      chart.append(bars(rows, numbers));
      if (bindings.length > MAX_ROWS) chart.append(`Showing the first ${MAX_ROWS} rows.`);
    }

    getIcon() {
      return icon("M1 2h9v3H1zM1 7h14v3H1zM1 12h6v3H1z");
    }

    /** @param {Bindings[]} bindings */
    #columns(bindings) {
      return columnsOf(bindings, this.yasr.results?.getVariables() ?? []);
    }
  };
}

/**
 * The columns with numbers, and those that distinguish the rows: texts rather than IRIs.
 *
 * @param {Bindings[]} rows
 * @param {string[]} variables
 */
function columnsOf(rows, variables) {
  const numbers = variables.filter((name) => isNumeric(rows, name));
  const others = variables.filter((name) => !numbers.includes(name));
  // If all columns are numbers, the first is what the others are about.
  if (!others.length) return { texts: numbers.slice(0, 1), numbers: numbers.slice(1) };
  const literals = others.filter((name) => rows.some((row) => row[name] && row[name].type !== "uri"));
  return { texts: literals.length ? literals : others, numbers };
}

/**
 * Whether a column has values, all of them numbers.
 *
 * @param {Bindings[]} rows
 * @param {string} name
 */
function isNumeric(rows, name) {
  const terms = rows.flatMap((row) => row[name] ?? []);
  return terms.length > 0 && terms.every(isNumber);
}

/** @param {SimpleTerm} term */
function isNumber(term) {
  const datatype = term.type === "literal" ? (term.datatype ?? "") : "";
  return datatype.startsWith(XSD) && NUMERIC.has(datatype.slice(XSD.length)) && Number.isFinite(Number(term.value));
}

/**
 * @param {SimpleTerm | undefined} term
 * @param {Names} names
 */
function textOf(term, names) {
  if (term?.type === "uri") return names.labels.of(term.value) ?? names.short(term.value);
  return term?.type === "literal" ? literalText(term) : term?.value;
}

/** @param {SimpleTerm | undefined} term */
function irisOf(term) {
  return term?.type === "uri" ? [term.value] : [];
}

/** @param {string[]} numbers */
function legend(numbers) {
  const list = document.createElement("ul");
  list.className = "series";
  for (const [index, name] of numbers.entries()) {
    const item = document.createElement("li");
    item.className = `series-${index % COLOURS}`;
    item.textContent = name;
    list.append(item);
  }
  return list;
}

/**
 * @param {Row[]} rows
 * @param {string[]} numbers
 */
function bars(rows, numbers) {
  const percent = scale(rows.flatMap((row) => row.values.filter((value) => value !== undefined)));
  const rowHeight = LINE_HEIGHT + numbers.length * BAR_HEIGHT + ROW_GAP;
  const label = `Bar chart of ${numbers.join(", ")} for ${rows.length} rows`;
  const chart = svg("svg", { width: "100%", height: rows.length * rowHeight, role: "img", "aria-label": label });
  for (const [index, { text, values }] of rows.entries()) {
    const top = index * rowHeight;
    chart.append(svg("text", { y: top + BAR_HEIGHT }, text));
    for (const [series, value] of values.entries()) {
      if (value !== undefined) chart.append(...bar(value, series, top, percent));
    }
  }
  return chart;
}

/**
 * A bar and its number.
 *
 * @param {number} value
 * @param {number} series
 * @param {number} top
 * @param {(value: number) => number} percent
 */
function bar(value, series, top, percent) {
  const y = top + LINE_HEIGHT + series * BAR_HEIGHT;
  const [from, to] = [percent(Math.min(value, 0)), percent(Math.max(value, 0))];
  const place = { x: `${from}%`, y, width: `${to - from}%`, height: BAR_HEIGHT - 2 };
  return [
    svg("rect", { class: `series-${series % COLOURS}`, ...place }),
    svg("text", { class: "number", x: `${to}%`, dx: 6, y: y + BAR_HEIGHT - 3 }, value.toLocaleString("en")),
  ];
}

/**
 * Where values lie on an axis that includes zero, in percent of the width.
 *
 * @param {number[]} values
 * @returns {(value: number) => number}
 */
function scale(values) {
  const least = Math.min(0, ...values);
  const span = Math.max(0, ...values) - least || 1;
  return (value) => ((value - least) / span) * BARS_WIDTH;
}
