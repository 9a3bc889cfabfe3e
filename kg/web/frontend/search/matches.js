// Which of the names and texts of an entry a search has matched, to be shown beside it, as in kg/search/matches.py.

import { join, matchRank, normalize, soundsOf } from "./spelling.js";
import { distance } from "./typos.js";

/** @import { Entry } from "./entry.js" */
/** @import { TypedText } from "./keys.js" */

/**
 * The name that matches best or, if none matches as a whole, the name or text that has the most of the words; empty if it
 * is the label or the summary, which are shown anyway.
 *
 * @param {Entry} entry
 * @param {TypedText} typed
 * @param {boolean} isGuess
 */
export function matchedText({ hit, texts }, typed, isGuess) {
  const names = [hit.label, ...hit.names];
  const matched = isGuess ? likest(names, typed) : (matching(names, typed) ?? sharing([...names, ...texts], typed));
  return matched === hit.label || matched === hit.summary ? "" : matched;
}

/**
 * @param {string[]} names
 * @param {TypedText} typed
 */
function matching(names, { text }) {
  const ranks = names.map((name) => matchRank(name, text) ?? Number.POSITIVE_INFINITY);
  const best = Math.min(...ranks);
  return Number.isFinite(best) ? names[ranks.indexOf(best)] : undefined;
}

/**
 * @param {string[]} texts
 * @param {TypedText} typed
 */
function sharing(texts, { contentWords }) {
  const starts = contentWords.map((word) => word.slice(0, Math.max(4, word.length - 3)));
  const shared = texts.map((text) => {
    const words = normalize(text).split(" ");
    return starts.filter((start) => words.some((word) => word.startsWith(start))).length;
  });
  return texts[shared.indexOf(Math.max(...shared))] ?? "";
}

/**
 * @param {string[]} names
 * @param {TypedText} typed
 */
function likest(names, { sound }) {
  const errors = names.map((name) => {
    const other = join(soundsOf(name));
    return distance(other, sound, Math.max(other.length, sound.length));
  });
  return names[errors.indexOf(Math.min(...errors))] ?? "";
}
