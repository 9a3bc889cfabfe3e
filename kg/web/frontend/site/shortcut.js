// The key "/", which reaches the search field.

// Fields in which a reader types.
const WRITTEN =
  "textarea, select, input:not([type=checkbox], [type=radio], [type=range], [type=button], [type=submit])";

/** @param {HTMLInputElement} field */
export function reachByKey(field) {
  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const writes = target.isContentEditable || target.matches(WRITTEN);
    // A part of the page may have a use of its own for the key.
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writes) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
