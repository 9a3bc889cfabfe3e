// The days of entities and relations.

/** @import { Dated } from "../documents.js" */
/** @import { Network } from "./network.js" */

/**
 * The days that are stated exactly for an entity or relation, in order.
 *
 * @param {Network} network
 */
export function exactDays(network) {
  /** @type {Set<string>} */
  const days = new Set();
  for (const { first, last } of [...network.entities.values(), ...network.relations.values()]) {
    if (first && first === last) days.add(first);
  }
  return [...days].sort();
}

/** @param {Dated} item */
export function isDated({ first, last }) {
  return Boolean(first || last);
}

/**
 * Whether an entity or relation is dated and its time includes a day.
 *
 * @param {Dated} item
 * @param {string} day
 */
export function includesDay({ first, last }, day) {
  return Boolean(first || last) && (!first || first <= day) && (!last || day <= last);
}
