// The labels of the IRIs in an answer, which the workbench asks of the endpoint.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Labels, MAX_IRIS } from "../../kg/web/frontend/workbench/labels.js";

const ENDPOINT = "https://example.org/sparql";

/**
 * Labels of an endpoint that gives an answer, and the queries that it was sent.
 *
 * @param {[iri: string, label: string, language?: string][]} rows
 */
function answering(rows) {
  const queries = /** @type {string[]} */ ([]);
  const bindings = rows.map(([iri, value, language]) => ({
    iri: { type: "uri", value: iri },
    label: { type: "literal", value, ...(language && { "xml:lang": language }) },
  }));
  mock.method(globalThis, "fetch", (/** @type {string} */ _, /** @type {{ body: URLSearchParams }} */ { body }) => {
    queries.push(body.get("query") ?? "");
    return Promise.resolve(Response.json({ head: { vars: ["iri", "label"] }, results: { bindings } }));
  });
  return { labels: new Labels(ENDPOINT), queries };
}

test("English comes before labels without a language, and these before others", async () => {
  const { labels } = answering([
    ["a:1", "English", "en"],
    ["a:1", "plain"],
    ["a:1", "deutsch", "de"],
    ["a:2", "deutsch", "de"],
    ["a:2", "plain"],
  ]);
  assert.ok(await labels.learn(["a:1", "a:2", "a:3"]));
  assert.deepEqual(
    ["a:1", "a:2", "a:3"].map((iri) => labels.of(iri)),
    ["English", "plain", undefined],
  );
});

test("what has been looked up is not asked for again", async () => {
  const { labels, queries } = answering([["a:1", "one"]]);
  await labels.learn(["a:1", "a:2", "a:1"]);
  assert.equal(await labels.learn(["a:1", "a:2"]), false);
  assert.equal(queries.length, 1);
});

test("IRIs that no query can name are left out", async () => {
  const { labels, queries } = answering([]);
  assert.equal(await labels.learn(["a:1> } DROP ALL {", "a:b c"]), false);
  assert.deepEqual(queries, []);
});

test("a request names no more IRIs than it may", async () => {
  const { labels, queries } = answering([]);
  await labels.learn(Array.from({ length: MAX_IRIS + 1 }, (_, at) => `a:${at}`));
  assert.equal(queries[0]?.match(/<a:/g)?.length, MAX_IRIS);
});

test("without an answer the labels may be asked for again", async () => {
  const labels = new Labels(ENDPOINT);
  mock.method(globalThis, "fetch", () => Promise.resolve(new Response("", { status: 503 })));
  assert.equal(await labels.learn(["a:1"]), false);
  const { queries } = answering([["a:1", "one"]]);
  assert.ok(await labels.learn(["a:1"]));
  assert.equal(queries.length, 1);
});
