// Filters the list of questions in Chromium, and prints what is wrong as JSON: { scenario: [problem] }.
// The task is { browser, address }: the page of the list.

import assert from "node:assert/strict";
import { play, task } from "./browsing.js";

/** @import { Page } from "playwright-core" */

const SHOWN = "#questions li:visible";

/** @type {{ browser: string, address: string }} */
const given = task();

/** @type {Record<string, (page: Page) => Promise<void>>} */
const scenarios = {
  "the list is filtered while a reader types, whatever the order of the words": async (page) => {
    await page.goto(given.address);
    const all = await page.locator("#questions li").count();
    await page.fill("#contains", "politburo election");
    const texts = await page.locator(SHOWN).allTextContents();
    assert.ok(texts.length > 0 && texts.every((text) => /politburo/i.test(text)), texts.join(" | "));
    assert.equal(
      await page.locator("#filter-questions [role=status]").textContent(),
      `${texts.length} of ${all} questions.`,
    );
  },
  "a typing error is tolerated": async (page) => {
    await page.goto(given.address);
    await page.fill("#contains", "politbruo");
    assert.ok((await page.locator(SHOWN).count()) > 0);
  },
  "an empty filter folds everything again": async (page) => {
    await page.goto(given.address);
    const before = await page.locator(SHOWN).count();
    await page.fill("#contains", "congress");
    await page.fill("#contains", "");
    assert.equal(await page.locator(SHOWN).count(), before);
  },
  "the button puts the words into the address, which shows the same questions": async (page) => {
    await page.goto(given.address);
    await page.fill("#contains", "wikidata");
    await page.press("#contains", "Enter");
    const shown = await page.locator(SHOWN).allTextContents();
    assert.match(page.url(), /\?contains=wikidata$/);
    await page.reload();
    assert.deepEqual(await page.locator(SHOWN).allTextContents(), shown);
  },
  "the address of a group about the data unfolds it": async (page) => {
    await page.goto(`${given.address}#evidence`);
    await page.locator("#evidence").waitFor({ state: "visible" });
  },
};

await play(given, scenarios);
