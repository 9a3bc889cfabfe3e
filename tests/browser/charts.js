// Charts: kinds chosen in the drawing, the list and the address; labels as fonts make them; files; and the phone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { violations } from "./accessibility.js";

/** @import { Download, Locator, Page } from "playwright-core" */
/** @import { Scenario } from "./scenarios.js" */

const TIMELINE = "/timeline.html";
const PAGES = [TIMELINE, "/organs.html", "/delegates.html"];
const CONGRESS = "9th Congress of the Workers' Party of Korea";
// What is still legible, in pixels of the screen.
const LEGIBLE = 11;
const SCHEMES = /** @type {const} */ (["light", "dark"]);
const PNG = "89504e470d0a1a0a";

/** The entries of the list that are shown. @param {Page} page */
function listed(page) {
  return page.locator("li.entry:visible .what > a").allInnerTexts();
}

/** The entries of the drawing that are shown, by the titles of their groups. @param {Page} page */
function drawn(page) {
  return page.locator(".wide .lane > svg > g:not([hidden]) > a > g > title").allTextContents();
}

/** The texts of a page's drawings that meet another one. @param {Page} page */
function meetings(page) {
  return page.evaluate(() => {
    /** @type {string[]} */
    const found = [];
    for (const drawing of document.querySelectorAll(".drawn svg")) {
      const texts = [...drawing.querySelectorAll("text")].map((text) => ({ text, box: text.getBoundingClientRect() }));
      const seen = texts.filter(({ box }) => box.width > 0);
      for (const [at, one] of seen.entries()) {
        for (const other of seen.slice(at + 1)) {
          const apart =
            one.box.right <= other.box.left ||
            other.box.right <= one.box.left ||
            one.box.bottom <= other.box.top + 2 ||
            other.box.bottom <= one.box.top + 2;
          if (!apart) found.push(`${one.text.textContent} / ${other.text.textContent}`);
        }
      }
    }
    return found;
  });
}

/** The size of the smallest text in drawings, in pixels of the screen. @param {Page} page */
function smallestText(page) {
  return page.evaluate(() => {
    const sizes = [...document.querySelectorAll(".drawn svg")].flatMap((drawing) => {
      const matrix = drawing instanceof SVGSVGElement ? drawing.getScreenCTM() : null;
      const texts = [...drawing.querySelectorAll("text")].filter((text) => text.getBoundingClientRect().width > 0);
      return texts.map((text) => Number(text.getAttribute("font-size")) * (matrix?.a ?? 0));
    });
    return Math.min(...sizes);
  });
}

/** @type {Scenario} */
export async function kinds(page, address, shoot) {
  await page.goto(address + TIMELINE);
  const all = await listed(page);
  assert.ok(all.length > 40);
  assert.deepEqual((await drawn(page)).sort(), [...all].sort());
  const height = (await page.locator("div.wide").boundingBox())?.height ?? 0;
  await page.getByRole("checkbox", { name: "Speeches" }).uncheck();
  await page.getByRole("checkbox", { name: "Elections and decisions" }).uncheck();
  await shoot();
  const some = await listed(page);
  assert.ok(some.length > 0 && some.length < all.length && !some.some((name) => name.startsWith("Speech ")));
  assert.deepEqual((await drawn(page)).sort(), [...some].sort());
  assert.ok(((await page.locator("div.wide").boundingBox())?.height ?? 0) < height - 100);
  assert.equal(new URL(page.url()).search, "?show=preparation,gatherings,messages,others");
  assert.equal(await page.locator(".kinds [role=status]").textContent(), `${some.length} of ${all.length} shown`);
  await page.reload();
  assert.deepEqual(await listed(page), some);
  assert.equal(await page.getByRole("checkbox", { name: "Speeches" }).isChecked(), false);
  await page.getByRole("checkbox", { name: "Speeches" }).check();
  await page.getByRole("checkbox", { name: "Elections and decisions" }).check();
  assert.equal(new URL(page.url()).search, "");
  assert.deepEqual(await listed(page), all);
}

/** @type {Scenario} */
export async function sections(page, address) {
  await page.goto(`${address}${TIMELINE}?show=speeches`);
  const headings = await page.locator(".moment:visible").count();
  assert.equal(await page.locator(".moment:visible:has(li.entry:visible)").count(), headings);
  assert.ok(headings > 3 && headings < (await page.locator(".moment").count()));
}

/** @type {Scenario} */
export async function labels(page, address, shoot) {
  for (const path of PAGES) {
    await page.goto(address + path);
    assert.deepEqual(await meetings(page), [], path);
    assert.ok((await smallestText(page)) >= LEGIBLE, path);
  }
  await shoot();
}

/** @type {Scenario} */
export async function phone(page, address, shoot) {
  await page.goto(address + TIMELINE);
  await shoot();
  const first = page.locator(".drawn text:visible", { hasText: CONGRESS }).first();
  const box = await first.boundingBox();
  assert.ok(box && box.y + box.height < (page.viewportSize()?.height ?? 0));
  // Nothing that is drawn comes before it but its dates.
  assert.equal(await page.locator(".drawn text:visible").nth(1).textContent(), CONGRESS);
  await labels(page, address, shoot);
}

/** @type {Scenario} */
export async function files(page, address) {
  for (const path of PAGES) {
    await page.goto(address + path);
    const line = page.locator(".drawn .downloads").first();
    for (const [name, start] of /** @type {const} */ ([
      ["SVG", "3c737667"],
      ["CSV", ""],
      ["PNG", PNG],
    ])) {
      const button = line.locator(name === "PNG" ? "button" : "a", { hasText: name });
      const file = await downloaded(page, button);
      assert.match(file.suggestedFilename(), new RegExp(`^[a-z-]+-[a-z-]+\\.${name.toLowerCase()}$`));
      const content = readFileSync(await file.path());
      assert.ok(content.length > 200 && content.toString("hex").startsWith(start), `${path} ${name}`);
    }
  }
}

/** The picture that is offered has the kinds that are shown. @type {Scenario} */
export async function pictureOfKinds(page, address) {
  await page.goto(`${address}${TIMELINE}?show=speeches`);
  const file = await downloaded(page, page.locator(".drawn .downloads a", { hasText: "SVG" }));
  const content = readFileSync(await file.path(), "utf-8");
  assert.deepEqual([content.includes(">Speeches<"), content.includes(">Preparation<")], [true, false]);
  const shown = await page.locator(".key li:visible").allInnerTexts();
  assert.ok(shown.some((text) => text.includes(CONGRESS)) && !shown.some((text) => text.includes("8th")));
}

/** @param {Page} page @param {Locator} control @returns {Promise<Download>} */
async function downloaded(page, control) {
  const [file] = await Promise.all([page.waitForEvent("download"), control.click()]);
  return file;
}

/** @type {Scenario} */
export async function appearance(page, address, shoot) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const path of PAGES) {
      await page.goto(address + path);
      await shoot(`${path.slice(1, -5)}-${colorScheme}`);
      assert.deepEqual(await violations(page), [], `${path} ${colorScheme}`);
    }
  }
}

/** @type {Scenario} */
export async function withoutScripts(page, address) {
  await page.goto(`${address}${TIMELINE}?show=speeches`);
  assert.equal(await page.locator(".kinds:visible").count(), 0);
  assert.deepEqual((await drawn(page)).sort(), (await listed(page)).sort());
  assert.ok((await listed(page)).length > 40);
}
