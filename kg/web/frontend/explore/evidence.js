// The evidence of a relation: what the page about its assertion or inference says, passages and proof alike.

import { element, pageOf } from "./dom.js";

const SECTION = 'section[aria-labelledby="proof"]';
const kept = new Map();

// Promises the evidence for the paths of assertions and inferences, each once.
export async function evidence(grounds) {
  const found = await Promise.all(grounds.map((ground) => section(pageOf(ground))));
  return element("div", { class: "grounds" }, ...found);
}

async function section(address) {
  if (!kept.has(address)) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`The evidence cannot be read: the server answers ${response.status}.`);
    kept.set(address, await response.text());
  }
  const page = new DOMParser().parseFromString(kept.get(address), "text/html");
  const found = page.querySelector(SECTION);
  if (!found) throw new Error("The evidence cannot be read: its page has none.");
  // Its links are relative to its own page.
  for (const link of found.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address).href;
  found.removeAttribute("aria-labelledby");
  found.querySelector("h2").replaceWith(element("p", {}, element("a", { href: address }, "This evidence as a page")));
  return document.importNode(found, true);
}
