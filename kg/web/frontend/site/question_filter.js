// The list of questions, which stands in the page whole: while a reader types, it shows only those that the search
// finds, as the search does, with typing errors and in any order of words.

import { Matcher } from "../search/matcher.js";

/** @import { SearchDocument } from "../documents.js" */

const PARAMETER = "contains";

/**
 * @param {HTMLFormElement} form with the field in which to type, and a place for the number of questions found
 * @param {HTMLElement} list whose sections have the questions
 */
export function filterQuestions(form, list) {
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const items = [...list.querySelectorAll("li")];
  if (!field || !status || !items.length) return;
  const matcher = new Matcher(documentOf(items));
  const others = [...document.querySelectorAll("#main > section, #main > nav")];
  const folds = [...list.querySelectorAll("details")];
  const update = () => {
    const text = field.value.trim();
    const paths = new Set(matcher.find(text, items.length).hits.map(({ path }) => path));
    items.forEach((item, at) => {
      item.hidden = text !== "" && !paths.has(String(at));
    });
    list.classList.toggle("filtered", text !== "");
    for (const section of list.querySelectorAll("section")) section.hidden = !hasShown(section);
    for (const details of folds) {
      details.hidden = !hasShown(details);
      details.open = text !== "";
    }
    for (const other of others) if (other instanceof HTMLElement) other.hidden = text !== "";
    status.textContent = text ? found(paths.size, items.length) : "";
  };
  form.hidden = false;
  field.addEventListener("input", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // The address leads to the same questions again.
    history.replaceState(null, "", field.value ? `?${new URLSearchParams({ [PARAMETER]: field.value })}` : "?");
    update();
  });
  // A site of files has no server that reads the address; and the browser may have kept what was typed before.
  field.value ||= new URLSearchParams(location.search).get(PARAMETER) ?? "";
  if (field.value) update();
}

/**
 * The questions as the search knows them, each under its number.
 *
 * @param {HTMLElement[]} items
 * @returns {SearchDocument}
 */
function documentOf(items) {
  const rows = items.map((item, at) => {
    const group = item.closest("section")?.querySelector("h2, h3")?.textContent ?? "";
    return /** @type {SearchDocument["entries"][number]} */ ([
      String(at),
      0,
      item.textContent?.trim() ?? "",
      [],
      "",
      [group],
      true,
    ]);
  });
  return { kinds: ["question"], entries: rows };
}

/** @param {HTMLElement} part */
function hasShown(part) {
  return part.querySelector("li:not([hidden])") !== null;
}

/**
 * @param {number} number
 * @param {number} all
 */
function found(number, all) {
  return number ? `${number} of ${all} questions.` : "No question has these words.";
}
