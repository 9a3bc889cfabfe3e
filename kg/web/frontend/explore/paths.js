// The shortest path between two things along the relations that are shown.

import { across } from "./network.js";

// The things on it, in order; null if there is none.
export function shortest(start, end, shown) {
  const before = new Map([[start, null]]);
  const waiting = [start];
  for (const thing of waiting) {
    if (thing === end) return trail(before, end);
    for (const relation of thing.relations) {
      const next = across(relation, thing);
      if (shown.relations.has(relation) && !before.has(next)) {
        before.set(next, thing);
        waiting.push(next);
      }
    }
  }
  return null;
}

function trail(before, end) {
  const found = [];
  for (let thing = end; thing; thing = before.get(thing)) found.unshift(thing);
  return found;
}
