// Opens pages in Chromium in both widths and colour schemes, and prints what is wrong with them as JSON:
// { name: [problem] }. The task is { browser, pages: { name: address }, screenshots }.

import { overflow, thinOut, violations } from "./accessibility.js";
import { launch, task, watch } from "./browsing.js";

/** @import { BrowserContext } from "playwright-core" */

// Two looks apply each rule in both widths and in both colour schemes. The first examines the whole page, the second only
// the first of many similar elements.
const LOOKS = /** @type {const} */ ([
  { width: 390, colorScheme: "light", whole: true },
  { width: 1280, colorScheme: "dark", whole: false },
]);
const HEIGHT = 1600;
// A page that is still not there has failed, however busy the machine is.
const MILLISECONDS = 600_000;

/**
 * @param {BrowserContext} context
 * @param {string} address
 * @param {string} screenshot the path of the screenshots, without width and scheme
 */
async function audit(context, address, screenshot) {
  context.setDefaultTimeout(MILLISECONDS);
  // An error page has the status of an error.
  const problems = watch(context, address, address);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "load" });
  for (const { width, colorScheme, whole } of LOOKS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${screenshot}-${width}-${colorScheme}.jpeg` });
    const wide = await overflow(page);
    if (!whole) await thinOut(page);
    problems.push(
      ...[...wide, ...(await violations(page))].map((problem) => `${width} px, ${colorScheme}: ${problem}`),
    );
  }
  return problems;
}

/** @type {{ browser: string, pages: Record<string, string>, screenshots: string }} */
const { browser: executable, pages, screenshots } = task();
const browser = await launch(executable);
/** @type {Record<string, string[]>} */
const problems = {};
for (const [name, address] of Object.entries(pages)) {
  const context = await browser.newContext();
  problems[name] = await audit(context, address, `${screenshots}/${name}`);
  await context.close();
}
await browser.close();
process.stdout.write(JSON.stringify(problems));
