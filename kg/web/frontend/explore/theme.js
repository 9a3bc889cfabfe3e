// The colours of the page, light or dark, for the canvas.

/** @import { Labelled } from "../documents.js" */

/**
 * Colours as #rrggbb, those of groups of entities by the name of the group.
 *
 * @typedef {object} Theme
 * @property {string} ground
 * @property {string} card
 * @property {string} ink
 * @property {string} soft
 * @property {string} line
 * @property {string} accent
 * @property {Record<string, string>} groups
 * @property {string} font
 */

/**
 * @param {Labelled[]} groups
 * @returns {Theme}
 */
export function currentTheme(groups) {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const soft = value("soft");
  return {
    ground: value("ground"),
    card: value("card"),
    ink: value("ink"),
    soft,
    line: value("line"),
    accent: value("accent"),
    groups: Object.fromEntries(groups.map(({ name }) => [name, value(`group-${name.toLowerCase()}`) || soft])),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** @param {() => void} listener */
export function onThemeChange(listener) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener);
}

/**
 * Mixes a colour with the ground, which makes up a share of the result.
 *
 * @param {string} colour
 * @param {string} ground
 * @param {number} share
 */
export function fade(colour, ground, share) {
  /** @type {(at: number) => string} */
  const channel = (at) => {
    const front = Number.parseInt(colour.slice(at, at + 2), 16);
    const back = Number.parseInt(ground.slice(at, at + 2), 16);
    return Math.round(front * (1 - share) + back * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
