// The places of a page that show words of the source once its text is open.

import { element } from "../explore/dom.js";
import { textFragment } from "./text_fragment.js";

/** @import { CodePoints } from "./code_points.js" */

/**
 * Shows the words of the text in every place for them.
 *
 * @param {CodePoints} text
 * @param {string | undefined} webPage the address of the page on which the source is published
 */
export function showWords(text, webPage) {
  for (const place of places()) {
    const [start, end, around] = ["start", "end", "around"].map((name) => Number(place.dataset[name] ?? 0));
    const words = text.slice(start ?? 0, end ?? 0);
    place.replaceChildren(quotation(text, { start: start ?? 0, end: end ?? 0, around: around ?? 0 }));
    if (webPage) place.append(element("p", { class: "place" }, published(textFragment(webPage, words))));
    place.hidden = false;
  }
}

/** Empties the places again. */
export function hideWords() {
  for (const place of places()) {
    place.replaceChildren();
    place.hidden = true;
  }
}

/** @returns {NodeListOf<HTMLElement>} */
function places() {
  return document.querySelectorAll(".source-words[data-start]");
}

/**
 * The words of a passage, marked, with the characters around it. No word around it is cut.
 *
 * @param {CodePoints} text
 * @param {{ start: number, end: number, around: number }} place
 */
function quotation(text, { start, end, around }) {
  let before = text.slice(start - around, start);
  let after = text.slice(end, end + around);
  if (around && start > around) before = `… ${before.replace(/^\S*\s?/, "")}`;
  if (around && end + around < text.length) after = `${after.replace(/\s?\S*$/, "")} …`;
  return element("blockquote", {}, before, element("mark", {}, text.slice(start, end)), after);
}

/** @param {string} address */
function published(address) {
  const attributes = { href: address, rel: "external nofollow noopener" };
  return element("a", attributes, "Read these words where the source is published");
}
