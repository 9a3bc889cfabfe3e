// An entry of the search with the words by which it is found.

import { initialsOf, isTerm } from "./keys.js";
import { join, normalize, soundsOf } from "./spelling.js";

/** @import { SearchHit } from "../documents.js" */

/**
 * An entry with the words by which it is found.
 *
 * @typedef {{ hit: SearchHit, texts: string[], isDescription: boolean, names: Set<string>, sounds: Set<string>, stems: Set<string> }} Entry
 */

/**
 * @param {SearchHit} hit
 * @param {string[]} texts
 * @param {boolean} isDescription
 * @returns {Entry}
 */
export function entryOf(hit, texts, isDescription) {
  const names = [hit.label, ...hit.names];
  const words = wordsOf(names);
  const letters = isDescription || isTerm(hit) ? [] : names.flatMap(initialsOf);
  return {
    hit,
    texts,
    isDescription,
    names: new Set([...words, ...letters]),
    sounds: new Set(names.flatMap((name) => soundsOf(name).map((word) => join([word])))),
    // The answer to a question names too much to find the question by.
    stems: new Set([...words, ...wordsOf([hit.kind === "question" ? "" : hit.summary, ...texts])].map(stem)),
  };
}

/**
 * What remains of a word without its usual endings.
 *
 * @param {string} word
 */
export function stem(word) {
  return word.replace(/(?:ies|ied|y)$/, "i").replace(/(?:ations?|ating|ated|ates?|ing|ed|es|s|e)$/, "");
}

/** @param {string[]} texts */
export function wordsOf(texts) {
  return texts.flatMap((text) => normalize(text).split(" ")).filter(Boolean);
}
