// States as fragments of addresses: a shared link opens the same view, and no link does harm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decode, encode } from "../../kg/web/frontend/explore/address.js";
import { INITIAL, startPath } from "../../kg/web/frontend/explore/state.js";

/** @import { State } from "../../kg/web/frontend/explore/state.js" */

/** @type {State} */
const FULL = {
  hidden: {
    groups: new Set(["Person", "Post"]),
    kinds: new Set(["congress day", "organ & term"]),
    properties: new Set(["def#memberOf", "http://example.org/p#q"]),
    statuses: new Set(["inferred"]),
  },
  story: null,
  collapsed: new Set(["id/person/ann"]),
  focused: new Set(["id/person/bob", "id/person/밥"]),
  day: "2026-02-19",
  undated: false,
  selected: ["id/person/ann", "id/person/bob"],
  pathStart: null,
  pathEnds: ["id/person/ann", "id/event/day"],
  camera: [0.25, -1.5, 0.125],
};
const ADDRESS =
  "groups=Person&groups=Post&kinds=congress+day&kinds=organ+%26+term&properties=def%23memberOf" +
  "&properties=http%3A%2F%2Fexample.org%2Fp%23q&statuses=inferred&collapsed=id%2Fperson%2Fann" +
  "&only=id%2Fperson%2Fbob&only=id%2Fperson%2F%EB%B0%A5&day=2026-02-19&undated=no&selected=id%2Fperson%2Fann" +
  "&selected=id%2Fperson%2Fbob&path=id%2Fperson%2Fann&path=id%2Fevent%2Fday&camera=0.250%2C-1.500%2C0.125";
/** @type {[string, Partial<State>][]} */
const PARTS = [
  ...Object.entries(FULL.hidden).map(
    ([facet, values]) =>
      /** @type {[string, Partial<State>]} */ ([facet, { hidden: { ...INITIAL.hidden, [facet]: values } }]),
  ),
  ["story", { story: "elections" }],
  ["collapsed", { collapsed: FULL.collapsed }],
  ["focused", { focused: FULL.focused }],
  ["day", { day: FULL.day }],
  ["undated", { undated: FULL.undated }],
  ["selected", { selected: FULL.selected }],
  ["pathEnds", { pathEnds: FULL.pathEnds }],
  ["camera", { camera: FULL.camera }],
];

test("the initial state has an empty address", () => {
  assert.equal(encode(INITIAL), "");
  assert.deepEqual(decode(""), INITIAL);
});

test("a full state survives encoding and decoding", () => assert.deepEqual(decode(`#${encode(FULL)}`), FULL));

test("addresses shared in the past keep their meaning", () => {
  assert.equal(encode(FULL), ADDRESS);
  assert.deepEqual(decode(ADDRESS), FULL);
});

for (const [name, part] of PARTS) {
  test(`${name} alone survives encoding and decoding`, () => {
    const state = { ...INITIAL, ...part };
    assert.notEqual(encode(state), "");
    assert.deepEqual(decode(`#${encode(state)}`), state);
  });
}

test("a story is the view of an address", () => {
  assert.equal(encode({ ...INITIAL, story: "elections" }), "view=elections");
});

test("the number sign is optional", () => assert.deepEqual(decode(encode(FULL)), decode(`#${encode(FULL)}`)));

test("equal states have equal addresses", () => assert.equal(encode(decode(encode(FULL))), encode(FULL)));

test("a path without an end is not in the address", () =>
  assert.equal(encode(startPath(INITIAL, "id/person/ann")), ""));

for (const [description, fragment] of Object.entries({
  "a broken escape": "#%E0%A4%A",
  "no names": "#&&&===;;;",
  "unknown names": "#constructor=1&__proto__=2&toString=3",
  "a name alone": "#day",
  "one end of a path": "#path=a",
  "three ends of a path": "#path=a&path=b&path=c",
  "an invalid month": "#day=2026-13-45",
  "an invalid day": "#day=2026-02-30",
  "a day in words": "#day=yesterday",
  "a day with a time": "#day=2026-02-19T00:00",
  "a day in other digits": "#day=٢٠٢٦-٠٢-١٩",
  "a camera with two numbers": "#camera=1,2",
  "a camera with four numbers": "#camera=1,2,3,4",
  "a camera with words": "#camera=a,b,c",
  "a camera at NaN": "#camera=NaN,0,1",
  "a camera at infinity": "#camera=Infinity,0,1",
  "a camera of no width": "#camera=0,0,0",
  "a camera of negative width": "#camera=0,0,-1",
  "an empty camera": "#camera=",
  "a view without a name": "#view=",
  "another word for undated": "#undated=maybe",
})) {
  test(`${description} is ignored`, () => assert.deepEqual(decode(fragment), INITIAL));
}

test("markup in an address is plain text", () => {
  assert.deepEqual(decode("#selected=<img onerror=alert(1)>").selected, ["<img onerror=alert(1)>"]);
});

test("at most two entities are selected", () => {
  assert.deepEqual(decode("#selected=a&selected=b&selected=c").selected, ["a", "b"]);
});

test("a long address names a bounded number of entities", () => {
  const numbers = Array.from({ length: 100_000 }, (_, number) => number);
  const fragment = `#${numbers.map((number) => `only=id/person/${number}&selected=${number}&path=${number}`).join("&")}`;
  const { focused, selected, pathEnds } = decode(fragment);
  assert.deepEqual([focused?.size, selected.length, pathEnds.length], [50, 2, 0]);
});
