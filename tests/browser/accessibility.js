// Accessibility of a page: serious findings of axe, and content that is wider than the window.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** @import { Page } from "playwright-core" */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SERIOUS = new Set(["serious", "critical"]);
// Siblings with the same classes look alike.
const SAMPLED_SIBLINGS = 10;

/**
 * The serious and critical violations that axe finds in a page.
 *
 * @param {Page} page
 * @param {{ sample?: boolean }} [options] whether only the first of many similar siblings are examined
 */
export async function violations(page, { sample = false } = {}) {
  // An evaluation may add the script whatever the page's own policy is, which stays in force.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(run, sample ? SAMPLED_SIBLINGS : Number.MAX_SAFE_INTEGER);
  return found
    .filter(({ impact }) => impact && SERIOUS.has(impact))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.length} of ${nodes
          .slice(0, 3)
          .map(({ target }) => target)
          .join(", ")}`,
    );
}

/**
 * Runs axe in the page.
 *
 * @param {number} siblings how many siblings with the same name and classes are examined
 * @returns {Promise<import("axe-core").AxeResults>}
 */
function run(siblings) {
  const counts = new Map();
  const exclude = [...document.body.querySelectorAll("*")].filter((element) => {
    const key = `${element.localName}.${element.className}`;
    const seen =
      counts.get(element.parentElement) ?? counts.set(element.parentElement, new Map()).get(element.parentElement);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return seen.get(key) > siblings;
  });
  // @ts-expect-error The script adds the global variable.
  return window.axe.run({ include: document, exclude }, { resultTypes: ["violations"] });
}

/** @param {Page} page */
export async function overflow(page) {
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  return content > width ? [`scrolls sideways: ${content} px of content, ${width} px of window`] : [];
}
