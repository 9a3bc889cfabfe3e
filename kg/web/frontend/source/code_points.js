// Offsets of the dataset count code points; those of JavaScript's text count UTF-16 code units.

const SURROGATE = /[\ud800-\udfff]/;

/** A text whose parts are given by offsets in code points. */
export class CodePoints {
  /** @type {string[] | null} the code points, unless each is one code unit */
  #points;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.#points = SURROGATE.test(text) ? Array.from(text) : null;
  }

  /** The number of code points. */
  get length() {
    return this.#points?.length ?? this.text.length;
  }

  /**
   * The part between two offsets; beyond the text there is nothing.
   *
   * @param {number} start
   * @param {number} end
   */
  slice(start, end) {
    const [from, to] = [Math.max(0, start), Math.max(0, end)];
    return this.#points ? this.#points.slice(from, to).join("") : this.text.slice(from, to);
  }
}
