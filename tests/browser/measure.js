// Measures the explorer in Chromium, for bench/explorer.py. The task comes as JSON on the standard input: { browser,
// address, times, seconds }; the figures go out as JSON: milliseconds until the first contentful paint and until the
// network is drawn, each time in a new browser; frames a second while the network is moved, and while an empty one is.
"use strict";

const { launch, task } = require("./browsing.js");

const EMPTY = { title: "", base: "", whole: true, number: 0, groups: [], statuses: [], clusters: [], relations: [], nodes: [], edges: [] };
const PATIENCE = 120_000;

async function opened(browser, address, network) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  if (network) await page.route("**/explore.json", (route) => route.fulfill({ json: network }));
  await page.goto(`${address}/explore.html`);
  await page.waitForFunction(() => document.getElementById("message").hidden, null, { timeout: PATIENCE });
  return page;
}

async function paints({ browser: path, address, times }) {
  const found = { paint: [], drawn: [] };
  for (let time = 0; time < times; time += 1) {
    const browser = await launch(path);
    const page = await opened(browser, address);
    found.drawn.push(await page.evaluate(() => performance.now()));
    found.paint.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    await browser.close();
  }
  return found;
}

// The frames a second in which a page paints while somebody drags its network around, and zooms in and out.
async function frames(page, seconds) {
  const box = await page.locator("#canvas").boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.evaluate(() => {
    window.frames = { count: 0, begun: performance.now() };
    const tick = () => requestAnimationFrame(tick, (window.frames.count += 1));
    requestAnimationFrame(tick);
  });
  const end = Date.now() + seconds * 1000;
  await page.mouse.move(middle.x, middle.y);
  for (let step = 0; Date.now() < end; step += 1) {
    if (step % 60 === 0) await page.mouse.down();
    await page.mouse.move(middle.x + 120 * Math.cos(step / 10), middle.y + 120 * Math.sin(step / 10));
    if (step % 60 === 59) {
      await page.mouse.up();
      await page.mouse.wheel(0, step % 120 === 59 ? -200 : 200);
    }
  }
  return page.evaluate(() => (window.frames.count * 1000) / (performance.now() - window.frames.begun));
}

async function main() {
  const given = task();
  const found = await paints(given);
  const browser = await launch(given.browser);
  for (const [name, network] of [["empty", EMPTY], ["full", null]]) {
    const page = await opened(browser, given.address, network);
    found[name] = await frames(page, given.seconds);
    await page.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
}

main();
