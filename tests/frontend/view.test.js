// What the explorer shows for a network and a state: paths, emphasis, actions, the status line.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Network } from "../../kg/web/frontend/explore/network.js";
import { shortestPath } from "../../kg/web/frontend/explore/paths.js";
import * as transitions from "../../kg/web/frontend/explore/state.js";
import { availableActions, relationsBetween, statusText, viewOf } from "../../kg/web/frontend/explore/view.js";
import { entityOf, networkOf, sortedPaths } from "./fixtures.js";
import { overview } from "./overview.js";
import { SMALL } from "./small.js";

/** @import { State } from "../../kg/web/frontend/explore/state.js" */

const { INITIAL } = transitions;
const PARTIAL = { whole: false, number: 12_345, clusters: [{ hub: 0, group: "Event", number: 9 }] };
const partial = networkOf({ ann: {}, bob: {} }, [["ann", "knows", "bob"]], PARTIAL);

/**
 * @param {string} from
 * @param {string} to
 * @param {string[]} hidden properties
 */
function path(from, to, hidden = []) {
  const state = { ...transitions.setHidden(INITIAL, "properties", hidden, true), pathEnds: [from, to] };
  return viewOf(SMALL, state).path?.map((entity) => entity.path) ?? null;
}

// --- Paths

test("a path is the shortest", () => assert.deepEqual(path("ann", "later"), ["ann", "day", "later"]));

test("a path follows relations in either direction", () =>
  assert.deepEqual(path("later", "ann"), ["later", "day", "ann"]));

test("a path follows visible relations only", () => {
  assert.deepEqual(path("ann", "later", ["before"]), ["ann", "day", "bob", "cho", "later"]);
  assert.equal(path("ann", "later", ["partIn"]), null);
});

test("the path from an entity to itself is the entity", () => assert.deepEqual(path("ann", "ann"), ["ann"]));

test("a path to an unknown entity does not exist", () => assert.equal(path("ann", "nobody"), null));

test("paths in the project's network are as short as a search in rings finds them", () => {
  const network = new Network(overview);
  const relations = new Set(network.relations.values());
  const [start] = network.entities.values();
  assert.ok(start);
  const rings = new Map([[start, 0]]);
  for (let ring = 0; [...rings.values()].includes(ring); ring += 1) {
    for (const { source, target } of relations) {
      const [near, far] = rings.get(source) === ring ? [source, target] : [target, source];
      if (rings.get(near) === ring && !rings.has(far)) rings.set(far, ring + 1);
    }
  }
  assert.ok(rings.size > 100);
  for (const entity of network.entities.values()) {
    const steps = rings.get(entity);
    assert.equal(shortestPath(start, entity, relations)?.length, steps === undefined ? undefined : steps + 1);
  }
});

// --- Selection and emphasis

/** @param {Partial<State>} members */
const emphasis = (members) => viewOf(SMALL, { ...INITIAL, ...members }).emphasis;

test("nothing stands out at first", () => {
  assert.deepEqual(emphasis({}), { entities: new Set(), neighbours: new Set(), lines: new Set() });
});

test("a selected entity stands out, with its neighbours", () => {
  const { entities, neighbours, lines } = emphasis({ selected: ["cho"] });
  assert.deepEqual(
    [sortedPaths(entities), sortedPaths(neighbours), lines.size],
    [["cho"], ["bob", "later", "meeting"], 0],
  );
});

test("two selected entities stand out, with the line between them", () => {
  const { entities, neighbours, lines } = emphasis({ selected: ["cho", "bob"] });
  assert.deepEqual([sortedPaths(entities), neighbours.size, [...lines]], [["bob", "cho"], 0, ["bob cho"]]);
});

test("the entities and lines of a path stand out", () => {
  const { entities, lines } = emphasis({ pathEnds: ["ann", "later"] });
  assert.deepEqual(
    [sortedPaths(entities), [...lines]],
    [
      ["ann", "day", "later"],
      ["ann day", "day later"],
    ],
  );
});

