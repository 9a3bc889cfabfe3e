// The names on the canvas: how they are wrapped, and where there is room for them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { freeArea } from "../../kg/web/frontend/explore/area.js";
import { extentOf, spread } from "../../kg/web/frontend/explore/arrangement.js";
import { cornerOf, summaryOf } from "../../kg/web/frontend/explore/card.js";
import { Collisions, contains, overlap } from "../../kg/web/frontend/explore/collisions.js";
import { Network } from "../../kg/web/frontend/explore/network.js";
import { discBox, placeNames } from "../../kg/web/frontend/explore/placing.js";
import { blockOf, wrap } from "../../kg/web/frontend/explore/wrapping.js";
import { entityOf, networkOf } from "./fixtures.js";
import { overview } from "./overview.js";

/** @import { Box } from "../../kg/web/frontend/explore/collisions.js" */
/** @import { Point } from "../../kg/web/frontend/explore/network.js" */

// --- Lines of a name

/** Each letter is one wide. @param {string} text */
const measure = (text) => text.length;

test("a short name has one line", () => assert.deepEqual(wrap("Kim Ju Ae", 20, measure), ["Kim Ju Ae"]));

test("a long name has lines of about the same length", () => {
  assert.deepEqual(wrap("aaaa bbbb cccc dddd", 15, measure), ["aaaa bbbb", "cccc dddd"]);
});

test("a word is never broken", () => {
  assert.deepEqual(wrap("a Donaudampfschifffahrt b", 8, measure), ["a", "Donaudampfschifffahrt", "b"]);
});

test("no name of the project is shortened, and none has more lines than it needs", () => {
  for (const { label } of overview.nodes) {
    const lines = wrap(label, 26, measure);
    assert.equal(lines.join(" "), label);
    assert.ok(lines.length <= Math.ceil(label.length / 26) + 1, label);
  }
});

// --- Boxes

test("boxes that touch do not overlap", () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };
  assert.ok(!overlap(box, { ...box, left: 10, right: 20 }));
  assert.ok(overlap(box, { ...box, left: 9, right: 20 }));
});

test("a box is found wherever it lies on the grid", () => {
  const collisions = new Collisions();
  collisions.add({ left: -100, top: 30, right: 500, bottom: 300 });
  assert.ok(collisions.hits({ left: 490, top: 290, right: 495, bottom: 295 }));
  assert.ok(!collisions.hits({ left: 501, top: 290, right: 600, bottom: 295 }));
});

// --- Places of names

const AREA = { left: 0, top: 0, right: 200, bottom: 100 };
const RADIUS = 5;

/**
 * @param {string} key
 * @param {Point} point
 * @param {boolean} [forced]
 */
function candidate(key, point, forced = false) {
  const block = blockOf(key.repeat(40), 100, 12, (text) => text.length);
  return { key, block, points: [point], radius: RADIUS, beside: false, forced };
}

/**
 * @param {ReturnType<typeof candidate>[]} candidates
 * @param {Box[]} [covers]
 */
function placed(candidates, covers = []) {
  const discs = candidates.map(({ points: [point = { x: 0, y: 0 }] }) => discBox(point, RADIUS));
  return placeNames(candidates, AREA, discs, covers);
}

test("a name stands to the right of its disc", () => {
  const [name] = placed([candidate("a", { x: 50, y: 50 })]);
  assert.ok(name && name.box.left > 50 + RADIUS && name.box.top < 50 && name.box.bottom > 50);
});

test("a name that would be cut at the edge stands to the left", () => {
  const [name] = placed([candidate("a", { x: 190, y: 50 })]);
  assert.ok(name && name.box.right < 190 - RADIUS);
});

test("the first of two names takes the room, and the other one is left out where there is none", () => {
  const points = [
    { x: 100, y: 6 },
    { x: 101, y: 6 },
  ];
  const strip = { ...AREA, bottom: 13 };
  const candidates = points.map((point, number) => candidate(`${number}`, point));
  assert.deepEqual(
    placeNames([...candidates, candidate("2", { x: 100, y: 6 })], strip, [], []).map(({ key }) => key),
    ["0", "1"],
  );
});

test("a name stands over no disc and no cover", () => {
  const cover = { left: 0, top: 0, right: 200, bottom: 40 };
  const discs = [discBox({ x: 100, y: 50 }, RADIUS), discBox({ x: 130, y: 50 }, RADIUS)];
  const [name] = placeNames([candidate("a", { x: 100, y: 50 })], AREA, discs, [cover]);
  assert.ok(name);
  assert.ok([cover, ...discs].every((box) => !overlap(box, name.box)));
});

