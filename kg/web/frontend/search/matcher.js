// The search of a site of files: finds among the entries of /search.json what the server's index finds, surest first.

import { entryOf, stem, wordsOf } from "./entry.js";
import { unfitness } from "./fitness.js";
import { KeyTable, union } from "./key_table.js";
import * as keys from "./keys.js";
import { nearest } from "./known_spellings.js";
import { matchedText } from "./matches.js";
import { firstOf, unmeant } from "./tiers.js";
import { hasAll, stems, unfinished } from "./wanted_words.js";

/** @import { SearchDocument, SearchHit } from "../documents.js" */
/** @import { Entry } from "./entry.js" */
/** @import { Found } from "./source.js" */
/** @import { Guess } from "./tiers.js" */
/** @import { WantedWord } from "./wanted_words.js" */

export class Matcher {
  /** @type {Entry[]} */
  #entries = [];
  #keys = new KeyTable();
  /** The known spellings of words, and of names as they sound. */
  #words = /** @type {Set<string>} */ (new Set());
  #spoken = /** @type {Set<string>} */ (new Set());

  /** @param {SearchDocument} document */
  constructor({ kinds, entries }) {
    for (const [path, kind, label, names, summary, texts, isDescription] of entries) {
      const hit = { path, kind: kinds[kind] ?? "", label, names, summary };
      this.#add(hit, texts, isDescription);
    }
    this.#keys.sort();
  }

