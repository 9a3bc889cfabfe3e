// The names of terms and entities: short forms of IRIs, labels, pages on this site, and matches for the editor.

/** @import { CompletionsDocument, SearchDocument, WorkbenchSettings } from "../documents.js" */

/**
 * A term or entity: how a query refers to it, its label, what it is, a text about it, and its names in lower case.
 *
 * @typedef {{ text: string, label: string, kind: string, note: string, names: string[] }} Entry
 */

const MAX_MATCHES = 30;
const SEPARATOR = /[\s\p{P}]/u;

export class Names {
  #settings;
  /** @type {Promise<Map<string, Entry>> | undefined} */
  #entries;

  /** @param {WorkbenchSettings} settings */
  constructor(settings) {
    this.#settings = settings;
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
    const [stem, fragment] = iri.slice(base.length).split("#", 2);
    return `${root}${stem || "dataset"}.html${fragment ? `#${fragment}` : ""}`;
  }

  /**
   * An element with the short form of an IRI, which is a link if browsers can follow the IRI.
   *
   * @param {string} iri
   */
  link(iri) {
    const web = /^https?:/.test(iri);
    const element = document.createElement(web ? "a" : "span");
    element.className = "iri";
    element.title = iri;
    element.textContent = this.short(iri);
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

  /** Every term and entity by IRI; empty if they cannot be loaded, since the editor works without them. */
  entries() {
    this.#entries ??= this.#read().catch(() => {
      // Try again the next time.
      this.#entries = undefined;
      return new Map();
    });
    return this.#entries;
  }

  /** @returns {Promise<Map<string, Entry>>} */
  async #read() {
    /** @type {[CompletionsDocument, SearchDocument]} */
    const [completions, index] = await Promise.all([read(this.#settings.terms), read(this.#settings.things)]);
    return new Map([...this.#termEntries(completions), ...this.#entityEntries(index)]);
  }

  /**
   * @param {CompletionsDocument} completions
   * @returns {[iri: string, entry: Entry][]}
   */
  #termEntries({ terms }) {
    return terms.map(([name, kind, label, note]) => {
      const [prefix = "", local = ""] = name.split(":");
      const names = lowerCase([name, local, label]);
      return [(this.prefixes[prefix] ?? "") + local, { text: name, label: label || local, kind, note, names }];
    });
  }

  /**
   * @param {SearchDocument} index
   * @returns {[iri: string, entry: Entry][]}
   */
  #entityEntries({ kinds, things }) {
    return things.map(([path, kind, labels, otherNames]) => {
      const iri = this.#settings.base + path.slice(1);
      const names = [labels, otherNames].flatMap((texts) => Object.values(texts).flat());
      const label = labels.en?.[0] ?? names[0] ?? "";
      return [iri, { text: `<${iri}>`, label, kind: kinds[kind] ?? "", note: "", names: lowerCase(names) }];
    });
  }

  /**
   * The entries of which a name, or a word in a name, begins with what was typed; the best first.
   *
   * @param {string} typed
   */
  async matching(typed) {
    const wanted = typed.toLowerCase();
    const ranked = [...(await this.entries()).values()]
      .map((entry) => ({ entry, rank: Math.min(...entry.names.map((name) => rankOf(name, wanted))) }))
      .filter(({ rank }) => rank < Number.POSITIVE_INFINITY);
    ranked.sort((first, second) => first.rank - second.rank || first.entry.label.length - second.entry.label.length);
    return ranked.slice(0, MAX_MATCHES).map(({ entry }) => entry);
  }
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
