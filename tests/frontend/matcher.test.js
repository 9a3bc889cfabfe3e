// What the search of a site of files finds first, which is what the server's index finds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { Matcher } from "../../kg/web/frontend/search/matcher.js";
import { allowedErrors, distance } from "../../kg/web/frontend/search/typos.js";

const DOCUMENT = join(dirname(process.argv[2] ?? ""), "search.json");
/** @type {{ typed: string, first: string }[]} */
const SEARCHES = JSON.parse(readFileSync(new URL("../fixtures/searches.json", import.meta.url), "utf8"));
assert.ok(SEARCHES.length >= 60);

const matcher = new Matcher(JSON.parse(readFileSync(DOCUMENT, "utf8")));

test("at least 95 of 100 searches find what is meant first", () => {
  const missed = SEARCHES.filter(({ typed, first }) => matcher.find(typed, 1).hits[0]?.path !== first);
  assert.ok(missed.length <= SEARCHES.length / 20, JSON.stringify(missed));
});

test("a sure match needs no suggestion, a guess is one", () => {
  assert.equal(matcher.find("Kim Jong Un", 1).suggestion, null);
  assert.equal(matcher.find("Kim Jonh Un", 1).suggestion, "Kim Jong Un");
});

test("nothing is found for signs", () => {
  assert.deepEqual(matcher.find("?!", 5), { query: "?!", hits: [], suggestion: null, isPartial: false });
});

test("no more hits than asked for are given", () => {
  assert.equal(matcher.find("kim", 3).hits.length, 3);
});

test("swapped letters are one error", () => {
  assert.equal(distance("kim", "kmi", 2), 1);
  assert.equal(distance("medvedev", "medwedew", 2), 2);
  assert.ok(distance("kim", "parade", 2) > 2);
});

test("short words tolerate no error", () => {
  assert.deepEqual(["kim", "jong", "medvedev"].map(allowedErrors), [0, 1, 2]);
});

test("hits may be of one kind only", () => {
  const kinds = matcher.find("kim", 20, "person").hits.map(({ kind }) => kind);
  assert.ok(kinds.length > 2);
  assert.deepEqual([...new Set(kinds)], ["person"]);
});

test("a hit names what has matched unless that is its label", () => {
  const first = (/** @type {string} */ typed) => matcher.find(typed, 1).hits[0];
  assert.equal(first("Kim Jong Un")?.matched, "");
  assert.equal(first("김정은")?.matched, "김정은");
});

test("hits with only some of the words are partial, and no suggestion", () => {
  const { hits, suggestion, isPartial } = matcher.find("qqzzx medvedev", 3);
  assert.deepEqual([hits.length > 0, suggestion, isPartial], [true, null, true]);
});
