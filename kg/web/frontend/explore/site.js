// The addresses of the site and its JSON documents.

import { byId } from "./dom.js";

/** @import { ProblemDocument } from "../documents.js" */

/** @param {string} path relative to the root of the site */
export function siteAddress(path) {
  return new URL(path, new URL(byId("explorer", HTMLElement).dataset.root ?? "", document.baseURI)).href;
}

/**
 * The address of the page about an entity, a statement or a term of the ontology. An IRI outside the site is its own
 * address if browsers can follow it; what the dataset says about any other, such as a script, is looked up.
 *
 * @param {string} path from the root of the site, or an IRI
 */
export function pageAddress(path) {
  if (/^https?:\/\//i.test(path)) return path;
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return siteAddress(`lookup?uri=${encodeURIComponent(path)}`);
  const [stem, fragment] = path.split("#");
  return siteAddress(`${stem}.html${fragment ? `#${fragment}` : ""}`);
}

/**
 * Fetches a JSON document of the site.
 *
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 * @throws {Error} with the server's explanation if the request fails
 */
export async function fetchJson(path) {
  const response = await fetch(siteAddress(path));
  if (response.ok) return response.json();
  /** @type {Partial<ProblemDocument>} */
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail ?? `The server returned ${response.status}.`);
}
