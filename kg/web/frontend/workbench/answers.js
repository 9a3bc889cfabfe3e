// Answers that Yasr does not accept as the endpoint sends them.

import { Yasr } from "./yasgui.js";

/** @import { ResultTerm } from "../documents.js" */

/** Lets Yasr accept every answer of the endpoint. */
export function acceptEveryAnswer() {
  const { setResponse } = Yasr.prototype;
  Yasr.prototype.setResponse = function (response, milliseconds) {
    if (response.ok) response.content = accepted(response.content);
    setResponse.call(this, response, milliseconds);
  };
}

/** @param {string} content */
function accepted(content) {
  // Yasr would show the response as an object if it had no content. A comment is valid Turtle.
  if (content === "") return "# No triples.\n";
  // Yasr knows SPARQL 1.1, whose results have no triple terms.
  return /"type":\s*"triple"/.test(content) ? JSON.stringify(JSON.parse(content, flatten)) : content;
}

/**
 * Replaces a triple term by the text of its parts. JSON.parse visits the innermost values first.
 *
 * @param {string} _
 * @param {ResultTerm | undefined} value
 */
function flatten(_, value) {
  if (value?.type !== "triple") return value;
  const { subject, predicate, object } = value.value;
  return { type: "literal", value: [subject, predicate, object].map((part) => part.value).join(" ") };
}
