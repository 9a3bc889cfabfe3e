// The graph view: the triples of a CONSTRUCT or DESCRIBE, or of three columns, as nodes and links.

import { drawGraph, nodeOf } from "./drawing.js";
import { layOut } from "./layout.js";
import { icon } from "./svg.js";

/** @import { SimpleTerm } from "../documents.js" */
/** @import { Names } from "./names.js" */
/** @import { Link, Node } from "./drawing.js" */
/** @import { Results, View, YasrInstance } from "./yasgui.js" */

/** @typedef {[subject: SimpleTerm, predicate: SimpleTerm, object: SimpleTerm]} Triple */

const MAX_NODES = 150;
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABELS = new Set(["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel"]);

/**
 * @param {Names} names
 * @returns {new (yasr: YasrInstance) => View}
 */
export function graphView(names) {
  return class {
    label = "Graph";
    priority = 1;

    /** @param {YasrInstance} yasr */
    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      return linkTriples(triplesOf(this.yasr.results)).length > 0;
    }

    async draw() {
      const triples = triplesOf(this.yasr.results);
      const labels = labelsOf(triples);
      // The reader may leave the view before the names are there; its place then leaves with it.
      const place = document.createElement("div");
      place.className = "graph scroll";
      place.tabIndex = 0;
      this.yasr.resultsEl.append(place);
      await names.labels.learn(
        triples
          .flat()
          .filter(isIri)
          .map(({ value }) => value),
      );
      /** @param {string} iri */
      const nameOf = (iri) => names.labels.of(iri) ?? names.short(iri);
      const { nodes, links, omitted } = graphOf(linkTriples(triples), (iri) => labels.get(iri) ?? nameOf(iri));
      const size = layOut(
        nodes,
        links.map(({ from, to }) => [from, to]),
      );
      place.append(drawGraph(nodes, links, size, { nameOf, pageOf: (iri) => names.page(iri) }));
      const { x, y } = mostLinked(nodes, links);
      place.scrollTo(x - place.clientWidth / 2, y - place.clientHeight / 2);
      if (!omitted) return;
      place.after(`Showing ${MAX_NODES} nodes; ${omitted} are omitted. The downloads have them all.`);
    }

    getIcon() {
      return icon("M3 1h4v4H6l1 3h3V7h5v5h-5v-2H6L5 9 4 11h1v4H1v-4h1l2-4-1-2z");
    }
  };
}

/**
 * The rows of an answer with three columns as triples; other answers have none.
 *
 * @param {Results | undefined} results
 * @returns {Triple[]}
 */
function triplesOf(results) {
  const [subject, predicate, object, ...others] = results?.getVariables() ?? [];
  if (!subject || !predicate || !object || others.length) return [];
  return (results?.getBindings() ?? []).flatMap((row) => {
    const [from, property, to] = [row[subject], row[predicate], row[object]];
    return from && property && to ? [/** @type {Triple} */ ([from, property, to])] : [];
  });
}

/**
 * The triples that link two resources; types only if there are no others.
 *
 * @param {Triple[]} triples
 */
function linkTriples(triples) {
  const links = triples.filter(
    ([from, property, to]) => from.type !== "literal" && property.type === "uri" && to.type !== "literal",
  );
  const others = links.filter(([, property]) => property.value !== TYPE);
  return others.length ? others : links;
}

/**
 * The labels in some triples by resource, in English if possible.
 *
 * @param {Triple[]} triples
 */
function labelsOf(triples) {
  const labels = triples.filter(([, property, value]) => LABELS.has(property.value) && value.type !== "uri");
  /** @param {Triple} triple */
  const isEnglish = ([, , value]) => value.type === "literal" && value["xml:lang"] === "en";
  // Later entries of a map replace earlier ones.
  const ordered = [...labels.filter((triple) => !isEnglish(triple)), ...labels.filter(isEnglish)];
  return new Map(ordered.map(([resource, , value]) => [resource.value, value.value]));
}

/**
 * The first nodes with the links between them, and how many nodes are omitted.
 *
 * @param {Triple[]} triples
 * @param {(iri: string) => string} labelOf
 */
function graphOf(triples, labelOf) {
  /** @type {Map<string, Node>} */
  const nodes = new Map();
  /** @type {Set<string>} */
  const omitted = new Set();
  for (const term of triples.flatMap(([from, , to]) => [from, to])) {
    if (nodes.has(term.value)) continue;
    if (nodes.size < MAX_NODES) nodes.set(term.value, nodeOf(term, labelOf(term.value)));
    else omitted.add(term.value);
  }
  /** @type {Link[]} */
  const links = triples.flatMap(([{ value: start }, { value: property }, { value: end }]) => {
    const [from, to] = [nodes.get(start), nodes.get(end)];
    return from && to ? [{ from, to, property }] : [];
  });
  return { nodes: [...nodes.values()], links, omitted: omitted.size };
}

/**
 * @param {Node[]} nodes at least one
 * @param {Link[]} links
 */
function mostLinked(nodes, links) {
  /** @param {Node} node */
  const degree = (node) => links.filter(({ from, to }) => from === node || to === node).length;
  return nodes.reduce((most, node) => (degree(node) > degree(most) ? node : most));
}

/** @param {SimpleTerm} term */
function isIri({ type }) {
  return type === "uri";
}
