// Plays scenarios of the explorer and the query workbench in Chromium, and prints what went wrong as JSON:
// { scenario: [problem] }. The task is { browser, address, screenshots, only }.

import { launch, task, watch } from "./browsing.js";
import * as appearance from "./explorer/appearance.js";
import * as filtering from "./explorer/filtering.js";
import * as input from "./explorer/input.js";
import * as searching from "./explorer/searching.js";
import * as selection from "./explorer/selection.js";
import * as sharing from "./explorer/sharing.js";
import * as workbench from "./workbench.js";

/** @import { Browser, BrowserContextOptions, Page } from "playwright-core" */

/** @typedef {{ browser: string, address: string, screenshots: string, only?: string[] }} Task */
/** @typedef {{ (part?: string): Promise<unknown>, path(part?: string, suffix?: string): string }} Shoot takes a screenshot */
/**
 * Uses a page as readers do; throws if something is not as they expect.
 *
 * @typedef {(page: Page, address: string, shoot: Shoot) => Promise<void>} Scenario
 */

// What is still not there has failed, however busy the machine is.
const MILLISECONDS = 60_000;
// Most scenarios need no animation, which the processor would have to draw.
const DEFAULTS = { viewport: { width: 1280, height: 1000 }, reducedMotion: /** @type {const} */ ("reduce") };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
/** @type {BrowserContextOptions} */
const ANIMATED = { reducedMotion: "no-preference" };

/** @type {Map<string, [scenario: Scenario, options?: BrowserContextOptions, failing?: string]>} */
const SCENARIOS = new Map([
  ["load", [filtering.load]],
  ["search", [searching.search, ANIMATED]],
  ["spellings", [searching.spellings]],
  ["focus", [filtering.focus]],
  ["filters", [filtering.filters]],
  ["day", [filtering.day]],
  ["evidence", [selection.evidence]],
  ["proof", [selection.proof]],
  ["entity page", [selection.entityPage]],
  ["path", [selection.path, ANIMATED]],
  ["table", [selection.table]],
  ["pictures", [sharing.pictures]],
  ["exports", [sharing.exports]],
  ["permalink", [sharing.permalink, ANIMATED]],
  ["mouse", [input.mouse]],
  ["keyboard", [input.keyboard]],
  ["keyboard focus", [input.keyboardFocus]],
  ["reduced motion", [input.reducedMotion]],
  ["phone", [appearance.phone, PHONE]],
  ["dark", [appearance.dark]],
  ["without scripts", [appearance.withoutScripts, { javaScriptEnabled: false }]],
  ["axe, start", [appearance.examineStart]],
  ["axe, entity", [appearance.examineEntity]],
  ["axe, pair", [appearance.examinePair]],
  ["workbench, example", [workbench.example]],
  ["workbench, graph", [workbench.graph]],
  ["workbench, syntax error", [workbench.syntaxError, {}, "/sparql"]],
  ["workbench, completion", [workbench.completion]],
]);

/**
 * @param {Browser} browser
 * @param {Task} given
 * @param {string} name
 */
async function play(browser, { address, screenshots }, name) {
  const [scenario, options, failing = ""] = SCENARIOS.get(name) ?? [missing];
  const context = await browser.newContext({ ...DEFAULTS, ...options });
  context.setDefaultTimeout(MILLISECONDS);
  const problems = watch(context, address, address + failing);
  const page = await context.newPage();
  const path = (part = "", suffix = "png") =>
    `${screenshots}/${["use", name, part].join(" ").trim().replace(/\W+/g, "-")}.${suffix}`;
  const shoot = Object.assign(
    (part = "") => page.screenshot({ path: path(part), fullPage: Boolean(options?.hasTouch) }),
    { path },
  );
  try {
    await scenario(page, address, shoot);
  } catch (error) {
    problems.push(error instanceof Error ? `${error.stack}` : String(error));
    await shoot("failed");
  }
  await context.close();
  return problems;
}

/** @type {Scenario} */
function missing() {
  throw new Error("There is no such scenario.");
}

/** @type {Task} */
const given = task();
const browser = await launch(given.browser);
/** @type {Record<string, string[]>} */
const problems = {};
for (const name of given.only ?? SCENARIOS.keys()) problems[name] = await play(browser, given, name);
await browser.close();
process.stdout.write(JSON.stringify(problems));
