// Uses the query workbench: asks a question, looks at its answer in every way, completes names, reads an error.
"use strict";

const assert = require("node:assert/strict");

const GRAPH = "CONSTRUCT { ?part ckg:partOf ?whole } WHERE { ?part ckg:partOf ?whole } LIMIT 20";
const ACTIVE = ".tabPanel.active";

// A question of the catalogue, its answer as table and chart, and as a file.
async function question(page, address, shoot) {
  await page.goto(`${address}/sparql`);
  await page.click('#examples a[data-query*="SELECT"][data-query*="(COUNT("]');
  await page.waitForSelector(`${ACTIVE} table.dataTable tbody td`);
  await shoot("table");
  await page.click(`${ACTIVE} .select_chart`);
  await page.waitForSelector(`${ACTIVE} .chart rect`);
  await shoot("chart");
  const csv = await page.request.get(await page.getAttribute(`${ACTIVE} .downloads a:text-is("CSV")`, "href"));
  assert.equal(csv.status(), 200);
  assert.match(csv.headers()["content-type"], /^text\/csv/);
}

async function graph(page, address, shoot) {
  await follow(page, address, GRAPH);
  await page.click(`${ACTIVE} .select_graph`);
  const node = page.locator(`${ACTIVE} .graph a.node`).first();
  const thing = await page.request.get(new URL(await node.getAttribute("href"), page.url()).href);
  assert.equal(thing.status(), 200, thing.url());
  await shoot();
}

async function mistake(page, address, shoot) {
  await follow(page, address, "SELECT * { ?s }");
  const message = await page.textContent(`${ACTIVE} .problems`);
  assert.match(message, /line 1/);
  assert.doesNotMatch(message, /\{"/);
  await shoot();
}

// A term by its prefix, one by its label, a thing by its name.
async function completion(page, address, shoot) {
  const { things } = await (await page.request.get(`${address}/search.json`)).json();
  const [, , person] = things.find(([path, , { en }]) => path.startsWith("/id/person/") && en);
  const trials = [
    ["ckg:spea", /ckg:speaker\b/],
    ["speaker", /ckg:speaker\b/],
    [person.en[0].slice(0, -1), /<https?:\/\/[^>]*\/id\/person\/[^>]*>/],
  ];
  await page.goto(`${address}/sparql`);
  for (const [typed, inserted] of trials) {
    await page.click(".addTab");
    await page.locator(`${ACTIVE} .CodeMirror`).evaluate(({ CodeMirror: editor }) => {
      editor.setValue("SELECT * {\n  ?s \n}");
      editor.setCursor(1, 5);
      editor.focus();
    });
    await page.keyboard.type(typed);
    await page.waitForSelector(".CodeMirror-hint");
    await shoot(typed);
    await page.keyboard.press("Enter");
    const query = await page.locator(`${ACTIVE} .CodeMirror`).evaluate((one) => one.CodeMirror.getValue());
    assert.match(query, inserted, typed);
  }
}

// Follows a link that shares a query, and waits for what comes of it.
async function follow(page, address, query) {
  await page.goto(`${address}/sparql#${new URLSearchParams({ query })}`);
  await page.waitForSelector(`${ACTIVE} :is(table.dataTable, .problems)`);
}

module.exports = { completion, graph, mistake, question };
