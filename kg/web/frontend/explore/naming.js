// The names on the canvas: which nodes and lines are named, in the order of their importance, and where.

import { columnDistance } from "./arrangement.js";
import { discBox, placeNames } from "./placing.js";
import { pointAlong } from "./strokes.js";
import { Wrapping } from "./wrapping.js";

/** @import { Box } from "./collisions.js" */
/** @import { NetworkGraph, NodeAttributes } from "./graph.js" */
/** @import { Point } from "./network.js" */
/** @import { Candidate, PlacedName } from "./placing.js" */
/** @import { Scene } from "./styles.js" */

/** @typedef {Point & { node: string, radius: number }} VisibleDisc */
/** @typedef {{ text: string, points: Point[] }} LabelledLine */

export const FONT_SIZE = 12;
// The greatest width of a line of a name, in pixels and as a share of the canvas; in a story it stays between two columns.
const WIDEST = 170;
const SHARE = 0.3;
const WIDEST_IN_STORY = 250;
// What a name in a story leaves free for its disc and for the lines to the next column, at least.
const BESIDE_NAME = 40;
// The discs that are named in any case: those whose size is at least this share of the largest.
const HUBS = 0.7;
// How many names are tried: a canvas has room for fewer.
const MOST = 500;
// Where on a line its label may stand, from one end to the other.
const SHARES = [0.5, 0.35, 0.65, 0.75, 0.25];

export class Naming {
  #graph;
  #wrapping = new Wrapping();
  /** @type {{ area: Box, obstacles: Box[], covers: Box[] }} */
  #room = { area: { left: 0, top: 0, right: 0, bottom: 0 }, obstacles: [], covers: [] };
  /** @type {PlacedName[]} */
  placed = [];

  /** @param {NetworkGraph} graph */
  constructor(graph) {
    this.#graph = graph;
  }

  /**
   * Sets how names are written on a canvas, for the measures of the names.
   *
   * @param {Scene} scene
   * @param {number} width
   */
  write(scene, width) {
    this.#wrapping.use(scene.theme.font, FONT_SIZE, widthOf(scene, width));
  }

  /**
   * The height of a name.
   *
   * @param {string} text
   */
  heightOf(text) {
    return this.#wrapping.block(text).height;
  }

  /**
   * Places the names of visible discs in an area of the canvas.
   *
   * @param {Scene} scene
   * @param {VisibleDisc[]} discs
   * @param {Box} area
   * @param {Box[]} covers what stands over the canvas
   */
  place(scene, discs, area, covers) {
    const story = scene.story !== null;
    const ranked = this.#ranked(scene, discs, area);
    const obstacles = ranked.map(({ disc }) => discBox(disc, disc.radius));
    const names = ranked.slice(0, MOST).map(({ disc, text, forced }) => this.#name(disc, text, story, forced));
    const hubs = ranked.flatMap(({ disc, forced }) => (forced ? [discBox(disc, disc.radius)] : []));
    this.placed = placeNames(names, area, obstacles, [...covers, ...hubs]);
    this.#room = { area, obstacles, covers: [...covers, ...hubs] };
  }

  /**
   * Places the labels of lines where names leave room.
   *
   * @param {LabelledLine[]} lines
   */
  label(lines) {
    const { area, obstacles, covers } = this.#room;
    const labels = lines.map((line) => this.#label(line));
    const names = this.placed.map(({ box }) => box);
    this.placed = [...this.placed, ...placeNames(labels, area, obstacles, [...covers, ...names])];
  }

  /**
   * The discs in an area that do not stand back, the most important first.
   *
   * @param {Scene} scene
   * @param {VisibleDisc[]} discs
   * @param {Box} area
   */
  #ranked(scene, discs, area) {
    const ranked = discs
      .filter(({ x, y }) => x > area.left && x < area.right && y > area.top && y < area.bottom)
      .map((disc) => {
        const attributes = this.#graph.graph.getNodeAttributes(disc.node);
        return { disc, text: attributes.label, size: attributes.size, rank: rankOf(attributes, scene) };
      })
      .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
      .sort((first, second) => first.rank - second.rank || second.size - first.size);
    const largest = ranked.reduce((most, { size }) => Math.max(most, size), 0);
    return ranked.map((item) => ({ ...item, forced: item.rank === 0 || item.size > HUBS * largest }));
  }

  /**
   * @param {VisibleDisc} disc
   * @param {string} text
   * @param {boolean} story whether the name stands in a column
   * @param {boolean} forced
   * @returns {Candidate}
   */
  #name({ node, x, y, radius }, text, story, forced) {
    const block = this.#wrapping.block(text);
    return { key: node, block, points: [{ x, y }], radius, beside: story, forced: forced && !story };
  }

  /**
   * @param {LabelledLine} line
   * @returns {Candidate}
   */
  #label({ text, points: course }) {
    const points = SHARES.map((share) => pointAlong(course, share));
    return { key: "", block: this.#wrapping.block(text), points, radius: 0, beside: false, forced: false };
  }
}

/**
 * @param {Scene} scene
 * @param {number} width
 */
function widthOf({ story }, width) {
  return story ? Math.min(WIDEST_IN_STORY, columnDistance(width) - BESIDE_NAME) : Math.min(WIDEST, SHARE * width);
}

/**
 * @param {NodeAttributes} attributes
 * @param {Scene} scene
 */
function rankOf({ entity }, { emphasis, story }) {
  if (!entity) return 1;
  if (emphasis.entities.has(entity)) return 0;
  if (emphasis.neighbours.has(entity)) return 1;
  // In a story there is room for all names.
  return emphasis.entities.size && !story ? Number.POSITIVE_INFINITY : 2;
}
