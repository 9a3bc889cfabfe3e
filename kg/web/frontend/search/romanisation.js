// Hangul and Cyrillic in Latin letters, so that a name is found by its sound whatever the script it is typed in.

// The Revised Romanisation of Hangul, without its rules for neighbouring syllables, which no spelling by ear follows.
const INITIALS = parts("g kk n d tt r m b pp s ss - j jj ch k t p h");
const VOWELS = parts("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i");
const FINALS = parts("- k kk ks n nj n t l lk lm lb ls lt lp l m p ps t t ng t t k t p t");
const FIRST = 0xac00;
const CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў";
// ы stands for the vowel 으 in names from Hangul.
const LATIN = parts("a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - u - e yu ya i yi ye g u");

/** @param {string} text */
function parts(text) {
  return text.split(" ").map((part) => part.replace("-", ""));
}

/**
 * A text with its Hangul and Cyrillic in Latin letters; each syllable of Hangul is a word.
 *
 * @param {string} text
 */
export function romanise(text) {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\uac00-\ud7a3]/g, syllable)
    .replace(/[\u0400-\u04ff]/g, (letter) => LATIN[CYRILLIC.indexOf(letter)] ?? letter);
}

/** @param {string} letter */
function syllable(letter) {
  const number = letter.charCodeAt(0) - FIRST;
  const vowel = Math.floor((number % 588) / 28);
  return ` ${INITIALS[Math.floor(number / 588)]}${VOWELS[vowel]}${FINALS[number % 28]} `;
}
