// The state as the fragment of an address, which makes a view shareable.

import { FACETS, INITIAL } from "./state.js";

/** @import { CameraPosition, Facet, State } from "./state.js" */

// Each focused entity may need a request, so a link can name only a limited number.
const MAX_FOCUSED = 50;

/**
 * Encodes a state as a fragment without "#". A path whose end has yet to be chosen is left out.
 *
 * @param {State} state
 */
export function encode(state) {
  const parameters = new URLSearchParams();
  /** @type {(name: string, values: Iterable<string>) => void} */
  const append = (name, values) => {
    for (const value of values) parameters.append(name, value);
  };
  append("view", state.story ? [state.story] : []);
  for (const facet of FACETS) append(facet, state.hidden[facet]);
  append("collapsed", state.collapsed);
  append("only", state.focused ?? []);
  append("day", state.day ? [state.day] : []);
  append("undated", state.undated ? [] : ["no"]);
  append("selected", state.selected);
  append("path", state.pathEnds);
  append("camera", state.camera ? [state.camera.map((number) => number.toFixed(3)).join(",")] : []);
  return parameters.toString();
}

/**
 * Decodes a fragment. Invalid parts are ignored.
 *
 * @param {string} fragment with or without "#"
 * @returns {State}
 */
export function decode(fragment) {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  /** @type {(facet: Facet) => Set<string>} */
  const hidden = (facet) => new Set(parameters.getAll(facet));
  const ends = parameters.getAll("path");
  const day = parameters.get("day");
  return {
    ...INITIAL,
    hidden: {
      groups: hidden("groups"),
      kinds: hidden("kinds"),
      properties: hidden("properties"),
      statuses: hidden("statuses"),
    },
    story: parameters.get("view") || null,
    collapsed: new Set(parameters.getAll("collapsed")),
    focused: parameters.has("only") ? new Set(parameters.getAll("only").slice(0, MAX_FOCUSED)) : null,
    day: day && isDay(day) ? day : null,
    undated: parameters.get("undated") !== "no",
    selected: parameters.getAll("selected").slice(0, 2),
    pathEnds: ends.length === 2 ? ends : [],
    camera: cameraOf(parameters.get("camera") ?? ""),
  };
}

/**
 * @param {string} text
 * @returns {CameraPosition | null}
 */
function cameraOf(text) {
  const [x, y, ratio, ...rest] = text.split(",").map(Number);
  if (x === undefined || y === undefined || ratio === undefined || rest.length) return null;
  return [x, y, ratio].every(Number.isFinite) && ratio > 0 ? [x, y, ratio] : null;
}

/**
 * Whether a text is a day of the calendar, which 2026-02-30 is not.
 *
 * @param {string} text
 */
function isDay(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
