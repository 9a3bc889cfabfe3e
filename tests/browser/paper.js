// Prints pages to PDF, and prints what they hold as JSON: { name: { pdf, parts, broken } }. The task is { browser, pages }, by
// name. The parts are the texts of rows, cells and paragraphs as they are to be on paper; the PDF is in Base64; broken are
// the words of tables that stand on two lines.

import { launch, task } from "./browsing.js";
import { brokenWords } from "./words.js";

/** @import { Browser } from "playwright-core" */
/** @typedef {{ pdf: string, parts: string[], broken: string[] }} Printed */

// The room between the margins of a page of A4, in pixels of CSS, and how many pages are printed at a time.
const PAPER = { width: 680, height: 1000 };
const AT_A_TIME = 3;

// What paper leaves out: navigation, forms, what only a screen can do, the heads of a table whose cells have their titles, and
// the evidence, which is in footnotes.
const LEFT_OUT = [
  "script, style, noscript, template, form, button:not(th button), nav.contents, .contents-beside, .contents-above, .sorter, nav.pages, .filter, .ask, .lanes, .open-text, .source-words, .hidden",
  ".developers, .formats, .downloads, .reuse, .behind, .cite, .places, .matrix thead, details.evidence > :not(summary), [hidden]",
].join(", ");
const PARTS = "main :is(h1, h2, h3, h4, p, li, dt, dd, td, th, caption, figcaption, text)";

/**
 * The texts of the parts of a page, without those that contain other parts.
 *
 * @param {{ leftOut: string, parts: string }} selectors
 */
function texts({ leftOut, parts }) {
  const all = [...document.querySelectorAll(parts)];
  return all
    .filter((part) => !part.closest(leftOut) && !part.querySelector("h1, h2, h3, h4, p, li, dt, dd, td, th"))
    .map((part) => {
      const copy = /** @type {Element} */ (part.cloneNode(true));
      for (const left of copy.querySelectorAll(leftOut)) left.remove();
      for (const link of copy.querySelectorAll("a[rel~=external]")) {
        if (part.localName !== "dt") link.append(` <${link.getAttribute("href")}>`);
      }
      for (const quoted of copy.querySelectorAll("q")) quoted.replaceWith(`“${quoted.textContent}”`);
      return copy.textContent ?? "";
    });
}

/**
 * @param {Browser} browser
 * @param {string} address
 * @returns {Promise<Printed>}
 */
async function print(browser, address) {
  const page = await browser.newPage({ viewport: PAPER });
  await page.goto(address, { waitUntil: "load" });
  const parts = await page.evaluate(texts, { leftOut: LEFT_OUT, parts: PARTS });
  await page.emulateMedia({ media: "print" });
  const broken = await brokenWords(page);
  const pdf = await page.pdf({ format: "A4" });
  await page.close();
  return { pdf: pdf.toString("base64"), parts, broken };
}

/** @type {{ browser: string, pages: Record<string, string> }} */
const { browser: executable, pages } = task();
const browser = await launch(executable, { webgl: false });
/** @type {Record<string, Printed>} */
const printed = {};
const waiting = Object.entries(pages);
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) printed[next[0]] = await print(browser, next[1]);
};
await Promise.all(Array.from({ length: AT_A_TIME }, work));
await browser.close();
process.stdout.write(JSON.stringify(printed));
