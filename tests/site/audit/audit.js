// Opens pages in Chromium as people do, wide and narrow, light and dark, and prints what is wrong with them as JSON.
// The task comes as JSON on the standard input: { browser, pages: { name: address }, screenshots }; the findings are
// { name: [what is wrong] }.
"use strict";

const fs = require("node:fs");
const { chromium } = require("playwright-core");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
// In the dark only the colours differ.
const LOOKS = [
  { width: 1280, colorScheme: "light", options: {} },
  { width: 390, colorScheme: "light", options: {} },
  { width: 390, colorScheme: "dark", options: { runOnly: ["color-contrast"] } },
  { width: 1280, colorScheme: "dark", options: { runOnly: ["color-contrast"] } },
];
const ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// Of the window, and of the pictures.
const HEIGHT = 1600;
const GRAVE = new Set(["serious", "critical"]);

async function violations(page, options) {
  const { violations } = await page.evaluate((given) => axe.run(document, given), {
    resultTypes: ["violations"],
    ...options,
  });
  return violations
    .filter((rule) => GRAVE.has(rule.impact))
    .map((rule) => `${rule.id}: ${rule.nodes.length} of ${rule.nodes.slice(0, 3).map((node) => node.target).join(", ")}`);
}

async function overflow(page) {
  const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  return content > width ? [`scrolls sideways: ${content} px of content, ${width} px of window`] : [];
}

async function audit(page, address, picture) {
  const found = [];
  // A page that tells of an error has the status of one.
  page.on("console", (message) => {
    if (message.type() === "error" && message.location().url !== address) found.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => found.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) found.push(`request to ${request.url()}`);
  });
  await page.goto(address, { waitUntil: "load" });
  // The evaluation is not bound by the policy of the page, which stays in force for the page itself.
  await page.evaluate(AXE);
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
  const task = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath: task.browser, args: ARGUMENTS });
  const findings = {};
  for (const [name, address] of Object.entries(task.pages)) {
    const page = await browser.newPage();
    findings[name] = await audit(page, address, `${task.screenshots}/${name}`);
    await page.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify(findings));
}

main();
