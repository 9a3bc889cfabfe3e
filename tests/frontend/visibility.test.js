// Which entities and relations a state makes visible.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Network } from "../../kg/web/frontend/explore/network.js";
import { INITIAL } from "../../kg/web/frontend/explore/state.js";
import { visible } from "../../kg/web/frontend/explore/visibility.js";
import { networkOf, sortedPaths } from "./fixtures.js";
import { overview } from "./overview.js";
import { DAY, EVERYTHING, SMALL } from "./small.js";

/** @import { Facet, State } from "../../kg/web/frontend/explore/state.js" */

/** @typedef {Partial<State> & Partial<Record<Facet, string[]>>} Choices hidden values can be given by facet */

/**
 * @param {Choices} choices
 * @param {Network} [network]
 */
function shown({ groups, kinds, properties, statuses, ...members }, network = SMALL) {
  const hidden = {
    groups: new Set(groups),
    kinds: new Set(kinds),
    properties: new Set(properties),
    statuses: new Set(statuses),
  };
  return visible(network, { ...INITIAL, ...members, hidden });
}

/**
 * The entities that the choices admit, drawn or not.
 *
 * @param {Choices} choices
 */
function entities(choices) {
  const { entities: drawn, orphans } = shown(choices);
  return sortedPaths([...drawn, ...orphans]);
}
/** @param {Choices} choices */
const relations = (choices) =>
  [...shown(choices).relations].map(({ source, property, target }) => `${source.path} ${property.path} ${target.path}`);

test("everything is visible at first", () => {
  const { entities: drawn, relations: links, orphans } = shown({}, new Network(overview));
  assert.deepEqual([drawn.size + orphans.length, links.size], [overview.nodes.length, overview.edges.length]);
});

// --- Entities without relations

test("an entity without visible relations is not drawn", () => {
  const { entities: drawn, orphans } = shown({ groups: ["Event"] });
  assert.deepEqual(
    [sortedPaths(drawn), sortedPaths(orphans)],
    [
      ["bob", "cho"],
      ["ann", "dan"],
    ],
  );
});

test("an entity that is related to itself alone is not drawn", () => {
  const network = networkOf({ ann: {}, bob: {}, cho: {} }, [
    ["ann", "knows", "ann"],
    ["bob", "knows", "cho"],
  ]);
  assert.deepEqual(sortedPaths(shown({}, network).orphans), ["ann"]);
});

for (const [name, choice] of Object.entries({
  selected: { selected: ["ann"] },
  focused: { focused: new Set(["ann"]) },
  collapsed: { collapsed: new Set(["ann"]) },
})) {
  test(`an entity without relations is drawn if it is ${name}`, () => {
    assert.ok(sortedPaths(shown({ groups: ["Event"], ...choice }).entities).includes("ann"));
  });
}

test("a hub is drawn with its clusters", () => {
  const clusters = [{ hub: 0, group: "Event", number: 9 }];
  const network = networkOf({ ann: {}, bob: {} }, [], { whole: false, clusters });
  assert.deepEqual(sortedPaths(shown({}, network).entities), ["ann"]);
});

// --- Filters

test("hiding a group hides its entities and their relations", () => {
  assert.deepEqual(entities({ groups: ["Event"] }), ["ann", "bob", "cho", "dan"]);
  assert.deepEqual(relations({ groups: ["Event"] }), ["bob knows cho"]);
});

test("hiding a kind leaves the others of its group", () => {
  assert.deepEqual(
    entities({ kinds: ["observer"] }),
    EVERYTHING.filter((path) => path !== "bob"),
  );
});

test("hiding a property hides its relations but no entities", () => {
  assert.deepEqual(entities({ properties: ["partIn"] }), EVERYTHING);
  assert.deepEqual(relations({ properties: ["partIn"] }), ["bob knows cho", "day before later"]);
});

test("hiding a status hides its relations but no entities", () => {
  assert.deepEqual(entities({ statuses: ["explicit", "inferred"] }), EVERYTHING);
  assert.deepEqual(relations({ statuses: ["explicit", "inferred"] }), ["cho partIn meeting", "dan partIn meeting"]);
});