test("a name in a column stands to the right of its disc, or not at all", () => {
  const beside = { ...candidate("a", { x: 100, y: 50 }), beside: true };
  const [name] = placeNames([beside], AREA, [], []);
  assert.ok(name && name.box.left > 100);
  assert.deepEqual(placeNames([beside], AREA, [], [name.box]), []);
});

test("a forced name stands over a disc, and is moved into the area, if there is no other room", () => {
  const narrow = { ...AREA, right: 50 };
  const point = { x: 25, y: 50 };
  const discs = [discBox({ x: 25, y: 30 }, 60)];
  assert.deepEqual(placeNames([candidate("a", point)], narrow, discs, []), []);
  const [name] = placeNames([candidate("a", point, true)], narrow, discs, []);
  assert.ok(name && contains(narrow, name.box));
});

test("however many names there are, none overlaps another and none is cut", () => {
  const entities = [...new Network(overview).entities.values()];
  for (const size of [400, 1200]) {
    const area = { left: 0, top: 0, right: size, bottom: 600 };
    const candidates = entities.map(({ x, y, label, path }) => ({
      key: path,
      block: blockOf(label, 150, 14, (text) => 6 * text.length),
      points: [{ x: (x / 10_000) * size, y: (y / 10_000) * 600 }],
      radius: 6,
      beside: false,
      forced: false,
    }));
    const names = placeNames(candidates, area, [], []);
    assert.ok(names.length > 20);
    assert.ok(names.every(({ box }) => contains(area, box)));
    const overlapping = names.filter((name, index) => names.slice(index + 1).some(({ box }) => overlap(box, name.box)));
    assert.deepEqual(overlapping, []);
  }
});

// --- The canvas

test("a panel at the side leaves the rest of the canvas free, a sheet what is above it", () => {
  assert.deepEqual(freeArea(AREA, [{ left: 150, top: 10, right: 190, bottom: 500 }]), { ...AREA, right: 150 });
  assert.deepEqual(freeArea(AREA, [{ left: 5, top: 10, right: 45, bottom: 50 }]), { ...AREA, left: 45 });
  assert.deepEqual(freeArea(AREA, [{ left: 0, top: 60, right: 200, bottom: 500 }]), { ...AREA, bottom: 60 });
});

test("the network is spread over a canvas of another shape, but not without limit", () => {
  const square = [
    { x: 0, y: 0 },
    { x: 100, y: 100 },
  ];
  /** @param {{ width: number, height: number }} size */
  const shape = (size) => {
    const { x, y } = extentOf(square.map(spread(square, size)));
    return (x[1] - x[0]) / (y[1] - y[0]);
  };
  assert.equal(shape({ width: 300, height: 200 }), 1.5);
  assert.equal(shape({ width: 200, height: 400 }), 0.5);
  assert.ok(shape({ width: 9000, height: 100 }) < 4);
});

// --- The card

const CARD = { width: 100, height: 50 };
const CANVAS = { width: 1000, height: 500 };

test("a card stands to the right of its entity, or where it covers the fewest neighbours", () => {
  const point = { x: 500, y: 250 };
  assert.ok(cornerOf(CARD, CANVAS, point, []).x > 500);
  assert.ok(cornerOf(CARD, CANVAS, point, [{ x: 560, y: 250 }]).x < 400);
});

test("a card stays on the canvas", () => {
  const { x, y } = cornerOf(CARD, CANVAS, { x: 995, y: 2 }, []);
  assert.ok(x >= 0 && y >= 0 && x + CARD.width <= CANVAS.width && y + CARD.height <= CANVAS.height);
});

test("an entity is summed up by its most telling relation", () => {
  const network = networkOf({ ann: {}, bob: {}, cho: {}, dan: {} }, [
    ["ann", "knows", "dan"],
    ["ann", "leads", "bob"],
    ["ann", "leads", "cho"],
    ["dan", "leads", "ann"],
  ]);
  for (const [path, rank] of Object.entries({ knows: 2, leads: 1 }))
    Object.assign(network.properties.get(path) ?? {}, { rank });
  assert.equal(summaryOf(entityOf(network, "ann")), "leads: bob, cho");
  assert.equal(summaryOf(entityOf(network, "bob")), "");
});
