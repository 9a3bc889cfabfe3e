// A view of triples, those of a CONSTRUCT or DESCRIBE or of three columns: things as nodes, and lines between them.
import { layOut } from "./layout.js";
import { icon, svg } from "./svg.js";

const MOST = 150;
// So many lines can bear their names.
const MOST_NAMED = 60;
// A label has two lines of so many letters.
const LONGEST = 22;
const LETTER = 7.4;
const LINE = 16;
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABELS = new Set([
  "http://www.w3.org/2000/01/rdf-schema#label",
  "http://www.w3.org/2004/02/skos/core#prefLabel",
]);

export function graph(names) {
  return class {
    label = "Graph";
    priority = 1;

    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      return Boolean(this.yasr.results && linksOf(triplesOf(this.yasr.results)).length);
    }

    async draw() {
      const triples = triplesOf(this.yasr.results);
      const { nodes, links, left } = select(linksOf(triples));
      const called = labelsOf(triples);
      const known = await names.entries();
      for (const node of nodes) {
        node.label = called.get(node.iri) ?? known.get(node.iri)?.label ?? names.short(node.iri);
        node.lines = broken(node.label);
        node.width = Math.max(...node.lines.map((one) => one.length)) * LETTER + 22;
        node.height = node.lines.length * LINE + 22;
      }
      const size = layOut(nodes, links.map(({ from, to }) => [from, to]));
      const shown = document.createElement("div");
      shown.className = "graph scroll";
      shown.tabIndex = 0;
      shown.append(drawing(nodes, links, size, (iri) => known.get(iri)?.label ?? names.short(iri), names));
      this.yasr.resultsEl.append(shown);
      const { x, y } = middle(nodes, links);
      shown.scrollTo(x - shown.clientWidth / 2, y - shown.clientHeight / 2);
      if (left) this.yasr.resultsEl.append(`${MOST} things are drawn, ${left} are not. The downloads have them all.`);
    }

    getIcon() {
      return icon("M3 1h4v4H6l1 3h3V7h5v5h-5v-2H6L5 9 4 11h1v4H1v-4h1l2-4-1-2z");
    }
  };
}

/** The rows of an answer of three columns as triples; those of other answers are none. */
function triplesOf(results) {
  // An ASK has no columns.
  const columns = results.getVariables();
  if (columns?.length !== 3) return [];
  return results.getBindings().map((row) => columns.map((name) => row[name])).filter((row) => row.every(Boolean));
}

/** The triples that link two things by a property; classes are things only where there is nothing else. */
function linksOf(triples) {
  const isThing = ({ type }) => type === "uri" || type === "bnode";
  const links = triples.filter(([from, property, to]) => isThing(from) && property.type === "uri" && isThing(to));
  const others = links.filter(([, property]) => property.value !== TYPE);
  return others.length ? others : links;
}

function labelsOf(triples) {
  const found = triples.filter(([, property, value]) => LABELS.has(property.value) && value.type !== "uri");
  const english = ([, , value]) => value["xml:lang"] === "en";
  // A later entry of a map replaces an earlier one.
  const ordered = [...found.filter((one) => !english(one)), ...found.filter(english)];
  return new Map(ordered.map(([thing, , value]) => [thing.value, value.value]));
}

/** The first things with the links between them, and how many things are left out. */
function select(triples) {
  const nodes = new Map();
  const others = new Set();
  const node = ({ value, type }) => {
    if (!nodes.has(value) && nodes.size < MOST) nodes.set(value, { iri: value, type });
    if (!nodes.has(value)) others.add(value);
    return nodes.get(value);
  };
  const links = triples.map(([from, { value }, to]) => ({ from: node(from), to: node(to), property: value }));
  return { nodes: [...nodes.values()], links: links.filter(({ from, to }) => from && to), left: others.size };
}

/** The node with the most links. */
function middle(nodes, links) {
  const degree = (node) => links.filter(({ from, to }) => from === node || to === node).length;
  return nodes.reduce((best, node) => (degree(node) > degree(best) ? node : best));
}

/** A label in one line or two, cut short if it is longer. */
function broken(label) {
  if (label.length <= LONGEST) return [label];
  const end = label.lastIndexOf(" ", LONGEST);
  const first = label.slice(0, end > 0 ? end : LONGEST);
  const rest = label.slice(first.length).trimStart();
  return [first, rest.length > LONGEST ? `${rest.slice(0, LONGEST - 1).trimEnd()}…` : rest];
}

function drawing(nodes, links, { width, height }, nameOf, names) {
  const marker = svg(
    "marker",
    { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto" },
    svg("path", { d: "M0 0 8 4 0 8z" }),
  );
  const label = `A graph of ${nodes.length} things and ${links.length} links`;
  return svg(
    "svg",
    { width, height, role: "group", "aria-label": label },
    svg("defs", {}, marker),
    ...links.map((link) => line(link, nameOf(link.property), links.length <= MOST_NAMED)),
    ...nodes.map((one) => box(one, names)),
  );
}

function line({ from, to }, name, named) {
  const [x1, y1] = edge(from, to);
  const [x2, y2] = edge(to, from);
  const drawn = svg("g", { class: "link" }, svg("title", {}, `${from.label} – ${name} – ${to.label}`));
  drawn.append(svg("line", { x1, y1, x2, y2, "marker-end": "url(#arrow)" }));
  if (named) drawn.append(svg("text", { x: (x1 + x2) / 2, y: (y1 + y2) / 2 }, name));
  return drawn;
}

/** Where the line from a node to another leaves its box. */
function edge({ x, y, width, height }, other) {
  const [dx, dy] = [other.x - x, other.y - y];
  // A box has some room around it.
  const reach = Math.min((width / 2 - 4) / Math.abs(dx), (height / 2 - 6) / Math.abs(dy));
  return Number.isFinite(reach) ? [x + dx * reach, y + dy * reach] : [x, y];
}

function box({ iri, type, label, lines, x, y, width, height }, names) {
  const place = { x: x - width / 2 + 4, y: y - height / 2 + 6, width: width - 8, height: height - 12, rx: 6 };
  const first = y - ((lines.length - 1) * LINE) / 2;
  const words = lines.map((text, index) => svg("text", { x, y: first + index * LINE }, text));
  const parts = [svg("title", {}, label), svg("rect", place), ...words];
  const address = type === "uri" && /^https?:/.test(iri) ? names.page(iri) : null;
  return address ? svg("a", { class: "node", href: address }, ...parts) : svg("g", { class: "node" }, ...parts);
}
