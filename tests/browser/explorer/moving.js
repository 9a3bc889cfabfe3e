// By mouse and by keyboard.
"use strict";

const assert = require("node:assert/strict");
const { Explorer, reads } = require("./explorer.js");

const TABS = 40;
// So near to a line one is at it, in pixels.
const REACH = 6;
const PERSON = "Kim Jong Un";
const HUB = "9th Congress of the Workers' Party of Korea";
const LEAF = "Kim Ho Chol";

// A click on a thing selects it, one on a line what it joins, one beside them nothing; a drag moves everything along.
async function mouse(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const click = async (place) => page.mouse.click(...(await explorer.place(place)));
  const [person, hub, leaf] = await places(explorer, PERSON, HUB, LEAF);
  await click(person);
  await reads(explorer.heading, PERSON);
  // Two clicks without a rest are a double click.
  await explorer.rest();
  await shoot();
  await click({ x: 5, y: 5 });
  await reads(explorer.heading, "Nothing selected");
  await explorer.rest();
  await point(explorer, leaf, hub);
  await page.mouse.down();
  await page.mouse.up();
  await reads(explorer.heading, `${HUB} and ${LEAF}`);
  await page.keyboard.press("Escape");
  await reads(explorer.heading, "Nothing selected");

  await page.mouse.move(...(await explorer.place({ x: 20, y: 20 })));
  await page.mouse.down();
  await page.mouse.move(...(await explorer.place({ x: 120, y: 60 })), { steps: 4 });
  await page.mouse.up();
  await explorer.rest();
  const [moved] = await places(explorer, PERSON);
  assert.ok(moved.x > person.x + 50, "a drag does not move the network along");
  await page.mouse.move(...(await explorer.place({ x: 200, y: 200 })));
  await page.mouse.wheel(0, -300);
  await page.waitForFunction(() => new URL(document.getElementById("link").href).hash.match(/camera=.*%2C([\d.]+)/)[1] < 1);
}

async function places(explorer, ...names) {
  const { circles } = await explorer.picture();
  return names.map((name) => circles.find((one) => one.name === name || one.name === `${name.slice(0, 30).trimEnd()}…`));
}

// Puts the mouse across a line between two places until it points at it.
async function point(explorer, one, other) {
  const { page } = explorer;
  for (let aside = -REACH; aside <= REACH; aside += 1) {
    const place = { x: 0.7 * one.x + 0.3 * other.x + aside, y: 0.7 * one.y + 0.3 * other.y };
    await page.mouse.move(...(await explorer.place(place)));
    if (await explorer.canvas.evaluate((canvas) => canvas.classList.contains("pointing"))) return;
  }
  assert.fail("the mouse does not find the line");
}

// Without a mouse: to the network, from thing to thing, to what is said of it, and on.
async function keyboard(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  const focus = () => page.evaluate(() => document.activeElement.id);
  for (let tabs = 0; tabs < TABS && (await focus()) !== "canvas"; tabs += 1) await page.keyboard.press("Tab");
  assert.equal(await focus(), "canvas");

  await page.keyboard.press("ArrowRight");
  const degree = (thing) => network.relations.filter(({ ends }) => ends.includes(thing)).length;
  const hub = network.things.reduce((best, one) => (degree(one) > degree(best) ? one : best));
  await reads(explorer.heading, hub.label);
  await page.keyboard.press("c");
  const leaves = new Set(network.leaves(hub));
  await explorer.shows(network.counts(network.things.filter((one) => !leaves.has(one))));
  await page.keyboard.press("e");
  await explorer.all();
  await page.keyboard.press("o");
  await explorer.shows(network.counts([hub, ...network.neighbours(hub)]));
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction((name) => document.querySelector("#panel h2").textContent !== name, hub.label);
  await explorer.rest();
  await shoot();

  await page.keyboard.press("Enter");
  assert.equal(await focus(), "panel");
  await explorer.canvas.focus();
  await page.keyboard.press("/");
  assert.equal(await focus(), "find");
  await explorer.canvas.focus();
  await page.keyboard.press("Escape");
  await reads(explorer.heading, "Nothing selected");
}

// A choice stays in focus when it has been made.
async function focus(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.choice("places").focus();
  await page.keyboard.press("Space");
  await explorer.shows(explorer.network.counts(explorer.network.things.filter((one) => one.group !== "Place")));
  assert.ok(await explorer.choice("places").evaluate((box) => box === document.activeElement), "the focus is lost");
}

// Who wants nothing to move sees the new view at once.
async function still(page, address) {
  const explorer = await Explorer.open(page, address);
  const ratio = await page.evaluate(() => {
    document.getElementById("closer").click();
    return new URLSearchParams(document.getElementById("link").hash.slice(1)).get("camera").split(",")[2];
  });
  assert.equal(ratio, (1 / 1.5).toFixed(3));
  await explorer.all();
}

module.exports = { focus, keyboard, mouse, still };
