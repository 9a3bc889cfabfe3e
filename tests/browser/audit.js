// Opens pages in Chromium as people do, wide and narrow, light and dark, and prints what is wrong with them as JSON.
// The task comes as JSON on the standard input: { browser, pages: { name: address }, screenshots }; the findings are
// { name: [what is wrong] }.
"use strict";

const { overflow, violations } = require("./accessibility.js");
const { launch, task, watch } = require("./browsing.js");

// In the dark only the colours differ.
const LOOKS = [
  { width: 1280, colorScheme: "light", options: {} },
  { width: 390, colorScheme: "light", options: {} },
  { width: 390, colorScheme: "dark", options: { runOnly: ["color-contrast"] } },
  { width: 1280, colorScheme: "dark", options: { runOnly: ["color-contrast"] } },
];
// Of the window, and of the pictures.
const HEIGHT = 1600;

async function audit(context, address, picture) {
  // A page that tells of an error has the status of one.
  const found = watch(context, address, address);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "load" });
  for (const { width, colorScheme, options } of LOOKS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ colorScheme });
    const seen = [...(await violations(page, options)), ...(await overflow(page))];
    found.push(...seen.map((what) => `${width} px, ${colorScheme}: ${what}`));
    await page.screenshot({ path: `${picture}-${width}-${colorScheme}.png` });
  }
  return found;
}

async function main() {
  const { browser: executable, pages, screenshots } = task();
  const browser = await launch(executable);
  const findings = {};
  for (const [name, address] of Object.entries(pages)) {
    const context = await browser.newContext();
    findings[name] = await audit(context, address, `${screenshots}/${name}`);
    await context.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify(findings));
}

main();
