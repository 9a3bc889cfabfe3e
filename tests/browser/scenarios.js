// Uses the explorer and the query workbench in Chromium as people do, and prints what is wrong as JSON. The task comes as
// JSON on the standard input: { browser, address, screenshots, only }; the findings are { scenario: [what is wrong] }.
"use strict";

const { launch, task, watch } = require("./browsing.js");
const { search, spellings } = require("./explorer/finding.js");
const looking = require("./explorer/looking.js");
const moving = require("./explorer/moving.js");
const reading = require("./explorer/reading.js");
const seeing = require("./explorer/seeing.js");
const taking = require("./explorer/taking.js");
const workbench = require("./workbench.js");

const MS = 10_000;
const WINDOW = { viewport: { width: 1280, height: 1000 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

// A scenario is a function of a page, the address of the server, and `shoot(name)`, which takes a picture; it throws
// where something is not as people expect. With it come options of the browser, or an address that is to refuse.
const SCENARIOS = {
  "load": [seeing.load],
  "search": [search],
  "spellings": [spellings],
  "surroundings": [seeing.surroundings],
  "filters": [seeing.filters],
  "time": [seeing.time],
  "evidence": [reading.evidence],
  "proof": [reading.proof],
  "entity page": [reading.entity],
  "path": [reading.path],
  "text": [reading.text],
  "pictures": [taking.pictures],
  "exports": [taking.exports],
  "link": [taking.link],
  "mouse": [moving.mouse],
  "keyboard": [moving.keyboard],
  "focus": [moving.focus],
  "reduced motion": [moving.still, { reducedMotion: "reduce" }],
  "phone": [looking.phone, PHONE],
  "dark": [looking.dark],
  "without script": [looking.scriptless, { javaScriptEnabled: false }],
  "axe, start": [looking.start],
  "axe, thing": [looking.thing],
  "axe, pair": [looking.pair],
  "workbench, question": [workbench.question],
  "workbench, graph": [workbench.graph],
  "workbench, mistake": [workbench.mistake, {}, "/sparql"],
  "workbench, completion": [workbench.completion],
};

async function play(browser, { address, screenshots }, name) {
  const [scenario, options = {}, refused = ""] = SCENARIOS[name];
  const context = await browser.newContext({ ...WINDOW, ...options });
  context.setDefaultTimeout(MS);
  const wrong = watch(context, address, address + refused);
  const page = await context.newPage();
  const shoot = (part) => page.screenshot({ path: shoot.path(part), fullPage: Boolean(options.hasTouch) });
  shoot.path = (part) => `${screenshots}/${["use", name, part].filter(Boolean).join(" ").replace(/\W+/g, "-")}.png`;
  try {
    await scenario(page, address, shoot);
  } catch (error) {
    wrong.push(error.stack);
    await shoot("wrong");
  }
  await context.close();
  return wrong;
}

async function main() {
  const given = task();
  const browser = await launch(given.browser);
  const findings = {};
  for (const name of given.only ?? Object.keys(SCENARIOS)) {
    findings[name] = await play(browser, given, name);
  }
  await browser.close();
  process.stdout.write(JSON.stringify(findings));
}

main();
