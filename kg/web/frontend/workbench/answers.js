// Answers that Yasr does not take as they are.
import Yasgui from "@zazuko/yasgui";

const { prototype } = Yasgui.Yasr;

/** Let Yasr take every answer of the endpoint. */
export function takeEveryAnswer() {
  const { setResponse } = prototype;
  prototype.setResponse = function (response, duration) {
    if (response.ok) response.content = taken(response.content);
    return setResponse.call(this, response, duration);
  };
}

function taken(content) {
  // Without any content it would show the response as an object; this is Turtle too.
  if (content === "") return "# There are no triples.\n";
  // It knows SPARQL 1.1, whose results have no triples as values.
  return /"type":\s*"triple"/.test(content) ? JSON.stringify(JSON.parse(content, flat)) : content;
}

/** A value of the results, a triple being a text of its three parts; they are visited from the innermost outwards. */
function flat(_, value) {
  if (value?.type !== "triple") return value;
  const { subject, predicate, object } = value.value;
  return { type: "literal", value: [subject, predicate, object].map((part) => part.value).join(" ") };
}
