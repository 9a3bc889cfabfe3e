// Finding entities by name.

import assert from "node:assert/strict";
import { Explorer, hasText } from "./explorer.js";

/** @import { Scenario } from "../scenarios.js" */

/** @type {Scenario} */
export async function search(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const options = page.locator("#found [role=option]");
  await explorer.type("Kim");
  const names = await options.locator("span").allTextContents();
  assert.ok(names.length > 5 && names.every((name) => name.includes("Kim")), `"Kim" offers ${names.join(", ")}`);
  await shoot();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getAttribute("#find", "aria-activedescendant"), await options.nth(1).getAttribute("id"));
  await page.keyboard.press("Enter");
  const name = names[1] ?? "";
  await hasText(explorer.heading, name);
  assert.equal((await explorer.state()).get("selected"), explorer.network.entity(name).path);
}

/** @type {Scenario} */
export async function spellings(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  for (const typed of ["Gim Jeong-eun", "김정", "kim jong-un", "KIM JONG UN"]) {
    await explorer.type(typed);
    const first = page.locator("#found [role=option] span").first();
    assert.equal(await first.textContent(), "Kim Jong Un", `"${typed}" offers another name first`);
  }
  await explorer.type("Qqzzx");
  await hasText(page.locator("#found li"), "No matches.");
  await shoot();
  await page.keyboard.press("Escape");
  await page.locator("#found").waitFor({ state: "hidden" });
}

/** Enter chooses the first match of what is in the field, also before the matches are there. @type {Scenario} */
export async function hurry(page, address) {
  const explorer = await Explorer.open(page, address);
  await explorer.type("Kim");
  await page.fill("#find", "Medvedev");
  await page.keyboard.press("Enter");
  await hasText(explorer.heading, "Dmitry Medvedev");
}
