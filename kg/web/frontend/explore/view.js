// What the explorer shows for a network and a state.

import { formatNumber } from "./dom.js";
import { lineKey } from "./lines.js";
import { otherEnd, shortestPath } from "./paths.js";
import { storyOf } from "./stories.js";
import { visible } from "./visibility.js";

/** @import { Cluster, Entity, Network, Relation } from "./network.js" */
/** @import { State } from "./state.js" */
/** @import { Story } from "./stories.js" */
/** @import { Visible } from "./visibility.js" */

/**
 * @typedef {Visible & {
 *   story: Story | null, clusters: Cluster[], selected: Entity[], path: Entity[] | null, emphasis: Emphasis
 * }} View
 */
/**
 * What stands out: entities, their neighbours, and the keys of lines.
 *
 * @typedef {{ entities: Set<Entity>, neighbours: Set<Entity>, lines: Set<string> }} Emphasis
 */
/** @typedef {"focus" | "expand" | "collapse" | "unfocus"} Action */

/**
 * @param {Network} network
 * @param {State} state
 * @returns {View}
 */
export function viewOf(network, state) {
  const story = storyOf(network, state.story);
  const items = visible(network, state, story);
  const selected = state.selected.flatMap((path) => network.entities.get(path) ?? []);
  const visibleSelected = selected.filter((entity) => items.entities.has(entity));
  const path = pathBetween(network, state.pathEnds, items.relations);
  return {
    ...items,
    story,
    clusters: story ? [] : network.clusters.filter((cluster) => clusterVisible(cluster, items, state)),
    selected: visibleSelected,
    path,
    emphasis: emphasisOf(visibleSelected, path ?? [], items.relations),
  };
}

/**
 * @param {Network} network
 * @param {readonly string[]} ends
 * @param {ReadonlySet<Relation>} relations
 */
function pathBetween(network, ends, relations) {
  const [start, end] = ends.map((path) => network.entities.get(path));
  return start && end ? shortestPath(start, end, relations) : null;
}

/**
 * @param {Cluster} cluster
 * @param {Visible} items
 * @param {State} state
 */
function clusterVisible({ more, hub, group }, items, { hidden, focused }) {
  return more && items.entities.has(hub) && !hidden.groups.has(group) && (!focused || focused.has(hub.path));
}

/**
 * What stands out for selected entities and a path.
 *
 * @param {readonly Entity[]} selected
 * @param {readonly Entity[]} path
 * @param {ReadonlySet<Relation>} relations
 * @returns {Emphasis}
 */
export function emphasisOf(selected, path, relations) {
  const [single] = selected.length === 1 ? selected : [];
  const near = single ? single.relations.filter((relation) => relations.has(relation)) : [];
  return {
    entities: new Set([...selected, ...path]),
    neighbours: new Set(near.map(({ source, target }) => (source === single ? target : source))),
    lines: new Set([...successive(selected), ...successive(path)].map(([from, to]) => lineKey(from, to))),
  };
}

/**
 * The pairs of entities that follow each other.
 *
 * @param {readonly Entity[]} entities
 * @returns {[Entity, Entity][]}
 */
export function successive(entities) {
  return entities.slice(1).flatMap((entity, index) => {
    const previous = entities[index];
    return previous ? [[previous, entity]] : [];
  });
}

/**
 * The visible relations between two entities.
 *
 * @param {Visible} items
 * @param {Entity} first
 * @param {Entity} second
 */
export function relationsBetween(items, first, second) {
  return first.relations.filter((relation) => items.relations.has(relation) && otherEnd(relation, first) === second);
}

/**
 * The actions that change something for an entity. Only what was expanded can be collapsed.
 *
 * @param {State} state
 * @param {Network} network
 * @param {Entity} entity
 */
export function availableActions({ focused, collapsed }, network, { path }) {
  const outside = focused !== null && !focused.has(path);
  const [first] = focused ?? [];
  const expanded = focused ? !outside && path !== first : network.expanded.has(path);
  /** @type {Record<Action, boolean>} */
  const available = {
    focus: !focused || focused.size > 1 || outside,
    expand: collapsed.has(path) || outside || !network.whole,
    collapse: expanded && !collapsed.has(path),
    unfocus: focused !== null,
  };
  return available;
}

/**
 * The status line: what the reader or the server is to do next, or how much is visible.
 *
 * @param {Network} network
 * @param {State} state
 * @param {Visible} items
 * @param {boolean} searching whether the server is searching for a path
 */
export function statusText(network, state, items, searching) {
  const start = state.pathStart === null ? undefined : network.entities.get(state.pathStart);
  if (start) return `Choose the end of the path from ${start.label}.`;
  if (searching) return "Searching for a path …";
  const counts = `Showing ${formatNumber(items.entities.size)} entities and ${formatNumber(items.relations.size)} relations.`;
  if (network.whole) return counts;
  return `${counts} The dataset has ${formatNumber(network.number)} entities: open a cluster, or search by name.`;
}
