// A network of people and events. Ann and Bob take part in a day; Bob knows Cho, who takes part in a later day; Dan is in
// an undated meeting with Cho.

import { networkOf } from "./fixtures.js";

export const DAY = "2026-02-19";
const LATER = "2026-02-20";

export const SMALL = networkOf(
  {
    ann: {},
    bob: { kind: "observer" },
    cho: {},
    dan: {},
    day: { group: "Event", kind: "day", first: DAY, last: DAY },
    later: { group: "Event", kind: "day", first: LATER, last: LATER },
    meeting: { group: "Event", kind: "meeting" },
  },
  [
    ["ann", "partIn", "day", { status: "explicit", first: DAY, last: DAY }],
    ["bob", "partIn", "day", { status: "inferred", first: DAY, last: DAY }],
    ["bob", "knows", "cho", { status: "explicit" }],
    ["cho", "partIn", "later", { status: "explicit", first: LATER, last: LATER }],
    ["cho", "partIn", "meeting", { status: "implied" }],
    ["dan", "partIn", "meeting", { status: "implied" }],
    ["day", "before", "later", { status: "explicit" }],
  ],
);

export const EVERYTHING = ["ann", "bob", "cho", "dan", "day", "later", "meeting"];
