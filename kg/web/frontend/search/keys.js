// The keys under which the names of an entry are found, and what was typed in the same forms: those of kg/search/keys.py.

import { writtenDates } from "./dates.js";
import { join, normalize, soundsOf } from "./spelling.js";

/** @import { SearchHit } from "../documents.js" */

// The first letter of a key says which form of a name follows.
export const NAME = "n";
export const TERM_NAME = "v";
export const DESCRIPTION = "d";
export const PART = "p";
export const TAIL = "e";
export const INNER = "c";
export const SOUND = "s";
export const LATER_SOUND = "t";
export const SHORT_SOUND = "w";
export const INITIALS = "i";

// One or two letters sound like the beginning of too many words.
const SHORT = 3;
// Longer names are sentences, which nobody types by ear.
const SPOKEN = 60;
const SMALL_WORDS = wordSet("a an and as at by for from in into is it its of on or that the this to was with");
const QUESTION_WORDS = wordSet("who whom whose which what when where why how did does do is are was were");
const CIRCUMSTANCES = wordSet("when where why how");
const WHO_IS = /^(?:who|what) (?:is|are|was|were) /;
const UNSPACED = /[ᄀ-ᇿ぀-ヿ㄰-㆏㐀-鿿가-힣]/;
const ORDINALS = ordinals("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth");

/** @param {string} words */
function wordSet(words) {
  return new Set(words.split(" "));
}

/**
 * Numbers of congresses and terms, which readers write out, or the other way round.
 *
 * @param {string} words
 * @returns {Map<string, string>}
 */
function ordinals(words) {
  const endings = ["th", "st", "nd", "rd"];
  const others = /** @type {Map<string, string>} */ (new Map());
  for (const [at, word] of words.split(" ").entries()) {
    const digits = `${at + 1}${endings[at + 1] ?? "th"}`;
    others.set(word, digits).set(digits, word);
  }
  return others;
}

/**
 * The other way to write an ordinal number.
 *
 * @param {string} word
 */
export function otherOrdinal(word) {
  return ORDINALS.get(word);
}

/**
 * Whether a word stands between the others and makes no difference.
 *
 * @param {string} word
 */
export function isSmall(word) {
  return SMALL_WORDS.has(word);
}

/** @param {SearchHit} hit */
export function isTerm(hit) {
  return hit.path.startsWith("/def#");
}

/**
 * @param {SearchHit} hit
 * @param {boolean} isDescription whether the label is no name
 */
export function keysOf(hit, isDescription) {
  const names = [hit.label, ...hit.names];
  if (isDescription) return [DESCRIPTION + normalize(hit.label)];
  if (isTerm(hit)) return names.map(normalize).flatMap((name) => [TERM_NAME + name, ...partKeys(name.split(" "))]);
  return names.flatMap((name) => [...nameKeys(name), ...leadingInitials(name).map((letters) => INITIALS + letters)]);
}

/** @param {string} name */
function nameKeys(name) {
  const normal = normalize(name);
  return [NAME + normal, ...partKeys(normal.split(" ")), ...innerKeys(name), ...soundKeys(name, normal)];
}

/** @param {string[]} words */
function partKeys(words) {
  const small = words.findIndex((word) => SMALL_WORDS.has(word));
  const form = (/** @type {number} */ place) => (small >= 0 && place > small ? TAIL : PART);
  return words.slice(1).map((_, at) => form(at + 1) + words.slice(at + 1).join(" "));
}

/** @param {string} name */
function innerKeys(name) {
  if (!UNSPACED.test(name)) return [];
  const places = Array.from({ length: name.length - 1 }, (_, at) => at + 1);
  return places
    .filter((place) => UNSPACED.test(name.charAt(place)))
    .map((place) => INNER + normalize(name.slice(place)));
}

/**
 * @param {string} name
 * @param {string} normal
 */
function soundKeys(name, normal) {
  if (normal.length > SPOKEN) return [];
  const sounds = soundsOf(name);
  const short = sounds.map((word) => join([word])).filter((word) => word.length < SHORT);
  return [
    ...sounds.map((_, at) => (at ? LATER_SOUND : SOUND) + join(sounds.slice(at))),
    ...short.map((word) => SHORT_SOUND + word),
  ];
}

/**
 * The initials of a label and of its parts: of *Supreme Council of Sport* SC, SCS, SCOS and so on.
 *
 * @param {string} label
 */
export function initialsOf(label) {
  const words = normalize(label)
    .split(" ")
    .filter((word) => word && !/^\d/.test(word));
  if (label.length > SPOKEN || !/^\p{ASCII}*$/u.test(words.join(""))) return [];
  const starts = [...words.keys()].filter((at) => at === 0 || SMALL_WORDS.has(words[at - 1] ?? ""));
  const ends = [...[...words.keys()].filter((at) => SMALL_WORDS.has(words[at] ?? "")), words.length];
  const spans = starts.flatMap((start) => ends.filter((end) => start < end).map((end) => words.slice(start, end)));
  const both = spans.flatMap((span) => [span, span.filter((word) => !SMALL_WORDS.has(word))]);
  const initials = both.map((span) => span.map((word) => word.charAt(0)).join(""));
  return [...new Set(initials)].filter((letters) => letters.length > 1 && letters.length <= 8);
}

/**
 * Those of the initials of a label that begin with its first word.
 *
 * @param {string} label
 */
function leadingInitials(label) {
  const first = normalize(label).match(/(?:^| )(?!\d)(\S)/)?.[1] ?? "";
  return initialsOf(label).filter((letters) => letters.startsWith(first));
}

/** What a reader typed. */
export class TypedText {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    const written = writtenDates(text);
    this.normal = normalize(written);
    const words = this.normal.split(" ");
    const content = words.filter((word) => !(SMALL_WORDS.has(word) || QUESTION_WORDS.has(word)));
    this.allWords = words;
    // The last word may be unfinished.
    this.words = [...words.slice(0, -1).filter((word) => !SMALL_WORDS.has(word)), ...words.slice(-1)];
    this.contentWords = content.length ? content : this.words;
    this.circumstances = words.filter((word) => CIRCUMSTANCES.has(word));
    this.isQuestion = words.length > 1 && QUESTION_WORDS.has(words[0] ?? "");
    // What the text asks about, if it only asks who or what that is.
    this.topic = WHO_IS.test(this.normal) ? this.contentWords.join(" ") : "";
    this.isCapital = text === text.toUpperCase() && text !== text.toLowerCase();
    this.sounds = soundsOf(written)
      .map((word) => join([word]))
      .filter(Boolean);
    this.sound = join(soundsOf(written));
    this.isShort = this.sound.length < SHORT;
  }
}
