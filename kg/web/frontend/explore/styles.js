// How entities, clusters and lines look, for what is visible and what stands out.

import { lineLabel } from "./lines.js";
import { fade } from "./theme.js";

/** @import { EdgeDisplayData, NodeDisplayData } from "sigma/types" */
/** @import { Line } from "./lines.js" */
/** @import { Cluster, Entity, Relation } from "./network.js" */
/** @import { Theme } from "./theme.js" */
/** @import { View } from "./view.js" */

/** @typedef {Partial<NodeDisplayData>} NodeStyle */
/** @typedef {Partial<EdgeDisplayData> & { dashed?: boolean }} EdgeStyle */
/**
 * What determines the looks; a `large` network is drawn more plainly.
 *
 * @typedef {Pick<View, "entities" | "relations" | "story" | "clusters" | "emphasis"> & { theme: Theme, large: boolean }} Scene
 */

// How much of the ground shows through what does not stand out.
const FADED_NODE = 0.82;
const FADED_LINE = 0.6;
const SUPPORTED_LINE = 0.35;
// The discs of a story stand close to each other.
const STORY_DISC = 6;
// An entity with more neighbours has no room for the labels of the lines to them.
const MAX_NAMED_NEIGHBOURS = 8;

/**
 * @param {Entity} entity
 * @param {Scene} scene
 * @returns {NodeStyle}
 */
export function entityStyle(entity, scene) {
  const style = looksOf(entity, scene);
  return scene.story && !style.hidden ? { ...style, size: STORY_DISC } : style;
}

/**
 * @param {Entity} entity
 * @param {Scene} scene
 * @returns {NodeStyle}
 */
function looksOf(entity, { entities, emphasis, theme }) {
  if (!entities.has(entity)) return { hidden: true };
  const color = theme.groups[entity.group] ?? theme.soft;
  if (emphasis.entities.has(entity)) return { hidden: false, color, highlighted: true, zIndex: 2 };
  if (emphasis.neighbours.has(entity) || !emphasis.entities.size) return { hidden: false, color, zIndex: 1 };
  return { hidden: false, color: fade(color, theme.ground, FADED_NODE), zIndex: 0 };
}

/**
 * @param {Cluster} cluster
 * @param {Scene} scene
 * @returns {NodeStyle}
 */
export function clusterStyle(cluster, { clusters, theme }) {
  return { hidden: !clusters.includes(cluster), color: theme.groups[cluster.group] ?? theme.soft };
}

/**
 * The line between a cluster and its hub.
 *
 * @param {Cluster} cluster
 * @param {Scene} scene
 * @returns {EdgeStyle}
 */
export function clusterLineStyle(cluster, { clusters, theme }) {
  return { hidden: !clusters.includes(cluster), color: theme.line, size: 2 };
}

/**
 * @param {Line} line
 * @param {Scene} scene
 * @returns {EdgeStyle}
 */
export function lineStyle(line, scene) {
  const { emphasis, theme, large } = scene;
  const relations = line.relations.filter((relation) => scene.relations.has(relation));
  if (!relations.length) return { hidden: true };
  const size = 1 + Math.min(2, (relations.length - 1) * 0.5);
  // Lines of one pixel are fast to draw on any processor.
  const type = large ? "thin" : lineType(line, relations);
  const dashed = relations.every(({ property }) => property.loose);
  const plain = { hidden: false, type, size, dashed, color: lineColour(relations, theme), zIndex: 0 };
  const label = lineLabel(relations, scene.story?.starts.get(line.key));
  if (emphasis.lines.has(line.key)) {
    return { ...plain, color: theme.accent, size: size + 1, zIndex: 2, label };
  }
  const touches = emphasis.entities.has(line.source) || emphasis.entities.has(line.target);
  if (touches && !emphasis.lines.size) {
    return { ...plain, color: theme.soft, zIndex: 1, label: fewNeighbours(emphasis) ? label : null };
  }
  return emphasis.entities.size ? { ...plain, color: fade(theme.line, theme.ground, FADED_LINE) } : plain;
}

/** @param {Scene["emphasis"]} emphasis */
function fewNeighbours({ neighbours }) {
  return neighbours.size <= MAX_NAMED_NEIGHBOURS;
}

/**
 * An arrow if all relations point the same way.
 *
 * @param {Line} line
 * @param {Relation[]} relations
 */
function lineType({ source }, relations) {
  return relations.every((relation) => relation.source === source) ? "arrow" : "line";
}

/**
 * Lines are darker if a passage supports one of their relations.
 *
 * @param {Relation[]} relations
 * @param {Theme} theme
 */
function lineColour(relations, { soft, ground, line }) {
  return relations.every(({ status }) => status === "inferred") ? line : fade(soft, ground, SUPPORTED_LINE);
}
