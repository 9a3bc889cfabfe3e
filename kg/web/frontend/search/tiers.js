// Tiers of entries, from the surest to the vaguest.

/**
 * What was meant, or an empty text if it is the name of the entry, and the numbers of the entries.
 *
 * @typedef {[meant: string, numbers: number[]]} Guess
 */

/**
 * Tiers of entries that have what was typed.
 *
 * @param {Iterable<number[]>} tiers
 * @returns {Generator<Guess>}
 */
export function* unmeant(tiers) {
  for (const numbers of tiers) yield ["", numbers];
}

/**
 * The first numbers of some tiers that count, each once with what was meant, no more than necessary.
 *
 * @param {Iterable<Guess>} tiers
 * @param {number} limit
 * @param {(number: number) => boolean} counts
 */
export function firstOf(tiers, limit, counts) {
  const found = /** @type {Map<number, string>} */ (new Map());
  for (const [meant, numbers] of tiers) {
    for (const number of numbers) if (counts(number) && !found.has(number)) found.set(number, meant);
    if (found.size >= limit) break;
  }
  return new Map([...found].slice(0, limit));
}