test("hidden and unknown entities are not selected", () => {
  const state = transitions.setHidden({ ...INITIAL, selected: ["nobody", "day"] }, "groups", ["Event"], true);
  assert.deepEqual(viewOf(SMALL, state).selected, []);
});

test("the relations between two entities are those that are visible", () => {
  const [bob, cho] = [entityOf(SMALL, "bob"), entityOf(SMALL, "cho")];
  assert.equal(relationsBetween(viewOf(SMALL, INITIAL), bob, cho).length, 1);
  const state = transitions.setHidden(INITIAL, "properties", ["knows"], true);
  assert.equal(relationsBetween(viewOf(SMALL, state), bob, cho).length, 0);
});

// --- Clusters

test("a cluster is visible with its hub, unless its group is hidden or the focus is elsewhere", () => {
  /** @param {State} state */
  const count = (state) => viewOf(partial, state).clusters.length;
  assert.equal(count(INITIAL), 1);
  assert.equal(count(transitions.setHidden(INITIAL, "groups", ["Event"], true)), 0);
  assert.equal(count(transitions.setHidden(INITIAL, "groups", ["Person"], true)), 0);
  assert.equal(count(transitions.focus(INITIAL, "bob")), 0);
  assert.equal(count(transitions.focus(INITIAL, "ann")), 1);
});

// --- Actions

/**
 * @param {State} state
 * @param {Network} [network]
 */
function actions(state, network = SMALL) {
  const available = availableActions(state, network, entityOf(network, "ann"));
  return Object.entries(available).flatMap(([action, possible]) => (possible ? [action] : []));
}

test("actions that would change nothing are not available", () => {
  assert.deepEqual(actions(INITIAL), ["focus"]);
  assert.deepEqual(actions(transitions.collapse(INITIAL, "ann")), ["focus", "expand"]);
  assert.deepEqual(actions(transitions.focus(INITIAL, "ann")), ["unfocus"]);
  assert.deepEqual(actions(transitions.focus(INITIAL, "bob")), ["focus", "expand", "unfocus"]);
});

test("an entity that was expanded in a focus can be collapsed, the one that was focused cannot", () => {
  assert.ok(actions(transitions.expand(transitions.focus(INITIAL, "bob"), "ann")).includes("collapse"));
  assert.ok(!actions(transitions.expand(transitions.focus(INITIAL, "ann"), "bob")).includes("collapse"));
});

test("an entity of a network that is not whole can always be expanded, and then be collapsed", () => {
  const network = networkOf({ ann: {}, bob: {} }, [["ann", "knows", "bob"]], PARTIAL);
  assert.deepEqual(actions(INITIAL, network), ["focus", "expand"]);
  network.expanded.add("ann");
  assert.deepEqual(actions(INITIAL, network), ["focus", "expand", "collapse"]);
});

// --- The status line

/**
 * @param {Network} network
 * @param {State} state
 * @param {boolean} [searching]
 */
const status = (network, state, searching = false) => statusText(network, state, viewOf(network, state), searching);

test("the status line counts what is visible", () => {
  assert.equal(status(SMALL, INITIAL), "Showing 7 entities and 7 relations.");
  const hidden = transitions.setHidden(INITIAL, "groups", ["Event"], true);
  assert.equal(status(SMALL, hidden), "Showing 2 entities and 1 relations.");
});

test("the status line says how large the dataset is if it is not drawn whole", () => {
  assert.match(status(partial, INITIAL), /^Showing 2 entities .* The dataset has 12,345 entities: /);
});

test("the status line asks for the end of a path before anything else", () => {
  assert.equal(status(SMALL, transitions.startPath(INITIAL, "ann"), true), "Choose the end of the path from ann.");
});

test("the status line says that a path is being searched", () => {
  assert.equal(status(partial, INITIAL, true), "Searching for a path …");
});
