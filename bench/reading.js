// Measures pages in Chromium on a slow connection. Reads the task as JSON from the standard input, { browser, address,
// paths, times, … }, and prints the measurements as JSON.

import { launch, task } from "../tests/browser/browsing.js";

const WINDOW = { viewport: { width: 390, height: 844 } };

// Opens a page in a new browser context, where nothing is cached. Returns the milliseconds from the navigation to the first
// contentful paint, and the bytes that all that it loads takes as sent.
async function opening(browser, url, { latency, bytesPerSecond }) {
  const context = await browser.newContext(WINDOW);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  await context.close();
  return [painted, bytes];
}

async function main() {
  const { browser: executable, address, paths, times, ...connection } = task();
  const browser = await launch(executable, { webgl: false });
  const measurements = {};
  for (const path of paths) {
    measurements[path] = [];
    for (let count = 0; count < times; count += 1) {
      measurements[path].push(await opening(browser, address + path, connection));
    }
  }
  await browser.close();
  process.stdout.write(JSON.stringify(measurements));
}

main();
