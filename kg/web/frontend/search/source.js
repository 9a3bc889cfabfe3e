// Where the hits of a search come from: the server or, on a site of files, the document with all names.

import { Matcher } from "./matcher.js";

/** @import { SearchHit, SuggestDocument } from "../documents.js" */

/**
 * What a search has found; `matched` is the name or text that matches, unless that is the label or the summary, and the
 * hits are partial if they have only some of the words. The server shows both on its own page.
 *
 * @typedef {SuggestDocument & { hits: (SearchHit & { matched?: string })[], isPartial?: boolean }} Found
 */
/** @typedef {(typed: string, limit: number, kind?: string) => Promise<Found>} Search hits of a kind, or of any */

/**
 * The search of a page. An element that says where it is has the address of the suggestions or of the index.
 *
 * @param {HTMLElement} element
 * @returns {Search}
 */
export function searchOf({ dataset }) {
  return dataset.index === undefined ? fromServer(dataset.suggestions ?? "") : fromIndex(dataset.index);
}

/**
 * @param {string} address
 * @returns {Search}
 */
export function fromServer(address) {
  return (typed, limit, kind = "") => {
    const url = new URL(address, document.baseURI);
    url.search = String(new URLSearchParams({ q: typed, limit: String(limit), ...(kind && { kinds: kind }) }));
    return fetchDocument(url.href);
  };
}

/**
 * @param {string} address
 * @returns {Search}
 */
function fromIndex(address) {
  /** @type {Promise<Matcher> | undefined} */
  let matcher;
  const load = () => fetchDocument(new URL(address, document.baseURI).href).then((document) => new Matcher(document));
  return async (typed, limit, kind) => {
    matcher ??= load();
    try {
      return (await matcher).find(typed, limit, kind);
    } catch (error) {
      // Try again at the next key.
      matcher = undefined;
      throw error;
    }
  };
}

/** @param {string} address */
async function fetchDocument(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The server returned ${response.status}.`);
  return response.json();
}
