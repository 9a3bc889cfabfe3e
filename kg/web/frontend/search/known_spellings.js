// The known spellings, by which what was mistyped is corrected.

import { allowedErrors, distance } from "./typos.js";

// In so short a word nobody mistakes the first letter.
const SHORT = 5;

/**
 * The known spellings that are like what was typed, the nearest first.
 *
 * @param {Set<string>} known
 * @param {string} typed
 */
export function nearest(known, typed) {
  const allowed = allowedErrors(typed);
  if (!allowed) return [];
  const errors = [...known].map(
    (spelling) => /** @type {[string, number]} */ ([spelling, distance(spelling, typed, allowed)]),
  );
  return errors
    .filter(([spelling, count]) => count <= allowed && (typed.length > SHORT || hasSameStart(typed, spelling)))
    .sort(([, first], [, second]) => first - second)
    .map(([spelling]) => spelling);
}

/**
 * Whether two spellings begin with the same letter, or with the same two swapped.
 *
 * @param {string} first
 * @param {string} second
 */
function hasSameStart(first, second) {
  return first[0] === second[0] || `${first[1]}${first[0]}` === second.slice(0, 2);
}
