// Looks for boxes that scroll within a page, words that tables break, and targets that are too small for a finger, and
// prints them as JSON: { name: [problem] }. The task is { browser, pages: { name: address } }.

import { smallTargets } from "./accessibility.js";
import { launch, task } from "./browsing.js";
import { brokenWords } from "./words.js";

const WIDTHS = [1280, 390];
// Where tables have least room before their rows become cards.
const TABLET = 800;
const PHONE = 390;
// Code keeps its lines, an editor scrolls to what is written, and the workbench keeps its examples beside the editor.
const MAY_SCROLL = "pre, textarea, .yasgui *, .examples";

/**
 * The boxes of the page that scroll, down or sideways.
 *
 * @param {string} exempt
 */
function scrollingBoxes(exempt) {
  const boxes = [...document.querySelectorAll("main *")].filter((box) => !box.matches(exempt) && box.clientHeight > 0);
  return boxes.flatMap((box) => {
    const { overflowX, overflowY } = getComputedStyle(box);
    const sizes = [
      { overflow: overflowY, content: box.scrollHeight, room: box.clientHeight },
      { overflow: overflowX, content: box.scrollWidth, room: box.clientWidth },
    ].filter(({ overflow, content, room }) => /auto|scroll/.test(overflow) && content > room + 1);
    return sizes.map(({ content, room }) => `${box.localName}.${box.className} scrolls ${content} px in ${room} px`);
  });
}

/** @type {{ browser: string, pages: Record<string, string> }} */
const { browser: executable, pages } = task();
const browser = await launch(executable, { webgl: false });
/** @type {Record<string, string[]>} */
const problems = {};
for (const [name, address] of Object.entries(pages)) {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: "load" });
  problems[name] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const boxes = await page.evaluate(scrollingBoxes, MAY_SCROLL);
    problems[name].push(...boxes.map((problem) => `${width} px: ${problem}`));
    if (width === PHONE) problems[name].push(...(await smallTargets(page)));
  }
  await page.setViewportSize({ width: TABLET, height: 900 });
  problems[name].push(...(await brokenWords(page)).map((word) => `a table breaks the word ${word}`));
  await page.close();
}
await browser.close();
process.stdout.write(JSON.stringify(problems));
