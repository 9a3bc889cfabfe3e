// The explorer on a phone, in the dark, without scripts, and examined by axe.

import assert from "node:assert/strict";
import { overflow, smallTargets, violations } from "../accessibility.js";
import { Explorer, hasText } from "./explorer.js";

/** @import { Page } from "playwright-core" */
/** @import { Scenario, Shoot } from "../scenarios.js" */

const PERSON = "id/person/kim-jong-un";
const PAIR = [PERSON, "id/congress/wpk-9"];
const CONTROLS = "#find, .stories a, #choices, .tools :is(button, a), .time input, #filters summary, #text > summary";

/** @type {Scenario} */
export async function phone(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.showsEverything();
  assert.deepEqual(await overflow(page), []);
  for (const control of await page.locator(CONTROLS).all()) {
    if (!(await control.isVisible())) continue;
    await control.scrollIntoViewIfNeeded();
    const problem = await control.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const topmost = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (left < 0 || right > innerWidth) return "lies outside the window";
      return element.contains(topmost) ? "" : `is covered by ${topmost?.id}`;
    });
    assert.equal(problem, "", await control.evaluate((element) => element.id || element.textContent));
  }
  await page.evaluate(() => scrollTo(0, 0));
  assert.deepEqual(await smallTargets(page), []);
  await shoot();
  await page.touchscreen.tap(...(await explorer.place(await explorer.circle("Kim Jong Un"))));
  await hasText(explorer.heading, "Kim Jong Un");
  const seen = await explorer.panel.evaluate((panel) => panel.getBoundingClientRect().top < innerHeight - 200);
  assert.ok(seen, "the panel is out of view");
  await explorer.rest();
  const { names } = await explorer.picture();
  assert.ok(
    names.some(({ text }) => text === "Kim Jong Un"),
    "the selected entity is out of view",
  );
  await shoot("selected");
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await smallTargets(page), []);
  await explorer.panel.getByRole("button", { name: "Close" }).click();
  await explorer.showsNothing();
}

/** The drawing follows the colour scheme of the page. @type {Scenario} */
export async function dark(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const light = (await explorer.picture()).ground;
  await page.emulateMedia({ colorScheme: "dark" });
  const { ground } = await explorer.picture();
  assert.notEqual(ground, light);
  const style = () => getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  assert.equal(ground, await page.evaluate(style));
  await shoot();
}

/** @type {Scenario} */
export async function examineStart(page, address, shoot) {
  await Explorer.open(page, address);
  await examine(page, shoot);
}

/** @type {Scenario} */
export async function examineEntity(page, address, shoot) {
  const explorer = await Explorer.open(page, address, `#selected=${PERSON}`);
  await explorer.panel.locator("h3").first().waitFor();
  await examine(page, shoot);
}

/** @type {Scenario} */
export async function examinePair(page, address, shoot) {
  const explorer = await Explorer.open(page, address, `#selected=${PAIR.join("&selected=")}`);
  await explorer.panel.locator(".grounds").first().waitFor();
  await examine(page, shoot);
}

/**
 * @param {Page} page
 * @param {Shoot} shoot
 */
async function examine(page, shoot) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
    await shoot(colorScheme);
  }
}

/** Without scripts, the page links to the lists of entities. @type {Scenario} */
export async function withoutScripts(page, address, shoot) {
  await page.goto(`${address}/explore.html`);
  const link = page.locator(".stage noscript a");
  await link.waitFor();
  assert.ok(await page.locator("#message").isHidden(), "the page promises a drawing");
  await shoot();
  await link.click();
  await page.waitForURL("**/things.html");
}
