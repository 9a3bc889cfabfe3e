// What is to be seen at first, and by what it is chosen.
"use strict";

const assert = require("node:assert/strict");
const { Explorer, reads } = require("./explorer.js");
const { on } = require("./network.js");

const DAY = "2026-02-23";
const WORDS = "23 February 2026";
const HUB = "9th Congress of the Workers' Party of Korea";

// Everything is drawn, and counted.
async function load(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.all();
  const { circles } = await explorer.picture();
  assert.equal(circles.length, explorer.network.things.length);
  await shoot();
}

// A thing alone with what surrounds it; then with what hangs on it left out; and all again.
async function surroundings(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const hub = network.thing(HUB);
  const leaves = new Set(network.leaves(hub));
  assert.ok(leaves.size, "nothing hangs on the congress alone");
  await explorer.select(HUB);

  await page.click('#panel button:text-is("Collapse")');
  await explorer.shows(network.counts(network.things.filter((one) => !leaves.has(one))));
  await page.click('#panel button:text-is("Expand")');
  await explorer.all();

  await page.click('#panel button:text-is("Only its surroundings")');
  const near = [hub, ...network.neighbours(hub)];
  await explorer.shows(network.counts(near));
  await explorer.rest();
  await shoot();
  const [next] = near.filter((one) => [...network.neighbours(one)].some((other) => !near.includes(other)) && one !== hub);
  await explorer.select(next.label);
  await page.click('#panel button:text-is("Expand")');
  await explorer.shows(network.counts([...near, ...network.neighbours(next)]));
  await page.click('#panel button:text-is("Collapse")');
  await explorer.shows(network.counts(near));

  await page.click("#again");
  await explorer.all();
}

// Groups of things, kinds of them, relations, and how things are known.
async function filters(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const { kind } = network.things.find((one) => one.group === "Event");
  const { path, label } = network.relations[0].property;
  const things = (kept) => network.counts(network.things.filter(kept));
  const relations = (kept) => network.counts(network.things, network.relations.filter(kept));
  const trials = [
    ["Things", "organizations", things((one) => one.group !== "Organization")],
    ["kinds of events", kind, things((one) => one.kind !== kind)],
    ["How it is known", "inferred", relations((one) => one.status !== "inferred")],
    ["Relations", label, relations((one) => one.property.path !== path)],
  ];
  for (const [part, words, expected] of trials) {
    await explorer.unfold(part);
    await explorer.choice(words).uncheck();
    await explorer.shows(expected);
    if (part === "How it is known") await shoot();
    await explorer.choice(words).check();
    await explorer.all();
  }
  await page.click('#filters button:text-is("None")');
  await explorer.shows({ things: network.things.length, relations: 0 });
  await page.click('#filters button:text-is("All")');
  await explorer.all();
}

// A day, with what has no date and without.
async function time(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const dated = (one) => Boolean(one.first || one.last);
  const there = (one) => on(DAY, one) || !dated(one);
  await page.locator("#day").fill(String(network.days.indexOf(DAY) + 1));
  await reads(page.locator("#when"), WORDS);
  await explorer.shows(network.counts(network.things.filter(there), network.relations.filter(there)));

  await page.uncheck("#undated");
  const relations = network.relations.filter((one) => on(DAY, one));
  const things = network.things.filter((one) => on(DAY, one));
  const undated = relations.flatMap(({ ends }) => ends).filter((one) => !dated(one));
  await explorer.shows(network.counts([...things, ...undated], relations));
  await shoot();

  await page.locator("#day").fill("0");
  await reads(page.locator("#when"), "All days");
  await explorer.all();
}

module.exports = { filters, load, surroundings, time };
