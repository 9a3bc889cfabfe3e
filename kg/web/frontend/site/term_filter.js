// The list of terms, which stands in the page whole, in parts that are folded: its filter, and the term in the address.

/**
 * Shows only the terms with all words that a reader types, and unfolds the parts with such terms.
 *
 * @param {HTMLElement} filter a field in which to type, and a place for the number of terms found
 * @param {HTMLElement} list whose parts have the terms in their description lists
 */
export function filterTerms(filter, list) {
  const field = filter.querySelector("input");
  const status = filter.querySelector("[role=status]");
  const terms = [...list.querySelectorAll("dl > div")].flatMap((row) =>
    row instanceof HTMLElement ? [{ row, text: (row.textContent ?? "").toLowerCase() }] : [],
  );
  if (!field || !status) return;
  filter.hidden = false;
  const update = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { row, text } of terms) row.hidden = !words.every((word) => text.includes(word));
    for (const part of list.querySelectorAll("details")) {
      part.hidden = !part.querySelector("dl > div:not([hidden])");
      part.open = words.length > 0;
    }
    const count = terms.filter(({ row }) => !row.hidden).length;
    status.textContent = words.length ? `${count} of ${terms.length} terms` : "";
  };
  field.addEventListener("input", update);
  // The browser may have kept what was typed before.
  if (field.value) update();
}

/**
 * Unfolds the part with the term that the address names, which not every browser does by itself.
 *
 * @param {HTMLElement} list
 */
export function showTerm(list) {
  const show = () => {
    const term = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = term?.closest("details");
    if (!term || !part || part.open || !list.contains(part)) return;
    part.open = true;
    term.scrollIntoView();
  };
  addEventListener("hashchange", show);
  show();
}
