// The evidence of a relation: passages and proofs, from the pages about its assertions and inferences.

import { element } from "./dom.js";
import { pageAddress } from "./site.js";

const SECTION = 'section[aria-labelledby="proof"]';
/** @type {Map<string, string>} */
const pages = new Map();

/**
 * The evidence on the pages of some assertions and inferences.
 *
 * @param {string[]} grounds their paths
 * @throws {Error} if a page cannot be loaded
 */
export async function evidenceOf(grounds) {
  const sections = await Promise.all(grounds.map((ground) => section(pageAddress(ground))));
  return element("div", { class: "grounds" }, ...sections);
}

/** @param {string} address */
async function section(address) {
  const page = new DOMParser().parseFromString(await pageText(address), "text/html");
  const match = page.querySelector(SECTION);
  if (!match) throw new Error("The evidence could not be loaded: its page has none.");
  // Links on the page are relative to it.
  for (const link of match.querySelectorAll("a")) link.href = new URL(link.getAttribute("href") ?? "", address).href;
  match.removeAttribute("aria-labelledby");
  match
    .querySelector("h2")
    ?.replaceWith(element("p", {}, element("a", { href: address }, "Open this evidence as a page")));
  return document.importNode(match, true);
}

/** @param {string} address */
async function pageText(address) {
  const kept = pages.get(address);
  if (kept !== undefined) return kept;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The evidence could not be loaded: the server returned ${response.status}.`);
  const text = await response.text();
  pages.set(address, text);
  return text;
}
