// The picture of the network to download.

import assert from "node:assert/strict";
import { test } from "node:test";

import { toSvg } from "../../kg/web/frontend/explore/picture.js";

const HOSTILE = `</title><script>alert("1")</script> & 'more'`;
const NAMED = { node: "ann", x: 10, y: 20, radius: 5, colour: "#112233", text: HOSTILE };
const PICTURE = {
  width: 300,
  height: 200,
  ground: "#ffffff",
  ink: "#000000",
  font: `"Source Sans", sans-serif`,
  discs: [NAMED, { node: "bob", x: 100.04, y: 50.06, radius: 4, colour: "#445566", text: "Bob" }],
  strokes: [
    {
      points: [
        { x: 10, y: 20 },
        { x: 100, y: 50 },
      ],
      colour: "#777777",
      width: 1.5,
      dashed: true,
      head: false,
    },
  ],
  names: [
    [
      { text: HOSTILE, x: 19, y: 24 },
      { text: "the second line", x: 19, y: 38 },
    ],
  ],
};

/** @type {(text: string, part: string) => number} */
const count = (text, part) => text.split(part).length - 1;

test("a picture has each disc, line and name once, a name in its lines", () => {
  const svg = toSvg(PICTURE);
  assert.deepEqual(
    ["<circle ", "<path ", "<text>", "<tspan "].map((tag) => count(svg, tag)),
    [2, 1, 1, 2],
  );
});

test("a picture has the dashes and arrowheads of lines", () => {
  const [stroke] = PICTURE.strokes;
  assert.ok(stroke);
  const plain = { ...stroke, dashed: false, head: true };
  const svg = toSvg({ ...PICTURE, strokes: [stroke, plain] });
  assert.deepEqual([count(svg, "stroke-dasharray"), count(svg, `class="head"`), count(svg, "<path ")], [1, 1, 3]);
});

test("a picture escapes names", () => {
  const svg = toSvg(PICTURE);
  assert.ok(svg.includes("&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 'more'"));
  assert.equal(count(svg, "<script"), 0);
});

test("a picture escapes the names of fonts", () => {
  assert.ok(toSvg(PICTURE).includes(`font-family="&quot;Source Sans&quot;, sans-serif"`));
});

test("a picture closes every element that it opens", () => {
  const svg = toSvg(PICTURE);
  assert.ok(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"`));
  for (const tag of ["svg ", "g ", "text>", "tspan ", "title>", "circle "]) {
    assert.equal(count(svg, `<${tag}`), count(svg, `</${tag.trim().replace(">", "")}>`), tag);
  }
});

test("an empty picture is a picture", () => {
  const svg = toSvg({ ...PICTURE, discs: [], strokes: [], names: [] });
  assert.deepEqual([count(svg, "<circle"), count(svg, "</svg>")], [0, 1]);
});
