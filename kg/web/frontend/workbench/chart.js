// A view of an answer with numbers: a bar for each, below the words of its row.
import { icon, svg } from "./svg.js";

const MOST = 200;
const LINE = 18;
const BAR = 14;
const GAP = 12;
// Of the width, in percent; the rest is for the number.
const WIDTH = 86;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(
  "integer decimal double float int long short nonNegativeInteger positiveInteger".split(" "),
);

export function chart(names) {
  return class {
    label = "Chart";
    priority = 1;

    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      // An ASK has no rows.
      return Boolean(this.yasr.results?.getBindings()?.length && columns(this.yasr.results).numbers.length);
    }

    draw() {
      const { words, numbers } = columns(this.yasr.results);
      const bindings = this.yasr.results.getBindings();
      const rows = bindings.slice(0, MOST).map((row) => ({
        words: words.map((name) => textOf(row[name], names)).filter(Boolean).join(" · "),
        values: numbers.map((name) => (row[name] ? Number(row[name].value) : undefined)),
      }));
      const shown = document.createElement("div");
      shown.className = "chart";
      if (numbers.length > 1) shown.append(legend(numbers));
      shown.append(bars(rows, numbers));
      if (bindings.length > MOST) shown.append(`The first ${MOST} rows are drawn.`);
      this.yasr.resultsEl.append(shown);
    }

    getIcon() {
      return icon("M1 2h9v3H1zM1 7h14v3H1zM1 12h6v3H1z");
    }
  };
}

/** The columns whose values are numbers, and those whose words tell the rows apart: texts rather than IRIs. */
function columns(results) {
  const rows = results.getBindings();
  const isNumber = (name) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || numeric(row[name]));
  const all = results.getVariables();
  const numbers = all.filter(isNumber);
  const others = all.filter((name) => !numbers.includes(name));
  const texts = others.filter((name) => rows.some((row) => row[name] && row[name].type !== "uri"));
  // Where there are numbers alone, the first ones are what the others are about.
  if (!others.length) return { words: numbers.slice(0, 1), numbers: numbers.slice(1) };
  return { words: texts.length ? texts : others, numbers };
}

function numeric({ datatype = "", value }) {
  return datatype.startsWith(XSD) && NUMERIC.has(datatype.slice(XSD.length)) && Number.isFinite(Number(value));
}

function textOf(term, names) {
  return term?.type === "uri" ? names.short(term.value) : term?.value;
}

function legend(numbers) {
  const list = document.createElement("ul");
  list.className = "series";
  for (const [index, name] of numbers.entries()) {
    const item = document.createElement("li");
    item.className = `series-${index % 4}`;
    item.textContent = name;
    list.append(item);
  }
  return list;
}

function bars(rows, numbers) {
  const values = rows.flatMap((row) => row.values.filter((value) => value !== undefined));
  const least = Math.min(0, ...values);
  const span = Math.max(0, ...values) - least || 1;
  const percent = (value) => ((value - least) / span) * WIDTH;
  const step = LINE + numbers.length * BAR + GAP;
  const label = `A bar chart of ${numbers.join(", ")} in ${rows.length} rows`;
  const drawing = svg("svg", { width: "100%", height: rows.length * step, role: "img", "aria-label": label });
  for (const [index, row] of rows.entries()) {
    const top = index * step;
    drawing.append(svg("text", { y: top + BAR }, row.words));
    for (const [series, value] of row.values.entries()) {
      if (value === undefined) continue;
      const y = top + LINE + series * BAR;
      const [from, to] = [Math.min(value, 0), Math.max(value, 0)].map(percent);
      const place = { x: `${from}%`, y, width: `${to - from}%`, height: BAR - 2 };
      drawing.append(svg("rect", { class: `series-${series % 4}`, ...place }));
      drawing.append(svg("text", { class: "number", x: `${to}%`, dx: 6, y: y + BAR - 3 }, value.toLocaleString("en")));
    }
  }
  return drawing;
}
