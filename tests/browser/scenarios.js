// Plays scenarios of the explorer and the query workbench in Chromium, and prints what went wrong as JSON:
// { scenario: [problem] }. The task is { browser, address, screenshots, only }.

import { launch, task, watch } from "./browsing.js";
import * as charts from "./charts.js";
import * as appearance from "./explorer/appearance.js";
import * as filtering from "./explorer/filtering.js";
import * as input from "./explorer/input.js";
import * as searching from "./explorer/searching.js";
import * as selection from "./explorer/selection.js";
import * as sharing from "./explorer/sharing.js";
import * as views from "./explorer/views.js";
import * as lists from "./lists.js";
import * as reader from "./reader.js";
import * as share from "./share.js";
import * as suggestions from "./suggestions.js";
import * as workbench from "./workbench.js";
import * as answers from "./workbench_answers.js";

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
  ["hurry", [searching.hurry]],
  ["focus", [filtering.focus]],
  ["filters", [filtering.filters]],
  ["day", [filtering.day]],
  ["orphans", [filtering.orphans]],
  ["stories", [views.stories]],
  ["names", [views.names]],
  ["names, phone", [views.names, PHONE]],
  ["hover", [input.hover]],
  ["evidence", [selection.evidence]],
  ["proof", [selection.proof]],
  ["entity page", [selection.entityPage]],
  ["path", [selection.path, ANIMATED]],
  ["table", [selection.table]],
  ["pictures", [sharing.pictures]],
  ["exports", [sharing.exports]],
  ["permalink", [sharing.permalink, ANIMATED]],
  ["late address", [sharing.lateAddress]],
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
  ...reader.mouse.map(([name, scenario]) => entry(`reader, ${name}`, scenario)),
  ...reader.mouse.map(([name, scenario]) => entry(`reader, ${name}, phone`, scenario, PHONE)),
  ...reader.keyboard.map(([name, scenario]) => entry(`reader, ${name}, keyboard`, scenario)),
  ["lists, keyboard", [lists.keyboard]],
  ["lists, phone", [lists.phone, PHONE]],
  ["lists, without scripts", [lists.withoutScripts, { javaScriptEnabled: false }]],
  ["share, address", [share.copyAddress]],
  ["share, citation", [share.openCitation]],
  ["share, print", [share.print]],
  ["charts, kinds", [charts.kinds]],
  ["charts, sections", [charts.sections]],
  ["charts, labels", [charts.labels]],
  ["charts, phone", [charts.phone, PHONE]],
  ["charts, files", [charts.files]],
  ["charts, picture of kinds", [charts.pictureOfKinds]],
  ["charts, appearance", [charts.appearance]],
  ["charts, appearance, phone", [charts.appearance, PHONE]],
  ["charts, without scripts", [charts.withoutScripts, { javaScriptEnabled: false }]],
  ["workbench, example", [workbench.example]],
  ["workbench, graph", [workbench.graph]],
  ["workbench, syntax error", [workbench.syntaxError, {}, "/sparql"]],
  ["workbench, completion", [workbench.completion]],
  ["workbench, labels", [answers.labels]],
  ["workbench, pages", [answers.pages]],
  ["workbench, hints", [answers.hints]],
  ["workbench, hints about values", [answers.valueHints]],
  ["workbench, without hints", [answers.withoutHints, {}, answers.HINTS]],
  ["workbench, truth", [answers.truth]],
  ["workbench, shared alone", [answers.sharedAlone]],
  ["workbench, shared beside", [answers.sharedBeside]],
  ["suggestions, keyboard", [suggestions.keyboard]],
  ["suggestions, all results", [suggestions.allResults]],
  ["suggestions, escape", [suggestions.dismissal]],
  ["suggestions, mouse", [suggestions.mouse]],
  ["suggestions, phone", [suggestions.mouse, PHONE]],
  ["suggestions, late answer", [suggestions.lateAnswer]],
  ["suggestions, shortcut", [suggestions.shortcut]],
]);

/**
 * @param {string} name
 * @param {Scenario} scenario
 * @param {BrowserContextOptions} [options]
 * @returns {[string, [Scenario, BrowserContextOptions?, string?]]}
 */
function entry(name, scenario, options) {
  return [name, [scenario, options]];
}

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
