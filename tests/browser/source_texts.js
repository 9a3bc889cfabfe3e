// Opens the text of a source from the reader's own disk in Chromium, and prints what went wrong as JSON:
// { scenario: [problem] }. The task is { browser, address, screenshots, text, passage, words }.

import assert from "node:assert/strict";
import { overflow, violations } from "./accessibility.js";
import { launch, task, watch } from "./browsing.js";

/** @import { Page } from "playwright-core" */

/** @typedef {{ browser: string, address: string, screenshots: string, text: string, words: string[] }} Task */
/** @typedef {(page: Page, given: Task) => Promise<void>} Scenario */

const SOURCE = "/source/text.html";
const SECOND = "/source/text/p-2.html";
const MILLISECONDS = 60_000;

/**
 * Opens a file on a page of the source, and returns what the page reports.
 *
 * @param {Page} page
 * @param {string} content
 */
async function open(page, content) {
  const status = page.locator("#text-status");
  await page.setInputFiles("#text-file", {
    name: "text.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(content),
  });
  await status.locator("p").first().waitFor();
  return (await status.textContent()) ?? "";
}

/** @param {Page} page */
function shown(page) {
  return page.locator(".source-words mark").allTextContents();
}

/** @type {Scenario} */
async function rightFile(page, { address, screenshots, text, words }) {
  await page.goto(address + SOURCE);
  assert.match(await open(page, text), /This is the text of the source/);
  assert.deepEqual(await shown(page), words);
  assert.deepEqual([await violations(page), await overflow(page)], [[], []]);
  await page.screenshot({ path: `${screenshots}/use-source-text.png`, fullPage: true });
}

/** @type {Scenario} */
async function otherPage(page, { address, text, words }) {
  await page.goto(address + SOURCE);
  await open(page, text);
  await page.goto(address + SECOND);
  await page.locator(".source-words mark").waitFor();
  assert.deepEqual(await shown(page), [words[1]]);
  assert.equal((await page.locator(".source-words blockquote").textContent())?.trim(), text.trim());
  const link = await page.locator(".source-words a").getAttribute("href");
  assert.equal(link, `https://example.org/text#:~:text=${encodeURIComponent(words[1] ?? "")}`);
}

/** @type {Scenario} */
async function forgotten(page, { address, text }) {
  await page.goto(address + SECOND);
  await open(page, text);
  await page.click("#forget-text");
  assert.deepEqual(await shown(page), []);
  await page.goto(address + SOURCE);
  assert.equal(await page.locator(".opening").isVisible(), true);
  assert.deepEqual(await shown(page), []);
}

/** @type {Scenario} */
async function wrongFile(page, { address, screenshots, text }) {
  await page.goto(address + SOURCE);
  const report = await open(page, `${text}More.`);
  assert.match(report, /text\.txt is not the text of this source/);
  assert.equal(report.match(/[0-9a-f]{64}/g)?.length, 2, report);
  assert.deepEqual(await shown(page), []);
  assert.deepEqual([await violations(page), await overflow(page)], [[], []]);
  await page.screenshot({ path: `${screenshots}/use-source-text-wrong.png`, fullPage: true });
}

/** @type {Scenario} */
async function changedFile(page, { address, text, words }) {
  await page.goto(address + SOURCE);
  const report = await open(page, `\ufeff${text.replaceAll("\n", "\r\n")}`);
  assert.match(report, /byte order mark.*CR LF/s);
  assert.deepEqual(await shown(page), words);
}

/** @type {Scenario} */
async function keptTextIsChecked(page, { address, text }) {
  await page.goto(address + SOURCE);
  await open(page, text);
  await page.evaluate(() => {
    for (const name of Object.keys(sessionStorage)) sessionStorage.setItem(name, "Another text.");
  });
  await page.reload();
  assert.equal(await page.locator(".opening").isVisible(), true);
  assert.deepEqual(await shown(page), []);
}

/** @type {Scenario} */
async function withoutScripts(page, { address }) {
  await page.goto(address + SECOND);
  assert.equal(await page.locator(".opening").isVisible(), false);
  assert.match((await page.locator("#open-text").textContent()) ?? "", /requires scripts/);
}

const PHONE = { viewport: { width: 390, height: 844 } };
/** @type {Map<string, [Scenario, import("playwright-core").BrowserContextOptions?]>} */
const SCENARIOS = new Map([
  ["right file", [rightFile]],
  ["right file, phone, dark", [rightFile, { ...PHONE, colorScheme: "dark" }]],
  ["other page", [otherPage]],
  ["forgotten", [forgotten]],
  ["wrong file", [wrongFile]],
  ["wrong file, phone", [wrongFile, PHONE]],
  ["changed file", [changedFile]],
  ["kept text", [keptTextIsChecked]],
  ["without scripts", [withoutScripts, { javaScriptEnabled: false }]],
]);

/** @type {Task} */
const given = task();
const browser = await launch(given.browser, { webgl: false });
/** @type {Record<string, string[]>} */
const problems = {};
for (const [name, [scenario, options]] of SCENARIOS) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, ...options });
  context.setDefaultTimeout(MILLISECONDS);
  const found = watch(context, given.address);
  problems[name] = found;
  try {
    await scenario(await context.newPage(), given);
  } catch (error) {
    found.push(error instanceof Error ? `${error.stack}` : String(error));
  }
  await context.close();
}
await browser.close();
process.stdout.write(JSON.stringify(problems));
