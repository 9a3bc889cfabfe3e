// Accessibility of a page: serious findings of axe, and content that is wider than the window.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** @import { Page } from "playwright-core" */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SERIOUS = new Set(["serious", "critical"]);
const MAX_SIBLINGS = 10;

/**
 * The serious and critical violations that axe finds in a page.
 *
 * @param {Page} page
 */
export async function violations(page) {
  // An evaluation may add the script whatever the page's own policy is, which stays in force.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(run);
  return found
    .filter(({ impact }) => impact && SERIOUS.has(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.length} of ${nodes.slice(0, 3).map(({ target }) => target)}`);
}

/** @returns {Promise<import("axe-core").AxeResults>} */
function run() {
  // @ts-expect-error The script adds the global variable.
  return window.axe.run(document, { resultTypes: ["violations"] });
}

/**
 * Leaves only the first of many siblings with the same name and classes, which look alike.
 *
 * @param {Page} page
 */
export function thinOut(page) {
  return page.evaluate((most) => {
    for (const parent of document.body.querySelectorAll("*")) {
      const counts = new Map();
      for (const child of [...parent.children]) {
        const key = `${child.localName}.${child.getAttribute("class")}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        if (counts.get(key) > most) child.remove();
      }
    }
  }, MAX_SIBLINGS);
}

/** @param {Page} page */
export async function overflow(page) {
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  return content > width ? [`scrolls sideways: ${content} px of content, ${width} px of window`] : [];
}
