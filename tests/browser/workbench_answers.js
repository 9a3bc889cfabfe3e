// Answers in the query workbench: labels and formats, hints at misspelled terms, and shared queries in their tabs.

import assert from "node:assert/strict";

/** @import { Page, Request } from "playwright-core" */
/** @import { Scenario } from "./scenarios.js" */

/** @typedef {Element & { CodeMirror?: import("codemirror").Editor }} EditorElement */

const ACTIVE = ".tabPanel.active";
const CELLS = `${ACTIVE} table.dataTable tbody td`;
const SPEECHES =
  "SELECT ?speech ?date ?none { ?speech a ckg:Speech ; ckg:date ?date OPTIONAL { ?speech ckg:speaker <a:b> . ?none a ?speech } } ORDER BY ?date";
const STATEMENTS = "SELECT DISTINCT ?statement { GRAPH ?graph { ?statement rdf:predicate ?p } } LIMIT 600";
const MISSPELT = "SELECT * { ?s ckg:spekaer ?o # ckg:spekaer\n FILTER (STR(?o) != 'ckg:spekaer') }";
const CORRECT = "SELECT * { ?s ckg:speaker ?o # ckg:spekaer\n FILTER (STR(?o) != 'ckg:spekaer') }";
const OWN = "SELECT * { ?own ?work ?here } LIMIT 1";
const SHARED = "SELECT (1 AS ?one) {}";

/** The address that may not be found. */
export const HINTS = `/sparql/hints.json?${new URLSearchParams({ query: MISSPELT })}`;

/**
 * @param {Page} page
 * @param {string} address
 * @param {string} query
 */
async function openShared(page, address, query, title = "Shared") {
  await page.goto("about:blank");
  await page.goto(`${address}/sparql#${new URLSearchParams({ query, title })}`);
  await page.locator(CELLS).first().waitFor();
}

/** @param {Page} page */
function tabs(page) {
  return page.locator(".tabsList .tab a span").allTextContents();
}

/** What the editor in view has. @param {Page} page */
function query(page) {
  return page
    .locator(`${ACTIVE} .CodeMirror`)
    .evaluate((/** @type {EditorElement} */ element) => element.CodeMirror?.getValue());
}

/** Puts a query into the editor in view. @param {Page} page @param {string} text */
function write(page, text) {
  return page
    .locator(`${ACTIVE} .CodeMirror`)
    .evaluate((/** @type {EditorElement} */ element, value) => element.CodeMirror?.setValue(value), text);
}

/** @type {Scenario} */
export async function labels(page, address, shoot) {
  await openShared(page, address, SPEECHES);
  const speech = page.locator(`${CELLS} a[title$="/id/speech/parade-speech"]`);
  await page.locator(CELLS, { hasText: "Speech by Kim Jong Un at the parade" }).waitFor();
  assert.equal(await page.locator(`${CELLS} [title="2026-02-25"]`).textContent(), "25 February 2026");
  assert.equal(await page.locator(`${CELLS} .unbound`).first().textContent(), "–");
  await shoot();
  await page.click("label.iris");
  assert.match((await speech.textContent()) ?? "", /:?speech\/parade-speech$/);
  assert.ok(await page.isChecked("label.iris input"));
  await page.reload();
  await openShared(page, address, SPEECHES);
  assert.ok(await page.isChecked("label.iris input"), "the choice is not remembered");
  const csv = await page.request.get((await page.getAttribute(`${ACTIVE} .downloads a:text-is("CSV")`, "href")) ?? "");
  assert.match(await csv.text(), /\/id\/speech\/parade-speech,2026-02-25,/);
}

/** A page of a large answer takes one request for its labels. @type {Scenario} */
export async function pages(page, address) {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (/** @type {Request} */ request) => {
    const text = new URLSearchParams(request.postData() ?? "").get("query") ?? "";
    if (text.includes("VALUES ?iri")) asked.push(text);
  });
  const first = page.waitForResponse((response) => (response.request().postData() ?? "").includes("VALUES"));
  await openShared(page, address, STATEMENTS);
  await first;
  assert.equal(asked.length, 1);
  const second = page.waitForResponse((response) => (response.request().postData() ?? "").includes("VALUES"));
  await page.locator(`${ACTIVE} .dt-paging-button.next`).click();
  await second;
  assert.equal(asked.length, 2);
  assert.equal(asked.join(" ").match(/<[^>]*\/(?:assertion|inference)\/[^>]*>/g)?.length, 100);
}

/** A click corrects the term, and neither comments nor texts. @type {Scenario} */
export async function hints(page, address, shoot) {
  await openShared(page, address, MISSPELT);
  await page.locator(`${ACTIVE} .hints`).waitFor();
  await shoot();
  await page.click(`${ACTIVE} .hints button:has-text("ckg:speaker")`);
  await page.locator(`${CELLS} a`).first().waitFor();
  assert.equal(await query(page), CORRECT);
  assert.equal(await page.locator(`${ACTIVE} .hints`).count(), 0);
}

/** A text in another language is corrected with its tag. @type {Scenario} */
export async function valueHints(page, address) {
  await openShared(page, address, 'SELECT * { ?s rdfs:label "Kim Jong Un"@fr, "Kim Jong Un"@en }');
  await page.click(`${ACTIVE} .hints button:has-text('"Kim Jong Un"@en')`);
  await page.locator(`${CELLS} a`).first().waitFor();
  assert.equal(await query(page), 'SELECT * { ?s rdfs:label "Kim Jong Un"@en, "Kim Jong Un"@en }');
}

/** @type {Scenario} */
export async function withoutHints(page, address) {
  await page.route(`**${HINTS}`, (route) => route.fulfill({ status: 404 }));
  const answered = page.waitForResponse(`**${HINTS}`);
  await openShared(page, address, MISSPELT);
  await answered;
  assert.equal(await page.locator(CELLS).textContent(), "No data available in table");
}

/** @type {Scenario} */
export async function truth(page, address) {
  await page.goto(`${address}/sparql#${new URLSearchParams({ query: "ASK {}" })}`);
  const answer = page.locator(`${ACTIVE} .booleanResult span`);
  await answer.waitFor();
  assert.equal(await answer.textContent(), "Yes");
}

/** In a new browser a shared query is alone. @type {Scenario} */
export async function sharedAlone(page, address) {
  await openShared(page, address, SHARED);
  assert.deepEqual([await tabs(page), await query(page)], [["Shared"], SHARED]);
  await openShared(page, address, SHARED);
  assert.deepEqual(await tabs(page), ["Shared"]);
}

/** Beside a reader's tabs a shared query has one of its own, and theirs stay as they are. @type {Scenario} */
export async function sharedBeside(page, address) {
  await page.goto(`${address}/sparql`);
  await write(page, OWN);
  // A reader who has not left the editor yet follows a link on the same page.
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `${new URLSearchParams({ query: SHARED, title: "Shared" })}`,
  );
  await page.locator(CELLS).first().waitFor();
  assert.deepEqual([(await tabs(page)).length, await query(page)], [2, SHARED]);
  await page.locator(".tabsList .tab a").first().click();
  assert.equal(await query(page), OWN);
  await openShared(page, address, "SELECT (2 AS ?two) {}", "Another");
  assert.deepEqual((await tabs(page)).slice(1), ["Shared", "Another"]);
  await page.locator(".tabsList .tab a").first().click();
  assert.equal(await query(page), OWN);
}
