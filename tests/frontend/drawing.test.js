// What is drawn: lines between things, places for what came later, the next thing in a direction, a picture to keep.

import assert from "node:assert/strict";
import { test } from "node:test";

import { svg } from "../../kg/web/frontend/explore/image.js";
import { next } from "../../kg/web/frontend/explore/keyboard.js";
import { keyOf, lines, said } from "../../kg/web/frontend/explore/lines.js";
import { Network } from "../../kg/web/frontend/explore/network.js";
import { outwards, place } from "../../kg/web/frontend/explore/places.js";
import { network } from "./made.js";
import { overview } from "./overview.js";

// --- Lines

const pair = network({ ann: {}, bob: {}, cho: {} }, [
  ["bob", "knows", "ann"],
  ["ann", "likes", "bob"],
  ["ann", "fears", "bob"],
  ["ann", "knows", "ann"],
  ["ann", "likes", "cho"],
]);

test("between two things there is one line, whoever is related to whom", () => {
  const found = lines(pair.relations.values());
  assert.deepEqual([...found.keys()], ["ann bob", "ann cho"]);
  assert.equal(found.get("ann bob").relations.length, 3);
});

test("a line goes the way of most of its relations", () => {
  const { source, target } = lines(pair.relations.values()).get("ann bob");
  assert.deepEqual([source.path, target.path], ["ann", "bob"]);
});

test("the key of a line is the same from either end", () => {
  const [ann, bob] = pair.things.values();
  assert.equal(keyOf(ann, bob), keyOf(bob, ann));
});

test("every relation of the project between two things is in one line", () => {
  const known = new Network(overview);
  const drawn = [...lines(known.relations.values()).values()].flatMap((line) => line.relations);
  const between = [...known.relations.values()].filter((one) => one.source !== one.target);
  assert.deepEqual(new Set(drawn), new Set(between));
  assert.equal(drawn.length, between.length);
});

for (const [labels, words] of [
  [["knows"], "knows"],
  [["knows", "knows"], "knows"],
  [["knows", "likes"], "knows, likes"],
  [["knows", "likes", "fears", "likes"], "knows, likes +1"],
]) {
  test(`a line of ${labels.join(", ")} says: ${words}`, () => {
    assert.equal(said(labels.map((label) => ({ property: { label } }))), words);
  });
}

// --- The next thing

const MIDDLE = { x: 0, y: 0 };
const [RIGHT, LEFT, UP, DOWN] = [[1, 0], [-1, 0], [0, -1], [0, 1]];
const AROUND = { right: { x: 10, y: 1 }, left: { x: -10, y: 1 }, above: { x: 1, y: -10 }, below: { x: 1, y: 10 } };

for (const [direction, where] of [[RIGHT, "right"], [LEFT, "left"], [UP, "above"], [DOWN, "below"]]) {
  test(`the next thing in a direction is the one ${where}`, () => {
    assert.equal(next(MIDDLE, [MIDDLE, ...Object.values(AROUND)], direction), AROUND[where]);
  });
}

test("of two things in a direction the nearer one is next", () => {
  const near = { x: 5, y: 0 };
  assert.equal(next(MIDDLE, [{ x: 9, y: 0 }, near], RIGHT), near);
});

test("what lies aside counts as farther", () => {
  const straight = { x: 12, y: 0 };
  assert.equal(next(MIDDLE, [{ x: 5, y: 5 }, straight], RIGHT), straight);
});

test("where nothing is there is no next thing", () => {
  assert.equal(next(MIDDLE, [MIDDLE, AROUND.left], RIGHT), null);
});

test("from every thing of the project another one can be reached", () => {
  const things = [...new Network(overview).things.values()];
  for (const thing of things) assert.ok([RIGHT, LEFT, UP, DOWN].some((direction) => next(thing, things, direction)));
});

// --- Places

