// Lists: sorted by a column with the keyboard and on a phone, without a box that scrolls, and without losing a row.

import assert from "node:assert/strict";
import { violations } from "./accessibility.js";

/** @import { Page } from "playwright-core" */
/** @import { Scenario } from "./scenarios.js" */

const PATH = "/things/Election.html";
const DATE = "Date";

/** The names in the rows, in their order. @param {Page} page */
async function names(page) {
  const rows = await page.locator("table.list tbody tr td:first-child a").allInnerTexts();
  assert.ok(rows.length > 10);
  return rows;
}

/** The keys of the rows in a column. @param {Page} page @param {string} title */
function keys(page, title) {
  const cells = page.locator(`table.list td[data-title="${title}"]`);
  return cells.evaluateAll((all) => all.map((cell) => cell.getAttribute("data-key") ?? ""));
}

/** @param {Page} page */
function boxesThatScroll(page) {
  return page.locator("main *").evaluateAll((all) => {
    const scrolls = (/** @type {Element} */ part) =>
      /auto|scroll/.test(getComputedStyle(part).overflow) && part.scrollHeight > part.clientHeight;
    return all.filter(scrolls).map((part) => part.className);
  });
}

/** @type {Scenario} */
export async function keyboard(page, address, shoot) {
  await page.goto(address + PATH);
  const before = await names(page);
  const head = page.locator("table.list thead th", { hasText: DATE });
  await head.locator("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  await shoot();
  const sorted = await keys(page, DATE);
  assert.deepEqual(sorted, [...sorted].sort().reverse());
  assert.deepEqual((await names(page)).sort(), before.sort());
  assert.equal(await page.locator("[aria-sort]").count(), 1);
  assert.deepEqual(await boxesThatScroll(page), []);
  assert.deepEqual(await violations(page), []);
}

/** @type {Scenario} */
export async function phone(page, address, shoot) {
  await page.goto(address + PATH);
  const before = await names(page);
  await page.locator(".sorter select").selectOption("Elected");
  await shoot();
  const sorted = await keys(page, "Elected");
  const filled = sorted.filter(Boolean);
  assert.ok(filled.length > 0);
  assert.deepEqual(sorted.slice(0, filled.length), [...filled].sort());
  assert.deepEqual((await names(page)).sort(), before.sort());
  assert.deepEqual(await boxesThatScroll(page), []);
  assert.deepEqual(await violations(page), []);
}

/** @type {Scenario} */
export async function withoutScripts(page, address) {
  await page.goto(address + PATH);
  assert.equal(await page.locator("table.list thead button").count(), 0);
  const dated = (await keys(page, DATE)).filter(Boolean);
  assert.deepEqual(dated, [...dated].sort());
}
