// A reader who knows no SPARQL: three tasks from the home page to the passage, each in three clicks or by keyboard.

import assert from "node:assert/strict";

/** @import { Page } from "playwright-core" */
/** @import { Scenario, Shoot } from "./scenarios.js" */

// More than any page has elements that take the focus.
const TABS = 400;

/** @typedef {{ question: string, sentence: RegExp, row: RegExp }} ReaderTask */

/** @type {Record<string, ReaderTask>} */
const TASKS = {
  messages: {
    question: "which-parties-congratulated-and-when",
    sentence: /February 2026/,
    row: /20 February 2026/,
  },
  elections: { question: "who-was-elected-to-what-and-by-whom", sentence: /Kim Jong Un/, row: /General Secretary/ },
  gaps: { question: "what-is-not-known-about-the-politburo", sentence: /Politburo/, row: /Members of the Politburo/ },
};

/** @param {ReaderTask} task @returns {Scenario} */
function byMouse({ question, sentence, row }) {
  return async (page, address, shoot) => {
    await page.goto(`${address}/`);
    await shoot("1");
    await page.click(`main a[href*="${question}"]`);
    await checkAnswer(page, sentence);
    await shoot("2");
    const answer = page.locator("table.answer tbody").filter({ hasText: row }).first();
    await answer.locator("summary").first().click();
    await shoot("3");
    await answer.locator("details a[href*='/source/']").first().click();
    await checkPassage(page, shoot);
  };
}

/** @param {ReaderTask} task @returns {Scenario} */
function byKeyboard({ question, sentence }) {
  return async (page, address, shoot) => {
    await page.goto(`${address}/`);
    await tabTo(page, `main a[href*="${question}"]`);
    await page.keyboard.press("Enter");
    await checkAnswer(page, sentence);
    await tabTo(page, "table.answer summary");
    await page.keyboard.press("Enter");
    await tabTo(page, "table.answer details[open] a[href*='/source/']");
    await shoot("focus");
    await page.keyboard.press("Enter");
    await checkPassage(page, shoot);
  };
}

/** @param {Page} page @param {RegExp} sentence */
async function checkAnswer(page, sentence) {
  await page.waitForSelector("table.answer");
  assert.match((await page.textContent(".finding")) ?? "", sentence);
  const cells = await page.locator("table.answer td").allInnerTexts();
  assert.ok(cells.length);
  const codes = cells.filter((text) => /:\/\/|^\S+\/\S+-\S+$|^(true|false)$/m.test(text));
  assert.deepEqual(codes, []);
}

/** @param {Page} page @param {Shoot} shoot */
async function checkPassage(page, shoot) {
  await page.waitForURL(/\/source\//);
  assert.match((await page.textContent("h1")) ?? "", /paragraph|sentence|row|line|title|heading|item/i);
  await shoot("4");
}

/** Moves the focus to the first element that fits. @param {Page} page @param {string} selector */
async function tabTo(page, selector) {
  for (let count = 0; count < TABS; count += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`The focus does not reach ${selector}.`);
}

export const mouse = Object.entries(TASKS).map(([name, task]) => /** @type {const} */ ([name, byMouse(task)]));
export const keyboard = Object.entries(TASKS).map(([name, task]) => /** @type {const} */ ([name, byKeyboard(task)]));
