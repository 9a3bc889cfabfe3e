// Opens pages in Chromium in both widths and colour schemes, and prints what is wrong with them as JSON:
// { name: [problem] }. The task is { browser, pages: { name: address }, screenshots }.

import { overflow, thinOut, violations } from "./accessibility.js";
import { launch, task, watch } from "./browsing.js";

/** @import { BrowserContext } from "playwright-core" */

// The rules that look at colours apply in both widths and in both colour schemes.
const LOOKS = /** @type {const} */ ([
  { width: 390, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
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
  problems.push(...(await violations(page, "structural")));
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${screenshot}-${width}-${colorScheme}.png` });
    problems.push(...(await overflow(page)).map((problem) => `${width} px: ${problem}`));
  }
  await thinOut(page);
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme });
    const findings = await violations(page, "visual");
    problems.push(...findings.map((problem) => `${width} px, ${colorScheme}: ${problem}`));
  }
  return problems;
}

/** @type {{ browser: string, pages: Record<string, string>, screenshots: string }} */
const { browser: executable, pages, screenshots } = task();
const browser = await launch(executable, { webgl: false });
/** @type {Record<string, string[]>} */
const problems = {};
for (const [name, address] of Object.entries(pages)) {
  const context = await browser.newContext();
  problems[name] = await audit(context, address, `${screenshots}/${name}`);
  await context.close();
}
await browser.close();
process.stdout.write(JSON.stringify(problems));
