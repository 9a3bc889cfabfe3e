// Matches names with what the reader types, in any script and any of the usual romanisations.

import { romanise } from "./romanisation.js";

/** @type {Record<string, string>} */
const LETTERS = { đ: "d", ð: "d", ı: "i", ł: "l", ø: "o", æ: "ae", œ: "oe", ß: "ss", "×": "x" };
// The keys of Hangul finals from U+11A8 and vowels from U+116A: while 하노 is being typed, the field shows 한.
const FINALS = keys(
  "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ",
);
const VOWELS = keys("ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ");

/** @param {string} letters */
function keys(letters) {
  return letters.normalize("NFKD").split(" ");
}

/**
 * Strips accents, signs and capitals, joins 14,000 into one word, and decomposes Hangul, so that unfinished input is a prefix of the whole name.
 *
 * @param {string} text
 */
export function normalize(text) {
  return text
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u11a8-\u11c2]/g, (letter) => FINALS[letter.charCodeAt(0) - 0x11a8] ?? letter)
    .replace(/[\u116a-\u1174]/g, (letter) => VOWELS[letter.charCodeAt(0) - 0x116a] ?? letter)
    .replace(/[đðıłøæœß×]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[\u0300-\u036f’'‘ʼʻ`.]/g, "")
    .replace(/[\s\p{P}]+/gu, " ")
    .trim();
}

// Romanisations of a name differ in these: voiced or not (Kim, Gim), aspirated or not, l and r (Ri, Li, Lee, Yi), the
// vowels that o and u have to stand for (Jong, Jeong, Chŏng; Sung, Seong; Sol-ju, Seol-joo).
/** @type {[RegExp, string][]} */
const SOUNDS = [
  [/\b(?:rhee|lee|yi|li|ri|i)\b/g, "ri"],
  [/\b(?:pak|bak|park)\b/g, "pak"],
  [/\bcho[eiy]\b/g, "chw"],
  [/([kpst])h/g, "$1"],
  [/ch|j|tch|zh|tj/g, "c"],
  [/ts|dz/g, "c"],
  [/[gq]/g, "k"],
  [/b/g, "p"],
  [/d/g, "t"],
  [/l/g, "r"],
  [/h(?:ui|ee|eui)/g, "hi"],
  [/eau|eo|oh|eu|oo|u/g, "o"],
  [/ee|ie|y(?=$|\s)/g, "i"],
  [/ae|e/g, "e"],
];

/**
 * The words of a text, spelled as they sound; each syllable of Hangul is one.
 *
 * @param {string} text
 */
export function soundsOf(text) {
  return SOUNDS.reduce((sounds, [pattern, letter]) => sounds.replace(pattern, letter), normalize(romanise(text))).split(
    " ",
  );
}

/**
 * Joins words, since romanisations differ in where words part and whether letters are doubled.
 *
 * @param {string[]} words
 */
export function join(words) {
  return words.join("").replace(/(.)\1+/g, "$1");
}

/**
 * How well a name matches what was typed: 0 is best, null means that it does not match.
 *
 * @param {string} name
 * @param {string} typed
 */
export function matchRank(name, typed) {
  const wanted = normalize(typed);
  const given = normalize(name);
  if (!wanted) return null;
  if (given === wanted) return 0;
  if (given.startsWith(wanted)) return 1;
  if (given.includes(` ${wanted}`)) return 2;
  const word = soundRank(soundsOf(name), join(soundsOf(typed)));
  if (word !== null) return word;
  return given.includes(wanted) ? 5 : null;
}

/**
 * 3 if a name begins with a sound, 4 if a later word of it does, null otherwise.
 *
 * @param {string[]} words
 * @param {string} sound
 */
function soundRank(words, sound) {
  // One or two letters sound like the beginning of too many words.
  const short = sound.length < 3;
  const index = words.findIndex((word, at) =>
    short ? join([word]) === sound : join(words.slice(at)).startsWith(sound),
  );
  if (index < 0) return null;
  return index ? 4 : 3;
}
