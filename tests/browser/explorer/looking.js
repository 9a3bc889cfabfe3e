// How it looks: on a phone, in the dark, to axe, and without its script.
"use strict";

const assert = require("node:assert/strict");
const { overflow, violations } = require("../accessibility.js");
const { Explorer, reads } = require("./explorer.js");

const PERSON = "id/person/kim-jong-un";
const PAIR = [PERSON, "id/congress/wpk-9"];
const CONTROLS = "#find, .tools :is(button, a), .time input, #filters summary, #text > summary";

async function phone(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.all();
  assert.deepEqual(await overflow(page), []);
  for (const control of await page.locator(CONTROLS).all()) {
    if (!(await control.isVisible())) continue;
    await control.scrollIntoViewIfNeeded();
    const covering = await control.evaluate((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return left < 0 || right > innerWidth ? "lies outside" : one.contains(there) ? "" : `is covered by ${there?.id}`;
    });
    assert.equal(covering, "", await control.evaluate((one) => one.id || one.textContent));
  }
  await page.evaluate(() => scrollTo(0, 0));
  await shoot();
  const [one] = (await explorer.picture()).circles.filter(({ name }) => name === "Kim Jong Un");
  await page.touchscreen.tap(...(await explorer.place(one)));
  await reads(explorer.heading, "Kim Jong Un");
  await shoot("selected");
  assert.deepEqual(await overflow(page), []);
}

// What is drawn changes with the page.
async function dark(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const light = (await explorer.picture()).ground;
  await page.emulateMedia({ colorScheme: "dark" });
  const { ground } = await explorer.picture();
  assert.notEqual(ground, light);
  assert.equal(ground, await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ground").trim()));
  await shoot();
}

// Nothing selected, a thing, and two things with the evidence between them.
async function start(page, address, shoot) {
  await Explorer.open(page, address);
  await examine(page, shoot);
}

async function thing(page, address, shoot) {
  const explorer = await Explorer.open(page, address, `#selected=${PERSON}`);
  await explorer.panel.locator("h3").first().waitFor();
  await examine(page, shoot);
}

async function pair(page, address, shoot) {
  const explorer = await Explorer.open(page, address, `#selected=${PAIR.join("&selected=")}`);
  await explorer.panel.locator(".grounds").first().waitFor();
  await examine(page, shoot);
}

async function examine(page, shoot) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
    await shoot(colorScheme);
  }
}

// It says where else to go.
async function scriptless(page, address, shoot) {
  await page.goto(`${address}/explore.html`);
  const link = page.locator(".stage noscript a");
  await link.waitFor();
  assert.ok(await page.locator("#message").isHidden(), "the network is said to be drawn");
  await shoot();
  await link.click();
  await page.waitForURL("**/things.html");
}

module.exports = { dark, pair, phone, scriptless, start, thing };
