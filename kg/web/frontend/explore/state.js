// The reader's choices, as an immutable value, and its transitions.

/** @import { Entity } from "./network.js" */

/** @typedef {"groups" | "kinds" | "properties" | "statuses"} Facet */
/** @typedef {readonly [x: number, y: number, ratio: number]} CameraPosition */
/**
 * Entities and properties are given by their paths.
 *
 * @typedef {object} State
 * @property {Readonly<Record<Facet, ReadonlySet<string>>>} hidden the values that are hidden, by facet
 * @property {string | null} story the name of the story that is shown; null if everything is
 * @property {ReadonlySet<string>} collapsed entities whose leaves are hidden
 * @property {ReadonlySet<string> | null} focused entities to which the view is limited, with their neighbours
 * @property {string | null} day
 * @property {boolean} undated whether undated entities and relations are included on a day
 * @property {readonly string[]} selected an entity, or two that a line connects
 * @property {readonly string[]} pathEnds the two ends of a path
 * @property {string | null} pathStart the start of a path whose end has yet to be chosen
 * @property {CameraPosition | null} camera null if everything is in view
 */

/** @type {readonly Facet[]} */
export const FACETS = ["groups", "kinds", "properties", "statuses"];

/** @type {State} */
export const INITIAL = Object.freeze({
  hidden: { groups: new Set(), kinds: new Set(), properties: new Set(), statuses: new Set() },
  story: null,
  collapsed: new Set(),
  focused: null,
  day: null,
  undated: true,
  selected: [],
  pathEnds: [],
  pathStart: null,
  camera: null,
});

/**
 * Hides or shows values of a facet.
 *
 * @param {State} state
 * @param {Facet} facet
 * @param {Iterable<string>} values
 * @param {boolean} hide
 * @returns {State}
 */
export function setHidden(state, facet, values, hide) {
  const changed = hide ? union(state.hidden[facet], values) : difference(state.hidden[facet], values);
  return { ...state, hidden: { ...state.hidden, [facet]: changed } };
}

/**
 * @param {State} state
 * @param {string | null} day
 * @param {boolean} undated
 * @returns {State}
 */
export function setDay(state, day, undated) {
  return { ...state, day, undated };
}

/**
 * @param {State} state
 * @param {CameraPosition | null} camera
 * @returns {State}
 */
export function setCamera(state, camera) {
  return { ...state, camera };
}

/**
 * @param {State} state
 * @param {readonly string[]} selected
 * @returns {State}
 */
export function select(state, selected) {
  return { ...state, selected };
}

/**
 * Selects an entity, or makes it the end of the path whose start has been chosen.
 *
 * @param {State} state
 * @param {string} path
 * @returns {State}
 */
export function choose(state, path) {
  if (state.pathStart === null) return select(state, [path]);
  return { ...state, pathEnds: [state.pathStart, path], pathStart: null, selected: [] };
}

/**
 * Starts a path, whose end is the next entity to be chosen.
 *
 * @param {State} state
 * @param {string} path
 * @returns {State}
 */
export function startPath(state, path) {
  return { ...state, pathStart: path, pathEnds: [] };
}

/**
 * Limits the view to an entity and its neighbours.
 *
 * @param {State} state
 * @param {string} path
 * @returns {State}
 */
export function focus(state, path) {
  return { ...state, focused: new Set([path]), collapsed: new Set(), selected: [path] };
}

/**
 * Ends the limitation of the view.
 *
 * @param {State} state
 * @returns {State}
 */
export function unfocus(state) {
  return { ...state, focused: null };
}

/**
 * Drops focused entities that do not exist, such as those of an old link.
 *
 * @param {State} state
 * @param {(path: string) => boolean} exists
 * @returns {State}
 */
export function dropUnknown(state, exists) {
  const kept = [...(state.focused ?? [])].filter(exists);
  return { ...state, focused: kept.length ? new Set(kept) : null };
}

/**
 * Shows the neighbours of an entity: its leaves, and those beyond the focus.
 *
 * @param {State} state
 * @param {string} path
 * @returns {State}
 */
export function expand(state, path) {
  return {
    ...state,
    collapsed: difference(state.collapsed, [path]),
    focused: state.focused && union(state.focused, [path]),
  };
}

/**
 * Reverses `expand`: takes an entity out of the focus or, if it is the last one there, hides its leaves.
 *
 * @param {State} state
 * @param {string} path
 * @returns {State}
 */
export function collapse(state, path) {
  if (state.focused && state.focused.size > 1) return { ...state, focused: difference(state.focused, [path]) };
  return { ...state, collapsed: union(state.collapsed, [path]) };
}

/**
 * Drops the choices that may hide an entity.
 *
 * @param {State} state
 * @param {Pick<Entity, "path" | "group" | "kind">} entity
 * @returns {State}
 */
export function reveal(state, { path, group, kind }) {
  const revealed = setHidden(setHidden(state, "groups", [group], false), "kinds", [kind], false);
  const focused = revealed.focused && union(revealed.focused, [path]);
  return { ...revealed, story: null, day: null, collapsed: new Set(), focused };
}

/**
 * @param {Iterable<string>} values
 * @param {Iterable<string>} added
 * @returns {ReadonlySet<string>}
 */
function union(values, added) {
  return new Set([...values, ...added]);
}

/**
 * @param {Iterable<string>} values
 * @param {Iterable<string>} removed
 * @returns {ReadonlySet<string>}
 */
function difference(values, removed) {
  const kept = new Set(values);
  for (const value of removed) kept.delete(value);
  return kept;
}
