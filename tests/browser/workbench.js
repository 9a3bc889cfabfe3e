// The query workbench: example queries and their answers, error messages, completion.

import assert from "node:assert/strict";

/** @import { Page } from "playwright-core" */
/** @import { SearchDocument } from "../../kg/web/frontend/documents.js" */
/** @import { Scenario } from "./scenarios.js" */

const CONSTRUCT = "CONSTRUCT { ?part ckg:partOf ?whole } WHERE { ?part ckg:partOf ?whole } LIMIT 20";
const ACTIVE = ".tabPanel.active";
const QUERY = "SELECT * {\n  ?s \n}";
const CURSOR = [1, 5];

/** Runs an example query, and views its answer as a table, as a chart and as a file. @type {Scenario} */
export async function example(page, address, shoot) {
  await page.goto(`${address}/sparql`);
  await page.click('#examples a[data-query*="SELECT"][data-query*="(COUNT("]');
  await page.waitForSelector(`${ACTIVE} table.dataTable tbody td`);
  await shoot("table");
  await page.click(`${ACTIVE} .select_chart`);
  await page.waitForSelector(`${ACTIVE} .chart rect`);
  await shoot("chart");
  const link = await page.getAttribute(`${ACTIVE} .downloads a:text-is("CSV")`, "href");
  const csv = await page.request.get(link ?? "");
  assert.equal(csv.status(), 200);
  assert.match(csv.headers()["content-type"] ?? "", /^text\/csv/);
}

/** @type {Scenario} */
export async function graph(page, address, shoot) {
  await openShared(page, address, CONSTRUCT);
  await page.click(`${ACTIVE} .select_graph`);
  const href = await page.locator(`${ACTIVE} .graph a.node`).first().getAttribute("href");
  const entity = await page.request.get(new URL(href ?? "", page.url()).href);
  assert.equal(entity.status(), 200, entity.url());
  await shoot();
}

/** @type {Scenario} */
export async function syntaxError(page, address, shoot) {
  await openShared(page, address, "SELECT * { ?s }");
  const message = (await page.textContent(`${ACTIVE} .problems`)) ?? "";
  assert.match(message, /line 1/);
  assert.doesNotMatch(message, /\{"/);
  await shoot();
}

/** Completes a term by its prefix, one by its label, and an entity by its name. @type {Scenario} */
export async function completion(page, address, shoot) {
  /** @type {SearchDocument} */
  const { entries } = await (await page.request.get(`${address}/search.json`)).json();
  const name = entries.find(([path]) => path.startsWith("/id/person/"))?.[2] ?? "";
  /** @type {[typed: string, inserted: RegExp][]} */
  const trials = [
    ["ckg:spea", /ckg:speaker\b/],
    ["speaker", /ckg:speaker\b/],
    [name.slice(0, -1), /<https?:\/\/[^>]*\/id\/person\/[^>]*>/],
  ];
  await page.goto(`${address}/sparql`);
  for (const [typed, inserted] of trials) {
    await page.click(".addTab");
    const editor = page.locator(`${ACTIVE} .CodeMirror`);
    await editor.evaluate(prepare, { query: QUERY, cursor: CURSOR });
    await page.keyboard.type(typed);
    await page.waitForSelector(".CodeMirror-hint");
    await shoot(typed);
    await page.keyboard.press("Enter");
    assert.match(await editor.evaluate(value), inserted, typed);
  }
}

/** @typedef {Element & { CodeMirror?: import("codemirror").Editor }} EditorElement */

/**
 * Puts a query into the editor and the cursor into the query.
 *
 * @param {EditorElement} element
 * @param {{ query: string, cursor: number[] }} content
 */
function prepare({ CodeMirror: editor }, { query, cursor: [line = 0, column = 0] }) {
  editor?.setValue(query);
  editor?.setCursor(line, column);
  editor?.focus();
}

/** @param {EditorElement} element */
function value({ CodeMirror: editor }) {
  return editor?.getValue() ?? "";
}

/**
 * Opens a link that shares a query, and waits for the answer or an error.
 *
 * @param {Page} page
 * @param {string} address
 * @param {string} query
 */
async function openShared(page, address, query) {
  await page.goto(`${address}/sparql#${new URLSearchParams({ query })}`);
  await page.waitForSelector(`${ACTIVE} :is(table.dataTable, .problems)`);
}
