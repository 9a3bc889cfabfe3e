// The drawing of a graph: boxes with labels, and links between them.

import { svg } from "./svg.js";

/** @import { SimpleTerm } from "../documents.js" */
/** @import { Box } from "./layout.js" */

/** @typedef {Box & { iri: string, type: SimpleTerm["type"], label: string, lines: string[] }} Node */
/** @typedef {{ from: Node, to: Node, property: string }} Link */
/** @typedef {{ nameOf(iri: string): string, pageOf(iri: string): string }} Naming */

// More links have no room for the names of their properties.
const MAX_NAMED_LINKS = 60;
const MAX_LINE_CHARACTERS = 22;
const CHARACTER_WIDTH = 7.4;
const LINE_HEIGHT = 16;
const PADDING = 22;

/**
 * A node whose size fits its label; it has yet to be placed.
 *
 * @param {SimpleTerm} term
 * @param {string} label
 * @returns {Node}
 */
export function nodeOf({ type, value: iri }, label) {
  const lines = breakLabel(label);
  const width = Math.max(...lines.map(({ length }) => length)) * CHARACTER_WIDTH + PADDING;
  return { iri, type, label, lines, x: 0, y: 0, width, height: lines.length * LINE_HEIGHT + PADDING };
}

/**
 * @param {Node[]} nodes
 * @param {Link[]} links
 * @param {{ width: number, height: number }} size
 * @param {Naming} naming
 */
export function drawGraph(nodes, links, { width, height }, naming) {
  const marker = svg(
    "marker",
    { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto" },
    svg("path", { d: "M0 0 8 4 0 8z" }),
  );
  const label = `Graph of ${nodes.length} nodes and ${links.length} links`;
  return svg(
    "svg",
    { width, height, role: "group", "aria-label": label },
    svg("defs", {}, marker),
    ...links.map((link) => drawLink(link, naming.nameOf(link.property), links.length <= MAX_NAMED_LINKS)),
    ...nodes.map((node) => drawNode(node, naming)),
  );
}

/**
 * Breaks a label into two lines, and shortens it if it is longer.
 *
 * @param {string} label
 */
function breakLabel(label) {
  if (label.length <= MAX_LINE_CHARACTERS) return [label];
  const end = label.lastIndexOf(" ", MAX_LINE_CHARACTERS);
  const first = label.slice(0, end > 0 ? end : MAX_LINE_CHARACTERS);
  const rest = label.slice(first.length).trimStart();
  return [first, rest.length > MAX_LINE_CHARACTERS ? `${rest.slice(0, MAX_LINE_CHARACTERS - 1).trimEnd()}…` : rest];
}

/**
 * @param {Link} link
 * @param {string} name
 * @param {boolean} named whether the name is drawn
 */
function drawLink({ from, to }, name, named) {
  const [x1, y1] = edgePoint(from, to);
  const [x2, y2] = edgePoint(to, from);
  const group = svg("g", { class: "link" }, svg("title", {}, `${from.label} – ${name} – ${to.label}`));
  group.append(svg("line", { x1, y1, x2, y2, "marker-end": "url(#arrow)" }));
  if (named) group.append(svg("text", { x: (x1 + x2) / 2, y: (y1 + y2) / 2 }, name));
  return group;
}

/**
 * Where the line from a node to another leaves its box.
 *
 * @param {Node} node
 * @param {Node} other
 * @returns {[x: number, y: number]}
 */
function edgePoint({ x, y, width, height }, other) {
  const [dx, dy] = [other.x - x, other.y - y];
  const reach = Math.min((width / 2 - 4) / Math.abs(dx), (height / 2 - 6) / Math.abs(dy));
  return Number.isFinite(reach) ? [x + dx * reach, y + dy * reach] : [x, y];
}

/**
 * @param {Node} node
 * @param {Naming} naming
 */
function drawNode({ iri, type, label, lines, x, y, width, height }, { pageOf }) {
  const place = { x: x - width / 2 + 4, y: y - height / 2 + 6, width: width - 8, height: height - 12, rx: 6 };
  const top = y - ((lines.length - 1) * LINE_HEIGHT) / 2;
  const texts = lines.map((text, index) => svg("text", { x, y: top + index * LINE_HEIGHT }, text));
  const parts = [svg("title", {}, label), svg("rect", place), ...texts];
  if (type === "uri" && /^https?:/.test(iri)) return svg("a", { class: "node", href: pageOf(iri) }, ...parts);
  return svg("g", { class: "node" }, ...parts);
}
