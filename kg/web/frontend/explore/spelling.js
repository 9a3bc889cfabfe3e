// Whether a name is meant by what somebody types: in any script, and in any of the usual romanisations.

// Decomposed, so that a syllable of Hangul that is not yet complete begins the whole one; without accents and signs.
export function plain(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f’'ʼ`.]/g, "")
    .replace(/[\s,()/-]+/g, " ")
    .trim();
}

// Romanisations of one name differ in these: voiced or not (Kim, Gim), aspirated or not, l and r (Ri, Li, Lee, Yi), the
// vowels that o and u have to stand for (Jong, Jeong, Chŏng; Sung, Seong; Sol-ju, Seol-joo), double letters, and spaces.
const SOUNDS = [
  [/\b(?:rhee|lee|yi|li|ri|i)\b/g, "ri"],
  [/\b(?:pak|bak|park)\b/g, "pak"],
  [/\b(?:choi|choe|choy)\b/g, "choe"],
  [/sh/g, "s"],
  [/ch|j|tch|zh|tj/g, "c"],
  [/ts|dz/g, "c"],
  [/[gq]/g, "k"],
  [/b/g, "p"],
  [/d/g, "t"],
  [/l/g, "r"],
  [/h(?:ui|ee|eui)/g, "hi"],
  [/eo|oh|eu|oo|u/g, "o"],
  [/ee|ie|y(?=$|\s)/g, "i"],
  [/ae|e/g, "e"],
  [/ /g, ""],
  [/(.)\1+/g, "$1"],
];

export function sound(text) {
  return SOUNDS.reduce((heard, [pattern, letter]) => heard.replace(pattern, letter), plain(text));
}

// How well a name fits, the less the better; null if it does not.
export function fit(name, typed) {
  const wanted = plain(typed);
  const given = plain(name);
  if (!wanted) return null;
  if (given === wanted) return 0;
  if (given.startsWith(wanted)) return 1;
  if (given.includes(` ${wanted}`)) return 2;
  if (given.includes(wanted)) return 3;
  const heard = sound(typed);
  if (heard.length < 3) return null;
  if (sound(name).startsWith(heard)) return 4;
  return sound(name).includes(heard) ? 5 : null;
}
