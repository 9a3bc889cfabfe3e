// Measures the explorer in Chromium. The task comes as JSON on the standard input: { browser, address, measure, … }; what
// is measured is printed as JSON.
"use strict";

const { launch, task } = require("../tests/browser/browsing.js");

const WINDOW = { viewport: { width: 1280, height: 1000 } };
const MS = 120_000;
const EMPTY = { nodes: [], edges: [], relations: [], clusters: [], number: 0, whole: true };

// Opens the explorer: the milliseconds from the navigation to the first paint of content, and until the network is drawn.
async function paint(page, address) {
  await page.goto(`${address}/explore.html`);
  await drawn(page);
  return page.evaluate(() => [performance.getEntriesByName("first-contentful-paint")[0].startTime, window.drawnAt]);
}

// When the message that the network is being drawn has gone, and the browser has had time for the picture.
async function watched(context) {
  await context.addInitScript(() => {
    const look = () => {
      if (document.getElementById("message")?.hidden) requestAnimationFrame(() => (window.drawnAt = performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(MS);
  return page;
}

const drawn = (page) => page.waitForFunction(() => window.drawnAt);

// `times` browsers with nothing kept, and the same page again in each of them.
async function paints(browser, { address, times }) {
  const found = { cold: [], warm: [] };
  for (let count = 0; count < times; count += 1) {
    const context = await browser.newContext(WINDOW);
    const page = await watched(context);
    found.cold.push(await paint(page, address));
    found.warm.push(await paint(page, address));
    await context.close();
  }
  return found;
}

// The milliseconds of each frame while the network is dragged, and while it is zoomed; first of an empty network in the
// same explorer, then of what the server has.
async function frames(browser, { address, seconds }) {
  const found = {};
  for (const name of ["empty", "full"]) {
    const context = await browser.newContext(WINDOW);
    const page = await watched(context);
    if (name === "empty") await page.route("**/explore.json", (route) => emptied(route));
    await page.goto(`${address}/explore.html`);
    await drawn(page);
    const box = await page.locator("#canvas").boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    found[name] = {
      status: await page.textContent("#status"),
      pan: await timed(page, seconds, (turn) => page.mouse.move(x + 150 * Math.sin(turn / 5), y + 150 * Math.cos(turn / 5)), true),
      zoom: await timed(page, seconds, (turn) => page.mouse.wheel(0, turn % 16 < 8 ? -80 : 80), false),
    };
    await context.close();
  }
  return found;
}

async function emptied(route) {
  const answer = await route.fetch({ timeout: MS });
  await route.fulfill({ json: { ...(await answer.json()), ...EMPTY } });
}

// The milliseconds of the frames in some seconds of one move after the other.
async function timed(page, seconds, move, drag) {
  if (drag) await page.mouse.down();
  await page.evaluate(() => {
    window.frames_ = [];
    let before = performance.now();
    const count = (now) => {
      window.frames_.push(now - before);
      before = now;
      window.counting = requestAnimationFrame(count);
    };
    window.counting = requestAnimationFrame(count);
  });
  const end = Date.now() + seconds * 1000;
  for (let turn = 0; Date.now() < end; turn += 1) await move(turn);
  const found = await page.evaluate(() => {
    cancelAnimationFrame(window.counting);
    return window.frames_.slice(1);
  });
  if (drag) await page.mouse.up();
  return found;
}

async function main() {
  const given = task();
  const browser = await launch(given.browser);
  const measured = await { paints, frames }[given.measure](browser, given);
  await browser.close();
  process.stdout.write(JSON.stringify(measured));
}

main();
