// How entities, clusters and lines look.

import assert from "node:assert/strict";
import { test } from "node:test";

import { linesOf } from "../../kg/web/frontend/explore/lines.js";
import * as transitions from "../../kg/web/frontend/explore/state.js";
import { clusterLineStyle, clusterStyle, entityStyle, lineStyle } from "../../kg/web/frontend/explore/styles.js";
import { fade } from "../../kg/web/frontend/explore/theme.js";
import { viewOf } from "../../kg/web/frontend/explore/view.js";
import { entityOf, networkOf } from "./fixtures.js";
import { SMALL } from "./small.js";

/** @import { State } from "../../kg/web/frontend/explore/state.js" */

const { INITIAL } = transitions;
const theme = {
  ground: "#ffffff",
  card: "#f0f0f0",
  ink: "#000000",
  soft: "#808080",
  line: "#cccccc",
  accent: "#ff0000",
  groups: { Person: "#0000ff" },
  font: "serif",
};

/**
 * @param {State} state
 * @param {boolean} [large]
 */
const sceneOf = (state, large = false) => ({ ...viewOf(SMALL, state), theme, large });

/**
 * @param {string} path
 * @param {State} state
 */
const entity = (path, state) => entityStyle(entityOf(SMALL, path), sceneOf(state));

/**
 * @param {string} key
 * @param {State} state
 * @param {boolean} [large]
 */
function line(key, state, large = false) {
  const match = linesOf(SMALL.relations.values()).get(key);
  assert.ok(match, `there is no line ${key}`);
  return lineStyle(match, sceneOf(state, large));
}

test("an entity has the colour of its group, or a neutral one", () => {
  assert.deepEqual([entity("ann", INITIAL).color, entity("day", INITIAL).color], ["#0000ff", theme.soft]);
});

test("hidden entities and lines are not drawn", () => {
  const state = transitions.setHidden(INITIAL, "groups", ["Event"], true);
  assert.deepEqual(
    [entity("day", state).hidden, line("ann day", state).hidden, entity("bob", state).hidden],
    [true, true, false],
  );
});

test("a selected entity is highlighted, its neighbours keep their colours, all others are faint", () => {
  const state = transitions.select(INITIAL, ["cho"]);
  const [cho, bob, ann] = ["cho", "bob", "ann"].map((path) => entity(path, state));
  assert.deepEqual([cho?.highlighted, bob?.color, ann?.color], [true, "#0000ff", fade("#0000ff", theme.ground, 0.82)]);
});

test("the lines of a selected entity are labelled, all others are faint", () => {
  const state = transitions.select(INITIAL, ["cho"]);
  assert.equal(line("bob cho", state).label, "knows");
  assert.equal(line("ann day", state).color, fade(theme.line, theme.ground, 0.6));
});

test("only the line between two selected entities is labelled", () => {
  const state = transitions.select(INITIAL, ["bob", "cho"]);
  assert.deepEqual([line("bob cho", state).color, line("bob cho", state).label], [theme.accent, "knows"]);
  assert.equal(line("cho later", state).label, undefined);
});

test("an entity with many neighbours has no labels on its lines", () => {
  const others = Array.from({ length: 9 }, (_, number) => `bob${number}`);
  const nodes = Object.fromEntries([...others, "ann"].map((path) => [path, {}]));
  const network = networkOf(
    nodes,
    others.map((path) => ["ann", "knows", path]),
  );
  const scene = { ...viewOf(network, transitions.select(INITIAL, ["ann"])), theme, large: false };
  const [first] = linesOf(network.relations.values()).values();
  assert.ok(first);
  assert.equal(lineStyle(first, scene).label, null);
});

test("a line has an arrow if all its relations point the same way", () => {
  const network = networkOf({ ann: {}, bob: {}, cho: {} }, [
    ["ann", "knows", "bob"],
    ["bob", "knows", "ann"],
    ["ann", "knows", "cho"],
  ]);
  const scene = { ...viewOf(network, INITIAL), theme, large: false };
  const types = [...linesOf(network.relations.values()).values()].map((match) => lineStyle(match, scene).type);
  assert.deepEqual(types, ["line", "arrow"]);
});

test("a line is dashed if its relations say only that the times of events overlap", () => {
  const network = networkOf({ day: {}, talk: {}, vote: {} }, [
    ["talk", "during", "day"],
    ["vote", "during", "day"],
    ["vote", "partOf", "day"],
  ]);
  Object.assign(network.properties.get("during") ?? {}, { loose: true });
  const scene = { ...viewOf(network, INITIAL), theme, large: false };
  const dashed = [...linesOf(network.relations.values()).values()].map((match) => lineStyle(match, scene).dashed);
  assert.deepEqual(dashed, [true, false]);
});

test("lines of a large network are thin", () => assert.equal(line("ann day", INITIAL, true).type, "thin"));

test("a line is darker if a passage supports it", () => {
  assert.equal(line("bob day", INITIAL).color, theme.line);
  assert.equal(line("ann day", INITIAL).color, fade(theme.soft, theme.ground, 0.35));
});

test("a cluster and its line are drawn while it is visible", () => {
  const network = networkOf({ ann: {} }, [], { whole: false, clusters: [{ hub: 0, group: "Person", number: 9 }] });
  const [cluster] = network.clusters;
  assert.ok(cluster);
  const shown = { ...viewOf(network, INITIAL), theme, large: false };
  const hidden = { ...shown, clusters: [] };
  assert.deepEqual([clusterStyle(cluster, shown).hidden, clusterLineStyle(cluster, shown).hidden], [false, false]);
  assert.deepEqual([clusterStyle(cluster, hidden).hidden, clusterLineStyle(cluster, hidden).hidden], [true, true]);
});

test("fading mixes a colour with the ground", () => {
  assert.deepEqual([fade("#000000", "#ffffff", 0.5), fade("#123456", "#ffffff", 0)], ["#808080", "#123456"]);
});
