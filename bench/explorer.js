// Measures the explorer in Chromium. Reads the task as JSON from the standard input, { browser, address, measure, … }, and
// prints the measurements as JSON.

import { launch, task } from "../tests/browser/browsing.js";

const WINDOW = { viewport: { width: 1280, height: 1000 } };
const MS = 120_000;
const EMPTY = { nodes: [], edges: [], relations: [], clusters: [], number: 0, whole: true };

// Opens the explorer. Returns the milliseconds from the navigation to the first contentful paint, and to the drawn network.
async function paint(page, address) {
  await page.goto(`${address}/explore.html`);
  await drawn(page);
  return page.evaluate(() => [performance.getEntriesByName("first-contentful-paint")[0].startTime, window.drawnAt]);
}

// A page that records when the progress message has disappeared and the browser has painted the network.
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

// Opens the explorer in `times` new browser contexts, twice in each.
async function paints(browser, { address, times }) {
  const paintTimes = { cold: [], warm: [] };
  for (let count = 0; count < times; count += 1) {
    const context = await browser.newContext(WINDOW);
    const page = await watched(context);
    paintTimes.cold.push(await paint(page, address));
    paintTimes.warm.push(await paint(page, address));
    await context.close();
  }
  return paintTimes;
}

// The milliseconds of each frame while the network is dragged and while it is zoomed, first with an empty network, then
// with the network of the server.
async function frames(browser, { address, seconds }) {
  const frameTimes = {};
  for (const name of ["empty", "full"]) {
    const context = await browser.newContext(WINDOW);
    const page = await watched(context);
    if (name === "empty") await page.route("**/explore.json", (route) => emptied(route));
    await page.goto(`${address}/explore.html`);
    await drawn(page);
    const box = await page.locator("#canvas").boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    frameTimes[name] = {
      status: await page.textContent("#status"),
      pan: await timed(page, seconds, (turn) => page.mouse.move(x + 150 * Math.sin(turn / 5), y + 150 * Math.cos(turn / 5)), true),
      zoom: await timed(page, seconds, (turn) => page.mouse.wheel(0, turn % 16 < 8 ? -80 : 80), false),
    };
    await context.close();
  }
  return frameTimes;
}

async function emptied(route) {
  const response = await route.fetch({ timeout: MS });
  await route.fulfill({ json: { ...(await response.json()), ...EMPTY } });
}

// The milliseconds of each frame while moves follow each other for some seconds.
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
  const milliseconds = await page.evaluate(() => {
    cancelAnimationFrame(window.counting);
    return window.frames_.slice(1);
  });
  if (drag) await page.mouse.up();
  return milliseconds;
}

async function main() {
  const { measure, ...options } = task();
  const browser = await launch(options.browser);
  const measurements = await { paints, frames }[measure](browser, options);
  await browser.close();
  process.stdout.write(JSON.stringify(measurements));
}

main();
