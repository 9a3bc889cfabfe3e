// The buttons of the toolbar and the keys of the canvas.

import { byId } from "./dom.js";
import { listen } from "./keyboard.js";
import { download, toPng, toSvg } from "./picture.js";

/** @import { Drawing } from "./drawing.js" */
/** @import { Direction } from "./keyboard.js" */
/** @import { Action } from "./view.js" */

/**
 * @typedef {object} ToolbarListeners
 * @property {() => void} reset
 * @property {() => void} find
 * @property {() => void} deselect
 * @property {(action: Exclude<Action, "unfocus">) => void} act on the selected entity
 * @property {(direction: Direction) => void} step
 */

const ZOOM = 1.5;

/**
 * @param {HTMLElement} canvas
 * @param {HTMLElement} panel
 * @param {Drawing} drawing
 * @param {ToolbarListeners} listeners
 */
export function setUpToolbar(canvas, panel, drawing, listeners) {
  const zoomIn = () => drawing.camera.zoom(1 / ZOOM);
  const zoomOut = () => drawing.camera.zoom(ZOOM);
  const fit = () => drawing.fit();
  onClick("closer", zoomIn);
  onClick("farther", zoomOut);
  onClick("everything", fit);
  onClick("again", listeners.reset);
  onClick("svg", () => download(new Blob([toSvg(drawing.picture)], { type: "image/svg+xml" }), "network.svg"));
  onClick("png", async () => download(await toPng(drawing.picture), "network.png"));
  byId("closer", HTMLButtonElement).parentElement?.removeAttribute("hidden");
  /** @type {[string, () => void][]} */
  const actions = [
    ["+", zoomIn],
    ["-", zoomOut],
    ["0", fit],
    ["/", listeners.find],
    ["e", () => listeners.act("expand")],
    ["c", () => listeners.act("collapse")],
    ["o", () => listeners.act("focus")],
    ["Enter", () => panel.focus()],
    ["Escape", listeners.deselect],
  ];
  listen(canvas, new Map(actions), listeners.step);
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && canvas.focus());
}

/**
 * @param {string} id
 * @param {() => void} listener
 */
function onClick(id, listener) {
  byId(id, HTMLButtonElement).addEventListener("click", listener);
}
