// The addresses that scripts make from paths and IRIs of the data: they lead to the site or to the web, and run nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pageAddress } from "../../kg/web/frontend/explore/site.js";
import { pageOf } from "../../kg/web/frontend/site/pages.js";

const ROOT = "https://example.org/kg/";
const UNSAFE = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "urn:x", "blob:a"];

class FakeElement {
  dataset = { root: "./" };
}
const page = { baseURI: `${ROOT}explore.html`, getElementById: () => new FakeElement() };
Object.assign(globalThis, { HTMLElement: FakeElement, document: page });
const header = /** @type {HTMLElement} */ (/** @type {unknown} */ (new FakeElement()));

test("the page about an entity is one of the site", () => {
  assert.equal(pageAddress("id/person/ann"), `${ROOT}id/person/ann.html`);
  assert.equal(pageAddress("def#Person"), `${ROOT}def.html#Person`);
  assert.equal(pageOf(header, "/id/person/ann"), `${ROOT}id/person/ann.html`);
});

test("a path that is percent-encoded stays as it is", () => {
  assert.equal(pageAddress("id/a%252Fb%3Fc"), `${ROOT}id/a%252Fb%3Fc.html`);
  assert.equal(pageOf(header, "/id/a.html"), `${ROOT}id/a.html.html`);
  assert.equal(pageOf(header, "/questions/who.html"), `${ROOT}questions/who.html`);
});

test("a web address outside the site is its own", () => {
  assert.equal(pageAddress("https://www.wikidata.org/entity/Q1"), "https://www.wikidata.org/entity/Q1");
});

for (const iri of UNSAFE) {
  test(`the address made from ${iri} is one of the site`, () => {
    for (const address of [
      pageAddress(iri),
      pageOf(header, iri),
      pageOf(header, `/${iri}`),
      pageOf(header, `x${iri}`),
    ]) {
      assert.ok(address.startsWith(ROOT), address);
    }
  });
}
