// The card beside the entity at which the mouse points.

import { element, formatNumber } from "./dom.js";

/** @import { Size } from "./arrangement.js" */
/** @import { Entity, Point, Relation } from "./network.js" */

const GAP = 16;

export class Card {
  #place;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
    // The status line and the panel say the same to those who do not point.
    place.setAttribute("aria-hidden", "true");
  }

  hide() {
    this.#place.hidden = true;
  }

  /**
   * @param {Entity} entity
   * @param {number} links how many of its relations are visible
   * @param {Point} point where it is on the canvas
   * @param {Point[]} neighbours where its neighbours are
   */
  show(entity, links, point, neighbours) {
    const summary = summaryOf(entity);
    this.#place.replaceChildren(
      element("p", { class: "classes" }, [entity.kind, entity.dates].filter(Boolean).join(" · ")),
      element("p", { class: "name" }, entity.label),
      ...(summary ? [element("p", {}, summary)] : []),
      element("p", { class: "soft" }, `${formatNumber(links)} ${links === 1 ? "link" : "links"}`),
    );
    this.#place.hidden = false;
    const { offsetWidth: width, offsetHeight: height, parentElement: stage } = this.#place;
    const room = { width: stage?.clientWidth ?? 0, height: stage?.clientHeight ?? 0 };
    const { x, y } = cornerOf({ width, height }, room, point, neighbours);
    this.#place.style.left = `${x}px`;
    this.#place.style.top = `${y}px`;
  }
}

/**
 * The corner of a card, beside a point or in a corner of the canvas, where it covers the fewest neighbours.
 *
 * @param {Size} card
 * @param {Size} canvas
 * @param {Point} point
 * @param {Point[]} neighbours
 * @returns {Point}
 */
export function cornerOf(card, canvas, { x, y }, neighbours) {
  const [left, right] = [x - GAP - card.width, x + GAP];
  const [above, below] = [y - GAP - card.height, y + GAP];
  const [across, down] = [x - card.width / 2, y - card.height / 2];
  const corners = [
    [right, down],
    [left, down],
    [across, below],
    [across, above],
  ];
  corners.push([right, below], [right, above], [left, below], [left, above]);
  const [farRight, farBelow] = [canvas.width - GAP - card.width, canvas.height - GAP - card.height];
  corners.push([x < canvas.width / 2 ? GAP : farRight, farBelow], [farRight, GAP], [GAP, farBelow]);
  const fitting = corners
    .map(([column = 0, row = 0]) => ({ x: column, y: row }))
    .filter((corner) => fits(card, canvas, corner));
  const counts = fitting.map((corner) => neighbours.filter((neighbour) => covers(card, corner, neighbour)).length);
  return fitting[counts.indexOf(Math.min(...counts))] ?? { x: 0, y: 0 };
}

/**
 * @param {Size} card
 * @param {Size} canvas
 * @param {Point} corner
 */
function fits({ width, height }, canvas, { x, y }) {
  return x >= 0 && y >= 0 && x + width <= canvas.width && y + height <= canvas.height;
}

/**
 * @param {Size} card
 * @param {Point} corner
 * @param {Point} point
 */
function covers({ width, height }, corner, { x, y }) {
  const [right, down] = [x - corner.x, y - corner.y];
  return right > -GAP && down > -GAP && right < width + GAP && down < height + GAP;
}

/**
 * What sums an entity up in a line: its most telling relation, with all that it leads to; empty if it has none.
 *
 * @param {Entity} entity
 */
export function summaryOf(entity) {
  const leaving = entity.relations.filter(({ source, property }) => source === entity && property.rank);
  const [first] = leaving.sort((one, other) => rank(one) - rank(other));
  if (!first) return "";
  const targets = leaving.filter(({ property }) => property === first.property).map(({ target }) => target.label);
  return `${first.property.label}: ${[...new Set(targets)].join(", ")}`;
}

/** @param {Relation} relation */
function rank({ property }) {
  return property.rank ?? 0;
}
