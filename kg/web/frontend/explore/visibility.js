// Which entities and relations a state makes visible.

import { includesDay, isDated } from "./dates.js";
import { otherEnd } from "./paths.js";

/** @import { Dated } from "../documents.js" */
/** @import { Entity, Network, Relation } from "./network.js" */
/** @import { State } from "./state.js" */
/** @import { Story } from "./stories.js" */

/**
 * `orphans` would be visible if they had visible relations; those that are selected or focused are visible nevertheless.
 *
 * @typedef {{ entities: Set<Entity>, relations: Set<Relation>, orphans: Entity[] }} Visible
 */

/**
 * @param {Network} network
 * @param {State} state
 * @param {Story | null} [story]
 * @returns {Visible}
 */
export function visible(network, state, story = null) {
  const { hidden, collapsed } = state;
  /** @type {(entity: Entity) => boolean} */
  const allowed = (entity) => !hidden.groups.has(entity.group) && !hidden.kinds.has(entity.kind);
  let relations = relationsIn(network, story).filter(
    ({ property, status }) => !hidden.properties.has(property.path) && !hidden.statuses.has(status),
  );
  relations = relations.filter((relation) => onDay(relation, state) && ends(relation).every(allowed));
  let entities = new Set(
    [...network.entities.values()].filter(
      (entity) => allowed(entity) && onDay(entity, state) && inStory(entity, story),
    ),
  );
  // Undated entities, such as persons, are visible with the relations of the day.
  if (state.day && !state.undated) {
    for (const end of relations.flatMap(ends)) if (!isDated(end)) entities.add(end);
  }
  relations = between(relations, entities);
  if (state.focused) {
    entities = neighbourhood(state.focused, entities, relations);
    relations = between(relations, entities);
  }
  for (const leaf of leaves(relations, collapsed)) entities.delete(leaf);
  relations = between(relations, entities);
  const orphans = withoutRelations(network, entities, relations, state);
  for (const orphan of orphans) entities.delete(orphan);
  return { entities, relations: new Set(relations), orphans };
}

/**
 * The relations of a story, or all.
 *
 * @param {Network} network
 * @param {Story | null} story
 */
function relationsIn(network, story) {
  return story ? story.steps.map(({ relation }) => relation) : [...network.relations.values()];
}

/**
 * @param {Entity} entity
 * @param {Story | null} story
 */
function inStory(entity, story) {
  return (
    !story || story.kinds.has(entity.kind) || story.steps.some(({ left, right }) => left === entity || right === entity)
  );
}

/**
 * The entities without relations to others, but for those that the reader has chosen and for hubs.
 *
 * @param {Network} network
 * @param {Set<Entity>} entities
 * @param {Relation[]} relations
 * @param {State} state
 */
function withoutRelations({ clusters }, entities, relations, { selected, focused, collapsed }) {
  const related = new Set(relations.filter(({ source, target }) => source !== target).flatMap(ends));
  const chosen = new Set([...selected, ...(focused ?? []), ...collapsed]);
  for (const { hub, more } of clusters) if (more) related.add(hub);
  return [...entities].filter((entity) => !related.has(entity) && !chosen.has(entity.path));
}

/** @param {Relation} relation */
function ends({ source, target }) {
  return [source, target];
}

/**
 * @param {Relation[]} relations
 * @param {ReadonlySet<Entity>} entities
 */
function between(relations, entities) {
  return relations.filter((relation) => ends(relation).every((end) => entities.has(end)));
}

/**
 * @param {Dated} item
 * @param {State} state
 */
function onDay(item, { day, undated }) {
  return !day || (isDated(item) ? includesDay(item, day) : undated);
}

/**
 * The focused entities and their neighbours.
 *
 * @param {ReadonlySet<string>} focused
 * @param {Set<Entity>} entities
 * @param {Relation[]} relations
 */
function neighbourhood(focused, entities, relations) {
  const near = relations.filter((relation) => ends(relation).some((end) => focused.has(end.path))).flatMap(ends);
  return new Set([...[...entities].filter((entity) => focused.has(entity.path)), ...near]);
}

/**
 * The entities whose only neighbour is collapsed.
 *
 * @param {Relation[]} relations
 * @param {ReadonlySet<string>} collapsed
 */
function leaves(relations, collapsed) {
  /** @type {Map<Entity, Set<Entity>>} */
  const neighbours = new Map();
  for (const relation of collapsed.size ? relations : []) {
    if (relation.source === relation.target) continue;
    for (const end of ends(relation)) {
      neighbours.set(end, (neighbours.get(end) ?? new Set()).add(otherEnd(relation, end)));
    }
  }
  const single = [...neighbours].filter(([, others]) => others.size === 1);
  return single.filter(([, [only]]) => only && collapsed.has(only.path)).map(([leaf]) => leaf);
}
