// A table of keys in order, in which those with one beginning lie together.

export class KeyTable {
  /** @type {[key: string, number: number][]} */
  #rows = [];

  /**
   * @param {string} key
   * @param {number} number the place of its entry in static order
   */
  add(key, number) {
    this.#rows.push([key, number]);
  }

  /** Puts the keys in order, which every look-up needs. */
  sort() {
    this.#rows.sort(([first], [second]) => (first < second ? -1 : Number(first > second)));
  }

  /**
   * The entries with a key; like all look-ups, in static order.
   *
   * @param {string} key
   */
  withKey(key) {
    return this.#from(key, (other) => other === key);
  }

  /**
   * The entries with a key that begins so.
   *
   * @param {string} beginning
   */
  withBeginning(beginning) {
    return this.#from(beginning, (key) => key.startsWith(beginning));
  }

  /**
   * The entries with a key of a form that begins with some whole words.
   *
   * @param {string} form
   * @param {string} words
   */
  withWords(form, words) {
    return union(this.withBeginning(`${form}${words} `), this.withKey(form + words));
  }

  /**
   * The entries of the keys from the first that is not before a text, as long as they match.
   *
   * @param {string} start
   * @param {(key: string) => boolean} matches
   */
  #from(start, matches) {
    const numbers = /** @type {number[]} */ ([]);
    for (let at = this.#place(start); at < this.#rows.length; at += 1) {
      const [key, number] = this.#rows[at] ?? ["", 0];
      if (!matches(key)) break;
      numbers.push(number);
    }
    return union(numbers);
  }

  /** @param {string} key */
  #place(key) {
    let [low, high] = [0, this.#rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle]?.[0] ?? "") < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * All numbers of some lists, each once, in order.
 *
 * @param {...number[]} lists
 */
export function union(...lists) {
  return [...new Set(lists.flat())].sort((first, second) => first - second);
}
