// Words that a name must have, and how well a name fits them, as in kg/search/index/words.py.

import { initialsOf, isSmall } from "./keys.js";
import { normalize } from "./spelling.js";

/**
 * A word, or one of several; unfinished, a word that begins so.
 *
 * @typedef {{ spellings: string[], unfinished?: boolean }} WantedWord
 */

/**
 * Words, of which the last is unfinished.
 *
 * @param {string[]} words
 * @returns {WantedWord[]}
 */
export function unfinished(words) {
  return words.map((word, at) => ({ spellings: [word], unfinished: at === words.length - 1 }));
}

/**
 * What remains of some words without their longest endings.
 *
 * @param {string[]} words
 * @returns {WantedWord[]}
 */
export function stems(words) {
  return words.map((word) => ({ spellings: [word.slice(0, Math.max(4, word.length - 3))], unfinished: true }));
}

/**
 * Whether a word is a wanted one.
 *
 * @param {string} word
 * @param {WantedWord} wanted
 */
export function isWanted(word, wanted) {
  return wanted.spellings.some((spelling) => (wanted.unfinished ? word.startsWith(spelling) : word === spelling));
}

/**
 * How many of some words a name lacks, and how many others it has; initials stand for words of it.
 *
 * @param {string} name
 * @param {WantedWord[]} wanted
 */
export function measure(name, wanted) {
  const telling = normalize(name)
    .split(" ")
    .filter((word) => !isSmall(word));
  const others = telling.filter((word) => !wanted.some((one) => isWanted(word, one))).length;
  const absent = wanted.filter((one) => !telling.some((word) => isWanted(word, one)));
  const letters = absent.length ? initialsOf(name) : [];
  const spans = absent.map(({ spellings }) =>
    Math.max(0, ...spellings.filter((s) => letters.includes(s)).map((s) => s.length)),
  );
  return {
    lacking: spans.filter((span) => span === 0).length,
    others: spans.reduce((rest, span) => rest - span, others),
  };
}

/**
 * Whether a set has all of some words.
 *
 * @param {Set<string>} words
 * @param {WantedWord[]} wanted
 */
export function hasAll(words, wanted) {
  return wanted.every((one) => hasAny(words, one));
}

/**
 * @param {Set<string>} words
 * @param {WantedWord} wanted
 */
function hasAny(words, wanted) {
  if (!wanted.unfinished) return wanted.spellings.some((spelling) => words.has(spelling));
  return [...words].some((word) => isWanted(word, wanted));
}
