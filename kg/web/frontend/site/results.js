// The results of a search on a site of files, which no server makes: in the same elements as search.html has.

import { element } from "../explore/dom.js";
import { pageOf } from "./pages.js";

/** @import { Child } from "../explore/dom.js" */
/** @import { Found, Search } from "../search/source.js" */

// As many as the server shows.
const MAX_HITS = 100;

/**
 * Shows the results for the text in the address, on the page that has a place for them.
 *
 * @param {HTMLElement} header the form that says where the pages are
 * @param {Search} search
 */
export async function showResults(header, search) {
  const place = document.getElementById("results");
  const parameters = new URLSearchParams(location.search);
  const [text, kind] = [parameters.get("q")?.trim() ?? "", parameters.get("kind")?.trim() ?? ""];
  if (!place || !text) return;
  name(text, kind);
  try {
    const found = await search(text, MAX_HITS, kind);
    place.replaceChildren(...(found.hits.length ? results(found, kind, header) : nothing(text, kind, header)));
  } catch {
    place.replaceChildren(element("p", { role: "alert" }, "The index of the search could not be loaded. Try again."));
  }
}

/**
 * Puts what is searched for into the title and the form of the page.
 *
 * @param {string} text
 * @param {string} kind
 */
function name(text, kind) {
  document.title = document.title.replace(/^Search/, () => `${text} – search`);
  document.querySelector("main h1")?.replaceChildren(`Search: ${text}`);
  const field = document.getElementById("q");
  if (!(field instanceof HTMLInputElement)) return;
  field.value = text;
  if (kind) field.after(element("input", { type: "hidden", name: "kind", value: kind }));
}

/**
 * @param {Found} found
 * @param {string} kind
 * @param {HTMLElement} header
 */
function results({ query, hits, suggestion, isPartial }, kind, header) {
  const kinds = new Map();
  for (const hit of hits) kinds.set(hit.kind, (kinds.get(hit.kind) ?? 0) + 1);
  const count = hits.length === MAX_HITS ? `${MAX_HITS} or more` : hits.length;
  const facets = [...kinds].map(([other, number]) => element("li", {}, linkTo(query, other, `${other} (${number})`)));
  return [
    ...(suggestion ? [element("p", { class: "meant" }, "Did you mean ", linkTo(suggestion, "", suggestion), "?")] : []),
    element(
      "p",
      {},
      `${count} ${hits.length === 1 ? "result" : "results"}`,
      ...ofKind(" of", query, kind, "show all kinds"),
      ".",
      suggestion ? " No exact match; these are spelled alike." : "",
      isPartial ? " Nothing has all of these words; these have some of them." : "",
    ),
    ...(facets.length > 1 ? [element("ul", { class: "facets", "aria-label": "Kinds of results" }, facets)] : []),
    element(
      "ol",
      { class: "hits" },
      hits.map((hit) => item(hit, header)),
    ),
  ];
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {HTMLElement} header
 */
function nothing(text, kind, header) {
  const where = ofKind(" among", text, kind, "search all kinds");
  const advice = ". Try fewer or shorter words, or another spelling.";
  const page = (/** @type {string} */ path, /** @type {string} */ words) =>
    element("a", { href: pageOf(header, path) }, words);
  const others = [
    page("/questions", "the questions"),
    ", ",
    page("/timeline", "the timeline"),
    " or ",
    page("/things", "all lists"),
  ];
  return [
    element("p", {}, "Nothing was found for ", element("b", {}, text), ...where, advice),
    element("p", {}, "Or look through ", ...others, "."),
  ];
}

/**
 * The kind to which the results are limited, with the link to all; nothing if they are not.
 *
 * @param {string} preposition
 * @param {string} text
 * @param {string} kind
 * @param {string} all
 * @returns {Child[]}
 */
function ofKind(preposition, text, kind, all) {
  return kind ? [`${preposition} the kind `, element("b", {}, kind), " (", linkTo(text, "", all), ")"] : [];
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {string} words
 */
function linkTo(text, kind, words) {
  return element("a", { href: `?${new URLSearchParams({ q: text, ...(kind && { kind }) })}` }, words);
}

/**
 * @param {Found["hits"][number]} hit
 * @param {HTMLElement} header
 */
function item({ path, kind, label, names, summary, matched = "" }, header) {
  const parts = [
    element("a", { href: pageOf(header, path) }, label),
    " ",
    element("span", { class: "kind" }, kind),
    " ",
    names.length ? element("small", {}, names.join(" · ")) : null,
    summary ? element("p", {}, summary) : null,
    matched && !names.includes(matched) ? element("p", { class: "matched" }, matched) : null,
  ];
  return element("li", {}, parts);
}
