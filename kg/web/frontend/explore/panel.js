// The panel with the selected entity, the relations between two entities, or a path.

import { element, formatNumber } from "./dom.js";
import { evidenceOf } from "./evidence.js";
import { otherEnd } from "./paths.js";
import { pageAddress, siteAddress } from "./site.js";
import { relationsBetween, successive } from "./view.js";

/** @import { Entity, Network, Relation } from "./network.js" */
/** @import { Action, View } from "./view.js" */

/**
 * @typedef {object} PanelListeners
 * @property {(paths: string[]) => void} select
 * @property {(action: Action | "path", entity: Entity) => void} act
 * @property {() => void} close
 */

const MAX_ROWS = 100;
/** @type {readonly [Action | "path", string][]} */
const BUTTONS = [
  ["focus", "Focus"],
  ["expand", "Expand"],
  ["collapse", "Collapse"],
  ["path", "Path from here …"],
  ["unfocus", "Show all"],
];

export class Panel {
  #place;
  #network;
  #listeners;

  /**
   * @param {HTMLElement} place
   * @param {Network} network
   * @param {PanelListeners} listeners
   */
  constructor(place, network, listeners) {
    this.#place = place;
    this.#network = network;
    this.#listeners = listeners;
  }

  /**
   * @param {View} view
   * @param {(entity: Entity) => Record<Action, boolean>} availableActions
   * @param {string[]} problems
   */
  show(view, availableActions, problems) {
    const [first, second] = view.selected;
    /** @type {(Node | string)[]} */
    let content = [];
    if (first && second) content = this.#pair(first, second, relationsBetween(view, first, second));
    else if (first) content = this.#entity(first, view, availableActions(first));
    else if (view.path) content = this.#path(view.path, view);
    const alerts = problems.map((problem) => element("p", { class: "problems", role: "alert" }, problem));
    const close = element("button", { type: "button", class: "close", onclick: () => this.#listeners.close() }, "×");
    close.setAttribute("aria-label", "Close");
    this.#place.hidden = !alerts.length && !content.length;
    this.#place.replaceChildren(close, ...alerts, ...content);
  }

  /**
   * An entity with its visible relations.
   *
   * @param {Entity} entity
   * @param {View} view
   * @param {Record<Action, boolean>} available
   */
  #entity(entity, view, available) {
    const relations = entity.relations.filter((relation) => view.relations.has(relation));
    const buttons = BUTTONS.filter(([action]) => action === "path" || available[action]).map(([action, text]) =>
      element("button", { type: "button", onclick: () => this.#listeners.act(action, entity) }, text),
    );
    return [
      element("p", { class: "classes" }, entity.kind, entity.dates ? ` · ${entity.dates}` : ""),
      element("h2", {}, element("a", { href: pageAddress(entity.path) }, entity.label)),
      ...(entity.names.length ? [element("p", { class: "names" }, entity.names.join(" · "))] : []),
      element("p", { class: "actions" }, buttons),
      element(
        "p",
        {},
        `${formatNumber(relations.length)} of ${formatNumber(entity.relations.length)} relations shown.`,
      ),
      ...byHeading(entity, relations).map(([heading, members]) => this.#group(heading, members, entity)),
      ...this.#downloads(entity),
    ];
  }

  /**
   * The relations between two entities, each with its evidence.
   *
   * @param {Entity} first
   * @param {Entity} second
   * @param {Relation[]} relations
   */
  #pair(first, second, relations) {
    const count =
      relations.length === 1 ? "One relation connects them." : `${relations.length} relations connect them.`;
    return [
      element("h2", {}, this.#link(first), " and ", this.#link(second)),
      element("p", {}, count),
      ...relations.map((relation) => this.#sentence(relation)),
    ];
  }

  /**
   * The steps of a path, each with the relations to the next entity.
   *
   * @param {Entity[]} path
   * @param {View} view
   */
  #path(path, view) {
    const steps = successive(path).map(([from, to]) => {
      const headings = relationsBetween(view, from, to).map((relation) => headingOf(relation, from));
      return element("li", {}, this.#choice(headings.join(", "), [from.path, to.path]), " ", this.#link(to));
    });
    const start = path.slice(0, 1).map((entity) => this.#link(entity));
    return [
      element("h2", {}, "Shortest path"),
      element("p", {}, `${steps.length} step${steps.length === 1 ? "" : "s"} from `, start, ":"),
      element("ol", { class: "path" }, steps),
    ];
  }

  /**
   * @param {string} heading
   * @param {Relation[]} members
   * @param {Entity} entity
   */
  #group(heading, members, entity) {
    const groups = [...groupedBy(members, (relation) => otherEnd(relation, entity))];
    const rows = groups.slice(0, MAX_ROWS).map(([other, relations]) => this.#row(entity, other, relations));
    if (groups.length > MAX_ROWS) rows.push(element("li", {}, `and ${formatNumber(groups.length - MAX_ROWS)} more`));
    return element("section", {}, element("h3", {}, heading), element("ul", {}, rows));
  }

  /**
   * What an entity is linked to in one way, with all times and the greatest certainty of it.
   *
   * @param {Entity} entity
   * @param {Entity} other
   * @param {Relation[]} relations
   */
  #row(entity, other, relations) {
    const dates = [...new Set(relations.flatMap((relation) => relation.dates ?? []))].join("; ");
    const order = this.#network.statuses.map(({ name }) => name);
    const [best] = [...relations].sort((first, second) => order.indexOf(first.status) - order.indexOf(second.status));
    const link = this.#choice(other.label, [entity.path, other.path]);
    return element("li", {}, link, dates ? ` · ${dates}` : "", " ", best ? this.#statusMark(best) : "");
  }

  /** @param {Relation} relation */
  #sentence(relation) {
    const { source, property, target, through, dates } = relation;
    const place = element("div", { class: "evidence-of" }, element("p", { class: "soft" }, "Loading the evidence …"));
    evidenceOf(relation.grounds).then(
      (evidence) => place.replaceChildren(evidence),
      (error) => place.replaceChildren(element("p", { role: "alert" }, error.message)),
    );
    const term = element("a", { class: "soft", href: pageAddress(property.path) }, property.label);
    const details = through ? [" ", element("a", { href: pageAddress(through) }, "Details of this relation")] : [];
    return element(
      "article",
      {},
      element("p", { class: "sentence" }, this.#link(source), " ", term, " ", this.#link(target)),
      element("p", {}, dates ? `${dates} ` : "date not stated ", this.#statusMark(relation), details),
      place,
    );
  }

  /** @param {Entity} entity */
  #downloads(entity) {
    const suffixes = document.getElementById("explorer")?.dataset.files?.split(" ");
    if (!suffixes) return [];
    const links = suffixes.map((suffix) =>
      element("a", { href: siteAddress(`export/${entity.path}.${suffix}`) }, suffix),
    );
    const separated = links.flatMap((link, index) => (index ? [" · ", link] : [link]));
    return [element("p", { class: "formats" }, "Neighbourhood as a file: ", separated)];
  }

  /** @param {Entity} entity */
  #link(entity) {
    return this.#choice(entity.label, [entity.path]);
  }

  /**
   * A link that selects entities here, and leads to the page of the last one when it is opened elsewhere.
   *
   * @param {string} text
   * @param {[...string[], string]} paths
   */
  #choice(text, paths) {
    /** @param {Event} event */
    const onclick = (event) => {
      event.preventDefault();
      this.#listeners.select(paths);
    };
    return element("a", { href: pageAddress(paths.at(-1) ?? ""), onclick }, text);
  }

  /**
   * How certain a relation is, as a link to the passage that supports it or, if it is inferred, to its proof.
   *
   * @param {Relation} relation
   */
  #statusMark({ status, passages: [passage], grounds: [ground] }) {
    const label = this.#network.statuses.find(({ name }) => name === status)?.label ?? "stated";
    const proof = status === "inferred" || !passage;
    const path = proof ? ground : passage;
    if (!path) return element("span", { class: `mark ${status}` }, label);
    const title = proof ? "Open the proof" : "Open the passage that supports this";
    return element("a", { class: `mark ${status}`, href: pageAddress(path), title }, label);
  }
}

/**
 * What the other end of a relation is to an entity.
 *
 * @param {Relation} relation
 * @param {Entity} entity
 */
function headingOf({ source, property }, entity) {
  return source === entity ? property.label : property.inverse;
}

/**
 * The relations of an entity by what the other ends are to it.
 *
 * @param {Entity} entity
 * @param {Relation[]} relations
 */
function byHeading(entity, relations) {
  const groups = groupedBy(relations, (relation) => headingOf(relation, entity));
  return [...groups].sort(([first], [second]) => first.localeCompare(second));
}

/**
 * @template K
 * @param {Relation[]} relations
 * @param {(relation: Relation) => K} keyOf
 */
function groupedBy(relations, keyOf) {
  /** @type {Map<K, Relation[]>} */
  const groups = new Map();
  for (const relation of relations) groups.set(keyOf(relation), [...(groups.get(keyOf(relation)) ?? []), relation]);
  return groups;
}
