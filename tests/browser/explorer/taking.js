// What can be taken along: pictures, files, a link to the view.
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const { Explorer, reads } = require("./explorer.js");

const PERSON = "Kim Jong Un";
const PNG = "89504e470d0a1a0a";

async function pictures(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.choice("organizations").uncheck();
  const kept = explorer.network.things.filter((one) => one.group !== "Organization");
  await explorer.shows(explorer.network.counts(kept));

  const { broken, circles, lines } = await explorer.picture();
  assert.ok(!broken, "the SVG is no XML");
  assert.equal(circles.length, kept.length);
  assert.ok(lines > 0, "the SVG has no lines");

  const png = await explorer.download("#png");
  assert.equal(png.subarray(0, 8).toString("hex"), PNG);
  const { width } = await explorer.canvas.boundingBox();
  assert.equal(png.readUInt32BE(16), 2 * Math.round(width), "the PNG is not twice as fine as the screen");
  fs.writeFileSync(shoot.path("downloaded"), png);
}

async function exports(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.select(PERSON);
  const links = await page.locator(".formats a").evaluateAll((found) => found.map((link) => link.href));
  assert.ok(links.length >= 16, `there are ${links.length} links to files`);
  for (const link of links) {
    const answer = await page.request.get(link);
    assert.equal(answer.status(), 200, link);
    assert.ok((await answer.body()).length > 100, `${link} is empty`);
  }
}

// A link opens the same view elsewhere.
async function link(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.select(PERSON);
  await explorer.choice("messages").uncheck();
  await explorer.unfold("How it is known");
  await explorer.choice("inferred").uncheck();
  await page.locator("#day").fill("3");
  const shown = await explorer.status.textContent();
  // The camera comes to rest.
  await page.waitForFunction(() => location.hash === document.getElementById("link").hash);
  const state = await explorer.state();

  const other = new Explorer(await page.context().newPage(), address);
  await other.page.goto(await page.locator("#link").evaluate((one) => one.href));
  await reads(other.heading, PERSON);
  await reads(other.status, shown);
  await other.unfold("How it is known");
  for (const hidden of ["messages", "inferred"]) assert.ok(!(await other.choice(hidden).isChecked()), `${hidden} is shown`);
  assert.equal(await other.page.inputValue("#day"), "3");
  assert.equal((await other.state()).toString(), state.toString());
}

module.exports = { exports, link, pictures };
