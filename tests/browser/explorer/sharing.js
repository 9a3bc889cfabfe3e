// Pictures, files, and links to the view.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { Explorer, hasText } from "./explorer.js";

/** @import { Scenario } from "../scenarios.js" */

const PERSON = "Kim Jong Un";
const PNG = "89504e470d0a1a0a";

/** @type {Scenario} */
export async function pictures(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.openFilters();
  await explorer.filter("organizations").uncheck();
  const kept = explorer.network.entities.filter(({ group }) => group !== "Organization");
  await explorer.shows(explorer.network.counts(kept));

  const { broken, circles, lines } = await explorer.picture();
  assert.ok(!broken, "the SVG is not well-formed");
  assert.equal(circles.length, explorer.network.counts(kept).entities);
  assert.ok(lines > 0, "the SVG has no lines");

  const png = await explorer.download("#png");
  assert.equal(png.subarray(0, 8).toString("hex"), PNG);
  const box = await explorer.canvas.boundingBox();
  assert.equal(
    png.readUInt32BE(16),
    2 * Math.round(box?.width ?? 0),
    "the PNG does not have twice the screen's resolution",
  );
  await writeFile(shoot.path("downloaded", "png"), png);
}

/** @type {Scenario} */
export async function exports(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.select(PERSON);
  const links = await page.locator(".formats a").all();
  assert.ok(links.length >= 16, `there are ${links.length} links to files`);
  for (const link of links) {
    const href = (await link.getAttribute("href")) ?? "";
    const answer = await page.request.get(new URL(href, page.url()).href);
    assert.equal(answer.status(), 200, href);
    assert.ok((await answer.body()).length > 100, `${href} is empty`);
  }
}

/** Opens the link to a view in another page, which shows the same. @type {Scenario} */
export async function permalink(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.select(PERSON);
  await explorer.openFilters();
  await explorer.filter("messages").uncheck();
  await explorer.unfold("Certainty");
  await explorer.filter("inferred").uncheck();
  await page.locator("#day").fill("3");
  const status = (await explorer.status.textContent()) ?? "";
  await explorer.rest();
  const state = await explorer.state();

  const other = await Explorer.open(await page.context().newPage(), address, `#${state}`);
  await hasText(other.heading, PERSON);
  await hasText(other.status, status);
  await other.unfold("Certainty");
  for (const label of ["messages", "inferred"])
    assert.ok(!(await other.filter(label).isChecked()), `${label} is shown`);
  assert.equal(await other.page.inputValue("#day"), "3");
  assert.equal(String(await other.state()), String(state));
}

/** Follows an address although that of the view before is written over it. @type {Scenario} */
export async function lateAddress(page, address) {
  const explorer = await Explorer.open(page, address);
  const [story] = explorer.network.stories;
  assert.ok(story, "there is no story");
  await page.evaluate((name) => {
    location.hash = `view=${name}`;
    history.replaceState(null, "", "#");
  }, story.name);
  await explorer.shows(explorer.network.told(story));
}
