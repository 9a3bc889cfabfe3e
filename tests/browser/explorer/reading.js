// What is said of things, why, and where it leads.
"use strict";

const assert = require("node:assert/strict");
const { Explorer, reads } = require("./explorer.js");

const PERSON = "Kim Jong Un";

// The first relation of a thing that is known so: the thing, and the other end.
function known(network, status) {
  const hub = network.thing(PERSON);
  const relation = network.relations.find((one) => one.ends.includes(hub) && one.status === status);
  return [relation, relation.ends.find((end) => end !== hub)];
}

// Follows a relation in the panel to the sentence that is marked so; the evidence for it.
async function evidenceOf(explorer, status) {
  const [relation, other] = known(explorer.network, status);
  await explorer.select(PERSON);
  const row = explorer.page.locator("#panel li", { has: explorer.page.locator(`.mark.${status}`) });
  await row.getByRole("link", { name: other.label, exact: true }).first().click();
  const sentence = explorer.page.locator("#panel article", { has: explorer.page.locator(`.mark.${status}`) }).first();
  await sentence.locator(".grounds").waitFor();
  await reads(sentence.locator(".sentence"), [relation.ends[0].label, relation.property.label, relation.ends[1].label].join(" "));
  return sentence;
}

async function evidence(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const sentence = await evidenceOf(explorer, "explicit");
  const passage = sentence.locator('.grounds a[href*="/source/"]').first();
  await shoot();
  const answer = await page.request.get(await passage.evaluate((link) => link.href));
  assert.equal(answer.status(), 200, `${answer.url()} is no passage`);
}

async function proof(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const sentence = await evidenceOf(explorer, "inferred");
  assert.ok(await sentence.locator('.grounds a[href*="/id/rule/"]').count(), "no rule is named");
  assert.ok(await sentence.locator('.grounds a[href*="/source/"]').count(), "no passage is named");
  await shoot();
}

// To the page of a thing, and back to the view that was left.
async function entity(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.select(PERSON);
  await explorer.choice("messages").uncheck();
  const shown = await explorer.status.textContent();
  await explorer.heading.getByRole("link").click();
  await reads(page.locator("h1"), PERSON);
  await page.goBack();
  await reads(explorer.heading, PERSON);
  await reads(explorer.status, shown);
  assert.ok(!(await explorer.choice("messages").isChecked()), "the choice is forgotten");
}

async function path(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const [from, to] = ["Kim Ju Ae", "Communist Party of Vietnam"].map((label) => network.thing(label));
  await explorer.select(from.label);
  await page.click('#panel button:text-is("Path from here …")');
  await reads(explorer.status, `A path from ${from.label}: choose where it ends.`);
  await explorer.type(to.label);
  await page.keyboard.press("Enter");
  await reads(explorer.heading, "A shortest path");
  await explorer.rest();
  await shoot();
  const steps = await page.locator("#panel ol.path > li").evaluateAll((found) =>
    found.map((step) => [...step.querySelectorAll("a")].map((link) => link.textContent)));
  assert.equal(steps.length, network.distance(from, to));
  const things = [from, ...steps.map(([, name]) => network.thing(name))];
  // What is said of a step is true in its direction.
  steps.forEach(([words], at) => assert.equal(words, network.said(things[at], things[at + 1])));
}

// The network as text, for those who do not see it.
async function text(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.choice("organizations").uncheck();
  const kept = explorer.network.things.filter((one) => one.group !== "Organization");
  await page.click("#text > summary");
  const { relations } = explorer.network.counts(kept);
  await page.locator("#text tbody tr").nth(relations - 1).waitFor();
  assert.equal(await page.locator("#text tbody tr").count(), relations);
  await shoot();
}

module.exports = { entity, evidence, path, proof, text };
