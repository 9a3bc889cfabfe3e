// Suggestions in the search field of every page: by keyboard, by mouse, and where the server is slow.

import assert from "node:assert/strict";
import { violations } from "./accessibility.js";
import { hasText } from "./explorer/explorer.js";

/** @import { Page } from "playwright-core" */
/** @import { Scenario } from "./scenarios.js" */

const FIELD = "#site-search";
const LIST = "#site-search-suggestions";
const OPTIONS = `${LIST} [role=option]`;

/** @param {Page} page @param {string} text */
async function type(page, text) {
  await page.keyboard.press("/");
  await page.keyboard.type(text);
  await page.locator(OPTIONS).first().waitFor();
}

/** The option that is highlighted, by its text. @param {Page} page */
async function highlighted(page) {
  const id = await page.getAttribute(FIELD, "aria-activedescendant");
  return id === null ? null : page.locator(`#${id}[aria-selected=true] span`).textContent();
}

/** @type {Scenario} */
export async function keyboard(page, address, shoot) {
  await page.goto(`${address}/timeline.html`);
  await type(page, "Kim Jong Un");
  await hasText(page.locator(`${LIST} + [role=status]`), "8 suggestions.");
  assert.equal(await highlighted(page), null);
  await page.keyboard.press("ArrowDown");
  assert.equal(await highlighted(page), "Kim Jong Un");
  await shoot();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/id/person/kim-jong-un.html");
}

/** Enter without a highlighted suggestion, or with the last one, leads to all results. @type {Scenario} */
export async function allResults(page, address) {
  const all = "**/search.html?q=xi";
  await page.goto(`${address}/timeline.html`);
  await type(page, "xi");
  await page.keyboard.press("Enter");
  await page.waitForURL(all);
  await page.goto(`${address}/timeline.html`);
  await type(page, "xi");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(all);
}

/** @type {Scenario} */
export async function dismissal(page, address) {
  await page.goto(`${address}/timeline.html`);
  await type(page, "xi");
  await page.keyboard.press("Escape");
  assert.deepEqual([await page.isVisible(LIST), await page.inputValue(FIELD)], [false, "xi"]);
  await page.keyboard.press("ArrowDown");
  await page.locator(OPTIONS).first().waitFor();
}

/** @type {Scenario} */
export async function mouse(page, address, shoot) {
  await page.goto(`${address}/`);
  await page.click("#ask");
  await page.keyboard.type("Xi Jinping");
  const option = page.locator("#ask-suggestions [role=option]", { has: page.locator('span:text-is("Xi Jinping")') });
  await option.first().hover();
  await shoot();
  await option.first().click();
  await page.waitForURL("**/id/person/xi-jinping.html");
}

/** The answer to what was typed first arrives last. @type {Scenario} */
export async function lateAnswer(page, address) {
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route("**/suggest.json?q=xi&*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${address}/timeline.html`);
  await page.keyboard.press("/");
  const asked = page.waitForRequest("**/suggest.json?q=xi&*");
  await page.keyboard.type("xi");
  await asked;
  await page.fill(FIELD, "Medvedev");
  await page.locator(OPTIONS, { hasText: "Dmitry Medvedev" }).first().waitFor();
  const answered = page.waitForResponse("**/suggest.json?q=xi&*");
  release();
  await (await answered).finished();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.match((await page.locator(OPTIONS).first().textContent()) ?? "", /Dmitry Medvedev/);
}

/** The key is a character where a reader writes, and a command elsewhere, the explorer's drawing included. @type {Scenario} */
export async function shortcut(page, address) {
  const active = () => page.evaluate(() => document.activeElement?.id);
  await page.goto(`${address}/search.html`);
  await page.focus("#q");
  await page.keyboard.type("a/b");
  assert.deepEqual([await active(), await page.inputValue("#q")], ["q", "a/b"]);
  await page.goto(`${address}/explore.html`);
  await page.locator("#message").waitFor({ state: "hidden" });
  await page.focus("#canvas");
  await page.keyboard.press("/");
  assert.equal(await active(), "find");
  await page.focus("#undated");
  await page.keyboard.press("/");
  assert.equal(await active(), "site-search");
}
