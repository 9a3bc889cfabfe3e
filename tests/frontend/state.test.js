// The state and its form in an address: a view that is shared is the same, and what nobody could share does no harm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decode, encode, initial } from "../../kg/web/frontend/explore/state.js";

const FULL = {
  groups: new Set(["Person", "Post"]),
  kinds: new Set(["congress day", "organ & term"]),
  properties: new Set(["def#memberOf", "http://example.org/p#q"]),
  statuses: new Set(["inferred"]),
  collapsed: new Set(["id/person/ann"]),
  only: new Set(["id/person/bob", "id/person/밥"]),
  day: "2026-02-19",
  undated: false,
  selected: ["id/person/ann", "id/person/bob"],
  ends: ["id/person/ann", "id/event/day"],
  camera: [0.25, -1.5, 0.125],
};

test("at first nothing is hidden and nothing is in the address", () => {
  assert.equal(encode(initial()), "");
  assert.deepEqual(decode(""), initial());
});

test("each state is a value of its own", () => {
  initial().groups.add("Person");
  assert.equal(initial().groups.size, 0);
});

test("a full state is the same after its way through an address", () => assert.deepEqual(decode(`#${encode(FULL)}`), FULL));

for (const name of Object.keys(FULL)) {
  test(`${name} alone is the same after its way through an address`, () => {
    const state = { ...initial(), [name]: FULL[name] };
    assert.deepEqual(decode(`#${encode(state)}`), state);
  });
}

test("an address is told with or without its sign", () => assert.deepEqual(decode(encode(FULL)), decode(`#${encode(FULL)}`)));

test("equal states have equal addresses", () => assert.equal(encode(decode(encode(FULL))), encode(FULL)));

test("every field of a state is in its address", () => {
  const plain = encode(FULL);
  for (const name of Object.keys(FULL)) {
    assert.notEqual(encode({ ...FULL, [name]: initial()[name] }), plain, name);
  }
});

for (const [what, fragment] of Object.entries({
  "a broken escape": "#%E0%A4%A",
  "no names": "#&&&===;;;",
  "unknown names": "#constructor=1&__proto__=2&toString=3",
  "a name alone": "#day",
  "one end": "#path=a",
  "three ends": "#path=a&path=b&path=c",
  "a day that is none": "#day=2026-13-45",
  "a day in another month": "#day=2026-02-30",
  "a day in words": "#day=yesterday",
  "a longer day": "#day=2026-02-19T00:00",
  "a day of another calendar": "#day=٢٠٢٦-٠٢-١٩",
  "a camera of two": "#camera=1,2",
  "a camera of words": "#camera=a,b,c",
  "a camera that is nowhere": "#camera=NaN,0,1",
  "an endless camera": "#camera=Infinity,0,1",
  "a camera without width": "#camera=0,0,0",
  "a camera turned inside out": "#camera=0,0,-1",
  "no camera": "#camera=",
  "other words about undated things": "#undated=maybe",
})) {
  test(`${what} in an address changes nothing`, () => assert.deepEqual(decode(fragment), initial()));
}

test("markup in an address is a text", () => {
  assert.deepEqual(decode("#selected=<img onerror=alert(1)>").selected, ["<img onerror=alert(1)>"]);
});

test("more than two things are never selected", () => {
  assert.deepEqual(decode("#selected=a&selected=b&selected=c").selected, ["a", "b"]);
});

test("an endless address asks for a bounded number of things", () => {
  const fragment = `#${Array.from({ length: 100_000 }, (_, at) => `only=id/person/${at}&selected=${at}&path=${at}`).join("&")}`;
  const { only, selected, ends } = decode(fragment);
  assert.ok(only.size + selected.length + ends.length <= 100);
});
