// The explorer in a page, and the reader's actions in it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Network } from "./network.js";

/** @import { Locator, Page } from "playwright-core" */
/** @import { Counts } from "./network.js" */

/** @typedef {{ name: string, x: number, y: number }} Circle */

export class Explorer {
  /**
   * @param {Page} page
   * @param {string} address the address of the site
   * @param {Network} network what the page should show
   */
  constructor(page, address, network) {
    this.page = page;
    this.address = address;
    this.network = network;
    this.status = page.locator("#status");
    this.panel = page.locator("#panel");
    this.heading = page.locator("#panel h2");
    this.canvas = page.locator("#canvas");
  }

  /**
   * Opens the explorer, and waits until the network is drawn.
   *
   * @param {Page} page
   * @param {string} address
   * @param {string} [fragment]
   */
  static async open(page, address, fragment = "") {
    await page.goto(`${address}/explore.html${fragment}`);
    await page.locator("#message").waitFor({ state: "hidden" });
    const answer = await page.request.get(`${address}/explore.json`);
    return new Explorer(page, address, new Network(await answer.json()));
  }

  /**
   * Waits until the status line has these counts.
   *
   * @param {Counts} counts
   */
  shows({ entities, relations }) {
    return hasText(this.status, `Showing ${entities} entities and ${relations} relations.`);
  }

  showsEverything() {
    return this.shows(this.network.counts());
  }

  /** Waits until the camera and the address are at rest. */
  rest() {
    return this.page.waitForFunction(() => {
      const link = document.getElementById("link");
      return link instanceof HTMLAnchorElement && link.hash === location.hash;
    });
  }

  /** @param {string} text */
  async type(text) {
    // Without a text the list closes, so what opens again is about this one.
    await this.page.fill("#find", "");
    await this.page.locator("#found").waitFor({ state: "hidden" });
    await this.page.fill("#find", text);
    await this.page.locator("#found li").first().waitFor();
  }

  /**
   * Selects an entity by its name.
   *
   * @param {string} name
   */
  async select(name) {
    await this.type(name);
    const option = this.page.locator("#found li", { has: this.page.locator(`span:text-is("${name}")`) });
    await option.first().click();
    await hasText(this.heading, name);
  }

  /**
   * Presses a button of the panel.
   *
   * @param {string} text
   */
  press(text) {
    return this.panel.getByRole("button", { name: text, exact: true }).click();
  }

  /** Waits until nothing is selected, and the panel is closed. */
  showsNothing() {
    return this.panel.waitFor({ state: "hidden" });
  }

  /** Opens the filters. */
  async openFilters() {
    const filters = this.page.locator("details.choices");
    if (!(await filters.getAttribute("open").then((open) => open !== null))) await this.page.click("#choices");
  }

  /**
   * Opens a section of the filters.
   *
   * @param {string} heading
   */
  async unfold(heading) {
    await this.openFilters();
    const summary = this.page.locator(`#filters summary:text-is("${heading}")`);
    if (!(await summary.evaluate((element) => element.parentElement?.hasAttribute("open")))) await summary.click();
  }

  /**
   * The box of a filter, whose label ends with a number.
   *
   * @param {string} label
   */
  filter(label) {
    return this.page.getByRole("checkbox", { name: new RegExp(`^${label} [\\d,]+$`) });
  }

  /** The parameters of the link to the view. */
  async state() {
    return new URLSearchParams((await this.page.locator("#link").getAttribute("href"))?.slice(1));
  }

  /**
   * Presses a button that offers a file, without the mouse, and returns the file.
   *
   * @param {string} button
   */
  async download(button) {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.locator(button).evaluate((element) => element instanceof HTMLElement && element.click()),
    ]);
    return readFile(await download.path());
  }

  /** The downloaded picture: its ground, its number of lines, its circles, and its names as they are on the screen. */
  async picture() {
    const text = (await this.download("#svg")).toString();
    return this.page.evaluate((svg) => {
      const picture = new DOMParser().parseFromString(svg, "image/svg+xml");
      const drawn = document.body.appendChild(document.importNode(picture.documentElement, true));
      const names = [...drawn.querySelectorAll("text")].map((name) => {
        const { x, y, width, height } = name.getBBox();
        const lines = [...name.querySelectorAll("tspan")].map((line) => line.textContent);
        return { text: lines.join(" "), left: x, top: y, right: x + width, bottom: y + height };
      });
      drawn.remove();
      return {
        broken: Boolean(picture.querySelector("parsererror")),
        ground: picture.querySelector("rect")?.getAttribute("fill"),
        lines: picture.querySelectorAll("path:not(.head)").length,
        names,
        circles: [...picture.querySelectorAll("circle")].map((circle) => ({
          name: circle.textContent,
          x: circle.cx.baseVal.value,
          y: circle.cy.baseVal.value,
        })),
      };
    }, text);
  }

  /** The names on the canvas, in alphabetical order. */
  async names() {
    return (await this.picture()).names.map(({ text }) => text).sort();
  }

  /**
   * The circle of an entity.
   *
   * @param {string} name
   * @returns {Promise<Circle>}
   */
  async circle(name) {
    const { circles } = await this.picture();
    const circle = circles.find((candidate) => candidate.name === name);
    assert.ok(circle, `${name} is not drawn`);
    return circle;
  }

  /**
   * Where a point of the canvas is on the page.
   *
   * @param {{ x: number, y: number }} point
   * @returns {Promise<[x: number, y: number]>}
   */
  async place({ x, y }) {
    const box = await this.canvas.boundingBox();
    assert.ok(box, "the canvas is hidden");
    return [box.x + x, box.y + y];
  }
}

/**
 * Waits until an element has exactly this text.
 *
 * @param {Locator} locator
 * @param {string} text
 */
export async function hasText(locator, text) {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  try {
    await locator
      .filter({ hasText: new RegExp(`^\\s*${escaped}\\s*$`) })
      .first()
      .waitFor();
  } catch {
    assert.equal((await locator.allTextContents()).join(" | "), text);
  }
}
