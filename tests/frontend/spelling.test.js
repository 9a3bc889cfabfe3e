// Which names match what a reader types, and which do not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { writtenDates } from "../../kg/web/frontend/search/dates.js";
import { matchRank, normalize } from "../../kg/web/frontend/search/spelling.js";
import { overview } from "./overview.js";

/**
 * What readers type with names that match it or do not, in the romanisations of McCune and Reischauer, of the South and
 * of the North; kg/search/spelling.py is tested with the same file.
 *
 * @typedef {{ name: string, typed: string, rank: number | null }} Rank
 * @type {{ ranks: Rank[], normalized: { text: string, normal: string }[], dates: { text: string, written: string }[] }}
 */
const CASES = JSON.parse(readFileSync(new URL("../fixtures/spellings.json", import.meta.url), "utf8"));
assert.ok(CASES.ranks.length > 150);

for (const { name, typed, rank } of CASES.ranks) {
  const words = rank === null ? "does not find" : "finds";
  test(`"${typed}" ${words} ${name}`, () => assert.equal(matchRank(name, typed), rank));
}

for (const { text, normal } of CASES.normalized) {
  test(`${JSON.stringify(text)} is normalised`, () => assert.equal(normalize(text), normal));
}

for (const { text, written } of CASES.dates) {
  test(`the dates of "${text}" are written out`, () => assert.equal(writtenDates(text), written));
}

const NAMES = overview.nodes.flatMap((node) => [node.label, ...(node.names ?? [])]);

/**
 * The rank of a name that must match.
 *
 * @param {string} name
 * @param {string} typed
 */
function rankOf(name, typed) {
  const rank = matchRank(name, typed);
  assert.notEqual(rank, null, `"${typed}" does not find ${name}`);
  return rank ?? Number.NaN;
}

test("the full name of every entity of the project finds it first", () => {
  assert.ok(overview.nodes.length > 100);
  for (const { label } of overview.nodes)
    assert.equal(
      NAMES.find((name) => matchRank(name, label) === 0),
      label,
    );
});

test("the beginning of a name ranks before the beginning of a word, and that before a similar sound", () => {
  assert.ok(rankOf("Kim Il Sung", "kim") < rankOf("Re-election of Kim", "kim"));
  assert.ok(rankOf("Re-election of Kim", "kim") < rankOf("Gim Jeong-eun", "kim"));
});

test("a similar sound ranks before the same letters inside a word", () => {
  assert.ok(rankOf("Ri Sol-ju", "li") < rankOf("Politburo", "li"));
});
