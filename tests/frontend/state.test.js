// The transitions of the state.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as transitions from "../../kg/web/frontend/explore/state.js";

/** @import { State } from "../../kg/web/frontend/explore/state.js" */

const { INITIAL } = transitions;

/** @param {Partial<State>} members */
const stateOf = (members) => ({ ...INITIAL, ...members });

test("hiding values of a facet adds to those that are hidden", () => {
  const once = transitions.setHidden(INITIAL, "kinds", ["day"], true);
  const twice = transitions.setHidden(once, "kinds", ["meeting", "day"], true);
  assert.deepEqual(twice, stateOf({ hidden: { ...INITIAL.hidden, kinds: new Set(["day", "meeting"]) } }));
});

test("showing values of a facet leaves the others hidden", () => {
  const hidden = transitions.setHidden(INITIAL, "properties", ["knows", "likes"], true);
  assert.deepEqual(
    [...transitions.setHidden(hidden, "properties", ["likes", "fears"], false).hidden.properties],
    ["knows"],
  );
});

test("a day and undated items are set together", () => {
  assert.deepEqual(transitions.setDay(INITIAL, "2026-02-19", false), stateOf({ day: "2026-02-19", undated: false }));
});

test("a selection replaces the former one", () => {
  assert.deepEqual(transitions.select(stateOf({ selected: ["ann"] }), ["bob", "cho"]).selected, ["bob", "cho"]);
});

test("choosing an entity selects it", () => {
  assert.deepEqual(transitions.choose(INITIAL, "ann"), stateOf({ selected: ["ann"] }));
});

test("choosing an entity ends the path that was started", () => {
  const started = transitions.startPath(stateOf({ selected: ["ann"], pathEnds: ["x", "y"] }), "ann");
  assert.deepEqual([started.pathStart, started.pathEnds], ["ann", []]);
  assert.deepEqual(transitions.choose(started, "bob"), stateOf({ pathEnds: ["ann", "bob"] }));
});

test("focusing limits the view to an entity, selects it and expands everything", () => {
  const state = stateOf({ focused: new Set(["ann"]), collapsed: new Set(["bob"]), day: "2026-02-19" });
  assert.deepEqual(
    transitions.focus(state, "cho"),
    stateOf({ focused: new Set(["cho"]), selected: ["cho"], day: "2026-02-19" }),
  );
});

test("unfocusing keeps all other choices", () => {
  const state = stateOf({ collapsed: new Set(["bob"]), selected: ["ann"] });
  assert.deepEqual(transitions.unfocus({ ...state, focused: new Set(["ann"]) }), state);
});

test("expanding reverses collapsing", () => {
  const collapsed = transitions.collapse(INITIAL, "ann");
  assert.deepEqual([...collapsed.collapsed], ["ann"]);
  assert.deepEqual(transitions.expand(collapsed, "ann"), INITIAL);
});

test("expanding adds to the focus if there is one", () => {
  assert.equal(transitions.expand(INITIAL, "bob").focused, null);
  const focused = transitions.expand(stateOf({ focused: new Set(["ann"]) }), "bob").focused;
  assert.deepEqual(focused, new Set(["ann", "bob"]));
});

test("collapsing takes an entity out of the focus unless it is the last one there", () => {
  const both = stateOf({ focused: new Set(["ann", "bob"]) });
  assert.deepEqual(transitions.collapse(both, "bob"), stateOf({ focused: new Set(["ann"]) }));
  const last = stateOf({ focused: new Set(["ann"]) });
  assert.deepEqual(transitions.collapse(last, "ann"), { ...last, collapsed: new Set(["ann"]) });
});

test("unknown entities are dropped from the focus, which ends if none is left", () => {
  const state = stateOf({ focused: new Set(["ann", "nobody"]) });
  assert.deepEqual(transitions.dropUnknown(state, (path) => path === "ann").focused, new Set(["ann"]));
  assert.equal(transitions.dropUnknown(state, () => false).focused, null);
  assert.equal(transitions.dropUnknown(INITIAL, () => true).focused, null);
});

test("revealing an entity drops the choices that hide it and keeps the others", () => {
  const hidden = {
    groups: new Set(["Person", "Event"]),
    kinds: new Set(["observer"]),
    properties: new Set(["knows"]),
    statuses: new Set(["inferred"]),
  };
  const state = stateOf({
    hidden,
    day: "2026-02-19",
    undated: false,
    collapsed: new Set(["bob"]),
    focused: new Set(["cho"]),
  });
  assert.deepEqual(
    transitions.reveal(state, { path: "ann", group: "Person", kind: "observer" }),
    stateOf({
      hidden: { ...hidden, groups: new Set(["Event"]), kinds: new Set() },
      undated: false,
      focused: new Set(["cho", "ann"]),
    }),
  );
});

test("moving the camera changes nothing else", () => {
  assert.deepEqual(transitions.setCamera(INITIAL, [1, 2, 3]), stateOf({ camera: [1, 2, 3] }));
});

test("no transition changes the state that it is given", () => {
  const state = stateOf({
    hidden: {
      groups: new Set(["Person"]),
      kinds: new Set(["day"]),
      properties: new Set(["knows"]),
      statuses: new Set(),
    },
    collapsed: new Set(["ann"]),
    focused: new Set(["ann", "bob"]),
    day: "2026-02-19",
    selected: ["ann"],
  });
  const before = structuredClone(state);
  for (const changed of [
    transitions.setHidden(state, "groups", ["Event"], true),
    transitions.setHidden(state, "groups", ["Person"], false),
    transitions.setDay(state, null, false),
    transitions.setCamera(state, [1, 2, 3]),
    transitions.select(state, []),
    transitions.choose(state, "cho"),
    transitions.startPath(state, "cho"),
    transitions.focus(state, "cho"),
    transitions.unfocus(state),
    transitions.dropUnknown(state, () => false),
    transitions.expand(state, "cho"),
    transitions.collapse(state, "ann"),
    transitions.reveal(state, { path: "cho", group: "Person", kind: "day" }),
  ]) {
    assert.notDeepEqual(changed, before);
    assert.deepEqual(state, before);
  }
});
