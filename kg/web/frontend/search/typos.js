// Typing errors: letters left out, added, replaced or swapped; at most as many as the server tolerates.

/** @param {string} spelling */
export function allowedErrors(spelling) {
  if (spelling.length < 4) return 0;
  return spelling.length < 8 ? 1 : 2;
}

/**
 * How many letters were left out, added, replaced or swapped with the next one, the restricted Damerau-Levenshtein
 * distance; more than the limit if it is more.
 *
 * @param {string} first
 * @param {string} second
 * @param {number} limit
 */
export function distance(first, second, limit) {
  if (Math.abs(first.length - second.length) > limit) return limit + 1;
  /** @type {number[]} */
  let before = [];
  /** @type {number[]} */
  let row = Array.from({ length: second.length + 1 }, (_, at) => at);
  for (let place = 1; place <= first.length; place += 1) {
    const older = before;
    before = row;
    row = [place];
    for (let at = 1; at <= second.length; at += 1) {
      const replaced = first[place - 1] === second[at - 1] ? 0 : 1;
      let cost = Math.min(valueAt(before, at) + 1, valueAt(row, at - 1) + 1, valueAt(before, at - 1) + replaced);
      const swapped = place > 1 && at > 1 && first[place - 1] === second[at - 2] && first[place - 2] === second[at - 1];
      if (swapped) cost = Math.min(cost, valueAt(older, at - 2) + 1);
      row.push(cost);
    }
  }
  return valueAt(row, second.length);
}

/**
 * @param {number[]} row
 * @param {number} at
 */
function valueAt(row, at) {
  return row[at] ?? Number.POSITIVE_INFINITY;
}
