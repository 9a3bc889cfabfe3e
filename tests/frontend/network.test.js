// The network: what the server tells becomes things and relations, each once, and grows by parts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Network, across, days, wasOn } from "../../kg/web/frontend/explore/network.js";
import { network, part, paths } from "./made.js";
import { overview } from "./overview.js";

const family = () => network({ ann: {}, bob: {}, cho: {} }, [["ann", "knows", "bob"], ["bob", "likes", "ann"]]);

test("the project's network has every thing and every relation", () => {
  const whole = new Network(overview);
  assert.deepEqual([whole.things.size, whole.relations.size], [overview.nodes.length, overview.edges.length]);
});

test("a relation joins things, and each of them knows it", () => {
  for (const one of new Network(overview).relations.values()) {
    assert.ok(one.source.relations.includes(one) && one.target.relations.includes(one));
  }
});

test("properties count their relations", () => {
  const whole = new Network(overview);
  const total = [...whole.properties.values()].reduce((sum, { number }) => sum + number, 0);
  assert.equal(total, overview.edges.length);
});

test("what is left out of the document is empty", () => {
  const [first] = family().relations.values();
  assert.deepEqual([first.grounds, first.passages, first.through, first.status], [[], 0, "", ""]);
  assert.deepEqual(family().things.get("ann").names, []);
});

test("what is known already is taken in once", () => {
  const whole = new Network(overview);
  const before = JSON.stringify([...whole.properties.values()]);
  const links = [...whole.things.values()].map((thing) => thing.relations.length);
  whole.add(overview);
  assert.deepEqual([whole.things.size, whole.relations.size], [overview.nodes.length, overview.edges.length]);
  assert.equal(JSON.stringify([...whole.properties.values()]), before);
  assert.deepEqual([...whole.things.values()].map((thing) => thing.relations.length), links);
});

test("a part adds what is new, and numbers things of its own", () => {
  const known = family();
  const added = known.add(part({ dan: {}, ann: {} }, [["dan", "likes", "ann"]]));
  assert.deepEqual(paths(added), ["ann", "dan"]);
  assert.deepEqual(paths(known.things.values()), ["ann", "bob", "cho", "dan"]);
  assert.equal(known.relations.size, 3);
  assert.equal(known.properties.get("likes").number, 2);
  assert.equal(known.things.get("ann").relations.length, 3);
});

test("things that are known stay where they are", () => {
  const known = network({ ann: { x: 7, y: 8 } }, []);
  known.add(part({ ann: { x: 1, y: 2, label: "Other" } }, []));
  const { x, y, label } = known.things.get("ann");
  assert.deepEqual([x, y, label], [7, 8, "ann"]);
});

test("involvements in the same are relations of their own", () => {
  const known = network({ ann: {}, org: {} }, [["ann", "memberOf", "org", { through: "m1" }], ["ann", "memberOf", "org", { through: "m2" }]]);
  assert.equal(known.relations.size, 2);
});

test("what is related to itself knows it once", () => {
  const known = network({ ann: {} }, [["ann", "knows", "ann"]]);
  assert.equal(known.things.get("ann").relations.length, 1);
});

test("an empty network has nothing", () => {
  const nothing = network({}, []);
  assert.deepEqual([nothing.things.size, nothing.relations.size, days(nothing)], [0, 0, []]);
});

test("clusters are around things and have the words of their groups", () => {
  const shown = new Network({ ...overview, clusters: [{ hub: 3, group: "Person", number: 12 }] });
  const [cluster] = shown.clusters;
  const words = overview.groups.find(({ name }) => name === "Person").label;
  assert.equal(cluster.hub, [...shown.things.values()][3]);
  assert.deepEqual([cluster.label, cluster.number, cluster.page, cluster.more], [words, 12, 0, true]);
});

test("the other end of a relation is the other one", () => {
  const [relation] = family().relations.values();
  assert.deepEqual([across(relation, relation.source), across(relation, relation.target)], [relation.target, relation.source]);
});

test("days are those that are stated exactly, in order", () => {
  const known = network(
    {
      late: { first: "2026-02-20", last: "2026-02-20" },
      early: { first: "2025-06-24", last: "2025-06-24" },
      month: { first: "2025-06-01", last: "2025-06-30" },
      open: { first: "2024-01-01" },
    },
    [["late", "after", "early", { first: "2026-01-01", last: "2026-01-01" }]],
  );
  assert.deepEqual(days(known), ["2025-06-24", "2026-01-01", "2026-02-20"]);
});

test("the project's days are days of the calendar", () => {
  const found = days(new Network(overview));
  assert.ok(found.length > 5);
  for (const day of found) assert.equal(new Date(day).toISOString().slice(0, 10), day);
});

for (const [first, last, day, was] of [
  ["2026-02-19", "2026-02-25", "2026-02-19", true],
  ["2026-02-19", "2026-02-25", "2026-02-25", true],
  ["2026-02-19", "2026-02-25", "2026-02-18", false],
  ["2026-02-19", "2026-02-25", "2026-02-26", false],
  ["2026-02-19", undefined, "2030-01-01", true],
  ["2026-02-19", undefined, "2026-02-18", false],
  [undefined, "2026-02-19", "1990-01-01", true],
  [undefined, "2026-02-19", "2026-02-20", false],
  [undefined, undefined, "2026-02-19", false],
]) {
  test(`from ${first} to ${last} it was ${was ? "" : "not "}on ${day}`, () => assert.equal(wasOn({ first, last }, day), was));
}
