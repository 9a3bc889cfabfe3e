// What is shown for what the reader has chosen, and the path along it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Network } from "../../kg/web/frontend/explore/network.js";
import { shortest } from "../../kg/web/frontend/explore/paths.js";
import { initial } from "../../kg/web/frontend/explore/state.js";
import { visible } from "../../kg/web/frontend/explore/visibility.js";
import { network, paths } from "./made.js";
import { overview } from "./overview.js";

const DAY = "2026-02-19";
const EVENT = { group: "Event", kind: "day" };

// Ann and Bob took part in a day, Bob knows Cho, who took part in a later day; Dan is in an undated meeting with Cho.
const little = network(
  {
    ann: {},
    bob: { kind: "observer" },
    cho: {},
    dan: {},
    day: { ...EVENT, first: DAY, last: DAY },
    later: { ...EVENT, first: "2026-02-20", last: "2026-02-20" },
    meeting: { ...EVENT, kind: "meeting" },
  },
  [
    ["ann", "partIn", "day", { status: "explicit", first: DAY, last: DAY }],
    ["bob", "partIn", "day", { status: "inferred", first: DAY, last: DAY }],
    ["bob", "knows", "cho", { status: "explicit" }],
    ["cho", "partIn", "later", { status: "explicit", first: "2026-02-20", last: "2026-02-20" }],
    ["cho", "partIn", "meeting", { status: "implied" }],
    ["dan", "partIn", "meeting", { status: "implied" }],
    ["day", "before", "later", { status: "explicit" }],
  ],
);
const EVERYTHING = ["ann", "bob", "cho", "dan", "day", "later", "meeting"];

function shown(choices, known = little) {
  return visible(known, { ...initial(), ...choices });
}

const things = (choices) => paths(shown(choices).things);
const relations = (choices) => [...shown(choices).relations].map((one) => `${one.source.path} ${one.property.path} ${one.target.path}`);

test("at first everything is shown", () => {
  const found = shown({}, new Network(overview));
  assert.deepEqual([found.things.size, found.relations.size], [overview.nodes.length, overview.edges.length]);
});

test("things of a hidden group go with their relations", () => {
  assert.deepEqual(things({ groups: new Set(["Event"]) }), ["ann", "bob", "cho", "dan"]);
  assert.deepEqual(relations({ groups: new Set(["Event"]) }), ["bob knows cho"]);
});

test("things of a hidden kind go, others of their group stay", () => {
  assert.deepEqual(things({ kinds: new Set(["observer"]) }), EVERYTHING.filter((one) => one !== "bob"));
});

test("relations of a hidden property go, their things stay", () => {
  assert.deepEqual(things({ properties: new Set(["partIn"]) }), EVERYTHING);
  assert.deepEqual(relations({ properties: new Set(["partIn"]) }), ["bob knows cho", "day before later"]);
});

test("relations of a hidden status go, their things stay", () => {
  const found = shown({ statuses: new Set(["explicit", "inferred"]) });
  assert.deepEqual([found.things.size, found.relations.size], [7, 2]);
});

test("on a day there is what was on it, and what has no date", () => {
  assert.deepEqual(things({ day: DAY }), ["ann", "bob", "cho", "dan", "day", "meeting"]);
  assert.equal(relations({ day: DAY }).includes("cho partIn later"), false);
});

test("without what has no date there is what was on the day, and who took part in it", () => {
  assert.deepEqual(things({ day: DAY, undated: false }), ["ann", "bob", "day"]);
  assert.deepEqual(relations({ day: DAY, undated: false }), ["ann partIn day", "bob partIn day"]);
});

test("whether undated things are wanted matters on a day alone", () => assert.deepEqual(things({ undated: false }), EVERYTHING));

test("of a day on which nothing was said to be there is what has no date", () => {
  assert.deepEqual(things({ day: "1900-01-01" }), ["ann", "bob", "cho", "dan", "meeting"]);
  assert.deepEqual(things({ day: "1900-01-01", undated: false }), []);
});

test("who took part in what is hidden is not there for it", () => {
  assert.deepEqual(things({ day: DAY, undated: false, properties: new Set(["partIn"]) }), ["day"]);
});

test("only the surroundings of a thing are it and its neighbours", () => {
  assert.deepEqual(things({ only: new Set(["bob"]) }), ["bob", "cho", "day"]);
});

