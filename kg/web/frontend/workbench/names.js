// The names of terms and entities: short forms of IRIs, labels, pages on this site, and matches for the editor.

import { fromServer } from "../search/source.js";
import { Labels } from "./labels.js";

/** @import { CompletionsDocument, WorkbenchSettings } from "../documents.js" */

/**
 * A term or entity: how a query refers to it, its label, what it is, a text about it, and its names in lower case.
 *
 * @typedef {{ text: string, label: string, kind: string, note: string, names: string[] }} Entry
 */

const MAX_MATCHES = 30;
const MAX_ENTITIES = 12;
const SEPARATOR = /[\s\p{P}]/u;

export class Names {
  #settings;
  #search;
  /** @type {Promise<Entry[]> | undefined} */
  #terms;

  /** @param {WorkbenchSettings} settings */
  constructor(settings) {
    this.#settings = settings;
    this.#search = fromServer(settings.suggestions);
    this.labels = new Labels(settings.endpoint);
    this.prefixes = settings.prefixes;
  }

  /**
   * The address of the page about an IRI, which is on this site if the IRI begins with the base of the dataset.
   *
   * @param {string} iri
   */
  page(iri) {
    const { base, root } = this.#settings;
    if (!iri.startsWith(base)) return iri;
    const name = iri.slice(base.length);
    const [stem = "", fragment] = /^(id|source)\//.test(name) ? [name] : name.split("#", 2);
    return `${root}${written(stem) || "dataset"}.html${fragment ? `#${fragment}` : ""}`;
  }

  /**
   * An element with the label of an IRI that is known, or else its short form; a link if browsers can follow the IRI.
   *
   * @param {string} iri
   * @param {boolean} [short] whether to show the short form in any case
   */
  link(iri, short = false) {
    const web = /^https?:/.test(iri);
    const element = document.createElement(web ? "a" : "span");
    element.className = "iri";
    element.title = iri;
    element.textContent = (short ? undefined : this.labels.of(iri)) ?? this.short(iri);
    if (element instanceof HTMLAnchorElement) {
      element.href = this.page(iri);
      if (!iri.startsWith(this.#settings.base)) element.rel = "external nofollow noopener";
    }
    return element;
  }

  /**
   * An IRI as `prefix:local`, or in full if no prefix applies.
   *
   * @param {string} iri
   */
  short(iri) {
    const match = Object.entries(this.prefixes).find(([, namespace]) => iri.startsWith(namespace));
    return match ? `${match[0]}:${iri.slice(match[1].length)}` : iri;
  }

  /** Every term of the ontology; none if they cannot be loaded, since the editor works without them. */
  #loaded() {
    this.#terms ??= this.#read().catch(() => {
      // Try again the next time.
      this.#terms = undefined;
      return [];
    });
    return this.#terms;
  }

  async #read() {
    /** @type {CompletionsDocument} */
    const { terms } = await read(this.#settings.terms);
    return terms.map(([name, kind, label, note]) => ({
      text: name,
      label: label || name,
      kind,
      note,
      names: lowerCase([name, name.replace(/^.*:/, ""), label]),
    }));
  }

  /**
   * What matches what was typed, the best first: terms with that name, entities, and terms of which a name or a word in
   * it begins so.
   *
   * @param {string} typed
   */
  async matching(typed) {
    const wanted = typed.toLowerCase();
    const ranked = (await this.#loaded())
      .map((entry) => ({ entry, rank: Math.min(...entry.names.map((name) => rankOf(name, wanted))) }))
      .filter(({ rank }) => rank < Number.POSITIVE_INFINITY);
    ranked.sort((first, second) => first.rank - second.rank || first.entry.label.length - second.entry.label.length);
    const [same, others] = [ranked.filter(({ rank }) => rank === 0), ranked.filter(({ rank }) => rank > 0)];
    const terms = (/** @type {typeof ranked} */ rows) => rows.map(({ entry }) => entry);
    return [...terms(same), ...(await this.#entities(typed)), ...terms(others)].slice(0, MAX_MATCHES);
  }

  /**
   * The entities that the search of the site finds; none for a prefixed name, and no guesses at what was meant.
   *
   * @param {string} typed
   * @returns {Promise<Entry[]>}
   */
  async #entities(typed) {
    if (typed.includes(":")) return [];
    const found = await this.#search(typed, MAX_ENTITIES).catch(() => null);
    if (!found || found.suggestion !== null) return [];
    const entities = found.hits.filter(({ path }) => path.startsWith("/id/") || path.startsWith("/source/"));
    return entities.map(({ path, kind, label, summary }) => {
      const text = `<${this.#settings.base}${decodeURIComponent(path.slice(1))}>`;
      return { text, label, kind, note: summary, names: [] };
    });
  }
}

/**
 * A path as the server writes it in an address, so that it leads back to the same IRI (`kg/model/addresses.py`).
 *
 * @param {string} path
 */
function written(path) {
  return path.replace(/[%?#"<>\\^`{|} ]/g, (sign) => encodeURIComponent(sign));
}

/** @param {string} address */
async function read(address) {
  return (await fetch(address)).json();
}

/** @param {string[]} names */
function lowerCase(names) {
  return names.map((name) => name.toLowerCase());
}

/**
 * How well a name matches: 0 if it is equal, 1 if it begins so, 2 if a later word does.
 *
 * @param {string} name
 * @param {string} wanted
 */
function rankOf(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  for (let at = name.indexOf(wanted, 1); at > 0; at = name.indexOf(wanted, at + 1)) {
    if (SEPARATOR.test(name.charAt(at - 1))) return 2;
  }
  return Number.POSITIVE_INFINITY;
}
