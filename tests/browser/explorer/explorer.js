// The explorer in a page, and what people do in it.
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const { Network } = require("./network.js");

class Explorer {
  constructor(page, address) {
    this.page = page;
    this.address = address;
    this.status = page.locator("#status");
    this.panel = page.locator("#panel");
    this.heading = page.locator("#panel h2");
    this.canvas = page.locator("#canvas");
  }

  // Opens it, and waits until the network is drawn.
  static async open(page, address, fragment = "") {
    const explorer = new Explorer(page, address);
    await page.goto(`${address}/explore.html${fragment}`);
    await page.locator("#message").waitFor({ state: "hidden" });
    const answer = await page.request.get(`${address}/explore.json`);
    explorer.network = new Network(await answer.json());
    return explorer;
  }

  // Waits until so much is said to be shown.
  shows({ things, relations }) {
    return reads(this.status, `${things} things and ${relations} relations are shown.`);
  }

  all() {
    return this.shows(this.network.counts(this.network.things));
  }

  // Waits until the camera and the address are at rest.
  rest() {
    return this.page.waitForFunction(() => location.hash === document.getElementById("link").hash);
  }

  async type(words) {
    await this.page.fill("#find", words);
    await this.page.locator("#found li").first().waitFor();
  }

  // Selects a thing by its name.
  async select(name) {
    await this.type(name);
    await this.page.locator("#found li", { has: this.page.locator(`span:text-is("${name}")`) }).first().click();
    await reads(this.heading, name);
  }

  // Opens a part of the choices, if it is closed.
  async unfold(words) {
    const summary = this.page.locator(`#filters summary:text-is("${words}")`);
    if (!(await summary.evaluate((one) => one.parentElement.open))) await summary.click();
  }

  // The box before the words of a choice; a number stands behind them.
  choice(words) {
    return this.page.getByRole("checkbox", { name: new RegExp(`^${words} [\\d,]+$`) });
  }

  // What the link to the view says of it.
  async state() {
    return new URLSearchParams(new URL(await this.page.locator("#link").evaluate((link) => link.href)).hash.slice(1));
  }

  // Presses a button that offers a file; the bytes of it.
  async download(button) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.click(button)]);
    return fs.readFileSync(await download.path());
  }

  // The circles of the picture, with their names and places on the canvas.
  async picture() {
    const text = (await this.download("#svg")).toString();
    return this.page.evaluate((given) => {
      const picture = new DOMParser().parseFromString(given, "image/svg+xml");
      const value = (one, name) => Number(one.getAttribute(name));
      return {
        broken: Boolean(picture.querySelector("parsererror")),
        ground: picture.querySelector("rect")?.getAttribute("fill"),
        lines: picture.querySelectorAll("line").length,
        circles: [...picture.querySelectorAll("circle")].map((one) => ({
          name: one.textContent,
          x: value(one, "cx"),
          y: value(one, "cy"),
        })),
      };
    }, text);
  }

  // Where on the page a place of the canvas is.
  async place({ x, y }) {
    const box = await this.canvas.boundingBox();
    return [box.x + x, box.y + y];
  }
}

// Waits until an element reads so.
async function reads(locator, text) {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  try {
    await locator.filter({ hasText: new RegExp(`^\\s*${escaped}\\s*$`) }).first().waitFor();
  } catch {
    assert.equal((await locator.allTextContents()).join(" | "), text);
  }
}

module.exports = { Explorer, reads };