  /**
   * @param {SearchHit} hit
   * @param {string[]} texts
   * @param {boolean} isDescription
   */
  #add(hit, texts, isDescription) {
    const number = this.#entries.push(entryOf(hit, texts, isDescription)) - 1;
    for (const key of keys.keysOf(hit, isDescription)) {
      this.#keys.add(key, number);
      if (key.startsWith(keys.SOUND)) this.#spoken.add(key.slice(1));
    }
    for (const word of wordsOf([hit.label, ...hit.names, ...texts])) this.#words.add(word);
  }

  /**
   * The best hits for a text, of a kind unless it is empty.
   *
   * @param {string} text
   * @param {number} limit
   * @param {string} [kind]
   * @returns {Found}
   */
  find(text, limit, kind = "") {
    const typed = new keys.TypedText(text);
    if (!typed.normal) return { query: text, hits: [], suggestion: null, isPartial: false };
    const counts = (/** @type {number} */ number) => !kind || this.#entries[number]?.hit.kind === kind;
    const sure = firstOf(unmeant(this.#sure(typed)), limit, counts);
    if (sure.size) return this.#found(typed, sure, { isGuess: false, isPartial: false });
    const guesses = firstOf(this.#guesses(typed), limit, counts);
    if (guesses.size) return this.#found(typed, guesses, { isGuess: true, isPartial: false });
    const some = firstOf(unmeant([this.#withSomeStems(typed)]), limit, counts);
    return this.#found(typed, some, { isGuess: false, isPartial: some.size > 0 });
  }

  /**
   * @param {keys.TypedText} typed
   * @param {Map<number, string>} numbers those of the entries, each with what was meant
   * @param {{ isGuess: boolean, isPartial: boolean }} way in which they were found
   * @returns {Found}
   */
  #found(typed, numbers, { isGuess, isPartial }) {
    const hits = [...numbers.keys()].flatMap((number) => {
      const entry = this.#entries[number];
      return entry ? { ...entry.hit, matched: matchedText(entry, typed, isGuess) } : [];
    });
    const [first] = hits;
    const [meant = ""] = numbers.values();
    const suggestion = first && isGuess ? meant || first.matched || first.label : null;
    return { query: typed.text, hits, suggestion, isPartial };
  }

  /** @param {keys.TypedText} typed */
  *#sure(typed) {
    yield* this.#named(typed);
    yield this.#withStems(typed);
  }

  /**
   * The entries with a name that matches, surest first, as in kg/search/index/lookups.py.
   *
   * @param {keys.TypedText} typed
   */
  *#named(typed) {
    const { normal } = typed;
    const initials = keys.INITIALS + normal.replaceAll(" ", "");
    yield this.#keys.withKey(keys.NAME + normal);
    yield this.#keys.withKey(keys.DESCRIPTION + normal);
    if (typed.topic) {
      yield this.#keys.withKey(keys.NAME + typed.topic);
      yield this.#withWholeWords(typed.topic);
    }
    yield this.#withWholeWords(normal);
    yield this.#keys.withWords(keys.TAIL, normal);
    if (typed.isCapital) yield this.#keys.withKey(initials);
    yield this.#keys.withKey(keys.TERM_NAME + normal);
    for (const form of [keys.NAME, keys.PART, keys.TAIL, keys.INNER, keys.TERM_NAME, keys.DESCRIPTION]) {
      yield this.#keys.withBeginning(form + normal);
    }
    yield* this.#sounding(typed);
    yield this.#keys.withKey(initials);
    if (!typed.isQuestion) yield* this.#withNameWords(typed);
  }

  /**
   * The entries with a name that begins with some words, or from one of its words on.
   *
   * @param {string} words
   */
  #withWholeWords(words) {
    // Many go by the last part of their name alone, so no part of it is worth more than another.
    return union(this.#keys.withBeginning(`${keys.NAME}${words} `), this.#keys.withWords(keys.PART, words));
  }

  /**
   * The entries with a name that has all words in any order, the last of which may be unfinished.
   *
   * @param {keys.TypedText} typed
   */
  *#withNameWords(typed) {
    const named = (/** @type {string[]} */ words) =>
      this.#fitting(
        this.#filter(({ names }) => hasAll(names, unfinished(words))),
        unfinished(words),
        true,
      );
    if (typed.allWords.length > typed.words.length) yield named(typed.allWords);
    yield named(typed.words);
    if (typed.words.length > 1) yield this.#filter(({ sounds }) => hasAll(sounds, unfinished(typed.sounds)));
  }

  /** @param {keys.TypedText} typed */
  *#sounding({ sound, isShort }) {
    if (isShort) {
      yield this.#keys.withKey(keys.SHORT_SOUND + sound);
      return;
    }
    yield this.#keys.withKey(keys.SOUND + sound);
    yield this.#keys.withBeginning(keys.SOUND + sound);
    yield this.#keys.withBeginning(keys.LATER_SOUND + sound);
  }

  /**
   * The entries that have all words in their names and texts, whatever their endings; of a question, questions first.
   *
   * @param {keys.TypedText} typed
   */
  #withStems(typed) {
    const wanted = typed.contentWords.map(stem);
    const numbers = this.#filter(({ stems: own }) => wanted.every((one) => own.has(one)));
    const questions = typed.isQuestion ? numbers.filter((number) => this.#isQuestion(number)) : [];
    return [
      ...this.#fitting(questions, stems(typed.circumstances), false),
      ...this.#fitting(numbers, stems(typed.contentWords), true),
    ];
  }

  /**
   * The entries with a name that sounds so but for typing errors, with known spellings like the words, or with a name
   * that begins so, as in kg/search/index/corrections.py.
   *
   * @param {keys.TypedText} typed
   * @returns {Generator<Guess>}
   */
  *#guesses(typed) {
    for (const name of nearest(this.#spoken, typed.sound)) yield ["", this.#keys.withKey(keys.SOUND + name)];
    const words = typed.allWords.map((word) => keys.otherOrdinal(word) ?? this.#corrected(word)).join(" ");
    const meant = words === typed.normal ? "" : words;
    if (meant) for (const numbers of this.#named(new keys.TypedText(meant))) yield [meant, numbers];
    const wanted = typed.words.map((word) => ({ spellings: [word, ...nearest(this.#words, word)] }));
    const having = this.#filter(({ names }) => hasAll(names, wanted));
    yield [meant, this.#fitting(having, wanted, true)];
    yield ["", this.#shortened(typed.normal)];
  }

  /** @param {string} word */
  #corrected(word) {
    return this.#words.has(word) ? word : (nearest(this.#words, word)[0] ?? word);
  }

  /** @param {keys.TypedText} typed */
  #withSomeStems(typed) {
    const wanted = typed.contentWords.map(stem);
    const numbers = this.#filter(({ stems: own }) => wanted.some((one) => own.has(one)));
    const questions = typed.isQuestion ? numbers.filter((number) => this.#isQuestion(number)) : [];
    const found = [...new Set([...questions, ...numbers])];
    return this.#fitting(found, stems(typed.contentWords), !typed.isQuestion);
  }

  /** @param {number} number */
  #isQuestion(number) {
    return this.#entries[number]?.hit.kind === "question";
  }

  /**
   * Some entries, those first of which a name has the most of the words, and then the fewest others.
   *
   * @param {number[]} numbers
   * @param {WantedWord[]} wanted
   * @param {boolean} otherWords whether other words and descriptions count
   */
  #fitting(numbers, wanted, otherWords) {
    const order = new Map(numbers.map((number) => [number, unfitness(this.#entries[number], wanted, otherWords)]));
    return [...numbers].sort((first, second) => (order.get(first) ?? 0) - (order.get(second) ?? 0));
  }

  /**
   * The entries with a name that begins as a text does, for at least two thirds of it.
   *
   * @param {string} text
   */
  #shortened(text) {
    for (let size = text.length - 1; size >= Math.max(2, Math.floor((2 * text.length) / 3)); size -= 1) {
      const numbers = this.#keys.withBeginning(keys.NAME + text.slice(0, size));
      if (numbers.length) return numbers;
    }
    return [];
  }

  /** @param {(entry: Entry) => boolean} matches */
  #filter(matches) {
    return [...this.#entries.keys()].filter((number) => {
      const entry = this.#entries[number];
      return entry !== undefined && matches(entry);
    });
  }
}
