// The stories, and the names on the canvas in each view.

import assert from "node:assert/strict";
import { Explorer } from "./explorer.js";

/** @import { Scenario } from "../scenarios.js" */

/** @typedef {{ text: string, left: number, top: number, right: number, bottom: number }} Name */

// How much the boxes of names that only touch may have in common, in pixels.
const TOUCH = 0.5;
// The share of the entities in view that are named at least, on the smallest screen.
const NAMED = 1 / 8;

/** Opens each story by a click, its address, and goes back. @type {Scenario} */
export async function stories(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const { network } = explorer;
  assert.ok(network.stories.length >= 3, "there are few stories");
  for (const story of network.stories) {
    const link = page.locator("#stories").getByRole("link", { name: story.label, exact: true });
    await link.click();
    await explorer.shows(network.told(story));
    assert.equal(await link.getAttribute("aria-current"), "true");
    await explorer.rest();
    assert.equal(new URLSearchParams(new URL(page.url()).hash.slice(1)).get("view"), story.name);
    await shoot(story.name);
    const other = await Explorer.open(await page.context().newPage(), address, `#view=${story.name}`);
    await other.shows(network.told(story));
    await other.page.close();
  }
  await page.goBack();
  await explorer.shows(network.told(network.stories.at(-2) ?? { name: "", label: "", kinds: [], paths: [] }));
  await page.locator("#stories").getByRole("link", { name: "All", exact: true }).click();
  await explorer.showsEverything();
}

/** In every view and at three zooms, no name overlaps another, and none is cut; in a story everything is named. @type {Scenario} */
export async function names(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  for (const view of ["", ...explorer.network.stories.map(({ name }) => name)]) {
    const link = `#stories a[href="#${view && `view=${view}`}"]`;
    await page.click(link);
    await page.locator(`${link}[aria-current]`).waitFor();
    for (const [zoom, button] of Object.entries({ whole: "#everything", near: "#closer", nearer: "#closer" })) {
      await page.click(button);
      if (zoom === "nearer") await page.click(button);
      await explorer.rest();
      await check(explorer, `${view || "all"}, ${zoom}`);
      await page.evaluate(() => scrollTo(0, 0));
      await shoot(`${view || "all"} ${zoom}`);
    }
  }
}

/**
 * @param {Explorer} explorer
 * @param {string} where
 */
async function check(explorer, where) {
  const labels = new Set(explorer.network.entities.map(({ label }) => label));
  const { width, height, button } = await explorer.canvas.evaluate((canvas) => {
    const { left, top } = canvas.getBoundingClientRect();
    const box = document.getElementById("choices")?.getBoundingClientRect() ?? new DOMRect();
    const cover = {
      text: "",
      left: box.left - left,
      top: box.top - top,
      right: box.right - left,
      bottom: box.bottom - top,
    };
    return { width: canvas.clientWidth, height: canvas.clientHeight, button: cover };
  });
  const { names: shown, circles } = await explorer.picture();
  const inView = circles.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
  const fewest = where.endsWith(", whole") && !where.startsWith("all") ? inView.length : NAMED * inView.length;
  assert.ok(shown.length && shown.length >= fewest, `${where}: ${shown.length} of ${inView.length}`);
  for (const [index, name] of shown.entries()) {
    assert.ok(labels.has(name.text), `${where}: "${name.text}" is not a whole name`);
    const inside = name.left >= 0 && name.top >= 0 && name.right <= width && name.bottom <= height;
    assert.ok(inside, `${where}: "${name.text}" is cut`);
    const other = [button, ...shown.slice(index + 1)].find((candidate) => overlaps(name, candidate));
    assert.equal(other, undefined, `${where}: "${name.text}" overlaps "${other?.text}"`);
  }
}

/**
 * @param {Name} first
 * @param {Name} second
 */
function overlaps(first, second) {
  const across = Math.min(first.right, second.right) - Math.max(first.left, second.left);
  const down = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
  return across > TOUCH && down > TOUCH;
}
