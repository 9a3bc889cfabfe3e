// Literals in the workbench's table, which are written as on pages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { literalText } from "../../kg/web/frontend/workbench/literals.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
// Those of tests/model/test_literal_format.py.
/** @type {[value: string, datatype: string, text: string][]} */
const CASES = [
  ["2026-02-19", "date", "19 February 2026"],
  ["2026-12-01", "date", "1 December 2026"],
  ["2026-02-19Z", "date", "19 February 2026"],
  ["2026-02-19+09:00", "date", "19 February 2026"],
  ["2026-01", "gYearMonth", "January 2026"],
  ["2026-12", "gYearMonth", "December 2026"],
  ["1945", "gYear", "1945"],
  ["-0044-03-15", "date", "15 March -0044"],
  ["7", "integer", "7"],
  ["5000", "integer", "5,000"],
  ["-1234567", "integer", "−1,234,567"],
  ["+5", "integer", "5"],
  ["0", "integer", "0"],
  ["true", "boolean", "yes"],
  ["1", "boolean", "yes"],
  ["false", "boolean", "no"],
  ["0", "boolean", "no"],
  ["last week", "date", "last week"],
  ["2026-13", "gYearMonth", "2026-13"],
  ["2026-00", "gYearMonth", "2026-00"],
  ["2026-02-00", "date", "2026-02-00"],
  ["2026-02-32", "date", "2026-02-32"],
  ["2026-2-3", "date", "2026-2-3"],
  ["19-02-2026", "date", "19-02-2026"],
  ["many", "integer", "many"],
  ["1.5", "integer", "1.5"],
  ["", "integer", ""],
  ["maybe", "boolean", "maybe"],
  ["TRUE", "boolean", "TRUE"],
  ["5000", "string", "5000"],
  ["14:30:00", "time", "14:30:00"],
  ["2.50", "decimal", "2.50"],
  ["-1234.50", "decimal", "−1,234.50"],
  ["12345.5", "decimal", "12,345.5"],
];

for (const [value, datatype, text] of CASES) {
  test(`${value} as ${datatype}`, () => {
    assert.equal(literalText({ type: "literal", value, datatype: XSD + datatype }), text);
  });
}

test("text is unchanged", () => {
  assert.equal(literalText({ type: "literal", value: "5000", "xml:lang": "en" }), "5000");
});

test("very long numbers are unchanged", () => {
  const value = "9".repeat(5000);
  assert.equal(literalText({ type: "literal", value, datatype: `${XSD}integer` }), value);
});
