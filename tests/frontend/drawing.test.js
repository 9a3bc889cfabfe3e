// What is drawn: lines, styles, places, the view of the camera, keyboard navigation.

import assert from "node:assert/strict";
import { test } from "node:test";

import { frame } from "../../kg/web/frontend/explore/camera.js";
import { nearest, nextEntity } from "../../kg/web/frontend/explore/keyboard.js";
import { distanceToSegment, lineKey, lineLabel, linesOf } from "../../kg/web/frontend/explore/lines.js";
import { Network } from "../../kg/web/frontend/explore/network.js";
import { clusterPlace, placeEntities } from "../../kg/web/frontend/explore/placement.js";
import { entityOf, networkOf } from "./fixtures.js";
import { overview } from "./overview.js";

/** @import { Direction } from "../../kg/web/frontend/explore/keyboard.js" */
/** @import { Entity, Point } from "../../kg/web/frontend/explore/network.js" */

const project = new Network(overview);

/** @param {Point[]} points */
const distinct = (points) => new Set(points.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size;

// --- Lines

const pair = networkOf({ ann: {}, bob: {}, cho: {} }, [
  ["bob", "knows", "ann"],
  ["ann", "likes", "bob"],
  ["ann", "fears", "bob"],
  ["ann", "knows", "ann"],
  ["ann", "likes", "cho"],
]);

test("two entities have one line, in whatever direction they are related", () => {
  const lines = linesOf(pair.relations.values());
  assert.deepEqual([...lines.keys()], ["ann bob", "ann cho"]);
  assert.equal(lines.get("ann bob")?.relations.length, 3);
});

test("a line points in the direction of most of its relations", () => {
  const line = linesOf(pair.relations.values()).get("ann bob");
  assert.deepEqual([line?.source.path, line?.target.path], ["ann", "bob"]);
});

test("the key of a line is the same from either end", () => {
  const [ann, bob] = [entityOf(pair, "ann"), entityOf(pair, "bob")];
  assert.equal(lineKey(ann, bob), lineKey(bob, ann));
});

test("every relation of the project between two entities is in one line", () => {
  const relations = [...linesOf(project.relations.values()).values()].flatMap((line) => line.relations);
  const between = [...project.relations.values()].filter(({ source, target }) => source !== target);
  assert.ok(between.length > 300);
  assert.deepEqual(new Set(relations), new Set(between));
  assert.equal(relations.length, between.length);
});

/** @type {[labels: string[], text: string][]} */
const LABELS = [
  [["knows"], "knows"],
  [["knows", "knows"], "knows"],
  [["knows", "likes"], "knows, likes"],
  [["knows", "likes", "fears", "likes"], "knows, likes +1"],
];
for (const [labels, text] of LABELS) {
  test(`the label of a line of ${labels.join(", ")} is "${text}"`, () => {
    const source = entityOf(networkOf({ ann: {} }, []), "ann");
    assert.equal(lineLabel(labels.map((label) => ({ source, property: { label, inverse: "" } }))), text);
  });
}

test("a line that is read from one end has the names that its relations have from there", () => {
  const network = networkOf({ ann: {}, bob: {} }, [
    ["ann", "knows", "bob"],
    ["bob", "likes", "ann"],
  ]);
  assert.equal(lineLabel(network.relations.values(), entityOf(network, "ann")), "knows, likes of");
});

test("the distance from a segment ends at its ends", () => {
  /** @type {(x: number, y: number) => number} */
  const distance = (x, y) => distanceToSegment({ x, y }, { x: 0, y: 0 }, { x: 10, y: 0 });
  assert.deepEqual([distance(5, 3), distance(-3, 4), distance(13, 4), distance(0, 0)], [3, 5, 5, 0]);
});

test("a segment of no length is a point", () => {
  assert.equal(distanceToSegment({ x: 3, y: 4 }, { x: 0, y: 0 }, { x: 0, y: 0 }), 5);
});

// --- Keyboard navigation

const ORIGIN = { x: 0, y: 0 };
/** @type {Record<string, Direction>} */
const DIRECTIONS = { right: [1, 0], left: [-1, 0], above: [0, -1], below: [0, 1] };
/** @type {Record<string, Point>} */
const AROUND = { right: { x: 10, y: 1 }, left: { x: -10, y: 1 }, above: { x: 1, y: -10 }, below: { x: 1, y: 10 } };
/** @type {Direction} */
const RIGHT = [1, 0];

for (const [name, direction] of Object.entries(DIRECTIONS)) {
  test(`an arrow key finds the point ${name}`, () => {
    assert.equal(nearest(ORIGIN, [ORIGIN, ...Object.values(AROUND)], direction), AROUND[name]);
  });
}

test("the nearer of two points in a direction is found", () => {
  const near = { x: 5, y: 0 };
  assert.equal(nearest(ORIGIN, [{ x: 9, y: 0 }, near], RIGHT), near);
});

test("points off the straight line count as farther", () => {
  const straight = { x: 12, y: 0 };
  assert.equal(nearest(ORIGIN, [{ x: 5, y: 5 }, straight], RIGHT), straight);
});

test("nothing is found where no point is", () =>
  assert.equal(nearest(ORIGIN, [ORIGIN, { x: -10, y: 1 }], RIGHT), null));

test("every entity of the project leads to another", () => {
  const entities = [...project.entities.values()];
  assert.ok(entities.length > 100);
  const stuck = entities.filter((entity) =>
    Object.values(DIRECTIONS).every((direction) => !nearest(entity, entities, direction)),
  );
  assert.deepEqual(stuck, []);
});

test("the first arrow key selects the entity with the most relations", () => {
  const drawn = [...pair.entities.values()].map((entity) => ({ x: 0, y: 0, entity }));
  assert.equal(nextEntity(drawn, undefined, RIGHT)?.entity.path, "ann");
  assert.equal(nextEntity([], undefined, RIGHT), null);
});

test("an arrow key goes by where entities are drawn", () => {
  const [ann, bob, cho] = ["ann", "bob", "cho"].map((path) => entityOf(pair, path));
  assert.ok(ann && bob && cho);
  const drawn = [
    { x: 0, y: 0, entity: ann },
    { x: 90, y: 0, entity: bob },
    { x: 30, y: 0, entity: cho },
  ];
  assert.equal(nextEntity(drawn, ann, RIGHT)?.entity, cho);
});

// --- Places and the camera

/** @returns {Entity} */
const unplaced = () => ({ ...entityOf(networkOf({ ann: {} }, []), "ann"), x: 0, y: 0, satellites: 0 });
const hundred = () => Array.from({ length: 100 }, unplaced);

test("entities that arrive together have places of their own", () => {
  const entities = hundred();
  placeEntities(entities, { x: 5000, y: 5000, satellites: 0 });
  assert.equal(distinct(entities), 100);
});

test("entities that arrive later have places of their own too", () => {
  const anchor = { x: 5000, y: 5000, satellites: 0 };
  const parts = [hundred(), hundred()];
  for (const part of parts) placeEntities(part, anchor);
  assert.equal(distinct(parts.flat()), 200);
});

test("entities without neighbours lie around the anchor", () => {
  const entities = hundred();
  placeEntities(entities, { x: 1000, y: 9000, satellites: 0 });
  const mean = (/** @type {"x" | "y"} */ axis) =>
    entities.reduce((sum, entity) => sum + entity[axis], 0) / entities.length;
  assert.ok(Math.abs(mean("x") - 1000) < 200 && Math.abs(mean("y") - 9000) < 200);
});

test("a cluster lies farther from the centre than its hub", () => {
  for (const hub of [
    { x: 9000, y: 5000 },
    { x: 1000, y: 2000 },
    { x: 6000, y: 9000 },
  ]) {
    const { x, y } = clusterPlace(hub, 0);
    assert.ok(Math.hypot(x - 5000, y - 5000) > Math.hypot(hub.x - 5000, hub.y - 5000));
  }
});

test("the clusters of an entity have places of their own, one for each group", () => {
  assert.ok(overview.groups.length > 1);
  for (const neighbours of [0, 3, 14]) {
    const places = overview.groups.map((_, index) => clusterPlace({ x: 7000, y: 7000 }, neighbours + index));
    assert.equal(distinct(places), overview.groups.length);
  }
});

test("the camera frames all points with some room", () => {
  const { x, y, ratio } = frame([
    { x: 0, y: 0.2 },
    { x: 1, y: 0.4 },
  ]);
  assert.deepEqual([x, y.toFixed(3)], [0.5, "0.300"]);
  assert.ok(ratio > 1);
});

test("the camera frames points in what it shows of the network", () => {
  const points = [ORIGIN, { x: 1, y: 1 }];
  assert.equal(frame(points, { width: 2, height: 1 }).ratio, frame(points).ratio);
  assert.equal(frame(points, { width: 2, height: 2 }).ratio, frame(points).ratio / 2);
});

test("the camera keeps a distance from a single point", () => assert.ok(frame([ORIGIN]).ratio > 0.1));
