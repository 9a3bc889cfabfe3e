// The network: documents of the server become entities and relations, each once.

import assert from "node:assert/strict";
import { test } from "node:test";

import { exactDays, includesDay } from "../../kg/web/frontend/explore/dates.js";
import { Network } from "../../kg/web/frontend/explore/network.js";
import { otherEnd } from "../../kg/web/frontend/explore/paths.js";
import { entityOf, networkOf, partOf, sortedPaths } from "./fixtures.js";
import { overview } from "./overview.js";

const project = new Network(overview);
const family = () =>
  networkOf({ ann: {}, bob: {}, cho: {} }, [
    ["ann", "knows", "bob"],
    ["bob", "likes", "ann"],
  ]);

/** @param {Network} network */
const sizes = ({ entities, relations }) => [entities.size, relations.size];

test("the project's network has every node and edge of the document", () => {
  assert.ok(overview.nodes.length > 100 && overview.edges.length > 300);
  assert.deepEqual(sizes(project), [overview.nodes.length, overview.edges.length]);
});

test("both ends of a relation refer to it", () => {
  const relations = [...project.relations.values()];
  const complete = relations.filter((relation) =>
    [relation.source, relation.target].every((end) => end.relations.includes(relation)),
  );
  assert.equal(complete.length, overview.edges.length);
});

test("properties count their relations", () => {
  const total = [...project.properties.values()].reduce((sum, { number }) => sum + number, 0);
  assert.equal(total, overview.edges.length);
});

test("members that the document omits have defaults", () => {
  const [relation] = family().relations.values();
  assert.deepEqual([relation?.grounds, relation?.passages, relation?.through, relation?.status], [[], [], "", ""]);
  assert.deepEqual(entityOf(family(), "ann").names, []);
});

test("adding the same part again changes nothing", () => {
  const network = new Network(overview);
  const counts = () => [...network.properties.values()].map(({ number }) => number);
  const degrees = () => [...network.entities.values()].map(({ relations }) => relations.length);
  const before = [counts(), degrees()];
  network.add(overview);
  assert.deepEqual(sizes(network), [overview.nodes.length, overview.edges.length]);
  assert.deepEqual([counts(), degrees()], before);
});

test("a part adds what is new; its edges refer to its own nodes", () => {
  const network = family();
  const added = network.add(partOf({ dan: {}, ann: {} }, [["dan", "likes", "ann"]]));
  assert.deepEqual(sortedPaths(added), ["ann", "dan"]);
  assert.deepEqual(sortedPaths(network.entities.values()), ["ann", "bob", "cho", "dan"]);
  assert.equal(network.relations.size, 3);
  assert.equal(network.properties.get("likes")?.number, 2);
  assert.equal(entityOf(network, "ann").relations.length, 3);
});

test("present entities keep their places and labels", () => {
  const network = networkOf({ ann: { x: 7, y: 8 } }, []);
  network.add(partOf({ ann: { x: 1, y: 2, label: "Other" } }, []));
  const { x, y, label } = entityOf(network, "ann");
  assert.deepEqual([x, y, label], [7, 8, "ann"]);
});

test("an entity without a place is put beside its neighbour", () => {
  const network = networkOf({ ann: { x: 7000, y: 8000 }, far: { x: 0, y: 0 } }, []);
  network.add(partOf({ far: {}, ann: {}, bob: {} }, [["bob", "knows", "ann"]]));
  const { x, y } = entityOf(network, "bob");
  assert.ok(Math.hypot(x - 7000, y - 8000) < 1000);
});

test("n-ary relations between the same entities remain distinct", () => {
  const network = networkOf({ ann: {}, org: {} }, [
    ["ann", "memberOf", "org", { through: "m1" }],
    ["ann", "memberOf", "org", { through: "m2" }],
  ]);
  assert.equal(network.relations.size, 2);
});

test("an entity refers once to a relation to itself", () => {
  assert.equal(entityOf(networkOf({ ann: {} }, [["ann", "knows", "ann"]]), "ann").relations.length, 1);
});

test("a network can be empty", () => {
  const network = networkOf({}, []);
  assert.deepEqual([sizes(network), exactDays(network)], [[0, 0], []]);
});

test("clusters surround entities and have the labels of their groups", () => {
  const { clusters, entities } = new Network({ ...overview, clusters: [{ hub: 3, group: "Person", number: 12 }] });
  const label = overview.groups.find(({ name }) => name === "Person")?.label;
  const [, , , hub] = entities.values();
  assert.deepEqual(clusters, [{ hub, group: "Person", label, number: 12, page: 0, more: true }]);
});

test("a relation leads from either end to the other", () => {
  const [relation] = family().relations.values();
  assert.ok(relation);
  assert.deepEqual(
    [otherEnd(relation, relation.source), otherEnd(relation, relation.target)],
    [relation.target, relation.source],
  );
});

// --- Days

test("only exact days are listed, in order", () => {
  const network = networkOf(
    {
      late: { first: "2026-02-20", last: "2026-02-20" },
      early: { first: "2025-06-24", last: "2025-06-24" },
      month: { first: "2025-06-01", last: "2025-06-30" },
      open: { first: "2024-01-01" },
    },
    [["late", "after", "early", { first: "2026-01-01", last: "2026-01-01" }]],
  );
  assert.deepEqual(exactDays(network), ["2025-06-24", "2026-01-01", "2026-02-20"]);
});

test("the project's days are days of the calendar", () => {
  const days = exactDays(project);
  assert.ok(days.length > 5);
  assert.deepEqual(
    days.map((day) => new Date(day).toISOString().slice(0, 10)),
    days,
  );
});

/** @type {[first: string | undefined, last: string | undefined, day: string, included: boolean][]} */
const PERIODS = [
  ["2026-02-19", "2026-02-25", "2026-02-19", true],
  ["2026-02-19", "2026-02-25", "2026-02-25", true],
  ["2026-02-19", "2026-02-25", "2026-02-18", false],
  ["2026-02-19", "2026-02-25", "2026-02-26", false],
  ["2026-02-19", undefined, "2030-01-01", true],
  ["2026-02-19", undefined, "2026-02-18", false],
  [undefined, "2026-02-19", "1990-01-01", true],
  [undefined, "2026-02-19", "2026-02-20", false],
  [undefined, undefined, "2026-02-19", false],
];
for (const [first, last, day, included] of PERIODS) {
  test(`the period from ${first} to ${last} ${included ? "includes" : "excludes"} ${day}`, () => {
    assert.equal(includesDay({ first, last }, day), included);
  });
}