test("the surroundings have the relations between neighbours too", () => {
  assert.deepEqual(relations({ only: new Set(["day"]) }), ["ann partIn day", "bob partIn day", "day before later"]);
});

test("to expand a thing adds its surroundings", () => {
  assert.deepEqual(things({ only: new Set(["ann", "cho"]) }), ["ann", "bob", "cho", "day", "later", "meeting"]);
});

test("surroundings go along relations that are shown", () => {
  assert.deepEqual(things({ only: new Set(["bob"]), properties: new Set(["knows"]) }), ["bob", "day"]);
});

test("of things that are unknown there are no surroundings", () => assert.deepEqual(things({ only: new Set(["nobody"]) }), []));

test("to collapse a thing hides what hangs on it alone", () => {
  assert.deepEqual(things({ collapsed: new Set(["day"]) }), EVERYTHING.filter((one) => one !== "ann"));
});

test("what hangs on others too stays", () => {
  assert.deepEqual(things({ collapsed: new Set(["bob"]) }), EVERYTHING);
});

test("what hangs on a thing alone by what is shown is hidden", () => {
  const choices = { collapsed: new Set(["cho"]), properties: new Set(["before"]) };
  assert.deepEqual(things(choices), EVERYTHING.filter((one) => one !== "later"));
});

test("a thing that is collapsed stays, even if it is related to itself", () => {
  const own = network({ ann: {}, bob: {} }, [["ann", "knows", "ann"], ["bob", "knows", "bob"], ["bob", "knows", "ann"]]);
  assert.deepEqual(paths(shown({ collapsed: new Set(["ann"]) }, own).things), ["ann"]);
});

test("of two things that hang on each other alone one stays", () => {
  const pair = network({ ann: {}, bob: {} }, [["ann", "knows", "bob"]]);
  assert.deepEqual(paths(shown({ collapsed: new Set(["ann"]) }, pair).things), ["ann"]);
});

test("relations that are shown join things that are shown", () => {
  const known = new Network(overview);
  const [busiest] = [...known.things.values()].sort((one, other) => other.relations.length - one.relations.length);
  for (const choices of [
    { groups: new Set(["Event"]) },
    { day: DAY, undated: false },
    { only: new Set([busiest.path]) },
    { collapsed: new Set([busiest.path]) },
    { statuses: new Set(["inferred"]), day: DAY, only: new Set([busiest.path]), collapsed: new Set([busiest.path]) },
  ]) {
    const found = shown(choices, known);
    assert.deepEqual([...found.relations].filter((one) => !found.things.has(one.source) || !found.things.has(one.target)), []);
  }
});

// --- Paths

function way(from, to, choices = {}) {
  return shortest(little.things.get(from), little.things.get(to), shown(choices))?.map((thing) => thing.path) ?? null;
}

test("a path is the shortest one", () => assert.deepEqual(way("ann", "later"), ["ann", "day", "later"]));

test("a path goes along relations from either end", () => assert.deepEqual(way("later", "ann"), ["later", "day", "ann"]));

test("a path goes along what is shown", () => {
  assert.deepEqual(way("ann", "later", { properties: new Set(["before"]) }), ["ann", "day", "bob", "cho", "later"]);
});

test("there is no path where what is shown has none", () => {
  assert.equal(way("ann", "later", { properties: new Set(["partIn"]) }), null);
});

test("the path from a thing to itself is the thing", () => assert.deepEqual(way("ann", "ann"), ["ann"]));

test("paths in the project's network are as short as its rings are wide", () => {
  const known = new Network(overview);
  const everything = shown({}, known);
  const [start] = known.things.values();
  const rings = new Map([[start, 0]]);
  for (let grown = true, ring = 0; grown; ring += 1) {
    grown = false;
    for (const { source, target } of known.relations.values()) {
      for (const [near, far] of [[source, target], [target, source]]) {
        if (rings.get(near) === ring && !rings.has(far)) grown = Boolean(rings.set(far, ring + 1));
      }
    }
  }
  for (const thing of known.things.values()) {
    assert.equal(shortest(start, thing, everything)?.length ?? null, rings.has(thing) ? rings.get(thing) + 1 : null);
  }
});
