// Mouse and keyboard.

import assert from "node:assert/strict";
import { Explorer, hasText } from "./explorer.js";

/** @import { Scenario } from "../scenarios.js" */
/** @import { Circle } from "./explorer.js" */

const MAX_TABS = 40;
// How far from a line the pointer still is at it, in pixels.
const REACH = 6;
const PERSON = "Kim Jong Un";
const HUB = "9th Congress of the Workers' Party of Korea";
const LEAF = "Kim Ho Chol";

/** Clicks on an entity, on nothing and on a line, drags and zooms. @type {Scenario} */
export async function mouse(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  /** @param {{ x: number, y: number }} point */
  const click = async (point) => page.mouse.click(...(await explorer.place(point)));
  const person = await explorer.circle(PERSON);
  await click(person);
  await hasText(explorer.heading, PERSON);
  // Two clicks in quick succession would be a double click.
  await explorer.rest();
  await shoot();
  await click({ x: 5, y: 5 });
  await explorer.showsNothing();
  await page.click("#everything");
  await explorer.rest();
  await pointAtLine(explorer, await explorer.circle(LEAF), await explorer.circle(HUB));
  await page.mouse.down();
  await page.mouse.up();
  await hasText(explorer.heading, `${HUB} and ${LEAF}`);
  await page.keyboard.press("Escape");
  await explorer.showsNothing();

  await page.mouse.move(...(await explorer.place({ x: 20, y: 200 })));
  await page.mouse.down();
  await page.mouse.move(...(await explorer.place({ x: 120, y: 240 })), { steps: 4 });
  await page.mouse.up();
  await explorer.rest();
  const moved = await explorer.circle(PERSON);
  assert.ok(moved.x > person.x + 50, "dragging does not move the network");
  await page.mouse.move(...(await explorer.place({ x: 200, y: 200 })));
  await page.mouse.wheel(0, -300);
  await page.waitForFunction(() => {
    const camera = new URLSearchParams(document.querySelector("a#link")?.getAttribute("href")?.slice(1)).get("camera");
    return Number(camera?.split(",")[2]) < 1;
  });
}

/**
 * Moves the mouse across a line until it points at it.
 *
 * @param {Explorer} explorer
 * @param {Circle} from
 * @param {Circle} to
 */
async function pointAtLine(explorer, from, to) {
  for (let offset = -REACH; offset <= REACH; offset += 1) {
    const point = { x: 0.7 * from.x + 0.3 * to.x + offset, y: 0.7 * from.y + 0.3 * to.y };
    await explorer.page.mouse.move(...(await explorer.place(point)));
    if (await explorer.canvas.evaluate((canvas) => canvas.classList.contains("pointing"))) return;
  }
  assert.fail("the mouse does not find the line");
}

/** Points at an entity: it lights up with its neighbours, beside a card. @type {Scenario} */
export async function hover(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const person = network.entity(PERSON);
  const near = [person, ...network.neighbours(person)];
  const before = await explorer.names();
  const away = await explorer.place({ x: 5, y: 300 });
  const card = page.locator("#card");
  await page.mouse.move(...(await explorer.place(await explorer.circle(PERSON))));
  await card.waitFor();
  const [kind, name, summary, links] = await card.locator("p").allTextContents();
  assert.deepEqual([kind, name, links], [person.kind, PERSON, `${network.degree(person)} links`]);
  assert.match(summary ?? "", /General Secretary/);
  await shoot();
  const lit = await explorer.names();
  const labels = [...near.map(({ label }) => label), ...network.relations.map(({ property }) => property.label)];
  assert.ok(lit.includes(PERSON) && lit.length > 3);
  assert.deepEqual(
    lit.filter((text) => !labels.some((label) => text.includes(label))),
    [],
  );
  await page.mouse.move(...away);
  await card.waitFor({ state: "hidden" });
  assert.deepEqual(await explorer.names(), before);
}

/** Reaches and uses the network without a mouse. @type {Scenario} */
export async function keyboard(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const focused = () => page.evaluate(() => document.activeElement?.id);
  for (let tabs = 0; tabs < MAX_TABS && (await focused()) !== "canvas"; tabs += 1) await page.keyboard.press("Tab");
  assert.equal(await focused(), "canvas");

  await page.keyboard.press("ArrowRight");
  const hub = network.entities.reduce((most, entity) =>
    network.degree(entity) > network.degree(most) ? entity : most,
  );
  await hasText(explorer.heading, hub.label);
  await page.keyboard.press("c");
  await hasText(explorer.status, `${hub.label}, ${hub.kind}, ${network.degree(hub)} relations`);
  await page.keyboard.press("o");
  await explorer.shows(network.counts([hub, ...network.neighbours(hub)]));
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction((name) => document.querySelector("#panel h2")?.textContent !== name, hub.label);
  await explorer.rest();
  await shoot();

  await page.keyboard.press("Enter");
  assert.equal(await focused(), "panel");
  await explorer.canvas.focus();
  await page.keyboard.press("/");
  assert.equal(await focused(), "find");
  await explorer.canvas.focus();
  await page.keyboard.press("Escape");
  await explorer.showsNothing();
}

/** A filter keeps the keyboard focus when it is used. @type {Scenario} */
export async function keyboardFocus(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.openFilters();
  const box = explorer.filter("places");
  await box.focus();
  await page.keyboard.press("Space");
  await explorer.shows(explorer.network.counts(explorer.network.entities.filter(({ group }) => group !== "Place")));
  assert.ok(await box.evaluate((element) => element === document.activeElement), "the focus is lost");
}

/** Readers who prefer reduced motion see the new view at once. @type {Scenario} */
export async function reducedMotion(page, address) {
  const explorer = await Explorer.open(page, address);
  const ratio = await page.evaluate(() => {
    document.getElementById("closer")?.click();
    const camera = new URLSearchParams(document.querySelector("a#link")?.getAttribute("href")?.slice(1)).get("camera");
    return camera?.split(",")[2];
  });
  assert.equal(ratio, (1 / 1.5).toFixed(3));
  await explorer.showsEverything();
}
