// The list of example queries: a click runs one in a tab.

import { run } from "./sharing.js";

/** @import { Yasgui } from "./yasgui.js" */

/** @param {Yasgui} yasgui */
export function offerExamples(yasgui) {
  const panel = document.getElementById("examples");
  if (!(panel instanceof HTMLDetailsElement)) return;
  // In a narrow window the list lies above the editor, and is closed to make room for it.
  const wide = window.matchMedia("(min-width: 64rem)");
  panel.open = wide.matches;
  panel.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link?.dataset.query || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    run(yasgui, link.dataset.query, link.textContent);
    panel.open = wide.matches;
    document.getElementById("editor")?.scrollIntoView({ block: "nearest" });
  });
  const filter = document.getElementById("filter");
  if (!(filter instanceof HTMLInputElement)) return;
  filter.hidden = false;
  filter.addEventListener("input", () => showMatching(panel, filter.value.trim().toLowerCase()));
}

/**
 * Hides the examples that do not contain a text, and the sections that have no other.
 *
 * @param {HTMLElement} panel
 * @param {string} text
 */
function showMatching(panel, text) {
  for (const section of panel.querySelectorAll("section")) {
    const items = [...section.querySelectorAll("li")];
    for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(text);
    section.hidden = items.every((item) => item.hidden);
  }
}
