// Dates as readers type them, written out as in the texts: 2026-02-22, 22.2.2026 and Feb 22 are 22 February.

const MONTHS = "January February March April May June July August September October November December".split(" ");
const NAMES = `${MONTHS.map((month) => `${month}|${month.slice(0, 3)}`).join("|")}|Sept`;
const ISO = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g;
const POINTED = /\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b/g;
const NAMED = new RegExp(`\\b(${NAMES})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d)`, "gi");
const SHORT = new RegExp(`(?<=\\d\\s)(${NAMES})\\b\\.?`, "gi");

/**
 * A text with its dates as day, month and year; what is no date stays as it is.
 *
 * @param {string} text
 */
export function writtenDates(text) {
  return text
    .replace(ISO, (date, year, month, day) => written(date, day, month, year))
    .replace(POINTED, (date, day, month, year) => written(date, day, month, year))
    .replace(NAMED, (_, month, day) => `${day} ${monthOf(month)}`)
    .replace(SHORT, (_, month) => monthOf(month));
}

/**
 * @param {string} text
 * @param {string} day
 * @param {string} month
 * @param {string} year
 */
function written(text, day, month, year) {
  const name = MONTHS[Number(month) - 1];
  return name ? `${Number(day)} ${name} ${year}` : text;
}

/** @param {string} name */
function monthOf(name) {
  const start = name.slice(0, 3).toLowerCase();
  return MONTHS.find((month) => month.toLowerCase().startsWith(start)) ?? name;
}
