// Things are found by name, by keyboard, in other spellings and scripts.
"use strict";

const assert = require("node:assert/strict");
const { Explorer, reads } = require("./explorer.js");

async function search(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  const options = page.locator("#found [role=option]");
  await explorer.type("Kim");
  const names = await options.locator("span").allTextContents();
  assert.ok(names.length > 5 && names.every((name) => name.includes("Kim")), `"Kim" offers ${names.join(", ")}`);
  await shoot();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getAttribute("#find", "aria-activedescendant"), await options.nth(1).getAttribute("id"));
  await page.keyboard.press("Enter");
  await reads(explorer.heading, names[1]);
  assert.equal((await explorer.state()).get("selected"), explorer.network.thing(names[1]).path);
}

async function spellings(page, address, shoot) {
  const explorer = await Explorer.open(page, address);
  for (const typed of ["Gim Jeong-eun", "김정", "kim jong-un", "KIM JONG UN"]) {
    await explorer.type(typed);
    const first = page.locator("#found [role=option] span").first();
    assert.equal(await first.textContent(), "Kim Jong Un", `"${typed}" offers something else first`);
  }
  await explorer.type("Nobody of such a name");
  await reads(page.locator("#found li"), "Nothing has such a name.");
  await shoot();
  await page.keyboard.press("Escape");
  await page.locator("#found").waitFor({ state: "hidden" });
}

module.exports = { search, spellings };
