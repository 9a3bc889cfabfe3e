// Selected entities and relations: their evidence, their pages, paths between them, all relations as a table.

import assert from "node:assert/strict";
import { Explorer, hasText } from "./explorer.js";

/** @import { Scenario } from "../scenarios.js" */

const PERSON = "Kim Jong Un";

/**
 * Follows a relation with a status in the panel, and returns the sentence with its evidence.
 *
 * @param {Explorer} explorer
 * @param {string} status
 */
async function evidenceOf(explorer, status) {
  const { network, page } = explorer;
  const hub = network.entity(PERSON);
  const relation = network.relations.find(({ ends, status: known }) => ends.includes(hub) && known === status);
  assert.ok(relation, `${PERSON} has no ${status} relation`);
  const [source, target] = relation.ends;
  await explorer.select(PERSON);
  const row = page.locator("#panel li", { has: page.locator(`.mark.${status}`) });
  await row
    .getByRole("link", { name: (source === hub ? target : source).label, exact: true })
    .first()
    .click();
  const sentence = page.locator("#panel article", { has: page.locator(`.mark.${status}`) }).first();
  await sentence.locator(".grounds").waitFor();
  await hasText(sentence.locator(".sentence"), [source.label, relation.property.label, target.label].join(" "));
  return sentence;
}

/**
 * Checks that the frame of the canvas holds all of the panel, in which nothing is listed twice.
 *
 * @param {Explorer} explorer
 */
async function fits({ page, panel }) {
  const bottoms = [panel, page.locator(".ground")].map((element) =>
    element.evaluate((box) => box.getBoundingClientRect().bottom),
  );
  const [end = 0, frame = 0] = await Promise.all(bottoms);
  assert.ok(end <= frame, `the panel ends ${end - frame} pixels below the frame`);
  for (const section of await panel.locator("section").all()) {
    const rows = await section.locator("li > a:first-child").allTextContents();
    assert.deepEqual(rows, [...new Set(rows)]);
  }
}

/** @type {Scenario} */
export async function evidence(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.select(PERSON);
  await fits(explorer);
  const mark = page.locator("#panel li .mark.explicit").first();
  const marked = await page.request.get(
    (await mark.evaluate((link) => link instanceof HTMLAnchorElement && link.href)) || "",
  );
  assert.equal(marked.status(), 200);
  assert.match(marked.url(), /\/source\//, "a mark does not lead to a passage");
  const sentence = await evidenceOf(explorer, "explicit");
  const passage = await sentence.locator('.grounds a[href*="/source/"]').first().getAttribute("href");
  await shoot();
  const answer = await page.request.get(passage ?? "");
  assert.equal(answer.status(), 200, `${answer.url()} is not a passage`);
}

/** @type {Scenario} */
export async function proof(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const sentence = await evidenceOf(explorer, "inferred");
  assert.ok(await sentence.locator('.grounds a[href*="/id/rule/"]').count(), "no rule is named");
  assert.ok(await sentence.locator('.grounds a[href*="/source/"]').count(), "no passage is named");
  await shoot();
}

/** Goes to the page of an entity, and back to the view. @type {Scenario} */
export async function entityPage(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.select(PERSON);
  await explorer.openFilters();
  await explorer.filter("messages").uncheck();
  const status = (await explorer.status.textContent()) ?? "";
  await explorer.heading.getByRole("link").click();
  await hasText(page.locator("h1"), PERSON);
  await page.goBack();
  await hasText(explorer.heading, PERSON);
  await hasText(explorer.status, status);
  await explorer.openFilters();
  assert.ok(!(await explorer.filter("messages").isChecked()), "the filter is forgotten");
}

/** @type {Scenario} */
export async function path(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const [from, to] = [network.entity("Kim Ju Ae"), network.entity("Communist Party of Vietnam")];
  await explorer.select(from.label);
  await explorer.press("Path from here …");
  await hasText(explorer.status, `Choose the end of the path from ${from.label}.`);
  await explorer.type(to.label);
  await page.keyboard.press("Enter");
  await hasText(explorer.heading, "Shortest path");
  await explorer.rest();
  await shoot();
  const steps = await page.locator("#panel ol.path > li").all();
  assert.equal(steps.length, network.distance(from, to));
  let previous = from;
  for (const step of steps) {
    const [headings, name] = await step.locator("a").allTextContents();
    const next = network.entity(name ?? "");
    assert.equal(headings, network.headings(previous, next));
    previous = next;
  }
  assert.equal(previous, to);
}

/** @type {Scenario} */
export async function table(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.openFilters();
  await explorer.filter("organizations").uncheck();
  const kept = explorer.network.entities.filter(({ group }) => group !== "Organization");
  await page.click("#text > summary");
  const { relations } = explorer.network.counts(kept);
  await page
    .locator("#text tbody tr")
    .nth(relations - 1)
    .waitFor();
  assert.equal(await page.locator("#text tbody tr").count(), relations);
  await shoot();
}
