// Stories: the parts of the network that are drawn in columns.

import assert from "node:assert/strict";
import { test } from "node:test";

import { columnPlaces, columnsHeight } from "../../kg/web/frontend/explore/arrangement.js";
import { Network } from "../../kg/web/frontend/explore/network.js";
import { Reach } from "../../kg/web/frontend/explore/reach.js";
import * as transitions from "../../kg/web/frontend/explore/state.js";
import { columnsOf, storyOf } from "../../kg/web/frontend/explore/stories.js";
import { courseBetween } from "../../kg/web/frontend/explore/strokes.js";
import { viewOf } from "../../kg/web/frontend/explore/view.js";
import { entityOf, networkOf, sortedPaths } from "./fixtures.js";
import { overview } from "./overview.js";

/** @import { Entity } from "../../kg/web/frontend/explore/network.js" */

const { INITIAL } = transitions;
const STORIES = [
  {
    name: "votes",
    label: "Votes",
    kinds: ["vote"],
    paths: [
      { relation: "heldBy", inverse: true },
      { relation: "chose", inverse: false },
    ],
  },
];
// Two votes of an assembly, the later one first, and one of nobody; Dan is chosen in none.
const VOTES = networkOf(
  {
    late: { kind: "vote", first: "2026-02-20" },
    early: { kind: "vote", first: "2026-02-19" },
    lone: { kind: "vote" },
    assembly: {},
    bob: {},
    ann: {},
    dan: {},
  },
  [
    ["early", "heldBy", "assembly"],
    ["late", "heldBy", "assembly"],
    ["early", "chose", "ann"],
    ["late", "chose", "bob"],
    ["ann", "knows", "bob"],
    ["dan", "heldBy", "ann"],
  ],
  { stories: STORIES },
);
const state = { ...INITIAL, story: "votes" };

/** @param {Network} network */
function columns(network) {
  const story = storyOf(network, network.stories[0]?.name ?? "");
  assert.ok(story);
  return columnsOf(story).map((column) => column.map(({ path }) => path));
}

test("a story has the relations of its paths around its kinds, and their ends", () => {
  const view = viewOf(VOTES, state);
  assert.deepEqual(sortedPaths(view.entities), ["ann", "assembly", "bob", "early", "late"]);
  assert.equal(view.relations.size, 4);
});

test("entities of its kinds without such relations are not drawn", () => {
  assert.deepEqual(sortedPaths(viewOf(VOTES, state).orphans), ["lone"]);
});

test("an address with an unknown story shows everything", () => {
  assert.equal(viewOf(VOTES, { ...INITIAL, story: "weather" }).relations.size, VOTES.relations.size);
});

test("filters apply to a story", () => {
  const hidden = transitions.setHidden(state, "properties", ["chose"], true);
  assert.deepEqual(sortedPaths(viewOf(VOTES, hidden).entities), ["assembly", "early", "late"]);
});

test("what is searched for ends a story", () => {
  assert.equal(transitions.reveal(state, entityOf(VOTES, "dan")).story, null);
});

test("the paths of a story lead from left to right, and its columns follow time", () => {
  assert.deepEqual(columns(VOTES), [["assembly"], ["early", "late"], ["ann", "bob"]]);
});

test("a column stands in the order of its neighbours before that of time", () => {
  const network = networkOf(
    { one: { first: "2026-01-01" }, two: { first: "2026-01-02" }, late: { kind: "vote" }, early: { kind: "vote" } },
    [
      ["late", "heldBy", "one"],
      ["early", "heldBy", "two"],
    ],
    { stories: STORIES },
  );
  assert.deepEqual(columns(network)[1], ["late", "early"]);
});

test("the column on the right decides the order if nothing on the left is dated", () => {
  const network = networkOf(
    {
      ann: {},
      bob: {},
      one: { kind: "vote" },
      two: { kind: "vote" },
      late: { first: "2026-01-02" },
      early: { first: "2026-01-01" },
    },
    [
      ["one", "heldBy", "ann"],
      ["two", "heldBy", "bob"],
      ["one", "chose", "late"],
      ["two", "chose", "early"],
    ],
    { stories: STORIES },
  );
  assert.deepEqual(columns(network), [
    ["bob", "ann"],
    ["two", "one"],
    ["early", "late"],
  ]);
});

test("columns share the canvas", () => {
  const [first, second] = ["ann", "bob"].map((path) => entityOf(VOTES, path));
  assert.ok(first && second);
  const places = columnPlaces([[first], [second], []], { width: 1000, height: 500 }, () => 14);
  const [left, right] = [places.get(first), places.get(second)];
  assert.equal(left?.y, right?.y);
  assert.ok((left?.x ?? 0) >= 0 && (left?.x ?? 0) < (right?.x ?? 0) && (right?.x ?? 0) < 1000);
});

test("a canvas has room for the name of each entity of a column", () => {
  const story = storyOf(VOTES, "votes");
  assert.ok(story);
  const all = columnsOf(story);
  const height = columnsHeight(all, () => 70);
  const rows = all.map((column) => {
    const places = columnPlaces(all, { width: 300, height }, () => 70);
    return column.map((entity) => places.get(entity)?.y ?? 0);
  });
  for (const column of rows) {
    assert.ok(column.every((y, row) => y - 35 >= (column[row - 1] ?? -35) + 35));
    assert.ok((column.at(-1) ?? 0) + 35 <= height);
  }
});

test("the lines of every story of the project lead from left to right", () => {
  const network = new Network(overview);
  for (const { name } of overview.stories) {
    const story = storyOf(network, name);
    assert.ok(story?.steps.length);
    const columns = columnsOf(story);
    /** @param {Entity} entity */
    const columnOf = (entity) => columns.findIndex((column) => column.includes(entity));
    const backwards = story.steps.filter(({ left, right }) => columnOf(left) >= columnOf(right));
    assert.deepEqual(
      backwards.map(({ left, right }) => `${name}: ${left.label} → ${right.label}`),
      [],
    );
  }
});

test("a line between columns starts behind the name, and bends where the names of its column end", () => {
  const discs = ["long", "short", "end"].map((node, row) => ({ node, x: row < 2 ? 10 : 300, y: row * 20, radius: 6 }));
  const name = { lines: [], box: { left: 20, top: 0, right: 100, bottom: 10 } };
  const reach = new Reach(discs, [
    { ...name, key: "long", box: { ...name.box, right: 200 } },
    { ...name, key: "short" },
  ]);
  const ends = reach.between("short", "end");
  assert.ok(ends);
  const points = courseBetween(ends);
  assert.ok(points.every(({ x, y }) => x >= 200 || y === 20));
  assert.deepEqual([points[0]?.y, points.at(-1)?.y], [20, 40]);
  assert.ok((points[0]?.x ?? 0) > 100 && (points.at(-1)?.x ?? 300) < 300);
  assert.equal(reach.between("short", "hidden"), null);
});

test("every story of the project has three columns, and each entity once", () => {
  const network = new Network(overview);
  assert.ok(overview.stories.length > 2);
  for (const { name } of overview.stories) {
    const story = storyOf(network, name);
    assert.ok(story);
    const all = columnsOf(story);
    assert.ok(
      all.every((column) => column.length),
      name,
    );
    assert.equal(new Set(all.flat()).size, all.flat().length);
  }
});
