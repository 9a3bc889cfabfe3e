// Searches in a site of files in Chromium, and prints as JSON how their results differ from those of the server:
// { search: [problem] }. The task is { browser, address, screenshots, pages: { search: HTML of the server } }.

import assert from "node:assert/strict";
import { launch, task, watch } from "./browsing.js";

/** @typedef {{ browser: string, address: string, screenshots: string, pages: Record<string, string> }} Task */

const MILLISECONDS = 60_000;
// The others are much the same.
const MAX_DIFFERENCES = 3;

/**
 * The elements of the results in a page, with their addresses and texts. Runs in the browser.
 *
 * @param {string | null} html the page of the server; the present one unless given
 */
function results(html) {
  const page = html === null ? document : new DOMParser().parseFromString(html, "text/html");
  // Spaces between elements are those of the template.
  const words = (/** @type {string | null | undefined} */ text) => (text ?? "").replace(/\s+/g, "");
  const rows = [...page.querySelectorAll("#results *")].map((element) => {
    const address = element.getAttribute("href");
    const { href = "", search = "" } = address === null ? {} : new URL(address, location.href);
    const target = [href.split("?")[0], ...new URLSearchParams(search)].join(" ").trim();
    return [element.localName, element.className, target, words(element.textContent)].join(" | ");
  });
  return [words(page.querySelector("main h1")?.textContent), words(page.title), ...rows];
}

/** @type {Task} */
const given = task();
const browser = await launch(given.browser, { webgl: false });
/** @type {Record<string, string[]>} */
const problems = {};
for (const [search, html] of Object.entries(given.pages)) {
  const context = await browser.newContext();
  context.setDefaultTimeout(MILLISECONDS);
  const found = watch(context, given.address);
  const page = await context.newPage();
  try {
    await page.goto(`${given.address}/search.html?${search}`);
    await page.waitForFunction(() => !document.querySelector("#results")?.textContent?.includes("The search finds"));
    const [own, other] = [await page.evaluate(results, null), await page.evaluate(results, html)];
    assert.ok(own.length > 1);
    const differing = own.flatMap((row, at) => (row === other[at] ? [] : [`${row} instead of ${other[at]}`]));
    assert.deepEqual(differing.slice(0, MAX_DIFFERENCES), []);
    assert.equal(own.length, other.length);
    assert.equal(await page.inputValue("#q"), new URLSearchParams(search).get("q"));
  } catch (error) {
    found.push(String(error));
  }
  await page.screenshot({ path: `${given.screenshots}/static-${search.replace(/\W+/g, "-")}.png` });
  await context.close();
  problems[search] = found;
}
await browser.close();
process.stdout.write(JSON.stringify(problems));
