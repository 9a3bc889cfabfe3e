// What lights up while the mouse points at an entity: the entity, its neighbours, and a card beside it.

import { Card } from "./card.js";
import { emphasisOf } from "./view.js";

/** @import { Drawing } from "./drawing.js" */
/** @import { Entity } from "./network.js" */
/** @import { View } from "./view.js" */

export class Hover {
  #drawing;
  #card;

  /**
   * @param {Drawing} drawing
   * @param {HTMLElement} place the place of the card
   */
  constructor(drawing, place) {
    this.#drawing = drawing;
    this.#card = new Card(place);
  }

  /** The drawing is about to show another view. */
  end() {
    this.#card.hide();
  }

  /**
   * @param {Entity | null} entity null if the mouse no longer points at one
   * @param {View} view
   */
  show(entity, { relations, emphasis }) {
    if (!entity) {
      this.#card.hide();
      return this.#drawing.emphasise(emphasis);
    }
    const around = emphasisOf([entity], [], relations);
    const neighbours = [...around.neighbours].map(({ path }) => this.#drawing.placeOf(path));
    const links = entity.relations.filter((relation) => relations.has(relation)).length;
    // The card comes first, since names stand beside it.
    this.#card.show(entity, links, this.#drawing.placeOf(entity.path), neighbours);
    this.#drawing.emphasise(around);
  }
}
