// Uses the query workbench as people do.
"use strict";

const LIMIT = 10_000;
const GRAPH = "CONSTRUCT { ?part ckg:partOf ?whole } WHERE { ?part ckg:partOf ?whole } LIMIT 20";
const ACTIVE = ".tabPanel.active";
const HINT = ".CodeMirror-hint";

/**
 * Ask a question, look at its answer in every way, complete names, read an error; `address` is the root of the server,
 * and `shoot(name)` takes a picture. Returns what is wrong.
 */
async function workbench(page, address, shoot) {
  const wrong = [];
  const expect = (holds, what) => holds || wrong.push(what);
  const endpoint = new URL("sparql", address).href;
  watch(page, endpoint, wrong);
  page.setDefaultTimeout(LIMIT);

  await page.goto(endpoint);
  await page.click('#examples a[data-query*="SELECT"][data-query*="(COUNT("]');
  await page.waitForSelector(`${ACTIVE} table.dataTable tbody td`);
  await shoot("workbench-table");
  await page.click(`${ACTIVE} .select_chart`);
  await page.waitForSelector(`${ACTIVE} .chart rect`);
  await shoot("workbench-chart");
  const download = await page.getAttribute(`${ACTIVE} .downloads a:text-is("CSV")`, "href");
  const csv = await page.request.get(download);
  expect(csv.status() === 200 && csv.headers()["content-type"].startsWith("text/csv"), `no CSV at ${download}`);

  await open(page, endpoint, GRAPH);
  await page.click(`${ACTIVE} .select_graph`);
  const node = await page.waitForSelector(`${ACTIVE} .graph a.node`);
  const thing = await page.request.get(new URL(await node.getAttribute("href"), endpoint).href);
  expect(thing.status() === 200, `a node leads to ${thing.url()}, which answers ${thing.status()}`);
  await shoot("workbench-graph");

  await open(page, endpoint, "SELECT * { ?s }");
  const message = await page.textContent(`${ACTIVE} .problems`);
  expect(message.includes("line 1") && !message.includes("{\""), `the error reads: ${message}`);
  await shoot("workbench-error");

  for (const [typed, inserted] of await names(page, address)) {
    await complete(page, typed);
    await page.waitForSelector(HINT);
    await shoot(`workbench-completion-${typed.replace(/\W/g, "")}`);
    await page.keyboard.press("Enter");
    const query = await page.locator(`${ACTIVE} .CodeMirror`).evaluate((one) => one.CodeMirror.getValue());
    expect(inserted.test(query), `${typed} was completed to ${query}`);
  }
  return wrong;
}

function watch(page, endpoint, wrong) {
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A browser reports the status of a query with a mistake as an error too.
    if (message.type() === "error" && message.location().url !== endpoint) wrong.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(endpoint).origin) wrong.push(`request to ${request.url()}`);
  });
}

/** Follow a link that shares a query, and wait for what comes of it. */
async function open(page, endpoint, query) {
  await page.goto(`${endpoint}#${new URLSearchParams({ query })}`);
  await page.waitForSelector(`${ACTIVE} :is(table.dataTable, .problems)`);
}

/** What is typed, and what shall come of it: a term by its prefix, one by its label, a thing by its name. */
async function names(page, address) {
  const things = await (await page.request.get(new URL("search.json", address).href)).json();
  const [, , labels] = things.things.find(([path, , { en }]) => path.startsWith("/id/person/") && en);
  return [
    ["ckg:spea", /ckg:speaker\b/],
    ["speaker", /ckg:speaker\b/],
    [labels.en[0].slice(0, -1), /<https?:\/\/[^>]*\/id\/person\/[^>]*>/],
  ];
}

async function complete(page, typed) {
  await page.click(".addTab");
  await page.locator(`${ACTIVE} .CodeMirror`).evaluate(({ CodeMirror: editor }) => {
    editor.setValue("SELECT * {\n  ?s \n}");
    editor.setCursor(1, 5);
    editor.focus();
  });
  await page.keyboard.type(typed);
}

module.exports = { workbench };
