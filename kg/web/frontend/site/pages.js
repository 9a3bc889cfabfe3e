// The addresses of pages.

/**
 * The address of the page about what has a path, which has no suffix unless there is only one.
 *
 * @param {HTMLElement} form whose data say where the root of the site is
 * @param {string} path
 */
export function pageOf({ dataset }, path) {
  const [stem = "", fragment] = path.slice(1).split("#");
  const page = stem.endsWith(".html") && !/^(id|source)\//.test(stem) ? stem : `${stem}.html`;
  return new URL(`./${page}${fragment ? `#${fragment}` : ""}`, new URL(dataset.root ?? "", document.baseURI)).href;
}
