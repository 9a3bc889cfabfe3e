// What of a network is shown, by what the reader has chosen.

import { across, wasOn } from "./network.js";

// The sets of the things and of the relations that are shown.
export function visible(network, state) {
  const allowed = (thing) => !state.groups.has(thing.group) && !state.kinds.has(thing.kind);
  let relations = [...network.relations.values()].filter(
    (one) => !state.properties.has(one.property.path) && !state.statuses.has(one.status) && inTime(one, state),
  );
  relations = relations.filter((one) => allowed(one.source) && allowed(one.target));
  let things = new Set([...network.things.values()].filter((one) => allowed(one) && thingInTime(one, state)));
  if (state.day && !state.undated) for (const one of relations) for (const end of ends(one)) if (!dated(end)) things.add(end);
  relations = within(relations, things);
  if (state.only) {
    const roots = new Set([...things].filter((one) => state.only.has(one.path)));
    const near = relations.filter((one) => ends(one).some((end) => roots.has(end))).flatMap(ends);
    things = new Set([...roots, ...near]);
    relations = within(relations, things);
  }
  for (const leaf of leaves(relations, state.collapsed)) things.delete(leaf);
  return { things, relations: new Set(within(relations, things)) };
}

const ends = (relation) => [relation.source, relation.target];
const dated = (one) => Boolean(one.first || one.last);
const within = (relations, things) => relations.filter((one) => ends(one).every((end) => things.has(end)));

function inTime(one, state) {
  return !state.day || (dated(one) ? wasOn(one, state.day) : state.undated);
}

// What has no dates, such as a person, is there with what it took part in, or always if undated things are wanted.
function thingInTime(one, state) {
  return !state.day || (dated(one) ? wasOn(one, state.day) : state.undated);
}

// The things that are linked with one collapsed thing alone.
function leaves(relations, collapsed) {
  const neighbours = new Map();
  for (const one of collapsed.size ? relations : []) {
    if (one.source === one.target) continue;
    for (const end of ends(one)) neighbours.set(end, (neighbours.get(end) ?? new Set()).add(across(one, end)));
  }
  return [...neighbours].filter(([, found]) => found.size === 1 && collapsed.has([...found][0].path)).map(([leaf]) => leaf);
}
