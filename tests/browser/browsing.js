// The browser of the tests, and the errors that pages produce in it by themselves.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

/** @import { BrowserContext, Page } from "playwright-core" */

// Chromium sends no requests of its own.
const ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// What is still not there has failed, however busy the machine is.
const MILLISECONDS = 60_000;
// The processor draws WebGL, and all else too while it does.
const WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

/**
 * Reads the task of a script, which is JSON on its standard input.
 *
 * @template T
 * @returns {T & { browser: string }}
 */
export function task() {
  return JSON.parse(readFileSync(0, "utf8"));
}

/**
 * @param {string} executablePath
 * @param {{ webgl?: boolean }} [options] whether pages can use WebGL, which makes all drawing slow
 */
export function launch(executablePath, { webgl = true } = {}) {
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...(webgl ? WEBGL : ["--disable-gpu"])] });
}

/**
 * Returns a growing list of what goes wrong in the pages of a context: errors in the console and in scripts, and requests
 * to other hosts.
 *
 * @param {BrowserContext} context
 * @param {string} address the address of the site
 * @param {string} [failing] an address that may answer with an error, which the console reports
 */
export function watch(context, address, failing) {
  /** @type {string[]} */
  const problems = [];
  context.on("console", (message) => {
    if (message.type() === "error" && message.location().url !== failing) problems.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => problems.push(`script: ${error.error().message}`));
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) problems.push(`request to ${request.url()}`);
  });
  return problems;
}

/**
 * Plays scenarios, each in a page of its own, and prints what went wrong in them as JSON: { scenario: [problem] }.
 *
 * @param {{ browser: string, address: string }} given the path of the browser, and the address of the site
 * @param {Record<string, (page: Page) => Promise<void>>} scenarios
 */
export async function play(given, scenarios) {
  const browser = await launch(given.browser, { webgl: false });
  /** @type {Record<string, string[]>} */
  const problems = {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    const context = await browser.newContext();
    context.setDefaultTimeout(MILLISECONDS);
    problems[name] = watch(context, given.address);
    await scenario(await context.newPage()).catch((error) => problems[name]?.push(String(error)));
    await context.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify(problems));
}
