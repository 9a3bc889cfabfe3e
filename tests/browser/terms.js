// Uses the list of the terms of the ontology in Chromium, and prints what is wrong as JSON: { scenario: [problem] }.
// The task is { browser, address, module, term }: the page of the list, and the name of a term in it and on the page of a
// module.

import assert from "node:assert/strict";
import { play, task } from "./browsing.js";

/** @import { Page } from "playwright-core" */

const PHONE = { width: 390, height: 844 };

/** @type {{ browser: string, address: string, module: string, term: string }} */
const given = task();

/** @type {Record<string, (page: Page) => Promise<void>>} */
const scenarios = {
  "the filter shows the terms with all words": async (page) => {
    await page.goto(given.address);
    await page.fill("#filter-terms", `${given.term.toUpperCase()} object`);
    const shown = page.locator("#terms dl > div:visible");
    assert.ok((await shown.count()) > 0);
    for (const text of await shown.allTextContents()) {
      assert.ok(text.toLowerCase().includes(given.term.toLowerCase()) && text.includes("object"), text);
    }
    const status = await page.locator(".filter [role=status]").textContent();
    assert.match(status ?? "", new RegExp(`^${await shown.count()} of \\d+ terms$`));
  },
  "an empty filter folds everything again": async (page) => {
    await page.goto(given.address);
    await page.fill("#filter-terms", given.term);
    await page.fill("#filter-terms", "");
    assert.equal(await page.locator("#terms dl > div:visible").count(), 0);
    assert.equal(await page.locator("#terms details:visible").count(), await page.locator("#terms details").count());
  },
  "the address of a term shows its row": async (page) => {
    await page.goto(`${given.address}#${given.term}`);
    await page.locator(`#${given.term}`).waitFor({ state: "visible" });
  },
  "the terms of a module are open on a wide screen": async (page) => {
    await page.goto(given.module);
    assert.equal(await page.locator("details[data-fold]:not([open])").count(), 0);
  },
  "on a phone only the term in the address is open": async (page) => {
    await page.setViewportSize(PHONE);
    await page.goto(`${given.module}#${given.term}`);
    await page.locator(`#${given.term} > details[open]`).waitFor();
    assert.equal(await page.locator("details[data-fold][open]").count(), 1);
  },
  "on a phone a link to a term opens it": async (page) => {
    await page.setViewportSize(PHONE);
    await page.goto(given.module);
    await page.click(`nav.contents a[href="#${given.term}"]`);
    await page.locator(`#${given.term} > details[open]`).waitFor();
  },
};

await play(given, scenarios);
