// Accessibility of a page: what axe finds, and content that is wider than the window.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** @import { AxeResults, RunOptions } from "axe-core" */
/** @import { Page } from "playwright-core" */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// Rules that look at colours, which take most of the time.
const VISUAL = ["color-contrast", "link-in-text-block"];
const MAX_ALIKE = 3;

/**
 * The violations that axe finds in a page, of all rules, of those that look at colours, or of the others.
 *
 * @param {Page} page
 * @param {"all" | "visual" | "structural"} [rules]
 */
export async function violations(page, rules = "all") {
  // An evaluation may add the script whatever the page's own policy is, which stays in force.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(run, options(rules));
  return found.map(({ id, nodes }) => `${id}: ${nodes.length} of ${nodes.slice(0, 3).map(({ target }) => target)}`);
}

/**
 * @param {"all" | "visual" | "structural"} rules
 * @returns {RunOptions}
 */
function options(rules) {
  if (rules === "visual") return { resultTypes: ["violations"], runOnly: VISUAL };
  const disabled = rules === "structural" ? VISUAL : [];
  return { resultTypes: ["violations"], rules: Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }])) };
}

/**
 * Runs axe in the page.
 *
 * @param {RunOptions} given
 * @returns {Promise<AxeResults>}
 */
function run(given) {
  // @ts-expect-error The script adds the global variable.
  return window.axe.run(document, given);
}

/**
 * Leaves only the first of siblings that look alike: the names and classes of their elements are the same.
 *
 * @param {Page} page
 */
export function thinOut(page) {
  return page.evaluate((most) => {
    /** @param {Element} element */
    const look = (element) => `${element.localName}.${element.getAttribute("class")}`;
    for (const parent of document.body.querySelectorAll("*")) {
      const counts = new Map();
      for (const child of [...parent.children]) {
        const key = [look(child), ...new Set([...child.querySelectorAll("*")].map(look))].sort().join(" ");
        counts.set(key, (counts.get(key) ?? 0) + 1);
        if (counts.get(key) > most) child.remove();
      }
    }
  }, MAX_ALIKE);
}

/** @param {Page} page */
export async function overflow(page) {
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  return content > width ? [`scrolls sideways: ${content} px of content, ${width} px of window`] : [];
}

/**
 * The targets of a page that are smaller than 24 by 24 pixels and too near to others (WCAG 2.2, 2.5.8).
 *
 * @param {Page} page
 */
export async function smallTargets(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  /** @type {RunOptions} */
  const targets = { resultTypes: ["violations"], runOnly: ["target-size"] };
  const { violations: found } = await page.evaluate(run, targets);
  return found.flatMap(({ nodes }) => nodes.map(({ target, html }) => `too small: ${target} ${html.slice(0, 120)}`));
}
