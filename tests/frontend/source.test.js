// The text of a source that a reader opens: verification, offsets in code points, links to its words.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { CodePoints } from "../../kg/web/frontend/source/code_points.js";
import { textFragment } from "../../kg/web/frontend/source/text_fragment.js";
import { verify } from "../../kg/web/frontend/source/verification.js";

const TEXT = "One 등불.\nTwo 𝄞 three.\n";
/** @type {[string, string][]} */
const FRAGMENTS = JSON.parse(readFileSync(new URL("text-fragments.json", import.meta.url), "utf8"));

/** @param {string | Uint8Array} content */
const hashOf = (content) => createHash("sha256").update(content).digest("hex");
/** @param {string} content */
const verified = (content, recorded = TEXT) => verify(new TextEncoder().encode(content), hashOf(recorded));

test("the unchanged text is accepted without a remark", () => {
  assert.deepEqual(verified(TEXT), { hash: hashOf(TEXT), text: TEXT, differences: [] });
});

test("a byte order mark of the source belongs to its text", () => {
  assert.equal(verified(`\ufeff${TEXT}`, `\ufeff${TEXT}`).text, `\ufeff${TEXT}`);
});

test("another text is refused with its hash", () => {
  assert.deepEqual(verified(TEXT.replace("One", "Own")), {
    hash: hashOf(TEXT.replace("One", "Own")),
    text: null,
    differences: [],
  });
});

test("a file that is not UTF-8 is refused for that reason", () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x41]);
  assert.deepEqual(verify(bytes, hashOf(TEXT)), {
    hash: hashOf(bytes),
    text: null,
    differences: ["it is not text in UTF-8"],
  });
});

const CHANGES = {
  "CR LF": [TEXT.replaceAll("\n", "\r\n"), ["its lines end in CR LF, those of the source in LF"]],
  CR: [TEXT.replaceAll("\n", "\r"), ["its lines end in CR, those of the source in LF"]],
  "byte order mark": [`\ufeff${TEXT}`, ["it begins with a byte order mark, the source does not"]],
  "end of the last line": [TEXT.trimEnd(), ["its last line has no end, that of the source has one"]],
  "mark and CR LF": [
    `\ufeff${TEXT.replaceAll("\n", "\r\n")}`,
    ["it begins with a byte order mark, the source does not", "its lines end in CR LF, those of the source in LF"],
  ],
};
for (const [change, [content, differences]] of Object.entries(CHANGES))
  test(`a file that differs only in this is accepted and the difference named: ${change}`, () => {
    const found = verified(String(content));
    assert.deepEqual([found.text, found.differences], [TEXT, differences]);
  });

test("the line ends of a source with CR LF are restored", () => {
  const recorded = TEXT.replaceAll("\n", "\r\n");
  assert.equal(verified(TEXT, recorded).text, recorded);
});

test("offsets count code points where a character takes two code units", () => {
  const text = new CodePoints("a𝄞b등c");
  assert.deepEqual([text.length, text.slice(1, 2), text.slice(2, 4), text.slice(-3, 1)], [5, "𝄞", "b등", "a"]);
});

test("offsets count code points where each character takes one code unit", () => {
  const text = new CodePoints("a등b");
  assert.deepEqual([text.length, text.slice(1, 9), text.slice(5, 9)], [3, "등b", ""]);
});

test("there are words to link to", () => assert.ok(FRAGMENTS.length > 4));
for (const [words, address] of FRAGMENTS)
  test(`a link finds the words: ${words}`, () => assert.equal(textFragment("https://example.org/a", words), address));
