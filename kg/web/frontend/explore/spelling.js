// Whether a name is meant by what somebody types: in any script, and in any of the usual romanisations.

const LETTERS = { đ: "d", ð: "d", ı: "i", ł: "l", ø: "o", æ: "ae", œ: "oe", ß: "ss", "×": "x" };
// Hangul as its keys are struck, from U+11A8 and from U+116A on: while 하노 is being typed, 한 stands there.
const FINALS = keys("ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ");
const VOWELS = keys("ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ");

function keys(letters) {
  return letters.normalize("NFKD").split(" ");
}

// Words without accents, signs and capitals, in which what is not yet typed to its end begins the whole.
export function plain(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u11a8-\u11c2]/g, (letter) => FINALS[letter.charCodeAt() - 0x11a8])
    .replace(/[\u116a-\u1174]/g, (letter) => VOWELS[letter.charCodeAt() - 0x116a])
    .replace(/[đðıłøæœß×]/g, (letter) => LETTERS[letter])
    .replace(/[\u0300-\u036f’'‘ʼʻ`.]/g, "")
    .replace(/[\s\p{P}]+/gu, " ")
    .trim();
}

// Romanisations of one name differ in these: voiced or not (Kim, Gim), aspirated or not, l and r (Ri, Li, Lee, Yi), the
// vowels that o and u have to stand for (Jong, Jeong, Chŏng; Sung, Seong; Sol-ju, Seol-joo).
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
  [/eo|oh|eu|oo|u/g, "o"],
  [/ee|ie|y(?=$|\s)/g, "i"],
  [/ae|e/g, "e"],
];

// The words of a text as they sound.
function heard(text) {
  return SOUNDS.reduce((sounds, [pattern, letter]) => sounds.replace(pattern, letter), plain(text)).split(" ");
}

// Words run together: where they part, and whether a letter is doubled, differs too.
function together(words) {
  return words.join("").replace(/(.)\1+/g, "$1");
}

// How well a name fits, the less the better; null if it does not.
export function fit(name, typed) {
  const wanted = plain(typed);
  const given = plain(name);
  if (!wanted) return null;
  if (given === wanted) return 0;
  if (given.startsWith(wanted)) return 1;
  if (given.includes(` ${wanted}`)) return 2;
  const sound = together(heard(typed));
  const words = heard(name);
  // So few letters sound like the beginning of anything.
  const fits = sound.length < 3 ? (at) => together([words[at]]) === sound : (at) => together(words.slice(at)).startsWith(sound);
  const found = words.findIndex((_, at) => fits(at));
  if (found >= 0) return found ? 4 : 3;
  return given.includes(wanted) ? 5 : null;
}