test("what comes without a place gets one of its own, what has one stays", () => {
  const centre = { x: 5000, y: 5000 };
  const things = [{ x: 1, y: 2, relations: [] }, ...Array.from({ length: 100 }, () => ({ relations: [] }))];
  place(things, centre);
  assert.deepEqual([things[0].x, things[0].y], [1, 2]);
  assert.equal(new Set(things.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size, 101);
});

test("what comes later lies on nothing that came before", () => {
  const centre = { x: 5000, y: 5000 };
  const parts = [1, 2].map(() => Array.from({ length: 100 }, () => ({ relations: [] })));
  for (const part of parts) place(part, centre);
  assert.equal(new Set(parts.flat().map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size, 200);
});

test("a thing lies at its own neighbour, whatever else is there", () => {
  const near = { x: 9000, y: 9000 };
  const thing = { relations: [] };
  thing.relations.push({ source: thing, target: near });
  place([thing], { x: 0, y: 0 });
  assert.ok(Math.hypot(thing.x - near.x, thing.y - near.y) < 1000);
});

test("places lie around the thing that the others came with", () => {
  const things = Array.from({ length: 200 }, () => ({ relations: [] }));
  place(things, { x: 1000, y: 9000 });
  const middle = (axis) => things.reduce((sum, thing) => sum + thing[axis], 0) / things.length;
  assert.ok(Math.abs(middle("x") - 1000) < 200 && Math.abs(middle("y") - 9000) < 200);
});

test("what lies beside a thing on the way out is farther out", () => {
  for (const thing of [{ x: 9000, y: 5000 }, { x: 1000, y: 2000 }, { x: 6000, y: 9000 }]) {
    const { x, y } = outwards(thing, 0);
    assert.ok(Math.hypot(x - 5000, y - 5000) > Math.hypot(thing.x - 5000, thing.y - 5000));
  }
});

test("clusters of one thing lie apart, one for each group", () => {
  for (const neighbours of [0, 3, 14]) {
    const found = overview.groups.map((_, at) => outwards({ x: 7000, y: 7000 }, neighbours + at));
    assert.equal(new Set(found.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size, overview.groups.length);
  }
});

// --- The picture

const HOSTILE = `</title><script>alert("1")</script> & 'more'`;
const NAMED = { node: "ann", x: 10, y: 20, radius: 5, colour: "#112233", text: HOSTILE };
const SCENE = {
  width: 300,
  height: 200,
  ground: "#ffffff",
  ink: "#000000",
  font: `"Source Sans", sans-serif`,
  circles: [NAMED, { node: "bob", x: 100.04, y: 50.06, radius: 4, colour: "#445566", text: "Bob" }],
  strokes: [{ from: { x: 10, y: 20 }, to: { x: 100, y: 50 }, colour: "#777777", width: 1.5 }],
  texts: [NAMED],
};

const count = (text, part) => text.split(part).length - 1;

test("a picture has each circle, line and text once", () => {
  const picture = svg(SCENE);
  assert.deepEqual(["<circle ", "<line ", "<text "].map((tag) => count(picture, tag)), [2, 1, 1]);
});

test("names are escaped in a picture", () => {
  const picture = svg(SCENE);
  assert.ok(picture.includes("&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 'more'"));
  assert.equal(count(picture, "<script"), 0);
});

test("the names of fonts are escaped in a picture", () => assert.ok(svg(SCENE).includes(`font-family="&quot;Source Sans&quot;, sans-serif"`)));

test("a picture opens and closes what it draws", () => {
  const picture = svg(SCENE);
  assert.ok(picture.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"`));
  for (const tag of ["svg", "g", "text", "title", "circle"]) assert.equal(count(picture, `<${tag}${tag === "title" ? "" : " "}`), count(picture, `</${tag}>`), tag);
});

test("a picture of nothing is a picture", () => {
  assert.equal(count(svg({ ...SCENE, circles: [], strokes: [], texts: [] }), "<circle"), 0);
});
