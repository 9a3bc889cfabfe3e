// What of a page is not for everybody.
"use strict";

const fs = require("node:fs");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const GRAVE = new Set(["serious", "critical"]);

// What axe finds grave; `options` are its own.
async function violations(page, options = {}) {
  // The evaluation is not bound by the policy of the page, which stays in force for the page itself.
  await page.evaluate(AXE);
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

module.exports = { overflow, violations };
