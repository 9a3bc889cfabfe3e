// Passing a page on: its citation opens where a link leads to it, its address is copied, and it is printed.

import assert from "node:assert/strict";

/** @import { Scenario } from "./scenarios.js" */

const PAGE = "/id/congress/wpk-9.html";

/** @type {Scenario} */
export async function copyAddress(page, address, shoot) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${address}${PAGE}`);
  await page.click(".share button:has-text('Copy')");
  await page.waitForSelector(".share [role=status]:has-text('Copied')");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${address}${PAGE}`);
  await shoot();
}

/** @type {Scenario} */
export async function openCitation(page, address) {
  await page.goto(`${address}${PAGE}`);
  assert.equal(await page.locator("#cite").getAttribute("open"), null);
  await page.click("nav.contents-beside a[href='#cite']");
  await page.waitForSelector("#cite[open]");
}

/** @type {Scenario} */
export async function print(page, address) {
  await page.addInitScript(() => {
    window.print = () => document.body.classList.add("printed");
  });
  await page.goto(`${address}${PAGE}`);
  await page.click(".share button:has-text('Print')");
  await page.waitForSelector("body.printed");
}
