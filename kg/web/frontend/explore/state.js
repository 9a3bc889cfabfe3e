// What the reader has chosen, and its form in the fragment of the address, by which a view can be shared.

const SETS = ["groups", "kinds", "properties", "statuses", "collapsed"];
// Each of these may have to be asked for, so nobody's link makes a browser ask for more.
const MOST_ROOTS = 50;

// The sets hold what is hidden; `only` is null, or the paths of the things whose surroundings alone are shown.
export function initial() {
  return {
    groups: new Set(),
    kinds: new Set(),
    properties: new Set(),
    statuses: new Set(),
    collapsed: new Set(),
    only: null,
    day: null,
    undated: true,
    // The path of a thing, or two of them: those that a line joins.
    selected: [],
    // The two ends of a path.
    ends: [],
    // Where the camera is: x, y and ratio; null where everything is in view.
    camera: null,
  };
}

export function encode(state) {
  const told = new URLSearchParams();
  for (const name of SETS) for (const one of state[name]) told.append(name, one);
  for (const one of state.only ?? []) told.append("only", one);
  if (state.day) told.set("day", state.day);
  if (!state.undated) told.set("undated", "no");
  for (const one of state.selected) told.append("selected", one);
  for (const one of state.ends) told.append("path", one);
  if (state.camera) told.set("camera", state.camera.map((one) => one.toFixed(3)).join(","));
  return told.toString();
}

export function decode(fragment) {
  const told = new URLSearchParams(fragment.replace(/^#/, ""));
  const state = initial();
  for (const name of SETS) state[name] = new Set(told.getAll(name));
  if (told.has("only")) state.only = new Set(told.getAll("only").slice(0, MOST_ROOTS));
  const day = told.get("day");
  if (isDay(day)) state.day = day;
  state.undated = told.get("undated") !== "no";
  state.selected = told.getAll("selected").slice(0, 2);
  const ends = told.getAll("path");
  if (ends.length === 2) state.ends = ends;
  const camera = (told.get("camera") ?? "").split(",").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) state.camera = camera;
  return state;
}

// Whether a text is a day of the calendar: 2026-02-30 is none.
function isDay(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
