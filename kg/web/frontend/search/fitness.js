// How badly an entry fits wanted words, which orders entries that all have them.

import { measure } from "./wanted_words.js";

/** @import { Entry } from "./entry.js" */
/** @import { WantedWord } from "./wanted_words.js" */

// No name has as many words.
const DESCRIPTION = 1000;
const LACKING = 10 * DESCRIPTION;

/**
 * Least for an entry of which a name has the most of the words, and then the fewest others.
 *
 * @param {Entry | undefined} entry
 * @param {WantedWord[]} wanted
 * @param {boolean} otherWords whether other words and descriptions count
 */
export function unfitness(entry, wanted, otherWords) {
  const fits = entry ? [entry.hit.label, ...entry.hit.names].map((name) => measure(name, wanted)) : [];
  const description = entry?.isDescription ? DESCRIPTION : 0;
  return Math.min(...fits.map(({ lacking, others }) => LACKING * lacking + (otherWords ? description + others : 0)));
}
