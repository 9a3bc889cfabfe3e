// What the explorer shows at first, and how readers change it.

import assert from "node:assert/strict";
import { Explorer, hasText } from "./explorer.js";
import { on } from "./network.js";

/** @import { Scenario } from "../scenarios.js" */
/** @import { Counts, Entity, Relation } from "./network.js" */

const DAY = "2026-02-23";
const DAY_IN_WORDS = "23 February 2026";
const HUB = "9th Congress of the Workers' Party of Korea";

/** @type {Scenario} */
export async function load(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  await explorer.showsEverything();
  const { circles } = await explorer.picture();
  assert.equal(circles.length, explorer.network.related.length);
  const { width, bottom, height } = await explorer.canvas.evaluate((canvas) => {
    const box = canvas.getBoundingClientRect();
    return { width: box.width / innerWidth, bottom: box.bottom / innerHeight, height: box.height / innerHeight };
  });
  assert.ok(width > 0.9 && height > 0.65 && bottom <= 1, "the canvas does not fill the window");
  await shoot();
}

/** Focuses on an entity, widens the focus and narrows it again. @type {Scenario} */
export async function focus(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const hub = network.entity(HUB);
  const collapse = explorer.panel.getByRole("button", { name: "Collapse" });
  await explorer.select(HUB);
  assert.equal(await collapse.count(), 0, "what was not expanded can be collapsed");
  await explorer.press("Focus");
  const near = [hub, ...network.neighbours(hub)];
  await explorer.shows(network.counts(near));
  await explorer.rest();
  await shoot();
  const next = near.find(
    (entity) => entity !== hub && [...network.neighbours(entity)].some((other) => !near.includes(other)),
  );
  assert.ok(next, "no neighbour has neighbours of its own");
  await explorer.select(next.label);
  await explorer.press("Expand");
  await explorer.shows(network.counts([...near, ...network.neighbours(next)]));
  await explorer.press("Collapse");
  await explorer.shows(network.counts(near));

  assert.equal(await collapse.count(), 0, "what is no longer expanded can be collapsed");
  await page.click("#again");
  await explorer.showsEverything();
}

/** Lists the entities without relations, which are not drawn. @type {Scenario} */
export async function orphans(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const alone = network.entities.filter((entity) => !network.neighbours(entity).size);
  assert.ok(alone.length, "every entity has relations");
  await page.getByRole("button", { name: `${alone.length} without relations` }).click();
  const links = page.locator("#orphans a");
  await links.first().waitFor();
  assert.deepEqual((await links.allTextContents()).sort(), alone.map(({ label }) => label).sort());
  await shoot();
  const answer = await page.request.get(
    (await links.first().evaluate((link) => link instanceof HTMLAnchorElement && link.href)) || "",
  );
  assert.equal(answer.status(), 200);
}

/** @type {Scenario} */
export async function filters(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const kind = network.entities.find(({ group }) => group === "Event")?.kind ?? "";
  const property = network.relations[0]?.property;
  /** @param {(entity: Entity) => boolean} kept */
  const entities = (kept) => network.counts(network.entities.filter(kept));
  /** @param {(relation: Relation) => boolean} kept */
  const relations = (kept) => network.counts(network.entities, network.relations.filter(kept));
  /** @type {[section: string, label: string, expected: Counts][]} */
  const trials = [
    ["Entities", "organizations", entities(({ group }) => group !== "Organization")],
    ["Kinds of events", kind, entities((entity) => entity.kind !== kind)],
    ["Certainty", "inferred", relations(({ status }) => status !== "inferred")],
    ["Relations", property?.label ?? "", relations((relation) => relation.property !== property)],
  ];
  for (const [section, label, expected] of trials) {
    await explorer.unfold(section);
    await explorer.filter(label).uncheck();
    await explorer.shows(expected);
    if (section === "Certainty") await shoot();
    await explorer.filter(label).check();
    await explorer.showsEverything();
  }
  await page.click('#filters button:text-is("None")');
  await explorer.shows(network.counts(network.entities, []));
  await page.click('#filters button:text-is("All")');
  await explorer.showsEverything();
}

/** Shows a day, with undated items and without. @type {Scenario} */
export async function day(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  /** @param {Entity | Relation} item */
  const dated = ({ first, last }) => Boolean(first || last);
  /** @param {Entity | Relation} item */
  const present = (item) => on(DAY, item) || !dated(item);
  await page.locator("#day").fill(String(network.days.indexOf(DAY) + 1));
  await hasText(page.locator("#when"), DAY_IN_WORDS);
  await explorer.shows(network.counts(network.entities.filter(present), network.relations.filter(present)));

  await page.uncheck("#undated");
  const relations = network.relations.filter((relation) => on(DAY, relation));
  const entities = network.entities.filter((entity) => on(DAY, entity));
  const participants = relations.flatMap(({ ends }) => ends).filter((end) => !dated(end));
  await explorer.shows(network.counts([...entities, ...participants], relations));
  await shoot();

  await page.locator("#day").fill("0");
  await hasText(page.locator("#when"), "All days");
  await explorer.showsEverything();
}
