// Whether a file is the text of a source: its SHA-256 is that which the dataset records, as it is or after a change of
// nothing but its byte order mark or its line ends, which editors and downloads change.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** @typedef {{ hash: string, text: string | null, differences: string[] }} Verification */

const MARK = "\ufeff";
/** @type {[difference: string, change: (text: string) => string][]} */
const LINE_ENDS = [
  ["", (text) => text],
  ["its lines end in CR LF, those of the source in LF", (text) => text.replaceAll("\r\n", "\n")],
  ["its lines end in CR, those of the source in LF", (text) => text.replaceAll("\r", "\n")],
  ["its lines end in LF, those of the source in CR LF", (text) => text.replaceAll(/\r?\n/g, "\r\n")],
];
/** @type {[difference: string, change: (text: string) => string][]} */
const LAST_LINES = [
  ["", (text) => text],
  ["its last line has an end, that of the source has none", (text) => text.replace(/\r?\n$/, "")],
  ["its last line has no end, that of the source has one", (text) => `${text}\n`],
  ["its last line has no end, that of the source has one", (text) => `${text}\r\n`],
];
/** @type {[difference: string, change: (text: string) => string][]} */
const MARKS = [
  ["", (text) => text],
  ["it begins with a byte order mark, the source does not", (text) => text.replace(MARK, "")],
  ["it has no byte order mark, the source begins with one", (text) => MARK + text],
];

/**
 * Compares a file with a recorded hash. The text is null if the file is another; otherwise it has exactly this hash,
 * and the differences are those that were undone.
 *
 * @param {Uint8Array} bytes
 * @param {string} recorded the SHA-256 in lower-case hexadecimal
 * @returns {Verification}
 */
export function verify(bytes, recorded) {
  const hash = digest(bytes);
  const text = decode(bytes);
  if (text === null) return { hash, text, differences: ["it is not text in UTF-8"] };
  if (hash === recorded) return { hash, text, differences: [] };
  for (const [candidate, differences] of candidates(text))
    if (digest(new TextEncoder().encode(candidate)) === recorded) return { hash, text: candidate, differences };
  return { hash, text: null, differences: [] };
}

/**
 * The texts that the reader's could have been, each with how it differs from the reader's.
 *
 * @param {string} text
 */
function candidates(text) {
  /** @type {Map<string, string[]>} */
  const differing = new Map();
  for (const [mark, changeMark] of MARKS)
    for (const [lines, changeLines] of LINE_ENDS)
      for (const [last, changeLast] of LAST_LINES) {
        const candidate = changeMark(changeLast(changeLines(text)));
        const differences = [mark, lines, last].filter((difference) => difference);
        if (candidate !== text && !differing.has(candidate)) differing.set(candidate, differences);
      }
  return differing;
}

/** @param {Uint8Array} bytes */
function digest(bytes) {
  return bytesToHex(sha256(bytes));
}

/** @param {Uint8Array} bytes */
function decode(bytes) {
  try {
    // The mark is kept, since offsets and hash count it.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
