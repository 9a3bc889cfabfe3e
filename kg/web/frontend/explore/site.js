// The addresses of the site and its JSON documents.

import { byId } from "./dom.js";

/** @import { ProblemDocument } from "../documents.js" */

/** @param {string} path relative to the root of the site */
export function siteAddress(path) {
  return new URL(path, new URL(byId("explorer", HTMLElement).dataset.root ?? "", document.baseURI)).href;
}

/**
 * The address of the page about an entity, a statement or a term of the ontology.
 *
 * @param {string} path
 */
export function pageAddress(path) {
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
