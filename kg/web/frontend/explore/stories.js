// Stories: the relations around the entities of some kinds, drawn in three columns from left to right.

import { isDated } from "./dates.js";
import { lineKey } from "./lines.js";

/** @import { StoryRow } from "../documents.js" */
/** @import { Entity, Network, Relation } from "./network.js" */

/** @typedef {{ relation: Relation, left: Entity, right: Entity }} Step */
/**
 * `starts` are the left ends of its lines, by their keys.
 *
 * @typedef {{ name: string, kinds: ReadonlySet<string>, steps: Step[], starts: ReadonlyMap<string, Entity> }} Story
 */
/** @typedef {[left: Entity[], middle: Entity[], right: Entity[]]} Columns */

/**
 * The story with a name; null if there is none.
 *
 * @param {Network} network
 * @param {string | null} name
 * @returns {Story | null}
 */
export function storyOf(network, name) {
  const row = network.stories.find((candidate) => candidate.name === name);
  if (!row) return null;
  const kinds = new Set(row.kinds);
  const steps = stepsOf(network, row, kinds);
  const starts = new Map(steps.map(({ left, right }) => [lineKey(left, right), left]));
  return { name: row.name, kinds, steps, starts };
}

/**
 * The entities of a story in its columns, in an order that crosses few lines and follows time.
 *
 * @param {Story} story
 * @returns {Columns}
 */
export function columnsOf({ kinds, steps }) {
  const all = [...new Set(steps.flatMap(({ left, right }) => [left, right]))].sort(byTime);
  const starts = new Set(steps.map(({ left }) => left));
  let middle = all.filter(({ kind }) => kinds.has(kind));
  let left = all.filter((entity) => !kinds.has(entity.kind) && starts.has(entity));
  const right = all.filter((entity) => !kinds.has(entity.kind) && !starts.has(entity));
  const neighbours = neighboursOf(steps);
  // What is on the left may be undated, such as persons: then the order of what is on the right decides.
  middle = besides(middle, left.some(isDated) ? left : right, neighbours);
  left = besides(left, middle, neighbours);
  middle = besides(middle, left, neighbours);
  return [left, middle, besides(right, middle, neighbours)];
}

/**
 * @param {Network} network
 * @param {StoryRow} row
 * @param {ReadonlySet<string>} kinds
 */
function stepsOf(network, { paths }, kinds) {
  const inverse = new Map(paths.map((path) => [path.relation, path.inverse]));
  return [...network.relations.values()]
    .filter(
      ({ property, source, target }) =>
        inverse.has(property.path) && (kinds.has(source.kind) || kinds.has(target.kind)),
    )
    .map((relation) => {
      const { source, target, property } = relation;
      const [left, right] = inverse.get(property.path) ? [target, source] : [source, target];
      return { relation, left, right };
    });
}

/** @param {Step[]} steps */
function neighboursOf(steps) {
  /** @type {Map<Entity, Entity[]>} */
  const neighbours = new Map();
  for (const { left, right } of steps) {
    neighbours.set(left, [...(neighbours.get(left) ?? []), right]);
    neighbours.set(right, [...(neighbours.get(right) ?? []), left]);
  }
  return neighbours;
}

/**
 * A column in the order of its neighbours in another, the mean of several; what has none comes last.
 *
 * @param {Entity[]} column
 * @param {Entity[]} other
 * @param {ReadonlyMap<Entity, Entity[]>} neighbours
 */
function besides(column, other, neighbours) {
  const positions = new Map(other.map((entity, position) => [entity, position]));
  /** @param {Entity} entity */
  const mean = (entity) => {
    const near = (neighbours.get(entity) ?? []).flatMap((neighbour) => positions.get(neighbour) ?? []);
    return near.length ? near.reduce((sum, position) => sum + position, 0) / near.length : other.length;
  };
  return [...column].sort((first, second) => mean(first) - mean(second) || byTime(first, second));
}

/**
 * @param {Entity} first
 * @param {Entity} second
 */
function byTime(first, second) {
  const [time, later] = [first, second].map(({ first: begin, last }) => begin ?? last ?? "9999");
  return (time ?? "").localeCompare(later ?? "") || first.label.localeCompare(second.label);
}
