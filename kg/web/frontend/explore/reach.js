// How far the names of discs in columns reach, so that lines start behind them.

/** @import { VisibleDisc } from "./naming.js" */
/** @import { PlacedName } from "./placing.js" */

const GAP = 4;

export class Reach {
  /** @type {Map<string, number>} the right end of each disc with its name */
  #ends;
  /** @type {Map<number, number>} the right end of each column by the place of its discs */
  #columns = new Map();
  #discs;

  /**
   * @param {VisibleDisc[]} discs
   * @param {PlacedName[]} names
   */
  constructor(discs, names) {
    const rights = new Map(names.map(({ key, box }) => [key, box.right]));
    this.#discs = new Map(discs.map((disc) => [disc.node, disc]));
    this.#ends = new Map(discs.map(({ node, x, radius }) => [node, (rights.get(node) ?? x + radius) + GAP]));
    for (const { node, x } of discs) {
      const column = Math.round(x);
      this.#columns.set(column, Math.max(this.#columns.get(column) ?? x, this.#ends.get(node) ?? x));
    }
  }

  /**
   * Where a line between two discs starts, how far the names of its column reach, and where it ends; null if a disc is
   * hidden.
   *
   * @param {string} left
   * @param {string} right
   */
  between(left, right) {
    const [from, to] = [this.#discs.get(left), this.#discs.get(right)];
    if (!from || !to) return null;
    const start = { x: this.#ends.get(left) ?? from.x, y: from.y };
    const end = { x: to.x - to.radius - GAP / 2, y: to.y };
    return { start, bend: this.#columns.get(Math.round(from.x)) ?? start.x, end };
  }
}
