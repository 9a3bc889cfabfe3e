// Names in lines: long ones are wrapped at spaces, and never shortened.

/** @import { Block } from "./placing.js" */

// A line of the text takes more room than its letters.
const LEADING = 1.15;
// How much longer than the mean a line may become, so that the others are about as long.
const EVENNESS = [1, 1.1, 1.25, 1.5];

export class Wrapping {
  /** @type {Map<string, Block>} */
  #blocks = new Map();
  #context = document.createElement("canvas").getContext("2d");
  #font = "";
  #size = 0;
  #width = 0;

  /**
   * Sets how names are written.
   *
   * @param {string} font
   * @param {number} size in pixels
   * @param {number} width the greatest width of a line with several words
   */
  use(font, size, width) {
    if (font === this.#font && size === this.#size && width === this.#width) return;
    [this.#font, this.#size, this.#width] = [font, size, width];
    this.#blocks.clear();
    if (this.#context) this.#context.font = `${size}px ${font}`;
  }

  /** @param {string} text */
  block(text) {
    const kept = this.#blocks.get(text);
    if (kept) return kept;
    const measure = (/** @type {string} */ part) => this.#context?.measureText(part).width ?? 0;
    const block = blockOf(text, this.#width, this.#size * LEADING, measure);
    this.#blocks.set(text, block);
    return block;
  }
}

/**
 * @param {string} text
 * @param {number} width
 * @param {number} lineHeight
 * @param {(text: string) => number} measure
 * @returns {Block}
 */
export function blockOf(text, width, lineHeight, measure) {
  const lines = wrap(text, width, measure);
  const widths = lines.map(measure);
  return { lines, widths, width: Math.max(...widths), height: lines.length * lineHeight, lineHeight };
}

/**
 * The lines of a text, as few as the width allows and of about the same length.
 *
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 */
export function wrap(text, width, measure) {
  const fewest = fill(text, width, measure).length;
  const evenly = EVENNESS.map((factor) => fill(text, Math.min(width, (factor * measure(text)) / fewest), measure));
  return evenly.find((lines) => lines.length <= fewest) ?? fill(text, width, measure);
}

/**
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 */
function fill(text, width, measure) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
