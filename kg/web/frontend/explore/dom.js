// Elements of the page.

/** @typedef {Node | string | null} Child */

/**
 * Creates an element. Attributes whose names begin with "on" are listeners; those that are false or null are left out.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number | boolean | null | ((event: Event) => void)>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") created.addEventListener(key.slice(2), value);
    else if (value === true) created.setAttribute(key, "");
    else if (value !== false && value !== null) created.setAttribute(key, String(value));
  }
  created.append(...children.flat().filter((child) => child !== null));
  return created;
}

/**
 * Finds the element with an ID, which must be of the given type.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {{ new (): T }} type
 * @returns {T}
 */
export function byId(id, type) {
  const match = document.getElementById(id);
  if (match instanceof type) return match;
  throw new Error(`The page has no ${type.name} #${id}.`);
}

/** @param {number} value */
export function formatNumber(value) {
  return value.toLocaleString("en");
}