test("a day has its own and undated items", () => {
  assert.deepEqual(entities({ day: DAY }), ["ann", "bob", "cho", "dan", "day", "meeting"]);
  assert.ok(!relations({ day: DAY }).includes("cho partIn later"));
});

test("without undated items a day still has the participants of its relations", () => {
  assert.deepEqual(entities({ day: DAY, undated: false }), ["ann", "bob", "day"]);
  assert.deepEqual(relations({ day: DAY, undated: false }), ["ann partIn day", "bob partIn day"]);
});

test("undated items are hidden on a day only", () => assert.deepEqual(entities({ undated: false }), EVERYTHING));

test("a day without items of its own has undated ones", () => {
  assert.deepEqual(entities({ day: "1900-01-01" }), ["ann", "bob", "cho", "dan", "meeting"]);
  assert.deepEqual(entities({ day: "1900-01-01", undated: false }), []);
});

test("hidden relations make no participants visible on a day", () => {
  assert.deepEqual(entities({ day: DAY, undated: false, properties: ["partIn"] }), ["day"]);
});

test("a focus leaves an entity and its neighbours", () => {
  assert.deepEqual(entities({ focused: new Set(["bob"]) }), ["bob", "cho", "day"]);
});

test("a focus has the relations between neighbours too", () => {
  assert.deepEqual(relations({ focused: new Set(["day"]) }), ["ann partIn day", "bob partIn day", "day before later"]);
});

test("a focus on two entities has the neighbours of both", () => {
  assert.deepEqual(entities({ focused: new Set(["ann", "cho"]) }), ["ann", "bob", "cho", "day", "later", "meeting"]);
});

test("hidden relations make no neighbours", () => {
  assert.deepEqual(entities({ focused: new Set(["bob"]), properties: ["knows"] }), ["bob", "day"]);
});

test("a focus on an unknown entity is empty", () => assert.deepEqual(entities({ focused: new Set(["nobody"]) }), []));

test("collapsing an entity hides its leaves", () => {
  assert.deepEqual(
    entities({ collapsed: new Set(["day"]) }),
    EVERYTHING.filter((path) => path !== "ann"),
  );
});

test("neighbours with other neighbours are no leaves", () => {
  assert.deepEqual(entities({ collapsed: new Set(["bob"]) }), EVERYTHING);
});

test("hiding relations can make leaves", () => {
  const choices = { collapsed: new Set(["cho"]), properties: ["before"] };
  assert.deepEqual(
    entities(choices),
    EVERYTHING.filter((path) => path !== "later"),
  );
});

test("a collapsed entity stays, even if it is related to itself", () => {
  const network = networkOf({ ann: {}, bob: {} }, [
    ["ann", "knows", "ann"],
    ["bob", "knows", "bob"],
    ["bob", "knows", "ann"],
  ]);
  assert.deepEqual(sortedPaths(shown({ collapsed: new Set(["ann"]) }, network).entities), ["ann"]);
});

test("of two entities that are each other's leaves the collapsed one stays", () => {
  const network = networkOf({ ann: {}, bob: {} }, [["ann", "knows", "bob"]]);
  assert.deepEqual(sortedPaths(shown({ collapsed: new Set(["ann"]) }, network).entities), ["ann"]);
});

test("visible relations connect visible entities, whatever is combined", () => {
  const network = new Network(overview);
  const [busiest] = [...network.entities.values()].sort(
    (first, second) => second.relations.length - first.relations.length,
  );
  const path = busiest?.path ?? "";
  for (const choices of [
    { groups: ["Event"] },
    { day: DAY, undated: false },
    { focused: new Set([path]) },
    { collapsed: new Set([path]) },
    { statuses: ["inferred"], day: DAY, focused: new Set([path]), collapsed: new Set([path]) },
  ]) {
    const view = shown(choices, network);
    assert.ok(view.relations.size > 0);
    const dangling = [...view.relations].filter(
      ({ source, target }) => !view.entities.has(source) || !view.entities.has(target),
    );
    assert.deepEqual(dangling, []);
  }
});
