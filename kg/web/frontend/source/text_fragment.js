// Links to words on a web page: text fragments (WICG, Text Fragments, 3.1), with the rules of text_fragment.py.

const WORDS = 4;
// What a source text writes around headings and items is not on the web page.
const MARKUP = /^(?:-|=+|\|)\s*|\s*(?:=+|\|)$/g;

/**
 * The address of a web page with the fragment that finds some words there: their beginning and their end.
 *
 * @param {string} address
 * @param {string} words
 */
export function textFragment(address, words) {
  const ends = words.startsWith("|") ? cellEnds(words) : sentenceEnds(words);
  if (!ends.some((end) => end.length)) return address;
  return `${address}#:~:text=${ends.map((end) => encoded(end.join(" "))).join(",")}`;
}

/** @param {string} row */
function cellEnds(row) {
  const cells = row
    .split("|")
    .map(split)
    .filter((cell) => cell.length);
  return cells.length > 1 ? [cells[0] ?? [], cells.at(-1) ?? []] : cells;
}

/** @param {string} sentence */
function sentenceEnds(sentence) {
  const words = split(sentence.trim().replace(MARKUP, ""));
  return words.length > 2 * WORDS ? [words.slice(0, WORDS), words.slice(-WORDS)] : [words];
}

/** @param {string} text */
function split(text) {
  return text.split(/\s+/).filter((word) => word);
}

/** @param {string} text */
function encoded(text) {
  // A comma and a dash have meanings of their own in a fragment; both sides percent-encode the same characters.
  return encodeURIComponent(text).replace(
    /[-!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
