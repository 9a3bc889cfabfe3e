// The labels of the IRIs in an answer, which the endpoint gives.

const LABELS = "<http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#prefLabel>";
// In the default graph or in one of its own.
const ANYWHERE = `{ ?iri ${LABELS} ?label } UNION { GRAPH ?graph { ?iri ${LABELS} ?label } }`;
/** @typedef {{ value: string, "xml:lang"?: string }} Label */
/** @typedef {{ iri: { value: string }, label: Label }} Row */

/** The most IRIs of one request. */
export const MAX_IRIS = 500;
const UNSAFE = /[\s<>"{}|^`\\]/;

export class Labels {
  #endpoint;
  /** @type {Map<string, string | undefined>} */
  #labels = new Map();

  /** @param {string} endpoint */
  constructor(endpoint) {
    this.#endpoint = endpoint;
  }

  /**
   * The label of an IRI that has been looked up, English if possible.
   *
   * @param {string} iri
   */
  of(iri) {
    return this.#labels.get(iri);
  }

  /**
   * Looks up the labels of some IRIs in one request; of more than MAX_IRIS, those of the first. Returns whether any has
   * become known: without an answer all keep their short forms.
   *
   * @param {Iterable<string>} iris
   */
  async learn(iris) {
    const unknown = [...new Set(iris)].filter((iri) => !this.#labels.has(iri) && !UNSAFE.test(iri)).slice(0, MAX_IRIS);
    const bindings = unknown.length ? await this.#ask(unknown).catch(() => null) : null;
    if (!bindings) return false;
    for (const iri of unknown) this.#labels.set(iri, undefined);
    const ordered = bindings.sort((first, second) => preference(first.label) - preference(second.label));
    // Later labels replace earlier ones.
    for (const { iri, label } of ordered) this.#labels.set(iri.value, label.value);
    return bindings.length > 0;
  }

  /**
   * @param {string[]} iris
   * @returns {Promise<Row[]>}
   */
  async #ask(iris) {
    const values = iris.map((iri) => `<${iri}>`).join(" ");
    const query = `SELECT DISTINCT ?iri ?label { VALUES ?iri { ${values} } ${ANYWHERE} }`;
    const body = new URLSearchParams({ query });
    const response = await fetch(this.#endpoint, {
      method: "POST",
      headers: { Accept: "application/sparql-results+json" },
      body,
    });
    if (!response.ok) throw new Error(`The endpoint returned ${response.status}.`);
    return (await response.json()).results.bindings;
  }
}

/**
 * English before labels without a language, and these before others.
 *
 * @param {Label} label
 */
function preference({ "xml:lang": language }) {
  if (language === "en") return 2;
  return language ? 0 : 1;
}
